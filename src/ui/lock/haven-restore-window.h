/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-window.h"

/* Opens a backup beside whatever is there, in a folder of its own; nothing is ever restored over a store. */
#define HAVEN_TYPE_RESTORE_WINDOW (haven_restore_window_get_type ())
G_DECLARE_FINAL_TYPE (HavenRestoreWindow, haven_restore_window, HAVEN, RESTORE_WINDOW, AdwWindow)

GtkWindow *haven_restore_window_new (HavenWindow *parent, const char *file);   /* NULL: to be chosen */
