/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-calendar.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#define N_TERMS 3
#define SEPTEMBER 9
#define MAX_STEPS 4000                     /* about ten years: a calendar with every day closed still ends */

typedef struct {
  int year;
  HavenSpan terms[N_TERMS];
  gboolean entered[N_TERMS];
} Year;

struct _HavenCalendar {
  gatomicrefcount refs;
  GArray *years;                           /* Year, in no order: a school enters a handful */
  GArray *half_terms;                      /* HavenSpan */
  GHashTable *closed;                      /* a set of HavenDay */
};

static const char *const term_ids[] = { "autumn", "spring", "summer", "year" };

static HavenDay
get_first_of_september (int year)
{
  return haven_day_new (year, SEPTEMBER, 1);
}

static gboolean
find_term (const char *id,
           HavenTerm  *ret_term)
{
  for (gsize i = 0; i < G_N_ELEMENTS (term_ids); i++) {
    if (g_str_equal (id, term_ids[i])) {
      *ret_term = i;
      return TRUE;
    }
  }
  return FALSE;
}

static gboolean
parse_years (const char *text,
             int        *ret_year)
{
  int year, next;

  for (int i = 0; i < 7; i++) {
    if (i == 4 ? (text[i] != '/' && text[i] != '-') : !g_ascii_isdigit (text[i]))
      return FALSE;
  }
  year = atoi (text);
  next = atoi (text + 5);
  if (year < 1 || (year + 1) % 100 != next)
    return FALSE;
  *ret_year = year;
  return TRUE;
}

static char *
print_period (HavenPeriod  period,
              char         separator)
{
  return g_strdup_printf ("%04d%c%02d-%s", period.year, separator, (period.year + 1) % 100, term_ids[period.term]);
}

static Year *
find_year (HavenCalendar *self,
           int            year)
{
  for (guint i = 0; i < self->years->len; i++) {
    Year *entry = &g_array_index (self->years, Year, i);
    if (entry->year == year)
      return entry;
  }
  return NULL;
}

static gboolean
is_entered (HavenCalendar *self,
            int            year,
            HavenTerm      term)
{
  Year *entry = find_year (self, year);

  return entry != NULL && entry->entered[term];
}

static HavenSpan
get_default_span (int       year,
                  HavenTerm term)
{
  HavenDay easter = haven_day_get_easter (year + 1);
  HavenDay new_year = haven_day_new (year + 1, 1, 1);

  switch (term) {
  case HAVEN_TERM_AUTUMN:
    return (HavenSpan) { get_first_of_september (year), new_year - 1 };
  case HAVEN_TERM_SPRING:
    return (HavenSpan) { new_year, easter };
  case HAVEN_TERM_SUMMER:
    return (HavenSpan) { easter + 1, get_first_of_september (year + 1) - 1 };
  default:
    return haven_academic_year_span (year);
  }
}

static HavenSpan
get_term_span (HavenCalendar *self,
               int            year,
               HavenTerm      term)
{
  return is_entered (self, year, term) ? find_year (self, year)->terms[term] : get_default_span (year, term);
}

/* A term that was not entered gives way to its neighbours that were. */
static HavenSpan
fit_between_neighbours (HavenCalendar *self,
                        int            year,
                        HavenTerm      term)
{
  HavenSpan span = get_term_span (self, year, term);

  if (is_entered (self, year, term))
    return span;
  if (term > HAVEN_TERM_AUTUMN && is_entered (self, year, term - 1))
    span.first = MAX (span.first, get_term_span (self, year, term - 1).last + 1);
  if (term < HAVEN_TERM_SUMMER && is_entered (self, year, term + 1))
    span.last = MIN (span.last, get_term_span (self, year, term + 1).first - 1);
  return span;
}

static gboolean
has_half_term (HavenCalendar *self,
               HavenSpan      term)
{
  HavenSpan holiday;

  return haven_calendar_find_half_term (self, term, &holiday);
}

static gboolean
is_half_term (HavenCalendar *self,
              HavenDay       day)
{
  return has_half_term (self, (HavenSpan) { day, day });
}

int
haven_academic_year (HavenDay day)
{
  int year, month, dom;

  haven_day_get_ymd (day, &year, &month, &dom);
  return month >= SEPTEMBER ? year : year - 1;
}

HavenSpan
haven_academic_year_span (int year)
{
  return (HavenSpan) { get_first_of_september (year), get_first_of_september (year + 1) - 1 };
}

int
haven_register_index (HavenDay day,
                      int      session)
{
  return (day - get_first_of_september (haven_academic_year (day))) * HAVEN_SESSIONS_A_DAY + session;
}

int
haven_week_index (HavenDay day)
{
  HavenDay first = get_first_of_september (haven_academic_year (day));

  return (day - haven_day_get_monday (first)) / 7;
}

HavenSpan
haven_week_span (int year,
                 int week)
{
  HavenSpan whole = haven_academic_year_span (year);
  HavenDay monday = haven_day_get_monday (whole.first) + 7 * week;

  return haven_span_intersect (whole, (HavenSpan) { monday, monday + 6 });
}

gboolean
haven_period_parse (const char  *text,
                    HavenPeriod *ret_period)
{
  HavenPeriod period = { .term = HAVEN_TERM_YEAR };

  if (text == NULL || strlen (text) < 7 || !parse_years (text, &period.year))
    return FALSE;
  if (text[7] != '\0' && (text[7] != '-' || !find_term (text + 8, &period.term)))
    return FALSE;
  *ret_period = period;
  return TRUE;
}

