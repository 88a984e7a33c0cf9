/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* What Haven says in passing, to be read afterwards: a toast is gone after some seconds, and GTK before 4.14 cannot have a screen reader
 * speak it. Kept in memory alone, the latest first, until the store is locked. */
#define HAVEN_TYPE_MESSAGES (haven_messages_get_type ())
G_DECLARE_FINAL_TYPE (HavenMessages, haven_messages, HAVEN, MESSAGES, GObject)

HavenMessages *haven_messages_new   (void);
void           haven_messages_add   (HavenMessages *self, const char *sentence, gint64 now);
void           haven_messages_clear (HavenMessages *self);
GListModel    *haven_messages_get   (HavenMessages *self);             /* GtkStringObject: "14:05 Backed up" */

GtkWindow     *haven_messages_window_new (HavenMessages *self, GtkWindow *parent);
