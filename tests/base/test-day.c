/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-day.h"

/* GDate is the naive twin: every day of four centuries, in both directions. */
static void
test_against_gdate (void)
{
  GDate date;
  HavenDay day = haven_day_new (1800, 1, 1);

  g_date_set_dmy (&date, 1, 1, 1800);
  for (; g_date_get_year (&date) < 2201; day++) {
    int year, month, dom;
    haven_day_get_ymd (day, &year, &month, &dom);
    g_assert_cmpint (year, ==, g_date_get_year (&date));
    g_assert_cmpint (month, ==, g_date_get_month (&date));
    g_assert_cmpint (dom, ==, g_date_get_day (&date));
    g_assert_cmpint (haven_day_get_weekday (day), ==, g_date_get_weekday (&date));
    g_assert_cmpint (haven_day_new (year, month, dom), ==, day);
    g_date_add_days (&date, 1);
  }
  g_assert_cmpint (haven_day_new (1970, 1, 1), ==, 0);
}

static void
test_add_months_against_gdate (void)
{
  for (HavenDay day = haven_day_new (2023, 1, 1); day < haven_day_new (2025, 1, 1); day++) {
    for (int count = -30; count <= 30; count++) {
      GDate date;
      int year, month, dom;
      haven_day_get_ymd (day, &year, &month, &dom);
      g_date_set_dmy (&date, dom, month, year);
      if (count < 0)
        g_date_subtract_months (&date, -count);
      else
        g_date_add_months (&date, count);
      g_assert_cmpint (haven_day_add_months (day, count), ==,
                       haven_day_new (g_date_get_year (&date), g_date_get_month (&date), g_date_get_day (&date)));
    }
  }
}

