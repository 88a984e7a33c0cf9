/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-intake.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-choices-json.h"
#include "haven-intake-remember.h"
#include "haven-intake-stage.h"
#include "haven-progress.h"
#include "haven-receipt.h"
#include "haven-staged.h"
#include "haven-transfer-stage.h"
#include "haven-workbook.h"

/* What staging reads, whatever the kind: who is there, and who has had a social worker */
#define COMPARED (HAVEN_TABLE_BIT (HAVEN_TABLE_PUPILS) | HAVEN_TABLE_BIT (HAVEN_TABLE_SPELLS) | HAVEN_TABLE_BIT (HAVEN_TABLE_SETTINGS))

/* All that a child who comes may bring */
#define TRANSFERRED (HAVEN_ALL_TABLES & ~(HAVEN_TABLE_BIT (HAVEN_TABLE_SETTINGS) | HAVEN_TABLE_BIT (HAVEN_TABLE_IMPORTS)))

static const HavenTables written[] = {
  [HAVEN_IMPORT_PUPILS] = HAVEN_TABLE_BIT (HAVEN_TABLE_PUPILS) | HAVEN_TABLE_BIT (HAVEN_TABLE_SPELLS),
  [HAVEN_IMPORT_STATUSES] = HAVEN_TABLE_BIT (HAVEN_TABLE_SPELLS) | HAVEN_TABLE_BIT (HAVEN_TABLE_PEOPLE),
  [HAVEN_IMPORT_MARKS] = HAVEN_TABLE_BIT (HAVEN_TABLE_REGISTERS) | HAVEN_TABLE_BIT (HAVEN_TABLE_LATES) |
                         HAVEN_TABLE_BIT (HAVEN_TABLE_WEEKS),
  [HAVEN_IMPORT_SUSPENSIONS] = HAVEN_TABLE_BIT (HAVEN_TABLE_SUSPENSIONS),
  [HAVEN_IMPORT_TOTALS] = HAVEN_TABLE_BIT (HAVEN_TABLE_TOTALS) | HAVEN_TABLE_BIT (HAVEN_TABLE_WEEKS),
  [HAVEN_IMPORT_ATTAINMENT] = HAVEN_TABLE_BIT (HAVEN_TABLE_ATTAINMENT),
  [HAVEN_IMPORT_SCHOOL_ATTAINMENT] = HAVEN_TABLE_BIT (HAVEN_TABLE_SCHOOL_ATTAINMENT),
  [HAVEN_IMPORT_AUTHORITY_LIST] = HAVEN_TABLE_BIT (HAVEN_TABLE_SPELLS) | HAVEN_TABLE_BIT (HAVEN_TABLE_PEOPLE),
  [HAVEN_IMPORT_AUTO] = 0,
  [HAVEN_IMPORT_TRANSFER] = TRANSFERRED,
};

typedef struct {
  HavenStore *store;
  gint64 import_id;
  GHashTable *numbers;       /* of new records that others refer to */
} Putting;

/* A copy, so that a failed import leaves the preview as it was and it can be tried again */
static gboolean
put_record (Putting *putting, HavenTable table, gconstpointer staged, GError **error)
{
  gpointer record = haven_staged_dup (table, staged, putting->import_id);
  gint64 before = *(gint64 *) record;
  gboolean put;

  haven_staged_resolve (putting->numbers, table, record);
  *(gint64 *) record = MAX (before, 0);
  put = haven_store_put (putting->store, table, record, error);
  haven_staged_number (putting->numbers, before, *(gint64 *) record);
  haven_record_free (haven_table_get_kind (table), record);
  return put;
}

static guint
count_puts (HavenStaged *staged)
{
  guint n = 0;

  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++)
    n += staged->puts[table]->len;
  return n;
}

