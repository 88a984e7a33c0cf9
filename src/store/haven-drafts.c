/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-store-private.h"

#include "haven-statement.h"

#include <glib/gi18n-lib.h>

/* What somebody was typing, sealed to the public key of whoever typed it. No part of undo, and of no audit: nothing is decided yet. */

static const char keep_sql[] =
  "INSERT INTO drafts (owner, key, sealed, kept_at) VALUES (?1, ?2, ?3, ?4)"
  " ON CONFLICT (owner, key) DO UPDATE SET sealed = excluded.sealed, kept_at = excluded.kept_at";
static const char get_sql[] = "SELECT sealed FROM drafts WHERE owner = ?1 AND key = ?2";
static const char drop_sql[] = "DELETE FROM drafts WHERE owner = ?1 AND key = ?2";
static const char list_sql[] = "SELECT key FROM drafts WHERE owner = ?1 ORDER BY key";
static const char all_sql[] = "SELECT owner, key, sealed, kept_at FROM drafts ORDER BY id";
static const char owners_sql[] = "SELECT DISTINCT owner FROM drafts ORDER BY owner";
static const char forget_sql[] = "DELETE FROM drafts WHERE owner = ?1";

static HavenStatement *
prepare (HavenStore *self, const char *sql, GError **error)
{
  HavenStatement *statement = haven_connection_get_statement (self->connection, sql, error);

  if (statement != NULL)
    haven_statement_bind_bytes (statement, 1, haven_keys_get_own_key (self->keys));
  return statement;
}

static gboolean
write_draft (HavenStore *self, HavenClock clock, const char *key, GBytes *draft, GError **error)
{
  HavenStatement *statement = prepare (self, keep_sql, error);
  g_autoptr(GBytes) sealed = haven_seal (haven_keys_get_own_key (self->keys), draft);

  if (statement == NULL)
    return FALSE;
  haven_statement_bind_text (statement, 2, key);
  haven_statement_bind_bytes (statement, 3, sealed);
  haven_statement_bind_int (statement, 4, clock.now);
  return haven_statement_run (statement, error);
}

static gboolean
remove_draft (HavenStore *self, const char *key, GError **error)
{
  HavenStatement *statement = prepare (self, drop_sql, error);

  if (statement == NULL)
    return FALSE;
  haven_statement_bind_text (statement, 2, key);
  return haven_statement_run (statement, error);
}

static gboolean
end (HavenStore *self, gboolean done, GError **error)
{
  if (done)
    return haven_store_commit (self, NULL, NULL, error);
  haven_store_rollback (self);
  return FALSE;
}

gboolean
haven_store_keep_draft (HavenStore *self, HavenClock clock, const char *key, GBytes *draft, GError **error)
{
  return haven_store_begin (self, FALSE, error) && end (self, write_draft (self, clock, key, draft, error), error);
}

gboolean
haven_store_drop_draft (HavenStore *self, const char *key, GError **error)
{
  return haven_store_begin (self, FALSE, error) && end (self, remove_draft (self, key, error), error);
}

GBytes *
haven_store_get_draft (HavenStore *self, const char *key, GError **error)
{
  HavenStatement *statement;
  g_autoptr(GBytes) sealed = NULL;
  gboolean row = FALSE;

  HAVEN_STORE_ASSERT_OWNER (self);
  statement = prepare (self, get_sql, error);
  if (statement == NULL)
    return NULL;
  haven_statement_bind_text (statement, 2, key);
  if (!haven_statement_step (statement, &row, error))
    return NULL;
  sealed = row ? haven_statement_dup_bytes (statement, 0) : NULL;
  haven_statement_reset (statement);
  if (sealed != NULL)
    return haven_keys_open_for_me (self->keys, sealed, error);
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND, _("There is no draft of this."));
  return NULL;
}

GStrv
haven_store_list_drafts (HavenStore *self, GError **error)
{
  HavenStatement *statement;
  g_autoptr(GStrvBuilder) keys = g_strv_builder_new ();
  gboolean row = TRUE;

  HAVEN_STORE_ASSERT_OWNER (self);
  statement = prepare (self, list_sql, error);
  while (statement != NULL && haven_statement_step (statement, &row, error)) {
    if (!row)
      return g_strv_builder_end (keys);
    g_strv_builder_add (keys, haven_statement_peek_text (statement, 0));
  }
  return NULL;
}

/* ---- those whose owner is gone ---- */

