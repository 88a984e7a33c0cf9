/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session.h"

/* Whose keys are these? Before the first file of a Virtual School is believed, its key's fingerprint is compared by telephone. The last group
 * is not shown: who types it has heard it. Signal: compared, when the keys are kept. */
#define HAVEN_TYPE_COMPARE_WINDOW (haven_compare_window_get_type ())
G_DECLARE_FINAL_TYPE (HavenCompareWindow, haven_compare_window, HAVEN, COMPARE_WINDOW, AdwWindow)

GtkWindow *haven_compare_window_new (HavenSession *session, GBytes *file, const char *fingerprint, gboolean another);
