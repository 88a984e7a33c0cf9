/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-calendar.h"

#include <string.h>

static HavenDay
parse (const char *iso)
{
  HavenDay day = HAVEN_DAY_NONE;

  g_assert_true (haven_day_parse (iso, &day));
  return day;
}

static HavenSpan
span (const char *first,
      const char *last)
{
  return (HavenSpan) { parse (first), parse (last) };
}

static HavenCalendar *
make_entered (void)
{
  HavenCalendar *calendar = haven_calendar_new_default ();

  haven_calendar_take_term (calendar, (HavenPeriod) { 2025, HAVEN_TERM_AUTUMN }, span ("2025-09-03", "2025-12-19"));
  haven_calendar_take_term (calendar, (HavenPeriod) { 2025, HAVEN_TERM_SPRING }, span ("2026-01-05", "2026-03-27"));
  haven_calendar_take_term (calendar, (HavenPeriod) { 2025, HAVEN_TERM_SUMMER }, span ("2026-04-13", "2026-07-21"));
  haven_calendar_take_half_term (calendar, span ("2025-10-27", "2025-10-31"));
  haven_calendar_take_half_term (calendar, span ("2026-02-16", "2026-02-20"));
  haven_calendar_take_half_term (calendar, span ("2026-05-25", "2026-05-29"));
  haven_calendar_take_closed_day (calendar, parse ("2026-05-04"));
  return calendar;
}

static void
test_academic_year (void)
{
  g_assert_cmpint (haven_academic_year (parse ("2026-08-31")), ==, 2025);
  g_assert_cmpint (haven_academic_year (parse ("2026-09-01")), ==, 2026);
  g_assert_cmpint (haven_academic_year (parse ("2026-01-01")), ==, 2025);
}

/* Each session of a century of years has a place of its own within the register, in order. */
static void
test_register_index (void)
{
  for (int year = 1990; year < 2090; year++) {
    HavenSpan whole = haven_academic_year_span (year);
    int expected = 0;
    for (HavenDay day = whole.first; day <= whole.last; day++) {
      g_assert_cmpint (haven_register_index (day, 0), ==, expected++);
      g_assert_cmpint (haven_register_index (day, 1), ==, expected++);
    }
    g_assert_cmpint (expected, <=, HAVEN_DAYS_A_YEAR * HAVEN_SESSIONS_A_DAY);
  }
}

/* Weeks tile the year: every day lies in the span of its index, and no span leaves the year. */
static void
check_weeks_of_year (int year)
{
  HavenSpan whole = haven_academic_year_span (year);

  for (HavenDay day = whole.first; day <= whole.last; day++) {
    int week = haven_week_index (day);
    HavenSpan its = haven_week_span (year, week);
    g_assert_true (haven_span_contains (its, day));
    g_assert_cmpint (its.first, >=, whole.first);
    g_assert_cmpint (its.last, <=, whole.last);
    g_assert_cmpint (week, <, HAVEN_WEEKS_A_YEAR);
    g_assert_true (day == whole.first || day == its.first || week == haven_week_index (day - 1));
  }
  g_assert_cmpint (haven_week_index (whole.first), ==, 0);
}

static void
test_weeks (void)
{
  for (int year = 1990; year < 2090; year++)
    check_weeks_of_year (year);
}

