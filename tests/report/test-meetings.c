/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-expected-meetings.h"

#include <string.h>

#include "haven-reference.h"
#include "haven-test-school.h"

/* Kinds of meeting as dated data, and the dates that they ask for. Today is Friday 21 November 2025. */

typedef struct {
  const char *name;
  HavenStatus status;           /* NONE: no spell */
  const char *since;
  const char *held_type;        /* a meeting that was held; NULL: none */
  const char *held_on;
  const char *next_type;        /* one to come */
  const char *next_on;
  const char *setting;          /* key=value */
  const char *said;             /* NULL: nothing of the kind */
  const char *kind;
} Case;

static const Case cases[] = {
  { "first-core-group", HAVEN_STATUS_CP, "2025-11-10", NULL, NULL, NULL, NULL, NULL,
    "Core group expected by 24 November 2025; no date held: ask the social worker.", "core-group" },
  { "core-group-after-the-last", HAVEN_STATUS_CP, "2025-09-10", "core-group", "2025-10-20", NULL, NULL, NULL,
    "Core group expected by 1 December 2025; no date held: ask the social worker.", "core-group" },
  { "core-group-passed-is-not-overdue", HAVEN_STATUS_CP, "2025-09-01", "core-group", "2025-09-15", NULL, NULL, NULL,
    "Core group expected by 27 October 2025; no date held: ask the social worker.", "core-group" },
  { "core-group-by-local-days", HAVEN_STATUS_CP, "2025-09-10", "core-group", "2025-10-20", NULL, NULL, "meeting.core-group.days=28",
    "Core group expected by 17 November 2025; no date held: ask the social worker.", "core-group" },
  { "date-held", HAVEN_STATUS_CP, "2025-09-10", "core-group", "2025-10-20", "core-group", "2025-11-27", "meeting.core-group.days=42",
    "Core group on 27 November 2025; expected by 1 December 2025.", "core-group" },
  { "date-held-is-enough-where-nobody-set-days", HAVEN_STATUS_CP, "2025-09-10", "core-group", "2025-10-20", "core-group", "2025-12-08",
    NULL,
    "Core group on 8 December 2025.", "core-group" },
  { "date-held-late", HAVEN_STATUS_CP, "2025-09-10", "core-group", "2025-10-20", "core-group", "2025-12-08", "meeting.core-group.days=42",
    "Core group on 8 December 2025; it was expected by 1 December 2025: ask the social worker.", "core-group" },
  { "review-conference-in-three-months", HAVEN_STATUS_CP, "2025-10-03", NULL, NULL, NULL, NULL, NULL,
    "Review child protection conference expected by 3 January 2026; no date held: ask the social worker.", "cp-conference-review" },
  { "review-conference-in-six-months", HAVEN_STATUS_CP, "2025-05-02", "cp-conference-review", "2025-08-01", NULL, NULL, NULL,
    "Review child protection conference expected by 1 February 2026; no date held: ask the social worker.", "cp-conference-review" },
  { "cin-review-is-local", HAVEN_STATUS_CIN, "2025-11-03", NULL, NULL, NULL, NULL, NULL,
    "Child-in-need review expected by 15 December 2025; no date held: ask the social worker.", "cin-review" },
  { "first-pep", HAVEN_STATUS_CLA, "2025-11-10", NULL, NULL, NULL, NULL, NULL,
    "First personal education plan meeting expected by 8 December 2025; no date held: ask the social worker.", "pep-initial" },
  { "pep-each-term", HAVEN_STATUS_CLA, "2024-01-10", NULL, NULL, NULL, NULL, NULL,
    "Personal education plan meeting expected by 19 December 2025; no date held: ask the social worker.", "pep" },
  { "pep-held-this-term", HAVEN_STATUS_CLA, "2024-01-10", "pep", "2025-10-14", NULL, NULL, NULL, NULL, "pep" },
  { "second-review", HAVEN_STATUS_CLA, "2025-08-01", "cla-review", "2025-08-28", NULL, NULL, NULL,
    "Looked-after review expected by 28 November 2025; no date held: ask the social worker.", "cla-review" },
  { "nothing-without-status", HAVEN_STATUS_NONE, NULL, NULL, NULL, NULL, NULL, NULL, NULL, "core-group" },
  { "conference-after-strategy", HAVEN_STATUS_SW, "2025-11-01", "strategy", "2025-11-12", NULL, NULL, NULL,
    "Initial child protection conference expected by 3 December 2025; no date held: ask the social worker.", "cp-conference-initial" },
};

