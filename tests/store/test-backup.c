/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-backup-private.h"
#include "haven-platform.h"
#include "haven-store-private.h"
#include "haven-test-long.h"
#include "haven-test-system.h"
#include "store-support.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

static char *
get_path (Fixture *fixture, const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture_set_up (fixture, data);
  fill_store (fixture, 3);
}

static void
check_refused (const char *path, HavenErrorCode code)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (haven_backup_check (path, &error));
  g_assert_error (error, HAVEN_ERROR, (int) code);
}

static void
check_restores (Fixture *fixture, const char *path, const char *name)
{
  g_autofree char *back = get_path (fixture, name);
  g_autoptr(HavenSchool) expected = read_school (fixture->store);
  g_autoptr(HavenSchool) school = NULL;
  HavenStore *store;

  g_assert_true (haven_backup_restore (path, NULL, back, NULL));
  store = open_store (back, HAVEN_STORE_WRITER);
  school = read_school (store);
  assert_same_school (school, expected);
  g_assert_true (haven_store_check (store, NULL));
  haven_store_close (store);
}

/* The live store is read while it is open. Its log is folded into its records once; then not a byte of it changes. */
static void
test_there_and_back (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = get_path (fixture, "copy.havenbackup");
  g_autofree char *records = place (fixture, "store.db");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize size_before, size_after;

  g_assert_true (haven_backup_write (fixture->store, path, NULL));
  g_assert_true (g_file_get_contents (records, &before, &size_before, NULL));
  g_assert_true (haven_backup_write (fixture->store, path, NULL));
  haven_test_assert_private (path);
  check_restores (fixture, path, "back.haven");
  g_assert_true (g_file_get_contents (records, &after, &size_after, NULL));
  g_assert_cmpmem (before, size_before, after, size_after);
}

/* Somebody who reads an older moment keeps the log from being folded in: the backup is made page by page, and of now. */
static void
test_while_read (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = get_path (fixture, "copy.havenbackup");
  HavenStore *reader = haven_store_open_beside (fixture->store, NULL);
  g_autoptr(HavenSchool) older = read_school (fixture->store);
  g_autoptr(GRand) chance = g_rand_new_with_seed (5);

  g_assert_true (haven_connection_begin (reader->connection, FALSE, NULL));
  g_assert_true (haven_connection_run (reader->connection, "SELECT id FROM pupils", NULL));
  begin (fixture->store);
  put (fixture->store, HAVEN_TABLE_PUPILS, invent_record (chance, HAVEN_TABLE_PUPILS, older));
  commit (fixture->store);
  g_assert_true (haven_backup_write (fixture->store, path, NULL));
  haven_connection_rollback (reader->connection);
  haven_store_close (reader);
  check_restores (fixture, path, "back.haven");
}

/* What stands in the folder afterwards is what stood there before. */
static void
test_nothing_left (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = get_path (fixture, "copy.havenbackup");
  g_autoptr(GDir) entries = NULL;
  const char *name;

  g_assert_true (haven_backup_write (fixture->store, path, NULL));
  entries = g_dir_open (fixture->path, 0, NULL);
  while ((name = g_dir_read_name (entries)) != NULL)
    g_assert_true (g_str_has_prefix (name, "store.db") || g_str_equal (name, "keys") || g_str_equal (name, "lock"));
}

static void
test_encrypted (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = get_path (fixture, "copy.havenbackup");
  g_autofree char *content = NULL;
  gsize size;

  begin (fixture->store);
  put (fixture->store, HAVEN_TABLE_PUPILS, invent_pupil ("Zzyzx", 0));
  commit (fixture->store);
  g_assert_true (haven_backup_write (fixture->store, path, NULL));
  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  g_assert_false (haven_test_contains (content, size, "Zzyzx"));
  g_assert_false (haven_test_contains (content, size, "SQLite format"));
}

/* Never over what is there: a store, or anything else. */
static void
test_beside_never_over (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = get_path (fixture, "copy.havenbackup");
  g_autoptr(GError) store_error = NULL;
  g_autoptr(GError) folder_error = NULL;

  g_assert_true (haven_backup_write (fixture->store, path, NULL));
  g_assert_false (haven_backup_restore (path, NULL, fixture->path, &store_error));
  g_assert_error (store_error, HAVEN_ERROR, HAVEN_ERROR_INVALID);
  g_assert_false (haven_backup_restore (path, NULL, fixture->folder, &folder_error));
  g_assert_error (folder_error, HAVEN_ERROR, HAVEN_ERROR_INVALID);
  g_assert_true (haven_store_check (fixture->store, NULL));
}

static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = get_path (fixture, "copy.havenbackup");
  g_autofree char *back = get_path (fixture, "back.haven");
  g_autofree char *content = NULL;
  gsize size;

  g_assert_true (haven_backup_write (fixture->store, path, NULL));
  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  for (gsize i = 9; i < size; i += i < 100 ? 1 : size / 50) {
    content[i] ^= 0x10;
    g_assert_true (g_file_set_contents (path, content, size, NULL));
    check_refused (path, HAVEN_ERROR_DAMAGED);
    content[i] ^= 0x10;
  }
  for (gsize length = 9; length < size; length += size / 20) {
    g_assert_true (g_file_set_contents (path, content, length, NULL));
    check_refused (path, HAVEN_ERROR_DAMAGED);
  }
  g_assert_false (haven_backup_restore (path, NULL, back, NULL));
  g_assert_false (g_file_test (back, G_FILE_TEST_EXISTS));
}

