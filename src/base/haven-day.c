/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-day.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DAYS_IN_400_YEARS 146097
#define DAYS_TO_1970 719468                /* from 1 March of year 0 */

static const char *const months[] = {
  N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"),
  N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December"),
};

static const char *const short_months[] = {
  N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
  N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"),
};

static const char *const weekdays[] = {
  N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"),
};

/* Of their own: the first letters of a weekday are the same for all of them in Welsh. */
static const char *const short_weekdays[] = {
  N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"),
};

static gboolean
is_leap (int year)
{
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int
get_month_length (int year, int month)
{
  static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

  return month == 2 && is_leap (year) ? 29 : lengths[month - 1];
}

/* Years are counted from March here, so that the leap day is the last of its year. */
static HavenDay
count_days (int year, int month, int day)
{
  int march_year = month > 2 ? year : year - 1;
  int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;

  return march_year * 365 + march_year / 4 - march_year / 100 + march_year / 400 + day_of_year - DAYS_TO_1970;
}

static gboolean
parse_digits (const char *text, int count, int *ret_number)
{
  int number = 0;

  for (int i = 0; i < count; i++) {
    if (!g_ascii_isdigit (text[i]))
      return FALSE;
    number = number * 10 + text[i] - '0';
  }
  *ret_number = number;
  return TRUE;
}

HavenDay
haven_day_new (int year, int month, int day)
{
  if (year < 1 || year > 9999 || month < 1 || month > 12)
    return HAVEN_DAY_NONE;
  if (day < 1 || day > get_month_length (year, month))
    return HAVEN_DAY_NONE;
  return count_days (year, month, day);
}

gboolean
haven_day_parse (const char *iso,
                 HavenDay   *ret_day)
{
  int year, month, dom;
  HavenDay day;

  if (iso == NULL || strlen (iso) != 10 || iso[4] != '-' || iso[7] != '-')
    return FALSE;
  if (!parse_digits (iso, 4, &year) || !parse_digits (iso + 5, 2, &month) || !parse_digits (iso + 8, 2, &dom))
    return FALSE;
  day = haven_day_new (year, month, dom);
  if (day == HAVEN_DAY_NONE)
    return FALSE;
  *ret_day = day;
  return TRUE;
}

char *
haven_day_to_iso (HavenDay day)
{
  int year, month, dom;

  if (day == HAVEN_DAY_NONE)
    return g_strdup ("");
  haven_day_get_ymd (day, &year, &month, &dom);
  return g_strdup_printf ("%04d-%02d-%02d", year, month, dom);
}

char *
haven_day_to_text (HavenDay day)
{
  int year, month, dom;

  if (day == HAVEN_DAY_NONE)
    return g_strdup ("");
  haven_day_get_ymd (day, &year, &month, &dom);
  /* Translators: a date: day of the month, month, year */
  return g_strdup_printf (_("%d %s %d"), dom, _(months[month - 1]), year);
}

char *
haven_day_to_short (HavenDay day)
{
  int year, month, dom;

  if (day == HAVEN_DAY_NONE)
    return g_strdup ("");
  haven_day_get_ymd (day, &year, &month, &dom);
  /* Translators: a short date: day of the month, short month */
  return g_strdup_printf (_("%d %s"), dom, _(short_months[month - 1]));
}

char *
haven_day_to_weekday (HavenDay day)
{
  return g_strdup (day == HAVEN_DAY_NONE ? "" : _(weekdays[haven_day_get_weekday (day) - 1]));
}

char *
haven_day_to_short_weekday (HavenDay day)
{
  return g_strdup (day == HAVEN_DAY_NONE ? "" : _(short_weekdays[haven_day_get_weekday (day) - 1]));
}

void
haven_day_get_ymd (HavenDay  day,
                   int      *year,
                   int      *month,
                   int      *dom)
{
  int shifted = day + DAYS_TO_1970;
  int era = shifted / DAYS_IN_400_YEARS;
  int day_of_era = shifted % DAYS_IN_400_YEARS;
  int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int shifted_month = (5 * day_of_year + 2) / 153;

  *dom = day_of_year - (153 * shifted_month + 2) / 5 + 1;
  *month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
  *year = era * 400 + year_of_era + (*month <= 2 ? 1 : 0);
}

int
haven_day_get_weekday (HavenDay day)
{
  int place = (day + 3) % 7;               /* 1 January 1970 was a Thursday */

  return (place < 0 ? place + 7 : place) + 1;
}

HavenDay
haven_day_get_monday (HavenDay day)
{
  return day == HAVEN_DAY_NONE ? day : day - haven_day_get_weekday (day) + 1;
}

HavenDay
haven_day_add_months (HavenDay day,
                      int      count)
{
  int year, month, dom, total;

  if (day == HAVEN_DAY_NONE)
    return day;
  haven_day_get_ymd (day, &year, &month, &dom);
  total = year * 12 + month - 1 + count;
  if (total < 12)
    return HAVEN_DAY_NONE;
  year = total / 12;
  month = total % 12 + 1;
  return haven_day_new (year, month, MIN (dom, get_month_length (year, month)));
}

int
haven_day_get_age (HavenDay born,
                   HavenDay on)
{
  int born_year, born_month, born_dom, year, month, dom;

  if (born == HAVEN_DAY_NONE || on == HAVEN_DAY_NONE)
    return -1;
  haven_day_get_ymd (born, &born_year, &born_month, &born_dom);
  haven_day_get_ymd (on, &year, &month, &dom);
  return year - born_year - (month * 32 + dom < born_month * 32 + born_dom ? 1 : 0);
}

/* The anonymous Gregorian computus: the letters are the ones it is always written with. */
HavenDay
haven_day_get_easter (int year)
{
  int a = year % 19, b = year / 100, c = year % 100;
  int d = b / 4, e = b % 4, g = (8 * b + 13) / 25;
  int h = (19 * a + b - d - g + 15) % 30;
  int i = c / 4, k = c % 4;
  int l = (32 + 2 * e + 2 * i - h - k) % 7;
  int m = (a + 11 * h + 19 * l) / 433;
  int month = (h + l - 7 * m + 90) / 25;
  int dom = (h + l - 7 * m + 33 * month + 19) % 32;

  return haven_day_new (year, month, dom);
}

/* An open first day is the smallest number already; only an open last day needs care. */
gboolean
haven_span_contains (HavenSpan span,
                     HavenDay  day)
{
  return day != HAVEN_DAY_NONE && day >= span.first && (span.last == HAVEN_DAY_NONE || day <= span.last);
}

gboolean
haven_span_is_empty (HavenSpan span)
{
  return span.last != HAVEN_DAY_NONE && span.first > span.last;
}

gboolean
haven_span_overlaps (HavenSpan a,
                     HavenSpan b)
{
  return !haven_span_is_empty (haven_span_intersect (a, b));
}

HavenSpan
haven_span_intersect (HavenSpan a,
                      HavenSpan b)
{
  HavenSpan both = { MAX (a.first, b.first), MIN (a.last, b.last) };

  if (a.last == HAVEN_DAY_NONE || b.last == HAVEN_DAY_NONE)
    both.last = MAX (a.last, b.last);
  return both;
}
