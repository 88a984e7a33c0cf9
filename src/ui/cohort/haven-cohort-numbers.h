/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-comparison.h"

/* The headline figures of a group over a period, and what they stand beside: the one comparison in the words of a tile */
typedef enum {
  HAVEN_COHORT_ABSENCE, HAVEN_COHORT_PERSISTENT, HAVEN_COHORT_SEVERE, HAVEN_COHORT_SUSPENDED, HAVEN_N_COHORT_MEASURES
} HavenCohortMeasure;

typedef struct {
  HavenSchool *school;      /* lent */
  HavenClock clock;
  HavenGroup group;
  HavenVersus versus;
  HavenSpan span;
} HavenCohortQuestion;

typedef struct {
  double value;             /* percent; NAN: cannot be told */
  double beside;            /* likewise */
  guint n;                  /* pupils behind value */
  char *caption;            /* "persistently absent" */
  char *note;               /* one short line: "2.4 times 19.3%; n = 18" */
  char *explanation;
} HavenCohortNumber;

void     haven_cohort_number_clear (HavenCohortNumber *self);
void     haven_cohort_count        (const HavenCohortQuestion *question, HavenCohortNumber numbers[HAVEN_N_COHORT_MEASURES]);
gboolean haven_cohort_has_authority (HavenSchool *school);