static void
test_periods (void)
{
  static const struct { const char *text; int year; HavenTerm term; const char *id; const char *path; const char *said; } table[] = {
    { "2025/26-autumn", 2025, HAVEN_TERM_AUTUMN, "2025/26-autumn", "2025-26-autumn", "Autumn term 2025" },
    { "2025-26-spring", 2025, HAVEN_TERM_SPRING, "2025/26-spring", "2025-26-spring", "Spring term 2026" },
    { "2025/26-summer", 2025, HAVEN_TERM_SUMMER, "2025/26-summer", "2025-26-summer", "Summer term 2026" },
    { "2025/26-year", 2025, HAVEN_TERM_YEAR, "2025/26-year", "2025-26-year", "Academic year 2025/26" },
    { "2025/26", 2025, HAVEN_TERM_YEAR, "2025/26-year", "2025-26-year", "Academic year 2025/26" },
    { "1999/00-autumn", 1999, HAVEN_TERM_AUTUMN, "1999/00-autumn", "1999-00-autumn", "Autumn term 1999" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    HavenPeriod period = { 0 };
    g_autofree char *id = NULL, *path = NULL, *said = NULL;
    g_assert_true (haven_period_parse (table[i].text, &period));
    g_assert_cmpint (period.year, ==, table[i].year);
    g_assert_cmpint (period.term, ==, table[i].term);
    id = haven_period_to_id (period);
    path = haven_period_to_path (period);
    said = haven_period_to_text (period);
    g_assert_cmpstr (id, ==, table[i].id);
    g_assert_cmpstr (path, ==, table[i].path);
    g_assert_cmpstr (said, ==, table[i].said);
  }
}

static void
test_not_periods (void)
{
  static const char *const refused[] = {
    "", "2025", "2025/27", "2025/2", "25/26", "2025/26-", "2025/26-winter", "2025/26autumn", "2025 26", "0000/01", "2025/26-autumn ",
  };
  HavenPeriod period = { 7, HAVEN_TERM_SPRING };

  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    g_assert_false (haven_period_parse (refused[i], &period));
  g_assert_false (haven_period_parse (NULL, &period));
  g_assert_cmpint (period.year, ==, 7);
}

static void
test_default (void)
{
  g_autoptr(HavenCalendar) calendar = haven_calendar_new_default ();
  HavenSpan autumn = haven_calendar_get_span (calendar, (HavenPeriod) { 2025, HAVEN_TERM_AUTUMN });
  HavenSpan spring = haven_calendar_get_span (calendar, (HavenPeriod) { 2025, HAVEN_TERM_SPRING });
  HavenSpan summer = haven_calendar_get_span (calendar, (HavenPeriod) { 2025, HAVEN_TERM_SUMMER });

  g_assert_cmpint (autumn.first, ==, parse ("2025-09-01"));
  g_assert_cmpint (autumn.last, ==, parse ("2025-12-31"));
  g_assert_cmpint (spring.first, ==, parse ("2026-01-01"));
  g_assert_cmpint (spring.last, ==, parse ("2026-04-05"));
  g_assert_cmpint (summer.first, ==, parse ("2026-04-06"));
  g_assert_cmpint (summer.last, ==, parse ("2026-08-31"));
  g_assert_false (haven_calendar_is_known (calendar, 2025));
  g_assert_true (haven_calendar_is_school_day (calendar, parse ("2025-12-25")));
  g_assert_false (haven_calendar_is_school_day (calendar, parse ("2025-12-27")));
}

/* Whatever was entered, every day has a period of its own year, and the terms follow each other. */
static void
test_every_day_has_a_period (void)
{
  g_autoptr(HavenCalendar) plain = haven_calendar_new_default ();
  g_autoptr(HavenCalendar) entered = make_entered ();
  HavenCalendar *calendars[] = { plain, entered };

  for (gsize i = 0; i < G_N_ELEMENTS (calendars); i++) {
    HavenPeriod before = haven_calendar_get_period (calendars[i], parse ("2024-09-01"));
    for (HavenDay day = parse ("2024-09-01"); day < parse ("2027-09-01"); day++) {
      HavenPeriod period = haven_calendar_get_period (calendars[i], day);
      g_assert_cmpint (period.year, ==, haven_academic_year (day));
      g_assert_cmpint (period.year * 3 + period.term, >=, before.year * 3 + before.term);
      g_assert_cmpint (period.year * 3 + period.term, <=, before.year * 3 + before.term + 1);
      before = period;
    }
  }
}

static void
test_entered (void)
{
  g_autoptr(HavenCalendar) calendar = make_entered ();
  static const struct { const char *day; gboolean school; HavenTerm term; } table[] = {
    { "2025-09-02", FALSE, HAVEN_TERM_AUTUMN }, { "2025-09-03", TRUE, HAVEN_TERM_AUTUMN }, { "2025-09-06", FALSE, HAVEN_TERM_AUTUMN },
    { "2025-10-27", FALSE, HAVEN_TERM_AUTUMN }, { "2025-11-03", TRUE, HAVEN_TERM_AUTUMN }, { "2025-12-22", FALSE, HAVEN_TERM_AUTUMN },
    { "2026-01-02", FALSE, HAVEN_TERM_AUTUMN }, { "2026-01-05", TRUE, HAVEN_TERM_SPRING }, { "2026-04-06", FALSE, HAVEN_TERM_SPRING },
    { "2026-04-13", TRUE, HAVEN_TERM_SUMMER }, { "2026-05-04", FALSE, HAVEN_TERM_SUMMER }, { "2026-08-03", FALSE, HAVEN_TERM_SUMMER },
  };

  g_assert_true (haven_calendar_is_known (calendar, 2025));
  g_assert_false (haven_calendar_is_known (calendar, 2024));
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    g_assert_cmpint (haven_calendar_is_school_day (calendar, parse (table[i].day)), ==, table[i].school);
    g_assert_cmpint (haven_calendar_get_period (calendar, parse (table[i].day)).term, ==, table[i].term);
  }
}

