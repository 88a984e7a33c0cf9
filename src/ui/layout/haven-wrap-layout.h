/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Children one after the other, as words in a line, going on in the next line where one is full. Property: spacing. */
#define HAVEN_TYPE_WRAP_LAYOUT (haven_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (HavenWrapLayout, haven_wrap_layout, HAVEN, WRAP_LAYOUT, GtkLayoutManager)
