/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-day.h"

/* The school's year: terms, half terms where they are known, closed days, and the sessions of a day (two).
 * Immutable. A register counts sessions from 1 September of its academic year. */
#define HAVEN_SESSIONS_A_DAY 2
#define HAVEN_DAYS_A_YEAR 366
#define HAVEN_WEEKS_A_YEAR 54             /* a week that crosses 1 September is cut in two there */

typedef enum {
  HAVEN_TERM_AUTUMN,
  HAVEN_TERM_SPRING,
  HAVEN_TERM_SUMMER,
  HAVEN_TERM_YEAR,                         /* the whole academic year */
} HavenTerm;

/* year is the one in which it begins: 2025 is 2025/26 */
typedef struct {
  int year;
  HavenTerm term;
} HavenPeriod;

int       haven_academic_year        (HavenDay day);                  /* 1 September begins a year */
HavenSpan haven_academic_year_span   (int year);
int       haven_register_index       (HavenDay day, int session);     /* session 0 AM, 1 PM; place in a year's register */
int       haven_week_index           (HavenDay day);                  /* 0 is the week that holds 1 September */
HavenSpan haven_week_span            (int year, int week);            /* Monday to Sunday, cut at the ends of the academic year */

gboolean  haven_period_parse         (const char *text, HavenPeriod *ret_period); /* "2025/26-autumn", "2025-26-autumn", "2025/26-year", "2025/26" */
char     *haven_period_to_id         (HavenPeriod period);            /* "2025/26-autumn" */
char     *haven_period_to_path       (HavenPeriod period);            /* "2025-26-autumn" */
char     *haven_period_to_text       (HavenPeriod period);            /* "Autumn term 2025", "Academic year 2025/26" */

typedef struct _HavenCalendar HavenCalendar;

HavenCalendar *haven_calendar_new_default     (void);                 /* until a calendar is entered: see design of the command line */
HavenCalendar *haven_calendar_ref             (HavenCalendar *self);
void           haven_calendar_unref           (HavenCalendar *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenCalendar, haven_calendar_unref)

/* Drafting: on a calendar that nobody else holds yet */
void           haven_calendar_take_term       (HavenCalendar *self, HavenPeriod period, HavenSpan span);
void           haven_calendar_take_half_term  (HavenCalendar *self, HavenSpan holiday);
void           haven_calendar_take_closed_day (HavenCalendar *self, HavenDay day);

gboolean       haven_calendar_is_known        (HavenCalendar *self, int year);  /* entered by the school, half terms and all */
HavenSpan      haven_calendar_get_span        (HavenCalendar *self, HavenPeriod period);
HavenPeriod    haven_calendar_get_period      (HavenCalendar *self, HavenDay day);   /* a holiday belongs to the term before it */
gboolean       haven_calendar_is_school_day   (HavenCalendar *self, HavenDay day);   /* any weekday in term where nothing is known */
/* The holiday in the middle of a term; FALSE: none was entered */
gboolean       haven_calendar_find_half_term  (HavenCalendar *self, HavenSpan term, HavenSpan *ret_holiday);
HavenDay       haven_calendar_last_school_day (HavenCalendar *self, HavenSpan span); /* HAVEN_DAY_NONE if there is none */
HavenDay       haven_calendar_add_school_days (HavenCalendar *self, HavenDay day, int count); /* count may be negative */
