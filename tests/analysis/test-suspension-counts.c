/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-suspension-counts.h"

#include "haven-suspension-figures.h"
#include "haven-test-school.h"

/* The four counts of practice 14, at each limit and one half-day on either side, across term and year ends; who is told; what is in
 * doubt. */
typedef struct {
  HavenTestSchool *draft;
  gint64 amara;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->draft = haven_test_school_new ();
  haven_test_school_add_calendar (fixture->draft, 2025);
  haven_test_school_add_calendar (fixture->draft, 2026);
  fixture->amara = haven_test_school_add_pupil (fixture->draft, 1, 9);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
}

static HavenSuspension *
suspend (Fixture *fixture, HavenSuspensionType type, const char *first, int sessions)
{
  HavenSuspension *suspension = haven_suspension_new ();

  suspension->pupil_id = fixture->amara;
  suspension->type = type;
  suspension->first = haven_test_day (first);
  suspension->sessions = sessions;
  suspension->reason = g_strdup ("PP");
  haven_test_school_add (fixture->draft, HAVEN_TABLE_SUSPENSIONS, suspension);
  return suspension;
}

static HavenSuspensionCounts
count (Fixture *fixture, const char *day)
{
  g_autoptr(HavenSchool) school = haven_test_school_build (fixture->draft);

  return haven_suspension_counts (school, fixture->amara, haven_test_day (day));
}

/* ---- a term: more than 5 days, more than 15 ---- */

typedef struct {
  const char *name;
  int half_days;
  gboolean over_term;
  gboolean over_board;
} Limit;

static const Limit limits[] = {
  { "4.5", 9, FALSE, FALSE }, { "5", 10, FALSE, FALSE }, { "5.5", 11, TRUE, FALSE },
  { "14.5", 29, TRUE, FALSE }, { "15", 30, TRUE, FALSE }, { "15.5", 31, TRUE, TRUE },
};

static void
test_term (gconstpointer data)
{
  const Limit *one = data;
  Fixture fixture;
  HavenSuspensionCounts counts;

  set_up (&fixture, NULL);
  suspend (&fixture, HAVEN_SUSPENSION, "2025-09-08", one->half_days);
  counts = count (&fixture, "2025-12-19");
  g_assert_cmpuint (counts.term_half_days, ==, one->half_days);
  g_assert_cmpuint (counts.year_half_days, ==, one->half_days);
  g_assert_cmpint (counts.over_term, ==, one->over_term);
  g_assert_cmpint (counts.over_board, ==, one->over_board);
}

/* Seven days from Wednesday 17 December: three fall into autumn, four into spring. Neither term has more than five. */
static void
test_split_at_term_end (Fixture *fixture, gconstpointer data)
{
  HavenSuspensionCounts autumn, spring;
  g_autoptr(HavenSchool) school = NULL;

  suspend (fixture, HAVEN_SUSPENSION, "2025-12-17", 14);
  school = haven_test_school_build (fixture->draft);
  autumn = haven_suspension_counts (school, fixture->amara, haven_test_day ("2025-12-31"));
  spring = haven_suspension_counts (school, fixture->amara, haven_test_day ("2026-02-01"));
  g_assert_cmpuint (autumn.term_half_days, ==, 6);
  g_assert_cmpuint (spring.term_half_days, ==, 8);
  g_assert_false (spring.over_term);
  g_assert_cmpuint (spring.year_half_days, ==, 14);
}

/* The same over the end of the year: the new year begins from nothing */
static void
test_split_at_year_end (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenSchool) school = NULL;
  HavenSuspensionCounts summer, autumn;

  suspend (fixture, HAVEN_SUSPENSION, "2026-07-20", 8);    /* Monday, Tuesday; then two days of September */
  school = haven_test_school_build (fixture->draft);
  summer = haven_suspension_counts (school, fixture->amara, haven_test_day ("2026-08-31"));
  autumn = haven_suspension_counts (school, fixture->amara, haven_test_day ("2026-09-30"));
  g_assert_cmpuint (summer.term_half_days, ==, 4);
  g_assert_cmpuint (summer.year_half_days, ==, 4);
  g_assert_cmpuint (autumn.term_half_days, ==, 4);
  g_assert_cmpuint (autumn.year_half_days, ==, 4);
  g_assert_cmpuint (autumn.term_suspensions, ==, 0);       /* it began in summer */
}

