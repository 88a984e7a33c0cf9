/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "haven-cells.h"

/* A table that can be read row by row: a text file, always UTF-8 here whatever it was on disk, or the cells of one sheet of a workbook. */
typedef struct _HavenSheet HavenSheet;

HavenSheet *haven_sheet_new_from_bytes  (GBytes *bytes, GError **error);
HavenSheet *haven_sheet_new_from_cells  (const char *name, const char *digest, HavenCells *take_cells);
void        haven_sheet_free            (HavenSheet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenSheet, haven_sheet_free)

const char *haven_sheet_get_digest      (HavenSheet *self);             /* SHA-256 of the file as it stands on disk */
const char *haven_sheet_get_name        (HavenSheet *self);             /* of a workbook's sheet; NULL: a text file has none */
gboolean    haven_sheet_is_text         (HavenSheet *self);             /* else a delimiter means nothing to it */
gboolean    haven_sheet_is_open_ended   (HavenSheet *self);             /* text that does not end with a line break: it may have been cut off */
void        haven_sheet_take_note       (HavenSheet *self, char *take_note);
const char *haven_sheet_get_note        (HavenSheet *self);             /* what is assumed of this sheet alone; NULL */
gpointer    haven_sheet_get_kept        (HavenSheet *self, char key);   /* what another module found out about it; NULL: nothing yet */
void        haven_sheet_keep            (HavenSheet *self, char key, gpointer take_value, GDestroyNotify free_value);
const char *haven_sheet_get_encoding    (HavenSheet *self);             /* "Windows-1252" where it was not UTF-8, else NULL */

guint       haven_sheet_count_lines     (HavenSheet *self);             /* about: to tell how far reading has come */

gboolean    haven_sheet_read            (HavenSheet *self, char delimiter, HavenCsvRowFunc func, gpointer user_data, GError **error);
/* The first rows only, and what can be made of them: no error */
void        haven_sheet_read_top        (HavenSheet *self, char delimiter, HavenCsvRowFunc func, gpointer user_data);
