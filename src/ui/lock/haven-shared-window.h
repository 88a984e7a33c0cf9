/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-window.h"

/* One store for several people: who has it, taking it, bringing it back, reading a copy. From the locked page and from an open store. */
#define HAVEN_TYPE_SHARED_WINDOW (haven_shared_window_get_type ())
G_DECLARE_FINAL_TYPE (HavenSharedWindow, haven_shared_window, HAVEN, SHARED_WINDOW, AdwWindow)

GtkWindow *haven_shared_window_new (HavenWindow *parent);
