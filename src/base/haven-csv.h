/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* CSV by libcsv: RFC 4180 with any one-byte delimiter, line breaks inside quotes, CR, LF or CRLF. */

/* fields: n of them, NUL-terminated UTF-8, lent for the call. line counts from 1. Return FALSE to stop with error set. */
typedef gboolean (*HavenCsvRowFunc) (const char *const *fields, guint n, guint line, gpointer user_data, GError **error);

gboolean haven_csv_read      (const char *data, gsize length, char delimiter, HavenCsvRowFunc func, gpointer user_data, GError **error);
/* The same of text that haven_text_is_utf8 () was asked about */
gboolean haven_csv_read_valid (const char *data, gsize length, char delimiter, HavenCsvRowFunc func, gpointer user_data, GError **error);
void     haven_csv_add_field (GString *row, const char *field);      /* quoted as needed; formula starters (= + - @ tab) are made harmless */
void     haven_csv_end_row   (GString *row);
