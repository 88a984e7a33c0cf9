/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-attendance.h"

/* Who came and who went in a period. Each is counted by the sessions that were possible for them (their own), not for the school. */
typedef struct {
  const HavenPupil *pupil;
  HavenDay day;                 /* the first on roll, or the leaving day */
  gboolean joined;              /* FALSE: left */
  HavenStanding standing;       /* on that day */
  HavenAttendance own;          /* in the period, while on roll */
  const char *destination;      /* of a leaver as recorded; NULL: not known */
  gboolean home_educated;
} HavenRollChange;

GArray *haven_roll_changes (HavenSchool *school, HavenGroup group, HavenSpan period, HavenClock clock);   /* HavenRollChange, by day */

typedef struct {
  char *destination;            /* "not known" among them */
  guint pupils;
  gboolean home_educated;
} HavenDestination;
GArray *haven_roll_destinations (GArray *changes);                     /* HavenDestination, most pupils first; of the leavers */
gboolean haven_destination_is_home_education (const char *destination);
