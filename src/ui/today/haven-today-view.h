/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-briefing.h"

/* What needs doing now, this week and later, and why */
#define HAVEN_TYPE_TODAY_VIEW (haven_today_view_get_type ())
G_DECLARE_FINAL_TYPE (HavenTodayView, haven_today_view, HAVEN, TODAY_VIEW, AdwBin)

GtkWidget *haven_today_view_new (HavenBriefing *briefing);
