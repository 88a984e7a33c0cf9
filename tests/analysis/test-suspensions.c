/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-suspension-figures.h"

#include <math.h>

#include "haven-attendance.h"
#include "haven-error.h"
#include "haven-test-school.h"

typedef struct {
  HavenTestSchool *draft;
  gint64 amara;
  gint64 ben;
  HavenSchool *school;
  GPtrArray *members;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->draft = haven_test_school_new ();
  haven_test_school_add_calendar (fixture->draft, 2025);
  fixture->amara = haven_test_school_add_pupil (fixture->draft, 1, 9);
  fixture->ben = haven_test_school_add_pupil (fixture->draft, 2, 9);
}

static void
build (Fixture *fixture)
{
  fixture->school = haven_test_school_build (fixture->draft);
  fixture->members = g_ptr_array_new ();
  for (guint i = 0; i < haven_school_get_n_pupils (fixture->school); i++)
    g_ptr_array_add (fixture->members, (gpointer) haven_school_get_nth_pupil (fixture->school, i));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_ptr_array_unref (fixture->members);
  haven_school_unref (fixture->school);
}

static HavenSuspension *
suspend (Fixture *fixture, gint64 pupil, HavenSuspensionType type, const char *first, int sessions)
{
  HavenSuspension *suspension = haven_suspension_new ();

  suspension->pupil_id = pupil;
  suspension->type = type;
  suspension->first = haven_test_day (first);
  suspension->sessions = sessions;
  suspension->reason = g_strdup ("PP VA");
  haven_test_school_add (fixture->draft, HAVEN_TABLE_SUSPENSIONS, suspension);
  return suspension;
}

static void
test_counts (Fixture *fixture, gconstpointer data)
{
  HavenSpan year = haven_academic_year_span (2025);
  HavenSuspensionFigures figures;

  suspend (fixture, fixture->amara, HAVEN_SUSPENSION, "2025-11-12", 5);
  suspend (fixture, fixture->amara, HAVEN_LUNCHTIME, "2025-11-12", 1);
  suspend (fixture, fixture->ben, HAVEN_PERMANENT, "2026-02-12", 0);
  suspend (fixture, fixture->ben, HAVEN_SUSPENSION, "2026-02-02", 4)->cancelled_on = haven_test_day ("2026-02-03");
  suspend (fixture, fixture->ben, HAVEN_SUSPENSION, "2025-06-02", 4);
  build (fixture);
  figures = haven_suspensions_of (fixture->school, fixture->members, year);
  g_assert_cmpuint (figures.pupils, ==, 2);
  g_assert_cmpuint (figures.suspensions, ==, 2);
  g_assert_cmpuint (figures.pupils_suspended, ==, 1);
  g_assert_cmpuint (figures.sessions, ==, 6);
  g_assert_cmpuint (figures.permanent_exclusions, ==, 1);
  g_assert_cmpfloat (haven_suspension_rate (&figures), ==, 100.0);
  g_assert_cmpfloat (haven_suspension_days (&figures), ==, 3.0);
}

static void
assert_row (GPtrArray *rows, guint i, const char *key, guint suspensions, guint sessions)
{
  const HavenSuspensionRow *row = rows->pdata[i];

  g_assert_cmpstr (row->key, ==, key);
  g_assert_cmpuint (row->figures.suspensions, ==, suspensions);
  g_assert_cmpuint (row->figures.sessions, ==, sessions);
}

static GPtrArray *
count_by (Fixture *fixture, HavenBy by)
{
  return haven_suspensions_by (fixture->school, fixture->members, haven_test_span ("", ""), by, NULL);
}

static void
test_by (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GPtrArray) terms = NULL;
  g_autoptr(GPtrArray) weeks = NULL;
  g_autoptr(GPtrArray) weekdays = NULL;
  g_autoptr(GPtrArray) reasons = NULL;
  g_autoptr(GPtrArray) pupils = NULL;
  g_autoptr(GError) error = NULL;

  suspend (fixture, fixture->amara, HAVEN_SUSPENSION, "2025-11-12", 5);   /* a Wednesday */
  suspend (fixture, fixture->ben, HAVEN_SUSPENSION, "2025-11-14", 2);
  suspend (fixture, fixture->ben, HAVEN_SUSPENSION, "2026-02-04", 3);
  build (fixture);
  terms = count_by (fixture, HAVEN_BY_TERM);
  g_assert_cmpuint (terms->len, ==, 2);
  assert_row (terms, 0, "2025/26-autumn", 2, 7);
  assert_row (terms, 1, "2025/26-spring", 1, 3);
  weeks = count_by (fixture, HAVEN_BY_WEEK);
  g_assert_cmpuint (weeks->len, ==, 2);
  assert_row (weeks, 0, "2025-11-10", 2, 7);
  assert_row (weeks, 1, "2026-02-02", 1, 3);
  weekdays = count_by (fixture, HAVEN_BY_WEEKDAY);
  g_assert_cmpuint (weekdays->len, ==, 2);
  assert_row (weekdays, 0, "3", 2, 8);
  reasons = count_by (fixture, HAVEN_BY_CODE);
  g_assert_cmpuint (reasons->len, ==, 2);
  assert_row (reasons, 0, "PP", 3, 10);
  assert_row (reasons, 1, "VA", 3, 10);
  pupils = count_by (fixture, HAVEN_BY_PUPIL);
  g_assert_cmpuint (pupils->len, ==, 2);
  g_assert_null (haven_suspensions_by (fixture->school, fixture->members, haven_test_span ("", ""), 99, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID);
}

