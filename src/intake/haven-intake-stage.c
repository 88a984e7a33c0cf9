/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-intake-stage.h"

#include <glib/gi18n-lib.h>

#include "haven-error.h"
#include "haven-intake-remember.h"
#include "haven-shape.h"
#include "haven-stager.h"

#define ROWS_BETWEEN_LOOKS 4096          /* whether the person has cancelled */

typedef struct {
  HavenStager *stager;
  const HavenStageKind *kind;
  gpointer state;
  GCancellable *cancellable;
  guint rows;
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

  if (++run->rows % ROWS_BETWEEN_LOOKS == 0 && g_cancellable_is_cancelled (run->cancellable)) {
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
  if (by_name > 0)
    haven_stager_assume (stager, g_strdup_printf (_("Rows matched by admission number, name and date of birth, not by UPN: %u."), by_name));
}

static gboolean
run_stager (HavenStager *stager, GCancellable *cancellable, GError **error)
{
  Run run = { .stager = stager, .kind = kinds[stager->mapping->type], .cancellable = cancellable };
  gboolean read;

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
  staged = run_stager (&stager, cancellable, error);
  haven_stager_clear (&stager);
  haven_matcher_free (stager.matcher);
  haven_date_reader_free (stager.dates);
  return staged;
}
