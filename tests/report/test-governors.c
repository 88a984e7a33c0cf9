/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-governors.h"

#include <string.h>

#include "haven-error.h"
#include "haven-governors-private.h"
#include "haven-test-long.h"
#include "haven-test-school.h"
#include "report-reader.h"
#include "report-school.h"

/* Reports about children together: a release (practice 40). */

static HavenGovernorsRequest
ask (ReportSchool *school, const char *kind)
{
  return (HavenGovernorsRequest) { .school = school->school, .clock = school->clock, .kind = kind, .period = { 2025, HAVEN_TERM_YEAR },
                                   .printed_by = "D. Safeguard" };
}

static void
test_may_tell (void)
{
  static const struct {
    gint64 count, of;
    gboolean told;
  } cases[] = { { 0, 30, FALSE }, { 4, 30, FALSE }, { 5, 30, TRUE }, { 25, 30, TRUE }, { 26, 30, FALSE }, { 30, 30, FALSE }, { 5, 9,
                                                                                                                               FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (haven_governors_may_tell (cases[i].count, cases[i].of), ==, cases[i].told);
}

/* No child is in it, by name, number or UPN */
static void
test_names_nobody (void)
{
  g_autoptr (ReportSchool) school = report_school_new (3, 2);

  for (const char *const *kind = haven_governors_kinds (); *kind != NULL; kind++) {
    HavenGovernorsRequest request = ask (school, *kind);
    g_autoptr (GError) error = NULL;
    guint pages = 0;
    g_autoptr (GBytes) pdf = haven_governors_render (&request, &pages, &error);
    g_autoptr (GPtrArray) read = NULL;
    g_assert_no_error (error);
    read = report_read_pages (pdf);
    g_assert_cmpuint (read->len, ==, pages);
    for (guint i = 0; i < haven_school_get_n_pupils (school->school); i++) {
      const HavenPupil *pupil = haven_school_get_nth_pupil (school->school, i);
      g_assert_cmpuint (report_count_all (read, pupil->upn), ==, 0);
      g_assert_cmpuint (report_count_all (read, pupil->surname), ==, 0);
    }
    g_assert_cmpuint (report_count_all (read, haven_governors_title (*kind)), >=, 1);
  }
}

/* Nine children: four on a plan in need, four in care, one on a protection plan. Of no group of these a row stands. */
static void
test_small_groups_are_left_out (void)
{
  g_autoptr (ReportSchool) school = report_school_new (3, 0);
  HavenGovernorsRequest request = ask (school, "governors");
  g_autofree char *text = haven_governors_to_text (&request, NULL);

  g_assert_nonnull (strstr (text, "children with a social worker (now or before) | 9"));
  g_assert_null (strstr (text, "child protection plan"));
  g_assert_null (strstr (text, "looked after | "));
  g_assert_nonnull (strstr (text, " | c"));
}

static void
test_fewer_than_five (void)
{
  HavenTestSchool *test = haven_test_school_new ();
  g_autoptr (HavenSchool) school = NULL;
  HavenGovernorsRequest request;
  g_autofree char *text = NULL;

  haven_test_school_add_calendar (test, 2025);
  for (guint i = 0; i < 12; i++) {
    gint64 pupil = haven_test_school_add_pupil (test, 1 + i, 9);
    haven_test_school_attend (test, pupil, haven_test_span ("2025-09-01", "2025-11-20"));
    if (i < 4)
      haven_test_school_add_spell (test, pupil, HAVEN_STATUS_CLA, "2025-01-06", "");
  }
  school = haven_test_school_build (test);
  request = (HavenGovernorsRequest) { .school = school, .clock = haven_clock_fixed (haven_test_day ("2025-11-21")), .kind = "dt-annual",
                                      .period = { 2025, HAVEN_TERM_YEAR } };
  text = haven_governors_to_text (&request, NULL);
  g_assert_nonnull (strstr (text, "This is expected"));
  g_assert_null (strstr (text, "100.0"));
  g_assert_null (strstr (text, "| 4"));
}

static void
test_sentences_are_editable (void)
{
  g_autoptr (ReportSchool) school = report_school_new (3, 0);
  HavenGovernorsRequest request = ask (school, "dt-annual");
  g_autoptr (GPtrArray) sentences = haven_governors_list_sentences (&request, NULL);
  gboolean found = FALSE;

  for (guint i = 0; i < sentences->len; i++) {
    const HavenGovernorsSentence *sentence = sentences->pdata[i];
    g_assert_cmpstr (sentence->text, ==, sentence->made);
    found = found || g_str_equal (sentence->key, "report.dt-annual.2025/26-year.workload");
  }
  g_assert_true (found);
}

static void
check_edited (const char *value, const char *wanted)
{
  HavenTestSchool *test = haven_test_school_new ();
  g_autoptr (HavenSchool) school = NULL;
  HavenGovernorsRequest request;
  g_autofree char *text = NULL;
  gint64 pupil = haven_test_school_add_pupil (test, 1, 9);

  haven_test_school_add_calendar (test, 2025);
  haven_test_school_attend (test, pupil, haven_test_span ("2025-09-01", "2025-11-20"));
  haven_test_school_set (test, "report.governors.2025/26-year.ahead", value);
  school = haven_test_school_build (test);
  request = (HavenGovernorsRequest) { .school = school, .clock = haven_clock_fixed (haven_test_day ("2025-11-21")), .kind = "governors",
                                      .period = { 2025, HAVEN_TERM_YEAR } };
  text = haven_governors_to_text (&request, NULL);
  g_assert_null (strstr (text, "What we shall do differently"));
  g_assert_true (wanted == NULL || strstr (text, wanted) != NULL);
}

static void
test_edit_and_strike (void)
{
  check_edited ("A second designated teacher from Easter.", "A second designated teacher from Easter.");
  check_edited ("-", NULL);
}

static void
test_refusals (void)
{
  g_autoptr (ReportSchool) school = report_school_new (0, 0);
  HavenGovernorsRequest request = ask (school, "league-table");
  g_autoptr (GError) error = NULL;

  g_assert_null (haven_governors_to_text (&request, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID);
  g_clear_error (&error);
  request = ask (school, "governors");
  request.period.year = 2031;
  g_assert_null (haven_governors_to_text (&request, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND);
}

static HavenGovernorsRun
run_of (const HavenGovernorsRequest *request)
{
  HavenSpan span = haven_academic_year_span (request->period.year);

  span.last = haven_school_get_last_mark (request->school, request->clock.today, NULL);
  return (HavenGovernorsRun) { .request = request, .school = request->school, .clock = request->clock, .span = span,
                               .page = haven_governors_make_page (request) };
}

/* What the termly return hides the governors are not told either; and of the rest of the school nothing that would tell it */
static void
test_nothing_that_the_page_hides (void)
{
  static const HavenGroup groups[] = { HAVEN_GROUP_FLAGGED, HAVEN_GROUP_CP, HAVEN_GROUP_CIN, HAVEN_GROUP_PREVIOUS };
  guint hidden = 0, shown = 0;

  for (guint siblings = 0; siblings < 3; siblings++) {
    g_autoptr (ReportSchool) school = report_school_new (3, siblings);
    HavenGovernorsRequest request = ask (school, "governors");
    HavenGovernorsRun run = run_of (&request);

    g_assert_nonnull (run.page);
    for (HavenMeasure measure = 0; measure < HAVEN_N_MEASURES; measure++) {
      g_autofree char *flagged = haven_governors_cell (&run, measure, HAVEN_GROUP_FLAGGED, run.span);
      g_autofree char *rest = haven_governors_cell (&run, measure, HAVEN_GROUP_OTHERS, run.span);

      g_assert_true (!g_str_equal (flagged, "c") || g_str_equal (rest, "c") || g_str_equal (rest, "x"));
      for (guint g = 0; g < G_N_ELEMENTS (groups); g++) {
        g_autofree char *cell = haven_governors_cell (&run, measure, groups[g], run.span);
        const gboolean allowed = haven_governors_page_allows (run.page, measure, groups[g]);

        g_assert_true (allowed || g_str_equal (cell, "c") || g_str_equal (cell, "x"));
        hidden += !allowed;
        shown += allowed;
      }
    }
    haven_release_unref (run.page);
  }
  g_assert_cmpuint (hidden, >, 0);
  g_assert_cmpuint (shown, >, 0);
}

/* ---- two reports to the same governors: nothing is told of a group beside which another would leave fewer than five ---- */

typedef struct {
  HavenGroup group;
  gint64 count, of;
  gboolean told;
} Told;

static HavenSchool *
random_school (GRand *rand)
{
  static const HavenStatus statuses[] = { HAVEN_STATUS_CLA, HAVEN_STATUS_PLA, HAVEN_STATUS_CIN };
  HavenTestSchool *test = haven_test_school_new ();
  guint number = 1;

  haven_test_school_add_calendar (test, 2025);
  for (guint s = 0; s <= G_N_ELEMENTS (statuses); s++)
    for (gint i = s < G_N_ELEMENTS (statuses) ? g_rand_int_range (rand, 0, 16) : 30; i > 0; i--) {
      gint64 id = haven_test_school_add_pupil (test, number++, 9);
      haven_test_school_attend (test, id, haven_test_span ("2025-09-01", "2025-11-20"));
      haven_test_school_get_pupil (test, id)->sen = g_rand_boolean (rand) ? HAVEN_SEN_SUPPORT : HAVEN_SEN_NONE;
      if (s < G_N_ELEMENTS (statuses))
        haven_test_school_add_spell (test, id, statuses[s], "2025-01-06", "");
    }
  return haven_test_school_build (test);
}

static Told
tell (HavenGovernorsRun *run, HavenMeasure measure, HavenGroup group)
{
  HavenScope scope = haven_scope_of_group (run->school, run->clock, group, run->span);
  g_autoptr (HavenExplanation) found = haven_explain (measure, &scope, NULL);
  g_autofree char *cell = haven_governors_cell (run, measure, group, run->span);

  return (Told) { group, found->numerator, found->denominator, !g_str_equal (cell, "c") && !g_str_equal (cell, "x") };
}

/* By hand, without the table of what lies in what */
static void
check_difference (const Told *inner, const Told *outer)
{
  gint64 count = outer->count - inner->count, of = outer->of - inner->of;

  if (inner->told && outer->told && of > 0)
    g_assert_true (count >= 5 && of - count >= 5);
}

static guint
check_two_reports (HavenSchool *school)
{
  static const HavenGroup inside[] = { HAVEN_GROUP_CLA, HAVEN_GROUP_PLA, HAVEN_GROUP_CARE, HAVEN_GROUP_FLAGGED };
  HavenGovernorsRequest request = { .school = school, .clock = haven_clock_fixed (haven_test_day ("2025-11-21")),
                                    .kind = "dt-annual", .period = { 2025, HAVEN_TERM_YEAR } };
  HavenGovernorsRun run = run_of (&request);
  Told told[G_N_ELEMENTS (inside)];
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (inside); i++) {
    told[i] = tell (&run, HAVEN_MEASURE_SEN_SUPPORT, inside[i]);
    n += told[i].told;
  }
  for (guint i = 0; i < 2; i++)
    for (guint k = 2; k < G_N_ELEMENTS (inside); k++)
      check_difference (&told[i], &told[k]);
  check_difference (&told[2], &told[3]);
  haven_release_unref (run.page);
  return n;
}

static void
test_beside_each_other (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (40);
  guint rounds = haven_test_rounds ("pairs of reports", 60, 2000), told = 0;

  for (guint round = 0; round < rounds; round++) {
    g_autoptr (HavenSchool) school = random_school (rand);
    told += check_two_reports (school);
  }
  g_test_message ("seed 40: %u groups told", told);
  g_assert_cmpuint (told, >, 0);
}

/* The designated teacher's: those who are or were in care, beside the rest of the school */
static void
test_the_teachers_report (void)
{
  HavenTestSchool *test = haven_test_school_new ();
  g_autoptr (HavenSchool) school = NULL;
  HavenGovernorsRequest request;
  g_autofree char *text = NULL;

  haven_test_school_add_calendar (test, 2025);
  for (guint i = 0; i < 70; i++) {
    gint64 pupil = haven_test_school_add_pupil (test, 1 + i, 9);
    haven_test_school_attend (test, pupil, haven_test_span ("2025-09-01", "2025-11-20"));
    if (i % 2 == 0)
      haven_test_school_mark_days (test, pupil, "2025-09-08", "O O I I O O O O O O O O I I O O I I O O");
    if (i < 40)
      haven_test_school_add_spell (test, pupil, i < 10 ? HAVEN_STATUS_CLA : i < 20 ? HAVEN_STATUS_PLA : HAVEN_STATUS_CIN, "2025-01-06", "");
  }
  school = haven_test_school_build (test);
  request = (HavenGovernorsRequest) { .school = school, .clock = haven_clock_fixed (haven_test_day ("2025-11-21")), .kind = "dt-annual",
                                      .period = { 2025, HAVEN_TERM_YEAR } };
  text = haven_governors_to_text (&request, NULL);
  g_assert_nonnull (strstr (text, "looked after or previously looked after | 20"));
  g_assert_nonnull (strstr (text, "looked after | 10"));
  g_assert_nonnull (strstr (text, "previously looked after | 10"));
  g_assert_null (strstr (text, "child protection plan"));
  g_assert_null (strstr (text, "child in need"));
  g_assert_nonnull (strstr (text, "looked after or previously looked after | 91.5%"));
  g_assert_nonnull (strstr (text, "rest of the school | 91.5%"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/governors/practice_40/may-tell", test_may_tell);
  g_test_add_func ("/report/governors/practice_40/nothing-that-the-page-hides", test_nothing_that_the_page_hides);
  g_test_add_func ("/report/governors/practice_40/names-nobody", test_names_nobody);
  g_test_add_func ("/report/governors/practice_40/small-groups-are-left-out", test_small_groups_are_left_out);
  g_test_add_func ("/report/governors/practice_40/fewer-than-five", test_fewer_than_five);
  g_test_add_func ("/report/governors/practice_40/beside-each-other", test_beside_each_other);
  g_test_add_func ("/report/governors/practice_40/the-teachers-report", test_the_teachers_report);
  g_test_add_func ("/report/governors/sentences-are-editable", test_sentences_are_editable);
  g_test_add_func ("/report/governors/edit-and-strike", test_edit_and_strike);
  g_test_add_func ("/report/governors/refusals", test_refusals);
  return g_test_run ();
}
