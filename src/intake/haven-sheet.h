/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "haven-csv.h"

/* A file as text that can be read row by row: always UTF-8 here, whatever it was on disk. */
typedef struct _HavenSheet HavenSheet;

HavenSheet *haven_sheet_open            (const char *path, GCancellable *cancellable, GError **error);
HavenSheet *haven_sheet_new_from_bytes  (GBytes *bytes, GError **error);
void        haven_sheet_free            (HavenSheet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenSheet, haven_sheet_free)

const char *haven_sheet_get_digest      (HavenSheet *self);             /* SHA-256 of the file as it stands on disk */
const char *haven_sheet_get_encoding    (HavenSheet *self);             /* "Windows-1252" where it was not UTF-8, else NULL */

gboolean    haven_sheet_read            (HavenSheet *self, char delimiter, HavenCsvRowFunc func, gpointer user_data, GError **error);
/* The first rows only, and what can be made of them: no error */
void        haven_sheet_read_top        (HavenSheet *self, char delimiter, HavenCsvRowFunc func, gpointer user_data);
