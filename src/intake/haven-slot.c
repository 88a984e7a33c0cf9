/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-slot.h"

#include <string.h>

#include "haven-synonyms.h"

#define SHORTEST_WITH_HALF 5 /* "2/9 P" */

static const char *const weekdays[] = { "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday" };

static int
find_weekday (const char *word)
{
  gsize length = strlen (word);

  for (guint i = 0; i < G_N_ELEMENTS (weekdays); i++)
    if (length >= 3 && length <= strlen (weekdays[i]) && g_ascii_strncasecmp (weekdays[i], word, length) == 0)
      return (int) i + 1;
  return 0;
}

/* -1: the word is none */
static int
find_session (const char *word)
{
  const char *code = strlen (word) > 1 ? haven_synonym_find_value ("session", word) : NULL;

  return code == NULL ? -1 : code[0] == 'P';
}

/* "MonAM" -> the word ends before AM */
static int
cut_session (char *word)
{
  gsize length = strlen (word);
  int session = length > 4 && g_ascii_isalpha (word[length - 2]) ? find_session (word + length - 2) : -1;

  if (session < 0)
    return -1;
  word[length - 2] = '\0';
  if (find_weekday (word) > 0)
    return session;
  word[length - 2] = session == 0 ? 'A' : 'P';
  return -1;
}

typedef struct {
  int session;
  int weekday;
  GString *rest;             /* what may be a day */
  guint words;
} Parts;

/* "02/09/2025 AM session" */
static gboolean
is_filler (const char *word)
{
  static const char *const fillers[] = { "session", "sess", "reg", "registration", "register", "mark", "marks", "week", "wk",
                                          "w/c", "wc", "w/b", "wb", "w/c:", "commencing", "beginning", "starting", "of" };

  for (guint i = 0; i < G_N_ELEMENTS (fillers); i++)
    if (g_ascii_strcasecmp (word, fillers[i]) == 0)
      return TRUE;
  return FALSE;
}

static void
take_word (Parts *parts, char *word)
{
  int session = cut_session (word);

  if (session < 0) {
    session = find_session (word);
    if (session >= 0)
      *word = '\0';
  }
  if (session >= 0 && parts->session < 0)
    parts->session = session;
  if (*word == '\0' || is_filler (word))
    return;
  if (parts->weekday == 0)
    parts->weekday = find_weekday (word);
  parts->words++;
  g_string_append_printf (parts->rest, "%s%s", parts->rest->len > 0 ? " " : "", word);
}

/* 0 or 1; -1: the letter stands for neither */
static int
find_half (char letter)
{
  switch (letter) {
  case '1': case 'A': case 'a': return 0;
  case '2': case 'P': case 'p': return 1;
  default: return -1;
  }
}

/* "2025-09-02 2", "02/09/2025 P": the second half of a day */
static void
take_half (Parts *parts)
{
  char *text = parts->rest->str;
  gsize length = parts->rest->len;

  if (parts->session >= 0 || length < SHORTEST_WITH_HALF || text[length - 2] != ' ' || find_half (text[length - 1]) < 0)
    return;
  parts->session = find_half (text[length - 1]);
  g_string_truncate (parts->rest, length - 2);
}

/* "02/09/2025AM", "02/09/2025-AM", "20250902:PM": AM or PM that ends a word without being a word of its own */
static void
part_last_half (char *text)
{
  gsize length = strlen (text);
  char *half = length > 6 ? text + length - 2 : NULL;

  if (half == NULL || !g_ascii_isalpha (half[0]) || find_session (half) < 0)
    return;
  if (half[-1] == '(' || !(g_ascii_isdigit (half[-1]) || g_ascii_ispunct (half[-1])))      /* the end of a letter is not ours to change */
    return;
  if (!g_ascii_isdigit (half[-1]))
    half[-1] = ' ';
  else {
    memmove (half + 1, half, 3);
    *half = ' ';
  }
}

/* A register is taken at this time of the day; midnight is no time */
static int
find_half_by_time (const char *text)
{
  const char *colon = strchr (text, ':');
  int hour;

  if (colon == NULL || colon - text < 8 || !g_ascii_isdigit (colon[-1]))
    return -1;
  hour = colon[-1] - '0' + (g_ascii_isdigit (colon[-2]) ? 10 * (colon[-2] - '0') : 0);
  return hour >= 7 && hour < 12 ? 0 : hour >= 12 && hour <= 17 ? 1 : -1;
}

static Parts
split (const char *text)
{
  Parts parts = { .session = -1, .rest = g_string_new (NULL) };
  char copy[HAVEN_SLOT_BYTES + 4];
  g_auto (GStrv) words = NULL;

  g_strlcpy (copy, text, sizeof copy - 1);
  part_last_half (copy);
  words = g_strsplit_set (copy, " \t\r\n()[]_", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0' && !g_str_equal (words[i], "-"))
      take_word (&parts, words[i]);
  return parts;
}

gboolean
haven_slot_parse (const char *text, int latest, HavenSlot *ret_slot)
{
  gsize length = strlen (text);
  Parts parts;

  if (length < 3 || length > HAVEN_SLOT_BYTES)
    return FALSE;
  parts = split (text);
  *ret_slot = (HavenSlot) { .session = parts.session };
  ret_slot->day = haven_date_text_read (parts.rest->str, latest);
  if (ret_slot->day.reading == HAVEN_DATE_BAD && parts.session < 0) {
    take_half (&parts);
    ret_slot->session = parts.session;
    ret_slot->day = haven_date_text_read (parts.rest->str, latest);
  }
  if (ret_slot->day.reading != HAVEN_DATE_BAD && ret_slot->session < 0)
    ret_slot->session = find_half_by_time (text);
  if (ret_slot->day.reading == HAVEN_DATE_BAD && parts.words == 1 && parts.weekday > 0)
    ret_slot->weekday = parts.weekday;
  ret_slot->no_year = ret_slot->day.reading == HAVEN_DATE_BAD && haven_date_text_lacks_year (parts.rest->str);
  if (ret_slot->weekday > 0 || ret_slot->no_year)
    ret_slot->day.reading = HAVEN_DATE_EMPTY;
  g_strlcpy (ret_slot->words, parts.rest->str, sizeof ret_slot->words);
  g_string_free (parts.rest, TRUE);
  return ret_slot->weekday > 0 || ret_slot->no_year
         || (ret_slot->day.reading != HAVEN_DATE_BAD && ret_slot->day.reading != HAVEN_DATE_EMPTY);
}
