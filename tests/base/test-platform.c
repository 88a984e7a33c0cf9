/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-platform.h"

#include "haven-error.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

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

static int
get_mode (const char *path)
{
  GStatBuf status;

  g_assert_cmpint (g_lstat (path, &status), ==, 0);
  return status.st_mode & 0777;
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
  g_assert_cmpint (get_mode (path), ==, 0600);
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

static void
test_replace_leaves_links_alone (Fixture       *fixture,
                                 gconstpointer  data)
{
  g_autofree char *target = place (fixture, "target");
  g_autofree char *link = place (fixture, "link");
  g_autoptr(GBytes) bytes = g_bytes_new_static ("new", 3);

  g_assert_true (g_file_set_contents (target, "old", 3, NULL));
  g_assert_cmpint (symlink (target, link), ==, 0);
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
  g_autofree char *link = place (fixture, "link");
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) file_error = NULL;

  g_assert_true (haven_platform_make_private_folder (folder, NULL));
  g_assert_cmpint (g_chmod (folder, 0755), ==, 0);
  g_assert_true (haven_platform_make_private_folder (folder, NULL));
  g_assert_cmpint (get_mode (folder), ==, 0700);
  g_assert_true (g_file_set_contents (file, "x", 1, NULL));
  g_assert_cmpint (g_chmod (file, 0644), ==, 0);
  g_assert_true (haven_platform_make_private (file, NULL));
  g_assert_cmpint (get_mode (file), ==, 0600);
  g_assert_cmpint (symlink (folder, link), ==, 0);
  g_assert_false (haven_platform_make_private_folder (link, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID);
  g_assert_false (haven_platform_make_private (link, &file_error));
  g_assert_error (file_error, HAVEN_ERROR, HAVEN_ERROR_INVALID);
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
  g_assert_cmpint (symlink (fixture->folder, link), ==, 0);
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
  g_assert_cmpint (get_mode (path), ==, 0600);
  g_assert_null (haven_lock_take (path, "A. Other", 0, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, "J. Invented has had the store open since 4 June 2026, 12:00."));
  haven_lock_free (lock);
  lock = haven_lock_take (path, "A. Other", 0, NULL);
  g_assert_nonnull (lock);
  haven_lock_free (lock);
}

/* The child takes the lock, says so, and dies with it. */
static void
test_lock_dies_with_process (Fixture       *fixture,
                             gconstpointer  data)
{
  g_autofree char *path = place (fixture, "lock");
  g_autoptr(GError) error = NULL;
  HavenLock *lock;
  int said[2], stay[2];
  char word;
  pid_t child;

  g_assert_cmpint (pipe (said), ==, 0);
  g_assert_cmpint (pipe (stay), ==, 0);
  child = fork ();
  if (child == 0) {
    gboolean taken = haven_lock_take (path, "The child", NOON_ON_4_JUNE, NULL) != NULL;
    _exit (write (said[1], taken ? "y" : "n", 1) == 1 && read (stay[0], &word, 1) == 0 ? 0 : 1);
  }
  close (stay[0]);
  g_assert_cmpint (read (said[0], &word, 1), ==, 1);
  g_assert_cmpint (word, ==, 'y');
  g_assert_null (haven_lock_take (path, "The parent", 0, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, "The child"));
  kill (child, SIGKILL);
  g_assert_cmpint (waitpid (child, NULL, 0), ==, child);
  lock = haven_lock_take (path, "The parent", 0, NULL);
  g_assert_nonnull (lock);
  haven_lock_free (lock);
}

static void
test_start (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *path = place (fixture, "plain");
  struct rlimit core;

  haven_platform_start ();
  g_assert_cmpint (getrlimit (RLIMIT_CORE, &core), ==, 0);
  g_assert_cmpuint (core.rlim_cur, ==, 0);
  g_assert_cmpint (g_mkdir (path, 0777), ==, 0);
  g_assert_cmpint (get_mode (path), ==, 0700);
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
  g_test_init (&argc, &argv, NULL);
  ADD ("replace-file", test_replace_file);
  ADD ("replace-fails-whole", test_replace_fails_whole);
  ADD ("replace-leaves-links-alone", test_replace_leaves_links_alone);
  ADD ("private", test_private);
  ADD ("remove-tree", test_remove_tree);
  ADD ("lock", test_lock);
  ADD ("lock-dies-with-process", test_lock_dies_with_process);
  ADD ("start", test_start);
  ADD ("local-path", test_local_path);
  return g_test_run ();
}
