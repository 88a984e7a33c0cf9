/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-school-year.h"

#include "haven-date-text.h"

#define FRIDAY 5

/* The day in one of the two orders; NONE: it can only be of the other */
static HavenDay
read_in_order (const char *text, int year, HavenDateReading order, int *ret_weekday)
{
  HavenDateText read = haven_date_text_read_in_year (text, year, ret_weekday);

  if (read.reading == HAVEN_DATE_AMBIGUOUS)
    return order == HAVEN_DATE_DAY_FIRST ? read.day : read.swapped;
  return read.reading == HAVEN_DATE_CERTAIN || read.reading == order ? read.day : HAVEN_DAY_NONE;
}

static gboolean
is_school_day (HavenDay day, int weekday_said)
{
  int weekday = haven_day_get_weekday (day);

  return weekday_said > 0 ? weekday == weekday_said : weekday <= FRIDAY;
}

/* Every day can be of that year in one order of day and month, the same for all */
static gboolean
fits_in_order (const HavenYearEvidence *evidence, int year, HavenDateReading order)
{
  HavenDay first = G_MAXINT;

  for (guint i = 0; i < evidence->texts->len; i++) {
    int weekday;
    HavenDay day = read_in_order (evidence->texts->pdata[i], year, order, &weekday);
    if (day == HAVEN_DAY_NONE || !is_school_day (day, weekday))
      return FALSE;
    first = MIN (first, day);
  }
  return first <= evidence->today;
}

static gboolean
fits (const HavenYearEvidence *evidence, int year)
{
  return fits_in_order (evidence, year, HAVEN_DATE_DAY_FIRST) || fits_in_order (evidence, year, HAVEN_DATE_MONTH_FIRST);
}

static gboolean
is_known (const HavenYearEvidence *evidence, int year)
{
  return evidence->calendar != NULL && haven_calendar_is_known (evidence->calendar, year);
}

/* The only one of the years that could be meant, or of those whose terms the school knows; 0: none, or several */
static int
find_only (const HavenYearEvidence *evidence, gboolean only_known)
{
  int latest = haven_academic_year (evidence->today);
  int found = 0;

  for (int year = latest; year > latest - HAVEN_SCHOOL_YEARS; year--) {
    if (!fits (evidence, year) || (only_known && !is_known (evidence, year)))
      continue;
    if (found != 0)
      return 0;
    found = year;
  }
  return found;
}

static int
found (int year, HavenYearReason reason, HavenYearReason *ret_reason)
{
  *ret_reason = year != 0 ? reason : HAVEN_YEAR_UNKNOWN;
  return year;
}

/* A title that the days contradict leaves it to a person */
int
haven_school_year_find (const HavenYearEvidence *evidence, HavenYearReason *ret_reason)
{
  int year;

  if (evidence->title_year != 0)
    return found (fits (evidence, evidence->title_year) ? evidence->title_year : 0, HAVEN_YEAR_BY_TITLE, ret_reason);
  year = find_only (evidence, FALSE);
  if (year != 0)
    return found (year, HAVEN_YEAR_BY_WEEKDAYS, ret_reason);
  return found (find_only (evidence, TRUE), HAVEN_YEAR_BY_CALENDAR, ret_reason);
}
