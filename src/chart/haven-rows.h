/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A table of words: header and rows of the same length, for a list view, a page or a file */
typedef struct {
  GPtrArray *rows;           /* of GStrv; the first is the header */
  gboolean *numeric;         /* by column: set to the right */
  guint n_columns;
} HavenRows;

/* header: NULL-terminated; a name that begins with # has a column of numbers, and loses the sign */
HavenRows  *haven_rows_new         (const char *const *header);
void        haven_rows_take        (HavenRows *self, char **cells);         /* as many as there are columns, NULL-terminated; takes them */
void        haven_rows_drop_column (HavenRows *self, guint column);
void        haven_rows_free        (HavenRows *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenRows, haven_rows_free)

guint       haven_rows_get_n       (const HavenRows *self);                 /* without the header */
const char *haven_rows_get_header  (const HavenRows *self, guint column);
const char *haven_rows_get         (const HavenRows *self, guint row, guint column);
char       *haven_rows_to_csv      (const HavenRows *self, gsize *ret_length);  /* RFC 4180, UTF-8; formula starters made harmless */
