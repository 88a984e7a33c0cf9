/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* The exact bytes that leave the school, to read and copy */
#define HAVEN_TYPE_BYTES_WINDOW (haven_bytes_window_get_type ())
G_DECLARE_FINAL_TYPE (HavenBytesWindow, haven_bytes_window, HAVEN, BYTES_WINDOW, AdwWindow)

GtkWidget *haven_bytes_window_new (GBytes *bytes, const char *digest);
