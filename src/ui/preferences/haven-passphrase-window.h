/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session.h"

/* Changes one's own passphrase. Says how it went through win.said of the widget's window. */
#define HAVEN_TYPE_PASSPHRASE_WINDOW (haven_passphrase_window_get_type ())
G_DECLARE_FINAL_TYPE (HavenPassphraseWindow, haven_passphrase_window, HAVEN, PASSPHRASE_WINDOW, AdwWindow)

GtkWindow *haven_passphrase_window_new (GtkWidget *from, HavenSession *session);
