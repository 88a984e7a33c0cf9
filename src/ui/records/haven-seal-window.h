/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session.h"

/* Records of a child, sealed for the next school in a file with a passphrase of its own; restricted entries only where each is chosen */
#define HAVEN_TYPE_SEAL_WINDOW (haven_seal_window_get_type ())
G_DECLARE_FINAL_TYPE (HavenSealWindow, haven_seal_window, HAVEN, SEAL_WINDOW, AdwWindow)

GtkWindow *haven_seal_window_new (GtkWidget *from, HavenSession *session, gint64 pupil_id);