static gboolean
put_all (HavenStore *store, HavenStaged *staged, gint64 import_id, GError **error)
{
  g_autoptr (GHashTable) numbers = haven_staged_numbers_new ();
  Putting putting = { store, import_id, numbers };
  guint all = count_puts (staged), done = 0;

  for (guint n = 0; n < HAVEN_N_TABLES; n++) {
    HavenTable table = haven_staged_get_nth_table (n);
    for (guint i = 0; i < staged->puts[table]->len; i++) {
      if (!put_record (&putting, table, staged->puts[table]->pdata[i], error))
        return FALSE;
      haven_progress_tell (++done, all);
    }
  }
  return TRUE;
}

static gboolean
is_same_table (HavenTable table, GPtrArray *a, GPtrArray *b)
{
  const HavenKind *kind = haven_table_get_kind (table);

  if (a == b)
    return TRUE;
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (*(gint64 *) a->pdata[i] != *(gint64 *) b->pdata[i] || !haven_record_equal (kind, a->pdata[i], b->pdata[i]))
      return FALSE;
  return TRUE;
}

/* What the preview was worked out against must be what is there now: else it would undo what came between */
static gboolean
check_unchanged (HavenStore *store, HavenStaged *staged, HavenTables tables, GError **error)
{
  g_autoptr (HavenSchool) now = haven_store_read_school (store, staged->school, tables, error);
  gboolean same = now != NULL;

  for (HavenTable table = 0; same && table < HAVEN_N_TABLES; table++)
    same = is_same_table (table, haven_school_get_table (staged->school, table), haven_school_get_table (now, table));
  if (now != NULL && !same)
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_CONFLICT,
                         _("The records were changed since this file was looked at. Nothing was imported: look at it again."));
  return same;
}

static gboolean
add_audit (HavenStore *store, const HavenImport *receipt, HavenClock clock, GError **error)
{
  g_autofree char *detail = g_strdup_printf ("import %" G_GINT64_FORMAT ", %s: %" G_GINT64_FORMAT " new, %" G_GINT64_FORMAT " changed",
                                             receipt->id, haven_import_type_code (receipt->type), receipt->added, receipt->changed);

  return haven_store_add_audit (store, clock, "import", 0, detail, error);
}

/* The receipt comes first: every row carries its number */
static gboolean
write_import (HavenStore *store, HavenImportPreview *preview, HavenImport *receipt, HavenClock clock, GError **error)
{
  HavenStaged *staged = preview->staged;

  return check_unchanged (store, staged, written[preview->type] | COMPARED, error)
         && haven_store_put_import (store, receipt, error)
         && put_all (store, staged, receipt->id, error)
         && add_audit (store, receipt, clock, error);
}

/* What is asked and needed comes before what is written */
static gboolean
check_answered (HavenImportPreview *preview, GError **error)
{
  g_autofree char *sentence = haven_intake_dup_open (preview);

  if (sentence == NULL)
    return TRUE;
  g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, _("%s Nothing was imported."), sentence);
  return FALSE;
}

char *
haven_intake_dup_open (HavenImportPreview *preview)
{
  if (preview->missing != NULL)
    return g_strdup (preview->missing);
  for (guint i = 0; i < preview->questions->len; i++) {
    const HavenImportQuestion *question = preview->questions->pdata[i];
    if (question->needed && question->answer == NULL)
      return g_strdup (question->sentence);
  }
  return NULL;
}

static GArray *
find_kinds (HavenWorkbook *workbook, const HavenImportChoices *choices, HavenSchool *school, GError **error)
{
  g_autoptr (HavenImportChoices) said = haven_import_choices_copy (choices);

  haven_intake_remember (said, workbook, school);
  return haven_workbook_find_kinds (workbook, said, error);
}

GArray *
haven_intake_list_kinds (const char *path, const HavenImportChoices *choices, HavenSchool *school, GError **error)
{
  g_autoptr (HavenWorkbook) workbook = haven_workbook_open (path, NULL, error);

  return workbook != NULL ? find_kinds (workbook, choices, school, error) : NULL;
}

gboolean
haven_intake_detect (const char *path, HavenImportType *ret_type, GError **error)
{
  g_autoptr (HavenWorkbook) workbook = haven_workbook_open (path, NULL, error);
  g_autoptr (GArray) kinds = workbook != NULL ? haven_workbook_find_kinds (workbook, NULL, error) : NULL;

  if (kinds == NULL || kinds->len == 0)
    return FALSE;
  *ret_type = g_array_index (kinds, HavenImportType, 0);
  return TRUE;
}

