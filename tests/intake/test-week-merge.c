/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-week-merge.h"

#include <string.h>

#include "haven-reference.h"

/* The merge works with totals. The twin remembers every mark that was ever counted, whether it was kept or not. */

#define SESSIONS 14

typedef struct {
  guint8 counted[HAVEN_REGISTER_BYTES];    /* every mark that is in the totals */
  gboolean kept[HAVEN_REGISTER_BYTES];     /* … and in the register */
} Twin;

static const char codes[] = "/\\LUIONGBVDX#";

static gboolean
twin_merge (Twin *twin, const guint8 *file, HavenWeekFrame frame, gboolean keep)
{
  gboolean some = FALSE, all = TRUE;

  for (guint i = frame.first; i < frame.first + frame.n; i++) {
    gboolean bare = twin->counted[i] != 0 && !twin->kept[i];
    some |= bare && file[i] != 0;
    all &= !bare || file[i] != 0;
  }
  if (some && !all)
    return FALSE;
  for (guint i = frame.first; i < frame.first + frame.n; i++)
    if (file[i] != 0) {
      twin->counted[i] = file[i];
      twin->kept[i] = keep;
    }
  return TRUE;
}

static void
draw_file (GRand *rand, guint8 *file, HavenWeekFrame frame)
{
  gboolean whole = g_rand_boolean (rand);

  memset (file, 0, HAVEN_REGISTER_BYTES);
  for (guint i = frame.first; i < frame.first + frame.n; i++)
    if (whole || g_rand_int_range (rand, 0, 3) == 0)
      file[i] = codes[g_rand_int_range (rand, 0, sizeof codes - 1)];
}

static void
check_same (const Twin *twin, HavenWeek week, const guint8 *marks, HavenWeekFrame frame)
{
  HavenWeek wanted = haven_week_count (twin->counted, frame);

  g_assert_cmpmem (&week, sizeof week, &wanted, sizeof wanted);
  for (guint i = frame.first; i < frame.first + frame.n; i++)
    g_assert_cmpuint (marks[i], ==, twin->kept[i] ? twin->counted[i] : 0);
}

/* A pupil starts with totals only and may be flagged later; from then on marks are kept */
static void
run_pupil (GRand *rand)
{
  Twin twin = { 0 };
  guint8 marks[HAVEN_REGISTER_BYTES] = { 0 };
  guint8 file[HAVEN_REGISTER_BYTES];
  HavenWeek week = { 0 };
  HavenWeekFrame frame = haven_week_frame (2025, g_rand_int_range (rand, 0, 53));
  gboolean keep = FALSE;

  for (guint step = 0; step < 12; step++) {
    keep |= g_rand_int_range (rand, 0, 4) == 0;
    draw_file (rand, file, frame);
    g_assert_cmpint (haven_week_merge (&week, marks, file, frame, keep), ==, twin_merge (&twin, file, frame, keep));
    check_same (&twin, week, marks, frame);
  }
}

static void
test_against_twin (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20250902);

  for (guint i = 0; i < 3000; i++)
    run_pupil (rand);
}

static void
test_count (void)
{
  guint8 marks[HAVEN_REGISTER_BYTES] = { 0 };
  HavenWeekFrame frame = haven_week_frame (2025, 1);
  HavenWeek week;

  memcpy (marks + frame.first, "/\\LUIOBDX#", 10);
  week = haven_week_count (marks, frame);
  g_assert_cmpuint (week.covered, ==, 0x3FF);
  g_assert_cmpuint (week.possible, ==, 7);
  g_assert_cmpuint (week.attended, ==, 4);       /* / \ L B */
  g_assert_cmpuint (week.authorised, ==, 1);     /* I */
  g_assert_cmpuint (week.unauthorised, ==, 2);   /* U O */
  g_assert_cmpuint (week.late_before, ==, 1);
  g_assert_cmpuint (week.late_after, ==, 1);
}

/* Frames lie side by side and fill the year, as haven_week_index () has it */
static void
test_frames (void)
{
  for (int year = 2015; year < 2040; year++) {
    HavenSpan span = haven_academic_year_span (year);
    guint next = 0;
    for (int week = 0; week < HAVEN_WEEKS_A_YEAR; week++) {
      HavenWeekFrame frame = haven_week_frame (year, week);
      if (frame.n == 0)
        continue;
      g_assert_cmpuint (frame.first, ==, next);
      g_assert_cmpuint (frame.bit + frame.n, <=, SESSIONS);
      g_assert_cmpint (haven_week_index (span.first + frame.first / 2), ==, week);
      next += frame.n;
    }
    g_assert_cmpuint (next, ==, (span.last - span.first + 1) * HAVEN_SESSIONS_A_DAY);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  haven_reference_start ();
  g_test_add_func ("/intake/week-merge/count", test_count);
  g_test_add_func ("/intake/week-merge/frames", test_frames);
  g_test_add_func ("/intake/practice_34/week-merge-against-twin", test_against_twin);
  return g_test_run ();
}
