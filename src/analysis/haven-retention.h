/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-clock.h"
#include "haven-leaving.h"
#include "haven-retention-classes.h"

/* The clock of whoever left, pupil or staff: what is kept until when, and why (data/reference/retention.csv). When it is over a person
 * decides, and nothing goes by itself. Pure. */
typedef enum {
  HAVEN_RETENTION_KEPT,
  HAVEN_RETENTION_WAITS,        /* the time is over, but what became of the child protection file is not recorded */
  HAVEN_RETENTION_DUE,          /* for review: keep for a reason until another day, or destroy */
  HAVEN_RETENTION_HELD,         /* cannot be destroyed, whatever the clock says */
} HavenRetentionState;

typedef struct {
  const HavenRetentionClass *of;
  HavenDay until;
} HavenRetentionClock;
#define HAVEN_RETENTION_CLOCKS 2

typedef struct {
  gint64 pupil_id;              /* 0: of staff */
  gint64 person_id;             /* 0: of a pupil */
  HavenDay left;
  HavenRetentionState state;
  HavenDay until;               /* the last day on which they are kept: the latest of the clocks, or what the last review says */
  HavenRetentionClock clocks[HAVEN_RETENTION_CLOCKS];
  guint n_clocks;
  const HavenHold *hold;        /* lent; NULL: none stands */
  const HavenReview *review;    /* lent; NULL: not reviewed since leaving */
  HavenDay file_until;          /* of a child: how long the school that holds the child protection file keeps it; NONE: not known, or none */
} HavenRetention;

GArray     *haven_retention_list       (HavenSchool *school, HavenClock clock);  /* HavenRetention of every leaver: due first, then by day */
gboolean    haven_retention_find       (HavenSchool *school, gint64 pupil_id, HavenClock clock, HavenRetention *ret_retention);   /* FALSE: on roll */
gboolean    haven_retention_find_staff (HavenSchool *school, gint64 person_id, HavenClock clock, HavenRetention *ret_retention);  /* FALSE: in post */
const HavenHold *haven_retention_find_hold (HavenSchool *school, gint64 pupil_id);    /* that stands; NULL: none. On roll too */
guint       haven_retention_count      (GArray *list, HavenRetentionState state);

const char *haven_retention_state_code (HavenRetentionState state);
const char *haven_retention_state_text (HavenRetentionState state);
char       *haven_retention_dup_why    (const HavenRetention *self);                  /* a sentence or two */
/* May this be destroyed on that ground? REFUSED, in a sentence that says what is missing. pupil on roll: only where the ground needs no clock */
gboolean    haven_retention_check      (HavenSchool *school, gint64 pupil_id, gint64 person_id, const char *ground, HavenClock clock,
                                        GError **error);
HavenDay    haven_retention_file_until (HavenDay born);                               /* of a child protection file: the 25th birthday */
