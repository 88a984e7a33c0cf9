/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-attendance.h"

#include <math.h>

#include "haven-test-school.h"

/* One test a code: what one session of it counts as. Written down from SI 2024/208 and the Department's guidance, not from Haven's
 * table. */
typedef enum { PRESENT, APPROVED, AUTHORISED, UNAUTHORISED, NOT_POSSIBLE, NOTHING } Expected;

typedef struct {
  const char *code;
  Expected expected;
  gboolean late_before;
  gboolean late_after;
  gboolean elsewhere;
} Case;

static const Case cases[] = {
  { "/", PRESENT }, { "\\", PRESENT }, { "L", PRESENT, .late_before = TRUE },
  { "K", APPROVED, .elsewhere = TRUE }, { "V", APPROVED }, { "P", APPROVED }, { "W", APPROVED }, { "B", APPROVED, .elsewhere = TRUE },
  { "D", NOT_POSSIBLE, .elsewhere = TRUE },
  { "C", AUTHORISED }, { "C1", AUTHORISED }, { "C2", AUTHORISED }, { "E", AUTHORISED }, { "I", AUTHORISED }, { "J1", AUTHORISED },
  { "M", AUTHORISED }, { "R", AUTHORISED }, { "S", AUTHORISED }, { "T", AUTHORISED },
  { "G", UNAUTHORISED }, { "N", UNAUTHORISED }, { "O", UNAUTHORISED }, { "U", UNAUTHORISED, .late_after = TRUE },
  { "Q", NOT_POSSIBLE }, { "X", NOT_POSSIBLE }, { "Y1", NOT_POSSIBLE }, { "Y2", NOT_POSSIBLE }, { "Y3", NOT_POSSIBLE },
  { "Y4", NOT_POSSIBLE }, { "Y5", NOT_POSSIBLE }, { "Y6", NOT_POSSIBLE }, { "Y7", NOT_POSSIBLE },
  { "Z", NOTHING }, { "#", NOTHING },
  /* withdrawn in 2024, kept in old registers: J attended, and its successor J1 does not */
  { "H", AUTHORISED }, { "F", AUTHORISED }, { "J", APPROVED }, { "Y", NOT_POSSIBLE },
};

static void
test_code (gconstpointer data)
{
  const Case *one = data;
  HavenTestSchool *draft = haven_test_school_new ();
  gint64 pupil = haven_test_school_add_pupil (draft, 1, 9);
  g_autoptr(HavenSchool) school = NULL;
  HavenAttendance figures;

  haven_test_school_mark (draft, pupil, haven_test_day ("2025-09-08"), 0, one->code);
  school = haven_test_school_build (draft);
  figures = haven_attendance_of_pupil (school, pupil, haven_test_span ("2025-09-08", "2025-09-08"));
  g_assert_cmpint (figures.attended, ==, one->expected == PRESENT || one->expected == APPROVED);
  g_assert_cmpint (figures.approved, ==, one->expected == APPROVED);
  g_assert_cmpint (figures.authorised, ==, one->expected == AUTHORISED);
  g_assert_cmpint (figures.unauthorised, ==, one->expected == UNAUTHORISED);
  g_assert_cmpint (figures.not_possible, ==, one->expected == NOT_POSSIBLE);
  g_assert_cmpint (figures.possible, ==, one->expected < NOT_POSSIBLE);
  g_assert_cmpint (figures.late_before, ==, one->late_before);
  g_assert_cmpint (figures.late_after, ==, one->late_after);
  g_assert_cmpint (figures.elsewhere, ==, one->elsewhere);
  g_assert_cmpuint (figures.pupils, ==, one->expected < NOT_POSSIBLE);
}

/* No code without its test */
static void
test_every_code (void)
{
  guint n;
  const HavenAttendanceCode *codes = haven_attendance_codes (&n);

  g_assert_cmpuint (n, ==, G_N_ELEMENTS (cases));
  for (guint i = 0; i < n; i++) {
    guint found = 0;

    for (guint k = 0; k < G_N_ELEMENTS (cases); k++)
      found += g_str_equal (cases[k].code, codes[i].code);
    g_assert_cmpuint (found, ==, 1);
  }
}

/* ---- definitions: at the threshold, and one session either side ---- */

typedef struct {
  const char *name;
  gint64 attended;
  gint64 missed;
  gboolean persistent;
  gboolean severe;
  const char *band;
} Threshold;

static const Threshold thresholds[] = {
  { "tenth-less-one", 181, 19, FALSE, FALSE, "under_10" },
  { "tenth", 180, 20, TRUE, FALSE, "10_to_under_50" },
  { "tenth-and-one", 179, 21, TRUE, FALSE, "10_to_under_50" },
  { "tenth-of-odd-number-less-one", 172, 19, FALSE, FALSE, "under_10" },    /* 19 of 191 is 9.95 % */
  { "tenth-of-odd-number", 171, 20, TRUE, FALSE, "10_to_under_50" },
  { "half-less-one", 101, 99, TRUE, FALSE, "10_to_under_50" },
  { "half", 100, 100, TRUE, TRUE, "50_and_over" },
  { "half-and-one", 99, 101, TRUE, TRUE, "50_and_over" },
  { "one-missed-of-one", 0, 1, TRUE, TRUE, "50_and_over" },
  { "nobody", 0, 0, FALSE, FALSE, "not_counted" },
};

