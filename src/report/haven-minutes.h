/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-clock.h"
#include "haven-page.h"
#include "haven-school.h"

/* What is left of a meeting: its minutes, from the lines that were typed as people spoke, and the next one in a calendar. */

typedef struct {
  HavenSchool *school;
  HavenClock clock;
  gint64 meeting_id;
  const char *recipient;
  const char *printed_by;       /* may be NULL */
  guint paper;                  /* HavenPaper */
} HavenMinutesRequest;

char   *haven_meeting_minutes_to_text (const HavenMinutesRequest *request, GError **error);   /* to be edited */
GBytes *haven_meeting_minutes_render  (const HavenMinutesRequest *request, guint *ret_pages, GError **error);
HavenSheets *haven_meeting_minutes_print (const HavenMinutesRequest *request, GError **error);

/* Into the meeting's own fields (working well, worried about, needs to happen, wishes), each line once however often it is called */
void    haven_meeting_compose (HavenMeeting *draft, HavenSlice lines);
