/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-connection-private.h"

#include "haven-statement.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#ifndef SQLITE_CHANGESETAPPLY_FKNOACTION
#error "SQLCipher 4.5.6 or later is needed: an undo with an older SQLite would delete what depends on a row without a word"
#endif

#define STEPS_BETWEEN_QUESTIONS 2000       /* virtual machine steps: well under a millisecond */
#define LONG_PATH "\\\\?\\"               /* how Windows writes more than 260 letters; SQLite has a way of its own to such files */

typedef struct {
  HavenErrorCode error;
  int code;
  const char *message;
} Failure;

static const Failure failures[] = {
  { HAVEN_ERROR_DAMAGED, SQLITE_NOTADB, N_("The store is damaged: its records do not open with the key that fits. Open a backup.") },
  { HAVEN_ERROR_DAMAGED, SQLITE_CORRUPT, N_("The store is damaged: part of it cannot be read. Open a backup.") },
  { HAVEN_ERROR_BUSY, SQLITE_BUSY, N_("Another Haven is writing to the store. Nothing was changed. Try again in a moment.") },
  { HAVEN_ERROR_CANCELLED, SQLITE_INTERRUPT, N_("This was stopped. Nothing was changed.") },
  { HAVEN_ERROR_INVALID, SQLITE_CONSTRAINT, N_("This does not fit what is already recorded. Nothing was changed.") },
  { HAVEN_ERROR_FAILED, SQLITE_FULL, N_("The disk is full. Nothing was changed. Make room, then try again.") },
  { HAVEN_ERROR_FAILED, SQLITE_READONLY, N_("The store can only be read here. Nothing was changed.") },
  { HAVEN_ERROR_FAILED, SQLITE_IOERR, N_("The disk does not answer as it should. Nothing was changed.") },
  { HAVEN_ERROR_FAILED, SQLITE_CANTOPEN, N_("The store's records cannot be opened. Nothing was changed.") },
  { HAVEN_ERROR_FAILED, SQLITE_NOMEM, N_("There is not enough free memory. Nothing was changed.") },
};

static int
ask_cancelled_cb (void *user_data)
{
  HavenConnection *self = user_data;

  return g_cancellable_is_cancelled (self->cancellable);
}

static void
row_changed_cb (void *user_data, int operation, const char *database, const char *table, sqlite3_int64 id)
{
  HavenConnection *self = user_data;

  if (self->change_func != NULL)
    self->change_func (table, self->change_data);
}

/* The raw form x'…' spares SQLCipher its own key stretching. It lives in locked memory and never in a statement's text. */
static int
give_key (sqlite3 *db, HavenSecret *key)
{
  gsize size = haven_secret_get_size (key);
  char *raw = sodium_malloc (2 * size + 4);
  int code;

  if (raw == NULL)
    return SQLITE_NOMEM;
  memcpy (raw, "x'", 2);
  sodium_bin2hex (raw + 2, 2 * size + 1, haven_secret_peek (key), size);
  memcpy (raw + 2 + 2 * size, "'", 2);
  code = sqlite3_key (db, raw, 2 * size + 3);
  sodium_free (raw);
  return code;
}

/* Up to the first read of a page, which tells whether the key fits. The log would go to standard error. */
static const char prepare_sql[] =
  "PRAGMA cipher_log_level = NONE;"
  "PRAGMA temp_store = MEMORY;"
  "PRAGMA trusted_schema = OFF;"
  "PRAGMA foreign_keys = ON;"
  "SELECT count (*) FROM sqlite_master;";
#define PREPARE_WRITER "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;"
#define PREPARE_SHARED "PRAGMA locking_mode = NORMAL; PRAGMA journal_mode = WAL;"
#define PREPARE_READER "PRAGMA query_only = ON;"