/* More than three terms: from 31 December, Easter Monday (6 April 2026) and 31 July */
static void
test_reference_terms (Fixture *fixture, gconstpointer data)
{
  static const struct { const char *day, *first, *last; } expected[] = {
    { "2025-09-01", "2025-07-31", "2025-12-30" }, { "2025-12-30", "2025-07-31", "2025-12-30" },
    { "2025-12-31", "2025-12-31", "2026-04-05" }, { "2026-01-05", "2025-12-31", "2026-04-05" },
    { "2026-04-05", "2025-12-31", "2026-04-05" }, { "2026-04-06", "2026-04-06", "2026-07-30" },
    { "2026-07-30", "2026-04-06", "2026-07-30" }, { "2026-07-31", "2026-07-31", "2026-12-30" },
  };
  g_autoptr(HavenSchool) school = NULL;

  haven_test_school_set (fixture->draft, "terms", "6");
  school = haven_test_school_build (fixture->draft);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++) {
    HavenSpan term = haven_suspension_term (school, haven_test_day (expected[i].day));
    g_assert_cmpint (term.first, ==, haven_test_day (expected[i].first));
    g_assert_cmpint (term.last, ==, haven_test_day (expected[i].last));
  }
}

/* ---- in a row ---- */

typedef struct {
  const char *name;
  gboolean looked_after;
  int half_days;
  gboolean owed;
  const char *owed_from;
} Row;

static const Row rows[] = {
  { "five-days", FALSE, 10, FALSE, "2025-09-15" }, { "five-and-a-half", FALSE, 11, TRUE, "2025-09-15" },
  { "six-days", FALSE, 12, TRUE, "2025-09-15" }, { "looked-after-half-a-day", TRUE, 1, TRUE, "2025-09-08" },
};

static void
test_sixth_day (gconstpointer data)
{
  const Row *one = data;
  Fixture fixture;
  HavenSuspensionCounts counts;

  set_up (&fixture, NULL);
  if (one->looked_after)
    haven_test_school_add_spell (fixture.draft, fixture.amara, HAVEN_STATUS_CLA, "2025-01-01", "");
  suspend (&fixture, HAVEN_SUSPENSION, "2025-09-08", one->half_days);
  counts = count (&fixture, "2025-09-20");
  g_assert_cmpuint (counts.running_half_days, ==, one->half_days);
  g_assert_cmpint (counts.owed, ==, one->owed);
  g_assert_cmpint (counts.owed_from, ==, haven_test_day (one->owed_from));
}

