/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-settings.h"

/* What this person likes on this computer; applied at once */
#define HAVEN_TYPE_PREFERENCES_WINDOW (haven_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (HavenPreferencesWindow, haven_preferences_window, HAVEN, PREFERENCES_WINDOW, AdwWindow)

GtkWidget *haven_preferences_window_new (HavenSettings *settings);
