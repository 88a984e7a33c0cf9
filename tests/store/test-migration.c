/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-connection.h"
#include "haven-kept-columns.h"
#include "haven-migration.h"
#include "haven-reference.h"
#include "haven-statement.h"
#include "haven-test-long.h"
#include "haven-test-system.h"
#include "store-support.h"

#include <stdlib.h>
#include <string.h>

/* A migration that stores have run may never change: a new one is added instead. */
static const struct {
  const char *name;
  const char *hash;
} shipped[] = {
  { "0001-first.sql", "ce4c71f1ae1dc6c0966b731a9821ae0603970202a942e0aa790aff537c535852" },
  { "0002-people.sql", "57a05de199d452581f8bb433573512bbbe2367b80719cba8bd4c5aacaf389f57" },
  { "0003-imports.sql", "b9b5181bcdf1aa957f760e07c5d71a91fd8c93cf9471491f2b7b7973289ca7d6" },
  { "0004-meetings.sql", "a6b821689dae1db397d833f38641fe8fdf7f0d094bc58ccaf2a95c5f6e6d5bed" },
  { "0005-snoozes.sql", "ec56e6bd969f24e79f03678e21599292ccd26902f9a814099a2f23d4204ef5ca" },
  { "0006-lates.sql", "6f1c83ddd51ccb309eb73d925b10ac1e2d499175e2d3ac60ef2a534f1e3fd0e8" },
  { "0007-training.sql", "ae858100c2d691244a14e086c2ae073bd9dcc091dd8f76bd0ebc7018f93de593" },
  { "0008-authorities.sql", "2df809f3855ea45a668e818b89d33e076d859f066bfffc64752d4c5b1212eb78" },
  { "0009-keeping.sql", "00c522e3a9bbc9b3a225940a99c1f586e6e06edc2e7dd9d57e982aadf7fbfecf" },
  { "0010-access.sql", "885e9fe9dda3551c3c407d930b8f98a14429d715e8991a0e439c10ec4dea63f2" },
};

typedef struct {
  Fixture base;
  char *file;
  HavenSecret *key;
  HavenConnection *connection;
} Database;

static void
set_up (Database *database, gconstpointer data)
{
  fixture_set_up_bare (&database->base, data);
  database->file = g_build_filename (database->base.folder, "test.db", NULL);
  g_assert_true (g_file_set_contents (database->file, "", 0, NULL));
  database->key = haven_secret_new_random (HAVEN_KEY_BYTES);
  database->connection = haven_connection_open (database->file, database->key, HAVEN_CONNECTION_WRITE, NULL);
}

static void
tear_down (Database *database, gconstpointer data)
{
  haven_connection_close (database->connection);
  haven_secret_free (database->key);
  g_free (database->file);
  fixture_tear_down (&database->base, data);
}

static gint64
ask (Database *database, const char *sql)
{
  HavenStatement *statement = haven_connection_get_statement (database->connection, sql, NULL);
  gboolean row = FALSE;
  gint64 answer;

  g_assert_true (haven_statement_step (statement, &row, NULL));
  answer = haven_statement_get_int (statement, 0);
  haven_statement_reset (statement);
  return answer;
}

static char *
read_script (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "sql", name, NULL);
  char *script;

  g_assert_true (g_file_get_contents (path, &script, NULL, NULL));
  return script;
}

static void
test_never_altered (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (shipped); i++) {
    g_autofree char *script = read_script (shipped[i].name);
    g_autofree char *hash = haven_secret_hash_hex (script, strlen (script));
    g_assert_cmpstr (hash, ==, shipped[i].hash);
  }
}

static void
test_none_missing (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "sql", NULL);
  g_autofree char *listed = g_build_filename (path, "haven-sql.gresource.xml", NULL);
  g_autofree char *list = NULL;
  g_autoptr(GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;
  guint n = 0;

  g_assert_true (g_file_get_contents (listed, &list, NULL, NULL));
  while ((name = g_dir_read_name (folder)) != NULL) {
    if (!g_str_has_suffix (name, ".sql"))
      continue;
    g_assert_nonnull (strstr (list, name));
    n++;
  }
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (shipped));
}

