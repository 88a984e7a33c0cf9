/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-test-system.h"
#include "haven-statement.h"
#include "haven-tables.h"
#include "haven-store-private.h"
#include "store-support.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CANARY "Xanthippe-Canary"

static void
check_refused (const char *path, const char *passphrase, HavenErrorCode code)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (haven_store_open (path, NULL, passphrase, HAVEN_STORE_WRITER, test_clock (), &error));
  g_assert_error (error, HAVEN_ERROR, (int) code);
  g_assert_null (strstr (error->message, path));
}

static void
test_create_and_open (Fixture *fixture, gconstpointer data)
{
  g_assert_true (haven_store_is_there (fixture->path));
  g_assert_cmpstr (haven_store_get_user (fixture->store), ==, NAME);
  g_assert_cmpint (haven_store_get_role (fixture->store), ==, HAVEN_ROLE_DSL);
  reopen (fixture);
  g_assert_cmpstr (haven_store_get_user (fixture->store), ==, NAME);
  g_assert_true (haven_store_check (fixture->store, NULL));
}

/* The three that SQLCipher would answer alike, and two more */
static void
test_told_apart (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = g_build_filename (fixture->folder, "letter.txt", NULL);
  g_autofree char *empty = g_build_filename (fixture->folder, "empty", NULL);
  g_autofree char *missing = g_build_filename (fixture->folder, "missing", NULL);
  g_autofree char *records = place (fixture, "store.db");

  g_assert_true (g_file_set_contents (text, "Dear governors,\n", -1, NULL));
  g_assert_cmpint (g_mkdir (empty, 0700), ==, 0);
  haven_store_close (g_steal_pointer (&fixture->store));
  check_refused (fixture->path, "wrong", HAVEN_ERROR_LOCKED);
  check_refused (text, PASSPHRASE, HAVEN_ERROR_NOT_A_STORE);
  check_refused (empty, PASSPHRASE, HAVEN_ERROR_NOT_A_STORE);
  check_refused (missing, PASSPHRASE, HAVEN_ERROR_NOT_A_STORE);
  g_assert_true (g_file_set_contents (records, "not records at all", -1, NULL));
  check_refused (fixture->path, PASSPHRASE, HAVEN_ERROR_DAMAGED);
  check_refused (fixture->path, "wrong", HAVEN_ERROR_LOCKED);
  g_assert_true (g_file_set_contents (records, "", 0, NULL));
  check_refused (fixture->path, PASSPHRASE, HAVEN_ERROR_DAMAGED);
  g_assert_cmpint (g_unlink (records), ==, 0);
  check_refused (fixture->path, PASSPHRASE, HAVEN_ERROR_DAMAGED);
  g_assert_false (haven_store_is_there (empty));
}

static void
check_not_created (const char *path, HavenErrorCode code)
{
  const HavenStoreUser first = { NAME, HAVEN_ROLE_DSL, PASSPHRASE };
  g_autoptr(GError) error = NULL;

  g_assert_null (haven_store_create (path, &first, HAVEN_STRETCH_TEST, test_clock (), &error));
  g_assert_error (error, HAVEN_ERROR, (int) code);
}

static void
test_create_only_where_nothing_is (Fixture *fixture, gconstpointer data)
{
  g_autofree char *file = g_build_filename (fixture->folder, "file", NULL);
  g_autofree char *full = g_build_filename (fixture->folder, "full", NULL);
  g_autofree char *letter = g_build_filename (full, "letter.txt", NULL);
  g_autofree char *empty = g_build_filename (fixture->folder, "empty", NULL);
  HavenStore *store;

  g_assert_true (g_file_set_contents (file, "x", 1, NULL));
  g_assert_cmpint (g_mkdir (full, 0700), ==, 0);
  g_assert_cmpint (g_mkdir (empty, 0755), ==, 0);
  g_assert_true (g_file_set_contents (letter, "x", 1, NULL));
  check_not_created (fixture->path, HAVEN_ERROR_INVALID);
  check_not_created (file, HAVEN_ERROR_INVALID);
  check_not_created (full, HAVEN_ERROR_INVALID);
  g_assert_true (g_file_test (letter, G_FILE_TEST_EXISTS));
  store = create_store (empty);
  haven_store_close (store);
  haven_test_assert_private (empty);
}

/* Records without keys are the remains of a making that was cut short. */
static void
test_create_over_remains (Fixture *fixture, gconstpointer data)
{
  g_autofree char *keys = place (fixture, "keys");

  haven_store_close (g_steal_pointer (&fixture->store));
  g_assert_cmpint (g_unlink (keys), ==, 0);
  fixture->store = create_store (fixture->path);
  reopen (fixture);
}

