/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-group.h"

/* Part-time timetables (practice 16), measured against the year group's own week. Minutes a week throughout. */
typedef enum {
  HAVEN_PLAN_NO_AGREEMENT = 1 << 0,     /* who agreed it is not recorded */
  HAVEN_PLAN_NO_FULL_TIME_DATE = 1 << 1,
  HAVEN_PLAN_NO_REVIEW = 1 << 2,
  HAVEN_PLAN_NO_SAFETY = 1 << 3,        /* how the child is safe when off site */
  HAVEN_PLAN_NOT_CONSULTED = 1 << 4,    /* social worker, Virtual School if looked after, authority if there is an EHCP: before the start */
  HAVEN_PLAN_REVIEW_PASSED = 1 << 5,
  HAVEN_PLAN_FULL_TIME_PASSED = 1 << 6,
  HAVEN_PLAN_TOO_LONG = 1 << 7,         /* longer than six weeks */
  HAVEN_PLAN_NOT_OF_AGE = 1 << 8,       /* not of compulsory school age throughout: X, not C2 */
} HavenPlanWants;

typedef struct {
  const HavenPlan *plan;
  gint64 week_minutes;          /* the year group's own week: setting "week-minutes-9", else "week-minutes", else 32.5 hours with breaks */
  gint64 taught_minutes;        /* the second line: 25 hours */
  double percent;               /* of the year group's week; NAN where the plan says no hours */
  HavenDay last;                /* of the plan, or today while it runs */
  guint weeks;                  /* begun, from its first day to last */
  gboolean running;
  guint wants;                  /* HavenPlanWants; what has passed is asked only of one that runs */
} HavenPartTime;

GArray  *haven_part_time_plans (HavenSchool *school, gint64 pupil_id, HavenClock clock);       /* HavenPartTime, by first day */
gint64   haven_week_minutes    (HavenSchool *school, const HavenPupil *pupil);
char    *haven_part_time_wants_text (guint wants);                      /* "no review date; safety off site not said"; "" for none */
char    *haven_minutes_to_text (gint64 minutes);                        /* "12 hours 30 minutes" */

/* A group, today: pupils are counted once, and those without a review, too long and with one that has passed among those on one now */
typedef struct {
  guint now;
  guint too_long;               /* longer than six weeks */
  guint no_review;              /* no date of one was agreed */
  guint review_passed;
} HavenPartTimeCount;
HavenPartTimeCount haven_part_time_of_group (HavenSchool *school, GPtrArray *members, HavenClock clock);

/* Hours timetabled, for the chart: a step wherever they change; full time between plans */
typedef struct {
  HavenDay day;
  gint64 minutes;
  gint64 week_minutes;
  gint64 taught_minutes;
} HavenPartTimeStep;
GArray  *haven_part_time_steps (HavenSchool *school, gint64 pupil_id, HavenSpan span);   /* HavenPartTimeStep; empty: never part-time in it */

/* C2 marks that no plan explains, and C2 marks of somebody who is not of compulsory school age */
typedef struct {
  guint sessions;
  HavenDay first;
  HavenDay last;
  guint not_of_age;             /* of these sessions: should be X */
} HavenUnplanned;
HavenUnplanned haven_part_time_without_plan (HavenSchool *school, gint64 pupil_id, HavenSpan span);