/* While it is made, a file needs no log, no memory that is shared and one lock: each page is written once. */
static const char *const prepare_mode_sql[] = {
  [HAVEN_CONNECTION_WRITE] = PREPARE_SHARED PREPARE_WRITER,
  [HAVEN_CONNECTION_NEW] = "PRAGMA journal_mode = MEMORY;" PREPARE_WRITER,
  [HAVEN_CONNECTION_READ] = PREPARE_READER,
  [HAVEN_CONNECTION_FIXED] = PREPARE_READER,
};

static char *
make_uri (const char *path, HavenConnectionMode mode)
{
  const char *query = mode == HAVEN_CONNECTION_FIXED ? "?immutable=1" : "?";
  g_autofree char *escaped = g_uri_escape_string (path, ":", TRUE);
  g_autofree char *uri = NULL;

  if (g_str_has_prefix (path, LONG_PATH))
    return g_strconcat ("file:///", escaped, query, "&vfs=win32-longpath", NULL);
  uri = g_filename_to_uri (path, NULL, NULL);
  return uri == NULL ? NULL : g_strconcat (uri, query, NULL);
}

static gboolean
open_file (HavenConnection *self, const char *path, HavenConnectionMode mode, GError **error)
{
  g_autofree char *uri = make_uri (path, mode);
  int access = mode == HAVEN_CONNECTION_FIXED ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  int code = SQLITE_CANTOPEN;

  if (uri != NULL)
    code = sqlite3_open_v2 (uri, &self->db, access | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
  return code == SQLITE_OK || haven_connection_fail (self, code, error);
}

static gboolean
unlock_file (HavenConnection *self, HavenSecret *key, GError **error)
{
  int code = give_key (self->db, key);

  if (code != SQLITE_OK)
    return haven_connection_fail (self, code, error);
  sqlite3_busy_timeout (self->db, HAVEN_CONNECTION_PATIENCE_MS);
  sqlite3_extended_result_codes (self->db, 0);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_update_hook (self->db, row_changed_cb, self);
  return haven_connection_run (self, prepare_sql, error);
}

/* Goes on to where the next statement of a script begins; NULL at its end. */
static const char *
run_first (HavenConnection *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = NULL;
  const char *rest = NULL;
  int code = sqlite3_prepare_v2 (self->db, sql, -1, &statement, &rest);

  if (statement != NULL && (sqlite3_stmt_readonly (statement) || haven_connection_allow_write (self, error))) {
    do
      code = sqlite3_step (statement);
    while (code == SQLITE_ROW);
  }
  sqlite3_finalize (statement);
  if (code != SQLITE_OK && code != SQLITE_DONE)
    haven_connection_fail (self, code, error);
  return rest;
}

/* What stands in the way of taking a changeset back, as the session extension comes upon it */
typedef struct {
  GPtrArray *tables;                       /* interned names */
  gboolean left_alone;                     /* the references between rows do not agree afterwards */
} InTheWay;

static void
add_table (GPtrArray *tables, const char *name)
{
  const char *interned = g_intern_string (name);

  if (!g_ptr_array_find (tables, interned, NULL))
    g_ptr_array_add (tables, (gpointer) interned);
}

static int
conflict_cb (void *user_data, int kind, sqlite3_changeset_iter *change)
{
  InTheWay *in_the_way = user_data;
  const char *table;
  int n_columns, operation, indirect;

  if (kind == SQLITE_CHANGESET_FOREIGN_KEY) {
    in_the_way->left_alone = TRUE;
    return SQLITE_CHANGESET_OMIT;          /* to look which rows they are; then everything is put back */
  }
  sqlite3changeset_op (change, &table, &n_columns, &operation, &indirect);
  if (kind == SQLITE_CHANGESET_NOTFOUND && operation == SQLITE_DELETE)
    return SQLITE_CHANGESET_OMIT;          /* gone already, as it should be */
  add_table (in_the_way->tables, table);
  return SQLITE_CHANGESET_ABORT;
}

static gboolean
add_dangling_tables (HavenConnection *self, GPtrArray *tables, GError **error)
{
  HavenStatement *check = haven_connection_get_statement (self, "PRAGMA foreign_key_check", error);
  gboolean row = TRUE;

  if (check == NULL)
    return FALSE;
  while (row) {
    if (!haven_statement_step (check, &row, error))
      return FALSE;
    if (row)
      add_table (tables, haven_statement_peek_text (check, 0));
  }
  return TRUE;
}

static gboolean
refuse_conflict (GError **error)
{
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_CONFLICT,
                       _("This was changed since, so it cannot be taken back. Nothing was changed."));
  return FALSE;
}

