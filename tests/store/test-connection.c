/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-connection.h"
#include "haven-statement.h"
#include "haven-test-system.h"
#include "store-support.h"

#include <string.h>

typedef struct {
  Fixture base;
  char *file;
  HavenSecret *key;
  HavenConnection *connection;
} Database;

static void
run (Database *database, const char *sql)
{
  g_autoptr(GError) error = NULL;

  haven_connection_run (database->connection, sql, &error);
  g_assert_no_error (error);
}

static gint64
ask (Database *database, const char *sql)
{
  g_autoptr(GError) error = NULL;
  HavenStatement *statement = haven_connection_get_statement (database->connection, sql, &error);
  gboolean row = FALSE;
  gint64 answer;

  g_assert_no_error (error);
  g_assert_true (haven_statement_step (statement, &row, NULL));
  g_assert_true (row);
  answer = haven_statement_get_int (statement, 0);
  haven_statement_reset (statement);
  return answer;
}

static void
set_up (Database *database, gconstpointer data)
{
  fixture_set_up_bare (&database->base, data);
  database->file = g_build_filename (database->base.folder, "test.db", NULL);
  g_assert_true (g_file_set_contents (database->file, "", 0, NULL));
  database->key = haven_secret_new_random (HAVEN_KEY_BYTES);
  database->connection = haven_connection_open (database->file, database->key, HAVEN_CONNECTION_WRITE, NULL);
  run (database, "CREATE TABLE parents (id INTEGER PRIMARY KEY, word TEXT) STRICT;"
                 "CREATE TABLE children (id INTEGER PRIMARY KEY, "
                 "parent_id INTEGER NOT NULL REFERENCES parents (id) ON DELETE CASCADE, word TEXT) STRICT;"
                 "INSERT INTO parents VALUES (1, 'one'), (2, 'two');"
                 "INSERT INTO children VALUES (1, 1, 'first'), (2, 1, 'second'), (3, 2, 'third')");
}

static void
tear_down (Database *database, gconstpointer data)
{
  haven_connection_close (database->connection);
  haven_secret_free (database->key);
  g_free (database->file);
  fixture_tear_down (&database->base, data);
}

static void
test_values (Database *database, gconstpointer data)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static ("a\0b", 3);
  g_autoptr(GBytes) nothing = g_bytes_new (NULL, 0);
  g_autoptr(GBytes) read = NULL, read_nothing = NULL;
  g_autofree char *text = NULL;
  HavenStatement *statement = haven_connection_get_statement (database->connection, "SELECT ?1, ?2, ?3, ?4, ?5, ?6", NULL);
  gboolean row = FALSE;

  haven_statement_bind_int (statement, 1, G_MININT64);
  haven_statement_bind_text (statement, 2, "Zoë");
  haven_statement_bind_bytes (statement, 3, bytes);
  haven_statement_bind_bytes (statement, 4, nothing);
  haven_statement_bind_text (statement, 5, NULL);
  g_assert_true (haven_statement_step (statement, &row, NULL));
  g_assert_cmpint (haven_statement_get_int (statement, 0), ==, G_MININT64);
  text = haven_statement_dup_text (statement, 1);
  g_assert_cmpstr (text, ==, "Zoë");
  read = haven_statement_dup_bytes (statement, 2);
  g_assert_true (g_bytes_equal (read, bytes));
  read_nothing = haven_statement_dup_bytes (statement, 3);
  g_assert_cmpuint (g_bytes_get_size (read_nothing), ==, 0);
  g_assert_true (haven_statement_is_null (statement, 4));
  g_assert_null (haven_statement_dup_bytes (statement, 5));
  g_assert_true (haven_statement_step (statement, &row, NULL));
  g_assert_false (row);
}

static void
test_settings (Database *database, gconstpointer data)
{
  g_assert_cmpint (ask (database, "PRAGMA foreign_keys"), ==, 1);
  g_assert_cmpint (ask (database, "PRAGMA synchronous"), ==, 2);
  g_assert_cmpint (ask (database, "PRAGMA temp_store"), ==, 2);
  g_assert_cmpint (ask (database, "PRAGMA secure_delete"), ==, 1);
}

static void
test_encrypted (Database *database, gconstpointer data)
{
  g_autofree char *content = NULL;
  gsize size;

  haven_connection_close (g_steal_pointer (&database->connection));
  g_assert_true (g_file_get_contents (database->file, &content, &size, NULL));
  g_assert_cmpuint (size, >, 4096);
  g_assert_false (haven_test_contains (content, size, "SQLite"));
  g_assert_false (haven_test_contains (content, size, "second"));
}