static void
test_august_start (void)
{
  g_autoptr(HavenCalendar) calendar = haven_calendar_new_default ();
  HavenPeriod period;

  haven_calendar_take_term (calendar, (HavenPeriod) { 2026, HAVEN_TERM_AUTUMN }, span ("2026-08-27", "2026-12-18"));
  period = haven_calendar_get_period (calendar, parse ("2026-08-28"));
  g_assert_cmpint (period.year, ==, 2026);
  g_assert_cmpint (period.term, ==, HAVEN_TERM_AUTUMN);
  g_assert_true (haven_calendar_is_school_day (calendar, parse ("2026-08-28")));
  g_assert_cmpint (haven_calendar_get_period (calendar, parse ("2026-08-26")).year, ==, 2025);
}

static void
test_last_school_day (void)
{
  g_autoptr(HavenCalendar) calendar = make_entered ();
  HavenSpan winter = span ("2025-12-20", "2026-01-04");
  HavenSpan year = haven_academic_year_span (2025);

  g_assert_cmpint (haven_calendar_last_school_day (calendar, year), ==, parse ("2026-07-21"));
  g_assert_cmpint (haven_calendar_last_school_day (calendar, winter), ==, HAVEN_DAY_NONE);
  g_assert_cmpint (haven_calendar_last_school_day (calendar, (HavenSpan) { HAVEN_DAY_NONE, winter.last }), ==, parse ("2025-12-19"));
  g_assert_cmpint (haven_calendar_last_school_day (calendar, (HavenSpan) { year.first, HAVEN_DAY_NONE }), ==, HAVEN_DAY_NONE);
}

static void
test_add_school_days (void)
{
  g_autoptr(HavenCalendar) calendar = make_entered ();
  static const struct { const char *day; int count; const char *expected; } table[] = {
    { "2025-10-24", 1, "2025-11-03" }, { "2025-11-03", -1, "2025-10-24" }, { "2025-11-03", 0, "2025-11-03" },
    { "2025-12-19", 2, "2026-01-06" }, { "2026-05-01", 1, "2026-05-05" }, { "2025-09-06", 1, "2025-09-08" },
    { "2026-01-05", -1, "2025-12-19" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    g_assert_cmpint (haven_calendar_add_school_days (calendar, parse (table[i].day), table[i].count), ==, parse (table[i].expected));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/calendar/academic-year", test_academic_year);
  g_test_add_func ("/base/calendar/register-index", test_register_index);
  g_test_add_func ("/base/calendar/weeks", test_weeks);
  g_test_add_func ("/base/calendar/periods", test_periods);
  g_test_add_func ("/base/calendar/not-periods", test_not_periods);
  g_test_add_func ("/base/calendar/default", test_default);
  g_test_add_func ("/base/calendar/every-day-has-a-period", test_every_day_has_a_period);
  g_test_add_func ("/base/calendar/entered", test_entered);
  g_test_add_func ("/base/calendar/august-start", test_august_start);
  g_test_add_func ("/base/calendar/practice_03/last-school-day", test_last_school_day);
  g_test_add_func ("/base/calendar/add-school-days", test_add_school_days);
  return g_test_run ();
}
