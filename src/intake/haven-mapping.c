/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-mapping.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-error.h"
#include "haven-synonyms.h"

#define HEADER_WITHIN 20     /* rows: titles may stand above the header */

static const char *const column_names[HAVEN_N_COLUMNS] = {
  [HAVEN_COLUMN_UPN] = "upn",
  [HAVEN_COLUMN_FORMER_UPN] = "former_upn",
  [HAVEN_COLUMN_ADMISSION_NO] = "admission_no",
  [HAVEN_COLUMN_SURNAME] = "surname",
  [HAVEN_COLUMN_FORENAME] = "forename",
  [HAVEN_COLUMN_NAME] = "name",
  [HAVEN_COLUMN_BORN] = "born",
  [HAVEN_COLUMN_PREFERRED] = "preferred",
  [HAVEN_COLUMN_SEX] = "sex",
  [HAVEN_COLUMN_YEAR_GROUP] = "year_group",
  [HAVEN_COLUMN_REG_GROUP] = "reg_group",
  [HAVEN_COLUMN_SEN] = "sen",
  [HAVEN_COLUMN_FSM] = "fsm",
  [HAVEN_COLUMN_ADMITTED] = "admitted",
  [HAVEN_COLUMN_LEFT] = "left",
  [HAVEN_COLUMN_DESTINATION] = "destination",
  [HAVEN_COLUMN_LANGUAGE] = "language",
  [HAVEN_COLUMN_STATUS] = "status",
  [HAVEN_COLUMN_FIRST] = "first",
  [HAVEN_COLUMN_LAST] = "last",
  [HAVEN_COLUMN_AUTHORITY] = "authority",
  [HAVEN_COLUMN_CONFIRMED_ON] = "confirmed_on",
  [HAVEN_COLUMN_DAY] = "day",
  [HAVEN_COLUMN_SESSION] = "session",
  [HAVEN_COLUMN_MARK] = "mark",
  [HAVEN_COLUMN_AM] = "am",
  [HAVEN_COLUMN_PM] = "pm",
  [HAVEN_COLUMN_MARKS] = "marks",
  [HAVEN_COLUMN_TYPE] = "type",
  [HAVEN_COLUMN_SESSIONS] = "sessions",
  [HAVEN_COLUMN_REASON] = "reason",
  [HAVEN_COLUMN_WEEK] = "week",
  [HAVEN_COLUMN_POSSIBLE] = "possible",
  [HAVEN_COLUMN_ATTENDED] = "attended",
  [HAVEN_COLUMN_AUTHORISED] = "authorised",
  [HAVEN_COLUMN_UNAUTHORISED] = "unauthorised",
  [HAVEN_COLUMN_LATE_BEFORE] = "late_before",
  [HAVEN_COLUMN_LATE_AFTER] = "late_after",
  [HAVEN_COLUMN_SUBJECT] = "subject",
  [HAVEN_COLUMN_MEASURE] = "measure",
  [HAVEN_COLUMN_RESULT] = "result",
  [HAVEN_COLUMN_EXPECTATION] = "expectation",
  [HAVEN_COLUMN_BELOW] = "below",
  [HAVEN_COLUMN_AT] = "at",
  [HAVEN_COLUMN_ABOVE] = "above",
  [HAVEN_COLUMN_NONE] = "none",
  [HAVEN_COLUMN_SOCIAL_WORKER] = "social_worker",
  [HAVEN_COLUMN_SOCIAL_WORKER_PHONE] = "social_worker_phone",
  [HAVEN_COLUMN_SOCIAL_WORKER_EMAIL] = "social_worker_email",
};

/* The top of a file, tried with one delimiter after another */
typedef struct {
  const HavenImportChoices *choices;     /* what was said already; wanted is among it */
  HavenImportType wanted;    /* or AUTO */
  gboolean lenient;          /* a header that lacks something is better than none */
  char delimiter;
  guint rows;                /* seen with this delimiter */
  HavenMapping *best;
  guint best_score;
} Search;

const char *
haven_column_get_name (HavenColumn column)
{
  return column < HAVEN_N_COLUMNS ? column_names[column] : "";
}

HavenColumn
haven_column_find (const char *name)
{
  HavenColumn column = 0;

  while (column < HAVEN_N_COLUMNS && !g_str_equal (column_names[column], name))
    column++;
  return column;
}

