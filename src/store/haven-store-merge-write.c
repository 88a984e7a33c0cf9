/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-store-merge-private.h"

#include "haven-audit.h"
#include "haven-statement.h"

#include <glib/gi18n-lib.h>

/* References are right at the end of the transaction, and not after each row. */
static const char defer_sql[] = "PRAGMA defer_foreign_keys = ON";
static const char last_number_sql[] = "SELECT seq FROM sqlite_sequence WHERE name = ?1";
static const char raise_number_sql[] = "UPDATE sqlite_sequence SET seq = ?2 WHERE name = ?1 AND seq < ?2";

/* ---- rows: what is not in the result goes, then the rest is made as it is there ---- */

static GHashTable *
index_records (GPtrArray *records)
{
  GHashTable *by_id = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < records->len; i++)
    g_hash_table_insert (by_id, g_ptr_array_index (records, i), g_ptr_array_index (records, i));
  return by_id;
}

/* It may have gone with what it hung on. */
static gboolean
remove_row (HavenStore *self, HavenTable table, gint64 id, GError **error)
{
  GError *local = NULL;

  if (haven_store_remove (self, table, id, &local))
    return TRUE;
  if (g_error_matches (local, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND)) {
    g_error_free (local);
    return TRUE;
  }
  g_propagate_error (error, local);
  return FALSE;
}

