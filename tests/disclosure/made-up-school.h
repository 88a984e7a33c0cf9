/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-policy.h"
#include "haven-return.h"

/* Invented children, counted into a return. Each has a group of every variable and a response of every measure, by number, and magnitudes. */
#define MADE_UP_TABLES 16

typedef struct {
  guint groups[MADE_UP_TABLES];
  guint responses[MADE_UP_TABLES];
  gint64 magnitudes[MADE_UP_TABLES];     /* possible, attended, authorised, unauthorised, half-days */
} MadeUpPupil;

HavenPolicy *made_up_policy  (void);                                       /* the default, from its file */
GArray      *made_up_pupils  (GRand *rand, HavenPolicy *policy, guint n);  /* MadeUpPupil */
HavenReturn *made_up_return  (GArray *pupils, HavenPolicy *policy, const char *period);
gint64      *made_up_find    (HavenReturn *totals, const char *measure, const char *by, const char *group, const char *response);