/* Three days and three days make six in a row only where the second begins on the next school day. Four weeks of single days never do. */
static void
test_in_a_row (void)
{
  static const struct { const char *second; guint half_days; gboolean owed; } cases[] = {
    { "2025-09-11", 12, TRUE }, { "2025-09-12", 6, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    Fixture fixture;
    HavenSuspensionCounts counts;

    set_up (&fixture, NULL);
    suspend (&fixture, HAVEN_SUSPENSION, "2025-09-08", 6);
    suspend (&fixture, HAVEN_SUSPENSION, cases[i].second, 6);
    counts = count (&fixture, "2025-09-30");
    g_assert_cmpuint (counts.running_half_days, ==, cases[i].half_days);
    g_assert_cmpint (counts.owed, ==, cases[i].owed);
    g_assert_cmpuint (counts.term_half_days, ==, 12);
    g_assert_cmpuint (counts.term_suspensions, ==, 2);
  }
}

/* ---- the year: 45 days ---- */

static void
test_year (void)
{
  static const struct { int last; guint half_days; gboolean at; gint64 left; } cases[] = {
    { 28, 88, FALSE, 2 }, { 29, 89, FALSE, 1 }, { 30, 90, TRUE, 0 }, { 31, 91, TRUE, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    Fixture fixture;
    HavenSuspensionCounts counts;

    set_up (&fixture, NULL);
    suspend (&fixture, HAVEN_SUSPENSION, "2025-09-08", 30);
    suspend (&fixture, HAVEN_SUSPENSION, "2026-01-12", 30);
    suspend (&fixture, HAVEN_SUSPENSION, "2026-04-20", cases[i].last);
    counts = count (&fixture, "2026-07-21");
    g_assert_cmpuint (counts.year_half_days, ==, cases[i].half_days);
    g_assert_cmpint (counts.at_year_limit, ==, cases[i].at);
    g_assert_cmpint (counts.year_left, ==, cases[i].left);
    g_assert_cmpint (counts.over_board, ==, cases[i].last > 30);   /* of the term alone: the counts do not mix */
  }
}

/* ---- lunchtimes, cancelled, permanent ---- */

static void
test_lunchtimes (Fixture *fixture, gconstpointer data)
{
  HavenSuspensionCounts counts;

  suspend (fixture, HAVEN_LUNCHTIME, "2025-09-08", 1);
  suspend (fixture, HAVEN_LUNCHTIME, "2025-09-09", 0);     /* length not recorded: still half a day */
  suspend (fixture, HAVEN_LUNCHTIME, "2025-12-18", 3);     /* Thursday, Friday, and one of the next term */
  suspend (fixture, HAVEN_SUSPENSION, "2025-10-06", 9)->cancelled_on = haven_test_day ("2025-10-07");
  suspend (fixture, HAVEN_PERMANENT, "2025-10-13", 0);
  counts = count (fixture, "2025-12-19");
  g_assert_cmpuint (counts.term_half_days, ==, 4);
  g_assert_cmpuint (counts.lunchtimes, ==, 3);
  g_assert_cmpuint (counts.term_suspensions, ==, 3);
}

static void
test_course (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenSchool) school = NULL;
  g_autoptr(GArray) course = NULL;
  const HavenSuspendedPoint *last;

  suspend (fixture, HAVEN_SUSPENSION, "2025-12-18", 7);    /* Thursday, Friday; Monday and the morning of Tuesday in January */
  school = haven_test_school_build (fixture->draft);
  course = haven_suspended_course (school, fixture->amara, haven_academic_year_span (2025));
  g_assert_cmpuint (course->len, ==, 4);
  g_assert_cmpuint (g_array_index (course, HavenSuspendedPoint, 1).term_half_days, ==, 4);
  last = &g_array_index (course, HavenSuspendedPoint, 3);
  g_assert_cmpint (last->day, ==, haven_test_day ("2026-01-06"));
  g_assert_cmpuint (last->term_half_days, ==, 3);
  g_assert_cmpuint (last->year_half_days, ==, 7);
}

/* By term: half-days of the term, whenever the suspension began; and of a leaver as of anybody */
static void
test_figures (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenSchool) school = NULL;
  g_autoptr(GPtrArray) members = NULL;
  g_autoptr(GPtrArray) terms = NULL;
  const HavenSuspensionRow *row;

  suspend (fixture, HAVEN_SUSPENSION, "2025-12-17", 14);
  haven_test_school_get_pupil (fixture->draft, fixture->amara)->left = haven_test_day ("2026-02-01");
  school = haven_test_school_build (fixture->draft);
  members = haven_group_members (school, HAVEN_GROUP_ALL, haven_academic_year_span (2025),
                                 haven_clock_fixed (haven_test_day ("2026-07-01")));
  g_assert_cmpuint (members->len, ==, 1);
  terms = haven_suspensions_by (school, members, haven_academic_year_span (2025), 1 /* HAVEN_BY_TERM */, NULL);
  g_assert_cmpuint (terms->len, ==, 2);
  row = terms->pdata[0];
  g_assert_cmpuint (row->figures.suspensions, ==, 1);
  g_assert_cmpuint (row->figures.sessions, ==, 14);
  g_assert_cmpuint (row->figures.half_days, ==, 6);
  row = terms->pdata[1];
  g_assert_cmpstr (row->key, ==, "2025/26-spring");
  g_assert_cmpuint (row->figures.suspensions, ==, 0);
  g_assert_cmpuint (row->figures.half_days, ==, 8);
}

/* ---- who is told (practice 13) ---- */

static void
tell (Fixture *fixture, gint64 suspension, HavenNoticeTo to, const char *day)
{
  HavenNotice *notice = haven_notice_new ();

  notice->pupil_id = fixture->amara;
  notice->suspension_id = suspension;
  notice->to = to;
  notice->sent_on = haven_test_day (day);
  notice->how = g_strdup ("letter");
  haven_test_school_add (fixture->draft, HAVEN_TABLE_NOTICES, notice);
}

