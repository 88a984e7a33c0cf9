/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-group.h"
#include "haven-learning.h"

/* Attainment against expectation. One point is a subject, a kind of result ("teacher assessment", "KS2 scaled score") and a day. */
typedef struct {
  guint below;
  guint at;
  guint above;
  guint none;                   /* no expectation is set for this result */
} HavenExpectations;
guint  haven_expectations_sum     (const HavenExpectations *self);      /* of those with an expectation */
double haven_expectations_percent (const HavenExpectations *self);      /* at or above, of those with one; NAN: nobody */

typedef struct {
  char *subject;
  char *measure;
  HavenDay day;
  HavenExpectations group;
  gboolean has_others;          /* the whole school's totals are there for this point: without them there is no gap (practice 19) */
  HavenExpectations others;     /* the whole school less the group */
  double gap;                   /* percentage points: others less group; NAN where either is nobody */
} HavenAttainmentPoint;
void       haven_attainment_point_free (HavenAttainmentPoint *self);

/* members' latest result of each point's day counts once a pupil; whole-school totals are matched by subject, kind of result and day */
GPtrArray *haven_attainment_of_group (HavenSchool *school, GPtrArray *members, HavenSpan span);    /* HavenAttainmentPoint, by subject, kind, day */

/* One pupil: every subject and kind of result as a line, in order of time */
typedef struct {
  const char *subject;          /* lent */
  const char *measure;
  GPtrArray *results;           /* const HavenAttainment *, by day */
  int progress;                 /* of expectation, from the first result that has one to the last: -2 .. 2; 0 with fewer than two */
  guint counted;                /* results with an expectation */
  gboolean key_stage;           /* a national result: its kind names a key stage, phonics or the early years profile */
} HavenSubject;
void       haven_subject_free     (HavenSubject *self);
GPtrArray *haven_attainment_lines (HavenSchool *school, gint64 pupil_id, HavenSpan span);   /* HavenSubject, by subject, then kind */
