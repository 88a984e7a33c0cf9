/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session.h"

/* The passphrase of sealed records that came from another school; then what they would change here is looked at as any import is */
#define HAVEN_TYPE_UNSEAL_WINDOW (haven_unseal_window_get_type ())
G_DECLARE_FINAL_TYPE (HavenUnsealWindow, haven_unseal_window, HAVEN, UNSEAL_WINDOW, AdwWindow)

typedef void (*HavenUnsealed) (gpointer widget, GPtrArray *take_previews);

/* unsealed gets widget while it is there */
GtkWindow *haven_unseal_window_new (GtkWidget *widget, HavenSession *session, const char *path, HavenUnsealed unsealed);
