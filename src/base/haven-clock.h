/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-day.h"

/* "Now" as an argument: the day everything is judged by, and the moment that is written into records. */
typedef struct {
  HavenDay today;
  gint64 now;                              /* seconds since 1970, UTC */
  int minute;                              /* of the local day, 0..1439: which sessions are closed */
} HavenClock;

HavenClock haven_clock_system      (void);
HavenClock haven_clock_fixed       (HavenDay today);       /* 18:00 on that day */
HavenDay   haven_clock_last_closed (HavenClock clock, int *ret_session); /* the last session that a register should hold by now, weekends aside: PM from 16:00, AM from 12:00 */
HavenDay   haven_time_get_day      (gint64 seconds);       /* the local day of a moment; HAVEN_DAY_NONE if it is none */
char      *haven_time_to_text      (gint64 seconds);       /* "4 June 2026, 14:05" local */
char      *haven_time_to_iso       (gint64 seconds);       /* "2026-06-04T13:05:00Z" */
