/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-store-private.h"

#include "haven-connection-private.h"
#include "haven-seals.h"
#include "haven-statement.h"

#include <glib/gi18n-lib.h>

/* The keys file and the records change together. The file is written within the transaction and before its end: a death in between
 * leaves new keys beside old records, which the digest shows to whoever opens the store next, and what is missing is made up for. */

static const char read_digest_sql[] = "SELECT digest FROM keys_seen WHERE id = 1";
static const char keep_digest_sql[] =
  "INSERT INTO keys_seen (id, digest) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET digest = excluded.digest";

static gboolean
read_digest (HavenStore *self, char **ret_digest, GError **error)
{
  HavenStatement *statement = haven_connection_get_statement (self->connection, read_digest_sql, error);
  gboolean row = FALSE;

  if (statement == NULL || !haven_statement_step (statement, &row, error))
    return FALSE;
  *ret_digest = row ? haven_statement_dup_text (statement, 0) : NULL;
  haven_statement_reset (statement);
  return TRUE;
}

static gboolean
keep_digest (HavenStore *self, GError **error)
{
  HavenStatement *statement = haven_connection_get_statement (self->connection, keep_digest_sql, error);
  g_autofree char *digest = haven_keys_dup_digest (self->keys);

  if (statement == NULL)
    return FALSE;
  haven_statement_bind_text (statement, 1, digest);
  return haven_statement_run (statement, error);
}

gboolean
haven_store_bring_in_line (HavenStore *self, GError **error)
{
  return haven_seals_settle (self->connection, self->keys, error)
         && haven_store_forget_orphans (self, error)
         && keep_digest (self, error);
}

/* ---- one change ---- */

typedef struct {
  const char *name;
  const char *new_name;
  const char *before;                      /* passphrases */
  const char *after;
  HavenRole role;
} Change;

typedef gboolean (*ChangeKeys) (HavenKeys *keys, const Change *change, GError **error);

gboolean
haven_store_write_keys (HavenStore *self, GError **error)
{
  return haven_connection_allow_write (self->connection, error) && haven_keys_write (self->keys, error);
}

static void
take_name (HavenStore *self)
{
  g_free (self->user);
  self->user = g_strdup (haven_keys_get_name (self->keys));
}

static gboolean
change_all (HavenStore *self, HavenClock clock, const char *action, ChangeKeys func, const Change *change, GError **error)
{
  return func (self->keys, change, error)
         && haven_store_bring_in_line (self, error)
         && haven_store_add_audit (self, clock, action, 0, change->name, error)
         && haven_store_write_keys (self, error)
         && haven_store_commit (self, NULL, NULL, error);
}

static gboolean
change_people (HavenStore *self, HavenClock clock, const char *action, ChangeKeys func, const Change *change, GError **error)
{
  if (!haven_store_check_writer (self, error) || !haven_store_check_own (self, error) || !haven_store_begin (self, FALSE, error))
    return FALSE;
  haven_keys_begin (self->keys);
  if (change_all (self, clock, action, func, change, error)) {
    haven_keys_end (self->keys);
    take_name (self);
    return TRUE;
  }
  haven_store_rollback (self);
  haven_keys_rollback (self->keys, error);
  take_name (self);
  return FALSE;
}

static gboolean
add (HavenKeys *keys, const Change *change, GError **error)
{
  const HavenStoreUser user = { change->name, change->role, change->after };

  return haven_keys_add (keys, &user, error);
}

static gboolean
remove_person (HavenKeys *keys, const Change *change, GError **error)
{
  return haven_keys_remove (keys, change->name, error);
}

static gboolean
change_role (HavenKeys *keys, const Change *change, GError **error)
{
  return haven_keys_change_role (keys, change->name, change->role, error);
}

static gboolean
rename_person (HavenKeys *keys, const Change *change, GError **error)
{
  return haven_keys_rename (keys, change->name, change->new_name, error);
}

