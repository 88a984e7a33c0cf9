/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "haven-sheets.h"

/* One page of a paper, white as paper is. It is painted by another thread and shown when it is ready. Its words are its description. */
#define HAVEN_TYPE_SHEET_VIEW (haven_sheet_view_get_type ())
G_DECLARE_FINAL_TYPE (HavenSheetView, haven_sheet_view, HAVEN, SHEET_VIEW, GtkWidget)

GtkWidget *haven_sheet_view_new      (HavenSheets *sheets, guint sheet);
void       haven_sheet_view_set_zoom (HavenSheetView *self, double zoom);   /* pixels a point */
