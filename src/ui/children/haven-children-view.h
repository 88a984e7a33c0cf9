/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-briefing.h"
#include "haven-settings.h"

/* The children with a social worker, now or before: to filter, sort, preview and open. Signal: cleared, when
 * somebody asks for all again: whoever holds the letters that were typed drops them. */
#define HAVEN_TYPE_CHILDREN_VIEW (haven_children_view_get_type ())
G_DECLARE_FINAL_TYPE (HavenChildrenView, haven_children_view, HAVEN, CHILDREN_VIEW, AdwBin)

GtkWidget *haven_children_view_new        (HavenBriefing *briefing, HavenSettings *settings);
void       haven_children_view_set_search (HavenChildrenView *self, const char *text);
void       haven_children_view_open_first (HavenChildrenView *self);    /* the child in the first row, as soon as there are rows */