/* FKNOACTION: else taking back a pupil would silently take what others wrote about that pupil along. */
static gboolean
apply_inverted (HavenConnection *self, int size, void *inverted, InTheWay *in_the_way, GError **error)
{
  int code = sqlite3changeset_apply_v2 (self->db, size, inverted, NULL, conflict_cb, in_the_way,
                                        NULL, NULL, SQLITE_CHANGESETAPPLY_FKNOACTION);

  if (in_the_way->left_alone && !add_dangling_tables (self, in_the_way->tables, error))
    return FALSE;
  if (code == SQLITE_ABORT || in_the_way->left_alone)
    return refuse_conflict (error);
  return code == SQLITE_OK || haven_connection_fail (self, code, error);
}

static gboolean
apply_or_put_back (HavenConnection *self, int size, void *inverted, InTheWay *in_the_way, GError **error)
{
  if (!haven_connection_run (self, "SAVEPOINT taking_back", error))
    return FALSE;
  if (apply_inverted (self, size, inverted, in_the_way, error))
    return haven_connection_run (self, "RELEASE taking_back", error);
  haven_connection_run (self, "ROLLBACK TO taking_back; RELEASE taking_back", NULL);
  return FALSE;
}

gboolean
haven_connection_fail (HavenConnection *self, int code, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (failures); i++) {
    if (failures[i].code == (code & 0xff)) {
      g_set_error_literal (error, HAVEN_ERROR, failures[i].error, _(failures[i].message));
      return FALSE;
    }
  }
  g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_FAILED, _("The store could not do this (%d). Nothing was changed."), code);
  return FALSE;
}

gboolean
haven_connection_allow_write (HavenConnection *self, GError **error)
{
  if (self->write_func == NULL || self->write_func (self->write_data))
    return TRUE;
  return haven_connection_fail (self, SQLITE_FULL, error);
}

static gboolean
prepare_rollback (HavenConnection *self, GError **error)
{
  int code = sqlite3_prepare_v3 (self->db, "ROLLBACK", -1, SQLITE_PREPARE_PERSISTENT, &self->rollback, NULL);

  return code == SQLITE_OK || haven_connection_fail (self, code, error);
}