/* So many of each, one a session from 1 September on */
static void
write_marks (HavenTestSchool *draft, gint64 pupil, gint64 attended, gint64 missed)
{
  HavenDay day = haven_test_day ("2025-09-01");

  for (gint64 i = 0; i < attended + missed; i++) {
    haven_test_school_mark (draft, pupil, day, i % HAVEN_SESSIONS_A_DAY, i < attended ? "/" : i % 3 == 0 ? "O" : "I");
    if (i % HAVEN_SESSIONS_A_DAY == 1)
      day += haven_day_get_weekday (day) == 5 ? 3 : 1;
  }
}

static void
test_threshold (gconstpointer data)
{
  const Threshold *one = data;
  HavenTestSchool *draft = haven_test_school_new ();
  gint64 pupil = haven_test_school_add_pupil (draft, 1, 9);
  g_autoptr(HavenSchool) school = NULL;
  HavenAttendance figures;

  write_marks (draft, pupil, one->attended, one->missed);
  school = haven_test_school_build (draft);
  figures = haven_attendance_of_pupil (school, pupil, haven_academic_year_span (2025));
  g_assert_cmpint (figures.possible, ==, one->attended + one->missed);
  g_assert_cmpint (haven_attendance_is_persistent (&figures), ==, one->persistent);
  g_assert_cmpint (haven_attendance_is_severe (&figures), ==, one->severe);
  g_assert_cmpuint (figures.persistently_absent, ==, one->persistent);
  g_assert_cmpuint (figures.severely_absent, ==, one->severe);
  g_assert_cmpstr (haven_attendance_band (&figures), ==, one->band);
}

/* Late sessions are in the rate on the side where the law puts them */
static void
test_lates (void)
{
  HavenTestSchool *draft = haven_test_school_new ();
  gint64 pupil = haven_test_school_add_pupil (draft, 1, 9);
  g_autoptr(HavenSchool) school = NULL;
  HavenAttendance figures;

  haven_test_school_mark_days (draft, pupil, "2025-09-08", "L L U / / \\ / \\ D K");
  school = haven_test_school_build (draft);
  figures = haven_attendance_of_pupil (school, pupil, haven_test_span ("2025-09-08", "2025-09-12"));
  g_assert_cmpint (figures.possible, ==, 9);
  g_assert_cmpint (figures.attended, ==, 8);
  g_assert_cmpfloat_with_epsilon (haven_attendance_percent (&figures), 100.0 * 8 / 9, 1e-9);
  g_assert_cmpfloat_with_epsilon (haven_absence_percent (&figures), 100.0 / 9, 1e-9);
  g_assert_cmpint (figures.late_before, ==, 2);
  g_assert_cmpint (figures.late_after, ==, 1);
  g_assert_cmpint (figures.elsewhere, ==, 2);
}

static void
test_nothing_to_divide (void)
{
  HavenAttendance none = { 0 };

  g_assert_true (isnan (haven_attendance_percent (&none)));
  g_assert_true (isnan (haven_absence_percent (&none)));
}

/* A pupil is judged by the pupil's own possible sessions, not by the school's (practice 12) */
static void
test_own_sessions (void)
{
  HavenTestSchool *draft = haven_test_school_new ();
  gint64 long_here = haven_test_school_add_pupil (draft, 1, 9);
  gint64 new_here = haven_test_school_add_pupil (draft, 2, 9);
  g_autoptr(GPtrArray) members = g_ptr_array_new ();
  g_autoptr(HavenSchool) school = NULL;
  HavenAttendance figures;

  write_marks (draft, long_here, 195, 5);
  haven_test_school_mark_days (draft, new_here, "2025-11-03", "/ \\ / \\ I I I I I");        /* 5 of 9 */
  school = haven_test_school_build (draft);
  for (guint i = 0; i < haven_school_get_n_pupils (school); i++)
    g_ptr_array_add (members, (gpointer) haven_school_get_nth_pupil (school, i));
  g_assert_true (haven_attendance_of (school, members, haven_academic_year_span (2025), &figures, NULL));
  g_assert_cmpuint (figures.pupils, ==, 2);
  g_assert_cmpuint (figures.persistently_absent, ==, 1);
  g_assert_cmpuint (figures.severely_absent, ==, 1);                        /* severe is persistent too */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strdup_printf ("/analysis/code/%s", g_str_equal (cases[i].code, "/") ? "slash" : cases[i].code);
    g_test_add_data_func (path, &cases[i], test_code);
  }
  for (guint i = 0; i < G_N_ELEMENTS (thresholds); i++) {
    g_autofree char *path = g_strdup_printf ("/analysis/practice_12/%s", thresholds[i].name);
    g_test_add_data_func (path, &thresholds[i], test_threshold);
  }
  g_test_add_func ("/analysis/code/every-code-has-its-test", test_every_code);
  g_test_add_func ("/analysis/definition/lates", test_lates);
  g_test_add_func ("/analysis/definition/nothing-to-divide", test_nothing_to_divide);
  g_test_add_func ("/analysis/practice_12/own-possible-sessions", test_own_sessions);
  return g_test_run ();
}