/* What was said of a header beats what its words mean; "" says that it is not wanted */
static HavenColumn
name_column (const HavenImportChoices *choices, const char *kind, const char *header)
{
  const char *name = haven_import_choices_get_column (choices, header);

  if (name == NULL)
    name = haven_synonym_find_column (kind, header);
  return name != NULL ? haven_column_find (name) : HAVEN_N_COLUMNS;
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
place_columns (HavenMapping *self, const HavenImportChoices *choices)
{
  const char *kind = haven_import_type_code (self->type);
  guint placed = 0;

  for (guint i = 0; i < self->n_headers; i++) {
    HavenColumn column = name_column (choices, kind, self->headers[i]);
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

static gboolean
names_child (const HavenMapping *self)
{
  return haven_mapping_has (self, HAVEN_COLUMN_SURNAME) && haven_mapping_has (self, HAVEN_COLUMN_FORENAME)
         && haven_mapping_has (self, HAVEN_COLUMN_BORN);
}

/* A UPN, or all that stands in for one */
static gboolean
says_who (const HavenMapping *self)
{
  if (haven_mapping_has (self, HAVEN_COLUMN_UPN))
    return TRUE;
  return haven_mapping_has (self, HAVEN_COLUMN_ADMISSION_NO) && names_child (self);
}

/* An authority knows no admission numbers: name and date of birth do, and a person confirms them. A list without a status says that
 * there is a social worker. */
static gboolean
is_authority_list (const HavenMapping *self)
{
  return (haven_mapping_has (self, HAVEN_COLUMN_UPN) || names_child (self))
         && (haven_mapping_has (self, HAVEN_COLUMN_STATUS) || haven_mapping_has (self, HAVEN_COLUMN_SOCIAL_WORKER));
}

static gboolean
has_needs (const HavenMapping *self)
{
  const char *const *needs = haven_synonym_get_needs (haven_import_type_code (self->type));

  for (guint i = 0; needs[i] != NULL; i++)
    if (!haven_mapping_has (self, haven_column_find (needs[i])))
      return FALSE;
  if (self->type == HAVEN_IMPORT_AUTHORITY_LIST)
    return is_authority_list (self);
  return says_who (self) || self->type == HAVEN_IMPORT_PUPILS || self->type == HAVEN_IMPORT_SCHOOL_ATTAINMENT;
}

static void
try_type (Search *search, HavenImportType type, const HavenRow *row)
{
  g_autoptr (HavenMapping) mapping = mapping_new (type, search->delimiter, row->fields, row->n, row->line);
  guint score = place_columns (mapping, search->choices);

  if (search->best != NULL && score <= search->best_score)
    return;
  if (!has_needs (mapping) && !(search->lenient && row->n > 1))
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
  case HAVEN_IMPORT_TOTALS:
    return _("A file of totals needs columns for UPN, authorised and unauthorised absence. None of its first rows has them. Nothing was read.");
  case HAVEN_IMPORT_ATTAINMENT:
    return _("A file of attainment needs columns for UPN, subject, date and result. None of its first rows has them. Nothing was read.");
  case HAVEN_IMPORT_SCHOOL_ATTAINMENT:
    return _("A file of whole-school attainment needs columns for subject, date and how many are at what is expected. "
             "None of its first rows has them. Nothing was read.");
  case HAVEN_IMPORT_AUTHORITY_LIST:
    return _("A list from the authority needs the UPN, or surname, forename and date of birth, and a status or a social worker. "
             "None of its first rows has them. Nothing was read.");
  default:
    return _("Haven cannot tell what is in this file: none of its first rows names the columns of pupils, statuses, marks or suspensions. "
             "Nothing was read.");
  }
}

static void
search_sheet (Search *search, HavenSheet *sheet)
{
  static const char delimiters[] = { ',', ';', '\t', '|' };

  search->wanted = search->choices != NULL ? search->choices->type : HAVEN_IMPORT_AUTO;
  for (guint i = 0; i < G_N_ELEMENTS (delimiters); i++) {
    search->delimiter = delimiters[i];
    search->rows = 0;
    haven_sheet_read_top (sheet, delimiters[i], try_row_cb, search);
  }
}

HavenMapping *
haven_mapping_detect_chosen (HavenSheet *sheet, const HavenImportChoices *choices, GError **error)
{
  Search search = { .choices = choices };

  search_sheet (&search, sheet);
  if (search.best == NULL)
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, describe_needs (search.wanted));
  return search.best;
}

HavenMapping *
haven_mapping_detect (HavenSheet *sheet, HavenImportType type, GError **error)
{
  g_autoptr (HavenImportChoices) choices = haven_import_choices_new (type);

  return haven_mapping_detect_chosen (sheet, choices, error);
}

HavenMapping *
haven_mapping_guess (HavenSheet *sheet, const HavenImportChoices *choices)
{
  Search search = { .choices = choices, .lenient = TRUE };

  search_sheet (&search, sheet);
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
