/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-briefing.h"

/* Beside the list: who the chosen child is, what needs doing, and the trend */
#define HAVEN_TYPE_CHILD_PREVIEW (haven_child_preview_get_type ())
G_DECLARE_FINAL_TYPE (HavenChildPreview, haven_child_preview, HAVEN, CHILD_PREVIEW, AdwBin)

void haven_child_preview_show (HavenChildPreview *self, HavenBriefing *briefing, gint64 pupil_id);
