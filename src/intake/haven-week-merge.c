/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-week-merge.h"

#include "haven-attendance-codes.h"

static void
count_mark (HavenWeek *week, guint8 mark)
{
  switch (haven_mark_classes ()[mark]) {
  case HAVEN_CLASS_PRESENT:
  case HAVEN_CLASS_APPROVED:
    week->attended++;
    week->late_before += mark == 'L';
    break;
  case HAVEN_CLASS_AUTHORISED:
    week->authorised++;
    break;
  case HAVEN_CLASS_UNAUTHORISED:
    week->unauthorised++;
    week->late_after += mark == 'U';
    break;
  default:
    return;                  /* no possible attendance */
  }
  week->possible++;
}

static guint8
less (guint8 a, guint8 b)
{
  return a > b ? a - b : 0;
}

static HavenWeek
subtract (HavenWeek a, HavenWeek b)
{
  return (HavenWeek) {
    less (a.possible, b.possible), less (a.attended, b.attended), less (a.authorised, b.authorised),
    less (a.unauthorised, b.unauthorised), less (a.late_before, b.late_before), less (a.late_after, b.late_after),
    a.covered & ~b.covered,
  };
}

static HavenWeek
add (HavenWeek a, HavenWeek b)
{
  return (HavenWeek) {
    a.possible + b.possible, a.attended + b.attended, a.authorised + b.authorised, a.unauthorised + b.unauthorised,
    a.late_before + b.late_before, a.late_after + b.late_after, a.covered | b.covered,
  };
}

HavenWeekFrame
haven_week_frame (int year, int week)
{
  HavenSpan span = haven_week_span (year, week);

  if (span.last < span.first)
    return (HavenWeekFrame) { 0, 0, 0 };
  return (HavenWeekFrame) {
    .first = haven_register_index (span.first, 0),
    .n = (span.last - span.first + 1) * HAVEN_SESSIONS_A_DAY,
    .bit = (haven_day_get_weekday (span.first) - 1) * HAVEN_SESSIONS_A_DAY,
  };
}

HavenWeek
haven_week_count (const guint8 *marks, HavenWeekFrame frame)
{
  HavenWeek week = { 0 };

  for (guint i = 0; i < frame.n; i++) {
    guint8 mark = marks[frame.first + i];
    if (mark == 0)
      continue;
    week.covered |= 1u << (frame.bit + i);
    count_mark (&week, mark);
  }
  return week;
}

gboolean
haven_week_merge (HavenWeek *week, guint8 *marks, const guint8 *file, HavenWeekFrame frame, gboolean keep)
{
  HavenWeek come = haven_week_count (file, frame);
  HavenWeek bare = subtract (*week, haven_week_count (marks, frame));   /* counted, and no mark kept */
  guint16 both = come.covered & bare.covered;

  if (both != 0 && both != bare.covered)
    return FALSE;
  if (both != 0)
    bare = (HavenWeek) { 0 };
  if (!keep) {
    *week = add (bare, come);
    return TRUE;
  }
  for (guint i = 0; i < frame.n; i++)
    if (file[frame.first + i] != 0)
      marks[frame.first + i] = file[frame.first + i];
  *week = add (bare, haven_week_count (marks, frame));
  return TRUE;
}
