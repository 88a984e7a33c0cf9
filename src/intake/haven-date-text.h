/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-day.h"

/* Days as files write them: 2025-09-02, 02/09/2025, 2.9.25, 02-Sep-25, 2 September 2025, Tue 2nd Sep 2025, each with a time of day behind
 * it or not. A day and a month that could be each other are never guessed. */
typedef enum {
  HAVEN_DATE_EMPTY,
  HAVEN_DATE_BAD,
  HAVEN_DATE_CERTAIN,        /* there is no other way to read it */
  HAVEN_DATE_DAY_FIRST,      /* certain, because the first number can be no month */
  HAVEN_DATE_MONTH_FIRST,    /* certain, because the second number can be no month */
  HAVEN_DATE_AMBIGUOUS,
} HavenDateReading;

typedef struct {
  HavenDateReading reading;
  HavenDay day;              /* where it is certain; else with the day first */
  HavenDay swapped;          /* AMBIGUOUS: with the month first */
} HavenDateText;

/* latest: a year of two digits is the last such year not after it */
HavenDateText haven_date_text_read (const char *text, int latest);

/* 45964: a day as a spreadsheet counts them, from 1985 to 2064. Only where a column of days is meant. */
HavenDateText haven_date_text_read_serial (const char *text);

/* "02/09", "Mon 02-Sep": a day whose year something else has to say */
gboolean      haven_date_text_lacks_year (const char *text);
/* Such a day in a school year, the one that begins in September of `year`. ret_weekday: 1 Monday .. 7 where the text names one, else 0; may
 * be NULL. BAD where it does not lack its year. */
HavenDateText haven_date_text_read_in_year (const char *text, int year, int *ret_weekday);
