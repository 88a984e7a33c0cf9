/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-test-system.h"
#include "store-support.h"

#include <stdlib.h>

#define N_PUPILS 4

typedef void (*Deed) (HavenStore *store);

static void
import_deed (HavenStore *store)
{
  g_autoptr(HavenImport) receipt = invent_receipt ();

  g_assert_true (haven_store_begin (store, TRUE, NULL));
  for (int i = 0; i < N_PUPILS; i++)
    put (store, HAVEN_TABLE_PUPILS, invent_pupil ("Invented", 1));
  g_assert_true (haven_store_put_import (store, receipt, NULL));
  g_assert_true (haven_store_add_audit (store, test_clock (), "import", 0, NULL, NULL));
  g_assert_true (haven_store_commit (store, NULL, NULL, NULL));
}

static void
undo_deed (HavenStore *store)
{
  begin (store);
  g_assert_true (haven_store_undo_import (store, 1, test_clock (), NULL));
  g_assert_true (haven_store_add_audit (store, test_clock (), "undo-import", 0, NULL, NULL));
  commit (store);
}

/* Killed after the commit, before anything was closed */
static void
import_and_die (HavenStore *store)
{
  import_deed (store);
  haven_test_die ();
}

static const struct { const char *name; Deed deed; } deeds[] = {
  { "import", import_deed }, { "undo", undo_deed }, { "import-and-die", import_and_die },
};

/* words: the deed, the store, and how many writes it lives through */
static int
do_deed (char **words)
{
  int left = atoi (words[2]);
  HavenStore *store;

  g_assert_true (haven_secret_start (NULL));
  store = open_store (words[1], HAVEN_STORE_WRITER);
  haven_store_set_write_func (store, haven_test_die_after, &left);
  for (gsize i = 0; i < G_N_ELEMENTS (deeds); i++) {
    if (g_str_equal (deeds[i].name, words[0]))
      deeds[i].deed (store);
  }
  haven_store_set_write_func (store, NULL, NULL);
  haven_store_close (store);
  return EXIT_SUCCESS;
}

/* In a process of its own, which is killed before its write number n; FALSE: it had no such write and came to its end. */
static gboolean
kill_at (Fixture *fixture, const char *deed, int n)
{
  g_autofree char *writes = g_strdup_printf ("%d", n);

  return haven_test_part_dies (deed, fixture->path, writes, NULL);
}

/* Everything of the import is there, or nothing: pupils, receipt and audit line. */
static guint
count_whole (Fixture *fixture)
{
  HavenStore *store = open_store (fixture->path, HAVEN_STORE_WRITER);
  g_autoptr(HavenSchool) school = read_school (store);
  guint n_pupils = haven_school_get_n_pupils (school);
  guint n_imports = haven_school_get_table (school, HAVEN_TABLE_IMPORTS)->len;
  guint n_lines = 0;

  g_assert_true (haven_store_check (store, NULL));
  g_assert_true (haven_store_verify_audit (store, &n_lines, NULL));
  g_assert_cmpuint (n_pupils, ==, n_imports * N_PUPILS);
  g_assert_cmpuint (n_lines, ==, n_imports);
  haven_store_close (store);
  return n_imports;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture_set_up (fixture, data);
  haven_store_close (g_steal_pointer (&fixture->store));
}

static void
test_import (Fixture *fixture, gconstpointer data)
{
  int n = 0;

  for (; kill_at (fixture, "import", n); n++)
    g_assert_cmpuint (count_whole (fixture), ==, 0);
  g_assert_cmpuint (count_whole (fixture), ==, 1);
  g_assert_cmpint (n, >, N_PUPILS);
}

/* It can still be taken back. */
static void
test_committed_stands (Fixture *fixture, gconstpointer data)
{
  g_assert_true (kill_at (fixture, "import-and-die", 1000));
  g_assert_cmpuint (count_whole (fixture), ==, 1);
  fixture->store = open_store (fixture->path, HAVEN_STORE_WRITER);
  undo_deed (fixture->store);
}

static gboolean
is_undone (Fixture *fixture)
{
  HavenStore *store = open_store (fixture->path, HAVEN_STORE_WRITER);
  g_autoptr(HavenSchool) school = read_school (store);
  const HavenImport *receipt = haven_school_get_record (school, HAVEN_TABLE_IMPORTS, 1);
  gboolean undone = receipt->undone_at != 0;
  guint n_lines = 0;

  g_assert_cmpuint (haven_school_get_n_pupils (school), ==, undone ? 0 : N_PUPILS);
  g_assert_true (haven_store_verify_audit (store, &n_lines, NULL));
  g_assert_cmpuint (n_lines, ==, undone ? 2 : 1);
  haven_store_close (store);
  return undone;
}

static void
test_undo (Fixture *fixture, gconstpointer data)
{
  int n = 0;

  g_assert_false (kill_at (fixture, "import", 1000));
  for (; kill_at (fixture, "undo", n); n++)
    g_assert_false (is_undone (fixture));
  g_assert_true (is_undone (fixture));
  g_assert_cmpint (n, >, 0);
}

static gboolean
try_import (HavenStore *store)
{
  g_autoptr(HavenImport) receipt = invent_receipt ();
  g_autoptr(HavenPupil) pupil = invent_pupil ("Invented", 1);

  if (!haven_store_begin (store, TRUE, NULL))
    return FALSE;
  if (haven_store_put (store, HAVEN_TABLE_PUPILS, pupil, NULL)
      && haven_store_put_import (store, receipt, NULL)
      && haven_store_add_audit (store, test_clock (), "import", 0, NULL, NULL))
    return haven_store_commit (store, NULL, NULL, NULL);
  haven_store_rollback (store);
  return FALSE;
}

/* A full disk at any write: an error, the old state, and the store goes on working. */
static void
test_full_disk (Fixture *fixture, gconstpointer data)
{
  gboolean done = FALSE;
  int n;

  fixture->store = open_store (fixture->path, HAVEN_STORE_WRITER);
  for (n = 0; !done; n++) {
    g_autoptr(HavenSchool) school = NULL;
    int left = n;
    haven_store_set_write_func (fixture->store, haven_test_fail_after, &left);
    done = try_import (fixture->store);
    haven_store_set_write_func (fixture->store, NULL, NULL);
    school = read_school (fixture->store);
    g_assert_cmpuint (haven_school_get_n_pupils (school), ==, done ? 1 : 0);
  }
  g_assert_cmpint (n, >, 5);
}

#define ADD(name, func) g_test_add ("/store/kill/" name, Fixture, NULL, set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  haven_test_parts (argc, argv, do_deed);
  g_test_init (&argc, &argv, NULL);
  ADD ("import", test_import);
  ADD ("committed-stands", test_committed_stands);
  ADD ("undo", test_undo);
  ADD ("full-disk", test_full_disk);
  return g_test_run ();
}