/* A store as the first Haven made it */
static void
set_up_first (Database *database, gconstpointer data)
{
  g_autofree char *script = read_script (shipped[0].name);

  set_up (database, data);
  g_assert_true (haven_connection_run (database->connection, script, NULL));
}

static char *
describe_shape (Database *database)
{
  GString *text = g_string_new (NULL);
  HavenStatement *statement = haven_connection_get_statement (database->connection,
                                                              "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY name", NULL);
  gboolean row = FALSE;

  while (haven_statement_step (statement, &row, NULL) && row)
    for (int i = 0; i < 4; i++)
      g_string_append_printf (text, "%s\n", haven_statement_peek_text (statement, i));
  g_assert_cmpuint (text->len, >, 0);
  return g_string_free (text, FALSE);
}

/* A new store and one that came the long way have one shape, to the letter. */
static void
test_whole_is_sum (Database *database, gconstpointer data)
{
  Database fresh = { { 0 } };
  g_autofree char *by_steps = NULL;
  g_autofree char *at_once = NULL;

  g_assert_true (haven_migration_run (database->connection, NULL));
  by_steps = describe_shape (database);
  set_up (&fresh, data);
  g_assert_true (haven_migration_run (fresh.connection, NULL));
  at_once = describe_shape (&fresh);
  g_assert_cmpstr (at_once, ==, by_steps);
  tear_down (&fresh, data);
}

static void
test_run (Database *database, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (haven_migration_check (database->connection, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_BUSY);
  g_assert_true (haven_migration_run (database->connection, NULL));
  g_assert_cmpint (ask (database, "PRAGMA user_version"), ==, G_N_ELEMENTS (shipped));
  g_assert_true (haven_migration_run (database->connection, NULL));     /* nothing more to do */
  g_assert_true (haven_migration_check (database->connection, NULL));
}

static void
test_too_new (Database *database, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) reader_error = NULL;

  g_assert_true (haven_connection_run (database->connection, "PRAGMA user_version = 9999", NULL));
  g_assert_false (haven_migration_run (database->connection, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_TOO_NEW);
  g_assert_false (haven_migration_check (database->connection, &reader_error));
  g_assert_error (reader_error, HAVEN_ERROR, HAVEN_ERROR_TOO_NEW);
}

/* The impact assessment tells of every field (practice 35): what it is, why it is kept, for how long. */
static void
test_every_field_is_told (Database *database, gconstpointer data)
{
  HavenStatement *fields;
  guint n = 0, n_told;
  gboolean row;

  haven_reference_start ();
  g_assert_true (haven_migration_run (database->connection, NULL));
  fields = haven_connection_get_statement (database->connection, "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info (m.name) c "
                                           "WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'", NULL);
  for (; haven_statement_step (fields, &row, NULL) && row; n++) {
    const char *table = haven_statement_peek_text (fields, 0), *column = haven_statement_peek_text (fields, 1);

    if (haven_kept_column_find (table, column) == NULL)
      g_test_message ("nobody says what %s.%s is kept for", table, column);
    g_assert_nonnull (haven_kept_column_find (table, column));
  }
  haven_kept_columns (&n_told);
  g_assert_cmpuint (n, >=, n_told);
  haven_statement_reset (fields);
}

/* Each migration stands whole or not at all. */
static void
check_whole (Database *database, gboolean done)
{
  gint64 version = ask (database, "PRAGMA user_version");
  gint64 n_second = ask (database, "SELECT count (*) FROM sqlite_master WHERE name IN ('note_texts', 'note_seals', 'drafts', 'keys_seen')");

  g_assert_true (done ? version == G_N_ELEMENTS (shipped) : version < (gint64) G_N_ELEMENTS (shipped));
  g_assert_cmpint (ask (database, "SELECT count (*) FROM sqlite_master") > 0, ==, version > 0);
  g_assert_cmpint (n_second, ==, version > 1 ? 4 : 0);
}

/* Whatever step fails, the database is as before; and the next try succeeds. */
static void
test_all_or_nothing (Database *database, gconstpointer data)
{
  gboolean done = FALSE;
  int n;

  for (n = 0; !done; n++) {
    int left = n;
    haven_connection_set_write_func (database->connection, haven_test_fail_after, &left);
    done = haven_migration_run (database->connection, NULL);
    g_assert_false (haven_connection_is_in_transaction (database->connection));
    haven_connection_set_write_func (database->connection, NULL, NULL);
    check_whole (database, done);
  }
  g_assert_cmpint (n, >, G_N_ELEMENTS (shipped));
}

static HavenSecret *
read_key (const char *text)
{
  guint8 bytes[HAVEN_KEY_BYTES];

  for (guint i = 0; i < HAVEN_KEY_BYTES; i++)
    bytes[i] = (guint8) (g_ascii_xdigit_value (text[2 * i]) << 4 | g_ascii_xdigit_value (text[2 * i + 1]));
  return haven_secret_new_copy (bytes, sizeof bytes);
}

static char *
write_key (HavenSecret *key)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < HAVEN_KEY_BYTES; i++)
    g_string_append_printf (text, "%02x", haven_secret_peek (key)[i]);
  return g_string_free (text, FALSE);
}

