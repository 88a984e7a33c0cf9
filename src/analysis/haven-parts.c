/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-parts.h"

#include <glib/gi18n-lib.h>

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

/* The last day up to limit that still belongs to the term of day */
static HavenDay
find_end_of_term (HavenCalendar *calendar, HavenDay day, HavenDay limit)
{
  HavenPeriod period = haven_calendar_get_period (calendar, day);

  while (day < limit && is_same_period (haven_calendar_get_period (calendar, day + 1), period))
    day++;
  return day;
}

static HavenPart
cut_term (HavenCalendar *calendar, HavenSpan span)
{
  HavenPeriod period = haven_calendar_get_period (calendar, span.first);

  span.last = find_end_of_term (calendar, span.first, span.last);
  return (HavenPart) { haven_period_to_id (period), haven_period_to_text (period), span };
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
  if (by == HAVEN_BY_TERM)
    return cut_term (calendar, span);
  if (by == HAVEN_BY_WEEK)
    return cut_week (span);
  return (HavenPart) { g_strdup ("total"), g_strdup (_("Total")), span };
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
