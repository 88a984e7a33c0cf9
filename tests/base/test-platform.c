/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-platform.h"

#include "haven-error.h"
#include "haven-test-system.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifndef G_OS_WIN32
#include <sys/prctl.h>
#include <sys/resource.h>
#endif

#define NOON_ON_4_JUNE 1780570800

typedef struct {
  char *folder;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = haven_platform_make_temp_folder (NULL);
  g_assert_nonnull (fixture->folder);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_true (haven_platform_remove_tree (fixture->folder, NULL));
  g_assert_false (g_file_test (fixture->folder, G_FILE_TEST_EXISTS));
  g_free (fixture->folder);
}

static char *
place (Fixture    *fixture,
       const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

static void
check_content (const char *path,
               const char *expected)
{
  g_autofree char *content = NULL;

  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, expected);
}

static guint
count_entries (const char *path)
{
  g_autoptr(GDir) folder = g_dir_open (path, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (folder) != NULL)
    n++;
  return n;
}

static void
test_replace_file (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *path = place (fixture, "file");
  g_autoptr(GBytes) first = g_bytes_new_static ("first", 5);
  g_autoptr(GBytes) second = g_bytes_new_static ("second", 6);

  g_assert_true (haven_platform_replace_file (path, first, NULL));
  check_content (path, "first");
  g_assert_true (haven_platform_replace_file (path, second, NULL));
  check_content (path, "second");
  haven_test_assert_private (path);
  g_assert_cmpuint (count_entries (fixture->folder), ==, 1);
}

static void
test_replace_fails_whole (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autofree char *path = place (fixture, "taken");
  g_autofree char *inner = g_build_filename (path, "x", NULL);
  g_autoptr(GBytes) bytes = g_bytes_new_static ("new", 3);
  g_autoptr(GError) error = NULL;

  g_assert_true (haven_platform_make_private_folder (inner, NULL));
  g_assert_false (haven_platform_replace_file (path, bytes, &error));   /* a folder stands in its place */
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_FAILED);
  g_assert_null (strstr (error->message, fixture->folder));
  g_assert_cmpuint (count_entries (fixture->folder), ==, 1);
}

/* Windows may refuse to replace what somebody reads; then all is as it was. */
static void
test_replace_while_read (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autofree char *path = place (fixture, "file");
  g_autoptr(GBytes) first = g_bytes_new_static ("first", 5);
  g_autoptr(GBytes) second = g_bytes_new_static ("second", 6);
  gboolean replaced;
  char seen[6] = "";
  FILE *reader;

  g_assert_true (haven_platform_replace_file (path, first, NULL));
  reader = g_fopen (path, "rb");
  replaced = haven_platform_replace_file (path, second, NULL);
  check_content (path, replaced ? "second" : "first");
  g_assert_cmpuint (fread (seen, 1, 5, reader), ==, 5);
  g_assert_cmpstr (seen, ==, "first");
  fclose (reader);
  g_assert_true (haven_platform_replace_file (path, second, NULL));
  check_content (path, "second");
  g_assert_cmpuint (count_entries (fixture->folder), ==, 1);
}

static void
test_replace_leaves_links_alone (Fixture       *fixture,
                                 gconstpointer  data)
{
  g_autofree char *target = place (fixture, "target");
  g_autofree char *link = place (fixture, "link");
  g_autoptr(GBytes) bytes = g_bytes_new_static ("new", 3);

  g_assert_true (g_file_set_contents (target, "old", 3, NULL));
  if (!haven_test_make_link (target, link))
    return;
  g_assert_true (haven_platform_replace_file (link, bytes, NULL));
  check_content (target, "old");
  check_content (link, "new");
}

