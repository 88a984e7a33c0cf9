/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-attendance-course.h"

#include <math.h>

#include "haven-before-after.h"
#include "haven-error.h"
#include "haven-roll.h"
#include "haven-test-school.h"

typedef struct {
  HavenTestSchool *draft;
  gint64 amara;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->draft = haven_test_school_new ();
  haven_test_school_add_calendar (fixture->draft, 2025);
  fixture->amara = haven_test_school_add_pupil (fixture->draft, 1, 9);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
}

/* Present on school days of the autumn term up to a day, but for the last so many sessions, coded O */
static void
attend_but (Fixture *fixture, const char *last, int missed)
{
  HavenDay end = haven_test_day (last);
  HavenDay day = end;

  haven_test_school_attend (fixture->draft, fixture->amara, haven_test_span ("2025-09-01", "2025-10-17"));
  haven_test_school_attend (fixture->draft, fixture->amara, (HavenSpan) { haven_test_day ("2025-10-27"), end });
  for (int i = 0; i < missed; i++) {
    haven_test_school_mark (fixture->draft, fixture->amara, day, 1 - i % HAVEN_SESSIONS_A_DAY, "O");
    if (i % HAVEN_SESSIONS_A_DAY == 1)
      day -= haven_day_get_weekday (day) == 1 ? 3 : 1;
  }
}

/* ---- how close, and what would bring it back: 1 September to 14 November is 50 days, 100 sessions ---- */

typedef struct {
  const char *name;
  int missed;
  gboolean reached;
  gint64 to_reach;
  gint64 to_leave;
  const char *leaves_on;
} Close;

static const Close closes[] = {
  { "nine-of-100", 9, FALSE, 2, 0, "" },                    /* 10 of 101 is below a tenth, 11 of 102 is not */
  { "ten-of-100", 10, TRUE, 0, 1, "2025-11-17" },           /* 10 of 101 is below */
  { "eleven-of-100", 11, TRUE, 0, 11, "2025-11-24" },       /* 11 of 111; five days and a half */
  { "none-of-100", 0, FALSE, 12, 0, "" },                   /* 11 of 111 is below, 12 of 112 is not */
};

static void
test_close (gconstpointer data)
{
  const Close *one = data;
  Fixture fixture;
  g_autoptr(HavenSchool) school = NULL;
  HavenOutlook outlook;

  set_up (&fixture, NULL);
  attend_but (&fixture, "2025-11-14", one->missed);
  school = haven_test_school_build (fixture.draft);
  outlook = haven_attendance_outlook (school, fixture.amara, HAVEN_THRESHOLD_PERSISTENT, haven_clock_fixed (haven_test_day ("2025-11-14")));
  g_assert_cmpint (outlook.so_far.possible, ==, 100);
  g_assert_cmpint (outlook.reached, ==, one->reached);
  g_assert_cmpint (outlook.to_reach, ==, one->to_reach);
  g_assert_cmpint (outlook.to_leave, ==, one->to_leave);
  g_assert_cmpint (outlook.leaves_on, ==, haven_test_day (one->leaves_on));
}

/* A naive twin: walk on session by session until the threshold says otherwise */
static gint64
walk (HavenAttendance figures, gboolean attend, gboolean (*test) (const HavenAttendance *))
{
  gint64 steps = 0;
  gboolean before = test (&figures);

  while (test (&figures) == before) {
    figures.possible++;
    figures.attended += attend;
    figures.unauthorised += !attend;
    steps++;
  }
  return steps;
}

