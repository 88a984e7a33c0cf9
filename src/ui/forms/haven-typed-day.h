/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-day.h"

/* A day as people type it: 12/11/2025, 12.11.25, 12 Nov, 12 November 2025, 2025-11-12, today, yesterday, tomorrow, Monday (the last one).
 * Without a year, the nearest to today. FALSE: cannot be read. Empty is HAVEN_DAY_NONE. */
gboolean  haven_typed_day_parse  (const char *text, HavenDay today, HavenDay *ret_day);
char     *haven_typed_day_format (HavenDay day);               /* "12 November 2025"; "" for none */

/* A time of day: 14:30, 2.30 pm, 1430, 9am. Minutes from midnight; empty is -1. */
gboolean  haven_typed_time_parse  (const char *text, gint64 *ret_minute);
char     *haven_typed_time_format (gint64 minute);
