/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* The last ten marks, oldest first, two a day */
#define HAVEN_TYPE_MARK_STRIP (haven_mark_strip_get_type ())
G_DECLARE_FINAL_TYPE (HavenMarkStrip, haven_mark_strip, HAVEN, MARK_STRIP, GtkWidget)

GtkWidget *haven_mark_strip_new       (void);
void       haven_mark_strip_set_marks (HavenMarkStrip *self, const char *marks);   /* ' ' for no mark; "" for nothing to show */