static void
test_close_twin (void)
{
  for (int missed = 0; missed <= 100; missed += 3) {
    Fixture fixture;
    g_autoptr(HavenSchool) school = NULL;
    HavenClock clock = haven_clock_fixed (haven_test_day ("2025-11-14"));
    HavenOutlook tenth, half;

    set_up (&fixture, NULL);
    attend_but (&fixture, "2025-11-14", missed);
    school = haven_test_school_build (fixture.draft);
    tenth = haven_attendance_outlook (school, fixture.amara, HAVEN_THRESHOLD_PERSISTENT, clock);
    half = haven_attendance_outlook (school, fixture.amara, HAVEN_THRESHOLD_SEVERE, clock);
    g_assert_cmpint (tenth.reached ? tenth.to_leave : tenth.to_reach, ==,
                     walk (tenth.so_far, tenth.reached, haven_attendance_is_persistent));
    g_assert_cmpint (half.reached ? half.to_leave : half.to_reach, ==, walk (half.so_far, half.reached, haven_attendance_is_severe));
  }
}

/* Of the sessions left: with m missed the year ends below a tenth, with one more it does not */
static void
test_may_miss (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenSchool) school = NULL;
  HavenOutlook outlook;
  gint64 whole;

  attend_but (fixture, "2025-11-14", 4);
  school = haven_test_school_build (fixture->draft);
  outlook = haven_attendance_outlook (school, fixture->amara, HAVEN_THRESHOLD_PERSISTENT,
                                      haven_clock_fixed (haven_test_day ("2025-11-14")));
  whole = outlook.so_far.possible + outlook.left;
  g_assert_cmpint (outlook.left, >, 200);
  g_assert_cmpint (10 * (4 + outlook.may_miss), <, whole);
  g_assert_cmpint (10 * (4 + outlook.may_miss + 1), >=, whole);
}

/* At the end of the year nothing is left that could bring it back */
static void
test_year_end (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenSchool) school = NULL;
  g_autofree char *text = NULL;
  HavenOutlook outlook;

  haven_test_school_mark_days (fixture->draft, fixture->amara, "2026-07-20", "/ \\ O O");
  school = haven_test_school_build (fixture->draft);
  outlook = haven_attendance_outlook (school, fixture->amara, HAVEN_THRESHOLD_SEVERE, haven_clock_fixed (haven_test_day ("2026-07-21")));
  g_assert_true (outlook.reached);
  g_assert_cmpint (outlook.to_leave, ==, 1);
  g_assert_cmpint (outlook.left, ==, 0);
  g_assert_cmpint (outlook.leaves_on, ==, HAVEN_DAY_NONE);
  text = haven_attendance_outlook_text (&outlook, HAVEN_THRESHOLD_SEVERE);
  g_assert_cmpstr (text, ==, "Severe absence is reached. The 1 session attended that would bring the rate back below it is not left in "
                   "this academic year.");
}

static void
test_outlook_text (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenSchool) school = NULL;
  HavenOutlook outlook;
  g_autofree char *text = NULL;

  attend_but (fixture, "2025-11-14", 10);
  school = haven_test_school_build (fixture->draft);
  outlook = haven_attendance_outlook (school, fixture->amara, HAVEN_THRESHOLD_PERSISTENT,
                                      haven_clock_fixed (haven_test_day ("2025-11-14")));
  text = haven_attendance_outlook_text (&outlook, HAVEN_THRESHOLD_PERSISTENT);
  g_assert_cmpstr (text, ==, "Persistent absence is reached. 1 session attended brings the rate back below it: on 17 November 2025.");
}

/* ---- the course ---- */

