/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-intake-stage.h"

#include <glib/gi18n-lib.h>

#include "haven-error.h"
#include "haven-intake-remember.h"
#include "haven-progress.h"
#include "haven-school-year.h"
#include "haven-shape.h"
#include "haven-stager.h"

#define ROWS_BETWEEN_LOOKS 4096          /* whether the person has cancelled */

typedef struct {
  HavenStager *stager;
  const HavenStageKind *kind;
  gpointer state;
  GCancellable *cancellable;
  guint rows;
  guint lines;               /* of the sheet, about; 0 where nobody asks */
} Run;

static const HavenStageKind *const kinds[] = {
  [HAVEN_IMPORT_PUPILS] = &HAVEN_STAGE_PUPILS,
  [HAVEN_IMPORT_STATUSES] = &HAVEN_STAGE_STATUSES,
  [HAVEN_IMPORT_MARKS] = &HAVEN_STAGE_MARKS,
  [HAVEN_IMPORT_SUSPENSIONS] = &HAVEN_STAGE_SUSPENSIONS,
  [HAVEN_IMPORT_TOTALS] = &HAVEN_STAGE_TOTALS,
  [HAVEN_IMPORT_ATTAINMENT] = &HAVEN_STAGE_ATTAINMENT,
  [HAVEN_IMPORT_SCHOOL_ATTAINMENT] = &HAVEN_STAGE_SCHOOL_ATTAINMENT,
  [HAVEN_IMPORT_AUTHORITY_LIST] = &HAVEN_STAGE_AUTHORITY_LIST,
};

static void
take_row (Run *run, const HavenRow *row)
{
  run->stager->preview->rows += !row->again;
  if (row->spilled)
    haven_stager_problem (run->stager, row->line, HAVEN_N_COLUMNS, "too-many-cells",
                          _("The row has more values than there are columns, so none of them can be trusted. It is left out."));
  else
    run->kind->take_row (run->stager, run->state, row);
}

static gboolean
take_row_cb (const HavenRow *row, gpointer user_data, GError **error)
{
  Run *run = user_data;

  if (++run->rows % ROWS_BETWEEN_LOOKS != 0) {
    take_row (run, row);
    return TRUE;
  }
  haven_progress_tell (row->line, run->lines);
  if (g_cancellable_is_cancelled (run->cancellable)) {
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_CANCELLED, _("The import was cancelled. Nothing was changed."));
    return FALSE;
  }
  take_row (run, row);
  return TRUE;
}

static void
explain_mapping (HavenStager *stager)
{
  const char *encoding = haven_sheet_get_encoding (stager->sheet);

  if (encoding != NULL)
    haven_stager_assume (stager, g_strdup_printf (_("The file is read as %s, because it is not UTF-8."), encoding));
  haven_shape_explain (stager->sheet, stager->mapping, stager->preview->assumptions);
  for (guint i = 0; i < stager->mapping->unused->len; i++)
    haven_stager_assume (stager, g_strdup_printf (_("The column “%s” is not used: another one means the same."),
                                                  (char *) stager->mapping->unused->pdata[i]));
}

static void
explain_rows (HavenStager *stager)
{
  guint by_name = haven_matcher_count_by_name (stager->matcher);

  haven_date_reader_explain (stager->dates, stager->preview->assumptions);
  if (stager->mapping->headings > 0)
    haven_stager_assume (stager, g_strdup_printf (_("Lines with one value only, taken as headings or notes and not as rows: %u."),
                                                  stager->mapping->headings));
  if (by_name > 0)
    haven_stager_assume (stager, g_strdup_printf (_("Rows matched by admission number, name and date of birth, not by UPN: %u."), by_name));
}

static gboolean
run_stager (HavenStager *stager, GCancellable *cancellable, GError **error)
{
  Run run = { .stager = stager, .kind = kinds[stager->mapping->type], .cancellable = cancellable };
  gboolean read;

  run.lines = haven_progress_is_wanted () ? haven_sheet_count_lines (stager->sheet) : 0;
  explain_mapping (stager);
  run.state = run.kind->begin (stager);
  read = haven_shape_read (stager->sheet, stager->mapping, stager->dates, take_row_cb, &run, error);
  run.kind->finish (stager, run.state);
  explain_rows (stager);
  return read;
}

static int
find_latest_year (HavenClock clock)
{
  int year, month, day;

  haven_day_get_ymd (clock.today, &year, &month, &day);
  return year + 1;
}

/* --- days without a year --- */

typedef struct {
  HavenStager *stager;
  GHashTable *seen;          /* a set of texts */
  GPtrArray *texts;
} Yearless;

static void
add_yearless (Yearless *self, const char *text)
{
  HavenSlot slot;

  if (haven_slot_parse (text, 0, &slot) && slot.no_year && !g_hash_table_contains (self->seen, slot.words)) {
    char *words = g_strdup (slot.words);
    g_hash_table_add (self->seen, words);
    g_ptr_array_add (self->texts, words);
  }
}

static gboolean
add_yearless_cb (const char *const *fields, guint n, guint line, gpointer user_data, GError **error)
{
  Yearless *self = user_data;
  const HavenMapping *mapping = self->stager->mapping;
  int source = mapping->source[HAVEN_COLUMN_DAY];

  if (line > mapping->header_line && source != HAVEN_NO_COLUMN && (guint) source < n)
    add_yearless (self, fields[source]);
  return TRUE;
}

/* All of them, once each: those of the header, else those of the cells */
static GPtrArray *
list_yearless (HavenStager *stager)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Yearless yearless = { stager, seen, g_ptr_array_new () };
  const GArray *slots = stager->mapping->slots;

  for (guint i = 0; i < slots->len; i++)
    add_yearless (&yearless, g_array_index (slots, HavenSlot, i).words);
  if (yearless.texts->len == 0)
    haven_sheet_read (stager->sheet, stager->mapping->delimiter, add_yearless_cb, &yearless, NULL);
  g_ptr_array_set_free_func (yearless.texts, g_free);
  g_hash_table_steal_all (seen);
  return yearless.texts;
}

