/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-mapping.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-error.h"
#include "haven-synonyms.h"

#define HEADER_WITHIN 20     /* rows: titles may stand above the header */

static const char *const column_names[HAVEN_N_COLUMNS] = {
  [HAVEN_COLUMN_UPN] = "upn",
  [HAVEN_COLUMN_ADMISSION_NO] = "admission_no",
  [HAVEN_COLUMN_SURNAME] = "surname",
  [HAVEN_COLUMN_FORENAME] = "forename",
  [HAVEN_COLUMN_BORN] = "born",
  [HAVEN_COLUMN_PREFERRED] = "preferred",
  [HAVEN_COLUMN_SEX] = "sex",
  [HAVEN_COLUMN_YEAR_GROUP] = "year_group",
  [HAVEN_COLUMN_REG_GROUP] = "reg_group",
  [HAVEN_COLUMN_SEN] = "sen",
  [HAVEN_COLUMN_FSM] = "fsm",
  [HAVEN_COLUMN_ADMITTED] = "admitted",
  [HAVEN_COLUMN_LEFT] = "left",
  [HAVEN_COLUMN_LANGUAGE] = "language",
  [HAVEN_COLUMN_STATUS] = "status",
  [HAVEN_COLUMN_FIRST] = "first",
  [HAVEN_COLUMN_LAST] = "last",
  [HAVEN_COLUMN_AUTHORITY] = "authority",
  [HAVEN_COLUMN_CONFIRMED_ON] = "confirmed_on",
  [HAVEN_COLUMN_DAY] = "day",
  [HAVEN_COLUMN_SESSION] = "session",
  [HAVEN_COLUMN_MARK] = "mark",
  [HAVEN_COLUMN_TYPE] = "type",
  [HAVEN_COLUMN_SESSIONS] = "sessions",
  [HAVEN_COLUMN_REASON] = "reason",
};

/* The top of a file, tried with one delimiter after another */
typedef struct {
  HavenImportType wanted;    /* or AUTO */
  char delimiter;
  guint rows;                /* seen with this delimiter */
  HavenMapping *best;
  guint best_score;
} Search;

static HavenColumn
find_column (const char *name)
{
  HavenColumn column = 0;

  while (column < HAVEN_N_COLUMNS && !g_str_equal (column_names[column], name))
    column++;
  return column;
}

static HavenMapping *
mapping_new (HavenImportType type, char delimiter, const char *const *headers, guint n, guint line)
{
  HavenMapping *self = g_new0 (HavenMapping, 1);

  self->type = type;
  self->delimiter = delimiter;
  self->header_line = line;
  self->headers = g_new0 (char *, n + 1);
  self->n_headers = n;
  self->unused = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < n; i++)
    self->headers[i] = g_strdup (headers[i]);
  for (HavenColumn column = 0; column < HAVEN_N_COLUMNS; column++)
    self->place[column] = HAVEN_NO_COLUMN;
  return self;
}

/* How many columns of the row have a meaning in this kind of file */
static guint
place_columns (HavenMapping *self)
{
  const char *kind = haven_import_type_code (self->type);
  guint placed = 0;

  for (guint i = 0; i < self->n_headers; i++) {
    const char *name = haven_synonym_find_column (kind, self->headers[i]);
    HavenColumn column = name != NULL ? find_column (name) : HAVEN_N_COLUMNS;
    if (column == HAVEN_N_COLUMNS)
      continue;
    if (self->place[column] != HAVEN_NO_COLUMN) {
      g_ptr_array_add (self->unused, g_strdup (self->headers[i]));
      continue;
    }
    self->place[column] = (int) i;
    placed++;
  }
  return placed;
}

/* A UPN, or all that stands in for one */
static gboolean
says_who (const HavenMapping *self)
{
  if (haven_mapping_has (self, HAVEN_COLUMN_UPN))
    return TRUE;
  return haven_mapping_has (self, HAVEN_COLUMN_ADMISSION_NO) && haven_mapping_has (self, HAVEN_COLUMN_SURNAME)
         && haven_mapping_has (self, HAVEN_COLUMN_FORENAME) && haven_mapping_has (self, HAVEN_COLUMN_BORN);
}

static gboolean
has_needs (const HavenMapping *self)
{
  const char *const *needs = haven_synonym_get_needs (haven_import_type_code (self->type));

  for (guint i = 0; needs[i] != NULL; i++)
    if (!haven_mapping_has (self, find_column (needs[i])))
      return FALSE;
  return says_who (self) || self->type == HAVEN_IMPORT_PUPILS;
}

static void
try_type (Search *search, HavenImportType type, const HavenRow *row)
{
  g_autoptr (HavenMapping) mapping = mapping_new (type, search->delimiter, row->fields, row->n, row->line);
  guint score = place_columns (mapping);

  if (score <= search->best_score || !has_needs (mapping))
    return;
  haven_mapping_free (search->best);
  search->best = g_steal_pointer (&mapping);
  search->best_score = score;
}

static gboolean
try_row_cb (const char *const *fields, guint n, guint line, gpointer user_data, GError **error)
{
  Search *search = user_data;
  HavenRow row = { fields, n, line };

  if (search->rows++ >= HEADER_WITHIN) {
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_CANCELLED, "");   /* seen enough; nobody reads this */
    return FALSE;
  }
  if (n < 2)
    return TRUE;
  for (HavenImportType type = HAVEN_IMPORT_PUPILS; type < HAVEN_IMPORT_AUTO; type++)
    if (search->wanted == HAVEN_IMPORT_AUTO || search->wanted == type)
      try_type (search, type, &row);
  return TRUE;
}

static const char *
describe_needs (HavenImportType type)
{
  switch (type) {
  case HAVEN_IMPORT_PUPILS:
    return _("A file of pupils needs columns for surname, forename and date of birth. None of its first rows has them. Nothing was read.");
  case HAVEN_IMPORT_STATUSES:
    return _("A file of statuses needs columns for UPN, status and start date. None of its first rows has them. Nothing was read.");
  case HAVEN_IMPORT_MARKS:
    return _("A file of marks needs columns for UPN, date, session and mark. None of its first rows has them. Nothing was read.");
  case HAVEN_IMPORT_SUSPENSIONS:
    return _("A file of suspensions needs columns for UPN, start date and sessions. None of its first rows has them. Nothing was read.");
  default:
    return _("Haven cannot tell what is in this file: none of its first rows names the columns of pupils, statuses, marks or suspensions. "
             "Nothing was read.");
  }
}

HavenMapping *
haven_mapping_detect (HavenSheet *sheet, HavenImportType type, GError **error)
{
  static const char delimiters[] = { ',', ';', '\t', '|' };
  Search search = { .wanted = type };

  for (guint i = 0; i < G_N_ELEMENTS (delimiters); i++) {
    search.delimiter = delimiters[i];
    search.rows = 0;
    haven_sheet_read_top (sheet, delimiters[i], try_row_cb, &search);
  }
  if (search.best == NULL)
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, describe_needs (type));
  return search.best;
}

void
haven_mapping_free (HavenMapping *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->headers);
  g_ptr_array_unref (self->unused);
  g_free (self);
}

gboolean
haven_mapping_has (const HavenMapping *self, HavenColumn column)
{
  return self->place[column] != HAVEN_NO_COLUMN;
}

const char *
haven_mapping_header (const HavenMapping *self, HavenColumn column)
{
  return haven_mapping_has (self, column) ? self->headers[self->place[column]] : "";
}
