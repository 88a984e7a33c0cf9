/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-attendance.h"

/* A span cut into years, terms, halves of terms or weeks, without gaps and without overlaps: a holiday belongs to what is before it, and
 * a week that crosses 1 September is cut there, as it is kept. Used inside analysis only. */
typedef struct {
  char *key;                    /* "2025/26-autumn", "2025/26-autumn-1", "2025-09-01" */
  char *label;
  HavenSpan span;
} HavenPart;

GArray *haven_parts_new (HavenCalendar *calendar, HavenSpan closed_span, HavenBy by); /* HAVEN_BY_TOTAL, _YEAR, _TERM, _HALF_TERM, _WEEK */
gboolean haven_parts_can_tell (HavenCalendar *calendar, HavenSpan closed_span, HavenBy by, GError **error);  /* half terms must be known */

/* Rows of HAVEN_BY_WEEKDAY, _SESSION and _SLOT: slot is weekday from Monday 0 x session */
guint               haven_row_of_slot  (HavenBy by, guint slot);
HavenAttendanceRow *haven_slot_row_new (HavenBy by, guint place);
