/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-csv.h"

/* A table of cells in memory, made row by row from a file that is not text. Every limit of haven-limits.h holds; a row without any cell
 * is not kept. */
typedef struct _HavenCells HavenCells;

HavenCells *haven_cells_new       (void);
void        haven_cells_free      (HavenCells *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenCells, haven_cells_free)

gboolean    haven_cells_begin_row (HavenCells *self, guint line, GError **error);
gboolean    haven_cells_add       (HavenCells *self, const char *text, GError **error);             /* the next cell; NULL is an empty one */
gboolean    haven_cells_add_at    (HavenCells *self, guint column, const char *text, GError **error); /* from 0, after empty ones as needed */
void        haven_cells_end_row   (HavenCells *self);

guint       haven_cells_get_n_rows (HavenCells *self);
/* As haven_csv_read (); most: no more rows than that */
gboolean    haven_cells_read      (HavenCells *self, guint most, HavenCsvRowFunc func, gpointer user_data, GError **error);
