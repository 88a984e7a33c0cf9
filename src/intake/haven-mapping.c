/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-mapping-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-error.h"
#include "haven-synonyms.h"
#include "haven-upn.h"

#define HEADER_WITHIN 40     /* rows: titles may stand above the header */
#define LONGEST_HEADER 80
#define SPECIAL 1000         /* what a kind counts for that the cells bear out */

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
  [HAVEN_COLUMN_MINUTES_LATE] = "minutes_late",
  [HAVEN_COLUMN_AM] = "am",
  [HAVEN_COLUMN_PM] = "pm",
  [HAVEN_COLUMN_MARKS] = "marks",
  [HAVEN_COLUMN_TYPE] = "type",
  [HAVEN_COLUMN_SESSIONS] = "sessions",
  [HAVEN_COLUMN_DAYS] = "days",
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
  gboolean unnamed;          /* a header in words that Haven does not know will do */
  const HavenSample *sample;
  HavenMapping *best;
  guint best_score;
  gboolean joined;           /* the header that is tried stands in two rows: it says more than the first of them alone */
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

  if (name == NULL && strlen (header) <= LONGEST_HEADER)
    name = haven_synonym_find_column (kind, header);
  return name != NULL ? haven_column_find (name) : HAVEN_N_COLUMNS;
}

