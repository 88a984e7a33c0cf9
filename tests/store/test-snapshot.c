/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-snapshot.h"
#include "haven-test-system.h"
#include "store-support.h"

#include <stdlib.h>
#include <string.h>

#define NOW G_GINT64_CONSTANT (1780000000)

typedef struct {
  Fixture base;
  char *shared;
} Shared;

static void
set_up (Shared *fixture, gconstpointer data)
{
  fixture_set_up (&fixture->base, data);
  fixture->shared = g_build_filename (fixture->base.folder, "shared", NULL);
  g_assert_true (haven_platform_make_private_folder (fixture->shared, NULL));
  g_assert_true (haven_snapshot_share (fixture->base.store, fixture->shared, test_clock (), NULL));
}

static void
tear_down (Shared *fixture, gconstpointer data)
{
  fixture_tear_down (&fixture->base, data);
  g_free (fixture->shared);
}

static char *
get_path (Shared *fixture, const char *name)
{
  return g_build_filename (fixture->base.folder, name, NULL);
}

static HavenStore *
check_out (Shared *fixture, const char *name)
{
  g_autofree char *folder = get_path (fixture, name);

  g_assert_true (haven_snapshot_check_out (fixture->shared, folder, name, NOW, NULL));
  return open_store (folder, HAVEN_STORE_WRITER);
}

static void
add_pupil (HavenStore *store)
{
  begin (store);
  put (store, HAVEN_TABLE_PUPILS, invent_pupil ("Invented", 0));
  commit (store);
}

static guint
count_pupils (Shared *fixture, const char *name)
{
  g_autofree char *folder = get_path (fixture, name);
  g_autoptr(HavenSchool) school = NULL;
  HavenStore *store;
  guint n;

  g_assert_true (haven_snapshot_copy (fixture->shared, folder, NULL));
  store = open_store (folder, HAVEN_STORE_WRITER);
  school = read_school (store);
  n = haven_school_get_n_pupils (school);
  haven_store_close (store);
  g_assert_true (haven_platform_remove_tree (folder, NULL));
  return n;
}

static void
check_holder (Shared *fixture, const char *holder, guint64 generation)
{
  g_auto(HavenSnapshotState) state = { 0 };

  g_assert_true (haven_snapshot_read_state (fixture->shared, &state, NULL));
  g_assert_cmpstr (state.holder, ==, holder);
  g_assert_cmpuint (state.generation, ==, generation);
  g_assert_cmpint (state.since, ==, holder != NULL ? NOW : 0);
}

static void
test_out_and_in (Shared *fixture, gconstpointer data)
{
  HavenStore *store = check_out (fixture, "Dee");

  check_holder (fixture, "Dee", 1);
  add_pupil (store);
  g_assert_cmpuint (count_pupils (fixture, "reader"), ==, 0);       /* reading needs nobody's leave */
  g_assert_true (haven_snapshot_check_in (store, fixture->shared, test_clock (), NULL));
  check_holder (fixture, NULL, 2);
  g_assert_cmpuint (count_pupils (fixture, "reader"), ==, 1);
  g_assert_false (haven_snapshot_check_in (store, fixture->shared, test_clock (), NULL));   /* it is brought back once */
  haven_store_close (store);
}

/* The second is told who has it and since when. */
static void
test_one_at_a_time (Shared *fixture, gconstpointer data)
{
  g_autofree char *folder = get_path (fixture, "second");
  g_autofree char *since = haven_time_to_text (NOW);
  g_autoptr(GError) error = NULL;
  HavenStore *store = check_out (fixture, "Dee");

  g_assert_false (haven_snapshot_check_out (fixture->shared, folder, "Dep", NOW, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, "Dee"));
  g_assert_nonnull (strstr (error->message, since));
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
  haven_store_close (store);
}

