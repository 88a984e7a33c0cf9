/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session.h"
#include "haven-settings.h"

/* What this person likes on this computer, and while the store is open: who may open it, its backups, and who did what. Applied at once.
 * No child is named here but in the activity, and all of it goes when Haven locks. */
#define HAVEN_TYPE_PREFERENCES_WINDOW (haven_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (HavenPreferencesWindow, haven_preferences_window, HAVEN, PREFERENCES_WINDOW, AdwWindow)

GtkWidget *haven_preferences_window_new       (HavenSettings *settings, HavenSession *session);
void       haven_preferences_window_show_page (HavenPreferencesWindow *self, const char *page);   /* general, people, backup, activity */
