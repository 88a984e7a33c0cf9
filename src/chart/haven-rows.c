/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-rows.h"

#include "haven-csv.h"

HavenRows *
haven_rows_new (const char *const *header)
{
  HavenRows *self = g_new0 (HavenRows, 1);
  char **names = g_strdupv ((char **) header);

  self->n_columns = g_strv_length (names);
  self->numeric = g_new0 (gboolean, MAX (self->n_columns, 1));
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  for (guint i = 0; i < self->n_columns; i++) {
    if (names[i][0] != '#')
      continue;
    self->numeric[i] = TRUE;
    g_free (names[i]);
    names[i] = g_strdup (header[i] + 1);
  }
  g_ptr_array_add (self->rows, names);
  return self;
}

void
haven_rows_take (HavenRows *self, char **cells)
{
  g_return_if_fail (g_strv_length (cells) == self->n_columns);
  g_ptr_array_add (self->rows, cells);
}

void
haven_rows_drop_column (HavenRows *self, guint column)
{
  g_return_if_fail (column < self->n_columns);
  for (guint i = 0; i < self->rows->len; i++) {
    char **row = self->rows->pdata[i];
    g_free (row[column]);
    for (guint j = column; j < self->n_columns; j++)
      row[j] = row[j + 1];
  }
  for (guint j = column; j + 1 < self->n_columns; j++)
    self->numeric[j] = self->numeric[j + 1];
  self->n_columns--;
}

void
haven_rows_free (HavenRows *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->rows);
  g_free (self->numeric);
  g_free (self);
}

guint
haven_rows_get_n (const HavenRows *self)
{
  return self->rows->len - 1;
}

const char *
haven_rows_get_header (const HavenRows *self, guint column)
{
  return ((char **) g_ptr_array_index (self->rows, 0))[column];
}

const char *
haven_rows_get (const HavenRows *self, guint row, guint column)
{
  return ((char **) g_ptr_array_index (self->rows, row + 1))[column];
}

char *
haven_rows_to_csv (const HavenRows *self, gsize *ret_length)
{
  GString *csv = g_string_new (NULL);

  for (guint i = 0; i < self->rows->len; i++) {
    for (guint j = 0; j < self->n_columns; j++)
      haven_csv_add_field (csv, ((char **) self->rows->pdata[i])[j]);
    haven_csv_end_row (csv);
  }
  *ret_length = csv->len;
  return g_string_free (csv, FALSE);
}