static void
add_meeting (HavenTestSchool *test, gint64 child, const char *type, const char *day)
{
  HavenMeeting *meeting;

  if (type == NULL)
    return;
  meeting = haven_meeting_new ();
  meeting->pupil_id = child;
  meeting->type = g_strdup (type);
  meeting->day = haven_test_day (day);
  meeting->state = meeting->day < haven_test_day ("2025-11-21") ? HAVEN_MEETING_HELD : HAVEN_MEETING_NOT_STARTED;
  haven_test_school_add (test, HAVEN_TABLE_MEETINGS, meeting);
}

static HavenSchool *
make_school (const Case *one, gint64 *ret_child)
{
  HavenTestSchool *test = haven_test_school_new ();
  g_auto (GStrv) setting = one->setting != NULL ? g_strsplit (one->setting, "=", 2) : NULL;

  haven_test_school_add_calendar (test, 2025);
  *ret_child = haven_test_school_add_pupil (test, 1, 9);
  if (one->status != HAVEN_STATUS_NONE)
    haven_test_school_add_spell (test, *ret_child, one->status, one->since, "");
  add_meeting (test, *ret_child, one->held_type, one->held_on);
  add_meeting (test, *ret_child, one->next_type, one->next_on);
  if (setting != NULL)
    haven_test_school_set (test, setting[0], setting[1]);
  return haven_test_school_build (test);
}

static const char *
find_sentence (GPtrArray *list, const char *kind)
{
  for (guint i = 0; i < list->len; i++)
    if (g_str_equal (((HavenExpected *) list->pdata[i])->kind->type, kind))
      return ((HavenExpected *) list->pdata[i])->sentence;
  return NULL;
}

static void
test_expected (gconstpointer data)
{
  const Case *one = data;
  gint64 child;
  g_autoptr (HavenSchool) school = make_school (one, &child);
  g_autoptr (GPtrArray) list = haven_expected_meetings (school, haven_clock_fixed (haven_test_day ("2025-11-21")), child);

  g_assert_cmpstr (find_sentence (list, one->kind), ==, one->said);
  for (guint i = 0; i < list->len; i++)
    g_assert_null (strstr (((HavenExpected *) list->pdata[i])->sentence, "overdue"));
}

/* What the school convenes is the school's: it says that its day has passed */
static void
test_own_dates (void)
{
  HavenTestSchool *test = haven_test_school_new ();
  gint64 child = haven_test_school_add_pupil (test, 1, 9);
  HavenPlan *plan = haven_plan_new ();
  g_autoptr (HavenSchool) school = NULL;
  g_autoptr (GPtrArray) list = NULL;

  haven_test_school_add_calendar (test, 2025);
  haven_test_school_add_suspension (test, child, "2025-11-18", 2, "PA");
  plan->pupil_id = child;
  plan->first = haven_test_day ("2025-10-01");
  plan->review_on = haven_test_day ("2025-12-01");
  haven_test_school_add (test, HAVEN_TABLE_PLANS, plan);
  school = haven_test_school_build (test);
  list = haven_expected_meetings (school, haven_clock_fixed (haven_test_day ("2025-11-21")), child);
  g_assert_cmpstr (find_sentence (list, "reintegration"), ==, "Reintegration meeting was due by 19 November 2025; no date is set.");
  g_assert_cmpstr (find_sentence (list, "part-time-review"), ==, "Part-time timetable review due by 1 December 2025; no date is set.");
}

