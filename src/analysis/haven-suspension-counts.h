/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-group.h"

/* The four counts of practice 14, never mixed. All in half-days (a lunchtime is one), so that 5.5 days is 11; cancelled ones and permanent
 * exclusions are in none. Limits stand in data/reference/rules.json with their source. At this school only. */
typedef struct {
  HavenDay day;                 /* the counts are as they stand at the end of this day */

  HavenSpan term;               /* first count: the term that holds the day; where a school has more than three, the reference dates */
  guint term_half_days;
  guint term_suspensions;       /* that begin in it; the second is a reason to consult (practice 15) */
  gboolean over_term;           /* more than 5 days: the board considers what the parent says */
  gboolean over_board;          /* second count: more than 15 days: the board meets */

  guint running_half_days;      /* third count: in a row, of the suspension that runs on the day or was the last; 0: none fell into the term */
  HavenDay owed_from;           /* the school day from which full-time education is owed for it: the sixth; of a looked-after child the first */
  gboolean owed;                /* that day is part of the suspension */

  HavenSpan year;               /* fourth count: the academic year */
  guint year_half_days;
  gboolean at_year_limit;       /* 45 days */
  gint64 year_left;             /* half-days until it; never below 0 */

  guint lunchtimes;             /* of the term's suspensions */
} HavenSuspensionCounts;

HavenSuspensionCounts haven_suspension_counts (HavenSchool *school, gint64 pupil_id, HavenDay day);
HavenSpan haven_suspension_term (HavenSchool *school, HavenDay day);   /* as the law counts terms */

/* Days lost against 5, 15 and 45, day by day of suspension: for the chart */
typedef struct {
  HavenDay day;                 /* a school day on which a half-day or more of suspension fell */
  HavenSpan term;
  guint term_half_days;         /* in that term up to this day */
  guint year_half_days;         /* in that academic year up to this day */
} HavenSuspendedPoint;
GArray *haven_suspended_course (HavenSchool *school, gint64 pupil_id, HavenSpan span);   /* HavenSuspendedPoint */

/* Who must be told (practice 13), and who was. On cancellation, the same people. */
typedef struct {
  const HavenSuspension *suspension;
  HavenNoticeTo to;
  gboolean to_pupil;            /* HAVEN_NOTICE_PARENT of a pupil of 18 or over: the pupil */
  gboolean cancellation;
  const char *authority;        /* HAVEN_NOTICE_VIRTUAL_SCHOOL: whose, where it is known: of the looking-after authority; else NULL */
  HavenDay since;
  HavenDay sent_on;             /* NONE: still owed */
  const char *how;
} HavenNoticeDue;
GArray     *haven_notices_due       (HavenSchool *school, const HavenSuspension *suspension);   /* HavenNoticeDue, in the order of HavenNoticeTo */
const char *haven_notice_due_text   (const HavenNoticeDue *due);       /* "the parent", "the pupil" … */

/* What a second suspension in a term, or the end of one, asks for (practice 15) */
typedef struct {
  const HavenSuspension *suspension;
  guint number;                 /* in its term: 1, 2 … */
  gboolean consult;             /* second or later */
  gboolean has_alternatives;    /* something was tried before it */
  HavenDay back_on;             /* first school day after it; NONE: it is not over, or permanent */
  HavenDay reintegrated_on;     /* the meeting; never a condition of return */
} HavenSuspensionCare;
GArray *haven_suspension_care (HavenSchool *school, gint64 pupil_id, HavenSpan span, HavenClock clock);   /* of those not cancelled, by day */

/* Possible unrecorded suspensions (practice 10) */
typedef enum {
  HAVEN_DOUBT_NOT_RECORDED,     /* E, and no suspension */
  HAVEN_DOUBT_YET_PRESENT,      /* a suspension, and marked in school */
  HAVEN_DOUBT_SENT_HOME,        /* in school in the morning and on leave or absent in the afternoon, again and again */
} HavenDoubtKind;
typedef struct {
  HavenDoubtKind kind;
  HavenDay first;
  HavenDay last;
  guint sessions;
  gint64 suspension_id;         /* HAVEN_DOUBT_YET_PRESENT */
} HavenDoubt;
GArray *haven_suspension_doubts (HavenSchool *school, gint64 pupil_id, HavenSpan span);  /* HavenDoubt; needs a register */
