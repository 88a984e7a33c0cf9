/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-store-private.h"

#include "haven-audit.h"
#include "haven-backup-private.h"
#include "haven-erasing-private.h"
#include "haven-migration.h"
#include "haven-seals.h"
#include "haven-statement.h"
#include "haven-tables.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

static void
table_changed_cb (const char *name, gpointer user_data)
{
  HavenStore *self = user_data;
  HavenTable table;

  if (haven_tables_find (name, &table))
    self->changed |= HAVEN_TABLE_BIT (table);
}

static HavenStore *
store_new (const char *folder, HavenStoreMode mode)
{
  HavenStore *self = g_new0 (HavenStore, 1);

  self->owner = g_thread_self ();
  self->folder = haven_store_folder_normalise (folder);
  self->mode = mode;
  return self;
}

static void
take_keys (HavenStore *self, HavenKeys *keys)
{
  self->keys = keys;
  self->user = g_strdup (haven_keys_get_name (keys));
  self->role = haven_keys_get_role (keys);
  self->own_key = g_bytes_ref (haven_keys_get_own_key (keys));
  self->own_secret = haven_secret_new_copy (haven_secret_peek (haven_keys_get_own_secret (keys)),
                                            haven_secret_get_size (haven_keys_get_own_secret (keys)));
}

static gboolean
take_lock (HavenStore *self, HavenClock clock, GError **error)
{
  g_autofree char *path = haven_store_folder_get_file (self->folder, HAVEN_STORE_LOCK);

  self->lock = haven_lock_take (path, self->user, clock.now, error);
  return self->lock != NULL;
}

static HavenConnectionMode
choose_mode (HavenStore *self)
{
  if (self->mode == HAVEN_STORE_WRITER)
    return HAVEN_CONNECTION_WRITE;
  return haven_store_folder_is_fixed (self->folder) ? HAVEN_CONNECTION_FIXED : HAVEN_CONNECTION_READ;
}

/* SQLite takes an empty file for a new database: here it is a damaged one, unless the store is just being made. */
static gboolean
check_records (const char *path, GError **error)
{
  GStatBuf status;

  if (g_stat (path, &status) == 0 && status.st_size > 0)
    return TRUE;
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_DAMAGED, _("The store is damaged: its records are missing. Open a backup."));
  return FALSE;
}

/* An older Haven, or a mishap in what follows, finds the store as it was. */
static gboolean
keep_before_migration (HavenStore *self, HavenSecret *key, GError **error)
{
  g_autofree char *folder = haven_store_folder_get_file (self->folder, HAVEN_STORE_BEFORE);
  const HavenBackupSource source = { self->connection, key, self->folder, NULL, NULL };
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;
  guint version = 0;

  if (!haven_migration_is_due (self->connection, &version, error))
    return FALSE;
  if (version == 0)
    return TRUE;
  name = g_strdup_printf ("schema-%u.havenbackup", version);
  path = g_build_filename (folder, name, NULL);
  return haven_platform_make_private_folder (folder, error)
         && haven_backup_write_from (&source, path, error);
}

static gboolean
connect (HavenStore *self, HavenSecret *key, HavenConnectionMode mode, GError **error)
{
  g_autofree char *path = haven_store_folder_get_file (self->folder, HAVEN_STORE_RECORDS);

  self->connection = haven_connection_open (path, key, mode, error);
  if (self->connection == NULL)
    return FALSE;
  haven_connection_set_change_func (self->connection, table_changed_cb, self);
  if (self->mode == HAVEN_STORE_WRITER)
    return keep_before_migration (self, key, error) && haven_migration_run (self->connection, error);
  return haven_migration_check (self->connection, error);
}

static gboolean
reconnect (HavenStore *self, HavenSecret *key, GError **error)
{
  g_autofree char *path = haven_store_folder_get_file (self->folder, HAVEN_STORE_RECORDS);

  return check_records (path, error) && connect (self, key, choose_mode (self), error);
}

