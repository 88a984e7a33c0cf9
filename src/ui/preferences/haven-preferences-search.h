/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* Finds rows of the pages of a stack by their words, and leads to them. */
#define HAVEN_TYPE_PREFERENCES_SEARCH (haven_preferences_search_get_type ())
G_DECLARE_FINAL_TYPE (HavenPreferencesSearch, haven_preferences_search, HAVEN, PREFERENCES_SEARCH, AdwBin)

void haven_preferences_search_set (HavenPreferencesSearch *self, GtkStack *stack, const char *text);   /* shows what matches */
void haven_preferences_search_open_first (HavenPreferencesSearch *self);
