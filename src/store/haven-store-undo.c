/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-store-private.h"

#include "haven-statement.h"
#include "haven-tables.h"

#include <glib/gi18n-lib.h>

static const char keep_sql[] = "INSERT INTO import_undo (id, changes) VALUES (?1, ?2)";
static const char find_sql[] = "SELECT i.undone_at, u.changes FROM imports i LEFT JOIN import_undo u ON u.id = i.id WHERE i.id = ?1";
static const char mark_sql[] = "UPDATE imports SET undone_at = ?2 WHERE id = ?1";
static const char forget_sql[] = "DELETE FROM import_undo WHERE id = ?1";

/* In words: "notes, registers" */
static char *
list_in_words (GPtrArray *names)
{
  GString *words = g_string_new (NULL);
  HavenTable table;

  for (guint i = 0; i < names->len; i++) {
    const char *name = g_ptr_array_index (names, i);
    if (words->len > 0)
      g_string_append (words, ", ");
    g_string_append (words, haven_tables_find (name, &table) ? _(haven_tables_get (table)->what) : name);
  }
  return g_string_free (words, FALSE);
}

/* Says what is in the way, where the connection could only say that something is. */
static gboolean
take_back (HavenStore *self, GBytes *changeset, GError **error)
{
  g_autoptr(GPtrArray) in_the_way = g_ptr_array_new ();
  g_autoptr(GError) local = NULL;
  g_autofree char *words = NULL;

  if (haven_connection_apply_inverse (self->connection, changeset, in_the_way, &local))
    return TRUE;
  if (!g_error_matches (local, HAVEN_ERROR, HAVEN_ERROR_CONFLICT) || in_the_way->len == 0) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  words = list_in_words (in_the_way);
  g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_CONFLICT,
               _("This cannot be taken back, because what it wrote was changed or added to since (%s). Nothing was changed. "
                 "Take the later changes back first."), words);
  return FALSE;
}

static gboolean
refuse (HavenErrorCode code, const char *message, GError **error)
{
  g_set_error_literal (error, HAVEN_ERROR, code, message);
  return FALSE;
}

static gboolean
read_undo (HavenStore *self, gint64 import_id, GBytes **ret_changes, GError **error)
{
  HavenStatement *statement = haven_connection_get_statement (self->connection, find_sql, error);
  gboolean row = FALSE;
  gboolean undone;

  if (statement == NULL)
    return FALSE;
  haven_statement_bind_int (statement, 1, import_id);
  if (!haven_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    return refuse (HAVEN_ERROR_NOT_FOUND, _("There is no import of that number. Nothing was changed."), error);
  undone = haven_statement_get_int (statement, 0) != 0;
  *ret_changes = haven_statement_dup_bytes (statement, 1);
  haven_statement_reset (statement);
  if (undone)
    return refuse (HAVEN_ERROR_INVALID, _("This import was taken back already. Nothing was changed."), error);
  if (*ret_changes == NULL)
    return refuse (HAVEN_ERROR_INVALID, _("What this import changed was not kept, so it cannot be taken back. Nothing was changed."),
                   error);
  return TRUE;
}

static gboolean
mark_undone (HavenStore *self, gint64 import_id, gint64 now, GError **error)
{
  HavenStatement *mark = haven_connection_get_statement (self->connection, mark_sql, error);
  HavenStatement *forget = mark != NULL ? haven_connection_get_statement (self->connection, forget_sql, error) : NULL;

  if (forget == NULL)
    return FALSE;
  haven_statement_bind_int (mark, 1, import_id);
  haven_statement_bind_int (mark, 2, now);
  haven_statement_bind_int (forget, 1, import_id);
  return haven_statement_run (mark, error) && haven_statement_run (forget, error);
}

const char *const *
haven_store_get_undoable (void)
{
  static const char *names[HAVEN_N_TABLES + 3];
  static gsize filled = 0;

  if (g_once_init_enter (&filled)) {
    guint n = 0;
    for (HavenTable table = 0; table < HAVEN_N_TABLES; table++) {
      if (haven_tables_get (table)->undoable)
        names[n++] = haven_tables_get (table)->kind->name;
    }
    names[n++] = "note_texts";
    names[n++] = "note_seals";
    g_once_init_leave (&filled, 1);
  }
  return names;
}

gboolean
haven_store_keep_undo (HavenStore *self, GBytes *changeset, GError **error)
{
  HavenStatement *statement = haven_connection_get_statement (self->connection, keep_sql, error);
  g_autoptr(GBytes) nothing = g_bytes_new (NULL, 0);

  if (statement == NULL)
    return FALSE;
  haven_statement_bind_int (statement, 1, self->import_id);
  haven_statement_bind_bytes (statement, 2, changeset != NULL ? changeset : nothing);
  return haven_statement_run (statement, error);
}

gboolean
haven_store_drop_undo (HavenStore *self, gint64 import_id, GError **error)
{
  HavenStatement *forget = haven_connection_get_statement (self->connection, forget_sql, error);

  if (forget == NULL)
    return FALSE;
  haven_statement_bind_int (forget, 1, import_id);
  return haven_statement_run (forget, error);
}

static GBytes *
find_changes (HavenStore *self, gint64 import_id)
{
  HavenStatement *statement = haven_connection_get_statement (self->connection, find_sql, NULL);
  gboolean row = FALSE;
  GBytes *changes;

  if (statement == NULL)
    return NULL;
  haven_statement_bind_int (statement, 1, import_id);
  if (!haven_statement_step (statement, &row, NULL))
    return NULL;
  changes = row ? haven_statement_dup_bytes (statement, 1) : NULL;
  haven_statement_reset (statement);
  return changes;
}

gboolean
haven_store_take_undo (HavenStore *self, HavenStore *theirs, gint64 import_id, GError **error)
{
  g_autoptr(GBytes) changes = find_changes (theirs, import_id);
  HavenStatement *keep;

  if (!haven_store_drop_undo (self, import_id, error))
    return FALSE;
  if (changes == NULL)
    return TRUE;
  keep = haven_connection_get_statement (self->connection, keep_sql, error);
  if (keep == NULL)
    return FALSE;
  haven_statement_bind_int (keep, 1, import_id);
  haven_statement_bind_bytes (keep, 2, changes);
  return haven_statement_run (keep, error);
}

gboolean
haven_store_put_import (HavenStore *self, HavenImport *receipt, GError **error)
{
  if (!haven_store_put (self, HAVEN_TABLE_IMPORTS, receipt, error))
    return FALSE;
  self->import_id = receipt->id;
  return TRUE;
}

gboolean
haven_store_take_back (HavenStore *self, GBytes *changeset, GError **error)
{
  HAVEN_STORE_ASSERT_WRITING (self);
  return haven_store_check_own (self, error) && take_back (self, changeset, error);
}

gboolean
haven_store_undo_import (HavenStore *self, gint64 import_id, HavenClock clock, GError **error)
{
  g_autoptr(GBytes) changes = NULL;

  HAVEN_STORE_ASSERT_WRITING (self);
  if (!haven_store_check_own (self, error) || !read_undo (self, import_id, &changes, error))
    return FALSE;
  if (g_bytes_get_size (changes) > 0 && !take_back (self, changes, error))
    return FALSE;
  return mark_undone (self, import_id, clock.now, error);
}
