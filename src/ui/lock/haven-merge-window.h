/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-window.h"

/* What was written here while the shared store went on: both put together, and what both changed settled by a person, field by field. */
#define HAVEN_TYPE_MERGE_WINDOW (haven_merge_window_get_type ())
G_DECLARE_FINAL_TYPE (HavenMergeWindow, haven_merge_window, HAVEN, MERGE_WINDOW, AdwWindow)

GtkWindow *haven_merge_window_new (HavenWindow *parent, const char *shared);
