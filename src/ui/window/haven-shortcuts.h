/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* One table of keys: it sets them, and it is the window that lists them. */
void       haven_shortcuts_apply       (GtkApplication *application);
GtkWidget *haven_shortcuts_window_new  (GtkWindow *parent);
