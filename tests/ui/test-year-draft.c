/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dates of a year while somebody changes them: proposed, entered, refused. */
#include "haven-year-draft.h"

#include "haven-calendar.h"
#include "haven-error.h"

static HavenSchool *
make_school (GPtrArray *dates)
{
  GPtrArray *tables[HAVEN_N_TABLES] = { NULL };

  for (guint i = 0; i < HAVEN_N_TABLES; i++)
    tables[i] = g_ptr_array_new_with_free_func (haven_table_get_free_func (i));
  if (dates != NULL) {
    g_ptr_array_unref (tables[HAVEN_TABLE_CALENDAR]);
    tables[HAVEN_TABLE_CALENDAR] = dates;
  }
  return haven_school_new (NULL, tables);
}

static void
assert_refused (gboolean done, GError **error)
{
  g_assert_false (done);
  g_assert_error (*error, HAVEN_ERROR, HAVEN_ERROR_INVALID);
  g_clear_error (error);
}

static void
assert_span_refused (HavenYearDraft *draft, HavenDatesType type, HavenDay first, HavenDay last)
{
  g_autoptr (GError) error = NULL;

  assert_refused (haven_year_draft_set (draft, type, HAVEN_TERM_AUTUMN, (HavenSpan) { first, last }, &error), &error);
}

/* Every year until 2060: terms in order, each with its half term, and the calendar is whole. */
static void
test_usual (void)
{
  for (int year = 2015; year < 2060; year++) {
    g_autoptr (HavenSchool) empty = make_school (NULL), school = NULL;
    HavenYearDraft *draft = haven_year_draft_new (empty, year);
    HavenDay before = HAVEN_DAY_NONE;

    g_assert_false (draft->entered);
    for (HavenTerm term = HAVEN_TERM_AUTUMN; term < HAVEN_TERM_YEAR; term++) {
      HavenSpan span = haven_year_draft_get (draft, HAVEN_DATES_TERM, term);
      HavenSpan half = haven_year_draft_get (draft, HAVEN_DATES_HALF_TERM, term);

      g_assert_true (before == HAVEN_DAY_NONE || span.first > before);
      g_assert_cmpint (half.first, >, span.first);
      g_assert_cmpint (half.last, <, span.last);
      g_assert_cmpint (haven_day_get_weekday (half.first), ==, 1);
      before = span.last;
    }
    school = make_school (haven_year_draft_copy (draft));
    g_assert_true (haven_calendar_is_known (haven_school_get_calendar (school), year));
    haven_year_draft_free (draft);
    draft = haven_year_draft_new (school, year);
    g_assert_true (draft->entered);
    haven_year_draft_free (draft);
  }
}

static void
test_refusals (void)
{
  g_autoptr (HavenSchool) school = make_school (NULL);
  HavenYearDraft *draft = haven_year_draft_new (school, 2025);
  HavenSpan autumn = haven_year_draft_get (draft, HAVEN_DATES_TERM, HAVEN_TERM_AUTUMN);
  HavenSpan spring = haven_year_draft_get (draft, HAVEN_DATES_TERM, HAVEN_TERM_SPRING), now;
  g_autoptr (GError) error = NULL;

  assert_span_refused (draft, HAVEN_DATES_TERM, autumn.first, autumn.first - 1);
  assert_span_refused (draft, HAVEN_DATES_TERM, autumn.first, spring.first);
  assert_span_refused (draft, HAVEN_DATES_TERM, HAVEN_DAY_NONE, autumn.last);
  assert_span_refused (draft, HAVEN_DATES_HALF_TERM, spring.first, spring.last);
  now = haven_year_draft_get (draft, HAVEN_DATES_TERM, HAVEN_TERM_AUTUMN);
  g_assert_cmpint (now.first, ==, autumn.first);
  g_assert_cmpint (now.last, ==, autumn.last);
  g_assert_true (haven_year_draft_set (draft, HAVEN_DATES_TERM, HAVEN_TERM_AUTUMN, (HavenSpan) { autumn.first + 1, autumn.last }, &error));
  haven_year_draft_free (draft);
}

static guint
count_closed (const HavenYearDraft *draft)
{
  g_autoptr (GArray) days = haven_year_draft_closed (draft);

  return days->len;
}

static void
test_closed_days (void)
{
  g_autoptr (HavenSchool) school = make_school (NULL);
  HavenYearDraft *draft = haven_year_draft_new (school, 2025);
  guint before = count_closed (draft);
  HavenDay thursday = haven_day_new (2026, 3, 12);
  g_autoptr (GError) error = NULL;

  g_assert_true (haven_year_draft_close (draft, thursday, &error));
  assert_refused (haven_year_draft_close (draft, thursday, &error), &error);
  assert_refused (haven_year_draft_close (draft, thursday + 2, &error), &error);              /* a Saturday */
  assert_refused (haven_year_draft_close (draft, haven_day_new (2025, 12, 25), &error), &error);
  assert_refused (haven_year_draft_close (draft, HAVEN_DAY_NONE, &error), &error);
  g_assert_cmpint (count_closed (draft), ==, before + 1);
  haven_year_draft_open (draft, thursday);
  g_assert_cmpint (count_closed (draft), ==, before);
  haven_year_draft_free (draft);
}

/* A file may name a run of closed days: one of them opens, and the others stay closed. */
static void
test_run_of_days (void)
{
  GPtrArray *dates = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_dates_free);
  HavenDates *run = haven_dates_new ();
  g_autoptr (HavenSchool) school = NULL;
  HavenYearDraft *draft;

  *run = (HavenDates) { .id = 7, .type = HAVEN_DATES_CLOSED, .year = 2025 };
  run->first = haven_day_new (2026, 1, 5);
  run->last = haven_day_new (2026, 1, 9);
  g_ptr_array_add (dates, run);
  school = make_school (dates);
  draft = haven_year_draft_new (school, 2025);
  g_assert_true (draft->entered);
  g_assert_cmpint (count_closed (draft), ==, 5);
  haven_year_draft_open (draft, haven_day_new (2026, 1, 7));
  g_assert_cmpint (count_closed (draft), ==, 4);
  haven_year_draft_open (draft, haven_day_new (2026, 1, 5));
  g_assert_cmpint (count_closed (draft), ==, 3);
  haven_year_draft_free (draft);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/year-draft/usual", test_usual);
  g_test_add_func ("/ui/year-draft/refusals", test_refusals);
  g_test_add_func ("/ui/year-draft/closed-days", test_closed_days);
  g_test_add_func ("/ui/year-draft/run-of-days", test_run_of_days);
  return g_test_run ();
}
