/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-intake.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-intake-stage.h"
#include "haven-mapping.h"
#include "haven-receipt.h"
#include "haven-staged.h"

/* What staging reads, whatever the kind: who is there, and who has had a social worker */
#define COMPARED (HAVEN_TABLE_BIT (HAVEN_TABLE_PUPILS) | HAVEN_TABLE_BIT (HAVEN_TABLE_SPELLS) | HAVEN_TABLE_BIT (HAVEN_TABLE_SETTINGS))

static const guint written[] = {
  [HAVEN_IMPORT_PUPILS] = HAVEN_TABLE_BIT (HAVEN_TABLE_PUPILS) | HAVEN_TABLE_BIT (HAVEN_TABLE_SPELLS),
  [HAVEN_IMPORT_STATUSES] = HAVEN_TABLE_BIT (HAVEN_TABLE_SPELLS),
  [HAVEN_IMPORT_MARKS] = HAVEN_TABLE_BIT (HAVEN_TABLE_REGISTERS) | HAVEN_TABLE_BIT (HAVEN_TABLE_WEEKS),
  [HAVEN_IMPORT_SUSPENSIONS] = HAVEN_TABLE_BIT (HAVEN_TABLE_SUSPENSIONS),
  [HAVEN_IMPORT_TOTALS] = HAVEN_TABLE_BIT (HAVEN_TABLE_TOTALS) | HAVEN_TABLE_BIT (HAVEN_TABLE_WEEKS),
  [HAVEN_IMPORT_ATTAINMENT] = HAVEN_TABLE_BIT (HAVEN_TABLE_ATTAINMENT),
  [HAVEN_IMPORT_SCHOOL_ATTAINMENT] = HAVEN_TABLE_BIT (HAVEN_TABLE_SCHOOL_ATTAINMENT),
  [HAVEN_IMPORT_AUTHORITY_LIST] = HAVEN_TABLE_BIT (HAVEN_TABLE_SPELLS) | HAVEN_TABLE_BIT (HAVEN_TABLE_PEOPLE),
  [HAVEN_IMPORT_AUTO] = 0,
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

static gboolean
put_all (HavenStore *store, HavenStaged *staged, gint64 import_id, GError **error)
{
  g_autoptr (GHashTable) numbers = haven_staged_numbers_new ();
  Putting putting = { store, import_id, numbers };

  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++)
    for (guint i = 0; i < staged->puts[table]->len; i++)
      if (!put_record (&putting, table, staged->puts[table]->pdata[i], error))
        return FALSE;
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
check_unchanged (HavenStore *store, HavenStaged *staged, guint tables, GError **error)
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

gboolean
haven_intake_detect (const char *path, HavenImportType *ret_type, GError **error)
{
  g_autoptr (HavenSheet) sheet = haven_sheet_open (path, NULL, error);
  g_autoptr (HavenMapping) mapping = sheet != NULL ? haven_mapping_detect (sheet, HAVEN_IMPORT_AUTO, error) : NULL;

  if (mapping == NULL)
    return FALSE;
  *ret_type = mapping->type;
  return TRUE;
}

HavenImportPreview *
haven_intake_stage (const char *path, HavenImportType type, HavenSchool *school, HavenClock clock, GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (HavenImportPreview) preview = haven_import_preview_new (path, type);
  g_autoptr (HavenSheet) sheet = haven_sheet_open (path, cancellable, error);

  if (sheet == NULL || !haven_intake_stage_sheet (preview, sheet, school, clock, cancellable, error))
    return NULL;
  return g_steal_pointer (&preview);
}

HavenImportPreview *
haven_intake_stage_bytes (const char *file, GBytes *bytes, HavenImportType type, HavenSchool *school, HavenClock clock, GError **error)
{
  g_autoptr (HavenImportPreview) preview = haven_import_preview_new (file, type);
  g_autoptr (HavenSheet) sheet = haven_sheet_new_from_bytes (bytes, error);

  preview->bytes = g_bytes_ref (bytes);
  if (sheet == NULL || !haven_intake_stage_sheet (preview, sheet, school, clock, NULL, error))
    return NULL;
  return g_steal_pointer (&preview);
}

HavenSchool *
haven_intake_preview_school (HavenSchool *school, HavenImportPreview *preview)
{
  return haven_staged_imagine (preview->staged, school);
}

guint
haven_intake_get_tables (HavenImportType type)
{
  return written[type] | HAVEN_TABLE_BIT (HAVEN_TABLE_IMPORTS);
}

gboolean
haven_intake_apply (HavenStore *store, HavenImportPreview *preview, HavenClock clock, gint64 *ret_import_id, GError **error)
{
  HavenStaged *staged = preview->staged;
  g_autoptr (HavenImport) receipt = haven_receipt_new (preview, staged->digest, haven_store_get_user (store), clock);

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