/* words: the file, its key, how many writes it lives through */
static int
do_migrate (char **words)
{
  int left = atoi (words[2]);
  HavenSecret *key;
  HavenConnection *connection;

  g_assert_true (haven_secret_start (NULL));
  key = read_key (words[1]);
  connection = haven_connection_open (words[0], key, HAVEN_CONNECTION_WRITE, NULL);
  haven_connection_set_write_func (connection, haven_test_die_after, &left);
  g_assert_true (haven_migration_run (connection, NULL));
  haven_connection_set_write_func (connection, NULL, NULL);
  haven_connection_close (connection);
  haven_secret_free (key);
  return 0;
}

/* Wherever it dies, each migration stands whole or not at all, and the next opening goes on from there. */
static void
test_death (Database *database, gconstpointer data)
{
  g_autofree char *key = write_key (database->key);
  gboolean died = TRUE;
  int n;

  for (n = 0; died; n++) {
    g_autofree char *left = g_strdup_printf ("%d", n);
    g_clear_pointer (&database->connection, haven_connection_close);
    died = haven_test_part_dies (database->file, key, left, NULL);
    database->connection = haven_connection_open (database->file, database->key, HAVEN_CONNECTION_WRITE, NULL);
    check_whole (database, !died);
  }
  g_assert_cmpint (n, >, 2);
  haven_test_tell_faults ("migrate", "kill -9 at a write", n, n, 0);
}

#define ADD(name, func) g_test_add ("/store/migration/" name, Database, NULL, set_up, func, tear_down)
#define ADD_FIRST(name, func) g_test_add ("/store/migration/from-first/" name, Database, NULL, set_up_first, func, tear_down)

int
main (int argc, char **argv)
{
  haven_test_parts (argc, argv, do_migrate);
  g_test_init (&argc, &argv, NULL);
  g_assert_true (haven_secret_start (NULL));
  g_test_add_func ("/store/migration/never-altered", test_never_altered);
  g_test_add_func ("/store/migration/none-missing", test_none_missing);
  ADD ("run", test_run);
  ADD ("too-new", test_too_new);
  ADD ("all-or-nothing", test_all_or_nothing);
  ADD ("practice_35/every-field-is-told", test_every_field_is_told);
  ADD ("C5/death", test_death);
  ADD_FIRST ("run", test_run);
  ADD_FIRST ("whole-is-sum", test_whole_is_sum);
  ADD_FIRST ("all-or-nothing", test_all_or_nothing);
  ADD_FIRST ("death", test_death);
  return g_test_run ();
}