static void
test_governors_panel (void)
{
  HavenTestSchool *test = haven_test_school_new ();
  gint64 child = haven_test_school_add_pupil (test, 1, 9);
  g_autoptr (HavenSchool) school = NULL;
  g_autoptr (GPtrArray) list = NULL;

  haven_test_school_add_calendar (test, 2025);
  haven_test_school_add_suspension (test, child, "2025-09-15", 20, "PA");
  haven_test_school_add_suspension (test, child, "2025-11-03", 11, "PA");
  school = haven_test_school_build (test);
  list = haven_expected_meetings (school, haven_clock_fixed (haven_test_day ("2025-11-21")), child);
  g_assert_cmpstr (find_sentence (list, "governors-panel"), ==,
                   "Governors' panel expected by 24 November 2025; no date held: ask the governing board.");
}

/* Every kind of practice 22 says who comes, what is brought, how long it takes, where that is from and since when */
static void
test_kinds (void)
{
  static const char *const kinds[] = { "pep", "pep-initial", "pep-transition", "cla-review", "cin-review", "core-group",
                                       "cp-conference-initial",
                                       "cp-conference-review", "strategy", "early-help", "ehcp-review", "reintegration", "part-time-review",
                                       "governors-panel", "internal" };

  haven_reference_start ();
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    const HavenMeetingKind *kind = haven_meeting_kind_find (kinds[i]);
    HavenDay date;
    g_assert_nonnull (kind);
    g_assert_nonnull (haven_meeting_type_text (kinds[i]));
    g_assert_cmpuint (g_strv_length (kind->comes), >, 0);
    g_assert_cmpuint (kind->brought->len, >, 0);
    g_assert_cmpuint (kind->agenda->len, >, 0);
    g_assert_cmpuint (haven_meeting_kind_get_minutes (kind), >=, 20);
    g_assert_cmpuint (haven_meeting_kind_get_minutes (kind), <=, 50);
    g_assert_cmpuint (g_strv_length (kind->sections), >, 0);
    g_assert_nonnull (kind->source);
    g_assert_true (haven_day_parse (kind->date, &date));
  }
  g_assert_null (haven_meeting_kind_find ("party"));
  g_assert_true (haven_meeting_kind_find ("cp-conference-review")->family);
}

/* The report goes to the parent two school days before an initial conference, five before a review; the area may say otherwise */
static void
test_shared_with_parent (void)
{
  HavenTestSchool *test = haven_test_school_new ();
  g_autoptr (HavenMeeting) meeting = haven_meeting_new ();
  g_autoptr (HavenSchool) school = NULL;

  haven_test_school_add_calendar (test, 2025);
  haven_test_school_set (test, "meeting.cp-conference-initial.parent-days", "3");
  school = haven_test_school_build (test);
  meeting->day = haven_test_day ("2025-11-28");
  meeting->type = g_strdup ("cp-conference-review");
  g_assert_cmpint (haven_meeting_share_by (school, meeting), ==, haven_test_day ("2025-11-21"));
  g_free (meeting->type);
  meeting->type = g_strdup ("cp-conference-initial");
  g_assert_cmpint (haven_meeting_share_by (school, meeting), ==, haven_test_day ("2025-11-25"));
  g_free (meeting->type);
  meeting->type = g_strdup ("strategy");
  g_assert_cmpint (haven_meeting_share_by (school, meeting), ==, HAVEN_DAY_NONE);
}

/* ---- the one at hand, where nobody says which, on the 21st at ten ---- */

