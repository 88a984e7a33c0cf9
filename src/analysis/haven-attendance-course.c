/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-attendance-course.h"

#include <glib/gi18n-lib.h>

#include "haven-pupil-year.h"

/* The weeks of the rolling window, each with what was possible and attended in it up to the day */
typedef struct {
  GArray *points;
  GArray *weeks;                /* HavenAttendance, those with a possible session, the last is being filled */
  HavenDay monday;              /* of that one */
  guint window;
  HavenAttendance so_far;
} Course;

static HavenAttendance
sum_window (const Course *course)
{
  HavenAttendance sum = { 0 };
  guint first = course->weeks->len > course->window ? course->weeks->len - course->window : 0;

  for (guint i = first; i < course->weeks->len; i++)
    haven_attendance_add (&sum, &g_array_index (course->weeks, HavenAttendance, i));
  return sum;
}

static void
take_days (Course *course, HavenSpan days, const HavenAttendance *figures)
{
  HavenCoursePoint point = { .day = days.last };
  HavenAttendance none = { 0 };

  haven_attendance_add (&course->so_far, figures);
  if (figures->possible == 0)
    return;
  if (course->weeks->len == 0 || haven_day_get_monday (days.first) != course->monday)
    g_array_append_val (course->weeks, none);
  course->monday = haven_day_get_monday (days.first);
  haven_attendance_add (&g_array_index (course->weeks, HavenAttendance, course->weeks->len - 1), figures);
  point.so_far = course->so_far;
  point.recent = sum_window (course);
  haven_attendance_count_pupil (&point.so_far);
  haven_attendance_count_pupil (&point.recent);
  g_array_append_val (course->points, point);
}

static gboolean
count_days (const HavenPupilYear *year, HavenSpan days, HavenAttendance *ret)
{
  HavenTally tally = 0;
  gboolean known = haven_pupil_year_count_days (year, days, &tally);

  *ret = (HavenAttendance) { 0 };
  if (known)
    haven_tally_add_times (tally, 1, ret);
  return known;
}

/* Day by day where the register tells it; else the week in one */
static void
take_week (Course *course, const HavenPupilYear *year, HavenSpan week)
{
  HavenAttendance figures;

  if (!haven_pupil_year_has_days (year, week)) {
    if (count_days (year, week, &figures))
      take_days (course, week, &figures);
    return;
  }
  for (HavenDay day = week.first; day <= week.last; day++)
    if (count_days (year, (HavenSpan) { day, day }, &figures))
      take_days (course, (HavenSpan) { day, day }, &figures);
}

static int
compare_years (gconstpointer a, gconstpointer b)
{
  return ((const HavenPupilYear *) a)->year - ((const HavenPupilYear *) b)->year;
}

static GArray *
list_years (HavenSchool *school, gint64 pupil_id)
{
  GArray *years = g_array_new (FALSE, FALSE, sizeof (HavenPupilYear));
  HavenPupilYearIter iter;
  HavenPupilYear year;

  haven_pupil_year_iter_init (&iter, school, pupil_id);
  while (haven_pupil_year_iter_next (&iter, &year))
    g_array_append_val (years, year);
  g_array_sort (years, compare_years);
  return years;
}

GArray *
haven_attendance_course (HavenSchool *school, gint64 pupil_id, HavenSpan span, guint weeks)
{
  g_autoptr(GArray) years = list_years (school, pupil_id);
  g_autoptr(GArray) window = g_array_new (FALSE, FALSE, sizeof (HavenAttendance));
  Course course = { .points = g_array_new (FALSE, FALSE, sizeof (HavenCoursePoint)), .weeks = window, .window = MAX (weeks, 1) };

  for (guint i = 0; i < years->len; i++) {
    const HavenPupilYear *year = &g_array_index (years, HavenPupilYear, i);
    HavenSpan days = haven_span_intersect (span, haven_academic_year_span (year->year));

    for (HavenDay day = days.first; day <= days.last; day = haven_day_get_monday (day) + 7)
      take_week (&course, year, (HavenSpan) { day, MIN (haven_day_get_monday (day) + 6, days.last) });
  }
  return course.points;
}

/* ---- how close, and what would bring it back ---- */

static gint64
get_parts (HavenThreshold threshold)
{
  return threshold == HAVEN_THRESHOLD_PERSISTENT ? 10 : 2;
}

static gint64
count_missed (const HavenAttendance *figures)
{
  return figures->authorised + figures->unauthorised;
}

/* The least k with parts x (missed + k) at least possible + k */
static gint64
get_to_reach (const HavenAttendance *figures, gint64 parts)
{
  gint64 gap = figures->possible - parts * count_missed (figures);

  return MAX ((gap + parts - 2) / (parts - 1), 1);
}

