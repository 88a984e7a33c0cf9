/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-punctuality.h"

#include <math.h>

#include "haven-measure.h"
#include "haven-test-school.h"

/* Minutes late: what is known of them, of how many lates, and never of a session that is not late. The dates are school days of two years. */
typedef struct {
  const char *day;
  int session;
  const char *mark;
  gint64 minutes;               /* 0: not known */
} Late;

typedef struct {
  const char *name;
  Late lates[8];
  HavenLateness before;
  HavenLateness after;
  const char *said;             /* of both together */
} Case;

#define SPAN haven_test_span ("2025-09-01", "2026-08-31")

static const Case cases[] = {
  { "never", { { "2025-11-03", 0, "/", 0 } }, { 0, 0, 0, NAN }, { 0, 0, 0, NAN }, "never late" },
  { "not-known", { { "2025-11-03", 0, "L", 0 }, { "2025-11-04", 0, "U", 0 } }, { 1, 0, 0, NAN }, { 1, 0, 0, NAN },
    "2 lates, minutes not known" },
  { "one", { { "2025-11-03", 0, "L", 1 } }, { 1, 1, 1, 1 }, { 0, 0, 0, NAN }, "1 minute, median 1; known for 1 of 1 late" },
  { "known-of-some", { { "2025-11-03", 0, "L", 12 }, { "2025-11-04", 0, "L", 0 }, { "2025-11-05", 1, "L", 4 } }, { 3, 2, 16, 8 },
    { 0, 0, 0, NAN }, "16 minutes, median 8; known for 2 of 3 lates" },
  { "before-and-after-stand-apart", { { "2025-11-03", 0, "L", 5 }, { "2025-11-04", 0, "U", 40 }, { "2025-11-05", 0, "U", 50 },
    { "2025-11-06", 0, "L", 9 }, { "2025-11-07", 0, "L", 6 } }, { 3, 3, 20, 6 }, { 2, 2, 90, 45 },
    "110 minutes, median 9; known for 5 of 5 lates" },
  { "half-a-minute", { { "2025-11-03", 0, "L", 5 }, { "2025-11-04", 0, "L", 8 } }, { 2, 2, 13, 6.5 }, { 0, 0, 0, NAN },
    "13 minutes, median 6.5; known for 2 of 2 lates" },
  { "marked-otherwise-since", { { "2025-11-03", 0, "/", 12 }, { "2025-11-04", 0, "I", 30 }, { "2025-11-05", 0, "L", 7 } }, { 1, 1, 7, 7 },
    { 0, 0, 0, NAN }, "7 minutes, median 7; known for 1 of 1 late" },
  { "year-ends", { { "2025-07-18", 1, "L", 99 }, { "2025-09-01", 0, "L", 3 }, { "2026-07-20", 1, "L", 5 } }, { 2, 2, 8, 4 },
    { 0, 0, 0, NAN }, "8 minutes, median 4; known for 2 of 2 lates" },
};

static void
add_late (HavenTestSchool *draft, gint64 pupil, const Late *one)
{
  HavenLate *late = haven_late_new ();

  haven_test_school_mark (draft, pupil, haven_test_day (one->day), one->session, one->mark);
  late->pupil_id = pupil;
  late->day = haven_test_day (one->day);
  late->session = one->session;
  late->minutes = one->minutes;
  if (one->minutes > 0)
    haven_test_school_add (draft, HAVEN_TABLE_LATES, late);
  else
    haven_late_free (late);
}

static void
check (const HavenLateness *found, const HavenLateness *wanted)
{
  g_assert_cmpint (found->lates, ==, wanted->lates);
  g_assert_cmpint (found->known, ==, wanted->known);
  g_assert_cmpint (found->minutes, ==, wanted->minutes);
  g_assert_true (isnan (wanted->median) ? isnan (found->median) : found->median == wanted->median);
}

