/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "haven-attendance.h"
#include "haven-session.h"

/* Small phrases that several places share. */
const char *haven_status_icon    (const HavenStanding *standing);      /* a shape a status: colour only helps */
const char *haven_status_class   (const HavenStanding *standing);      /* its style class */
char       *haven_words_child    (const HavenPupil *pupil, const HavenStanding *standing);  /* "CP plan · Year 9" */
char       *haven_words_percent  (double percent);                     /* "84.2%"; "–" where there is none */
char       *haven_words_day      (HavenDay day, const char *none);     /* "12 November 2025" */
char       *haven_words_days     (double days);                        /* "2.5" */
char       *haven_words_meeting  (const HavenMeeting *meeting);        /* "Core group, 12 November at 14:30" */
char       *haven_words_until    (HavenDay day, HavenDay today);       /* "today", "tomorrow", "on Thursday", "on 3 December" */
gboolean    haven_words_is_sheet (HavenSession *session);              /* it was opened by the sheet from the safe, not by a person */