/* On Windows what SQLite makes beside the records takes the folder's access list. */
static void
test_private (Fixture *fixture, gconstpointer data)
{
#ifdef G_OS_WIN32
  static const char *const files[] = { "keys", "store.db", "lock" };
#else
  static const char *const files[] = { "keys", "store.db", "store.db-wal", "store.db-shm", "lock" };
#endif
  mode_t before = umask (0);

  begin (fixture->store);
  put (fixture->store, HAVEN_TABLE_PUPILS, invent_pupil ("Invented", 0));
  commit (fixture->store);
  haven_test_assert_private (fixture->path);
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *path = place (fixture, files[i]);
    haven_test_assert_private (path);
  }
  umask (before);
}

static void
test_links_are_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *link = g_build_filename (fixture->folder, "link.haven", NULL);
  g_autofree char *link_with_slash = g_strconcat (link, "/", NULL);
  g_autofree char *records = place (fixture, "store.db");
  g_autofree char *elsewhere = g_build_filename (fixture->folder, "elsewhere.db", NULL);

  haven_store_close (g_steal_pointer (&fixture->store));
  if (!haven_test_make_link (fixture->path, link))
    return;
  check_refused (link, PASSPHRASE, HAVEN_ERROR_REFUSED);
  check_refused (link_with_slash, PASSPHRASE, HAVEN_ERROR_REFUSED);
  g_assert_cmpint (g_rename (records, elsewhere), ==, 0);
  g_assert_true (haven_test_make_link (elsewhere, records));
  check_refused (fixture->path, PASSPHRASE, HAVEN_ERROR_REFUSED);
}

/* A lock on Windows forbids reading; what SQLite shares between its connections is page numbers and has one. */
static gboolean
is_locked (const char *name)
{
#ifdef G_OS_WIN32
  return g_str_has_suffix (name, "-shm");
#else
  return FALSE;
#endif
}

static void
check_no_canary (Fixture *fixture)
{
  static const char *const words[] = { CANARY, "Zoe-Canary", "A801200005001", "pupils", "SQLite format" };
  g_autoptr(GDir) folder = g_dir_open (fixture->path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *path = place (fixture, name);
    g_autofree char *content = NULL;
    gsize size;
    if (!g_file_get_contents (path, &content, &size, NULL))
      g_assert_true (is_locked (name));
    for (gsize i = 0; i < G_N_ELEMENTS (words) && content != NULL; i++)
      g_assert_false (haven_test_contains (content, size, words[i]));
  }
}

static void
test_no_name_on_disk (Fixture *fixture, gconstpointer data)
{
  begin (fixture->store);
  for (int i = 0; i < 200; i++) {
    HavenPupil *pupil = invent_pupil (CANARY, 0);
    g_free (pupil->forename);
    pupil->forename = g_strdup ("Zoe-Canary");
    pupil->upn = i == 0 ? g_strdup ("A801200005001") : NULL;
    put (fixture->store, HAVEN_TABLE_PUPILS, pupil);
  }
  check_no_canary (fixture);               /* in the middle, with what spilled */
  commit (fixture->store);
  check_no_canary (fixture);
  haven_store_close (g_steal_pointer (&fixture->store));
  check_no_canary (fixture);
}

static void
test_one_writer (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  HavenStore *reader;

  g_assert_null (haven_store_open (fixture->path, NULL, PASSPHRASE, HAVEN_STORE_WRITER, test_clock (), &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, NAME " has had the store open since 4 June 2026, 18:00."));
  reader = open_store (fixture->path, HAVEN_STORE_READER);
  haven_store_close (reader);
}

static void
test_reader_writes_nothing (Fixture *fixture, gconstpointer data)
{
  const HavenStoreUser third = { "Third", HAVEN_ROLE_DT, "three" };
  HavenStore *reader = open_store (fixture->path, HAVEN_STORE_READER);
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) user_error = NULL;

  g_assert_false (haven_store_begin (reader, FALSE, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED);
  g_assert_false (haven_store_add_user (reader, &third, test_clock (), &user_error));
  g_assert_error (user_error, HAVEN_ERROR, HAVEN_ERROR_REFUSED);
  haven_store_close (reader);
}

static gpointer
read_beside (gpointer data)
{
  HavenStore *beside = haven_store_open_beside (data, NULL);
  HavenSchool *school = read_school (beside);

  g_assert_cmpstr (haven_store_get_user (beside), ==, NAME);
  haven_store_close (beside);
  return school;
}