/* Of two that hold the same, which is meant only a person can say */
static void
ask_sheet (HavenImportPreview *preview, HavenWorkbook *workbook)
{
  g_autoptr (GPtrArray) sheets = haven_workbook_find_sheets (workbook, preview->choices);
  HavenImportQuestion *question;

  if (haven_workbook_get_n (workbook) < 2 || sheets->len < 2 || preview->choices->type == HAVEN_IMPORT_AUTO)
    return;
  question = haven_import_preview_add_question (preview, g_strdup (HAVEN_ANSWER_SHEET), 0,
                                                g_strdup (_("More than one sheet holds this. Which one is meant?")));
  question->needed = TRUE;
  for (guint i = 0; i < sheets->len; i++)
    haven_import_question_offer (question, haven_sheet_get_name (sheets->pdata[i]), haven_sheet_get_name (sheets->pdata[i]));
}

static HavenSheet *
find_sheet (HavenImportPreview *preview, HavenWorkbook *workbook, GError **error)
{
  HavenSheet *sheet;

  ask_sheet (preview, workbook);
  if (!preview->choices->lenient)
    return haven_workbook_find_sheet (workbook, preview->choices, error);
  sheet = haven_workbook_find_sheet (workbook, preview->choices, NULL);
  return sheet != NULL ? sheet : haven_workbook_get_nth (workbook, 0);
}

/* The sheet that holds the kind, whatever file it stands in */
static gboolean
stage_workbook (HavenImportPreview *preview, HavenWorkbook *workbook, HavenSchool *school, HavenClock clock, GCancellable *cancellable,
                GError **error)
{
  GPtrArray *notes = haven_workbook_get_notes (workbook);
  HavenSheet *sheet;

  preview->remembered = haven_intake_remember (preview->choices, workbook, school);
  sheet = find_sheet (preview, workbook, error);

  for (guint i = 0; i < notes->len; i++)
    g_ptr_array_add (preview->assumptions, g_strdup (notes->pdata[i]));
  return sheet != NULL && haven_intake_stage_sheet (preview, sheet, school, clock, cancellable, error);
}

static HavenImportPreview *
preview_new (const char *path, const HavenImportChoices *choices)
{
  HavenImportPreview *preview = haven_import_preview_new (path, choices->type);

  preview->choices = haven_import_choices_copy (choices);
  return preview;
}

struct _HavenIntakeFile {
  char *path;
  char *name;
  GBytes *bytes;
  HavenWorkbook *workbook;
};

HavenIntakeFile *
haven_intake_file_open (const char *path, GBytes *bytes, GCancellable *cancellable, GError **error)
{
  HavenWorkbook *workbook = bytes != NULL ? haven_workbook_new_from_bytes (bytes, error) : haven_workbook_open (path, cancellable, error);
  HavenIntakeFile *self;

  if (workbook == NULL)
    return NULL;
  self = g_new0 (HavenIntakeFile, 1);
  self->path = g_strdup (path);
  self->name = g_path_get_basename (path);
  self->bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;
  self->workbook = workbook;
  return self;
}

const char *
haven_intake_file_get_name (HavenIntakeFile *self)
{
  return self->name;
}

void
haven_intake_file_free (HavenIntakeFile *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_free (self->name);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  haven_workbook_free (self->workbook);
  g_free (self);
}

GArray *
haven_intake_file_kinds (HavenIntakeFile *self, const HavenImportChoices *choices, HavenSchool *school, GError **error)
{
  return find_kinds (self->workbook, choices, school, error);
}

HavenImportPreview *
haven_intake_file_stage (HavenIntakeFile *self, const HavenImportChoices *choices, HavenSchool *school, HavenClock clock,
                         GCancellable *cancellable, GError **error)
{
  g_autoptr (HavenImportPreview) preview = preview_new (self->path, choices);

  if (self->bytes != NULL)
    preview->bytes = g_bytes_ref (self->bytes);
  if (!stage_workbook (preview, self->workbook, school, clock, cancellable, error))
    return NULL;
  return g_steal_pointer (&preview);
}