static void
test_course (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenSchool) school = NULL;
  g_autoptr(GArray) course = NULL;
  const HavenCoursePoint *point;

  haven_test_school_mark_days (fixture->draft, fixture->amara, "2025-10-16", "/ \\ O O");                  /* Thursday, Friday */
  haven_test_school_mark_days (fixture->draft, fixture->amara, "2025-10-27", "/ D Y1 Y1 I \\");            /* after half term */
  school = haven_test_school_build (fixture->draft);
  course = haven_attendance_course (school, fixture->amara, haven_academic_year_span (2025), 1);
  g_assert_cmpuint (course->len, ==, 4);                   /* Tuesday 28 October had no possible session */
  point = &g_array_index (course, HavenCoursePoint, 1);
  g_assert_cmpint (point->day, ==, haven_test_day ("2025-10-17"));
  g_assert_cmpint (point->so_far.possible, ==, 4);
  g_assert_cmpint (point->so_far.attended, ==, 2);
  point = &g_array_index (course, HavenCoursePoint, 3);
  g_assert_cmpint (point->so_far.possible, ==, 7);
  g_assert_cmpint (point->so_far.attended, ==, 4);
  g_assert_cmpint (point->so_far.elsewhere, ==, 1);
  g_assert_cmpint (point->recent.possible, ==, 3);         /* a week of its own */
  g_assert_cmpint (point->recent.attended, ==, 2);
}

/* The window holds so many weeks with a session: a holiday is none */
static void
test_rolling (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenSchool) school = NULL;
  g_autoptr(GArray) course = NULL;
  const HavenCoursePoint *last;

  haven_test_school_mark_days (fixture->draft, fixture->amara, "2025-10-13", "O O O O O O O O O O / \\");  /* a week, then none … */
  haven_test_school_mark_days (fixture->draft, fixture->amara, "2025-10-27", "/ \\ / \\ / \\ / \\ / \\");
  haven_test_school_mark_days (fixture->draft, fixture->amara, "2025-11-03", "/ \\");
  school = haven_test_school_build (fixture->draft);
  course = haven_attendance_course (school, fixture->amara, haven_academic_year_span (2025), 2);
  last = &g_array_index (course, HavenCoursePoint, course->len - 1);
  g_assert_cmpint (last->recent.possible, ==, 12);
  g_assert_cmpint (last->recent.attended, ==, 12);
  g_assert_cmpint (last->so_far.possible, ==, 24);
}

/* Over the end of the academic year, and with totals only: a point a week */
static void
test_course_of_totals (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenSchool) school = NULL;
  g_autoptr(GArray) course = NULL;

  haven_test_school_keep_totals (fixture->draft, fixture->amara);
  haven_test_school_mark_days (fixture->draft, fixture->amara, "2026-07-13", "/ \\ / \\ / \\ / \\ / \\ O O");
  haven_test_school_mark_days (fixture->draft, fixture->amara, "2026-09-02", "/ \\ / \\");
  school = haven_test_school_build (fixture->draft);
  course = haven_attendance_course (school, fixture->amara, haven_test_span ("2026-07-13", "2026-09-06"), 4);
  g_assert_cmpuint (course->len, ==, 3);
  g_assert_cmpint (g_array_index (course, HavenCoursePoint, 0).day, ==, haven_test_day ("2026-07-19"));
  g_assert_cmpint (g_array_index (course, HavenCoursePoint, 2).day, ==, haven_test_day ("2026-09-06"));
  g_assert_cmpint (g_array_index (course, HavenCoursePoint, 2).so_far.possible, ==, 16);
  g_assert_cmpint (g_array_index (course, HavenCoursePoint, 2).so_far.attended, ==, 14);
}

/* ---- by half term, half of the day, weekday with it ---- */

static GPtrArray *
ask (HavenSchool *school, gint64 pupil, HavenBy by, GError **error)
{
  g_autoptr(GPtrArray) one = g_ptr_array_new ();

  g_ptr_array_add (one, (gpointer) haven_school_get_pupil (school, pupil));
  return haven_attendance_by (school, one, haven_academic_year_span (2025), by, error);
}

