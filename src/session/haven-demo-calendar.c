/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-demo-private.h"

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
add_dates (HavenDemo *demo, HavenDatesType type, HavenPeriod period, HavenSpan span)
{
  HavenDates *dates = haven_dates_new ();

  dates->type = type;
  dates->year = period.year;
  dates->term = period.term;
  dates->first = span.first;
  dates->last = span.last;
  haven_demo_add (demo, HAVEN_TABLE_CALENDAR, dates);
  if (type == HAVEN_DATES_TERM)
    haven_calendar_take_term (demo->calendar, period, span);
  else if (type == HAVEN_DATES_HALF_TERM)
    haven_calendar_take_half_term (demo->calendar, span);
  else
    haven_calendar_take_closed_day (demo->calendar, span.first);
}

static void
add_term (HavenDemo *demo, HavenPeriod period, HavenSpan span, HavenDay half_term)
{
  add_dates (demo, HAVEN_DATES_TERM, period, span);
  add_dates (demo, HAVEN_DATES_HALF_TERM, period, (HavenSpan) { half_term, half_term + 4 });
}

static void
add_closed_day (HavenDemo *demo, HavenPeriod period, HavenDay day)
{
  add_dates (demo, HAVEN_DATES_CLOSED, period, (HavenSpan) { day, day });
}

/* Terms as English schools have them, with two training days and the May bank holiday */
static void
add_year (HavenDemo *demo, int year)
{
  HavenDay easter = haven_day_get_easter (year + 1);
  HavenDay may = monday_by (year + 1, 5, 7);
  HavenPeriod autumn = { year, HAVEN_TERM_AUTUMN };
  HavenPeriod spring = { year, HAVEN_TERM_SPRING };
  HavenPeriod summer = { year, HAVEN_TERM_SUMMER };
  HavenDay september = weekday_from (year, 9, 1);

  add_term (demo, autumn, (HavenSpan) { september, monday_by (year, 12, 17) + 4 }, monday_by (year, 10, 30));
  add_term (demo, spring, (HavenSpan) { monday_by (year + 1, 1, 9), easter - 9 }, monday_by (year + 1, 2, 19));
  add_term (demo, summer, (HavenSpan) { easter + 8, monday_by (year + 1, 7, 22) + 2 }, monday_by (year + 1, 5, 31));
  add_closed_day (demo, autumn, september);
  add_closed_day (demo, spring, monday_by (year + 1, 1, 9));
  if (may >= easter + 8)
    add_closed_day (demo, summer, may);
}

void
haven_demo_make_calendar (HavenDemo *demo)
{
  for (int year = demo->first_year; year <= demo->year; year++)
    add_year (demo, year);
  demo->last_day = haven_calendar_is_school_day (demo->calendar, demo->today) ? demo->today
                   : haven_calendar_add_school_days (demo->calendar, demo->today, -1);
}
