/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-erasing.h"

#include "haven-statement.h"
#include "haven-store-private.h"

/* Where copies of this store were written. A path says something of the computer that it is on, and of nobody in the school. */

static const char note_sql[] =
  "INSERT INTO copies (path, type, made_at) VALUES (?1, ?2, ?3)"
  " ON CONFLICT (path) DO UPDATE SET type = excluded.type, made_at = excluded.made_at";
static const char forget_sql[] = "DELETE FROM copies WHERE path = ?1";
static const char list_sql[] = "SELECT path, type, made_at FROM copies ORDER BY id";

void
haven_copy_free (HavenCopy *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_free (self->type);
  g_free (self);
}

gboolean
haven_copies_note (HavenConnection *connection, const char *path, const char *type, gint64 now, GError **error)
{
  HavenStatement *statement = haven_connection_get_statement (connection, note_sql, error);

  if (statement == NULL)
    return FALSE;
  haven_statement_bind_text (statement, 1, path);
  haven_statement_bind_text (statement, 2, type);
  haven_statement_bind_int (statement, 3, now);
  return haven_statement_run (statement, error);
}

gboolean
haven_store_note_backup (HavenStore *self, const char *path, gint64 now, GError **error)
{
  HAVEN_STORE_ASSERT_WRITING (self);
  return haven_copies_note (self->connection, path, HAVEN_COPY_BACKUP, now, error);
}

gboolean
haven_store_forget_copy (HavenStore *self, const char *path, GError **error)
{
  HavenStatement *statement = haven_connection_get_statement (self->connection, forget_sql, error);

  HAVEN_STORE_ASSERT_WRITING (self);
  if (statement == NULL)
    return FALSE;
  haven_statement_bind_text (statement, 1, path);
  return haven_statement_run (statement, error);
}

static HavenCopy *
read_copy (HavenStatement *statement)
{
  HavenCopy *copy = g_new0 (HavenCopy, 1);

  copy->path = haven_statement_dup_text (statement, 0);
  copy->type = haven_statement_dup_text (statement, 1);
  copy->made_at = haven_statement_get_int (statement, 2);
  return copy;
}

GPtrArray *
haven_store_list_copies (HavenStore *self, GError **error)
{
  HavenStatement *statement = haven_connection_get_statement (self->connection, list_sql, error);
  g_autoptr (GPtrArray) copies = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_copy_free);
  gboolean row = FALSE;

  HAVEN_STORE_ASSERT_OWNER (self);
  while (statement != NULL && haven_statement_step (statement, &row, error)) {
    if (!row)
      return g_steal_pointer (&copies);
    g_ptr_array_add (copies, read_copy (statement));
  }
  return NULL;
}