static void
test_half_terms (Fixture *fixture, gconstpointer data)
{
  static const struct { const char *key, *label; int attended, missed; } expected[] = {
    { "2025/26-autumn-1", "Autumn term 2025, first half", 2, 1 }, { "2025/26-autumn-2", "Autumn term 2025, second half", 1, 2 },
    { "2025/26-spring-1", "Spring term 2026, first half", 1, 0 }, { "2025/26-summer-2", "Summer term 2026, second half", 0, 1 },
  };
  g_autoptr(HavenSchool) school = NULL;
  g_autoptr(GPtrArray) rows = NULL;

  haven_test_school_mark_days (fixture->draft, fixture->amara, "2025-10-16", "/ \\ O");          /* the last days before half term */
  haven_test_school_mark_days (fixture->draft, fixture->amara, "2025-10-27", "O I");             /* the first after it */
  haven_test_school_mark_days (fixture->draft, fixture->amara, "2025-12-19", "/");               /* the last of term */
  haven_test_school_mark_days (fixture->draft, fixture->amara, "2026-01-05", "/");               /* the first of the next */
  haven_test_school_mark_days (fixture->draft, fixture->amara, "2026-07-21", "- O");             /* the last of the year */
  school = haven_test_school_build (fixture->draft);
  rows = ask (school, fixture->amara, HAVEN_BY_HALF_TERM, NULL);
  g_assert_cmpuint (rows->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < rows->len; i++) {
    const HavenAttendanceRow *row = rows->pdata[i];
    g_assert_cmpstr (row->key, ==, expected[i].key);
    g_assert_cmpstr (row->label, ==, expected[i].label);
    g_assert_cmpint (row->figures.attended, ==, expected[i].attended);
    g_assert_cmpint (row->figures.possible, ==, expected[i].attended + expected[i].missed);
  }
}

/* Without the school's calendar it says that it cannot tell */
static void
test_half_terms_not_known (void)
{
  HavenTestSchool *draft = haven_test_school_new ();
  gint64 pupil = haven_test_school_add_pupil (draft, 1, 9);
  g_autoptr(HavenSchool) school = NULL;
  g_autoptr(GError) error = NULL;

  haven_test_school_mark_days (draft, pupil, "2025-10-16", "/ \\ O");
  school = haven_test_school_build (draft);
  g_assert_null (ask (school, pupil, HAVEN_BY_HALF_TERM, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID);
}

static void
test_slots (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenSchool) school = NULL;
  g_autoptr(GPtrArray) slots = NULL;
  g_autoptr(GPtrArray) halves = NULL;
  const HavenAttendanceRow *row;

  haven_test_school_mark_days (fixture->draft, fixture->amara, "2025-09-08", "/ O / O / O / O / U / O / \\");
  school = haven_test_school_build (fixture->draft);
  slots = ask (school, fixture->amara, HAVEN_BY_SLOT, NULL);
  g_assert_cmpuint (slots->len, ==, 10);
  row = slots->pdata[1];
  g_assert_cmpstr (row->key, ==, "1-PM");
  g_assert_cmpstr (row->label, ==, "Monday PM");
  g_assert_cmpint (row->weekday, ==, 1);
  g_assert_cmpint (row->session, ==, 1);
  g_assert_cmpint (row->figures.unauthorised, ==, 2);
  row = slots->pdata[3];
  g_assert_cmpint (row->figures.possible, ==, 2);
  g_assert_cmpint (row->figures.unauthorised, ==, 1);
  halves = ask (school, fixture->amara, HAVEN_BY_SESSION, NULL);
  row = halves->pdata[0];
  g_assert_cmpstr (row->key, ==, "AM");
  g_assert_cmpint (row->figures.attended, ==, 7);
  row = halves->pdata[1];
  g_assert_cmpint (row->figures.unauthorised, ==, 6);
  g_assert_cmpint (row->figures.late_after, ==, 1);
}

/* ---- spells: the mix of reasons, and broken weeks ---- */