/* The greatest m with parts x (missed + m) below possible + left */
static gint64
get_may_miss (const HavenOutlook *outlook, gint64 parts)
{
  gint64 whole = outlook->so_far.possible + outlook->left;
  gint64 most = (whole + parts - 1) / parts - 1 - count_missed (&outlook->so_far);

  return MAX (MIN (most, outlook->left), -1);
}

/* School sessions of the academic year after the last one marked */
static gint64
count_left (HavenSchool *school, HavenDay last, int session)
{
  HavenCalendar *calendar = haven_school_get_calendar (school);
  HavenDay end = haven_academic_year_span (haven_academic_year (last)).last;
  gint64 left = haven_calendar_is_school_day (calendar, last) ? HAVEN_SESSIONS_A_DAY - 1 - session : 0;

  for (HavenDay day = last + 1; day <= end; day++)
    left += haven_calendar_is_school_day (calendar, day) ? HAVEN_SESSIONS_A_DAY : 0;
  return left;
}

static HavenDay
find_leaving_day (HavenSchool *school, const HavenOutlook *outlook, HavenDay last, int session)
{
  gint64 today = HAVEN_SESSIONS_A_DAY - 1 - session;
  gint64 days = (outlook->to_leave - today + HAVEN_SESSIONS_A_DAY - 1) / HAVEN_SESSIONS_A_DAY;

  if (outlook->to_leave == 0 || outlook->to_leave > outlook->left)
    return HAVEN_DAY_NONE;
  return days <= 0 ? last : haven_calendar_add_school_days (haven_school_get_calendar (school), last, (int) days);
}

HavenOutlook
haven_attendance_outlook (HavenSchool *school, gint64 pupil_id, HavenThreshold threshold, HavenClock clock)
{
  gint64 parts = get_parts (threshold);
  HavenOutlook outlook = { .leaves_on = HAVEN_DAY_NONE };
  int session = 0;
  HavenDay last = haven_school_get_last_mark (school, clock.today, &session);
  HavenSpan year;

  if (last == HAVEN_DAY_NONE)
    return outlook;
  year = haven_academic_year_span (haven_academic_year (last));
  outlook.so_far = haven_attendance_of_pupil (school, pupil_id, (HavenSpan) { year.first, last });
  outlook.left = count_left (school, last, session);
  outlook.reached = outlook.so_far.possible > 0 && parts * count_missed (&outlook.so_far) >= outlook.so_far.possible;
  if (outlook.reached)
    outlook.to_leave = parts * count_missed (&outlook.so_far) - outlook.so_far.possible + 1;
  else
    outlook.to_reach = get_to_reach (&outlook.so_far, parts);
  outlook.leaves_on = find_leaving_day (school, &outlook, last, session);
  outlook.may_miss = get_may_miss (&outlook, parts);
  return outlook;
}

static char *
tell_reached (const HavenOutlook *outlook, const char *name)
{
  g_autofree char *day = outlook->leaves_on != HAVEN_DAY_NONE ? haven_day_to_text (outlook->leaves_on) : NULL;

  if (day == NULL)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                            "%s is reached. The %d session attended that would bring the rate back below it is not left in this "
                            "academic year.",
                            "%s is reached. The %d sessions in a row that would bring the rate back below it are not left in this "
                            "academic year.",
                            (gulong) outlook->to_leave), name, (int) outlook->to_leave);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s is reached. %d session attended brings the rate back below it: on %s.",
                                       "%s is reached. %d sessions attended in a row bring the rate back below it: by %s.",
                                       (gulong) outlook->to_leave), name, (int) outlook->to_leave, day);
}

static char *
tell_not_reached (const HavenOutlook *outlook, const char *name)
{
  g_autofree char *close = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s is %d missed session away.",
                                            "%s is %d missed sessions in a row away.", (gulong) outlook->to_reach),
                                            name, (int) outlook->to_reach);

  if (outlook->left == 0 || outlook->may_miss < 0)
    return g_steal_pointer (&close);
  return g_strdup_printf (_("%s Of the %d sessions left this year, %d may be missed."), close,
                          (int) outlook->left, (int) outlook->may_miss);
}

char *
haven_attendance_outlook_text (const HavenOutlook *outlook, HavenThreshold threshold)
{
  const char *name = threshold == HAVEN_THRESHOLD_PERSISTENT ? _("Persistent absence") : _("Severe absence");

  if (outlook->so_far.possible == 0)
    return g_strdup (_("No sessions yet this academic year."));
  return outlook->reached ? tell_reached (outlook, name) : tell_not_reached (outlook, name);
}