HavenConnection *
haven_connection_open (const char *path, HavenSecret *key, HavenConnectionMode mode, GError **error)
{
  g_autoptr(HavenConnection) self = g_new0 (HavenConnection, 1);

  self->statements = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) haven_statement_free);
  if (!open_file (self, path, mode, error))
    return NULL;
  if (mode == HAVEN_CONNECTION_NEW && !haven_connection_run (self, "PRAGMA locking_mode = EXCLUSIVE", error))
    return NULL;                           /* before the first lock, so that it is the only one */
  if (!unlock_file (self, key, error) || !haven_connection_run (self, prepare_mode_sql[mode], error) || !prepare_rollback (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

gboolean
haven_connection_share (HavenConnection *self, GError **error)
{
  return haven_connection_run (self, PREPARE_SHARED, error);
}

void
haven_connection_close (HavenConnection *self)
{
  if (self == NULL)
    return;
  haven_connection_record_abandon (self);
  g_hash_table_unref (self->statements);
  sqlite3_finalize (self->rollback);
  g_clear_object (&self->cancellable);
  sqlite3_close_v2 (self->db);             /* there is none where there was no memory for one */
  g_free (self);
}

static gboolean
empty_log (HavenConnection *self, GError **error)
{
  HavenStatement *statement = haven_connection_get_statement (self, "PRAGMA wal_checkpoint (TRUNCATE)", error);
  gboolean row = FALSE;
  gboolean busy;

  if (statement == NULL || !haven_statement_step (statement, &row, error))
    return FALSE;
  busy = row && haven_statement_get_int (statement, 0) != 0;
  haven_statement_reset (statement);
  return !busy || haven_connection_fail (self, SQLITE_BUSY, error);
}

/* Each page is made from what it holds now: what a freed one, or a gap within one, still held of before does not come along. */
gboolean
haven_connection_write_anew (HavenConnection *self, GError **error)
{
  g_assert (!haven_connection_is_in_transaction (self));
  return haven_connection_run (self, "VACUUM", error) && empty_log (self, error);
}

static gboolean
copy_pages (HavenConnection *self, HavenConnection *copy, GError **error)
{
  sqlite3_backup *backup;
  int code;

  if (!haven_connection_allow_write (self, error))
    return FALSE;
  backup = sqlite3_backup_init (copy->db, "main", self->db, "main");
  if (backup == NULL)
    return haven_connection_fail (self, sqlite3_errcode (copy->db), error);
  sqlite3_backup_step (backup, -1);
  code = sqlite3_backup_finish (backup);
  return code == SQLITE_OK || haven_connection_fail (self, code, error);
}

static gboolean
copy_opened (HavenConnection *self, const char *path, HavenSecret *key, GError **error)
{
  g_autoptr(HavenConnection) copy = g_new0 (HavenConnection, 1);

  copy->statements = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) haven_statement_free);
  return open_file (copy, path, HAVEN_CONNECTION_WRITE, error) && unlock_file (copy, key, error) && copy_pages (self, copy, error);
}

static gboolean
write_sealed (HavenConnection *self, const char *path, GByteArray *pages, GError **error)
{
  if (!haven_connection_allow_write (self, error))
    return FALSE;
  if (g_file_set_contents_full (path, (const char *) pages->data, pages->len, G_FILE_SET_CONTENTS_NONE, 0600, NULL))
    return TRUE;
  return haven_connection_fail (self, SQLITE_FULL, error);
}

gboolean
haven_connection_copy (HavenConnection *self, const char *path, HavenSecret *key, GError **error)
{
  g_autoptr(GByteArray) pages = g_byte_array_new ();

  return haven_connection_copy_sealed (self, pages) ? write_sealed (self, path, pages, error) : copy_opened (self, path, key, error);
}

gboolean
haven_connection_run (HavenConnection *self, const char *sql, GError **error)
{
  GError *local = NULL;

  while (local == NULL && sql != NULL && *sql != '\0')
    sql = run_first (self, sql, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}

HavenStatement *
haven_connection_get_statement (HavenConnection *self, const char *sql, GError **error)
{
  HavenStatement *statement = g_hash_table_lookup (self->statements, sql);

  if (statement != NULL) {
    haven_statement_reset (statement);
    return statement;
  }
  statement = haven_statement_new (self, sql, error);
  if (statement != NULL)
    g_hash_table_insert (self->statements, (gpointer) sql, statement);
  return statement;
}

/* A writer asks for the lock at once: finding at the first write that another has it would be too late. */
gboolean
haven_connection_begin (HavenConnection *self, gboolean to_write, GError **error)
{
  int code = sqlite3_exec (self->db, to_write ? "BEGIN IMMEDIATE" : "BEGIN", NULL, NULL, NULL);

  return code == SQLITE_OK || haven_connection_fail (self, code, error);
}

/* A disk that fails at the last flush may have kept the change all the same, and nobody can ask it. */
static gboolean
fail_commit (HavenConnection *self, int code, GError **error)
{
  if ((code & 0xff) != SQLITE_IOERR)
    return haven_connection_fail (self, code, error);
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_FAILED,
                       _("The disk does not answer as it should, so this may not have been kept. "
                         "Close the store, open it again and look."));
  return FALSE;
}