static const struct {
  const char *name;
  struct { const char *type, *day; int hour; HavenMeetingState state; } meetings[3];
  const char *kind;
  int expected;                 /* which of them; -1: none */
} at_hand[] = {
  { "none", { { NULL } }, NULL, -1 },
  { "past-is-past", { { "pep", "2025-11-20", 10, HAVEN_MEETING_NOT_STARTED } }, NULL, -1 },
  { "two-on-one-day", { { "pep", "2025-11-21", 14, HAVEN_MEETING_READY }, { "core-group", "2025-11-21", 9, HAVEN_MEETING_READY } },
    NULL, 1 },
  { "the-second-when-the-first-is-held", { { "pep", "2025-11-21", 14, HAVEN_MEETING_READY },
                                           { "core-group", "2025-11-21", 9, HAVEN_MEETING_HELD } }, NULL, 0 },
  { "the-last-when-both-are-held", { { "pep", "2025-11-21", 14, HAVEN_MEETING_HELD },
                                     { "core-group", "2025-11-21", 9, HAVEN_MEETING_HELD } }, NULL, 0 },
  { "one-without-a-time-comes-after-one-with", { { "pep", "2025-11-21", -1, HAVEN_MEETING_READY },
                                                 { "core-group", "2025-11-21", 16, HAVEN_MEETING_READY } }, NULL, 1 },
  { "held-today-before-one-to-come", { { "pep", "2025-11-27", 9, HAVEN_MEETING_READY },
                                       { "core-group", "2025-11-21", 9, HAVEN_MEETING_HELD } }, NULL, 1 },
  { "to-come", { { "pep", "2025-12-01", 9, HAVEN_MEETING_READY }, { "core-group", "2025-11-27", 9, HAVEN_MEETING_READY } }, NULL, 1 },
  { "to-come-on-one-day", { { "pep", "2025-11-27", 14, HAVEN_MEETING_READY }, { "core-group", "2025-11-27", 9, HAVEN_MEETING_READY } },
    NULL, 1 },
  { "of-a-kind", { { "core-group", "2025-11-21", 10, HAVEN_MEETING_READY }, { "pep-initial", "2025-11-27", 9, HAVEN_MEETING_READY } },
    "pep", 1 },
};

static void
test_at_hand (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (at_hand); i++) {
    HavenTestSchool *test = haven_test_school_new ();
    HavenClock clock = haven_clock_fixed (haven_test_day ("2025-11-21"));
    gint64 child = haven_test_school_add_pupil (test, 1, 9), ids[G_N_ELEMENTS (at_hand[i].meetings)] = { 0 };
    g_autoptr (HavenSchool) school = NULL;
    const HavenMeeting *found;

    for (guint k = 0; k < G_N_ELEMENTS (ids) && at_hand[i].meetings[k].type != NULL; k++) {
      HavenMeeting *meeting = haven_meeting_new ();
      meeting->pupil_id = child;
      meeting->type = g_strdup (at_hand[i].meetings[k].type);
      meeting->day = haven_test_day (at_hand[i].meetings[k].day);
      meeting->minute = at_hand[i].meetings[k].hour < 0 ? -1 : at_hand[i].meetings[k].hour * 60;
      meeting->state = (int) at_hand[i].meetings[k].state;
      ids[k] = haven_test_school_add (test, HAVEN_TABLE_MEETINGS, meeting);
    }
    school = haven_test_school_build (test);
    clock.minute = 10 * 60;
    found = haven_meeting_at_hand (school, clock, child, at_hand[i].kind);
    g_test_message ("%s", at_hand[i].name);
    g_assert_cmpint (found != NULL ? found->id : 0, ==, at_hand[i].expected >= 0 ? ids[at_hand[i].expected] : 0);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strdup_printf ("/report/meetings/practice_21/%s", cases[i].name);
    g_test_add_data_func (path, &cases[i], test_expected);
  }
  g_test_add_func ("/report/meetings/practice_21/own-dates", test_own_dates);
  g_test_add_func ("/report/meetings/practice_21/governors-panel", test_governors_panel);
  g_test_add_func ("/report/meetings/practice_22/kinds", test_kinds);
  g_test_add_func ("/report/meetings/at-hand", test_at_hand);
  g_test_add_func ("/report/meetings/practice_24/shared-with-parent", test_shared_with_parent);
  return g_test_run ();
}
