/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-cohort-figures.h"
#include "haven-parts.h"
#include "haven-pupil-year.h"

/* The pass behind HavenCohortFigures. Which groups a pupil belongs to on a day is a mask, a bit a group; whoever has the same mask is
 * counted in the same bin, and a group is the sum of the bins that have its bit. Inside analysis only. */
#define HAVEN_COHORT_MASKS (1 << HAVEN_N_GROUPS)
#define HAVEN_COHORT_SLOTS (7 * HAVEN_SESSIONS_A_DAY)
#define HAVEN_COHORT_MARKS 256
#define HAVEN_COHORT_LANES 8
#define HAVEN_COHORT_BANKS ((16 + HAVEN_WEEKS_A_YEAR + HAVEN_COHORT_LANES - 1) / HAVEN_COHORT_LANES)
#define HAVEN_COHORT_PARTS (HAVEN_COHORT_BANKS * HAVEN_COHORT_LANES)    /* more than a year can have: itself, four terms, two halves of each, and weeks */

typedef enum { HAVEN_CUT_YEAR, HAVEN_CUT_TERM, HAVEN_CUT_HALF_TERM, HAVEN_CUT_WEEK, HAVEN_N_CUTS } HavenCohortCut;

/* A stretch of one week that no term or half term cuts */
typedef struct {
  guint16 from;                 /* place of its first mark in the register */
  guint16 inside;               /* its sessions, as in HavenWeek */
  guint8 n;                     /* marks */
  guint8 slot;                  /* weekday x session of the first */
  guint8 week;                  /* of the year, as in HavenWeeks */
  guint8 places[HAVEN_N_CUTS];  /* of the parts in which it lies, in the row of all */
} HavenCohortChunk;

/* Of the last pupils only, in sixteen bits each: an addition a pupil and part, and of pupils three for eight parts, in place of eleven for one */
typedef struct {
  HavenTallySum sums[HAVEN_COHORT_PARTS];
  HavenTallySum pupils[HAVEN_COHORT_BANKS];         /* a part a lane */
  HavenTallySum persistent[HAVEN_COHORT_BANKS];
  HavenTallySum severe[HAVEN_COHORT_BANKS];
} HavenCohortRecent;

typedef struct {
  guint32 counts[8];            /* as in HavenTally */
  guint32 pupils;
  guint32 persistent;
  guint32 severe;
  gboolean cut;                 /* somebody's week of totals lies across its end: the rest is too little */
} HavenCohortCell;

typedef struct {
  HavenCohortRecent recent;     /* of n_recent, not in cells yet */
  guint n_recent;
  HavenCohortCell cells[HAVEN_COHORT_PARTS];
  guint32 (*marks)[HAVEN_COHORT_MARKS];   /* by slot; of those who are in the bin on the year's reference day */
  gboolean no_days;             /* somebody among those has weeks without days */
} HavenCohortBin;

typedef struct {
  int year;
  HavenSpan span;               /* not after today */
  GArray *chunks;
  GArray *parts[HAVEN_N_CUTS];  /* HavenPart */
  guint begin[HAVEN_N_CUTS + 1];      /* all parts in one row: where those of a cut begin, and where the last one's end */
  GArray *references;           /* HavenDay, of each part in that row */
  HavenCohortBin *bins[HAVEN_COHORT_MASKS];
} HavenCohortYear;

HavenCohortYear *haven_cohort_year_new     (HavenSchool *school, int year, HavenClock clock);
void             haven_cohort_year_free    (HavenCohortYear *self);
HavenCohortBin  *haven_cohort_year_get_bin (HavenCohortYear *self, guint mask);

/* When a pupil's groups change: steps of day and mask, the first from the beginning of time */
typedef struct {
  HavenDay from;
  guint mask;
} HavenCohortStep;

typedef struct {
  GArray *steps;                /* HavenCohortStep, reused from pupil to pupil */
  const HavenPupil *pupil;
} HavenCohortMembership;

void  haven_cohort_membership_take (HavenCohortMembership *self, HavenSchool *school, const HavenPupil *pupil);
gboolean haven_cohort_membership_is_constant (const HavenCohortMembership *self, HavenSpan span);   /* and the pupil is on roll */
/* 0: not on roll at any time of the part */
guint haven_cohort_membership_of   (const HavenCohortMembership *self, HavenSpan part, HavenDay reference);