gboolean
haven_connection_commit (HavenConnection *self, GError **error)
{
  int code;

  if (!haven_connection_allow_write (self, error)) {
    haven_connection_rollback (self);
    return FALSE;
  }
  code = sqlite3_exec (self->db, "COMMIT", NULL, NULL, NULL);
  if (code == SQLITE_OK)
    return TRUE;
  fail_commit (self, code, error);
  haven_connection_rollback (self);
  return FALSE;
}

void
haven_connection_rollback (HavenConnection *self)
{
  if (haven_connection_is_in_transaction (self))
    sqlite3_step (self->rollback);
  sqlite3_reset (self->rollback);
}

gboolean
haven_connection_is_in_transaction (HavenConnection *self)
{
  return !sqlite3_get_autocommit (self->db);
}

gint64
haven_connection_get_last_id (HavenConnection *self)
{
  return sqlite3_last_insert_rowid (self->db);
}

int
haven_connection_get_n_changed (HavenConnection *self)
{
  return sqlite3_changes (self->db);
}

void
haven_connection_set_cancellable (HavenConnection *self, GCancellable *cancellable)
{
  g_set_object (&self->cancellable, cancellable);
  sqlite3_progress_handler (self->db, STEPS_BETWEEN_QUESTIONS, cancellable != NULL ? ask_cancelled_cb : NULL, self);
}

void
haven_connection_set_change_func (HavenConnection *self, HavenChangeFunc func, gpointer user_data)
{
  self->change_func = func;
  self->change_data = user_data;
}

void
haven_connection_set_write_func (HavenConnection *self, HavenWriteFunc func, gpointer user_data)
{
  self->write_func = func;
  self->write_data = user_data;
}

gboolean
haven_connection_record_begin (HavenConnection *self, const char *const *tables, GError **error)
{
  int code = sqlite3session_create (self->db, "main", &self->recorder);

  for (gsize i = 0; code == SQLITE_OK && tables[i] != NULL; i++)
    code = sqlite3session_attach (self->recorder, tables[i]);
  if (code == SQLITE_OK)
    return TRUE;
  haven_connection_record_abandon (self);
  return haven_connection_fail (self, code, error);
}

gboolean
haven_connection_record_end (HavenConnection *self, GBytes **ret_changeset, GError **error)
{
  void *changes = NULL;
  int size = 0;
  int code = sqlite3session_changeset (self->recorder, &size, &changes);

  haven_connection_record_abandon (self);
  if (code != SQLITE_OK)
    return haven_connection_fail (self, code, error);
  *ret_changeset = size > 0 ? g_bytes_new (changes, size) : NULL;
  if (size > 0)
    haven_wipe (changes, size);
  sqlite3_free (changes);
  return TRUE;
}

void
haven_connection_record_abandon (HavenConnection *self)
{
  g_clear_pointer (&self->recorder, sqlite3session_delete);
}

gboolean
haven_connection_apply_inverse (HavenConnection *self, GBytes *changeset, GPtrArray *ret_in_the_way, GError **error)
{
  InTheWay in_the_way = { .tables = ret_in_the_way };
  gsize size;
  gconstpointer changes = g_bytes_get_data (changeset, &size);
  void *inverted = NULL;
  int inverted_size = 0;
  int code = size <= G_MAXINT ? sqlite3changeset_invert (size, changes, &inverted_size, &inverted) : SQLITE_TOOBIG;
  gboolean ok;

  if (code != SQLITE_OK)
    return haven_connection_fail (self, code, error);
  ok = apply_or_put_back (self, inverted_size, inverted, &in_the_way, error);
  sqlite3_free (inverted);
  return ok;
}
