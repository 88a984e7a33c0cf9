/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-cohort-figures.h"

#include "haven-parts.h"
#include "haven-test-school.h"

/* The one pass over everything beside its naive twin: members of each period on its reference day, counted period by period. */
#define N_PUPILS 30
#define N_SCHOOLS 25
#define MANY_PUPILS 200                    /* more than what is counted in sixteen bits before it is put away */
#define FIRST_YEAR 2024

static const char *
choose_code (void)
{
  static const char *const codes[] = { "/", "/", "/", "/", "/", "/", "\\", "L", "U", "B", "K", "V", "J1", "C", "Y1", "D", "#", "X", "I",
                                      "I",
                                       "O", "G", "N", "C2", "E", "Z" };

  return codes[g_test_rand_int_range (0, G_N_ELEMENTS (codes))];
}

static void
write_marks (HavenTestSchool *draft, gint64 pupil, HavenSpan span)
{
  for (HavenDay day = span.first; day <= span.last; day++) {
    if (haven_day_get_weekday (day) > (g_test_rand_int_range (0, 40) == 0 ? 7 : 5) || g_test_rand_int_range (0, 20) == 0)
      continue;
    haven_test_school_mark (draft, pupil, day, 0, choose_code ());
    if (g_test_rand_int_range (0, 30) > 0)
      haven_test_school_mark (draft, pupil, day, 1, choose_code ());
  }
}

static char *
choose_day (void)
{
  return haven_day_to_iso (haven_test_day ("2018-02-27") + g_test_rand_int_range (0, 3100));
}

static void
add_spells (HavenTestSchool *draft, gint64 pupil)
{
  int n = g_test_rand_int_range (0, 4);

  for (int i = 0; i < n; i++) {
    g_autofree char *first = choose_day ();
    g_autofree char *last = haven_day_to_iso (haven_test_day (first) + g_test_rand_int_range (0, 500));

    haven_test_school_add_spell (draft, pupil, g_test_rand_int_range (HAVEN_STATUS_CP, HAVEN_STATUS_KINSHIP + 1), first,
                                 g_test_rand_int_range (0, 3) == 0 ? "" : last);
  }
}

static void
add_pupil (HavenTestSchool *draft, guint n, gboolean totals)
{
  gint64 id = haven_test_school_add_pupil (draft, n, 9);
  HavenPupil *pupil = haven_test_school_get_pupil (draft, id);

  if (g_test_rand_int_range (0, 4) == 0)
    pupil->admitted = haven_test_day ("2025-09-01") + g_test_rand_int_range (-200, 250);
  if (g_test_rand_int_range (0, 4) == 0)
    pupil->left = haven_test_day ("2025-09-01") + g_test_rand_int_range (-100, 300);
  if (totals && g_test_rand_int_range (0, 2) == 0)
    haven_test_school_keep_totals (draft, id);
  if (g_test_rand_int_range (0, 2) == 0)
    add_spells (draft, id);
  write_marks (draft, id, haven_test_span ("2024-09-02", "2025-07-25"));
  write_marks (draft, id, haven_test_span ("2025-08-29", "2026-03-18"));
}

static HavenSchool *
make_school (guint n_pupils, gboolean totals)
{
  HavenTestSchool *draft = haven_test_school_new ();

  if (g_test_rand_int_range (0, 2) == 0)
    haven_test_school_add_calendar (draft, FIRST_YEAR);
  haven_test_school_add_calendar (draft, FIRST_YEAR + 1);
  for (guint n = 1; n <= n_pupils; n++)
    add_pupil (draft, n, totals);
  return haven_test_school_build (draft);
}

