/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-endpoint.h"

#include "haven-endpoint-private.h"
#include "haven-endpoint-sql.h"
#include "haven-error.h"
#include "haven-platform.h"
#include "haven-text.h"
#include "haven-wire-envelope.h"

#include <glib/gi18n-lib.h>

#define SCHEMA_VERSION 2

/* Every change has a number and a word of chance: together they are a cursor (haven-endpoint-change.h). Rows of bookings are never deleted,
 * and a course that is no longer offered stays as withdrawn, so that both can be told of. */
#define TOKENS_TABLE \
  "CREATE TABLE tokens (token_hash BLOB PRIMARY KEY, urn TEXT NOT NULL, key_hash BLOB NOT NULL, made INTEGER NOT NULL);"
#define CHANGES_TABLE "CREATE TABLE changes (n INTEGER PRIMARY KEY AUTOINCREMENT, nonce TEXT NOT NULL);"
#define ANSWERS_TABLE \
  "CREATE TABLE answers (urn TEXT NOT NULL, survey TEXT NOT NULL, question TEXT NOT NULL, choice TEXT NOT NULL," \
  " received INTEGER NOT NULL, PRIMARY KEY (urn, survey, question));"

static const char schema[] =
  "CREATE TABLE facts (key TEXT PRIMARY KEY, value BLOB NOT NULL);"
  "CREATE TABLE schools (urn TEXT PRIMARY KEY, name TEXT NOT NULL, code_hash BLOB, code_made INTEGER, code_key BLOB,"
  " enrolled_at INTEGER);"
  TOKENS_TABLE CHANGES_TABLE ANSWERS_TABLE
  "CREATE TABLE courses (id TEXT PRIMARY KEY, place INTEGER NOT NULL, type INTEGER NOT NULL, title TEXT NOT NULL, topic TEXT NOT NULL,"
  " audience TEXT NOT NULL, summary TEXT NOT NULL, open_to INTEGER NOT NULL, url TEXT, change INTEGER NOT NULL,"
  " withdrawn INTEGER NOT NULL);"
  "CREATE TABLE events (id TEXT PRIMARY KEY, course TEXT NOT NULL, starts INTEGER NOT NULL, ends INTEGER NOT NULL, venue TEXT NOT NULL,"
  " online INTEGER NOT NULL, places INTEGER NOT NULL, closes_on INTEGER NOT NULL, cost INTEGER NOT NULL, cancel_by INTEGER NOT NULL,"
  " cancellation TEXT, by_hand INTEGER NOT NULL, waiting_list INTEGER NOT NULL, withdrawn INTEGER NOT NULL);"
  "CREATE TABLE bookings (urn TEXT NOT NULL, id TEXT NOT NULL, event TEXT, name TEXT, email TEXT, role TEXT, body BLOB,"
  " state INTEGER NOT NULL, why TEXT, made INTEGER NOT NULL, changed INTEGER NOT NULL, change INTEGER NOT NULL UNIQUE,"
  " topics TEXT, certificate TEXT, lapses_on INTEGER,"
  " PRIMARY KEY (urn, id));"
  "CREATE INDEX bookings_of_event ON bookings (event, state);"
  "CREATE TABLE releases (urn TEXT NOT NULL, period TEXT NOT NULL, revision INTEGER NOT NULL, digest TEXT NOT NULL, body BLOB NOT NULL,"
  " receipt BLOB NOT NULL, received INTEGER NOT NULL, PRIMARY KEY (urn, period, revision));"
  "CREATE TABLE documents (type TEXT PRIMARY KEY, body BLOB NOT NULL);"
  "PRAGMA user_version = 2;";

/* Data of a haven-endpoint before: its one token a school becomes the first of several, and every change gets its word. */
static const char upgrade_from_1[] =
  TOKENS_TABLE CHANGES_TABLE ANSWERS_TABLE
  "INSERT INTO tokens (token_hash, urn, key_hash, made) SELECT token_hash, urn, ifnull (code_key, x''), ifnull (enrolled_at, 0)"
  " FROM schools WHERE token_hash IS NOT NULL;"
  "INSERT INTO changes (n, nonce) SELECT change, lower (hex (randomblob (4))) FROM bookings ORDER BY change;"
  "INSERT INTO changes (nonce) VALUES (lower (hex (randomblob (4))));"
  "ALTER TABLE courses ADD COLUMN open_to INTEGER NOT NULL DEFAULT 0; ALTER TABLE courses ADD COLUMN url TEXT;"
  "ALTER TABLE courses ADD COLUMN change INTEGER NOT NULL DEFAULT 0; ALTER TABLE courses ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0;"
  "UPDATE courses SET change = (SELECT max (n) FROM changes) WHERE 1;"
  "ALTER TABLE bookings ADD COLUMN topics TEXT; ALTER TABLE bookings ADD COLUMN certificate TEXT;"
  "ALTER TABLE bookings ADD COLUMN lapses_on INTEGER;"
  "PRAGMA user_version = 2;";

