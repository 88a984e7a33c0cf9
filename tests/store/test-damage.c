/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-support.h"

#include <string.h>

#define PAGE 4096

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture_set_up (fixture, data);
  fill_store (fixture, 20);
  haven_store_close (g_steal_pointer (&fixture->store));
}

/* Opens the store and reads all of it. */
static gboolean
use (Fixture *fixture, GError **error)
{
  g_autoptr(HavenStore) store = haven_store_open (fixture->path, NULL, PASSPHRASE, HAVEN_STORE_WRITER, test_clock (), error);
  g_autoptr(HavenSchool) school = NULL;

  if (store == NULL)
    return FALSE;
  school = haven_store_read_school (store, NULL, HAVEN_ALL_TABLES, error);
  return school != NULL && haven_store_check (store, error);
}

static void
check_flip (Fixture *fixture, const char *path, char *content, gsize size, gsize at)
{
  g_autoptr(GError) error = NULL;

  content[at] ^= 0x20;
  g_assert_true (g_file_set_contents (path, content, size, NULL));
  g_assert_false (use (fixture, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_DAMAGED);
  content[at] ^= 0x20;
}

/* No byte of the records can be altered unnoticed. */
static void
test_flipped_bytes (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = place (fixture, "store.db");
  g_autofree char *content = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  g_assert_cmpuint (size, >, 40 * PAGE);
  for (gsize at = 0; at < PAGE; at += 97)
    check_flip (fixture, path, content, size, at);
  for (gsize at = PAGE + 13; at < size; at += 8191)
    check_flip (fixture, path, content, size, at);
  g_assert_true (g_file_set_contents (path, content, size, NULL));
  g_assert_true (use (fixture, NULL));
}

static void
test_cut_short (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = place (fixture, "store.db");
  g_autofree char *content = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  for (gsize length = 0; length < size; length += size / 7 + 11) {
    g_autoptr(GError) error = NULL;
    g_assert_true (g_file_set_contents (path, content, length, NULL));
    g_assert_false (use (fixture, &error));
    g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_DAMAGED);
  }
}

/* Two pages change places: each is whole, but not where it was. */
static void
test_swapped_pages (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = place (fixture, "store.db");
  g_autofree char *content = NULL;
  g_autofree char *page = g_malloc (PAGE);
  g_autoptr(GError) error = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  memcpy (page, content + 10 * PAGE, PAGE);
  memcpy (content + 10 * PAGE, content + 11 * PAGE, PAGE);
  memcpy (content + 11 * PAGE, page, PAGE);
  g_assert_true (g_file_set_contents (path, content, size, NULL));
  g_assert_false (use (fixture, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_DAMAGED);
}

/* The records of one store with the keys of another */
static void
test_other_keys (Fixture *fixture, gconstpointer data)
{
  g_autofree char *other = g_build_filename (fixture->folder, "other.haven", NULL);
  g_autofree char *other_keys = g_build_filename (other, "keys", NULL);
  g_autofree char *keys = place (fixture, "keys");
  g_autofree char *content = NULL;
  g_autoptr(GError) error = NULL;
  gsize size;

  haven_store_close (create_store (other));
  g_assert_true (g_file_get_contents (other_keys, &content, &size, NULL));
  g_assert_true (g_file_set_contents (keys, content, size, NULL));
  g_assert_false (use (fixture, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_DAMAGED);
}

#define ADD(name, func) g_test_add ("/store/damage/" name, Fixture, NULL, set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("S2/flipped-bytes", test_flipped_bytes);
  ADD ("S2/cut-short", test_cut_short);
  ADD ("S2/swapped-pages", test_swapped_pages);
  ADD ("S2/other-keys", test_other_keys);
  return g_test_run ();
}
