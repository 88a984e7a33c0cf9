/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-shape.h"

#include <string.h>

#include "haven-synonyms.h"
#include "haven-text.h"

typedef struct {
  HavenMapping *mapping;
  HavenDateReader *dates;
  HavenShapeRowFunc func;
  gpointer user_data;
} Reading;

static gboolean
is_blank (const HavenRow *row)
{
  for (guint i = 0; i < row->n; i++)
    if (!haven_text_is_empty (row->fields[i]))
      return FALSE;
  return TRUE;
}

/* A report writer's last lines: the first cell that has anything in it says "Total" */
static gboolean
is_total (const HavenRow *row)
{
  for (guint i = 0; i < row->n; i++)
    if (!haven_text_is_empty (row->fields[i]))
      return haven_synonym_find_value ("total", row->fields[i]) != NULL;
  return FALSE;
}

/* The header once more, where a page began */
static gboolean
is_header (const HavenMapping *mapping, const HavenRow *row)
{
  for (guint i = 0; i < mapping->n_headers; i++)
    if (i >= row->n || strcmp (mapping->headers[i], row->fields[i]) != 0)
      return FALSE;
  return TRUE;
}

/* A row with a UPN is no total: the look at its words is spared */
static gboolean
is_data (const HavenMapping *mapping, const HavenRow *row)
{
  const char *upn = haven_row_get (row, mapping, HAVEN_COLUMN_UPN);

  if (g_ascii_isalpha (upn[0]) && g_ascii_isdigit (upn[1]))
    return TRUE;
  return !is_blank (row) && !is_total (row) && !is_header (mapping, row);
}

/* Cells beyond the header: a delimiter inside a value has pushed the others aside, and no column can be trusted */
static gboolean
has_too_many_cells (const HavenMapping *mapping, const HavenRow *row)
{
  for (guint i = mapping->n_headers; i < row->n; i++)
    if (!haven_text_is_empty (row->fields[i]))
      return TRUE;
  return FALSE;
}

static gboolean
take_row_cb (const char *const *fields, guint n, guint line, gpointer user_data, GError **error)
{
  Reading *reading = user_data;
  HavenRow row = { fields, n, line };

  if (line <= reading->mapping->header_line || !is_data (reading->mapping, &row))
    return TRUE;
  row.spilled = has_too_many_cells (reading->mapping, &row);
  return reading->func (&row, reading->user_data, error);
}

gboolean
haven_shape_read (HavenSheet *sheet, HavenMapping *mapping, HavenDateReader *dates, HavenShapeRowFunc func, gpointer user_data,
                  GError **error)
{
  Reading reading = { mapping, dates, func, user_data };

  return haven_sheet_read (sheet, mapping->delimiter, take_row_cb, &reading, error);
}

void
haven_shape_explain (const HavenMapping *mapping, GPtrArray *sentences)
{
}