static void
test_beside_on_another_thread (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenSchool) here = NULL;
  g_autoptr(HavenSchool) there = NULL;

  fill_store (fixture, 3);
  here = read_school (fixture->store);
  there = g_thread_join (g_thread_new ("reader", read_beside, fixture->store));
  assert_same_school (here, there);
}

/* A reader sees a transaction whole or not at all. */
static void
test_beside_sees_only_commits (Fixture *fixture, gconstpointer data)
{
  HavenStore *beside = haven_store_open_beside (fixture->store, NULL);
  g_autoptr(HavenSchool) during = NULL;
  g_autoptr(HavenSchool) after = NULL;

  begin (fixture->store);
  put (fixture->store, HAVEN_TABLE_PUPILS, invent_pupil ("Invented", 0));
  during = read_school (beside);
  g_assert_cmpuint (haven_school_get_n_pupils (during), ==, 0);
  commit (fixture->store);
  after = read_school (beside);
  g_assert_cmpuint (haven_school_get_n_pupils (after), ==, 1);
  haven_store_close (beside);
}

static void
test_only_changed_tables_are_read (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenSchool) before = NULL;
  g_autoptr(HavenSchool) after = NULL;
  HavenTables changed;

  fill_store (fixture, 3);
  before = read_school (fixture->store);
  begin (fixture->store);
  put (fixture->store, HAVEN_TABLE_NOTES, invent_record (fixture->chance, HAVEN_TABLE_NOTES, before));
  g_assert_true (haven_store_set (fixture->store, "name", "Invented High", NULL));
  changed = commit (fixture->store);
  g_assert_cmpuint (changed, ==, HAVEN_TABLE_BIT (HAVEN_TABLE_NOTES) | HAVEN_TABLE_BIT (HAVEN_TABLE_SETTINGS));
  after = haven_store_read_school (fixture->store, before, changed, NULL);
  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++)
    g_assert_cmpint (haven_school_get_table (before, table) == haven_school_get_table (after, table), ==,
                     (changed & HAVEN_TABLE_BIT (table)) == 0);
  g_assert_cmpuint (haven_school_get_table (after, HAVEN_TABLE_NOTES)->len, ==, 4);
}

static void
test_rollback_changes_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenSchool) before = NULL;
  g_autoptr(HavenSchool) after = NULL;

  fill_store (fixture, 3);
  before = read_school (fixture->store);
  begin (fixture->store);
  put (fixture->store, HAVEN_TABLE_PUPILS, invent_pupil ("Invented", 0));
  g_assert_true (haven_store_remove (fixture->store, HAVEN_TABLE_PUPILS, haven_school_get_nth_pupil (before, 0)->id, NULL));
  haven_store_rollback (fixture->store);
  begin (fixture->store);
  g_assert_cmpuint (commit (fixture->store), ==, 0);
  after = read_school (fixture->store);
  assert_same_school (before, after);
}

static void
test_settings (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenSchool) school = NULL;

  begin (fixture->store);
  g_assert_true (haven_store_set (fixture->store, "name", "Invented Primary", NULL));
  g_assert_true (haven_store_set (fixture->store, "name", "Invented High", NULL));
  g_assert_true (haven_store_set (fixture->store, "urn", "123456", NULL));
  g_assert_true (haven_store_set (fixture->store, "urn", NULL, NULL));
  g_assert_true (haven_store_set (fixture->store, "never", NULL, NULL));
  commit (fixture->store);
  school = read_school (fixture->store);
  g_assert_cmpstr (haven_school_get_setting (school, "name", "-"), ==, "Invented High");
  g_assert_cmpstr (haven_school_get_setting (school, "urn", "-"), ==, "-");
}