static gboolean
remove_unwanted (HavenStore *self, HavenSchool *mine, GPtrArray **result, HavenTable table, GError **error)
{
  g_autoptr(GHashTable) wanted = index_records (result[table]);
  GPtrArray *records = haven_school_get_table (mine, table);

  for (guint i = 0; i < records->len; i++) {
    const gint64 *id = g_ptr_array_index (records, i);
    if (!g_hash_table_contains (wanted, id) && !remove_row (self, table, *id, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
put_row (HavenStore *self, HavenTable table, gpointer record, gconstpointer before, GError **error)
{
  if (before == NULL)
    return haven_store_insert (self, table, record, error);
  return haven_record_equal (haven_table_get_kind (table), before, record) || haven_store_put (self, table, record, error);
}

static gboolean
put_wanted (HavenStore *self, HavenSchool *left, GPtrArray **result, HavenTable table, GError **error)
{
  g_autoptr(GHashTable) there = index_records (haven_school_get_table (left, table));

  for (guint i = 0; i < result[table]->len; i++) {
    gpointer record = g_ptr_array_index (result[table], i);
    if (g_hash_table_contains (there, record) && !put_row (self, table, record, g_hash_table_lookup (there, record), error))
      return FALSE;
  }
  for (guint i = 0; i < result[table]->len; i++) {
    gpointer record = g_ptr_array_index (result[table], i);
    if (!g_hash_table_contains (there, record) && !put_row (self, table, record, NULL, error))
      return FALSE;
  }
  return TRUE;
}

/* Two pupils may have exchanged theirs: a UPN that a pupil loses is free before another takes it. */
static gboolean
free_upns (HavenStore *self, HavenSchool *left, GPtrArray **result, GError **error)
{
  for (guint i = 0; i < result[HAVEN_TABLE_PUPILS]->len; i++) {
    const HavenPupil *wanted = g_ptr_array_index (result[HAVEN_TABLE_PUPILS], i);
    const HavenPupil *pupil = haven_school_get_pupil (left, wanted->id);
    g_autoptr(HavenPupil) bare = NULL;
    if (pupil == NULL || pupil->upn == NULL || g_strcmp0 (pupil->upn, wanted->upn) == 0)
      continue;
    bare = haven_pupil_copy (pupil);
    g_clear_pointer (&bare->upn, g_free);
    if (!haven_store_put (self, HAVEN_TABLE_PUPILS, bare, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
write_rows (HavenStore *self, HavenSchool *mine, GPtrArray **result, GError **error)
{
  g_autoptr(HavenSchool) left = NULL;

  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++)
    if (!remove_unwanted (self, mine, result, table, error))
      return FALSE;
  left = haven_store_read_school (self, NULL, HAVEN_ALL_TABLES, error);
  if (left == NULL || !free_upns (self, left, result, error))
    return FALSE;
  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++)
    if (!put_wanted (self, left, result, table, error))
      return FALSE;
  return TRUE;
}

/* ---- imports: how each is taken back goes with it, as long as its rows have the numbers that it names ---- */

static gboolean
drop_own_undo (HavenStore *self, HavenStoreMerge *merge, GError **error)
{
  GPtrArray *imports = haven_school_get_table (merge->mine, HAVEN_TABLE_IMPORTS);

  for (guint i = 0; i < imports->len; i++) {
    gint64 id = *(const gint64 *) g_ptr_array_index (imports, i);
    if (haven_merge_get_new_id (merge->merge, HAVEN_TABLE_IMPORTS, id) != id && !haven_store_drop_undo (self, id, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
take_their_undo (HavenStore *self, HavenStoreMerge *merge, GPtrArray *imports, GError **error)
{
  g_autoptr(HavenSchool) theirs = haven_store_read_school (merge->theirs, NULL, HAVEN_ALL_TABLES, error);
  g_autoptr(HavenSchool) base = theirs != NULL ? haven_store_read_school (merge->base, NULL, HAVEN_ALL_TABLES, error) : NULL;

  for (guint i = 0; base != NULL && i < imports->len; i++) {
    gint64 id = *(const gint64 *) g_ptr_array_index (imports, i);
    if (haven_school_get_record (theirs, HAVEN_TABLE_IMPORTS, id) != NULL
        && haven_school_get_record (base, HAVEN_TABLE_IMPORTS, id) == NULL
        && !haven_store_take_undo (self, merge->theirs, id, error))
      return FALSE;
  }
  return base != NULL;
}

/* ---- numbers that were used once are not used again ---- */

static gboolean
read_last_number (HavenStore *store, const char *table, gint64 *ret_number, GError **error)
{
  HavenStatement *statement = haven_connection_get_statement (store->connection, last_number_sql, error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  haven_statement_bind_text (statement, 1, table);
  if (!haven_statement_step (statement, &row, error))
    return FALSE;
  *ret_number = row ? haven_statement_get_int (statement, 0) : 0;
  haven_statement_reset (statement);
  return TRUE;
}

static gboolean
raise_number (HavenStore *self, HavenStore *theirs, const char *table, GError **error)
{
  HavenStatement *statement;
  gint64 number = 0;

  if (!read_last_number (theirs, table, &number, error))
    return FALSE;
  statement = haven_connection_get_statement (self->connection, raise_number_sql, error);
  if (statement == NULL)
    return FALSE;
  haven_statement_bind_text (statement, 1, table);
  haven_statement_bind_int (statement, 2, number);
  return haven_statement_run (statement, error);
}

/* ---- the audit: what was told there, the new numbers, and that it was merged ---- */

static gboolean
tell_new_number (HavenStore *self, HavenStoreMerge *merge, gint64 id, HavenClock clock, GError **error)
{
  gint64 number = haven_merge_get_new_id (merge->merge, HAVEN_TABLE_PUPILS, id);
  g_autofree char *detail = g_strdup_printf ("was %" G_GINT64_FORMAT " in lines before this", id);

  return number == id || haven_store_add_audit (self, clock, "renumber", number, detail, error);
}

static gboolean
write_audit (HavenStore *self, HavenStoreMerge *merge, HavenClock clock, GError **error)
{
  g_autofree char *digest = haven_store_merge_tell_digest (merge);
  g_autofree char *detail = g_strdup_printf ("%s, %u conflicts", digest, haven_merge_get_conflicts (merge->merge)->len);

  for (guint i = 0; i < haven_school_get_n_pupils (merge->mine); i++)
    if (!tell_new_number (self, merge, haven_school_get_nth_pupil (merge->mine, i)->id, clock, error))
      return FALSE;
  for (guint i = 0; i < merge->new_lines->len && !merge->told; i++)
    if (!haven_audit_add (self->connection, g_ptr_array_index (merge->new_lines, i), error))
      return FALSE;
  return haven_store_add_audit (self, clock, HAVEN_STORE_MERGE_ACTION, 0, detail, error);
}

static gboolean
write_all (HavenStore *self, HavenStoreMerge *merge, GPtrArray **result, HavenClock clock, GError **error)
{
  return haven_connection_run (self->connection, defer_sql, error)
         && drop_own_undo (self, merge, error)
         && write_rows (self, merge->mine, result, error)
         && take_their_undo (self, merge, result[HAVEN_TABLE_IMPORTS], error)
         && raise_number (self, merge->theirs, "pupils", error)
         && raise_number (self, merge->theirs, "imports", error)
         && haven_store_take_drafts (self, merge->theirs, merge->base, error)
         && haven_store_set (self, HAVEN_SNAPSHOT_BASE, merge->digest, error)
         && write_audit (self, merge, clock, error);
}

gboolean
haven_store_merge_write (HavenStore *self, HavenStoreMerge *merge, HavenClock clock, GError **error)
{
  GPtrArray *result[HAVEN_N_TABLES] = { NULL };
  gboolean done;

  if (!haven_merge_make (merge->merge, result)) {
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_CONFLICT,
                         _("Both sides changed the same, and not all of that is settled. Nothing was merged."));
    return FALSE;
  }
  done = write_all (self, merge, result, clock, error);
  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++)
    g_ptr_array_unref (result[table]);
  return done;
}
