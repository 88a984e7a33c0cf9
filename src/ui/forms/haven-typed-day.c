/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-typed-day.h"

#include <stdio.h>
#include <string.h>
#include <stdlib.h>
#include "haven-text.h"

static const char *const months[] = {
  "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"
};
static const char *const weekdays[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

static int
find_word (const char *word, const char *const *words, guint n)
{
  for (guint i = 0; i < n; i++)
    if (g_str_has_prefix (word, words[i]))
      return i + 1;
  return 0;
}

static int
full_year (const char *text)
{
  int year = atoi (text);

  return strlen (text) == 2 ? 2000 + year : year;
}

/* Without a year the nearest day to today is meant: "12 Nov" in January is two months ago. */
static HavenDay
nearest (int month, int dom, HavenDay today)
{
  HavenDay best = HAVEN_DAY_NONE;
  int year, this_month, this_dom;

  haven_day_get_ymd (today, &year, &this_month, &this_dom);
  for (int y = year - 1; y <= year + 1; y++) {
    HavenDay day = haven_day_new (y, month, dom);

    if (day != HAVEN_DAY_NONE && (best == HAVEN_DAY_NONE || ABS (day - today) < ABS (best - today)))
      best = day;
  }
  return best;
}

static HavenDay
from_words (const char *text, HavenDay today)
{
  int weekday;

  if (g_str_equal (text, "today"))
    return today;
  if (g_str_equal (text, "yesterday"))
    return today - 1;
  if (g_str_equal (text, "tomorrow"))
    return today + 1;
  weekday = find_word (text, weekdays, G_N_ELEMENTS (weekdays));
  if (weekday == 0 || strpbrk (text, " ,0123456789") != NULL)
    return HAVEN_DAY_NONE;
  return today - (haven_day_get_weekday (today) - weekday + 7) % 7;
}

static gboolean
is_number (const char *text)
{
  return *text != '\0' && strspn (text, "0123456789") == strlen (text);
}

static HavenDay
from_parts (char **parts, HavenDay today)
{
  guint n = g_strv_length (parts);
  int month;

  if (n < 2 || n > 3 || !is_number (parts[0]) || (n == 3 && !is_number (parts[2])))
    return HAVEN_DAY_NONE;
  month = is_number (parts[1]) ? atoi (parts[1]) : find_word (parts[1], months, G_N_ELEMENTS (months));
  if (n == 2)
    return nearest (month, atoi (parts[0]), today);
  return haven_day_new (full_year (parts[2]), month, atoi (parts[0]));
}

/* "wed 12 nov": the weekday is there for the eye. */
static char **
without_weekday (char **parts)
{
  return parts[0] != NULL && parts[1] != NULL && find_word (parts[0], weekdays, G_N_ELEMENTS (weekdays)) > 0 ? parts + 1 : parts;
}

gboolean
haven_typed_day_parse (const char *text, HavenDay today, HavenDay *ret_day)
{
  g_autofree char *squeezed = haven_text_squeeze (text);
  g_autofree char *lower = g_ascii_strdown (squeezed, -1);
  g_auto (GStrv) parts = NULL;
  HavenDay day = HAVEN_DAY_NONE;

  if (*lower == '\0') {
    *ret_day = HAVEN_DAY_NONE;
    return TRUE;
  }
  if (haven_day_parse (lower, ret_day))
    return TRUE;
  day = from_words (lower, today);
  if (day == HAVEN_DAY_NONE) {
    parts = g_strsplit (g_strdelimit (lower, "/.-, ", ' '), " ", 5);
    day = from_parts (without_weekday (parts), today);
  }
  if (day == HAVEN_DAY_NONE)
    return FALSE;
  *ret_day = day;
  return TRUE;
}

char *
haven_typed_day_format (HavenDay day)
{
  return day == HAVEN_DAY_NONE ? g_strdup ("") : haven_day_to_text (day);
}

static gboolean
read_clock (const char *digits, int *hour, int *minute)
{
  size_t n = strspn (digits, "0123456789");

  *minute = 0;
  if (n == 3 || n == 4) {
    *hour = atoi (digits) / 100;
    *minute = atoi (digits) % 100;
    return digits[n] == '\0';
  }
  if (n == 0 || n > 2)
    return FALSE;
  *hour = atoi (digits);
  if (digits[n] == '\0')
    return TRUE;
  if ((digits[n] != ':' && digits[n] != '.') || strspn (digits + n + 1, "0123456789") != 2)
    return FALSE;
  *minute = atoi (digits + n + 1);
  return digits[n + 3] == '\0';
}

gboolean
haven_typed_time_parse (const char *text, gint64 *ret_minute)
{
  g_autofree char *lower = g_ascii_strdown (text, -1);
  g_auto (GStrv) words = NULL;
  g_autofree char *packed = NULL;
  gboolean am, pm;
  int hour, minute;

  words = g_strsplit (lower, " ", -1);
  packed = g_strjoinv ("", words);
  if (*packed == '\0') {
    *ret_minute = -1;
    return TRUE;
  }
  am = g_str_has_suffix (packed, "am");
  pm = g_str_has_suffix (packed, "pm");
  if (am || pm)
    packed[strlen (packed) - 2] = '\0';
  if (!read_clock (packed, &hour, &minute) || minute > 59 || hour > ((am || pm) ? 12 : 23))
    return FALSE;
  if (am || pm)
    hour = hour % 12 + (pm ? 12 : 0);
  *ret_minute = hour * 60 + minute;
  return TRUE;
}

char *
haven_typed_time_format (gint64 minute)
{
  return minute < 0 ? g_strdup ("") : g_strdup_printf ("%02d:%02d", (int) (minute / 60), (int) (minute % 60));
}