static void
test_users (Fixture *fixture, gconstpointer data)
{
  const HavenStoreUser third = { "Third", HAVEN_ROLE_DT, "three" };
  g_autoptr(GPtrArray) people = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (haven_store_add_user (fixture->store, &third, test_clock (), NULL));
  people = haven_store_list_people (fixture->path, NULL);
  g_assert_cmpuint (people->len, ==, 2);
  haven_store_close (fixture->store);
  fixture->store = haven_store_open (fixture->path, NULL, "three", HAVEN_STORE_WRITER, test_clock (), NULL);
  g_assert_cmpint (haven_store_get_role (fixture->store), ==, HAVEN_ROLE_DT);
  g_assert_true (haven_store_change_passphrase (fixture->store, "three", "four", test_clock (), NULL));
  g_assert_false (haven_store_remove_user (fixture->store, "Third", test_clock (), &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED);
  reopen (fixture);
  g_assert_true (haven_store_remove_user (fixture->store, "Third", test_clock (), NULL));
  haven_store_close (g_steal_pointer (&fixture->store));
  check_refused (fixture->path, "four", HAVEN_ERROR_LOCKED);
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  fill_store (fixture, 200);
  haven_store_set_cancellable (fixture->store, cancellable);
  g_cancellable_cancel (cancellable);
  g_assert_null (haven_store_read_school (fixture->store, NULL, HAVEN_ALL_TABLES, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_CANCELLED);
  haven_store_set_cancellable (fixture->store, NULL);
  haven_school_unref (read_school (fixture->store));
}

/* Said of media that cannot be written to; the superuser is not stopped by modes, so an ordinary user asks. */
#ifdef G_OS_WIN32
static void
test_fixed_media (Fixture *fixture, gconstpointer data)
{
  g_test_skip ("the modes of a folder stand for such media, and Windows has none");
}
#else
static void
test_fixed_media (Fixture *fixture, gconstpointer data)
{
  HavenStore *reader;
  g_autoptr(HavenSchool) school = NULL;

  fill_store (fixture, 2);
  haven_store_close (g_steal_pointer (&fixture->store));
  if (geteuid () == 0) {
    g_test_skip ("needs an ordinary user");
    return;
  }
  g_assert_cmpint (g_chmod (fixture->path, 0500), ==, 0);
  reader = open_store (fixture->path, HAVEN_STORE_READER);
  school = read_school (reader);
  g_assert_cmpuint (haven_school_get_n_pupils (school), ==, 2);
  haven_store_close (reader);
  g_assert_cmpint (g_chmod (fixture->path, 0700), ==, 0);
}
#endif

static gpointer
use_elsewhere (gpointer data)
{
  return read_school (data);
}

static void
test_thread_is_asserted (Fixture *fixture, gconstpointer data)
{
  if (g_test_subprocess ()) {
    g_thread_join (g_thread_new ("other", use_elsewhere, fixture->store));
    return;
  }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*owner*");
}

static char *
quote_note (HavenStore *store)
{
  static const char sql[] = "SELECT quote (pupil_id) || quote (type) || quote (day) || quote (author) || quote (text) || quote (restricted)"
                            " || quote (import_id) FROM notes WHERE id = 2";
  HavenStatement *statement = haven_connection_get_statement (store->connection, sql, NULL);
  gboolean row = FALSE;
  char *quoted;

  g_assert_true (haven_statement_step (statement, &row, NULL) && row);
  quoted = haven_statement_dup_text (statement, 0);
  haven_statement_reset (statement);
  return quoted;
}

/* A pupil that cannot be read: what belongs to that pupil is not shown without; all of it stays as it is. */
static void
test_bad_pupil (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenSchool) whole = NULL;
  g_autoptr(HavenSchool) rest = NULL;
  g_autoptr(HavenSchool) mended = NULL;
  guint n_gone = 0;

  fill_store (fixture, 5);
  whole = read_school (fixture->store);
  g_assert_true (haven_connection_run (fixture->store->connection, "UPDATE pupils SET sen = 'of a later time' WHERE id = 2", NULL));
  reopen (fixture);
  rest = read_school (fixture->store);
  g_assert_null (haven_school_get_pupil (rest, 2));
  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++) {
    if (strstr (haven_tables_get (table)->read, "pupil_id") != NULL)
      g_assert_cmpuint (haven_school_of_pupil (rest, table, 2).n, ==, 0);
    n_gone += haven_school_get_table (whole, table)->len - haven_school_get_table (rest, table)->len;
  }
  g_assert_cmpuint (haven_school_get_n_set_aside (rest), ==, n_gone);
  g_assert_cmpuint (haven_school_get_n_damaged (rest), ==, 0);
  g_assert_true (haven_connection_run (fixture->store->connection, "UPDATE pupils SET sen = 'N' WHERE id = 2", NULL));
  mended = read_school (fixture->store);
  g_assert_true (is_same_school (whole, mended, ~HAVEN_TABLE_BIT (HAVEN_TABLE_PUPILS)));
}

