/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* One view in the sidebar: icon, name, count. Properties: view, icon-name, title. */
#define HAVEN_TYPE_SIDEBAR_ROW (haven_sidebar_row_get_type ())
G_DECLARE_FINAL_TYPE (HavenSidebarRow, haven_sidebar_row, HAVEN, SIDEBAR_ROW, GtkListBoxRow)

const char *haven_sidebar_row_get_view (HavenSidebarRow *self);
void        haven_sidebar_row_set_note (HavenSidebarRow *self, const char *note, const char *words);   /* note NULL: nothing to say */