static void
test_private (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *folder = place (fixture, "a");
  g_autofree char *file = place (fixture, "file");
  g_autoptr(GError) error = NULL;

  g_assert_true (haven_platform_make_private_folder (folder, NULL));
  haven_test_open_to_all (folder);
  g_assert_true (haven_platform_make_private_folder (folder, NULL));
  haven_test_assert_private (folder);
  g_assert_true (g_file_set_contents (file, "x", 1, NULL));
  haven_test_open_to_all (file);
  g_assert_true (haven_platform_make_private (file, NULL));
  haven_test_assert_private (file);
  g_assert_false (haven_platform_make_private_folder (file, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_FAILED);
}

static void
test_links (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *folder = place (fixture, "a");
  g_autofree char *link = place (fixture, "link");
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) file_error = NULL;

  g_assert_true (haven_platform_make_private_folder (folder, NULL));
  g_assert_false (haven_platform_is_link (folder));
  g_assert_false (haven_platform_is_link (link));                       /* nothing there */
  if (!haven_test_make_link (folder, link))
    return;
  g_assert_true (haven_platform_is_link (link));
  g_assert_false (haven_platform_make_private_folder (link, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID);
  g_assert_false (haven_platform_make_private (link, &file_error));
  g_assert_error (file_error, HAVEN_ERROR, HAVEN_ERROR_INVALID);
}

/* Deeper than Windows' calls go without help, and in letters that no code page has together */
static void
test_long_path (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *deep = place (fixture, "Zo\303\253 \305\264yn \345\255\246\346\240\241");
  g_autoptr(GBytes) bytes = g_bytes_new_static ("x", 1);
  g_autoptr(HavenLock) lock = NULL;
  g_autofree char *file = NULL;
  g_autofree char *same = NULL;

  while (strlen (deep) < 400) {
    char *deeper = g_build_filename (deep, "a folder with a name that is rather long", NULL);
    g_free (deep);
    deep = deeper;
  }
  g_assert_true (haven_platform_make_private_folder (deep, NULL));
  file = g_build_filename (deep, "file", NULL);
  same = haven_platform_long_path (file);
  g_assert_true (haven_platform_replace_file (file, bytes, NULL));
  g_assert_true (haven_platform_replace_file (same, bytes, NULL));
  check_content (same, "x");
  g_assert_true (haven_platform_make_private (same, NULL));
  g_assert_false (haven_platform_is_network_path (same) || haven_platform_is_link (same));
  g_assert_true (haven_platform_can_write (deep));
  lock = haven_lock_take (file, "J. Invented", 0, NULL);
  g_assert_nonnull (lock);
}

/* What anybody on the computer could have written is nobody's word. */
static void
test_of_administrator (Fixture       *fixture,
                       gconstpointer data)
{
  g_autofree char *own = g_build_filename (fixture->folder, "own.ini", NULL);
  g_autofree char *missing = g_build_filename (fixture->folder, "missing.ini", NULL);

  g_assert_true (g_file_set_contents (own, "", -1, NULL));
  g_assert_true (haven_platform_is_of_administrator (own));
  g_assert_false (haven_platform_is_of_administrator (missing));
#ifndef G_OS_WIN32
  g_assert_cmpint (g_chmod (own, 0666), ==, 0);
  g_assert_false (haven_platform_is_of_administrator (own));
#endif
}

static void
test_can_write (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *missing = place (fixture, "missing");

  g_assert_true (haven_platform_can_write (fixture->folder));
  g_assert_false (haven_platform_can_write (missing));
}

static void
test_remove_tree (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *deep = place (fixture, "a/b/c");
  g_autofree char *top = place (fixture, "a");
  g_autofree char *link = place (fixture, "a/link");
  g_autofree char *kept = place (fixture, "kept");

  g_assert_cmpint (g_mkdir_with_parents (deep, 0700), ==, 0);
  g_assert_true (g_file_set_contents (kept, "x", 1, NULL));
  if (!haven_test_make_link (fixture->folder, link))
    return;
  g_assert_true (haven_platform_remove_tree (top, NULL));
  g_assert_true (haven_platform_remove_tree (top, NULL));               /* nothing there: nothing to do */
  check_content (kept, "x");
}

static void
test_lock (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *path = place (fixture, "lock");
  g_autoptr(GError) error = NULL;
  HavenLock *lock = haven_lock_take (path, "J. Invented", NOON_ON_4_JUNE, NULL);

  g_assert_nonnull (lock);
  haven_test_assert_private (path);
  g_assert_null (haven_lock_take (path, "A. Other", 0, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, "J. Invented has had the store open since 4 June 2026, 12:00."));
  haven_lock_free (lock);
  lock = haven_lock_take (path, "A. Other", 0, NULL);
  g_assert_nonnull (lock);
  haven_lock_free (lock);
}

/* In another process: takes the lock, says so, and holds it until it is killed */
static int
hold_lock (char **words)
{
  gboolean taken = haven_lock_take (words[0], "The other", NOON_ON_4_JUNE, NULL) != NULL;

  puts (taken ? "y" : "n");
  fflush (stdout);
  getchar ();
  return EXIT_FAILURE;
}

static void
test_lock_dies_with_process (Fixture       *fixture,
                             gconstpointer  data)
{
  g_autofree char *path = place (fixture, "lock");
  g_autoptr(GSubprocess) other = haven_test_start_part (path, NULL);
  g_autoptr(GError) error = NULL;
  HavenLock *lock;
  char word = 0;

  g_assert_cmpint (g_input_stream_read (g_subprocess_get_stdout_pipe (other), &word, 1, NULL, NULL), ==, 1);
  g_assert_cmpint (word, ==, 'y');
  g_assert_null (haven_lock_take (path, "This one", 0, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, "The other"));
  g_subprocess_force_exit (other);
  g_assert_true (g_subprocess_wait (other, NULL, NULL));
  lock = haven_lock_take (path, "This one", 0, NULL);
  g_assert_nonnull (lock);
  haven_lock_free (lock);
}

static void
check_start (const char *path)
{
#ifndef G_OS_WIN32
  struct rlimit core;

  g_assert_cmpint (getrlimit (RLIMIT_CORE, &core), ==, 0);
  g_assert_cmpuint (core.rlim_cur, ==, 0);
  g_assert_cmpuint (core.rlim_max, ==, 0);
#if !defined (__SANITIZE_ADDRESS__) && !defined (__SANITIZE_THREAD__)
  g_assert_cmpint (prctl (PR_GET_DUMPABLE, 0, 0, 0, 0), ==, haven_platform_uses_portals () ? 1 : 0);
#endif
  g_assert_cmpint (g_mkdir (path, 0777), ==, 0);
  haven_test_assert_private (path);
#endif
}

/* And the clock is still the school's. */
static void
test_start (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *path = place (fixture, "plain");
  g_autoptr(GDateTime) summer = NULL;

  haven_platform_start ();
  check_start (path);
  summer = g_date_time_new_from_unix_local (NOON_ON_4_JUNE);
  g_assert_cmpint (g_date_time_get_hour (summer), ==, 12);
  g_assert_true (g_date_time_is_daylight_savings (summer));
}

static void
test_data_folder (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *folder = haven_platform_data_folder ();

  g_assert_true (g_path_is_absolute (folder));
}

static void
test_local_path (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *later = place (fixture, "not/yet/there");

  g_assert_false (haven_platform_is_network_path (fixture->folder));
  g_assert_false (haven_platform_is_network_path (later));
}

#define ADD(name, func) g_test_add ("/base/platform/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  haven_test_parts (argc, argv, hold_lock);
  g_test_init (&argc, &argv, NULL);
  ADD ("replace-file", test_replace_file);
  ADD ("C6/replace-fails-whole", test_replace_fails_whole);
  ADD ("replace-while-read", test_replace_while_read);
  ADD ("replace-leaves-links-alone", test_replace_leaves_links_alone);
  ADD ("private", test_private);
  ADD ("links", test_links);
  ADD ("long-path", test_long_path);
  ADD ("of-administrator", test_of_administrator);
  ADD ("can-write", test_can_write);
  ADD ("remove-tree", test_remove_tree);
  ADD ("C7/lock", test_lock);
  ADD ("lock-dies-with-process", test_lock_dies_with_process);
  ADD ("S10/start", test_start);
  ADD ("data-folder", test_data_folder);
  ADD ("local-path", test_local_path);
  return g_test_run ();
}