void
haven_endpoint_note_failure (HavenEndpoint *self)
{
  if (self->failure == NULL)
    self->failure = g_error_new (HAVEN_ERROR, HAVEN_ERROR_FAILED,
                                 _("The data folder could not be read or written (%s). Nothing was changed."),
                                 sqlite3_errmsg (self->db));
}

static void
execute (HavenEndpoint *self, const char *sql)
{
  if (sqlite3_exec (self->db, sql, NULL, NULL, NULL) != SQLITE_OK)
    haven_endpoint_note_failure (self);
}

static gboolean
hand_over_failure (HavenEndpoint *self, GError **error)
{
  if (self->failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->failure));
  return FALSE;
}

gboolean
haven_endpoint_begin (HavenEndpoint *self, GError **error)
{
  execute (self, "BEGIN IMMEDIATE");
  return hand_over_failure (self, error);
}

void
haven_endpoint_rollback (HavenEndpoint *self)
{
  if (!sqlite3_get_autocommit (self->db))
    sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);
  g_clear_error (&self->failure);
}

gboolean
haven_endpoint_commit (HavenEndpoint *self, GError **error)
{
  if (self->failure == NULL)
    execute (self, "COMMIT");
  if (hand_over_failure (self, error))
    return TRUE;
  haven_endpoint_rollback (self);
  return FALSE;
}

/* Opening */

static char *
dup_path (const char *folder)
{
  return g_build_filename (folder, "virtual-school.db", NULL);
}

/* The file is made private before SQLite has it open: closing a second descriptor of it would drop SQLite's locks (POSIX), and another
 * process that thinks itself alone would then fold the log away under this one. */
