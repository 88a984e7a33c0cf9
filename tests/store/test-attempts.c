/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-attempts.h"
#include "store-support.h"

#define NOW G_GINT64_CONSTANT (1780000000)

static void
test_delays (void)
{
  static const guint delays[] = { 0, 0, 0, 0, 1, 2, 5, 10, 30, 60, 60, 60 };

  for (guint n = 0; n < G_N_ELEMENTS (delays); n++)
    g_assert_cmpuint (haven_attempts_get_delay (n), ==, delays[n]);
  g_assert_cmpuint (haven_attempts_get_delay (G_MAXUINT), ==, 60);
}

static void
test_waits (void)
{
  static const struct { guint n; gint64 passed; guint wait; } table[] = {
    { 0, 0, 0 }, { 3, 0, 0 }, { 4, 0, 1 }, { 4, 1, 0 }, { 6, 0, 5 }, { 6, 2, 3 }, { 6, 5, 0 }, { 6, 6, 0 }, { 99, 59, 1 }, { 99, 60, 0 },
    { 99, -100000, 60 },                   /* the clock was set back: no longer than the delay itself */
    { 99, 100000, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    HavenAttempts attempts = { table[i].n, table[i].n, NOW - 1000, NOW };
    g_assert_cmpuint (haven_attempts_get_wait (attempts, NOW + table[i].passed), ==, table[i].wait);
  }
}

static void
test_file (Fixture *fixture, gconstpointer data)
{
  HavenAttempts attempts = haven_attempts_read (fixture->folder);

  g_assert_cmpuint (attempts.n, ==, 0);
  for (gint64 i = 0; i < 5; i++)
    g_assert_true (haven_attempts_add (fixture->folder, NOW + i, NULL));
  attempts = haven_attempts_read (fixture->folder);
  g_assert_cmpuint (attempts.n, ==, 5);
  g_assert_cmpint (attempts.first, ==, NOW);
  g_assert_cmpint (attempts.last, ==, NOW + 4);
  haven_attempts_forgive (fixture->folder);
  attempts = haven_attempts_read (fixture->folder);
  g_assert_cmpuint (attempts.n, ==, 0);
  g_assert_cmpuint (attempts.untold, ==, 5);
  haven_attempts_clear (fixture->folder);
  g_assert_cmpuint (haven_attempts_read (fixture->folder).n, ==, 0);
}

/* Nobody is locked out by a damaged file. */
static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  static const char *const contents[] = { "", "x", "5", "5 6", "-1 1 2 3", "4000000000 1 1 2", "999999999999999999999 1 1 2", NULL };
  g_autofree char *path = g_build_filename (fixture->folder, "attempts", NULL);

  for (guint i = 0; contents[i] != NULL; i++) {
    g_assert_true (g_file_set_contents (path, contents[i], -1, NULL));
    g_assert_cmpuint (haven_attempts_read (fixture->folder).n, ==, 0);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/attempts/S8/delays", test_delays);
  g_test_add_func ("/store/attempts/S8/waits", test_waits);
  g_test_add ("/store/attempts/file", Fixture, NULL, fixture_set_up_bare, test_file, fixture_tear_down);
  g_test_add ("/store/attempts/damaged", Fixture, NULL, fixture_set_up_bare, test_damaged, fixture_tear_down);
  return g_test_run ();
}