char *
haven_period_to_id (HavenPeriod period)
{
  return print_period (period, '/');
}

char *
haven_period_to_path (HavenPeriod period)
{
  return print_period (period, '-');
}

char *
haven_period_to_text (HavenPeriod period)
{
  switch (period.term) {
  case HAVEN_TERM_AUTUMN:
    return g_strdup_printf (_("Autumn term %d"), period.year);
  case HAVEN_TERM_SPRING:
    return g_strdup_printf (_("Spring term %d"), period.year + 1);
  case HAVEN_TERM_SUMMER:
    return g_strdup_printf (_("Summer term %d"), period.year + 1);
  default:
    return g_strdup_printf (_("Academic year %d/%02d"), period.year, (period.year + 1) % 100);
  }
}

HavenCalendar *
haven_calendar_new_default (void)
{
  HavenCalendar *self = g_new0 (HavenCalendar, 1);

  g_atomic_ref_count_init (&self->refs);
  self->years = g_array_new (FALSE, TRUE, sizeof (Year));
  self->half_terms = g_array_new (FALSE, FALSE, sizeof (HavenSpan));
  self->closed = g_hash_table_new (NULL, NULL);
  return self;
}

HavenCalendar *
haven_calendar_ref (HavenCalendar *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
haven_calendar_unref (HavenCalendar *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_array_unref (self->years);
  g_array_unref (self->half_terms);
  g_hash_table_unref (self->closed);
  g_free (self);
}

void
haven_calendar_take_term (HavenCalendar *self,
                          HavenPeriod    period,
                          HavenSpan      span)
{
  Year *entry = find_year (self, period.year);

  g_return_if_fail (period.term < HAVEN_TERM_YEAR);

  if (entry == NULL) {
    g_array_append_val (self->years, ((Year) { .year = period.year }));
    entry = &g_array_index (self->years, Year, self->years->len - 1);
  }
  entry->terms[period.term] = span;
  entry->entered[period.term] = TRUE;
}

void
haven_calendar_take_half_term (HavenCalendar *self,
                               HavenSpan      holiday)
{
  g_array_append_val (self->half_terms, holiday);
}

void
haven_calendar_take_closed_day (HavenCalendar *self,
                                HavenDay       day)
{
  g_hash_table_add (self->closed, GINT_TO_POINTER (day));
}

gboolean
haven_calendar_is_known (HavenCalendar *self,
                         int            year)
{
  for (HavenTerm term = HAVEN_TERM_AUTUMN; term < HAVEN_TERM_YEAR; term++) {
    if (!is_entered (self, year, term) || !has_half_term (self, get_term_span (self, year, term)))
      return FALSE;
  }
  return TRUE;
}

HavenSpan
haven_calendar_get_span (HavenCalendar *self,
                         HavenPeriod    period)
{
  if (period.term == HAVEN_TERM_YEAR)
    return haven_academic_year_span (period.year);
  return fit_between_neighbours (self, period.year, period.term);
}

/* Some authorities begin the autumn term in the last days of August: those belong to the year that begins. */
HavenPeriod
haven_calendar_get_period (HavenCalendar *self,
                           HavenDay       day)
{
  HavenPeriod period = { haven_academic_year (day), HAVEN_TERM_SUMMER };

  if (is_entered (self, period.year + 1, HAVEN_TERM_AUTUMN)
      && day >= get_term_span (self, period.year + 1, HAVEN_TERM_AUTUMN).first)
    return (HavenPeriod) { period.year + 1, HAVEN_TERM_AUTUMN };
  while (period.term > HAVEN_TERM_AUTUMN && day < haven_calendar_get_span (self, period).first)
    period.term--;
  return period;
}

gboolean
haven_calendar_is_school_day (HavenCalendar *self,
                              HavenDay       day)
{
  if (day == HAVEN_DAY_NONE || haven_day_get_weekday (day) > 5)
    return FALSE;
  if (g_hash_table_contains (self->closed, GINT_TO_POINTER (day)) || is_half_term (self, day))
    return FALSE;
  return haven_span_contains (haven_calendar_get_span (self, haven_calendar_get_period (self, day)), day);
}

gboolean
haven_calendar_find_half_term (HavenCalendar *self,
                               HavenSpan      term,
                               HavenSpan     *ret_holiday)
{
  for (guint i = 0; i < self->half_terms->len; i++) {
    HavenSpan holiday = g_array_index (self->half_terms, HavenSpan, i);

    if (haven_span_overlaps (holiday, term)) {
      *ret_holiday = holiday;
      return TRUE;
    }
  }
  return FALSE;
}

HavenDay
haven_calendar_last_school_day (HavenCalendar *self,
                                HavenSpan      span)
{
  HavenDay day = span.last;

  if (day == HAVEN_DAY_NONE)
    return HAVEN_DAY_NONE;
  for (int steps = 0; steps < MAX_STEPS && day >= span.first; steps++, day--) {
    if (haven_calendar_is_school_day (self, day))
      return day;
  }
  return HAVEN_DAY_NONE;
}

HavenDay
haven_calendar_add_school_days (HavenCalendar *self,
                                HavenDay       day,
                                int            count)
{
  int step = count < 0 ? -1 : 1;
  int left = ABS (count);

  for (int steps = 0; steps < MAX_STEPS && left > 0; steps++) {
    day += step;
    if (haven_calendar_is_school_day (self, day))
      left--;
  }
  return left > 0 ? HAVEN_DAY_NONE : day;
}