static char *
describe_year (int year)
{
  return g_strdup_printf ("%d/%02d", year, (year + 1) % 100);
}

static void
assume_year (HavenStager *stager, int year, HavenYearReason reason)
{
  g_autofree char *words = describe_year (year);

  if (reason == HAVEN_YEAR_BY_TITLE)
    haven_stager_assume (stager, g_strdup_printf (_("The days have no year. They are taken as days of %s, the school year of which the "
                                                    "lines above them speak."), words));
  else if (reason == HAVEN_YEAR_BY_CALENDAR)
    haven_stager_assume (stager, g_strdup_printf (_("The days have no year. They are taken as days of %s, whose terms the school's "
                                                    "calendar knows."), words));
  else
    haven_stager_assume (stager, g_strdup_printf (_("The days have no year. They are taken as days of %s: in the years around it they fall "
                                                    "on other days of the week."), words));
}

/* 0: open. What a person said, where it is a year */
static int
ask_year (HavenStager *stager, const char *text)
{
  HavenImportQuestion *question = haven_stager_ask (stager, 0, g_strdup (HAVEN_ANSWER_SCHOOL_YEAR),
                                                    _("“%s” has no year, and nothing says which school year it is of. Which one?"), text);
  int latest = haven_academic_year (stager->clock.today);
  HavenPeriod period;

  question->needed = TRUE;
  for (int year = latest; year > latest - HAVEN_SCHOOL_YEARS; year--) {
    g_autofree char *code = describe_year (year);
    haven_import_question_offer (question, code, code);
  }
  if (question->answer != NULL && haven_period_parse (question->answer, &period))
    return period.year;
  g_clear_pointer (&question->answer, g_free);
  return 0;
}

static void
settle_year (HavenStager *stager)
{
  g_autoptr (GPtrArray) texts = list_yearless (stager);
  HavenYearEvidence evidence = {
    texts, stager->clock.today, stager->mapping->title_year, haven_school_get_calendar (stager->school),
  };
  HavenYearReason reason = HAVEN_YEAR_UNKNOWN;
  gboolean said = haven_stager_get_answer (stager, HAVEN_ANSWER_SCHOOL_YEAR) != NULL;
  int year = said || texts->len == 0 ? 0 : haven_school_year_find (&evidence, &reason);

  if (year != 0)
    assume_year (stager, year, reason);
  else if (texts->len > 0)
    year = ask_year (stager, texts->pdata[0]);
  haven_date_reader_set_year (stager->dates, year);
}

/* Where columns are missing, and a person is there to name them: the preview says so */
static HavenMapping *
find_mapping (HavenImportPreview *preview, HavenSheet *sheet, GError **error)
{
  g_autoptr (GError) missing = NULL;
  HavenMapping *mapping;

  if (preview->choices == NULL)
    preview->choices = haven_import_choices_new (preview->type);
  mapping = haven_mapping_detect_chosen (sheet, preview->choices, &missing);
  if (mapping == NULL && preview->choices->lenient && g_error_matches (missing, HAVEN_ERROR, HAVEN_ERROR_INVALID)) {
    mapping = haven_mapping_guess (sheet, preview->choices);
    preview->missing = mapping != NULL ? g_strdup (missing->message) : NULL;
  }
  if (mapping == NULL)
    g_propagate_error (error, g_steal_pointer (&missing));
  return mapping;
}

void
haven_intake_count_orders (HavenSheet *sheet, const HavenImportChoices *choices, HavenClock clock, guint *ret_day_first,
                           guint *ret_month_first)
{
  g_autoptr (HavenMapping) mapping = haven_mapping_detect_chosen (sheet, choices, NULL);
  HavenDateReader *dates;

  *ret_day_first = *ret_month_first = 0;
  if (mapping == NULL)
    return;
  dates = haven_date_reader_new (sheet, mapping, find_latest_year (clock));
  haven_date_reader_count_orders (dates, ret_day_first, ret_month_first);
  haven_date_reader_free (dates);
}

gboolean
haven_intake_stage_sheet (HavenImportPreview *preview, HavenSheet *sheet, HavenSchool *school, HavenClock clock,
                          GCancellable *cancellable, GError **error)
{
  g_autoptr (HavenMapping) mapping = find_mapping (preview, sheet, error);
  HavenStager stager = { .sheet = sheet, .mapping = mapping, .school = school, .clock = clock, .preview = preview };
  gboolean staged;

  if (mapping == NULL)
    return FALSE;
  haven_intake_list_columns (preview, sheet, mapping);
  preview->type = mapping->type;
  if (preview->missing != NULL)
    return TRUE;
  preview->staged = stager.staged = haven_staged_new (school, haven_sheet_get_digest (sheet));
  preview->free_staged = (GDestroyNotify) haven_staged_free;
  stager.matcher = haven_matcher_new (school);
  stager.dates = haven_date_reader_new (sheet, mapping, find_latest_year (clock));
  haven_date_reader_set_order (stager.dates, haven_import_choices_get_answer (preview->choices, HAVEN_ANSWER_DATE_ORDER));
  haven_date_reader_set_others (stager.dates, preview->choices->others_order, preview->choices->others_file);
  if (mapping->lacks_year)
    settle_year (&stager);
  staged = run_stager (&stager, cancellable, error);
  haven_stager_clear (&stager);
  haven_matcher_free (stager.matcher);
  haven_date_reader_free (stager.dates);
  return staged;
}
