/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-round.h"

#include "haven-test-school.h"

/* The weekly staff round (practice 26). Today is Friday 21 November 2025. */
#define CHILDREN 25
#define SECONDS_A_DAY (24 * 60 * 60)

static gint64 children[CHILDREN];

static void
speak_of (HavenTestSchool *test, gint64 child, const char *day)
{
  HavenLine *line = haven_line_new ();
  HavenAction *action = haven_action_new ();

  line->pupil_id = child;
  line->type = HAVEN_LINE_ROUND;
  line->text = g_strdup ("Settling in");
  line->at = (gint64) haven_test_day (day) * SECONDS_A_DAY;
  haven_test_school_add (test, HAVEN_TABLE_LINES, line);
  action->pupil_id = child;
  action->text = g_strdup ("Ring home");
  action->done_on = haven_test_day (day);
  haven_test_school_add (test, HAVEN_TABLE_ACTIONS, action);
}

/* All alike, but that of the first ten somebody spoke last week; and one whom nobody watches over */
static HavenSchool *
make_school (void)
{
  HavenTestSchool *test = haven_test_school_new ();
  gint64 other;

  haven_test_school_add_calendar (test, 2025);
  for (guint i = 0; i < CHILDREN; i++) {
    children[i] = haven_test_school_add_pupil (test, 1 + i, 9);
    haven_test_school_add_spell (test, children[i], HAVEN_STATUS_PLA, "2025-01-06", "");
    haven_test_school_attend (test, children[i], haven_test_span ("2025-09-01", "2025-11-21"));
    if (i < 10)
      speak_of (test, children[i], "2025-11-14");
  }
  other = haven_test_school_add_pupil (test, 100, 9);
  haven_test_school_attend (test, other, haven_test_span ("2025-09-01", "2025-11-21"));
  return haven_test_school_build (test);
}

static void
test_twenty (void)
{
  g_autoptr (HavenSchool) school = make_school ();
  g_autoptr (GPtrArray) round = haven_round_list (school, haven_clock_fixed (haven_test_day ("2025-11-21")), 0);

  g_assert_cmpuint (round->len, ==, 20);
  g_assert_cmpuint (haven_round_get_minutes (), ==, 45);
}

/* Those of whom nobody spoke for longest come first; the last action stands beside each */
static void
test_order (void)
{
  g_autoptr (HavenSchool) school = make_school ();
  g_autoptr (GPtrArray) round = haven_round_list (school, haven_clock_fixed (haven_test_day ("2025-11-21")), CHILDREN + 5);

  g_assert_cmpuint (round->len, ==, CHILDREN);
  for (guint i = 0; i < round->len; i++) {
    const HavenRoundEntry *entry = round->pdata[i];
    gboolean spoken = i >= CHILDREN - 10;
    g_assert_cmpint (entry->last_round, ==, spoken ? haven_test_day ("2025-11-14") : HAVEN_DAY_NONE);
    g_assert_cmpint (entry->last_action != NULL, ==, spoken);
    g_assert_nonnull (entry->seen);
  }
}

/* Half past midnight in summer, when the day in Greenwich is still the one before */
static void
test_summer_night (void)
{
  g_autoptr (GDateTime) moment = g_date_time_new_utc (2026, 6, 4, 23, 30, 0);
  HavenTestSchool *test = haven_test_school_new ();
  gint64 child = haven_test_school_add_pupil (test, 1, 9);
  HavenLine *line = haven_line_new ();
  g_autoptr (HavenSchool) school = NULL;
  g_autoptr (GPtrArray) round = NULL;

  haven_test_school_add_calendar (test, 2025);
  haven_test_school_add_spell (test, child, HAVEN_STATUS_PLA, "2025-01-06", "");
  line->pupil_id = child;
  line->type = HAVEN_LINE_ROUND;
  line->text = g_strdup ("Settling in");
  line->at = g_date_time_to_unix (moment);
  haven_test_school_add (test, HAVEN_TABLE_LINES, line);
  school = haven_test_school_build (test);
  round = haven_round_list (school, haven_clock_fixed (haven_test_day ("2026-06-12")), 0);
  g_assert_cmpuint (round->len, ==, 1);
  g_assert_cmpint (((HavenRoundEntry *) round->pdata[0])->last_round, ==, haven_test_day ("2026-06-05"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/round/practice_26/twenty", test_twenty);
  g_test_add_func ("/report/round/practice_26/order", test_order);
  g_test_add_func ("/report/round/practice_26/summer-night", test_summer_night);
  return g_test_run ();
}