static guint
list_notices (HavenSchool *school, gint64 suspension, guint *ret_owed)
{
  g_autoptr(GArray) due = haven_notices_due (school, haven_school_get_record (school, HAVEN_TABLE_SUSPENSIONS, suspension));
  guint to = 0;

  *ret_owed = 0;
  for (guint i = 0; i < due->len; i++) {
    const HavenNoticeDue *one = &g_array_index (due, HavenNoticeDue, i);
    to |= 1u << one->to;
    *ret_owed |= (one->sent_on == HAVEN_DAY_NONE) << one->to;
  }
  return to;
}

#define TO(name) (1u << HAVEN_NOTICE_##name)
#define EVERYBODY (TO (PARENT) | TO (GOVERNORS) | TO (AUTHORITY))

static void
check_told (HavenStatus status, const char *from, const char *until, guint expected)
{
  Fixture fixture;
  g_autoptr(HavenSchool) school = NULL;
  gint64 id;
  guint owed;

  set_up (&fixture, NULL);
  if (status != HAVEN_STATUS_NONE)
    haven_test_school_add_spell (fixture.draft, fixture.amara, status, from, until);
  id = suspend (&fixture, HAVEN_SUSPENSION, "2025-11-10", 2)->id;
  school = haven_test_school_build (fixture.draft);
  g_assert_cmpuint (list_notices (school, id, &owed), ==, expected);
  g_assert_cmpuint (owed, ==, expected);
}

/* As things stood on the day it began: the day before and the day after the plan count too */
static void
test_who_is_told (void)
{
  check_told (HAVEN_STATUS_NONE, "", "", EVERYBODY);
  check_told (HAVEN_STATUS_CIN, "2025-11-10", "", EVERYBODY | TO (SOCIAL_WORKER));
  check_told (HAVEN_STATUS_CIN, "2025-11-11", "", EVERYBODY);
  check_told (HAVEN_STATUS_CP, "2025-01-01", "2025-11-10", EVERYBODY | TO (SOCIAL_WORKER));
  check_told (HAVEN_STATUS_CP, "2025-01-01", "2025-11-09", EVERYBODY);
  check_told (HAVEN_STATUS_CLA, "2025-01-01", "", EVERYBODY | TO (SOCIAL_WORKER) | TO (VIRTUAL_SCHOOL));
  check_told (HAVEN_STATUS_PLA, "2025-01-01", "", EVERYBODY);
  check_told (HAVEN_STATUS_KINSHIP, "2025-01-01", "", EVERYBODY);
}

static void
test_ticked_off (Fixture *fixture, gconstpointer data)
{
  gint64 id = suspend (fixture, HAVEN_SUSPENSION, "2025-11-10", 2)->id;
  g_autoptr(HavenSchool) school = NULL;
  guint owed;

  tell (fixture, id, HAVEN_NOTICE_PARENT, "2025-11-10");
  tell (fixture, id, HAVEN_NOTICE_AUTHORITY, "2025-11-12");
  school = haven_test_school_build (fixture->draft);
  g_assert_cmpuint (list_notices (school, id, &owed), ==, EVERYBODY);
  g_assert_cmpuint (owed, ==, TO (GOVERNORS));
}

/* On cancellation the same people are told, and nobody who never heard of it; a notice of the suspension itself is none of its end */
static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  HavenSuspension *suspension = suspend (fixture, HAVEN_SUSPENSION, "2025-11-10", 2);
  gint64 id = suspension->id;
  g_autoptr(HavenSchool) school = NULL;
  guint owed;

  suspension->cancelled_on = haven_test_day ("2025-11-13");
  tell (fixture, id, HAVEN_NOTICE_PARENT, "2025-11-10");
  tell (fixture, id, HAVEN_NOTICE_PARENT, "2025-11-13");
  tell (fixture, id, HAVEN_NOTICE_AUTHORITY, "2025-11-12");
  school = haven_test_school_build (fixture->draft);
  g_assert_cmpuint (list_notices (school, id, &owed), ==, TO (PARENT) | TO (AUTHORITY));
  g_assert_cmpuint (owed, ==, TO (AUTHORITY));
}

