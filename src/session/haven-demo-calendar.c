/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-demo-private.h"

#include "haven-usual-dates.h"

static void
add_dates (HavenDemo *demo, const HavenDates *dates)
{
  HavenPeriod period = { dates->year, dates->term };
  HavenSpan span = { dates->first, dates->last };

  haven_demo_add (demo, HAVEN_TABLE_CALENDAR, haven_dates_copy (dates));
  if (dates->type == HAVEN_DATES_TERM)
    haven_calendar_take_term (demo->calendar, period, span);
  else if (dates->type == HAVEN_DATES_HALF_TERM)
    haven_calendar_take_half_term (demo->calendar, span);
  else
    haven_calendar_take_closed_day (demo->calendar, span.first);
}

static void
add_training_day (HavenDemo *demo, int year, HavenTerm term, HavenDay day)
{
  const HavenDates dates = { .type = HAVEN_DATES_CLOSED, .year = year, .term = term, .first = day, .last = day };

  add_dates (demo, &dates);
}

/* A year as most schools have it; its first two terms begin with a training day. */
static void
add_year (HavenDemo *demo, int year)
{
  g_autoptr (GPtrArray) usual = haven_usual_dates (year);

  for (guint i = 0; i < usual->len; i++) {
    const HavenDates *dates = usual->pdata[i];

    add_dates (demo, dates);
    if (dates->type == HAVEN_DATES_TERM && dates->term < HAVEN_TERM_SUMMER)
      add_training_day (demo, year, dates->term, dates->first);
  }
}

void
haven_demo_make_calendar (HavenDemo *demo)
{
  for (int year = demo->first_year; year <= demo->year; year++)
    add_year (demo, year);
  demo->last_day = haven_calendar_is_school_day (demo->calendar, demo->today) ? demo->today
                   : haven_calendar_add_school_days (demo->calendar, demo->today, -1);
}
