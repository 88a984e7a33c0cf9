/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-attendance.h"

/* Attendance before and after what happened: the same number of school weeks on either side, in sessions. Other things changed too
 * (practice 18), so this is never said to be an effect. */
typedef enum { HAVEN_AT_STATUS, HAVEN_AT_PART_TIME, HAVEN_AT_SUSPENSION, HAVEN_AT_MEETING, HAVEN_AT_SUPPORT, HAVEN_AT_MOVE } HavenBeforeAfterKind;

typedef struct {
  HavenBeforeAfterKind kind;
  gint64 record_id;
  HavenDay day;
  char *label;                  /* "On a child protection plan", "Personal education plan meeting", "Suspended", "Mentoring" */
  HavenSpan before;             /* up to the day before */
  HavenSpan after;              /* from the day on; shorter where the marks end */
  HavenAttendance figures_before;
  HavenAttendance figures_after;
  gboolean few;                 /* fewer than 20 possible sessions on a side: no change is told */
  double change;                /* percentage points of attendance; NAN where few */
} HavenBeforeAfter;

/* Of one pupil, by day; cleared when the array is freed. Only what lies in span, and not after the last mark. */
GArray *haven_before_after_list (HavenSchool *school, gint64 pupil_id, HavenSpan span, HavenClock clock);
/* "84.2% of 60 sessions before, 91.0% of 60 after (2 September 2025 to …). Other things changed too." */
char   *haven_before_after_text (const HavenBeforeAfter *self);
