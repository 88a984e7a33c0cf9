/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session.h"

/* A meeting on the whole screen: one child, large, and nothing of anybody else. The agenda with a quiet timer, charts to point at, what is said
 * under its heading, targets and actions; each letter is kept with the next pause. When it ends: minutes, the next meeting, a calendar file.
 * Its title says nothing. Signal: saved (sentence, can be undone), as forms have it. */
#define HAVEN_TYPE_MEETING_VIEW (haven_meeting_view_get_type ())
G_DECLARE_FINAL_TYPE (HavenMeetingView, haven_meeting_view, HAVEN, MEETING_VIEW, AdwWindow)

GtkWindow *haven_meeting_view_new (HavenSession *session, gint64 meeting_id);