/* The pupil in place of the parent from the eighteenth birthday on; the Virtual School of the authority that looks after the child */
static void
test_of_age (void)
{
  static const struct { const char *first; gboolean to_pupil; } cases[] = { { "2025-11-14", FALSE }, { "2025-11-17", TRUE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    Fixture fixture;
    HavenSpell *care = haven_spell_new ();
    g_autoptr(HavenSchool) school = NULL;
    g_autoptr(GArray) due = NULL;
    gint64 id;

    set_up (&fixture, NULL);
    haven_test_school_get_pupil (fixture.draft, fixture.amara)->born = haven_test_day ("2007-11-15");
    care->pupil_id = fixture.amara;
    care->status = HAVEN_STATUS_CLA;
    care->first = haven_test_day ("2024-01-01");
    care->authority = g_strdup ("Elsewhere");
    haven_test_school_add (fixture.draft, HAVEN_TABLE_SPELLS, care);
    id = suspend (&fixture, HAVEN_SUSPENSION, cases[i].first, 2)->id;
    school = haven_test_school_build (fixture.draft);
    due = haven_notices_due (school, haven_school_get_record (school, HAVEN_TABLE_SUSPENSIONS, id));
    g_assert_cmpuint (due->len, ==, 5);
    g_assert_cmpint (g_array_index (due, HavenNoticeDue, 0).to_pupil, ==, cases[i].to_pupil);
    g_assert_cmpstr (g_array_index (due, HavenNoticeDue, 4).authority, ==, "Elsewhere");
  }
}

/* ---- alternatives and reintegration (practice 15) ---- */

static void
test_care (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenSchool) school = NULL;
  g_autoptr(GArray) care = NULL;
  const HavenSuspensionCare *one;

  suspend (fixture, HAVEN_SUSPENSION, "2025-09-15", 2)->alternatives = g_strdup ("mentor");
  suspend (fixture, HAVEN_SUSPENSION, "2025-12-18", 4);                                       /* Thursday, Friday before Christmas */
  suspend (fixture, HAVEN_SUSPENSION, "2026-01-12", 2)->reintegrated_on = haven_test_day ("2026-01-13");
  suspend (fixture, HAVEN_SUSPENSION, "2025-10-06", 2)->cancelled_on = haven_test_day ("2025-10-06");
  school = haven_test_school_build (fixture->draft);
  care = haven_suspension_care (school, fixture->amara, haven_academic_year_span (2025), haven_clock_fixed (haven_test_day ("2026-02-02")));
  g_assert_cmpuint (care->len, ==, 3);
  one = &g_array_index (care, HavenSuspensionCare, 0);
  g_assert_cmpuint (one->number, ==, 1);
  g_assert_false (one->consult);
  g_assert_true (one->has_alternatives);
  one = &g_array_index (care, HavenSuspensionCare, 1);
  g_assert_cmpuint (one->number, ==, 2);                   /* of its term */
  g_assert_true (one->consult);
  g_assert_cmpint (one->back_on, ==, haven_test_day ("2026-01-05"));
  one = &g_array_index (care, HavenSuspensionCare, 2);
  g_assert_cmpuint (one->number, ==, 1);                   /* a new term counts from one */
  g_assert_cmpint (one->reintegrated_on, ==, haven_test_day ("2026-01-13"));
}

/* ---- possible unrecorded suspensions (practice 10) ---- */

static GArray *
doubt (HavenSchool *school, gint64 pupil)
{
  return haven_suspension_doubts (school, pupil, haven_academic_year_span (2025));
}

static void
test_not_recorded (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenSchool) school = NULL;
  g_autoptr(GArray) doubts = NULL;
  const HavenDoubt *one;

  haven_test_school_mark_days (fixture->draft, fixture->amara, "2025-09-08", "/ E E E E E / \\");
  suspend (fixture, HAVEN_SUSPENSION, "2025-09-10", 2);    /* Wednesday is covered; Monday afternoon and Tuesday are not */
  school = haven_test_school_build (fixture->draft);
  doubts = doubt (school, fixture->amara);
  g_assert_cmpuint (doubts->len, ==, 1);
  one = &g_array_index (doubts, HavenDoubt, 0);
  g_assert_cmpint (one->kind, ==, HAVEN_DOUBT_NOT_RECORDED);
  g_assert_cmpuint (one->sessions, ==, 3);
  g_assert_cmpint (one->first, ==, haven_test_day ("2025-09-08"));
  g_assert_cmpint (one->last, ==, haven_test_day ("2025-09-09"));
}