static gboolean
change_passphrase (HavenKeys *keys, const Change *change, GError **error)
{
  return haven_keys_change_passphrase (keys, change->before, change->after, error);
}

static gboolean
set_recovery (HavenKeys *keys, const Change *change, GError **error)
{
  return haven_keys_set_recovery (keys, change->after, error);
}

gboolean
haven_store_add_user (HavenStore *self, const HavenStoreUser *user, HavenClock clock, GError **error)
{
  const Change change = { .name = user->name, .after = user->passphrase, .role = user->role };

  return change_people (self, clock, "add-person", add, &change, error);
}

gboolean
haven_store_remove_user (HavenStore *self, const char *name, HavenClock clock, GError **error)
{
  const Change change = { .name = name };

  return change_people (self, clock, "remove-person", remove_person, &change, error);
}

gboolean
haven_store_change_role (HavenStore *self, const char *name, HavenRole role, HavenClock clock, GError **error)
{
  const Change change = { .name = name, .role = role };

  return change_people (self, clock, "change-role", change_role, &change, error);
}

gboolean
haven_store_rename_user (HavenStore *self, const char *name, const char *new_name, HavenClock clock, GError **error)
{
  const Change change = { .name = name, .new_name = new_name };

  return change_people (self, clock, "rename-person", rename_person, &change, error);
}

gboolean
haven_store_set_recovery (HavenStore *self, const char *code, HavenClock clock, GError **error)
{
  const Change change = { .after = code };

  return change_people (self, clock, "recovery-sheet", set_recovery, &change, error);
}

/* At the door there are no records to change with it. */
gboolean
haven_store_change_passphrase (HavenStore *self, const char *before, const char *after, HavenClock clock, GError **error)
{
  const Change change = { .before = before, .after = after };

  if (self->mode == HAVEN_STORE_DOOR)
    return haven_keys_change_passphrase (self->keys, before, after, error);
  return change_people (self, clock, "change-passphrase", change_passphrase, &change, error);
}

gboolean
haven_store_confirm (HavenStore *self, const char *passphrase, GError **error)
{
  HAVEN_STORE_ASSERT_OWNER (self);
  return haven_keys_confirm (self->keys, passphrase, error);
}

HavenStretch
haven_store_get_cost (HavenStore *self)
{
  return haven_keys_get_cost (self->keys);
}

gboolean
haven_store_has_lead (HavenStore *self)
{
  return haven_keys_has_lead (self->keys);
}

/* ---- at each opening ---- */

static gboolean
settle (HavenStore *self, HavenClock clock, gboolean known, GError **error)
{
  return haven_store_begin (self, FALSE, error)
         && haven_store_bring_in_line (self, error)
         && (!known || haven_store_add_audit (self, clock, "keys-differ", 0, NULL, error))
         && haven_store_commit (self, NULL, NULL, error);
}

static gboolean
settle_people (HavenStore *self, HavenClock clock, GError **error)
{
  g_autofree char *recorded = NULL;
  g_autofree char *found = haven_keys_dup_digest (self->keys);
  gboolean settled = FALSE;
  gboolean differs;

  if (!read_digest (self, &recorded, error) || !haven_seals_are_settled (self->connection, self->keys, &settled, error))
    return FALSE;
  differs = g_strcmp0 (recorded, found) != 0;
  if (settled && !differs)
    return TRUE;
  if (settle (self, clock, recorded != NULL && differs, error))
    return TRUE;
  haven_store_rollback (self);
  return FALSE;
}

/* What is damaged there is left as it is: a store that can still be read in part is read. */
gboolean
haven_store_settle_people (HavenStore *self, HavenClock clock, GError **error)
{
  g_autoptr(GError) local = NULL;

  if (settle_people (self, clock, &local) || g_error_matches (local, HAVEN_ERROR, HAVEN_ERROR_DAMAGED))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}