static void
test_not_backups (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = get_path (fixture, "letter.txt");
  g_autofree char *keys = place (fixture, "keys");

  check_refused (path, HAVEN_ERROR_NOT_FOUND);
  check_refused (keys, HAVEN_ERROR_NOT_A_STORE);
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  check_refused (path, HAVEN_ERROR_NOT_A_STORE);
  g_assert_true (g_file_set_contents (path, "HAVENBAK\x09 and so on", -1, NULL));
  check_refused (path, HAVEN_ERROR_TOO_NEW);
}

/* The backup of yesterday stays until that of today is whole. */
static void
test_fail (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = get_path (fixture, "copy.havenbackup");
  gboolean done = FALSE;
  int n;

  g_assert_true (haven_backup_write (fixture->store, path, NULL));
  for (n = 0; !done; n++) {
    int left = n;
    haven_store_set_write_func (fixture->store, haven_test_fail_after, &left);
    done = haven_backup_write (fixture->store, path, NULL);
    haven_store_set_write_func (fixture->store, NULL, NULL);
    g_assert_true (haven_backup_check (path, NULL));
  }
  g_assert_cmpint (n, >=, 2);
}

static gboolean
back_up (HavenStore *store, const char *path)
{
  return haven_backup_write (store, path, NULL);
}

static int
do_backup (char **words)
{
  return work_and_die (words, back_up);
}

static void
test_death (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = get_path (fixture, "copy.havenbackup");
  gboolean died = TRUE;

  haven_store_close (g_steal_pointer (&fixture->store));
  for (int n = 0; died; n++) {
    g_autofree char *left = g_strdup_printf ("%d", n);
    died = haven_test_part_dies (fixture->path, path, left, NULL);
    g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS) == !died);
    haven_store_close (open_store (fixture->path, HAVEN_STORE_WRITER));
  }
  fixture->store = open_store (fixture->path, HAVEN_STORE_WRITER);
  check_restores (fixture, path, "back.haven");
}

static void
die_at_step_cb (gpointer user_data)
{
  haven_test_die_after (user_data);
}

/* words: "restore", the backup, the folder, how many steps it lives through */
static int
do_restore (char **words)
{
  int left = atoi (words[3]);

  g_assert_true (haven_secret_start (NULL));
  g_assert_true (haven_backup_restore_stepped (words[1], NULL, words[2], die_at_step_cb, &left, NULL));
  return 0;
}

static int
do_part (char **words)
{
  return g_str_equal (words[0], "restore") ? do_restore (words) : do_backup (words);
}

/* Killed before each step: no store is there, or the whole one; the store beside it and the copy stay as they were, and the next restore
 * may use the folder. */
static void
test_restore_death (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = get_path (fixture, "copy.havenbackup");
  g_autofree char *back = get_path (fixture, "killed.haven");
  gboolean died = TRUE;
  int n = 0;

  g_assert_true (haven_backup_write (fixture->store, path, NULL));
  for (; died; n++) {
    g_autofree char *left = g_strdup_printf ("%d", n);
    died = haven_test_part_dies ("restore", path, back, left, NULL);
    g_assert_true (haven_store_is_there (back) == (n >= 3));
    g_assert_true (haven_backup_check (path, NULL));
    if (n == 3)
      g_assert_true (haven_platform_remove_tree (back, NULL));
  }
  g_assert_cmpint (n, ==, 5);
  haven_test_tell_faults ("restore", "kill -9 at a step", n, n, 0);
  haven_store_close (open_store (back, HAVEN_STORE_WRITER));
}

/* A restore that was cut short left records without keys: that is no store, and the next one may use the folder. */
static void
test_cut_short (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = get_path (fixture, "copy.havenbackup");
  g_autofree char *back = get_path (fixture, "back.haven");
  g_autofree char *keys = g_build_filename (back, "keys", NULL);

  g_assert_true (haven_backup_write (fixture->store, path, NULL));
  g_assert_true (haven_backup_restore (path, NULL, back, NULL));
  g_assert_cmpint (g_unlink (keys), ==, 0);
  g_assert_false (haven_store_is_there (back));
  check_restores (fixture, path, "back.haven");
}

#define ADD(name, func) g_test_add ("/store/backup/" name, Fixture, NULL, set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  haven_test_parts (argc, argv, do_part);
  g_test_init (&argc, &argv, NULL);
  ADD ("C8/there-and-back", test_there_and_back);
  ADD ("C8/beside-never-over", test_beside_never_over);
  ADD ("while-read", test_while_read);
  ADD ("nothing-left", test_nothing_left);
  ADD ("encrypted", test_encrypted);
  ADD ("damaged", test_damaged);
  ADD ("not-backups", test_not_backups);
  ADD ("C6/fail", test_fail);
  ADD ("C6/death", test_death);
  ADD ("C6/restore-death", test_restore_death);
  ADD ("C6/cut-short", test_cut_short);
  return g_test_run ();
}