const char *
haven_intake_file_find_order (HavenIntakeFile *self, const HavenImportChoices *choices, HavenClock clock)
{
  g_autoptr (HavenImportChoices) any = haven_import_choices_copy (choices);
  guint day_first = 0, month_first = 0;

  any->type = HAVEN_IMPORT_AUTO;
  for (guint i = 0; i < haven_workbook_get_n (self->workbook); i++) {
    guint more_day_first, more_month_first;
    haven_intake_count_orders (haven_workbook_get_nth (self->workbook, i), any, clock, &more_day_first, &more_month_first);
    day_first += more_day_first;
    month_first += more_month_first;
  }
  if ((day_first > 0) == (month_first > 0))
    return NULL;
  return day_first > 0 ? "day-first" : "month-first";
}

HavenImportPreview *
haven_intake_stage_chosen (const char *path, const HavenImportChoices *choices, HavenSchool *school, HavenClock clock,
                           GCancellable *cancellable, GError **error)
{
  g_autoptr (HavenImportPreview) preview = preview_new (path, choices);
  g_autoptr (HavenWorkbook) workbook = haven_workbook_open (path, cancellable, error);

  if (workbook == NULL || !stage_workbook (preview, workbook, school, clock, cancellable, error))
    return NULL;
  return g_steal_pointer (&preview);
}

HavenImportPreview *
haven_intake_stage (const char *path, HavenImportType type, HavenSchool *school, HavenClock clock, GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (HavenImportChoices) choices = haven_import_choices_new (type);

  return haven_intake_stage_chosen (path, choices, school, clock, cancellable, error);
}

HavenImportPreview *
haven_intake_stage_bytes_chosen (const char *file, GBytes *bytes, const HavenImportChoices *choices, HavenSchool *school,
                                 HavenClock clock, GError **error)
{
  g_autoptr (HavenImportPreview) preview = preview_new (file, choices);
  g_autoptr (HavenWorkbook) workbook = NULL;

  preview->bytes = g_bytes_ref (bytes);
  if (choices->type == HAVEN_IMPORT_TRANSFER)
    return haven_transfer_stage (preview, bytes, school, clock, error) ? g_steal_pointer (&preview) : NULL;
  workbook = haven_workbook_new_from_bytes (bytes, error);
  if (workbook == NULL || !stage_workbook (preview, workbook, school, clock, NULL, error))
    return NULL;
  return g_steal_pointer (&preview);
}

HavenImportPreview *
haven_intake_stage_bytes (const char *file, GBytes *bytes, HavenImportType type, HavenSchool *school, HavenClock clock, GError **error)
{
  g_autoptr (HavenImportChoices) choices = haven_import_choices_new (type);

  return haven_intake_stage_bytes_chosen (file, bytes, choices, school, clock, error);
}

HavenSchool *
haven_intake_preview_school (HavenSchool *school, HavenImportPreview *preview)
{
  return haven_staged_imagine (preview->staged, school);
}

HavenTables
haven_intake_get_tables (HavenImportType type)
{
  return written[type] | HAVEN_TABLE_BIT (HAVEN_TABLE_IMPORTS);
}

gboolean
haven_intake_apply (HavenStore *store, HavenImportPreview *preview, HavenClock clock, gint64 *ret_import_id, GError **error)
{
  HavenStaged *staged = preview->staged;
  g_autoptr (HavenImport) receipt = NULL;

  if (!check_answered (preview, error))
    return FALSE;
  receipt = haven_receipt_new (preview, staged->digest, haven_store_get_user (store), clock);
  if (!haven_store_begin (store, TRUE, error))
    return FALSE;
  if (!write_import (store, preview, receipt, clock, error)) {
    haven_store_rollback (store);
    return FALSE;
  }
  if (!haven_store_commit (store, NULL, NULL, error))
    return FALSE;
  if (ret_import_id != NULL)
    *ret_import_id = receipt->id;
  return TRUE;
}