/* The twin: members and figures of each part for itself */
static GPtrArray *
count_twin (HavenSchool *school, HavenClock clock, HavenGroup group, HavenSpan span, HavenBy by, GError **error)
{
  g_autoptr(GArray) parts = haven_parts_new (haven_school_get_calendar (school), span, by);
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_attendance_row_free);

  for (guint i = 0; i < parts->len; i++) {
    const HavenPart *part = &g_array_index (parts, HavenPart, i);
    g_autoptr(GPtrArray) members = haven_group_members (school, group, part->span, clock);
    HavenAttendanceRow *row = g_new0 (HavenAttendanceRow, 1);

    row->key = g_strdup (part->key);
    g_ptr_array_add (rows, row);
    if (!haven_attendance_of (school, members, part->span, &row->figures, error))
      return NULL;
    if (row->figures.possible == 0 && row->figures.elsewhere == 0)
      g_ptr_array_remove_index (rows, rows->len - 1);
  }
  return g_steal_pointer (&rows);
}

static void
compare_figures (const HavenAttendance *ours, const HavenAttendance *theirs, gboolean pupils)
{
  g_assert_cmpint (ours->possible, ==, theirs->possible);
  g_assert_cmpint (ours->attended, ==, theirs->attended);
  g_assert_cmpint (ours->approved, ==, theirs->approved);
  g_assert_cmpint (ours->authorised, ==, theirs->authorised);
  g_assert_cmpint (ours->unauthorised, ==, theirs->unauthorised);
  g_assert_cmpint (ours->late_before, ==, theirs->late_before);
  g_assert_cmpint (ours->late_after, ==, theirs->late_after);
  g_assert_cmpint (ours->elsewhere, ==, theirs->elsewhere);
  g_assert_cmpint (ours->not_possible, ==, theirs->not_possible);
  if (!pupils)
    return;
  g_assert_cmpuint (ours->pupils, ==, theirs->pupils);
  g_assert_cmpuint (ours->persistently_absent, ==, theirs->persistently_absent);
  g_assert_cmpuint (ours->severely_absent, ==, theirs->severely_absent);
}

static void
compare_rows (GPtrArray *ours, GPtrArray *theirs, gboolean pupils)
{
  g_assert_cmpint (ours != NULL, ==, theirs != NULL);
  if (ours == NULL)
    return;
  g_assert_cmpuint (ours->len, ==, theirs->len);
  for (guint i = 0; i < ours->len; i++) {
    const HavenAttendanceRow *one = ours->pdata[i];
    const HavenAttendanceRow *two = theirs->pdata[i];

    g_assert_cmpstr (one->key, ==, two->key);
    g_assert_cmpint (one->sessions, ==, two->sessions);
    compare_figures (&one->figures, &two->figures, pupils);
  }
}

static void
compare_year (HavenSchool *school, HavenCohortFigures *figures, HavenClock clock, int year, HavenGroup group)
{
  static const HavenBy parts[] = { HAVEN_BY_YEAR, HAVEN_BY_TERM, HAVEN_BY_WEEK, HAVEN_BY_HALF_TERM };
  static const HavenBy marks[] = { HAVEN_BY_CODE, HAVEN_BY_WEEKDAY, HAVEN_BY_SESSION, HAVEN_BY_SLOT };
  HavenSpan span = haven_academic_year_span (year);
  guint n_parts = G_N_ELEMENTS (parts) - !haven_calendar_is_known (haven_school_get_calendar (school), year);
  g_autoptr(GPtrArray) members = NULL;

  span.last = MIN (span.last, clock.today);
  members = haven_group_members (school, group, span, clock);
  for (guint i = 0; i < n_parts; i++) {
    g_autoptr(GPtrArray) ours = haven_cohort_figures_by (figures, group, year, parts[i], NULL);
    g_autoptr(GPtrArray) theirs = count_twin (school, clock, group, span, parts[i], NULL);

    compare_rows (ours, theirs, TRUE);
  }
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++) {
    g_autoptr(GPtrArray) ours = haven_cohort_figures_by (figures, group, year, marks[i], NULL);
    g_autoptr(GPtrArray) theirs = haven_attendance_by (school, members, span, marks[i], NULL);

    compare_rows (ours, theirs, FALSE);
  }
}

