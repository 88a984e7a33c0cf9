/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-parts.h"

#include <glib/gi18n-lib.h>

#include "haven-error.h"

#define LONGEST_STEP 32            /* days */

static void
clear_part (gpointer data)
{
  HavenPart *part = data;

  g_free (part->key);
  g_free (part->label);
}

static gboolean
is_same_period (HavenPeriod a, HavenPeriod b)
{
  return a.year == b.year && a.term == b.term;
}

/* The last day up to limit that still belongs to the term of day. A term has no gaps, so it is looked for in long steps first. */
static HavenDay
find_end_of_term (HavenCalendar *calendar, HavenDay day, HavenDay limit)
{
  HavenPeriod period = haven_calendar_get_period (calendar, day);

  for (int step = LONGEST_STEP; step > 0; step /= 2)
    while (day + step <= limit && is_same_period (haven_calendar_get_period (calendar, day + step), period))
      day += step;
  return day;
}

/* A half term begins on a Monday: the weekend before it belongs to the holiday */
static HavenDay
find_end_of_weekend (HavenDay day)
{
  return haven_day_get_weekday (day) >= 5 ? haven_day_get_monday (day) + 6 : day;
}

static HavenPart
cut_term (HavenCalendar *calendar, HavenSpan span)
{
  HavenPeriod period = haven_calendar_get_period (calendar, span.first);

  span.last = find_end_of_term (calendar, span.first, span.last);
  return (HavenPart) { haven_period_to_id (period), haven_period_to_text (period), span };
}

/* The first half ends with its holiday */
static HavenPart
cut_half_term (HavenCalendar *calendar, HavenSpan span)
{
  HavenPeriod period = haven_calendar_get_period (calendar, span.first);
  g_autofree char *id = haven_period_to_id (period);
  g_autofree char *text = haven_period_to_text (period);
  HavenSpan holiday = { HAVEN_DAY_NONE, HAVEN_DAY_NONE };
  gboolean has_holiday = haven_calendar_find_half_term (calendar, haven_calendar_get_span (calendar, period), &holiday);
  gboolean second = !has_holiday || find_end_of_weekend (holiday.last) < span.first;
  HavenPart part = { g_strdup_printf ("%s-%d", id, second ? 2 : 1), NULL, span };

  /* Translators: of a term, "Autumn term 2025" */
  part.label = g_strdup_printf (second ? _("%s, second half") : _("%s, first half"), text);
  part.span.last = find_end_of_term (calendar, span.first, second ? span.last : MIN (span.last, find_end_of_weekend (holiday.last)));
  return part;
}

static HavenPart
cut_year (HavenSpan span)
{
  HavenPeriod period = { haven_academic_year (span.first), HAVEN_TERM_YEAR };

  return (HavenPart) { haven_period_to_id (period), haven_period_to_text (period),
                       haven_span_intersect (span, haven_academic_year_span (period.year)) };
}

static HavenPart
cut_week (HavenSpan span)
{
  HavenSpan week = haven_week_span (haven_academic_year (span.first), haven_week_index (span.first));

  return (HavenPart) { haven_day_to_iso (week.first), haven_day_to_text (week.first), haven_span_intersect (week, span) };
}

static HavenPart
cut_part (HavenCalendar *calendar, HavenSpan span, HavenBy by)
{
  switch (by) {
  case HAVEN_BY_YEAR:
    return cut_year (span);
  case HAVEN_BY_TERM:
    return cut_term (calendar, span);
  case HAVEN_BY_HALF_TERM:
    return cut_half_term (calendar, span);
  case HAVEN_BY_WEEK:
    return cut_week (span);
  default:
    return (HavenPart) { g_strdup ("total"), g_strdup (_("Total")), span };
  }
}

gboolean
haven_parts_can_tell (HavenCalendar *calendar, HavenSpan closed_span, HavenBy by, GError **error)
{
  if (by != HAVEN_BY_HALF_TERM || closed_span.first > closed_span.last)
    return TRUE;
  for (int year = haven_academic_year (closed_span.first); year <= haven_academic_year (closed_span.last); year++) {
    if (haven_calendar_is_known (calendar, year))
      continue;
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID,
                         _("Half terms cannot be told: the school’s calendar has not been entered for all of this period. "
                           "Enter it in Preferences, or choose terms."));
    return FALSE;
  }
  return TRUE;
}

GArray *
haven_parts_new (HavenCalendar *calendar, HavenSpan closed_span, HavenBy by)
{
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (HavenPart));

  g_array_set_clear_func (parts, clear_part);
  while (closed_span.first <= closed_span.last) {
    HavenPart part = cut_part (calendar, closed_span, by);

    g_array_append_val (parts, part);
    closed_span.first = part.span.last + 1;
  }
  return parts;
}
