/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "haven-calendar.h"

/* Which school year is meant by days that are written without one: "Mon 02/09". Of the last five years only those stand for which every day
 * falls on the weekday that it names, or on no weekend where it names none, and which had begun by today. */
#define HAVEN_SCHOOL_YEARS 5

typedef enum { HAVEN_YEAR_UNKNOWN, HAVEN_YEAR_BY_WEEKDAYS, HAVEN_YEAR_BY_TITLE, HAVEN_YEAR_BY_CALENDAR } HavenYearReason;

typedef struct {
  GPtrArray *texts;          /* const char *, the days */
  HavenDay today;
  int title_year;            /* of which the lines above the header speak; 0 */
  HavenCalendar *calendar;   /* of the school */
} HavenYearEvidence;

/* The year in which it begins; 0 and UNKNOWN where a person has to say it. The title tells, else there has to be one such year, or one of
 * them whose terms the school's calendar knows. */
int haven_school_year_find (const HavenYearEvidence *evidence, HavenYearReason *ret_reason);
