/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-briefing.h"

/* Beside Today: the week's meetings, how the children attended this week beside the others, and how fresh everything is */
#define HAVEN_TYPE_TODAY_SIDE (haven_today_side_get_type ())
G_DECLARE_FINAL_TYPE (HavenTodaySide, haven_today_side, HAVEN, TODAY_SIDE, AdwBin)

void haven_today_side_show (HavenTodaySide *self, HavenBriefing *briefing);