static void
test_yet_present (Fixture *fixture, gconstpointer data)
{
  gint64 id = suspend (fixture, HAVEN_SUSPENSION, "2025-09-08", 6)->id;
  g_autoptr(HavenSchool) school = NULL;
  g_autoptr(GArray) doubts = NULL;
  const HavenDoubt *one;

  haven_test_school_mark_days (fixture->draft, fixture->amara, "2025-09-08", "/ E / E E E / \\");    /* in school on Tuesday */
  school = haven_test_school_build (fixture->draft);
  doubts = doubt (school, fixture->amara);
  g_assert_cmpuint (doubts->len, ==, 1);
  one = &g_array_index (doubts, HavenDoubt, 0);
  g_assert_cmpint (one->kind, ==, HAVEN_DOUBT_YET_PRESENT);
  g_assert_cmpint (one->suspension_id, ==, id);
  g_assert_cmpint (one->first, ==, haven_test_day ("2025-09-09"));
}

/* Sent home twice is no pattern yet, three times is; not while a part-time plan runs */
static void
test_sent_home (void)
{
  static const struct { const char *marks; gboolean plan; guint doubts; } cases[] = {
    { "/ C / C / \\ / \\", FALSE, 0 }, { "/ C / C / \\ / O", FALSE, 1 }, { "/ C / C / \\ / O", TRUE, 0 }, { "/ I / I / M / I", FALSE, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    Fixture fixture;
    HavenPlan *plan = haven_plan_new ();
    g_autoptr(HavenSchool) school = NULL;
    g_autoptr(GArray) doubts = NULL;

    set_up (&fixture, NULL);
    plan->pupil_id = cases[i].plan ? fixture.amara : 999;
    plan->first = haven_test_day ("2025-09-01");
    haven_test_school_add (fixture.draft, HAVEN_TABLE_PLANS, plan);
    haven_test_school_mark_days (fixture.draft, fixture.amara, "2025-09-08", cases[i].marks);
    school = haven_test_school_build (fixture.draft);
    doubts = doubt (school, fixture.amara);
    g_assert_cmpuint (doubts->len, ==, cases[i].doubts);
    if (doubts->len > 0)
      g_assert_cmpint (g_array_index (doubts, HavenDoubt, 0).kind, ==, HAVEN_DOUBT_SENT_HOME);
  }
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++) {
    g_autofree char *path = g_strdup_printf ("/analysis/practice_14/term-of-%s-days", limits[i].name);
    g_test_add_data_func (path, &limits[i], test_term);
  }
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strdup_printf ("/analysis/practice_14/in-a-row-%s", rows[i].name);
    g_test_add_data_func (path, &rows[i], test_sixth_day);
  }
  ADD ("/analysis/practice_14/split-at-term-end", test_split_at_term_end);
  ADD ("/analysis/practice_14/split-at-year-end", test_split_at_year_end);
  ADD ("/analysis/practice_14/more-than-three-terms", test_reference_terms);
  g_test_add_func ("/analysis/practice_14/in-a-row-over-two", test_in_a_row);
  g_test_add_func ("/analysis/practice_14/forty-five-days", test_year);
  ADD ("/analysis/practice_14/lunchtimes", test_lunchtimes);
  ADD ("/analysis/practice_14/day-by-day", test_course);
  ADD ("/analysis/practice_14/by-term-and-leavers", test_figures);
  g_test_add_func ("/analysis/practice_13/who-is-told", test_who_is_told);
  ADD ("/analysis/practice_13/ticked-off", test_ticked_off);
  ADD ("/analysis/practice_13/cancelled", test_cancelled);
  g_test_add_func ("/analysis/practice_13/pupil-of-age-and-looking-after-authority", test_of_age);
  ADD ("/analysis/practice_15/alternatives-and-reintegration", test_care);
  ADD ("/analysis/practice_10/not-recorded", test_not_recorded);
  ADD ("/analysis/practice_10/yet-present", test_yet_present);
  g_test_add_func ("/analysis/practice_10/sent-home-again-and-again", test_sent_home);
  return g_test_run ();
}
