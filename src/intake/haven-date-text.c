/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-date-text.h"

#include <string.h>

#define N_PARTS 3
#define N_PARTS_WITHOUT_YEAR 2
#define SEPTEMBER 9
#define SERIAL_OF_1970 25569
#define FIRST_SERIAL 31048   /* in 1985 */
#define LAST_SERIAL 60000    /* in 2064 */

/* A run of digits or of letters */
typedef struct {
  int number;
  guint digits;              /* 0: a word */
  int month;                 /* of a word; 0: none */
} Part;

typedef struct {
  Part parts[N_PARTS];
  guint n;
  int weekday;               /* 1 Monday .. 7 where the text names one; 0 */
} Parts;

static const char *const months[] = {
  "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
};
static const char *const weekdays[] = { "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday" };

/* "Sep", "Sept" and "September", by three letters or more */
static int
find_word (const char *const *words, guint n, const char *word, gsize length)
{
  for (guint i = 0; i < n; i++)
    if (length >= 3 && length <= strlen (words[i]) && g_ascii_strncasecmp (words[i], word, length) == 0)
      return (int) i + 1;
  return 0;
}

static gboolean
is_ordinal (const char *word, gsize length)
{
  static const char *const endings[] = { "st", "nd", "rd", "th" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (length == 2 && g_ascii_strncasecmp (word, endings[i], 2) == 0)
      return TRUE;
  return FALSE;
}

static const char *
take_number (Parts *parts, const char *c)
{
  Part part = { 0 };

  for (; g_ascii_isdigit (*c); c++) {
    part.number = part.digits < 8 ? part.number * 10 + (*c - '0') : part.number;
    part.digits++;
  }
  if (parts->n < N_PARTS)
    parts->parts[parts->n] = part;
  parts->n++;
  return c;
}

/* A weekday only tells a day and a month apart; the ending of "2nd" says nothing */
static const char *
take_word (Parts *parts, const char *c)
{
  const char *start = c;
  Part part = { 0 };

  while (g_ascii_isalpha (*c))
    c++;
  if (find_word (weekdays, G_N_ELEMENTS (weekdays), start, c - start) > 0) {
    parts->weekday = find_word (weekdays, G_N_ELEMENTS (weekdays), start, c - start);
    return c;
  }
  if (is_ordinal (start, c - start))
    return c;
  part.month = find_word (months, G_N_ELEMENTS (months), start, c - start);
  if (parts->n < N_PARTS)
    parts->parts[parts->n] = part;
  parts->n++;
  return c;
}

/* "12:30", "9:05 am", "T00:00:00Z", "T00:00:00+01:00" */
static gboolean
is_time (const char *c)
{
  gsize length;

  if (*c == 'T')
    c++;
  if (!g_ascii_isdigit (c[0]) || !(c[1] == ':' || (g_ascii_isdigit (c[1]) && c[2] == ':')))
    return FALSE;
  length = strspn (c, "0123456789:.");
  c += length;
  c += strspn (c, " ");
  if (*c == '+' || *c == '-')
    return strspn (c + 1, "0123456789:") == strlen (c + 1);
  return *c == '\0' || g_ascii_strcasecmp (c, "am") == 0 || g_ascii_strcasecmp (c, "pm") == 0 || g_str_equal (c, "Z");
}

/* FALSE where there is something that no day has */
static gboolean
scan (const char *text, Parts *parts)
{
  for (const char *c = text; *c != '\0';) {
    if (parts->n == N_PARTS && is_time (c))
      return TRUE;
    if (g_ascii_isdigit (*c))
      c = take_number (parts, c);
    else if (g_ascii_isalpha (*c))
      c = take_word (parts, c);
    else if (strchr (" -/.,", *c) != NULL)
      c++;
    else
      return FALSE;
    if (parts->n > N_PARTS)
      return FALSE;
  }
  return TRUE;
}

static gboolean
split (const char *text, Parts *parts)
{
  return scan (text, parts) && parts->n == N_PARTS;
}

static int
whole_year (const Part *part, int latest)
{
  int century = latest - latest % 100;

  if (part->digits == 4)
    return part->number;
  if (part->digits != 2)
    return 0;
  return century + part->number <= latest ? century + part->number : century - 100 + part->number;
}

static HavenDay
make_day (int year, int month, int day)
{
  return year >= 1900 && year <= 2100 ? haven_day_new (year, month, day) : HAVEN_DAY_NONE;
}

static HavenDateText
certain (HavenDateReading reading, HavenDay day)
{
  return (HavenDateText) { day != HAVEN_DAY_NONE ? reading : HAVEN_DATE_BAD, day, HAVEN_DAY_NONE };
}

/* The same two numbers in either order */
static HavenDateText
compare_orders (HavenDay day_first, HavenDay month_first)
{
  if (day_first == HAVEN_DAY_NONE)
    return certain (HAVEN_DATE_MONTH_FIRST, month_first);
  if (month_first == HAVEN_DAY_NONE)
    return certain (HAVEN_DATE_DAY_FIRST, day_first);
  if (day_first == month_first)
    return certain (HAVEN_DATE_CERTAIN, day_first);
  return (HavenDateText) { HAVEN_DATE_AMBIGUOUS, day_first, month_first };
}

static HavenDateText
read_numbers (int a, int b, int year)
{
  return compare_orders (make_day (year, b, a), make_day (year, a, b));
}

static HavenDateText
read_parts (const Part *p, int latest)
{
  if (p[0].digits == 4 && p[1].digits > 0 && p[2].digits > 0)
    return certain (HAVEN_DATE_CERTAIN, make_day (p[0].number, p[1].number, p[2].number));
  if (p[0].digits == 4 && p[1].month > 0 && p[2].digits > 0)
    return certain (HAVEN_DATE_CERTAIN, make_day (p[0].number, p[1].month, p[2].number));
  if (p[0].digits > 0 && p[1].month > 0)
    return certain (HAVEN_DATE_CERTAIN, make_day (whole_year (&p[2], latest), p[1].month, p[0].number));
  if (p[0].month > 0 && p[1].digits > 0)
    return certain (HAVEN_DATE_CERTAIN, make_day (whole_year (&p[2], latest), p[0].month, p[1].number));
  if (p[0].digits > 0 && p[0].digits <= 2 && p[1].digits > 0 && p[1].digits <= 2)
    return read_numbers (p[0].number, p[1].number, whole_year (&p[2], latest));
  return certain (HAVEN_DATE_BAD, HAVEN_DAY_NONE);
}

/* "Mon 01/09/2025" is the order in which it is a Monday */
static HavenDateText
settle_by_weekday (HavenDateText read, int weekday)
{
  gboolean day_first = haven_day_get_weekday (read.day) == weekday;
  gboolean month_first = haven_day_get_weekday (read.swapped) == weekday;

  if (day_first == month_first)
    return read;
  return certain (day_first ? HAVEN_DATE_DAY_FIRST : HAVEN_DATE_MONTH_FIRST, day_first ? read.day : read.swapped);
}

/* "20250902": eight digits that are a day in one way */
static HavenDateText
read_compact (const Part *part)
{
  return certain (HAVEN_DATE_CERTAIN, make_day (part->number / 10000, part->number / 100 % 100, part->number % 100));
}

HavenDateText
haven_date_text_read (const char *text, int latest)
{
  HavenDateText read;
  Parts parts = { .n = 0 };

  if (text[strspn (text, " \t")] == '\0')
    return (HavenDateText) { HAVEN_DATE_EMPTY, HAVEN_DAY_NONE, HAVEN_DAY_NONE };
  if (!split (text, &parts))
    return parts.n == 1 && parts.parts[0].digits == 8 ? read_compact (parts.parts) : certain (HAVEN_DATE_BAD, HAVEN_DAY_NONE);
  read = read_parts (parts.parts, latest);
  return read.reading == HAVEN_DATE_AMBIGUOUS && parts.weekday > 0 ? settle_by_weekday (read, parts.weekday) : read;
}

HavenDateText
haven_date_text_read_serial (const char *text)
{
  gboolean good = strlen (text) == 5 && strspn (text, "0123456789") == 5;
  int serial = good ? (int) g_ascii_strtoull (text, NULL, 10) : 0;

  if (serial < FIRST_SERIAL || serial > LAST_SERIAL)
    return certain (HAVEN_DATE_BAD, HAVEN_DAY_NONE);
  return certain (HAVEN_DATE_CERTAIN, haven_day_new (1970, 1, 1) + serial - SERIAL_OF_1970);
}

/* --- days without a year --- */

/* "02/09" and "2-9"; "2.9" could be a number and "2 9" anything */
static gboolean
has_stroke (const char *text)
{
  return strpbrk (text, "/-") != NULL;
}

static gboolean
is_short (const Part *part)
{
  return part->digits > 0 && part->digits <= 2;
}

static gboolean
is_without_year (const char *text, const Parts *parts)
{
  const Part *p = parts->parts;

  if (parts->n != N_PARTS_WITHOUT_YEAR)
    return FALSE;
  if (is_short (&p[0]) && is_short (&p[1]))
    return has_stroke (text);
  return (is_short (&p[0]) && p[1].month > 0) || (p[0].month > 0 && is_short (&p[1]));
}

static HavenDay
make_day_in_year (int school_year, int month, int day)
{
  return make_day (month >= SEPTEMBER ? school_year : school_year + 1, month, day);
}

static HavenDateText
read_in_year (const Part *p, int school_year)
{
  if (p[1].month > 0)
    return certain (HAVEN_DATE_CERTAIN, make_day_in_year (school_year, p[1].month, p[0].number));
  if (p[0].month > 0)
    return certain (HAVEN_DATE_CERTAIN, make_day_in_year (school_year, p[0].month, p[1].number));
  return compare_orders (make_day_in_year (school_year, p[1].number, p[0].number),
                         make_day_in_year (school_year, p[0].number, p[1].number));
}

HavenDateText
haven_date_text_read_in_year (const char *text, int year, int *ret_weekday)
{
  Parts parts = { .n = 0 };
  gboolean good = scan (text, &parts) && is_without_year (text, &parts);
  HavenDateText read = good ? read_in_year (parts.parts, year) : certain (HAVEN_DATE_BAD, HAVEN_DAY_NONE);

  if (ret_weekday != NULL)
    *ret_weekday = good ? parts.weekday : 0;
  return read.reading == HAVEN_DATE_AMBIGUOUS && parts.weekday > 0 ? settle_by_weekday (read, parts.weekday) : read;
}

/* 29 February is a day in some of them */
gboolean
haven_date_text_lacks_year (const char *text)
{
  static const int a_leap_year = 2023;

  return haven_date_text_read_in_year (text, a_leap_year, NULL).reading != HAVEN_DATE_BAD;
}