static void
test_spell_mix (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenSchool) school = NULL;
  g_autoptr(GArray) spells = NULL;
  const HavenAbsenceSpell *spell;
  g_autofree char *mix = NULL;
  guint weeks = 0;

  haven_test_school_mark_days (fixture->draft, fixture->amara, "2025-10-16", "/ I O O");                   /* Thursday, Friday … */
  haven_test_school_mark_days (fixture->draft, fixture->amara, "2025-10-27", "I I I C2 / \\ / \\");        /* … over half term */
  school = haven_test_school_build (fixture->draft);
  spells = haven_absence_spells (school, fixture->amara, haven_academic_year_span (2025));
  g_assert_cmpuint (spells->len, ==, 1);
  spell = &g_array_index (spells, HavenAbsenceSpell, 0);
  g_assert_cmpint (spell->first, ==, haven_test_day ("2025-10-16"));
  g_assert_cmpint (spell->first_session, ==, 1);
  g_assert_cmpint (spell->last, ==, haven_test_day ("2025-10-28"));
  g_assert_cmpuint (spell->sessions, ==, 7);
  g_assert_cmpuint (spell->authorised, ==, 5);
  g_assert_cmpuint (spell->weeks, ==, 2);
  mix = haven_absence_spell_mix (spell);
  g_assert_cmpstr (mix, ==, "4 I, 2 O, 1 C2");
  g_assert_cmpuint (haven_broken_weeks (school, fixture->amara, haven_academic_year_span (2025), &weeks), ==, 2);
  g_assert_cmpuint (weeks, ==, 2);
}

/* ---- before and after ---- */

static void
test_before_after (Fixture *fixture, gconstpointer data)
{
  HavenIntervention *support = haven_intervention_new ();
  g_autoptr(HavenSchool) school = NULL;
  g_autoptr(GArray) list = NULL;
  const HavenBeforeAfter *one;
  g_autofree char *text = NULL;

  attend_but (fixture, "2025-11-14", 10);                  /* 10 to 14 November missed … */
  haven_test_school_attend (fixture->draft, fixture->amara, haven_test_span ("2025-11-17", "2025-12-12"));  /* … then all there */
  support->pupil_id = fixture->amara;
  support->what = g_strdup ("Mentoring");
  support->first = haven_test_day ("2025-11-17");
  haven_test_school_add (fixture->draft, HAVEN_TABLE_INTERVENTIONS, support);
  school = haven_test_school_build (fixture->draft);
  list = haven_before_after_list (school, fixture->amara, haven_academic_year_span (2025),
                                  haven_clock_fixed (haven_test_day ("2025-12-12")));
  g_assert_cmpuint (list->len, ==, 1);
  one = &g_array_index (list, HavenBeforeAfter, 0);
  g_assert_cmpint (one->before.first, ==, haven_test_day ("2025-10-06"));
  g_assert_cmpint (one->after.last, ==, haven_test_day ("2025-12-12"));                     /* where the marks end */
  g_assert_cmpint (one->figures_before.possible, ==, 50);
  g_assert_cmpint (one->figures_after.possible, ==, 40);
  g_assert_cmpfloat_with_epsilon (one->change, 20.0, 1e-9);
  text = haven_before_after_text (one);
  g_assert_cmpstr (text, ==,
                   "Mentoring: before, 80.0% of 50 sessions from 6 October 2025 to 16 November 2025; after, 100.0% of 40 sessions "
                   "from 17 November 2025 to 12 December 2025. Other things changed too.");
}

/* 19 sessions on a side say little; 20 are enough */
static void
check_few (int sessions, gboolean few)
{
  Fixture fixture;
  g_autoptr(HavenSchool) school = NULL;
  g_autoptr(GArray) list = NULL;
  HavenDay day = haven_test_day ("2025-11-17");

  set_up (&fixture, NULL);
  attend_but (&fixture, "2025-11-14", 0);
  haven_test_school_add_spell (fixture.draft, fixture.amara, HAVEN_STATUS_CIN, "2025-11-17", "");
  for (int i = 0; i < sessions; i++) {
    haven_test_school_mark (fixture.draft, fixture.amara, day, i % 2, "/");
    if (i % 2 == 1)
      day += haven_day_get_weekday (day) == 5 ? 3 : 1;
  }
  school = haven_test_school_build (fixture.draft);
  list = haven_before_after_list (school, fixture.amara, haven_academic_year_span (2025),
                                  haven_clock_fixed (haven_test_day ("2025-12-19")));
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpint (g_array_index (list, HavenBeforeAfter, 0).few, ==, few);
  g_assert_cmpint (isnan (g_array_index (list, HavenBeforeAfter, 0).change) != 0, ==, few);
}