static HavenSchool *
school_of (const Case *one, GPtrArray **ret_members)
{
  HavenTestSchool *draft = haven_test_school_new ();
  gint64 pupil = haven_test_school_add_pupil (draft, 1, 9);
  HavenSchool *school;

  for (guint i = 0; i < G_N_ELEMENTS (one->lates) && one->lates[i].day != NULL; i++)
    add_late (draft, pupil, &one->lates[i]);
  school = haven_test_school_build (draft);
  *ret_members = g_ptr_array_new ();
  g_ptr_array_add (*ret_members, (gpointer) haven_school_get_pupil (school, pupil));
  return school;
}

static void
test_case (gconstpointer data)
{
  const Case *one = data;
  g_autoptr(GPtrArray) members = NULL;
  g_autoptr(HavenSchool) school = school_of (one, &members);
  HavenPunctuality found = haven_punctuality_of (school, members, SPAN);
  HavenLateness all = haven_punctuality_get_all (school, members, SPAN);
  g_autofree char *said = haven_lateness_to_text (&all);

  check (&found.before, &one->before);
  check (&found.after, &one->after);
  g_assert_cmpstr (said, ==, one->said);
}

/* A group's median is of all its lates, not of its pupils' medians; whoever keeps weekly totals only is late without minutes */
static void
test_group (void)
{
  static const Late often[] = { { "2025-11-03", 0, "L", 2 }, { "2025-11-04", 0, "L", 4 }, { "2025-11-05", 0, "L", 6 } };
  static const Late once = { "2025-11-03", 0, "L", 100 };
  HavenTestSchool *draft = haven_test_school_new ();
  gint64 one = haven_test_school_add_pupil (draft, 1, 9), other = haven_test_school_add_pupil (draft, 2, 9);
  gint64 totals = haven_test_school_add_pupil (draft, 3, 9);
  g_autoptr(GPtrArray) members = g_ptr_array_new ();
  g_autoptr(HavenSchool) school = NULL;
  HavenPunctuality found;

  for (guint i = 0; i < G_N_ELEMENTS (often); i++)
    add_late (draft, one, &often[i]);
  add_late (draft, other, &once);
  haven_test_school_keep_totals (draft, totals);
  haven_test_school_mark_days (draft, totals, "2025-11-03", "L \\ L \\");
  school = haven_test_school_build (draft);
  for (guint i = 0; i < haven_school_get_n_pupils (school); i++)
    g_ptr_array_add (members, (gpointer) haven_school_get_nth_pupil (school, i));
  found = haven_punctuality_of (school, members, SPAN);
  check (&found.before, &(HavenLateness) { 6, 4, 112, 5 });
}

/* The list of measures has the same minutes, and says of how many lates they are known */
static void
test_measures (void)
{
  g_autoptr(GPtrArray) members = NULL;
  g_autoptr(HavenSchool) school = school_of (&cases[3], &members);
  HavenScope scope = haven_scope_of_pupil (school, haven_clock_fixed (haven_test_day ("2025-11-20")),
                                           ((HavenPupil *) members->pdata[0])->id, SPAN);
  g_autoptr(HavenExplanation) before = haven_explain (HAVEN_MEASURE_MINUTES_LATE_BEFORE, &scope, NULL);
  g_autoptr(HavenExplanation) after = haven_explain (HAVEN_MEASURE_MINUTES_LATE_AFTER, &scope, NULL);
  g_autofree char *value = haven_explanation_value_text (before);

  g_assert_cmpstr (value, ==, "16 minutes");
  g_assert_cmpstr (before->codes, ==, "L: 16 minutes, median 8; known for 2 of 3 lates");
  g_assert_cmpint (after->numerator, ==, 0);
  g_assert_cmpstr (after->codes, ==, "U: never late");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strdup_printf ("/analysis/punctuality/%s", cases[i].name);
    g_test_add_data_func (path, &cases[i], test_case);
  }
  g_test_add_func ("/analysis/punctuality/group", test_group);
  g_test_add_func ("/analysis/punctuality/measures", test_measures);
  return g_test_run ();
}
