/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* What differs between desktops where a window is needed. */
void     haven_window_system_enlarge_font (void);                      /* Windows' font, to the size that the views are made for */
gboolean haven_window_system_prefers_dark (void);                      /* Windows' own setting, which libadwaita 1.2 does not read */
void     haven_window_system_announce     (GtkWidget *widget, const char *sentence); /* to a screen reader, where GTK can (4.14) */
