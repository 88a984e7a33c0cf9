/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-clock.h"
#include "haven-error.h"

static void
test_fixed (void)
{
  HavenClock summer = haven_clock_fixed (haven_day_new (2026, 6, 4));
  HavenClock winter = haven_clock_fixed (haven_day_new (2026, 1, 5));

  g_assert_cmpint (summer.today, ==, haven_day_new (2026, 6, 4));
  g_assert_cmpint (summer.minute, ==, 18 * 60);
  g_assert_cmpint (summer.now % 86400, ==, 17 * 3600);   /* British Summer Time */
  g_assert_cmpint (winter.now % 86400, ==, 18 * 3600);
}

static void
test_system (void)
{
  HavenClock clock = haven_clock_system ();

  g_assert_cmpint (clock.today, >, haven_day_new (2024, 1, 1));
  g_assert_cmpint (clock.minute, >=, 0);
  g_assert_cmpint (clock.minute, <, 24 * 60);
  g_assert_cmpint (ABS (clock.now / 86400 - clock.today), <=, 1);
}

/* 4 June 2026 is a Thursday, the 6th a Saturday, the 8th a Monday. */
static void
test_last_closed (void)
{
  static const struct { int dom; int minute; int expected_dom; int session; } table[] = {
    { 4, 18 * 60, 4, 1 }, { 4, 16 * 60, 4, 1 }, { 4, 16 * 60 - 1, 4, 0 }, { 4, 12 * 60, 4, 0 }, { 4, 12 * 60 - 1, 3, 1 },
    { 4, 0, 3, 1 }, { 6, 0, 5, 1 }, { 6, 13 * 60, 5, 1 }, { 7, 23 * 60, 5, 1 }, { 8, 9 * 60, 5, 1 }, { 8, 13 * 60, 8, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    HavenClock clock = { .today = haven_day_new (2026, 6, table[i].dom), .minute = table[i].minute };
    int session = -1;
    g_assert_cmpint (haven_clock_last_closed (clock, &session), ==, haven_day_new (2026, 6, table[i].expected_dom));
    g_assert_cmpint (session, ==, table[i].session);
  }
}

static void
test_text (void)
{
  g_autofree char *iso = haven_time_to_iso (1780578300);
  g_autofree char *text = haven_time_to_text (1780578300);

  g_assert_cmpstr (iso, ==, "2026-06-04T13:05:00Z");
  g_assert_cmpstr (text, ==, "4 June 2026, 14:05");
}

/* The local day of a moment, summer time and all */
static void
test_day_of_a_moment (void)
{
  HavenDay day = haven_day_new (2026, 6, 4);
  HavenClock evening = haven_clock_fixed (day);

  g_assert_cmpint (haven_time_get_day (evening.now), ==, day);
  g_assert_cmpint (haven_time_get_day (evening.now + 6 * 60 * 60 - 1), ==, day);
  g_assert_cmpint (haven_time_get_day (evening.now + 6 * 60 * 60), ==, day + 1);
  g_assert_cmpint (haven_time_get_day (G_MAXINT64), ==, HAVEN_DAY_NONE);
}

static void
test_error_names (void)
{
  g_assert_cmpstr (haven_error_code_name (HAVEN_ERROR_FAILED), ==, "failed");
  g_assert_cmpstr (haven_error_code_name (HAVEN_ERROR_NOT_A_STORE), ==, "not-a-store");
  g_assert_cmpstr (haven_error_code_name (HAVEN_ERROR_CANCELLED), ==, "cancelled");
  g_assert_cmpstr (haven_error_code_name (1000), ==, "failed");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/clock/fixed", test_fixed);
  g_test_add_func ("/base/clock/system", test_system);
  g_test_add_func ("/base/clock/last-closed", test_last_closed);
  g_test_add_func ("/base/clock/text", test_text);
  g_test_add_func ("/base/clock/day-of-a-moment", test_day_of_a_moment);
  g_test_add_func ("/base/error/names", test_error_names);
  return g_test_run ();
}