static GPtrArray *
list_owners (HavenStore *self, GError **error)
{
  HavenStatement *statement = haven_connection_get_statement (self->connection, owners_sql, error);
  g_autoptr(GPtrArray) owners = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  gboolean row = TRUE;

  while (statement != NULL && haven_statement_step (statement, &row, error)) {
    if (!row)
      return g_steal_pointer (&owners);
    g_ptr_array_add (owners, haven_statement_dup_bytes (statement, 0));
  }
  return NULL;
}

static gboolean
forget_owner (HavenStore *self, GBytes *owner, GError **error)
{
  HavenStatement *statement = haven_connection_get_statement (self->connection, forget_sql, error);

  if (statement == NULL)
    return FALSE;
  haven_statement_bind_bytes (statement, 1, owner);
  return haven_statement_run (statement, error);
}

gboolean
haven_store_forget_orphans (HavenStore *self, GError **error)
{
  g_autoptr(GPtrArray) owners = list_owners (self, error);
  g_autoptr(GPtrArray) people = haven_keys_list_public (self->keys);

  for (guint i = 0; owners != NULL && i < owners->len; i++) {
    GBytes *owner = g_ptr_array_index (owners, i);
    if (!g_ptr_array_find_with_equal_func (people, owner, g_bytes_equal, NULL) && !forget_owner (self, owner, error))
      return FALSE;
  }
  return owners != NULL;
}

/* ---- those of another copy of the same store ---- */

typedef struct {
  GBytes *owner;
  char *key;
  GBytes *sealed;
  gint64 kept_at;
} Draft;

static void
free_draft (gpointer data)
{
  Draft *draft = data;

  g_clear_pointer (&draft->owner, g_bytes_unref);
  g_clear_pointer (&draft->sealed, g_bytes_unref);
  g_free (draft->key);
  g_free (draft);
}

static GPtrArray *
read_drafts (HavenStore *self, GError **error)
{
  HavenStatement *statement = haven_connection_get_statement (self->connection, all_sql, error);
  g_autoptr(GPtrArray) drafts = g_ptr_array_new_with_free_func (free_draft);
  gboolean row = TRUE;

  while (statement != NULL && haven_statement_step (statement, &row, error)) {
    Draft *draft;
    if (!row)
      return g_steal_pointer (&drafts);
    draft = g_new0 (Draft, 1);
    draft->owner = haven_statement_dup_bytes (statement, 0);
    draft->key = haven_statement_dup_text (statement, 1);
    draft->sealed = haven_statement_dup_bytes (statement, 2);
    draft->kept_at = haven_statement_get_int (statement, 3);
    g_ptr_array_add (drafts, draft);
  }
  return NULL;
}

static const Draft *
find_draft (GPtrArray *drafts, const Draft *like)
{
  for (guint i = 0; i < drafts->len; i++) {
    const Draft *draft = g_ptr_array_index (drafts, i);
    if (g_bytes_equal (draft->owner, like->owner) && g_str_equal (draft->key, like->key))
      return draft;
  }
  return NULL;
}

/* The later of two; one that was dropped here stays dropped unless it was typed on there. */
static gboolean
is_wanted (const Draft *theirs, const Draft *mine, const Draft *base)
{
  if (base != NULL && g_bytes_equal (theirs->sealed, base->sealed))
    return FALSE;
  return mine == NULL || theirs->kept_at > mine->kept_at;
}

static gboolean
put_draft (HavenStore *self, const Draft *draft, GError **error)
{
  HavenStatement *statement = haven_connection_get_statement (self->connection, keep_sql, error);

  if (statement == NULL)
    return FALSE;
  haven_statement_bind_bytes (statement, 1, draft->owner);
  haven_statement_bind_text (statement, 2, draft->key);
  haven_statement_bind_bytes (statement, 3, draft->sealed);
  haven_statement_bind_int (statement, 4, draft->kept_at);
  return haven_statement_run (statement, error);
}

gboolean
haven_store_take_drafts (HavenStore *self, HavenStore *theirs, HavenStore *base, GError **error)
{
  g_autoptr(GPtrArray) mine = read_drafts (self, error);
  g_autoptr(GPtrArray) there = mine != NULL ? read_drafts (theirs, error) : NULL;
  g_autoptr(GPtrArray) before = there != NULL ? read_drafts (base, error) : NULL;

  for (guint i = 0; before != NULL && i < there->len; i++) {
    const Draft *draft = g_ptr_array_index (there, i);
    if (is_wanted (draft, find_draft (mine, draft), find_draft (before, draft)) && !put_draft (self, draft, error))
      return FALSE;
  }
  return before != NULL;
}