/* The keys come last: before them there is no store, only a folder that create may use again. */
static gboolean
make (HavenStore *self, HavenClock clock, GError **error)
{
  g_autofree char *path = haven_store_folder_get_file (self->folder, HAVEN_STORE_KEYS);

  return haven_store_folder_check (self->folder, error)
         && haven_store_folder_make (self->folder, error)
         && take_lock (self, clock, error)
         && connect (self, haven_keys_get_store_key (self->keys), HAVEN_CONNECTION_NEW, error)
         && haven_store_settle_people (self, clock, error)
         && haven_connection_share (self->connection, error)
         && haven_keys_save (self->keys, path, error);
}

static gboolean
unlock (HavenStore *self, const char *name, const char *passphrase, GError **error)
{
  g_autofree char *path = haven_store_folder_get_file (self->folder, HAVEN_STORE_KEYS);
  HavenKeys *keys;

  if (!haven_store_folder_check (self->folder, error))
    return FALSE;
  keys = haven_keys_open (path, name, passphrase, error);
  if (keys == NULL)
    return FALSE;
  take_keys (self, keys);
  return TRUE;
}

static gboolean
remove_setting (HavenStore *self, const char *key, GError **error)
{
  HavenStatement *statement = haven_connection_get_statement (self->connection, "DELETE FROM settings WHERE key = ?1", error);

  if (statement == NULL)
    return FALSE;
  haven_statement_bind_text (statement, 1, key);
  return haven_statement_run (statement, error);
}

static gboolean
write_setting (HavenStore *self, const char *key, const char *value, GError **error)
{
  static const char sql[] = "INSERT INTO settings (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
  HavenStatement *statement = haven_connection_get_statement (self->connection, sql, error);

  if (statement == NULL)
    return FALSE;
  haven_statement_bind_text (statement, 1, key);
  haven_statement_bind_text (statement, 2, value);
  return haven_statement_run (statement, error);
}

/* What was recorded is kept beside the import before the commit, so that there is never one without the other. */
static gboolean
end_recording (HavenStore *self, GBytes **ret_undo, GError **error)
{
  g_autoptr(GBytes) undo = NULL;

  if (!self->recording)
    return TRUE;
  self->recording = FALSE;
  if (!haven_connection_record_end (self->connection, &undo, error))
    return FALSE;
  if (self->import_id != 0 && !haven_store_keep_undo (self, undo, error))
    return FALSE;
  *ret_undo = g_steal_pointer (&undo);
  return TRUE;
}

static gboolean
check_rows (HavenStore *self, const char *sql, const char *good, GError **error)
{
  HavenStatement *statement = haven_connection_get_statement (self->connection, sql, error);
  gboolean row = FALSE;
  gboolean fine;

  if (statement == NULL || !haven_statement_step (statement, &row, error))
    return FALSE;
  fine = !row || (good != NULL && g_strcmp0 (haven_statement_peek_text (statement, 0), good) == 0);
  haven_statement_reset (statement);
  if (!fine)
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_DAMAGED,
                         _("The store is damaged: part of it is not as it was written. Open a backup."));
  return fine;
}

HavenStore *
haven_store_create (const char *folder, const HavenStoreUser *first, HavenStretch cost, HavenClock clock, GError **error)
{
  HavenKeys *keys = haven_keys_new (first, cost, error);
  g_autoptr(HavenStore) self = NULL;

  if (keys == NULL)
    return NULL;
  self = store_new (folder, HAVEN_STORE_WRITER);
  take_keys (self, keys);
  return make (self, clock, error) ? g_steal_pointer (&self) : NULL;
}

static void
remove_leftovers (HavenStore *self)
{
  g_autofree char *merging = haven_store_folder_get_file (self->folder, HAVEN_STORE_MERGING);

  haven_store_folder_remove_copy (self->folder);
  haven_store_folder_remove_half_written (self->folder);
  haven_platform_remove_tree (merging, NULL);
}

