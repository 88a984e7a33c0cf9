/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake-support.h"

/* Totals without marks, results of pupils, and the whole school's */

#define TOTALS "UPN,From,To,Possible,Attended,Authorised,Unauthorised\r\n"

static void
test_period_is_asked (void)
{
  g_autoptr (HavenSchool) school = haven_test_school_build (small_school ());
  const char *text = "UPN,Possible,Authorised,Unauthorised\r\n" UPN_ONE ",140,15,5\r\n";
  g_autoptr (HavenImportPreview) open = stage_said (text, school, NULL);
  g_autoptr (HavenImportPreview) nonsense = stage_said (text, school, "period", "last spring", NULL);
  g_autoptr (HavenImportPreview) said = stage_said (text, school, "period", "2025-01-06..2025-04-04", NULL);
  g_autoptr (HavenSchool) then = haven_intake_preview_school (school, said);
  const HavenTotals *totals;

  g_assert_true (haven_import_preview_is_open (open));
  g_assert_cmpuint (open->added, ==, 0);
  g_assert_true (haven_import_preview_is_open (nonsense));
  assert_counts (said, 1, 1, 0, 0, 0);
  totals = haven_school_get_table (then, HAVEN_TABLE_TOTALS)->pdata[0];
  g_assert_cmpint (totals->attended, ==, 120);
  g_assert_cmpint (totals->first, ==, haven_test_day ("2025-01-06"));
  g_assert_cmpint (totals->last, ==, haven_test_day ("2025-04-04"));
}

static void
test_same_and_changed (void)
{
  g_autoptr (HavenSchool) school = after (haven_test_school_build (small_school ()),
                                          TOTALS UPN_ONE ",2025-01-06,2025-04-04,120,110,8,2\r\n", HAVEN_IMPORT_AUTO);
  g_autoptr (HavenImportPreview) same = stage_said (TOTALS UPN_ONE ",2025-01-06,2025-04-04,120,110,8,2\r\n", school, NULL);
  g_autoptr (HavenImportPreview) other = stage_said (TOTALS UPN_ONE ",2025-01-06,2025-04-04,120,111,7,2\r\n", school, NULL);
  g_autoptr (HavenImportPreview) part = stage_said (TOTALS UPN_ONE ",2025-03-01,2025-04-30,60,60,0,0\r\n", school, NULL);

  assert_counts (same, 1, 0, 0, 1, 0);
  assert_counts (other, 1, 0, 1, 0, 0);
  assert_counts (part, 1, 0, 0, 0, 1);
  assert_problem (part, 0, 2, "From", "counted-twice");
}

/* Totals of days that are kept finer would count twice */
static void
test_marks_win (void)
{
  g_autoptr (HavenSchool) school = after (haven_test_school_build (small_school ()),
                                          "UPN,Date,Session,Mark\r\n" UPN_ONE ",2025-03-03,AM,/\r\n", HAVEN_IMPORT_AUTO);
  g_autoptr (HavenImportPreview) preview = stage_said (TOTALS UPN_ONE ",2025-01-06,2025-04-04,120,110,8,2\r\n"
                                                       UPN_TWO ",2025-01-06,2025-04-04,120,110,8,2\r\n", school, NULL);

  assert_counts (preview, 2, 1, 0, 1, 0);
  g_assert_true (assumes (preview, "left out"));
}

static void
test_problems (void)
{
  g_autoptr (HavenSchool) school = haven_test_school_build (small_school ());
  g_autoptr (HavenImportPreview) preview = stage_said (TOTALS UPN_ONE ",2025-01-06,2025-04-04,120,100,8,2\r\n"
                                                       UPN_TWO ",2025-01-06,2025-04-04,,,8,2\r\n"
                                                       UPN_TWO ",2025-01-06,2025-04-04,12o,10,1,1\r\n"
                                                       UPN_TWO ",2025-04-04,2025-01-06,12,10,1,1\r\n", school, NULL);

  assert_counts (preview, 4, 0, 0, 0, 4);
  assert_problem (preview, 0, 2, "Possible", "does-not-add-up");
  assert_problem (preview, 1, 3, "Attended", "no-total");
  assert_problem (preview, 2, 4, "Possible", "bad-number");
  assert_problem (preview, 3, 5, "From", "no-period");
}

/* Of pupils without a social worker Haven keeps no results */
static void
test_results_of_few (void)
{
  g_autoptr (HavenSchool) school = haven_test_school_build (small_school ());
  g_autoptr (HavenImportPreview) preview = stage_said ("UPN,Subject,Date,Result\r\n" UPN_ONE ",Reading,2025-07-01,EXS\r\n"
                                                       UPN_TWO ",Reading,2025-07-01,GDS\r\n", school, NULL);
  g_autoptr (HavenSchool) then = haven_intake_preview_school (school, preview);
  GPtrArray *results = haven_school_get_table (then, HAVEN_TABLE_ATTAINMENT);

  assert_counts (preview, 2, 1, 0, 1, 0);
  g_assert_cmpuint (results->len, ==, 1);
  g_assert_cmpint (((HavenAttainment *) results->pdata[0])->expectation, ==, HAVEN_EXPECTATION_AT);
}

static void
test_whole_school (void)
{
  g_autoptr (HavenSchool) empty = haven_test_school_build (small_school ());
  const char *text = "Subject,Date,Year Group,Below,Expected,Greater Depth,No Result\r\nReading,2025-07-01,Year 6,10,30,15,2\r\n"
                     "Reading,2025-07-01,6,1,1,1,1\r\n,2025-07-01,6,1,1,1,1\r\nMaths,2025-07-01,6,,,,\r\n";
  g_autoptr (HavenImportPreview) preview = stage_said (text, empty, NULL);
  g_autoptr (HavenSchool) then = haven_intake_preview_school (empty, preview);
  const HavenSchoolAttainment *one = haven_school_get_table (then, HAVEN_TABLE_SCHOOL_ATTAINMENT)->pdata[0];

  g_assert_cmpint (preview->type, ==, HAVEN_IMPORT_SCHOOL_ATTAINMENT);
  assert_counts (preview, 4, 1, 0, 0, 3);
  g_assert_cmpstr (one->year_group, ==, "6");
  g_assert_cmpint (one->below, ==, 10);
  g_assert_cmpint (one->at, ==, 30);
  g_assert_cmpint (one->above, ==, 15);
  g_assert_cmpint (one->none, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/intake/totals/period-is-asked", test_period_is_asked);
  g_test_add_func ("/intake/totals/same-and-changed", test_same_and_changed);
  g_test_add_func ("/intake/totals/marks-win", test_marks_win);
  g_test_add_func ("/intake/totals/problems", test_problems);
  g_test_add_func ("/intake/practice_34/results-of-few", test_results_of_few);
  g_test_add_func ("/intake/practice_19/whole-school", test_whole_school);
  return g_test_run ();
}