static void
test_nobody (Fixture *fixture, gconstpointer data)
{
  HavenSuspensionFigures figures;
  g_autoptr(GPtrArray) nobody = g_ptr_array_new ();
  g_autoptr(GPtrArray) terms = NULL;

  build (fixture);
  figures = haven_suspensions_of (fixture->school, nobody, haven_test_span ("", ""));
  g_assert_true (isnan (haven_suspension_rate (&figures)));
  terms = count_by (fixture, HAVEN_BY_TERM);
  g_assert_cmpuint (terms->len, ==, 0);
}

/* Half-days fall on school days from the start, over weekends and holidays, and are split where a term ends (5.5, 15.5) */
static void
test_split_at_term_end (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *first;
    int sessions;
    const char *last;
    guint in_autumn;
    guint in_spring;
  } cases[] = {
    { "2025-11-12", 1, "2025-11-12", 1, 0 },
    { "2025-11-12", 2, "2025-11-12", 2, 0 },
    { "2025-11-12", 5, "2025-11-14", 5, 0 },
    { "2025-11-13", 5, "2025-11-17", 5, 0 },
    { "2025-10-16", 6, "2025-10-27", 6, 0 },              /* over the half term */
    { "2025-12-18", 11, "2026-01-08", 4, 7 },             /* over Christmas: 5.5 days */
    { "2025-12-19", 31, "2026-01-23", 2, 29 },
    { "2025-11-15", 2, "2025-11-17", 2, 0 },              /* recorded on a Saturday */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    suspend (fixture, fixture->amara, HAVEN_SUSPENSION, cases[i].first, cases[i].sessions);
  build (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const HavenSuspension *one = haven_school_get_table (fixture->school, HAVEN_TABLE_SUSPENSIONS)->pdata[i];
    HavenCalendar *calendar = haven_school_get_calendar (fixture->school);
    HavenSpan autumn = haven_calendar_get_span (calendar, (HavenPeriod) { 2025, HAVEN_TERM_AUTUMN });
    HavenSpan spring = haven_calendar_get_span (calendar, (HavenPeriod) { 2025, HAVEN_TERM_SPRING });

    g_assert_cmpint (haven_suspension_get_last (fixture->school, one), ==, haven_test_day (cases[i].last));
    g_assert_cmpuint (haven_suspension_sessions_in (fixture->school, one, autumn), ==, cases[i].in_autumn);
    g_assert_cmpuint (haven_suspension_sessions_in (fixture->school, one, spring), ==, cases[i].in_spring);
  }
}

/* Without a number of sessions the recorded end tells */
static void
test_end_recorded (Fixture *fixture, gconstpointer data)
{
  const HavenSuspension *one;

  suspend (fixture, fixture->amara, HAVEN_SUSPENSION, "2025-11-13", 0)->last = haven_test_day ("2025-11-17");
  suspend (fixture, fixture->ben, HAVEN_PERMANENT, "2025-11-13", 0);
  build (fixture);
  one = haven_school_get_table (fixture->school, HAVEN_TABLE_SUSPENSIONS)->pdata[0];
  g_assert_cmpuint (haven_suspension_sessions_in (fixture->school, one, haven_test_span ("", "")), ==, 6);
  one = haven_school_get_table (fixture->school, HAVEN_TABLE_SUSPENSIONS)->pdata[1];
  g_assert_cmpuint (haven_suspension_sessions_in (fixture->school, one, haven_test_span ("", "")), ==, 0);
  g_assert_cmpint (haven_suspension_get_last (fixture->school, one), ==, haven_test_day ("2025-11-13"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/analysis/suspensions/counts", Fixture, NULL, set_up, test_counts, tear_down);
  g_test_add ("/analysis/suspensions/by", Fixture, NULL, set_up, test_by, tear_down);
  g_test_add ("/analysis/suspensions/nobody", Fixture, NULL, set_up, test_nobody, tear_down);
  g_test_add ("/analysis/practice_14/split-at-term-end", Fixture, NULL, set_up, test_split_at_term_end, tear_down);
  g_test_add ("/analysis/suspensions/end-recorded", Fixture, NULL, set_up, test_end_recorded, tear_down);
  return g_test_run ();
}
