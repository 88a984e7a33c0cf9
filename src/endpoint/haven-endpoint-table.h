/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-day.h"

/* A CSV file with a first row of names, as an authority keeps it in a spreadsheet. Columns may stand in any order; an absent one is empty. */
typedef struct _HavenTableRow HavenTableRow;
typedef gboolean (*HavenTableFunc) (const HavenTableRow *row, gpointer user_data, GError **error);

/* columns: every name that may stand there, NULL-terminated; another refuses the file. An error names its line. */
gboolean    haven_table_read      (GBytes *csv, const char *const *columns, HavenTableFunc func, gpointer user_data, GError **error);
const char *haven_table_get       (const HavenTableRow *row, const char *column);     /* "" where it is empty; outer spaces off */
char       *haven_table_dup       (const HavenTableRow *row, const char *column);     /* NULL where it is empty */

/* What people write: FALSE with a sentence where it cannot be read */
gboolean    haven_table_get_day   (const HavenTableRow *row, const char *column, HavenDay *ret_day, GError **error);    /* 2026-06-04, 04/06/2026; empty: NONE */
gboolean    haven_table_get_time  (const HavenTableRow *row, const char *column, gint64 *ret_time, GError **error);     /* 2026-06-04 09:30, as clocks show in England */
gboolean    haven_table_get_flag  (const HavenTableRow *row, const char *column, gboolean *ret_flag, GError **error);   /* yes, no; empty: no */
gboolean    haven_table_get_count (const HavenTableRow *row, const char *column, gint64 *ret_count, GError **error);    /* empty: -1 */
gboolean    haven_table_get_pence (const HavenTableRow *row, const char *column, gint64 *ret_pence, GError **error);    /* 45, 45.50, £45; empty: 0 */
gboolean    haven_table_get_code  (const HavenTableRow *row, const char *column, const char *const *codes, int *ret_code, GError **error);
