/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session.h"

/* Where the meetings of one kind stand, from not started to complete, each to be changed; and by when another is expected. Of what others convene
 * it is never said that the school is late (practice 21). */
#define HAVEN_TYPE_MEETING_STATES (haven_meeting_states_get_type ())
G_DECLARE_FINAL_TYPE (HavenMeetingStates, haven_meeting_states, HAVEN, MEETING_STATES, AdwBin)

void haven_meeting_states_show (HavenMeetingStates *self, HavenSession *session, gint64 pupil_id, const char *kind);
