/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-intake-remember.h"

#include <string.h>

#include "haven-choices-json.h"
#include "haven-slot.h"
#include "haven-text.h"

#define SAMPLES 3
#define SAMPLE_LETTERS 24

/* The first values of each column */
typedef struct {
  const HavenMapping *mapping;
  GPtrArray *columns;        /* HavenImportColumn by place in the file; NULL for one that is not listed */
  guint rows;
} Sampling;

/* A column of marks is called by its day: next week's file has other days and the same shape */
static gboolean
is_slot (const char *header)
{
  HavenSlot slot;

  return haven_slot_parse (header, 0, &slot);
}

static char *
dup_shape (const HavenMapping *mapping)
{
  g_autoptr (GPtrArray) headers = g_ptr_array_new ();
  gboolean slots = FALSE;

  for (guint i = 0; i < mapping->n_headers; i++) {
    if (!is_slot (mapping->headers[i]))
      g_ptr_array_add (headers, mapping->headers[i]);
    else if (!slots)
      g_ptr_array_add (headers, (gpointer) "*");
    slots |= is_slot (mapping->headers[i]);
  }
  return haven_choices_dup_shape ((const char *const *) headers->pdata, headers->len);
}

static gboolean
recall (HavenImportChoices *choices, HavenSheet *sheet, HavenSchool *school)
{
  g_autoptr (HavenMapping) guess = haven_mapping_guess (sheet, NULL);
  g_autofree char *shape = guess != NULL ? dup_shape (guess) : NULL;
  g_autofree char *key = shape != NULL ? haven_choices_dup_setting (shape) : NULL;
  const char *text = key != NULL ? haven_school_get_setting (school, key, "") : "";
  g_autoptr (HavenImportChoices) kept = *text != '\0' ? haven_choices_from_json (text, NULL) : NULL;

  if (kept == NULL || (choices->type != HAVEN_IMPORT_AUTO && choices->type != kept->type))
    return FALSE;
  haven_import_choices_add (kept, choices);
  haven_import_choices_add (choices, kept);
  return TRUE;
}

gboolean
haven_intake_remember (HavenImportChoices *choices, HavenWorkbook *workbook, HavenSchool *school)
{
  for (guint i = 0; i < haven_workbook_get_n (workbook); i++)
    if (recall (choices, haven_workbook_get_nth (workbook, i), school))
      return TRUE;
  return FALSE;
}

static const char *
find_member (const HavenMapping *mapping, guint place)
{
  for (HavenColumn column = 0; column < HAVEN_N_COLUMNS; column++)
    if (mapping->source[column] == (int) place)
      return haven_column_get_name (column);
  return NULL;
}

static HavenImportColumn *
add_column (HavenImportPreview *preview, const HavenMapping *mapping, guint place)
{
  HavenImportColumn *column = g_new0 (HavenImportColumn, 1);

  column->header = g_strdup (mapping->headers[place]);
  column->member = find_member (mapping, place);
  column->sample = g_strdup ("");
  g_ptr_array_add (preview->columns, column);
  return column;
}

static void
add_sample (HavenImportColumn *column, const char *text)
{
  g_autofree char *squeezed = haven_text_squeeze (text);
  g_autofree char *shown = g_utf8_strlen (squeezed, -1) > SAMPLE_LETTERS ? g_utf8_substring (squeezed, 0, SAMPLE_LETTERS) : NULL;
  char *sample;

  if (*squeezed == '\0')
    return;
  sample = g_strjoin (*column->sample != '\0' ? " · " : "", column->sample, shown != NULL ? shown : squeezed, NULL);
  g_free (column->sample);
  column->sample = sample;
}

static gboolean
sample_row_cb (const char *const *fields, guint n, guint line, gpointer user_data, GError **error)
{
  Sampling *sampling = user_data;

  if (line <= sampling->mapping->header_line)
    return TRUE;
  for (guint i = 0; i < MIN (n, sampling->columns->len); i++)
    if (sampling->columns->pdata[i] != NULL)
      add_sample (sampling->columns->pdata[i], fields[i]);
  return ++sampling->rows < SAMPLES;
}

void
haven_intake_list_columns (HavenImportPreview *preview, HavenSheet *sheet, const HavenMapping *mapping)
{
  g_autoptr (GPtrArray) columns = g_ptr_array_new ();
  Sampling sampling = { mapping, columns, 0 };

  for (guint i = 0; i < mapping->n_headers; i++)
    g_ptr_array_add (columns, is_slot (mapping->headers[i]) ? NULL : add_column (preview, mapping, i));
  haven_sheet_read_top (sheet, mapping->delimiter, sample_row_cb, &sampling);
  preview->shape = dup_shape (mapping);
}
