/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-group.h"
#include "haven-attendance.h"

/* What a return asks about one child in one period, and the answers by the names that sharing settings use. Inside analysis only. */
typedef struct {
  HavenSchool *school;
  const HavenPupil *pupil;
  HavenSpan span;               /* of the period, not after today */
  HavenStanding standing;       /* on the reference day */
  gboolean counts_absence;      /* of the age for which absence is published (practice 4) */
  HavenAttendance attendance;
  gint64 elsewhere;             /* sessions coded D, B or K … */
  gint64 sessions;              /* … of these; 0: no register */
  guint suspensions;
  guint permanent_exclusions;
  guint half_days_suspended;
  gint64 part_time_days;        /* the longest part-time plan of the period so far; 0: none */
  guint results;                /* subjects with a last result that has an expectation … */
  int lowest_result;            /* … and the lowest of these: HavenExpectation */
  int sdq_place;                /* of four bands, 0: close to average; -1: no score */
} HavenReturnFacts;

gboolean haven_return_facts_collect (HavenReturnFacts *self, GError **error);   /* from school, pupil, span and standing to the rest */

/* NULL: this version of Haven knows no such question. An answer that the settings do not name counts as their last. */
typedef const char *(*HavenReturnQuestion) (const HavenReturnFacts *facts);
HavenReturnQuestion haven_return_find_measure  (const char *name);
HavenReturnQuestion haven_return_find_variable (const char *name);

typedef gint64 (*HavenReturnSum) (const HavenReturnFacts *facts);
HavenReturnSum haven_return_find_magnitude (const char *name);