static HavenMapping *
mapping_new (HavenImportType type, char delimiter, guint n, guint line)
{
  HavenMapping *self = g_new0 (HavenMapping, 1);

  self->type = type;
  self->delimiter = delimiter;
  self->header_line = line;
  self->headers = g_new0 (char *, n + HAVEN_N_MADE + 1);
  self->n_headers = n;
  self->unused = g_ptr_array_new_with_free_func (g_free);
  self->guessed = g_ptr_array_new_with_free_func (g_free);
  self->slots = g_array_new (FALSE, FALSE, sizeof (HavenSlot));
  self->days_a_week = 5;
  self->period = (HavenSpan) { HAVEN_DAY_NONE, HAVEN_DAY_NONE };
  for (HavenColumn column = 0; column < HAVEN_N_COLUMNS; column++)
    self->place[column] = self->source[column] = HAVEN_NO_COLUMN;
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
    self->place[column] = self->source[column] = (int) i;
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
    return _("A file of totals needs columns for UPN, authorised and unauthorised absence. None of its first rows has them. "
             "Nothing was read.");
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


/* --- the search --- */

static gboolean
is_wanted (const Search *search, HavenImportType type)
{
  return search->wanted == HAVEN_IMPORT_AUTO || search->wanted == type;
}

/* A list of pupils is what every file with names looks like: a kind that the cells bear out goes first */
static guint
find_score (const Search *search, const HavenMapping *mapping, guint placed, int header)
{
  gboolean is_special = mapping->type != HAVEN_IMPORT_PUPILS && haven_mapping_is_borne_out (mapping, search->sample, header);

  return placed + mapping->slots->len + search->joined + (is_special ? SPECIAL : 0);
}

static void
find_out (HavenMapping *mapping, const HavenSample *sample, int header)
{
  haven_mapping_fill (mapping, sample, header);
  if (mapping->type == HAVEN_IMPORT_MARKS)
    haven_mapping_find_shape (mapping, sample, header);
  haven_mapping_find_names (mapping, sample, header);
  if (haven_mapping_has_source (mapping, HAVEN_COLUMN_DAYS) && !haven_mapping_has (mapping, HAVEN_COLUMN_SESSIONS))
    haven_mapping_make (mapping, HAVEN_COLUMN_SESSIONS, HAVEN_MADE_SESSIONS);
  if (mapping->type == HAVEN_IMPORT_TOTALS && !haven_mapping_has (mapping, HAVEN_COLUMN_FIRST)
      && !haven_mapping_has (mapping, HAVEN_COLUMN_WEEK))
    haven_mapping_find_period (mapping, sample, header);
  if (mapping->type == HAVEN_IMPORT_TOTALS && mapping->period.first != HAVEN_DAY_NONE && mapping->period.last > mapping->period.first) {
    haven_mapping_make (mapping, HAVEN_COLUMN_FIRST, HAVEN_MADE_FIRST);
    haven_mapping_make (mapping, HAVEN_COLUMN_LAST, HAVEN_MADE_LAST);
  }
}

/* Takes the mapping */
static void
try_mapping (Search *search, HavenMapping *take_mapping, guint placed, int header)
{
  g_autoptr (HavenMapping) mapping = take_mapping;
  guint score = placed;

  find_out (mapping, search->sample, header);
  if (!has_needs (mapping) && !(search->lenient && mapping->n_headers > 1))
    return;
  if (!search->lenient)
    score = find_score (search, mapping, placed, header);
  if (search->best != NULL && score <= search->best_score)
    return;
  haven_mapping_free (search->best);
  search->best = g_steal_pointer (&mapping);
  search->best_score = score;
}

static void
try_type (Search *search, HavenImportType type, GPtrArray *headers, int header)
{
  HavenMapping *mapping = mapping_new (type, search->sample->delimiter, headers->len, haven_sample_get_row (search->sample, header)->line);
  guint placed;

  for (guint i = 0; i < headers->len; i++)
    mapping->headers[i] = g_strdup (headers->pdata[i]);
  placed = place_columns (mapping, search->choices);
  if (placed == 0 && !search->lenient && !search->unnamed)
    haven_mapping_free (mapping);
  else
    try_mapping (search, mapping, placed, header);
}

/* A row with a UPN in it is data */
static gboolean
can_be_header (const HavenSampleRow *row)
{
  for (guint i = 0; i < row->n; i++) {
    const char *cell = row->cells[i];
    g_autofree char *upn = g_ascii_isalpha (cell[0]) && g_ascii_isdigit (cell[1]) ? haven_upn_normalise (cell) : NULL;
    if (upn != NULL)
      return FALSE;
  }
  return row->n > 1;
}

static void
try_header (Search *search, int header)
{
  const HavenSampleRow *row = haven_sample_get_row (search->sample, header);
  g_autoptr (GPtrArray) headers = g_ptr_array_new_with_free_func (g_free);

  if (!can_be_header (row))
    return;
  search->joined = haven_mapping_join_headers (search->sample, header, headers);
  if (!search->joined)
    for (guint i = 0; i < row->n; i++)
      g_ptr_array_add (headers, g_strdup (row->cells[i]));
  for (HavenImportType type = HAVEN_IMPORT_PUPILS; type < HAVEN_IMPORT_AUTO; type++)
    if (is_wanted (search, type))
      try_type (search, type, headers, header);
}

static guint
find_widest (const HavenSample *sample)
{
  guint widest = 0;

  for (guint i = 0; i < sample->rows->len; i++)
    widest = MAX (widest, haven_sample_get_row (sample, i)->n);
  return widest;
}

/* No row names the columns */
static void
try_headless (Search *search)
{
  guint widest = find_widest (search->sample);

  for (HavenImportType type = HAVEN_IMPORT_PUPILS; widest > 1 && type < HAVEN_IMPORT_AUTO; type++) {
    HavenMapping *mapping;
    if (!is_wanted (search, type) || (type != HAVEN_IMPORT_MARKS && type != HAVEN_IMPORT_STATUSES))
      continue;
    mapping = mapping_new (type, search->sample->delimiter, widest, 0);
    mapping->headless = TRUE;
    for (guint i = 0; i < widest; i++)
      mapping->headers[i] = g_strdup_printf (_("Column %u"), i + 1);
    try_mapping (search, mapping, 0, -1);
  }
}

static void
search_sample (Search *search, HavenSheet *sheet, char delimiter, gboolean headless)
{
  const HavenSample *sample = haven_sample_of (sheet, delimiter);

  search->sample = sample;
  if (headless)
    try_headless (search);
  for (guint i = 0; !headless && i < MIN (sample->rows->len, HEADER_WITHIN); i++)
    try_header (search, (int) i);
  search->sample = NULL;
}

static void
search_sheet (Search *search, HavenSheet *sheet)
{
  static const char delimiters[] = { ',', ';', '\t', '|' };
  guint n = haven_sheet_is_text (sheet) ? G_N_ELEMENTS (delimiters) : 1;

  search->wanted = search->choices != NULL ? search->choices->type : HAVEN_IMPORT_AUTO;
  for (guint i = 0; i < n; i++)
    search_sample (search, sheet, delimiters[i], FALSE);
  search->unnamed = TRUE;
  for (guint i = 0; search->best == NULL && !search->lenient && i < n; i++)
    search_sample (search, sheet, delimiters[i], FALSE);
  for (guint i = 0; search->best == NULL && !search->lenient && i < n; i++)
    search_sample (search, sheet, delimiters[i], TRUE);
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
  g_ptr_array_unref (self->guessed);
  g_array_unref (self->slots);
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
  int place = self->place[column];

  if (place != HAVEN_NO_COLUMN && place < (int) self->n_headers)
    return self->headers[place];
  if (place != HAVEN_NO_COLUMN && self->here != NULL)
    return self->here;
  return self->source[column] != HAVEN_NO_COLUMN ? self->headers[self->source[column]] : "";
}

gboolean
haven_mapping_has_source (const HavenMapping *self, HavenColumn column)
{
  return self->source[column] != HAVEN_NO_COLUMN;
}

void
haven_mapping_make (HavenMapping *self, HavenColumn column, HavenMade made)
{
  self->place[column] = (int) (self->n_headers + made);
}
