/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-suspension-counts.h"

#include "haven-reference.h"
#include "haven-suspension-figures.h"

static HavenSlice
get_suspensions (HavenSchool *school, gint64 pupil_id)
{
  return haven_school_of_pupil (school, HAVEN_TABLE_SUSPENSIONS, pupil_id);
}

static gboolean
takes_days (const HavenSuspension *suspension)
{
  return suspension->cancelled_on == HAVEN_DAY_NONE && suspension->type != HAVEN_PERMANENT && suspension->first != HAVEN_DAY_NONE;
}

/* With more than three terms a year, the regulations count from 31 December, Easter Monday and 31 July */
static HavenSpan
find_reference_term (HavenDay day)
{
  int year, month, dom;
  HavenDay easter, summer, winter;

  haven_day_get_ymd (day, &year, &month, &dom);
  easter = haven_day_get_easter (year) + 1;
  summer = haven_day_new (year, 7, 31);
  winter = haven_day_new (year, 12, 31);
  if (day >= winter)
    return (HavenSpan) { winter, haven_day_get_easter (year + 1) };
  if (day >= summer)
    return (HavenSpan) { summer, winter - 1 };
  return day >= easter ? (HavenSpan) { easter, summer - 1 } : (HavenSpan) { haven_day_new (year - 1, 12, 31), easter - 1 };
}

HavenSpan
haven_suspension_term (HavenSchool *school, HavenDay day)
{
  HavenCalendar *calendar = haven_school_get_calendar (school);
  gint64 terms = g_ascii_strtoll (haven_school_get_setting (school, "terms", "3"), NULL, 10);

  if (terms > haven_rule_number ("reference-terms", "terms"))
    return find_reference_term (day);
  return haven_calendar_get_span (calendar, haven_calendar_get_period (calendar, day));
}

/* Half-days of all that had begun by the end of span */
static guint
count_half_days (HavenSchool *school, gint64 pupil_id, HavenSpan span)
{
  HavenSlice slice = get_suspensions (school, pupil_id);
  guint half_days = 0;

  for (guint i = 0; i < slice.n; i++)
    if (takes_days (slice.items[i]))
      half_days += haven_suspension_sessions_in (school, slice.items[i], span);
  return half_days;
}

static gboolean
is_over (guint half_days, const char *rule, const char *limit)
{
  return half_days > HAVEN_SESSIONS_A_DAY * haven_rule_number (rule, limit);
}

static void
count_term (HavenSuspensionCounts *counts, HavenSchool *school, gint64 pupil_id)
{
  HavenSlice slice = get_suspensions (school, pupil_id);
  HavenSpan so_far = haven_span_intersect (counts->term, (HavenSpan) { HAVEN_DAY_NONE, counts->day });

  counts->term_half_days = count_half_days (school, pupil_id, so_far);
  counts->over_term = is_over (counts->term_half_days, "suspended-term", "days");
  counts->over_board = is_over (counts->term_half_days, "suspended-term", "governors-days");
  for (guint i = 0; i < slice.n; i++) {
    const HavenSuspension *one = slice.items[i];

    if (!takes_days (one) || !haven_span_contains (so_far, one->first))
      continue;
    counts->term_suspensions++;
    counts->lunchtimes += one->type == HAVEN_LUNCHTIME;
  }
}

static void
count_year (HavenSuspensionCounts *counts, HavenSchool *school, gint64 pupil_id)
{
  gint64 limit = HAVEN_SESSIONS_A_DAY * haven_rule_number ("suspended-year", "days");
  HavenSpan so_far = { counts->year.first, MIN (counts->day, counts->year.last) };

  counts->year_half_days = count_half_days (school, pupil_id, so_far);
  counts->at_year_limit = counts->year_half_days >= limit;
  counts->year_left = MAX (limit - counts->year_half_days, 0);
}

/* The suspension that began last of those that fall into a span: days in a row do not end with a term */
static const HavenSuspension *
find_latest (HavenSchool *school, gint64 pupil_id, HavenSpan span)
{
  HavenSlice slice = get_suspensions (school, pupil_id);
  const HavenSuspension *latest = NULL;

  for (guint i = 0; i < slice.n; i++) {
    const HavenSuspension *one = slice.items[i];

    if (takes_days (one) && one->type == HAVEN_SUSPENSION && (latest == NULL || one->first > latest->first)
        && haven_span_overlaps (span, (HavenSpan) { one->first, haven_suspension_get_last (school, one) }))
      latest = one;
  }
  return latest;
}

/* One that begins on the school day after the other ended goes on with it: days in a row are days in a row */
static const HavenSuspension *
find_one_before (HavenSchool *school, const HavenSuspension *suspension)
{
  HavenDay before = haven_calendar_add_school_days (haven_school_get_calendar (school), suspension->first, -1);
  HavenSlice slice = get_suspensions (school, suspension->pupil_id);

  for (guint i = 0; i < slice.n; i++) {
    const HavenSuspension *one = slice.items[i];

    if (one != suspension && takes_days (one) && one->type == HAVEN_SUSPENSION && one->first < suspension->first
        && haven_suspension_get_last (school, one) >= before)
      return one;
  }
  return NULL;
}

