/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-meeting-piece.h"

/* A column of the meeting: what was said under one heading, and the line that is being typed. Enter ends a line; a line that is there can be
 * chosen, changed or taken away. */
#define HAVEN_TYPE_MEETING_SECTION (haven_meeting_section_get_type ())
G_DECLARE_FINAL_TYPE (HavenMeetingSection, haven_meeting_section, HAVEN, MEETING_SECTION, AdwBin)

GtkWidget *haven_meeting_section_new  (HavenSession *session, const char *heading, HavenPieceWhat what, HavenLineType type,
                                       gint64 pupil_id, gint64 meeting_id);
void       haven_meeting_section_show (HavenMeetingSection *self);             /* the school is another */
void       haven_meeting_section_keep (HavenMeetingSection *self);             /* what is being typed, at once */
