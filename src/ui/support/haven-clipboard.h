/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* What Haven put there does not stay for ever: it goes after two minutes, and at once when Haven locks. What others put there is left alone. */
void haven_clipboard_watch (GtkWidget *window);
void haven_clipboard_clear (GtkWidget *window);
