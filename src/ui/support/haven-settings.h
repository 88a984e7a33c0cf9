/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* What this person likes on this computer. Kept in GSettings where the schema is installed; else for this run only, from the
 * same defaults; until it is chosen, idle-lock-minutes is what was laid down for this computer (haven-defaults.h). Properties: window-width, window-height, window-maximized, view, idle-lock-minutes, meeting-lock-minutes,
 * colour-scheme (follow, light, dark), last-store, shared-folder (the school's, as this computer reaches it), children-sort-column,
 * children-sort-descending. */
#define HAVEN_TYPE_SETTINGS (haven_settings_get_type ())
G_DECLARE_FINAL_TYPE (HavenSettings, haven_settings, HAVEN, SETTINGS, GObject)

HavenSettings *haven_settings_new              (gboolean kept);   /* not kept: the demonstration leaves the user's own alone */
int            haven_settings_get_column_width (HavenSettings *self, const char *column);   /* -1: as wide as it likes */
void           haven_settings_set_column_width (HavenSettings *self, const char *column, int width);
