/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-test-long.h"
#include "store-support.h"

#include <string.h>

#define PAGE 4096
#define MOST_SHUT 8                        /* pages that say what tables there are; these do not grow with the school */

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
  const gsize step = haven_test_is_long () ? 53 : 8191;   /* of a page's bytes every one is covered by one check sum */
  guint n = 0;
  g_autofree char *path = place (fixture, "store.db");
  g_autofree char *content = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  g_assert_cmpuint (size, >, 40 * PAGE);
  for (gsize at = 0; at < PAGE; at += 97, n++)
    check_flip (fixture, path, content, size, at);
  for (gsize at = PAGE + g_test_rand_int_range (0, step); at < size; at += step, n++)
    check_flip (fixture, path, content, size, at);
  g_assert_true (g_file_set_contents (path, content, size, NULL));
  g_assert_true (use (fixture, NULL));
  haven_test_tell_faults ("open, read and check", "a byte flipped", n, n, 0);
}

static void
test_cut_short (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = place (fixture, "store.db");
  const gsize pages = haven_test_is_long () ? 1 : 13;
  g_autofree char *content = NULL;
  gsize size;
  guint n = 0;

  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  for (gsize length = 0; length < size; length += n % 2 == 0 ? 11 : pages * PAGE - 11, n++) {
    g_autoptr(GError) error = NULL;
    g_assert_true (g_file_set_contents (path, content, length, NULL));
    g_assert_false (use (fixture, &error));
    g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_DAMAGED);
  }
  haven_test_tell_faults ("open, read and check", "cut at a page and after", n, n, 0);
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

/* ---- the healthy rest ---- */

static guint
count_records (HavenSchool *school)
{
  guint n = 0;

  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++)
    n += haven_school_get_table (school, table)->len;
  return n;
}

static void
check_same_or_gone (HavenSchool *whole, HavenSchool *rest)
{
  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++) {
    const HavenKind *kind = haven_table_get_kind (table);
    GPtrArray *records = haven_school_get_table (rest, table);
    for (guint i = 0; i < records->len; i++) {
      gconstpointer before = haven_school_get_record (whole, table, *(gint64 *) records->pdata[i]);
      g_assert_nonnull (before);
      g_assert_true (haven_record_equal (kind, before, records->pdata[i]) || table == HAVEN_TABLE_NOTES);   /* a seal may be what is damaged */
    }
  }
}

static gboolean
is_shut (const GError *error)
{
  return g_error_matches (error, HAVEN_ERROR, HAVEN_ERROR_DAMAGED);
}

typedef struct {
  guint n_pages;
  guint n_shut;                            /* of these nothing can be read */
  guint n_whole;                           /* these hold nothing that is read: free, or an index */
  guint n_found;                           /* by check */
  guint n_left;                            /* records, of all of these together */
} Pages;

/* One page is damaged: what is read is as it was, and check finds the damage. */
static void
read_rest (Fixture *fixture, HavenSchool *whole, Pages *pages)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(HavenStore) store = haven_store_open (fixture->path, NULL, PASSPHRASE, HAVEN_STORE_WRITER, test_clock (), &error);
  g_autoptr(HavenSchool) rest = store != NULL ? haven_store_read_school (store, NULL, HAVEN_ALL_TABLES, &error) : NULL;

  pages->n_pages++;
  if (rest == NULL) {
    g_assert_true (is_shut (error));
    pages->n_shut++;
    pages->n_found++;
    return;
  }
  check_same_or_gone (whole, rest);
  pages->n_whole += haven_school_get_n_damaged (rest) == 0;
  pages->n_left += count_records (rest);
  pages->n_found += !haven_store_check (store, &error) && is_shut (error);
}

static void
test_healthy_rest (Fixture *fixture, gconstpointer data)
{
  const guint step = haven_test_is_long () ? 1 : 9;
  g_autofree char *path = place (fixture, "store.db");
  g_autofree char *content = NULL;
  g_autoptr(HavenSchool) whole = NULL;
  Pages pages = { 0 };
  HavenStore *store = open_store (fixture->path, HAVEN_STORE_WRITER);
  gsize size;

  whole = read_school (store);
  haven_store_close (store);
  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  for (gsize page = g_test_rand_int_range (0, step); page < size / PAGE; page += step) {
    content[page * PAGE + 100] ^= 0x20;
    g_assert_true (g_file_set_contents (path, content, size, NULL));
    read_rest (fixture, whole, &pages);
    content[page * PAGE + 100] ^= 0x20;
  }
  g_test_message ("%u pages: %u shut, %u with nothing that is read, of %u records %u were left on average",
                  pages.n_pages, pages.n_shut, pages.n_whole, count_records (whole), pages.n_left / (pages.n_pages - pages.n_shut));
  haven_test_tell_faults ("open and read", "a page damaged", pages.n_pages, pages.n_found, 0);
  g_assert_cmpuint (pages.n_found, ==, pages.n_pages);
  g_assert_cmpuint (pages.n_shut, <=, MOST_SHUT);
  g_assert_cmpuint (pages.n_left, >, (pages.n_pages - pages.n_shut) * count_records (whole) * 9 / 10);
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
  ADD ("C4/healthy-rest", test_healthy_rest);
  return g_test_run ();
}