static void
test_no_such_day (void)
{
  static const int table[][3] = {
    { 2023, 2, 29 }, { 1900, 2, 29 }, { 2024, 2, 30 }, { 2024, 4, 31 }, { 2024, 13, 1 }, { 2024, 0, 1 }, { 2024, 1, 0 },
    { 2024, 1, 32 }, { 0, 1, 1 }, { 10000, 1, 1 }, { -5, 1, 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    g_assert_cmpint (haven_day_new (table[i][0], table[i][1], table[i][2]), ==, HAVEN_DAY_NONE);
  g_assert_cmpint (haven_day_new (2000, 2, 29), !=, HAVEN_DAY_NONE);
}

static void
test_parse (void)
{
  static const char *const refused[] = {
    "", "2026", "2026-6-4", "2026-06-31", "04/06/2026", "2026-06-04 ", " 2026-06-04", "2026-06-04T00:00", "2026_06_04",
    "2026-06-0x", "-026-06-04", "+026-06-04", "20260604",
  };
  HavenDay day = 77;

  g_assert_true (haven_day_parse ("2026-06-04", &day));
  g_assert_cmpint (day, ==, haven_day_new (2026, 6, 4));
  day = 77;
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    g_assert_false (haven_day_parse (refused[i], &day));
  g_assert_false (haven_day_parse (NULL, &day));
  g_assert_cmpint (day, ==, 77);
}

static void
test_text (void)
{
  HavenDay day = haven_day_new (2026, 6, 4);
  g_autofree char *iso = haven_day_to_iso (day);
  g_autofree char *text = haven_day_to_text (day);
  g_autofree char *brief = haven_day_to_short (day);
  g_autofree char *weekday = haven_day_to_weekday (day);
  g_autofree char *short_weekday = haven_day_to_short_weekday (day);
  g_autofree char *none = haven_day_to_text (HAVEN_DAY_NONE);

  g_assert_cmpstr (iso, ==, "2026-06-04");
  g_assert_cmpstr (text, ==, "4 June 2026");
  g_assert_cmpstr (brief, ==, "4 Jun");
  g_assert_cmpstr (weekday, ==, "Thursday");
  g_assert_cmpstr (short_weekday, ==, "Thu");
  g_assert_cmpstr (none, ==, "");
}

static void
test_age (void)
{
  static const struct { int born[3]; int on[3]; int age; } table[] = {
    { { 2010, 6, 4 }, { 2026, 6, 3 }, 15 },
    { { 2010, 6, 4 }, { 2026, 6, 4 }, 16 },
    { { 2010, 12, 31 }, { 2011, 1, 1 }, 0 },
    { { 2012, 2, 29 }, { 2017, 2, 28 }, 4 },
    { { 2012, 2, 29 }, { 2017, 3, 1 }, 5 },
    { { 2012, 2, 29 }, { 2016, 2, 29 }, 4 },
    { { 2020, 1, 1 }, { 2019, 12, 31 }, -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    HavenDay born = haven_day_new (table[i].born[0], table[i].born[1], table[i].born[2]);
    HavenDay on = haven_day_new (table[i].on[0], table[i].on[1], table[i].on[2]);
    g_assert_cmpint (haven_day_get_age (born, on), ==, table[i].age);
  }
  g_assert_cmpint (haven_day_get_age (HAVEN_DAY_NONE, 0), ==, -1);
}

/* Dates as printed in almanacs, the earliest and latest possible among them */
static void
test_easter (void)
{
  static const int table[][3] = {
    { 1818, 3, 22 }, { 1943, 4, 25 }, { 1954, 4, 18 }, { 1981, 4, 19 }, { 2000, 4, 23 }, { 2008, 3, 23 }, { 2019, 4, 21 },
    { 2020, 4, 12 }, { 2021, 4, 4 }, { 2022, 4, 17 }, { 2023, 4, 9 }, { 2024, 3, 31 }, { 2025, 4, 20 }, { 2026, 4, 5 },
    { 2027, 3, 28 }, { 2028, 4, 16 }, { 2029, 4, 1 }, { 2030, 4, 21 }, { 2038, 4, 25 }, { 2285, 3, 22 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    g_assert_cmpint (haven_day_get_easter (table[i][0]), ==, haven_day_new (table[i][0], table[i][1], table[i][2]));
}

static void
test_monday (void)
{
  HavenDay monday = haven_day_new (2026, 6, 1);

  for (int i = 0; i < 7; i++)
    g_assert_cmpint (haven_day_get_monday (monday + i), ==, monday);
  g_assert_cmpint (haven_day_get_monday (-1), ==, haven_day_new (1969, 12, 29));
  g_assert_cmpint (haven_day_get_monday (HAVEN_DAY_NONE), ==, HAVEN_DAY_NONE);
}

/* The twin asks every day of a little world. */
static gboolean
meets_naively (HavenSpan a,
               HavenSpan b)
{
  for (HavenDay day = -2; day <= 8; day++) {
    if (haven_span_contains (a, day) && haven_span_contains (b, day))
      return TRUE;
  }
  return FALSE;
}

static void
check_pair (HavenSpan a,
            HavenSpan b)
{
  HavenSpan both = haven_span_intersect (a, b);

  g_assert_cmpint (haven_span_overlaps (a, b), ==, meets_naively (a, b));
  for (HavenDay day = -2; day <= 8; day++)
    g_assert_cmpint (haven_span_contains (both, day), ==, haven_span_contains (a, day) && haven_span_contains (b, day));
}

static HavenSpan
get_nth_span (int n)
{
  HavenSpan span = { n / 7, n % 7 };

  return (HavenSpan) { span.first == 6 ? HAVEN_DAY_NONE : span.first, span.last == 6 ? HAVEN_DAY_NONE : span.last };
}

static void
test_spans (void)
{
  for (int i = 0; i < 49; i++) {
    for (int j = 0; j < 49; j++)
      check_pair (get_nth_span (i), get_nth_span (j));
  }
  g_assert_false (haven_span_contains ((HavenSpan) { HAVEN_DAY_NONE, HAVEN_DAY_NONE }, HAVEN_DAY_NONE));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/day/against-gdate", test_against_gdate);
  g_test_add_func ("/base/day/add-months-against-gdate", test_add_months_against_gdate);
  g_test_add_func ("/base/day/no-such-day", test_no_such_day);
  g_test_add_func ("/base/day/parse", test_parse);
  g_test_add_func ("/base/day/text", test_text);
  g_test_add_func ("/base/day/age", test_age);
  g_test_add_func ("/base/day/easter", test_easter);
  g_test_add_func ("/base/day/monday", test_monday);
  g_test_add_func ("/base/day/spans", test_spans);
  return g_test_run ();
}
