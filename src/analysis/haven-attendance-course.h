/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-attendance.h"

/* How a pupil's attendance went: the running rate and the rate of the last weeks, in order of time. */
typedef struct {
  HavenDay day;                 /* a day with a possible session; where only weekly totals are kept, the last day of the week */
  HavenAttendance so_far;       /* cumulative: from the first day asked for to this one */
  HavenAttendance recent;       /* rolling: the last so many weeks with a possible session, up to this day */
} HavenCoursePoint;

GArray *haven_attendance_course (HavenSchool *school, gint64 pupil_id, HavenSpan span, guint weeks);  /* HavenCoursePoint */

/* A threshold of absence: 10 % is one session in ten of the pupil's own possible ones, 50 % one in two (practice 12). All in sessions. */
typedef enum { HAVEN_THRESHOLD_PERSISTENT, HAVEN_THRESHOLD_SEVERE } HavenThreshold;

typedef struct {
  HavenAttendance so_far;       /* of the academic year, up to the last mark */
  gboolean reached;
  gint64 to_reach;              /* how close: so many missed in a row reach it; 0: reached */
  gint64 to_leave;              /* what would bring it back: so many attended in a row; 0: not reached */
  HavenDay leaves_on;           /* the school day on which they would be done; NONE: not in this academic year, or not reached */
  gint64 left;                  /* sessions that are still to come this academic year */
  gint64 may_miss;              /* of those, and still be below it at the end of the year; -1: even missing none is too late */
} HavenOutlook;

HavenOutlook haven_attendance_outlook      (HavenSchool *school, gint64 pupil_id, HavenThreshold threshold, HavenClock clock);
char        *haven_attendance_outlook_text (const HavenOutlook *outlook, HavenThreshold threshold);  /* one or two sentences */
