/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-attention.h"
#include "haven-test-school.h"

/* A school with three years of dates, one child on a child protection plan and one other pupil, seen up to the afternoon of a day */
typedef struct {
  HavenTestSchool *draft;       /* NULL once it is built */
  HavenSchool *school;
  HavenSchool *dates;           /* the same dates, for counting school days while the school is a draft */
  gint64 child;
  gint64 other;
  HavenDay until;               /* the last day with marks, and today */
} World;

World *world_new  (const char *until);
void   world_free (World *self);

/* What is asked of n: days, sessions, half-days, pupils … whatever the number counts. It may add to the draft, and builds it. */
typedef gboolean (*Ask) (World *world, int n);

typedef struct {
  const char *says;             /* the example in a few words */
  const char *rule;             /* in rules.json; of a rule of Today that has no number, its own */
  const char *number;           /* NULL: there is none */
  int value;                    /* of the number, as it stands in the data */
  const char *today;            /* the rule of Today that is asked; NULL: a figure */
  const char *until;
  int at;                       /* the number in the units of ask */
  gboolean holds[3];            /* one before, at the number, one after */
  Ask ask;
} Example;

extern const Example worked_examples[];
extern const guint worked_examples_n;