static void
compare_school (guint n_pupils, gboolean totals)
{
  HavenClock clock = haven_clock_fixed (haven_test_day ("2026-03-18"));
  g_autoptr(HavenSchool) school = make_school (n_pupils, totals);
  g_autoptr(HavenCohortFigures) figures = haven_cohort_figures_new (school, clock);

  for (int year = FIRST_YEAR; year <= FIRST_YEAR + 1; year++)
    for (HavenGroup group = 0; group < HAVEN_N_GROUPS; group++)
      compare_year (school, figures, clock, year, group);
}

static void
test_twin (gconstpointer data)
{
  guint n = g_test_slow () ? 200 : N_SCHOOLS;

  for (guint i = 0; i < n; i++)
    compare_school (N_PUPILS, GPOINTER_TO_INT (data));
}

static void
test_many (void)
{
  compare_school (MANY_PUPILS, FALSE);
  compare_school (MANY_PUPILS, TRUE);
}

/* A child flagged in January is not in last autumn's line, and is in the year's figure (practice 3) */
static void
test_flagged_later (void)
{
  HavenTestSchool *draft = haven_test_school_new ();
  gint64 amara = haven_test_school_add_pupil (draft, 1, 9);
  g_autoptr(HavenSchool) school = NULL;
  g_autoptr(HavenCohortFigures) figures = NULL;
  g_autoptr(GPtrArray) terms = NULL;
  g_autoptr(GPtrArray) year = NULL;

  haven_test_school_add_calendar (draft, 2025);
  haven_test_school_add_spell (draft, amara, HAVEN_STATUS_CIN, "2026-01-12", "");
  haven_test_school_attend (draft, amara, haven_test_span ("2025-11-03", "2025-12-19"));
  haven_test_school_mark_days (draft, amara, "2026-01-05", "O O O O");
  school = haven_test_school_build (draft);
  figures = haven_cohort_figures_new (school, haven_clock_fixed (haven_test_day ("2026-02-02")));
  terms = haven_cohort_figures_by (figures, HAVEN_GROUP_FLAGGED, 2025, HAVEN_BY_TERM, NULL);
  g_assert_cmpuint (terms->len, ==, 1);
  g_assert_cmpstr (((HavenAttendanceRow *) terms->pdata[0])->key, ==, "2025/26-spring");
  g_assert_cmpint (((HavenAttendanceRow *) terms->pdata[0])->figures.possible, ==, 4);
  year = haven_cohort_figures_by (figures, HAVEN_GROUP_FLAGGED, 2025, HAVEN_BY_YEAR, NULL);
  g_assert_cmpint (((HavenAttendanceRow *) year->pdata[0])->figures.possible, ==, 74);
}

static void
test_nothing (void)
{
  g_autoptr(HavenSchool) school = haven_test_school_build (haven_test_school_new ());
  g_autoptr(HavenCohortFigures) figures = haven_cohort_figures_new (school, haven_clock_fixed (haven_test_day ("2026-02-02")));
  g_autoptr(GPtrArray) rows = haven_cohort_figures_by (figures, HAVEN_GROUP_ALL, 2025, HAVEN_BY_WEEK, NULL);
  int first, last;

  g_assert_cmpuint (rows->len, ==, 0);
  g_assert_false (haven_cohort_figures_get_years (figures, &first, &last));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/analysis/cohort-figures/twin-of-registers", GINT_TO_POINTER (FALSE), test_twin);
  g_test_add_data_func ("/analysis/cohort-figures/twin-of-totals", GINT_TO_POINTER (TRUE), test_twin);
  g_test_add_func ("/analysis/cohort-figures/twin-of-a-large-school", test_many);
  g_test_add_func ("/analysis/practice_03/flagged-later-is-not-in-the-line-before", test_flagged_later);
  g_test_add_func ("/analysis/cohort-figures/nothing", test_nothing);
  return g_test_run ();
}
