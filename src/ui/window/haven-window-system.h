/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* What differs between desktops where a window is needed. */
void     haven_window_system_enlarge_font (void);                      /* Windows' font, to the size that the views are made for */
/* Windows' dark mode and contrast theme, which libadwaita 1.2 does not read, told to it where it does look; before the first window, and anew
 * when Windows says that they changed */
void     haven_window_system_tell_appearance (void);
/* One Haven: where no D-Bus keeps a program single (Windows), the one that runs hangs up a bell, and one that is started rings it: FALSE, there
 * is none. path: a file to open; NULL: only show yourself. */
void     haven_window_system_hang_bell    (GApplication *application);
gboolean haven_window_system_ring_bell    (const char *path);
void     haven_window_system_announce     (GtkWidget *widget, const char *sentence); /* to a screen reader, where GTK can (4.14) */
