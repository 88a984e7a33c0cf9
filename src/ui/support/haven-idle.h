/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Watches whether anybody touches the windows, on one timer. Signals: expired (nobody did for so many minutes), and tick (every
 * few seconds: is it a new day?). Property: minutes. */
#define HAVEN_TYPE_IDLE (haven_idle_get_type ())
G_DECLARE_FINAL_TYPE (HavenIdle, haven_idle, HAVEN, IDLE, GObject)

HavenIdle *haven_idle_new   (void);
void       haven_idle_watch (HavenIdle *self, GtkWidget *window);
void       haven_idle_touch (HavenIdle *self);
gboolean   haven_idle_is_over (int minutes, gint64 untouched);   /* µs since anybody touched anything */
