/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-table-row.h"

struct _HavenTableRow {
  GObject parent_instance;

  GStrv cells;
};

G_DEFINE_FINAL_TYPE (HavenTableRow, haven_table_row, G_TYPE_OBJECT)

static void
haven_table_row_finalize (GObject *object)
{
  g_strfreev (HAVEN_TABLE_ROW (object)->cells);
  G_OBJECT_CLASS (haven_table_row_parent_class)->finalize (object);
}

static void
haven_table_row_class_init (HavenTableRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = haven_table_row_finalize;
}

static void
haven_table_row_init (HavenTableRow *self)
{
}

HavenTableRow *
haven_table_row_new (const char *const *cells)
{
  HavenTableRow *self = g_object_new (HAVEN_TYPE_TABLE_ROW, NULL);

  self->cells = g_strdupv ((GStrv) cells);
  return self;
}

const char *
haven_table_row_get (HavenTableRow *self, guint column)
{
  g_return_val_if_fail (HAVEN_IS_TABLE_ROW (self), "");
  return column < g_strv_length (self->cells) ? self->cells[column] : "";
}