static void
test_before_after_few (void)
{
  check_few (19, TRUE);
  check_few (20, FALSE);
}

/* ---- who came and who went ---- */

static void
test_roll (Fixture *fixture, gconstpointer data)
{
  gint64 joiner = haven_test_school_add_pupil (fixture->draft, 2, 9);
  gint64 leaver = haven_test_school_add_pupil (fixture->draft, 3, 9);
  g_autoptr(HavenSchool) school = NULL;
  g_autoptr(GArray) changes = NULL;
  g_autoptr(GArray) destinations = NULL;
  const HavenRollChange *one;

  haven_test_school_get_pupil (fixture->draft, joiner)->admitted = haven_test_day ("2025-11-03");
  haven_test_school_get_pupil (fixture->draft, leaver)->left = haven_test_day ("2025-10-10");
  haven_test_school_get_pupil (fixture->draft, leaver)->destination = g_strdup ("Elective Home Education");
  haven_test_school_attend (fixture->draft, joiner, haven_test_span ("2025-11-03", "2025-11-07"));
  haven_test_school_attend (fixture->draft, leaver, haven_test_span ("2025-09-29", "2025-10-10"));
  school = haven_test_school_build (fixture->draft);
  changes = haven_roll_changes (school, HAVEN_GROUP_ALL, haven_academic_year_span (2025),
                                haven_clock_fixed (haven_test_day ("2025-11-07")));
  g_assert_cmpuint (changes->len, ==, 2);
  one = &g_array_index (changes, HavenRollChange, 0);
  g_assert_false (one->joined);
  g_assert_true (one->home_educated);
  g_assert_cmpint (one->own.possible, ==, 20);
  one = &g_array_index (changes, HavenRollChange, 1);
  g_assert_true (one->joined);
  g_assert_cmpint (one->own.possible, ==, 10);
  destinations = haven_roll_destinations (changes);
  g_assert_cmpuint (destinations->len, ==, 1);
  g_assert_cmpuint (g_array_index (destinations, HavenDestination, 0).pupils, ==, 1);
  g_assert_true (g_array_index (destinations, HavenDestination, 0).home_educated);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (closes); i++) {
    g_autofree char *path = g_strdup_printf ("/analysis/outlook/%s", closes[i].name);
    g_test_add_data_func (path, &closes[i], test_close);
  }
  g_test_add_func ("/analysis/outlook/as-if-walked", test_close_twin);
  ADD ("/analysis/outlook/may-miss", test_may_miss);
  ADD ("/analysis/outlook/year-end", test_year_end);
  ADD ("/analysis/outlook/text", test_outlook_text);
  ADD ("/analysis/course/running", test_course);
  ADD ("/analysis/course/rolling", test_rolling);
  ADD ("/analysis/course/weekly-totals-over-the-year-end", test_course_of_totals);
  ADD ("/analysis/by/half-term", test_half_terms);
  g_test_add_func ("/analysis/by/half-term-not-known", test_half_terms_not_known);
  ADD ("/analysis/by/slot-and-session", test_slots);
  ADD ("/analysis/spells/mix-and-broken-weeks", test_spell_mix);
  ADD ("/analysis/practice_18/before-and-after", test_before_after);
  g_test_add_func ("/analysis/practice_11/few-sessions-are-not-compared", test_before_after_few);
  ADD ("/analysis/roll/joiners-and-leavers", test_roll);
  return g_test_run ();
}