static void
test_wrong_key (Database *database, gconstpointer data)
{
  g_autoptr(HavenSecret) other = haven_secret_new_random (HAVEN_KEY_BYTES);
  g_autoptr(GError) error = NULL;

  g_assert_null (haven_connection_open (database->file, other, HAVEN_CONNECTION_WRITE, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_DAMAGED);
}

static void
test_missing (Database *database, gconstpointer data)
{
  g_autofree char *missing = g_strconcat (database->file, "?%# x", NULL);
  g_autoptr(GError) error = NULL;

  g_assert_null (haven_connection_open (missing, database->key, HAVEN_CONNECTION_WRITE, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_FAILED);
  g_assert_false (g_file_test (missing, G_FILE_TEST_EXISTS));
}

#ifdef G_OS_WIN32
#define ODD_NAME "&mode=ro %41#y"                         /* no file on Windows has a question mark in its name */
#else
#define ODD_NAME "?mode=ro %41&x#y"
#endif

/* A name that means something in a URI is still only a name. */
static void
test_odd_name (Database *database, gconstpointer data)
{
  g_autofree char *odd = g_strconcat (database->file, ODD_NAME, NULL);
  HavenConnection *connection;

  g_assert_true (g_file_set_contents (odd, "", 0, NULL));
  connection = haven_connection_open (odd, database->key, HAVEN_CONNECTION_WRITE, NULL);
  g_assert_nonnull (connection);
  g_assert_true (haven_connection_run (connection, "CREATE TABLE t (a)", NULL));
  haven_connection_close (connection);
  g_assert_true (g_file_test (odd, G_FILE_TEST_EXISTS));
}

static void
test_reader (Database *database, gconstpointer data)
{
  g_autoptr(HavenConnection) reader = haven_connection_open (database->file, database->key, HAVEN_CONNECTION_READ, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_nonnull (reader);
  g_assert_false (haven_connection_run (reader, "DELETE FROM children WHERE id = 1", &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_FAILED);
  g_assert_cmpint (ask (database, "SELECT count(*) FROM children"), ==, 3);
}

static void
test_rollback (Database *database, gconstpointer data)
{
  g_assert_true (haven_connection_begin (database->connection, TRUE, NULL));
  g_assert_true (haven_connection_is_in_transaction (database->connection));
  run (database, "DELETE FROM parents WHERE id = 1");
  g_assert_cmpint (ask (database, "SELECT count(*) FROM children"), ==, 1);
  haven_connection_rollback (database->connection);
  g_assert_false (haven_connection_is_in_transaction (database->connection));
  g_assert_cmpint (ask (database, "SELECT count(*) FROM children"), ==, 3);
  haven_connection_rollback (database->connection);       /* nothing to do is not an error */
}

static void
test_constraint (Database *database, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (haven_connection_run (database->connection, "INSERT INTO children VALUES (9, 77, 'orphan')", &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID);
}

/* The nth write fails, and after it everything can be as before. */
static void
test_fails_at_every_write (Database *database, gconstpointer data)
{
  static const char script[] = "INSERT INTO parents VALUES (3, 'three'); UPDATE parents SET word = 'new' WHERE id = 1; "
                               "DELETE FROM children WHERE id = 3;";

  for (int n = 0; n < 4; n++) {
    g_autoptr(GError) error = NULL;
    int left = n;
    haven_connection_set_write_func (database->connection, haven_test_fail_after, &left);
    g_assert_true (haven_connection_begin (database->connection, TRUE, NULL));
    if (haven_connection_run (database->connection, script, &error))
      g_assert_false (haven_connection_commit (database->connection, &error));
    g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_FAILED);
    haven_connection_rollback (database->connection);
    haven_connection_set_write_func (database->connection, NULL, NULL);
    g_assert_cmpint (ask (database, "SELECT count(*) FROM parents"), ==, 2);
    g_assert_cmpint (ask (database, "SELECT count(*) FROM children"), ==, 3);
  }
}

static void
test_cancel (Database *database, gconstpointer data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  static const char endless[] = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max (i) FROM n";

  haven_connection_set_cancellable (database->connection, cancellable);
  g_cancellable_cancel (cancellable);
  g_assert_false (haven_connection_run (database->connection, endless, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_CANCELLED);
  haven_connection_set_cancellable (database->connection, NULL);
  g_assert_cmpint (ask (database, "SELECT count(*) FROM parents"), ==, 2);
}

static void
note_table_cb (const char *table, gpointer user_data)
{
  g_string_append_c (user_data, table[0]);
}

/* Rows that go because another went are told of, too. */
static void
test_changes_are_told (Database *database, gconstpointer data)
{
  g_autoptr(GString) told = g_string_new (NULL);

  haven_connection_set_change_func (database->connection, note_table_cb, told);
  run (database, "INSERT INTO parents VALUES (3, 'three')");
  g_assert_cmpstr (told->str, ==, "p");
  run (database, "INSERT INTO parents VALUES (3, 'x') ON CONFLICT (id) DO UPDATE SET word = 'y'");
  g_assert_cmpstr (told->str, ==, "pp");
  run (database, "DELETE FROM parents WHERE id = 1");
  g_assert_cmpuint (told->len, ==, 5);
  g_assert_nonnull (strstr (told->str, "cc"));
}

static GBytes *
record (Database *database, const char *sql)
{
  static const char *const tables[] = { "parents", "children", NULL };
  GBytes *changes = NULL;

  g_assert_true (haven_connection_begin (database->connection, TRUE, NULL));
  g_assert_true (haven_connection_record_begin (database->connection, tables, NULL));
  run (database, sql);
  g_assert_true (haven_connection_record_end (database->connection, &changes, NULL));
  g_assert_true (haven_connection_commit (database->connection, NULL));
  return changes;
}

/* A number that any difference in content changes */
static gint64
fingerprint (Database *database)
{
  return ask (database, "SELECT (SELECT total (id * 7 + length (word) * 11 + unicode (word)) FROM parents) * 1000 "
                        "+ (SELECT total (id * 13 + parent_id * 17 + length (word) * 19 + unicode (word)) FROM children)");
}

static void
test_inverse (Database *database, gconstpointer data)
{
  static const char *const scripts[] = {
    "INSERT INTO parents VALUES (5, 'five'); INSERT INTO children VALUES (7, 5, 'x')",
    "UPDATE parents SET word = 'changed' WHERE id = 2",
    "DELETE FROM parents WHERE id = 1",                   /* and its children */
    "DELETE FROM children WHERE id = 1; INSERT INTO children VALUES (1, 2, 'again')",
    "UPDATE children SET parent_id = 2 WHERE parent_id = 1; DELETE FROM parents WHERE id = 1",
  };
  gint64 before = fingerprint (database);

  for (gsize i = 0; i < G_N_ELEMENTS (scripts); i++) {
    g_autoptr(GBytes) changes = record (database, scripts[i]);
    g_autoptr(GPtrArray) in_the_way = g_ptr_array_new ();
    g_autoptr(GError) error = NULL;
    g_assert_cmpint (fingerprint (database), !=, before);
    g_assert_true (haven_connection_apply_inverse (database->connection, changes, in_the_way, &error));
    g_assert_no_error (error);
    g_assert_cmpuint (in_the_way->len, ==, 0);
    g_assert_cmpint (fingerprint (database), ==, before);
  }
}

static void
test_inverse_conflicts (Database *database, gconstpointer data)
{
  static const struct { const char *script; const char *later; const char *table; } table[] = {
    { "INSERT INTO parents VALUES (5, 'five')", "UPDATE parents SET word = 'hand' WHERE id = 5", "parents" },
    { "INSERT INTO parents VALUES (6, 'six')", "INSERT INTO children VALUES (60, 6, 'written since')", "children" },
    { "UPDATE parents SET word = 'import' WHERE id = 2", "UPDATE parents SET word = 'hand' WHERE id = 2", "parents" },
    { "UPDATE children SET word = 'import' WHERE id = 3", "DELETE FROM children WHERE id = 3", "children" },
    { "DELETE FROM children WHERE id = 2", "INSERT INTO children VALUES (2, 2, 'reused')", "children" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autoptr(GBytes) changes = record (database, table[i].script);
    g_autoptr(GPtrArray) in_the_way = g_ptr_array_new ();
    g_autoptr(GError) error = NULL;
    gint64 before;
    run (database, table[i].later);
    before = fingerprint (database);
    g_assert_true (haven_connection_begin (database->connection, TRUE, NULL));
    g_assert_false (haven_connection_apply_inverse (database->connection, changes, in_the_way, &error));
    g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_CONFLICT);
    g_assert_cmpuint (in_the_way->len, ==, 1);
    g_assert_cmpstr (g_ptr_array_index (in_the_way, 0), ==, table[i].table);
    g_assert_cmpint (fingerprint (database), ==, before);
    g_assert_true (haven_connection_commit (database->connection, NULL));
  }
}

/* What was removed since need not be removed again. */
static void
test_inverse_of_gone (Database *database, gconstpointer data)
{
  g_autoptr(GBytes) changes = record (database, "INSERT INTO parents VALUES (5, 'five'), (6, 'six')");
  g_autoptr(GPtrArray) in_the_way = g_ptr_array_new ();

  run (database, "DELETE FROM parents WHERE id = 5");
  g_assert_true (haven_connection_apply_inverse (database->connection, changes, in_the_way, NULL));
  g_assert_cmpint (ask (database, "SELECT count(*) FROM parents"), ==, 2);
}

static void
test_nothing_recorded (Database *database, gconstpointer data)
{
  g_assert_null (record (database, "UPDATE parents SET word = word WHERE id = 1"));
}

#define ADD(name, func) g_test_add ("/store/connection/" name, Database, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("values", test_values);
  ADD ("settings", test_settings);
  ADD ("encrypted", test_encrypted);
  ADD ("wrong-key", test_wrong_key);
  ADD ("missing", test_missing);
  ADD ("odd-name", test_odd_name);
  ADD ("reader", test_reader);
  ADD ("rollback", test_rollback);
  ADD ("constraint", test_constraint);
  ADD ("fails-at-every-write", test_fails_at_every_write);
  ADD ("cancel", test_cancel);
  ADD ("changes-are-told", test_changes_are_told);
  ADD ("inverse", test_inverse);
  ADD ("inverse-conflicts", test_inverse_conflicts);
  ADD ("inverse-of-gone", test_inverse_of_gone);
  ADD ("nothing-recorded", test_nothing_recorded);
  return g_test_run ();
}
