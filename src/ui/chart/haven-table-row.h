/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

/* One row of a table of texts */
#define HAVEN_TYPE_TABLE_ROW (haven_table_row_get_type ())
G_DECLARE_FINAL_TYPE (HavenTableRow, haven_table_row, HAVEN, TABLE_ROW, GObject)

HavenTableRow *haven_table_row_new (const char *const *cells);
const char    *haven_table_row_get (HavenTableRow *self, guint column);    /* "" past the last */
