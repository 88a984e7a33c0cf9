/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Two children: the second stands beside the first where there is room, else below it.
 * Properties: aside-width, wide-from (pixels at the usual text size), spacing. */
#define HAVEN_TYPE_COLUMN_LAYOUT (haven_column_layout_get_type ())
G_DECLARE_FINAL_TYPE (HavenColumnLayout, haven_column_layout, HAVEN, COLUMN_LAYOUT, GtkLayoutManager)
