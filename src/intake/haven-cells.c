/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-cells.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-error.h"
#include "haven-limits.h"
#include "haven-text.h"

typedef struct {
  gsize start;               /* in text */
  guint n;
  guint line;
} Row;

struct _HavenCells {
  GByteArray *text;          /* the cells of all rows, each with its NUL */
  GArray *rows;
  Row row;                   /* being made */
};

static gboolean
fail (const HavenCells *self, const char *message, GError **error)
{
  g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_TOO_LARGE, _("Line %u: %s"), self->row.line, message);
  return FALSE;
}

HavenCells *
haven_cells_new (void)
{
  HavenCells *self = g_new0 (HavenCells, 1);

  self->text = g_byte_array_new ();
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  return self;
}

void
haven_cells_free (HavenCells *self)
{
  if (self == NULL)
    return;
  g_byte_array_unref (self->text);
  g_array_unref (self->rows);
  g_free (self);
}

gboolean
haven_cells_begin_row (HavenCells *self, guint line, GError **error)
{
  self->row = (Row) { self->text->len, 0, line };
  if (self->rows->len < HAVEN_LIMIT_ROWS)
    return TRUE;
  return fail (self, _("the file has too many rows. Nothing was read."), error);
}

/* Of the cell that came last */
static void
make_spaces_plain (HavenCells *self, gsize size)
{
  char *cell = (char *) self->text->data + self->text->len - size - 1;
  gsize plain = haven_text_plain_spaces (cell, size);

  cell[plain] = '\0';
  g_byte_array_set_size (self->text, self->text->len - (size - plain));
}

gboolean
haven_cells_add (HavenCells *self, const char *text, GError **error)
{
  gsize size = text != NULL ? strlen (text) : 0;

  if (self->row.n >= HAVEN_LIMIT_COLUMNS)
    return fail (self, _("there are too many columns. Nothing was read."), error);
  if (size > HAVEN_LIMIT_FIELD_BYTES)
    return fail (self, _("a value is far too long. Nothing was read."), error);
  if (self->text->len + size >= HAVEN_LIMIT_FILE_BYTES)
    return fail (self, _("the file holds too much. Nothing was read."), error);
  g_byte_array_append (self->text, (const guint8 *) (size > 0 ? text : ""), size + 1);
  if (size > 0 && strpbrk (text, "\xC2\xE2") != NULL)
    make_spaces_plain (self, size);
  self->row.n++;
  return TRUE;
}

gboolean
haven_cells_add_at (HavenCells *self, guint column, const char *text, GError **error)
{
  if (column >= HAVEN_LIMIT_COLUMNS)
    return fail (self, _("there are too many columns. Nothing was read."), error);
  while (self->row.n < column)
    if (!haven_cells_add (self, NULL, error))
      return FALSE;
  return self->row.n > column || haven_cells_add (self, text, error);
}

void
haven_cells_end_row (HavenCells *self)
{
  if (self->row.n > 0)
    g_array_append_val (self->rows, self->row);
}

guint
haven_cells_get_n_rows (HavenCells *self)
{
  return self->rows->len;
}

gboolean
haven_cells_read (HavenCells *self, guint most, HavenCsvRowFunc func, gpointer user_data, GError **error)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();

  for (guint i = 0; i < self->rows->len && i < most; i++) {
    const Row *row = &g_array_index (self->rows, Row, i);
    const char *cell = (const char *) self->text->data + row->start;
    g_ptr_array_set_size (fields, 0);
    for (guint n = 0; n < row->n; n++, cell += strlen (cell) + 1)
      g_ptr_array_add (fields, (gpointer) cell);
    if (!func ((const char *const *) fields->pdata, fields->len, row->line, user_data, error))
      return FALSE;
  }
  return TRUE;
}
