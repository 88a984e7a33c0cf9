/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session.h"

/* Who was present, asked when a meeting ends: the child, the social worker and those who spoke, to be ticked, and others by name. Kept with the meeting.
 * Signal: kept (sentence). */
#define HAVEN_TYPE_PRESENT_LIST (haven_present_list_get_type ())
G_DECLARE_FINAL_TYPE (HavenPresentList, haven_present_list, HAVEN, PRESENT_LIST, AdwBin)

void haven_present_list_show (HavenPresentList *self, HavenSession *session, gint64 meeting_id);