/* One record that this Haven does not understand: the others are there, it is said that there is one, and it stays as it is through changes. */
static void
test_one_bad_record (Fixture *fixture, gconstpointer data)
{
  static const char spoil[] = "UPDATE notes SET type = 'of a later time', author = 'as it was' WHERE id = 2";
  g_autofree char *spoilt = NULL;
  g_autofree char *kept = NULL;
  g_autoptr(HavenSchool) school = NULL;
  g_autoptr(HavenSchool) after = NULL;
  g_autoptr(HavenSchool) mended = NULL;
  guint n_notes;

  fill_store (fixture, 5);
  school = read_school (fixture->store);
  n_notes = haven_school_get_table (school, HAVEN_TABLE_NOTES)->len;
  g_assert_cmpuint (haven_school_get_n_set_aside (school), ==, 0);
  g_assert_true (haven_connection_run (fixture->store->connection, spoil, NULL));
  spoilt = quote_note (fixture->store);
  reopen (fixture);
  begin (fixture->store);
  put (fixture->store, HAVEN_TABLE_PUPILS, invent_pupil ("Later", 0));
  commit (fixture->store);
  after = read_school (fixture->store);
  g_assert_cmpuint (haven_school_get_table (after, HAVEN_TABLE_NOTES)->len, ==, n_notes - 1);
  g_assert_cmpuint (haven_school_get_n_set_aside (after), ==, 1);
  kept = quote_note (fixture->store);
  g_assert_cmpstr (kept, ==, spoilt);
  g_assert_true (haven_connection_run (fixture->store->connection, "UPDATE notes SET type = 'fact' WHERE id = 2", NULL));
  mended = haven_store_read_school (fixture->store, after, HAVEN_TABLE_BIT (HAVEN_TABLE_NOTES), NULL);
  g_assert_cmpuint (haven_school_get_n_set_aside (mended), ==, 0);
}

static char *
ask_engine (HavenStore *store, const char *pragma)
{
  HavenStatement *statement = haven_connection_get_statement (store->connection, pragma, NULL);
  gboolean row = FALSE;
  char *answer;

  g_assert_true (haven_statement_step (statement, &row, NULL) && row);
  answer = haven_statement_dup_text (statement, 0);
  haven_statement_reset (statement);
  return answer;
}

/* What src/store/README.md decided on, as the engine itself has it: every page is authenticated, under a key that Argon2id protects */
static void
test_engine (Fixture *fixture, gconstpointer data)
{
  g_autofree char *hmac = ask_engine (fixture->store, "PRAGMA cipher_use_hmac");
  g_autofree char *algorithm = ask_engine (fixture->store, "PRAGMA cipher_hmac_algorithm");
  g_autofree char *version = ask_engine (fixture->store, "PRAGMA cipher_version");
  g_autofree char *journal = ask_engine (fixture->store, "PRAGMA journal_mode");
  g_autofree char *synchronous = ask_engine (fixture->store, "PRAGMA synchronous");
  g_autofree char *temporary = ask_engine (fixture->store, "PRAGMA temp_store");

  g_assert_cmpstr (hmac, ==, "1");
  g_assert_cmpstr (algorithm, ==, "HMAC_SHA512");
  g_assert_cmpint (version[0], ==, '4');
  g_assert_cmpstr (journal, ==, "wal");
  g_assert_cmpstr (synchronous, ==, "2");                          /* what is committed is on the disk */
  g_assert_cmpstr (temporary, ==, "2");                            /* and what is sorted never is */
}

#define ADD(name, func) g_test_add ("/store/store/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("create-and-open", test_create_and_open);
  ADD ("told-apart", test_told_apart);
  ADD ("create-only-where-nothing-is", test_create_only_where_nothing_is);
  ADD ("create-over-remains", test_create_over_remains);
  ADD ("S12/private", test_private);
  ADD ("S12/links-are-refused", test_links_are_refused);
  ADD ("C15/no-name-on-disk", test_no_name_on_disk);
  ADD ("practice_33/one-writer", test_one_writer);
  ADD ("C7/one-writer", test_one_writer);
  ADD ("C4/one-bad-record", test_one_bad_record);
  ADD ("C4/bad-pupil", test_bad_pupil);
  ADD ("S6/engine", test_engine);
  ADD ("reader-writes-nothing", test_reader_writes_nothing);
  ADD ("beside-on-another-thread", test_beside_on_another_thread);
  ADD ("beside-sees-only-commits", test_beside_sees_only_commits);
  ADD ("only-changed-tables-are-read", test_only_changed_tables_are_read);
  ADD ("rollback-changes-nothing", test_rollback_changes_nothing);
  ADD ("settings", test_settings);
  ADD ("practice_32/users", test_users);
  ADD ("cancel", test_cancel);
  ADD ("fixed-media", test_fixed_media);
  ADD ("thread-is-asserted", test_thread_is_asserted);
  return g_test_run ();
}