static HavenEndpoint *
open_database (const char *folder, GError **error)
{
  g_autoptr (HavenEndpoint) self = g_new0 (HavenEndpoint, 1);
  g_autofree char *path = dup_path (folder);

  self->today = HAVEN_DAY_NONE;
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR)) {
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND,
                         _("There is no Virtual School's data in this folder. Make it with “init”, or give another folder with --data."));
    return NULL;
  }
  if (!haven_platform_make_private (path, error))
    return NULL;
  if (sqlite3_open_v2 (path, &self->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
    haven_endpoint_note_failure (self);
  sqlite3_busy_timeout (self->db, 10000);
  execute (self, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF");
  return hand_over_failure (self, error) ? g_steal_pointer (&self) : NULL;
}

static GBytes *
load_fact (HavenEndpoint *self, const char *key)
{
  g_autoptr (HavenQuery) query = haven_query_new (self, "SELECT value FROM facts WHERE key = ?", "t", key);

  return haven_query_next (query) ? haven_query_dup_bytes (query, 0) : NULL;
}

static char *
load_text (HavenEndpoint *self, const char *key)
{
  g_autoptr (GBytes) value = load_fact (self, key);

  return value == NULL ? NULL : g_strndup (g_bytes_get_data (value, NULL), g_bytes_get_size (value));
}

static HavenSecret *
load_secret (HavenEndpoint *self, const char *key)
{
  g_autoptr (GBytes) value = load_fact (self, key);

  return value == NULL ? NULL : haven_secret_new_copy (g_bytes_get_data (value, NULL), g_bytes_get_size (value));
}

static gboolean
load_facts (HavenEndpoint *self, GError **error)
{
  gint64 version = haven_endpoint_count (self, "PRAGMA user_version", "");

  if (self->failure == NULL && version > SCHEMA_VERSION) {
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_TOO_NEW,
                         _("This data was made by a newer haven-endpoint. Nothing was changed. Use that one."));
    return FALSE;
  }
  self->name = load_text (self, "name");
  self->epoch = load_text (self, "epoch");
  self->keys = haven_wire_keys_new ();
  self->keys->receipts = load_fact (self, "receipts-public");
  self->keys->settings = load_fact (self, "settings-public");
  self->receipts = load_secret (self, "receipts-secret");
  self->settings = load_secret (self, "settings-secret");
  if (self->failure == NULL && (self->name == NULL || self->receipts == NULL || self->settings == NULL))
    g_set_error_literal (&self->failure, HAVEN_ERROR, HAVEN_ERROR_DAMAGED,
                         _("This folder's data lacks its keys. Restore it from a backup."));
  return hand_over_failure (self, error);
}

static gboolean
upgrade (HavenEndpoint *self, GError **error)
{
  if (!haven_endpoint_begin (self, error))
    return FALSE;
  if (haven_endpoint_count (self, "PRAGMA user_version", "") == 1)
    execute (self, upgrade_from_1);
  return haven_endpoint_commit (self, error);
}

HavenEndpoint *
haven_endpoint_open (const char *folder, GError **error)
{
  g_autoptr (HavenEndpoint) self = open_database (folder, error);

  return self != NULL && upgrade (self, error) && load_facts (self, error) ? g_steal_pointer (&self) : NULL;
}

static void
save_fact (HavenEndpoint *self, const char *key, gconstpointer value, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (value, size);

  haven_endpoint_run (self, "INSERT INTO facts (key, value) VALUES (?, ?)", "tb", key, bytes);
}

static void
make_pair (HavenEndpoint *self, const char *public_name, const char *secret_name)
{
  g_autoptr (GBytes) public_key = NULL;
  g_autoptr (HavenSecret) secret = NULL;

  haven_sign_new_pair (&public_key, &secret);
  save_fact (self, public_name, g_bytes_get_data (public_key, NULL), g_bytes_get_size (public_key));
  save_fact (self, secret_name, haven_secret_peek (secret), haven_secret_get_size (secret));
}

static void
make_facts (HavenEndpoint *self, const char *name)
{
  g_autofree char *id = haven_text_new_id (), *epoch = g_strndup (id, 8);

  execute (self, schema);
  save_fact (self, "name", name, strlen (name));
  save_fact (self, "epoch", epoch, strlen (epoch));
  make_pair (self, "receipts-public", "receipts-secret");
  make_pair (self, "settings-public", "settings-secret");
}

static gboolean
is_made (HavenEndpoint *self)
{
  return haven_endpoint_count (self, "SELECT count(*) FROM sqlite_master WHERE name = 'facts'", "") > 0;
}

/* An empty file is an empty database. */
static gboolean
make_file (const char *folder, GError **error)
{
  g_autofree char *path = dup_path (folder);

  if (!haven_platform_make_private_folder (folder, error))
    return FALSE;
  return g_file_test (path, G_FILE_TEST_EXISTS) || g_file_set_contents_full (path, "", 0, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

HavenEndpoint *
haven_endpoint_create (const char *folder, const char *name, GError **error)
{
  g_autoptr (HavenEndpoint) self = make_file (folder, error) ? open_database (folder, error) : NULL;

  if (self == NULL || !haven_endpoint_begin (self, error))
    return NULL;
  if (is_made (self)) {
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_CONFLICT,
                         _("This folder already holds a Virtual School's data. Nothing was changed."));
    return NULL;
  }
  make_facts (self, name);
  if (!haven_endpoint_commit (self, error) || !load_facts (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
haven_endpoint_free (HavenEndpoint *self)
{
  if (self == NULL)
    return;
  sqlite3_close (self->db);
  g_clear_error (&self->failure);
  g_free (self->name);
  g_free (self->epoch);
  haven_wire_keys_free (self->keys);
  haven_secret_free (self->receipts);
  haven_secret_free (self->settings);
  g_free (self);
}

const char *
haven_endpoint_get_name (HavenEndpoint *self)
{
  return self->name;
}

const char *
haven_endpoint_get_epoch (HavenEndpoint *self)
{
  return self->epoch;
}

HavenWireKeys *
haven_endpoint_get_keys (HavenEndpoint *self)
{
  return self->keys;
}

GBytes *
haven_endpoint_sign_receipt (HavenEndpoint *self, GBytes *message)
{
  return haven_sign (self->receipts, message);
}

GBytes *
haven_endpoint_open_sealed (HavenEndpoint *self, GBytes *file, GError **error)
{
  return haven_wire_envelope_open (file, self->keys, self->receipts, error);
}

GBytes *
haven_endpoint_sign_settings (HavenEndpoint *self, GBytes *message)
{
  return haven_sign (self->settings, message);
}

void
haven_endpoint_set_today (HavenEndpoint *self, HavenDay today)
{
  self->today = today;
}

HavenClock
haven_endpoint_get_clock (HavenEndpoint *self)
{
  return self->today == HAVEN_DAY_NONE ? haven_clock_system () : haven_clock_fixed (self->today);
}