static void
count_running (HavenSuspensionCounts *counts, HavenSchool *school, gint64 pupil_id)
{
  HavenSpan span = haven_span_intersect (counts->term, (HavenSpan) { HAVEN_DAY_NONE, counts->day });
  const HavenSuspension *last = find_latest (school, pupil_id, span);
  const HavenSuspension *first = last;
  HavenStanding standing;
  gint64 number;

  if (last == NULL)
    return;
  for (const HavenSuspension *one = last; one != NULL; one = find_one_before (school, one)) {
    counts->running_half_days += haven_suspension_sessions_in (school, one, (HavenSpan) { HAVEN_DAY_NONE, HAVEN_DAY_NONE });
    first = one;
  }
  standing = haven_standing_on (school, pupil_id, first->first);
  number = haven_rule_number ("sixth-day", standing.looked_after ? "looked-after-day" : "day");
  counts->owed_from = number <= 1 ? first->first
                                  : haven_calendar_add_school_days (haven_school_get_calendar (school), first->first, (int) number - 1);
  counts->owed = counts->running_half_days > HAVEN_SESSIONS_A_DAY * (number - 1);
}

HavenSuspensionCounts
haven_suspension_counts (HavenSchool *school, gint64 pupil_id, HavenDay day)
{
  HavenSuspensionCounts counts = {
    .day = day, .owed_from = HAVEN_DAY_NONE,
    .term = haven_suspension_term (school, day), .year = haven_academic_year_span (haven_academic_year (day)),
  };

  count_term (&counts, school, pupil_id);
  count_year (&counts, school, pupil_id);
  count_running (&counts, school, pupil_id);
  return counts;
}

/* ---- day by day ---- */

static HavenSpan
close_span (HavenSchool *school, gint64 pupil_id, HavenSpan span)
{
  HavenSlice slice = get_suspensions (school, pupil_id);
  HavenSpan found = { G_MAXINT32, G_MININT32 };

  for (guint i = 0; i < slice.n; i++) {
    const HavenSuspension *one = slice.items[i];

    if (!takes_days (one))
      continue;
    found.first = MIN (found.first, one->first);
    found.last = MAX (found.last, haven_suspension_get_last (school, one));
  }
  return found.first > found.last ? found : haven_span_intersect (span, found);
}

GArray *
haven_suspended_course (HavenSchool *school, gint64 pupil_id, HavenSpan span)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (HavenSuspendedPoint));
  HavenSpan days = close_span (school, pupil_id, span);

  for (HavenDay day = days.first; day <= days.last; day++) {
    HavenSuspendedPoint point = { .day = day };

    if (count_half_days (school, pupil_id, (HavenSpan) { day, day }) == 0)
      continue;
    point.term = haven_suspension_term (school, day);
    point.term_half_days = count_half_days (school, pupil_id, (HavenSpan) { point.term.first, day });
    point.year_half_days = count_half_days (school, pupil_id,
                                            (HavenSpan) { haven_academic_year_span (haven_academic_year (day)).first, day });
    g_array_append_val (points, point);
  }
  return points;
}

/* ---- alternatives and reintegration ---- */

static guint
get_number_in_term (HavenSchool *school, const HavenSuspension *suspension)
{
  HavenSlice slice = get_suspensions (school, suspension->pupil_id);
  HavenSpan term = haven_suspension_term (school, suspension->first);
  guint number = 1;

  for (guint i = 0; i < slice.n; i++) {
    const HavenSuspension *one = slice.items[i];

    number += one != suspension && takes_days (one) && haven_span_contains (term, one->first)
              && (one->first < suspension->first || (one->first == suspension->first && one->id < suspension->id));
  }
  return number;
}

static HavenSuspensionCare
look_at_care (HavenSchool *school, const HavenSuspension *suspension, HavenClock clock)
{
  HavenDay last = haven_suspension_get_last (school, suspension);
  HavenSuspensionCare care = { .suspension = suspension, .number = get_number_in_term (school, suspension), .back_on = HAVEN_DAY_NONE };

  care.consult = care.number >= haven_rule_number ("second-suspension", "number");
  care.has_alternatives = suspension->alternatives != NULL && *suspension->alternatives != '\0';
  care.reintegrated_on = suspension->reintegrated_on;
  if (suspension->type == HAVEN_SUSPENSION && last < clock.today)
    care.back_on = haven_calendar_add_school_days (haven_school_get_calendar (school), last, 1);
  return care;
}

static int
compare_care (gconstpointer a, gconstpointer b)
{
  return ((const HavenSuspensionCare *) a)->suspension->first - ((const HavenSuspensionCare *) b)->suspension->first;
}

GArray *
haven_suspension_care (HavenSchool *school, gint64 pupil_id, HavenSpan span, HavenClock clock)
{
  HavenSlice slice = get_suspensions (school, pupil_id);
  GArray *all = g_array_new (FALSE, FALSE, sizeof (HavenSuspensionCare));

  for (guint i = 0; i < slice.n; i++) {
    const HavenSuspension *one = slice.items[i];
    HavenSuspensionCare care;

    if (one->cancelled_on != HAVEN_DAY_NONE || one->first == HAVEN_DAY_NONE || !haven_span_contains (span, one->first))
      continue;
    care = look_at_care (school, one, clock);
    g_array_append_val (all, care);
  }
  g_array_sort (all, compare_care);
  return all;
}