static gboolean
is_marked_to_read (HavenStore *self)
{
  g_autofree char *path = haven_store_folder_get_file (self->folder, HAVEN_SNAPSHOT_TO_READ);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static gboolean
open_records (HavenStore *self, HavenClock clock, GError **error)
{
  if (self->mode == HAVEN_STORE_WRITER && !take_lock (self, clock, error))
    return FALSE;
  if (self->mode == HAVEN_STORE_WRITER)
    remove_leftovers (self);
  return reconnect (self, haven_keys_get_store_key (self->keys), error)
         && (self->mode != HAVEN_STORE_WRITER
             || (haven_store_settle_people (self, clock, error) && haven_store_settle_erasures (self, clock, error)));
}

/* At the door the records stay shut. */
static HavenStore *
open_unlocked (HavenStore *take_self, HavenClock clock, GError **error)
{
  g_autoptr(HavenStore) self = take_self;

  self->to_read = is_marked_to_read (self);
  if (haven_keys_get_store_key (self->keys) == NULL)
    self->mode = HAVEN_STORE_DOOR;
  else if (!open_records (self, clock, error))
    return NULL;
  return g_steal_pointer (&self);
}

HavenStore *
haven_store_open (const char *folder, const char *name, const char *passphrase, HavenStoreMode mode, HavenClock clock, GError **error)
{
  g_autoptr(HavenStore) self = store_new (folder, mode);

  return unlock (self, name, passphrase, error) ? open_unlocked (g_steal_pointer (&self), clock, error) : NULL;
}

HavenStore *
haven_store_open_keys (const char *folder, HavenKeys *keys, HavenClock clock, GError **error)
{
  g_autoptr(HavenStore) self = store_new (folder, HAVEN_STORE_WRITER);

  take_keys (self, keys);
  return haven_store_folder_check (self->folder, error) ? open_unlocked (g_steal_pointer (&self), clock, error) : NULL;
}

static void
take_person (HavenStore *self, HavenStore *writer)
{
  self->user = g_strdup (writer->user);
  self->role = writer->role;
  self->own_key = g_bytes_ref (writer->own_key);
  self->own_secret = haven_secret_new_copy (haven_secret_peek (writer->own_secret), haven_secret_get_size (writer->own_secret));
}

/* Of the writer only what never changes is read here: this runs on the reader's thread. */
HavenStore *
haven_store_open_beside (HavenStore *writer, GError **error)
{
  g_autoptr(HavenStore) self = store_new (writer->folder, HAVEN_STORE_READER);

  take_person (self, writer);
  return reconnect (self, haven_keys_get_store_key (writer->keys), error) ? g_steal_pointer (&self) : NULL;
}

HavenStore *
haven_store_open_copy (HavenStore *writer, const char *folder, GError **error)
{
  g_autoptr(HavenStore) self = store_new (folder, HAVEN_STORE_WRITER);

  take_person (self, writer);
  return reconnect (self, haven_keys_get_store_key (writer->keys), error) ? g_steal_pointer (&self) : NULL;
}

void
haven_store_close (HavenStore *self)
{
  if (self == NULL)
    return;
  HAVEN_STORE_ASSERT_OWNER (self);
  haven_connection_close (self->connection);
  haven_keys_free (self->keys);
  g_clear_pointer (&self->own_key, g_bytes_unref);
  haven_secret_free (self->own_secret);
  haven_lock_free (self->lock);
  g_free (self->folder);
  g_free (self->user);
  g_free (self);
}

gboolean
haven_store_is_there (const char *folder)
{
  g_autofree char *path = haven_store_folder_get_file (folder, HAVEN_STORE_KEYS);

  return g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

void
haven_store_person_free (HavenStorePerson *person)
{
  if (person == NULL)
    return;
  g_free (person->name);
  g_free (person);
}

GPtrArray *
haven_store_list_people (const char *folder, GError **error)
{
  g_autofree char *path = haven_store_folder_get_file (folder, HAVEN_STORE_KEYS);

  return haven_keys_list (path, error);
}

const char *
haven_store_get_folder (HavenStore *self)
{
  return self->folder;
}

const char *
haven_store_get_user (HavenStore *self)
{
  return self->user;
}

GBytes *
haven_store_get_own_key (HavenStore *self)
{
  return self->own_key;
}

HavenRole
haven_store_get_role (HavenStore *self)
{
  return self->role;
}

HavenStoreMode
haven_store_get_mode (HavenStore *self)
{
  return self->mode;
}

gboolean
haven_store_is_to_read (HavenStore *self)
{
  return self->to_read;
}

gboolean
haven_store_check_writer (HavenStore *self, GError **error)
{
  HAVEN_STORE_ASSERT_OWNER (self);
  if (self->mode == HAVEN_STORE_WRITER) {
    g_assert (!haven_connection_is_in_transaction (self->connection));
    return TRUE;
  }
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED, _("The store is open for reading only. Nothing was changed."));
  return FALSE;
}

gboolean
haven_store_begin (HavenStore *self, gboolean record_undo, GError **error)
{
  if (!haven_store_check_writer (self, error) || !haven_connection_begin (self->connection, TRUE, error))
    return FALSE;
  self->changed = 0;
  self->import_id = 0;
  self->recording = record_undo;
  if (!record_undo || haven_connection_record_begin (self->connection, haven_store_get_undoable (), error))
    return TRUE;
  haven_store_rollback (self);
  return FALSE;
}

gboolean
haven_store_commit (HavenStore *self, HavenTables *ret_changed, GBytes **ret_undo, GError **error)
{
  g_autoptr(GBytes) undo = NULL;

  HAVEN_STORE_ASSERT_WRITING (self);
  if (!end_recording (self, &undo, error)) {
    haven_store_rollback (self);
    return FALSE;
  }
  if (!haven_connection_commit (self->connection, error))
    return FALSE;
  if (ret_changed != NULL)
    *ret_changed = self->changed;
  if (ret_undo != NULL)
    *ret_undo = g_steal_pointer (&undo);
  return TRUE;
}

void
haven_store_rollback (HavenStore *self)
{
  HAVEN_STORE_ASSERT_OWNER (self);
  self->recording = FALSE;
  haven_connection_record_abandon (self->connection);
  haven_connection_rollback (self->connection);
}

/* What is restricted is changed only by who can read it. */
static gboolean
check_note (HavenStore *self, const HavenNote *note, gboolean *ret_sealed, GError **error)
{
  const HavenReaderKeys mine = { self->own_key, self->own_secret };

  return note->id == 0 || haven_seals_can_open (self->connection, &mine, note->id, ret_sealed, error);
}

/* No text leaves one that is sealed already as it is: whoever edits the rest need not uncover it. */
static gboolean
seal_note (HavenStore *self, const HavenNote *note, gboolean sealed, GError **error)
{
  if (note->restricted)
    return note->text == NULL || haven_seals_keep (self->connection, self->keys, note->id, note->text, error);
  return !sealed || haven_seals_remove (self->connection, note->id, error);
}

typedef gboolean (*WriteNote) (HavenConnection *connection, const HavenTableSql *table, gpointer record, GError **error);

static gboolean
write_note (HavenStore *self, WriteNote write, HavenNote *note, GError **error)
{
  const HavenReaderKeys mine = { self->own_key, self->own_secret };
  g_autoptr(HavenNote) written = haven_note_copy (note);
  gboolean sealed = FALSE;

  if (!check_note (self, note, &sealed, error))
    return FALSE;
  if (note->restricted)
    g_clear_pointer (&written->text, g_free);
  else if (sealed && note->text == NULL)
    written->text = haven_seals_dup_text (self->connection, &mine, note->id);
  if (!write (self->connection, haven_tables_get (HAVEN_TABLE_NOTES), written, error))
    return FALSE;
  note->id = written->id;
  return seal_note (self, note, sealed, error);
}

gboolean
haven_store_put (HavenStore *self, HavenTable table, gpointer record, GError **error)
{
  HAVEN_STORE_ASSERT_WRITING (self);
  if (!haven_store_check_own (self, error))
    return FALSE;
  if (table == HAVEN_TABLE_NOTES)
    return write_note (self, haven_table_put, record, error);
  return haven_table_put (self->connection, haven_tables_get (table), record, error);
}

static gboolean
insert_note (HavenConnection *connection, const HavenTableSql *table, gpointer record, GError **error)
{
  return haven_table_insert (connection, table, record, error);
}

gboolean
haven_store_insert (HavenStore *self, HavenTable table, gconstpointer record, GError **error)
{
  HAVEN_STORE_ASSERT_WRITING (self);
  if (!haven_store_check_own (self, error))
    return FALSE;
  if (table == HAVEN_TABLE_NOTES)
    return write_note (self, insert_note, (gpointer) record, error);
  return haven_table_insert (self->connection, haven_tables_get (table), record, error);
}

gboolean
haven_store_remove (HavenStore *self, HavenTable table, gint64 id, GError **error)
{
  HAVEN_STORE_ASSERT_WRITING (self);
  return haven_store_check_own (self, error) && haven_table_remove (self->connection, haven_tables_get (table), id, error);
}

gboolean
haven_store_set (HavenStore *self, const char *key, const char *value, GError **error)
{
  HAVEN_STORE_ASSERT_WRITING (self);
  if (!haven_store_check_own (self, error))
    return FALSE;
  return value == NULL ? remove_setting (self, key, error) : write_setting (self, key, value, error);
}

char *
haven_store_dup_setting (HavenStore *self, const char *key, GError **error)
{
  HavenStatement *statement = haven_connection_get_statement (self->connection, "SELECT value FROM settings WHERE key = ?1", error);
  gboolean row = FALSE;
  char *value;

  HAVEN_STORE_ASSERT_OWNER (self);
  if (statement == NULL)
    return NULL;
  haven_statement_bind_text (statement, 1, key);
  if (!haven_statement_step (statement, &row, error))
    return NULL;
  value = row ? haven_statement_dup_text (statement, 0) : NULL;
  haven_statement_reset (statement);
  return value;
}

gboolean
haven_store_add_audit (HavenStore *self, HavenClock clock, const char *action, gint64 pupil_id, const char *detail, GError **error)
{
  HavenAuditEntry entry = {
    .at = clock.now, .who = self->user, .action = (char *) action, .pupil_id = pupil_id, .detail = (char *) detail,
  };

  HAVEN_STORE_ASSERT_WRITING (self);
  return haven_audit_add (self->connection, &entry, error);
}

GPtrArray *
haven_store_read_audit (HavenStore *self, GError **error)
{
  HAVEN_STORE_ASSERT_OWNER (self);
  return haven_audit_read (self->connection, error);
}

gboolean
haven_store_verify_audit (HavenStore *self, guint *ret_n, GError **error)
{
  HAVEN_STORE_ASSERT_OWNER (self);
  return haven_audit_verify (self->connection, ret_n, error);
}

/* The engine's own check reads the file and not the log: a page that was being brought over when the disk filled up is whole in the log only. */
static gboolean
bring_log_over (HavenStore *self, GError **error)
{
  return self->mode != HAVEN_STORE_WRITER || haven_connection_run (self->connection, "PRAGMA wal_checkpoint", error);
}

gboolean
haven_store_check (HavenStore *self, GError **error)
{
  HAVEN_STORE_ASSERT_OWNER (self);
  return bring_log_over (self, error)
         && check_rows (self, "PRAGMA cipher_integrity_check", NULL, error)
         && check_rows (self, "PRAGMA integrity_check", "ok", error)
         && check_rows (self, "PRAGMA foreign_key_check", NULL, error);
}

void
haven_store_set_cancellable (HavenStore *self, GCancellable *cancellable)
{
  HAVEN_STORE_ASSERT_OWNER (self);
  haven_connection_set_cancellable (self->connection, cancellable);
}

void
haven_store_set_write_func (HavenStore *self, HavenStoreWriteFunc func, gpointer user_data)
{
  HAVEN_STORE_ASSERT_OWNER (self);
  haven_connection_set_write_func (self->connection, func, user_data);
}