/* Released by somebody, and taken by another: the first cannot write over the work of the second. */
static void
test_released (Shared *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  HavenStore *first = check_out (fixture, "Dee");
  HavenStore *second;

  g_assert_true (haven_snapshot_release (fixture->shared, NULL));
  second = check_out (fixture, "Dep");
  add_pupil (second);
  g_assert_false (haven_snapshot_check_in (first, fixture->shared, test_clock (), &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_CONFLICT);
  g_assert_true (haven_snapshot_check_in (second, fixture->shared, test_clock (), NULL));
  g_assert_cmpuint (count_pupils (fixture, "reader"), ==, 1);
  haven_store_close (first);
  haven_store_close (second);
}

static void
test_refused (Shared *fixture, gconstpointer data)
{
  g_autofree char *elsewhere = get_path (fixture, "elsewhere");
  g_autoptr(GError) shared = NULL;
  g_autoptr(GError) missing = NULL;
  g_autoptr(GError) occupied = NULL;
  g_autoptr(GError) open = NULL;
  g_autofree char *letter = g_build_filename (elsewhere, "letter.txt", NULL);

  g_assert_false (haven_snapshot_share (fixture->base.store, fixture->shared, test_clock (), &shared));
  g_assert_error (shared, HAVEN_ERROR, HAVEN_ERROR_REFUSED);        /* it is a copy of the shared one since it was shared */
  g_assert_false (haven_snapshot_copy (elsewhere, elsewhere, &missing));
  g_assert_error (missing, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND);
  g_assert_true (haven_platform_make_private_folder (elsewhere, NULL));
  g_assert_true (g_file_set_contents (letter, "x", 1, NULL));
  g_assert_false (haven_snapshot_check_out (fixture->shared, elsewhere, "Dee", NOW, &occupied));
  g_assert_error (occupied, HAVEN_ERROR, HAVEN_ERROR_INVALID);
  g_assert_false (haven_snapshot_check_out (fixture->shared, fixture->base.path, "Dee", NOW, &open));
  g_assert_error (open, HAVEN_ERROR, HAVEN_ERROR_BUSY);             /* it is open here */
  check_holder (fixture, NULL, 1);                                  /* what failed leaves nobody in the way */
}

static gboolean
check_in (HavenStore *store, const char *shared)
{
  return haven_snapshot_check_in (store, shared, test_clock (), NULL);
}

static int
do_check_in (char **words)
{
  return work_and_die (words, check_in);
}

/* At each step the snapshot is the old or the new one, and can be brought back again. */
static void
test_death (Shared *fixture, gconstpointer data)
{
  g_autofree char *folder = get_path (fixture, "Dee");
  HavenStore *store = check_out (fixture, "Dee");
  g_auto(HavenSnapshotState) state = { 0 };
  gboolean died = TRUE;
  int n;

  add_pupil (store);
  haven_store_close (store);
  for (n = 0; died; n++) {
    g_autofree char *left = g_strdup_printf ("%d", n);
    died = haven_test_part_dies (folder, fixture->shared, left, NULL);
    g_assert_cmpuint (count_pupils (fixture, "reader"), <=, 1);
  }
  g_assert_cmpint (n, >, 2);
  g_assert_cmpuint (count_pupils (fixture, "reader"), ==, 1);
  g_assert_true (haven_snapshot_read_state (fixture->shared, &state, NULL));
  g_assert_null (state.holder);
  g_assert_cmpuint (state.generation, >=, 2);                       /* brought again by whom it was not released from */
}

#define ADD(name, func) g_test_add ("/store/snapshot/practice_33/" name, Shared, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  haven_test_parts (argc, argv, do_check_in);
  g_test_init (&argc, &argv, NULL);
  ADD ("out-and-in", test_out_and_in);
  ADD ("one-at-a-time", test_one_at_a_time);
  ADD ("released", test_released);
  ADD ("refused", test_refused);
  ADD ("death", test_death);
  return g_test_run ();
}
