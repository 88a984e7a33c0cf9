/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-reference-table.h"

#include "haven-csv.h"
#include "haven-reference.h"

struct _HavenRefTable {
  const char *name;
  GPtrArray *rows;           /* arrays of strings that are kept; the header is the first */
  guint columns;
};

/* Kept for good: what is read from a table points here. (Not g_intern_string: it is made for fewer.) */
static const char *
keep (const char *text)
{
  static GMutex lock;
  static GStringChunk *strings;
  const char *kept;

  g_mutex_lock (&lock);
  if (strings == NULL)
    strings = g_string_chunk_new (4096);
  kept = g_string_chunk_insert_const (strings, text);
  g_mutex_unlock (&lock);
  return kept;
}

static gboolean
take_row (const char *const *fields, guint n, guint line, gpointer user_data, GError **error)
{
  HavenRefTable *self = user_data;
  const char **row = g_new0 (const char *, n);

  if (self->rows->len == 0)
    self->columns = n;
  if (n != self->columns)
    g_error ("%s, line %u: %u columns, not %u", self->name, line, n, self->columns);
  for (guint i = 0; i < n; i++)
    row[i] = keep (fields[i]);
  g_ptr_array_add (self->rows, row);
  return TRUE;
}

HavenRefTable *
haven_ref_table_new (const char *name)
{
  HavenRefTable *self = g_new0 (HavenRefTable, 1);
  GBytes *bytes = haven_reference_get (name);
  g_autoptr (GError) error = NULL;

  self->name = name;
  self->rows = g_ptr_array_new_with_free_func (g_free);
  if (!haven_csv_read (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), ',', take_row, self, &error))
    g_error ("%s: %s", name, error->message);
  g_assert (self->rows->len > 1);
  return self;
}

void
haven_ref_table_free (HavenRefTable *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->rows);
  g_free (self);
}

guint
haven_ref_table_get_n (HavenRefTable *self)
{
  return self->rows->len - 1;
}

guint
haven_ref_table_column (HavenRefTable *self, const char *header)
{
  const char *const *headers = self->rows->pdata[0];

  for (guint i = 0; i < self->columns; i++)
    if (g_str_equal (headers[i], header))
      return i;
  g_error ("%s: no column %s", self->name, header);
}

const char *
haven_ref_table_get (HavenRefTable *self, guint row, const char *header)
{
  const char *const *fields = self->rows->pdata[row + 1];

  return fields[haven_ref_table_column (self, header)];
}
