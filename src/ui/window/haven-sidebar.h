/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-briefing.h"

/* The five views with their counts, and which school this is and how far its marks reach. Choosing one activates win.view. */
#define HAVEN_TYPE_SIDEBAR (haven_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (HavenSidebar, haven_sidebar, HAVEN, SIDEBAR, AdwBin)

void     haven_sidebar_set_briefing (HavenSidebar *self, HavenBriefing *briefing);
void     haven_sidebar_set_view     (HavenSidebar *self, const char *view);    /* shows which is chosen; tells nobody */
void     haven_sidebar_set_offered  (HavenSidebar *self, const char *view, gboolean offered);
void     haven_sidebar_set_progress (HavenSidebar *self, guint done, guint all);   /* of the exchange; 0, 0: none is under way */
gboolean haven_sidebar_is_browsed   (HavenSidebar *self);                  /* win.view comes from somebody who goes along its rows */
