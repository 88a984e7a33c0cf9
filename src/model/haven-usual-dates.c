/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-usual-dates.h"

static HavenDay
monday_by (int year, int month, int day)
{
  return haven_day_get_monday (haven_day_new (year, month, day));
}

/* The nearest weekday on or after a date */
static HavenDay
weekday_from (int year, int month, int day)
{
  HavenDay first = haven_day_new (year, month, day);

  return haven_day_get_weekday (first) > 5 ? haven_day_get_monday (first) + 7 : first;
}

static void
add_dates (GPtrArray *all, HavenDatesType type, HavenPeriod period, HavenSpan span)
{
  HavenDates *dates = haven_dates_new ();

  dates->type = type;
  dates->year = period.year;
  dates->term = period.term;
  dates->first = span.first;
  dates->last = span.last;
  g_ptr_array_add (all, dates);
}

static void
add_term (GPtrArray *all, HavenPeriod period, HavenSpan span, HavenDay half_term)
{
  add_dates (all, HAVEN_DATES_TERM, period, span);
  add_dates (all, HAVEN_DATES_HALF_TERM, period, (HavenSpan) { half_term, half_term + 4 });
}

GPtrArray *
haven_usual_dates (int year)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_dates_free);
  HavenDay easter = haven_day_get_easter (year + 1);
  HavenDay may = monday_by (year + 1, 5, 7);
  HavenPeriod autumn = { year, HAVEN_TERM_AUTUMN }, spring = { year, HAVEN_TERM_SPRING }, summer = { year, HAVEN_TERM_SUMMER };
  HavenSpan summer_span = { easter + 8, monday_by (year + 1, 7, 22) + 2 };

  add_term (all, autumn, (HavenSpan) { weekday_from (year, 9, 1), monday_by (year, 12, 17) + 4 }, monday_by (year, 10, 30));
  add_term (all, spring, (HavenSpan) { monday_by (year + 1, 1, 9), easter - 9 }, monday_by (year + 1, 2, 19));
  add_term (all, summer, summer_span, monday_by (year + 1, 5, 31));
  if (may >= summer_span.first)
    add_dates (all, HAVEN_DATES_CLOSED, summer, (HavenSpan) { may, may });
  return all;
}
