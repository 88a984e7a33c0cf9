/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "haven-calendar.h"
#include "haven-mapping-private.h"
#include "haven-text.h"

#define ANY_YEAR 2100
#define MOST_WORDS 4         /* of a day in a title: "Mon 1 September 2025" */

/* What the lines above the header say of the time */

static void
widen (HavenSpan *period, HavenDay day)
{
  if (period->first == HAVEN_DAY_NONE || day < period->first)
    period->first = day;
  if (period->last == HAVEN_DAY_NONE || day > period->last)
    period->last = day;
}

typedef struct {
  HavenSpan day_first;
  HavenSpan month_first;
  guint n;
  gboolean only_day_first;
  gboolean only_month_first;
} Titles;

static void
take_title_day (Titles *titles, HavenDateText read)
{
  titles->n++;
  titles->only_day_first |= read.reading == HAVEN_DATE_DAY_FIRST;
  titles->only_month_first |= read.reading == HAVEN_DATE_MONTH_FIRST;
  widen (&titles->day_first, read.day);
  widen (&titles->month_first, read.reading == HAVEN_DATE_AMBIGUOUS ? read.swapped : read.day);
  if (read.reading == HAVEN_DATE_AMBIGUOUS)
    titles->n += 1000;
}

/* The longest run of words that is a day, and how many words it has; 0: there is none */
static guint
find_day (char **words, guint n, HavenDateText *ret_read)
{
  for (guint length = MIN (n, MOST_WORDS); length > 0; length--) {
    g_autoptr (GString) text = g_string_new (NULL);
    for (guint i = 0; i < length; i++)
      g_string_append_printf (text, "%s ", words[i]);
    *ret_read = haven_date_text_read (text->str, ANY_YEAR);
    if (ret_read->reading != HAVEN_DATE_BAD && ret_read->reading != HAVEN_DATE_EMPTY)
      return length;
  }
  return 0;
}

static gboolean
is_whole_day (const char *word)
{
  HavenDateText read = haven_date_text_read (word, ANY_YEAR);

  return read.reading != HAVEN_DATE_BAD && read.reading != HAVEN_DATE_EMPTY;
}

/* "01/09/2025-19/12/2025" in one word: the stroke between two days becomes a space */
static void
part_range (char *word)
{
  for (char *stroke = strchr (word, '-'); stroke != NULL; stroke = strchr (stroke + 1, '-')) {
    g_autofree char *first = g_strndup (word, stroke - word);
    if (is_whole_day (first) && is_whole_day (stroke + 1))
      *stroke = ' ';
  }
}

/* Words of a line; an en dash between two of them is none */
static GStrv
split_words (const char *text)
{
  g_autoptr (GString) plain = g_string_new (text);
  g_auto (GStrv) words = NULL;
  g_autofree char *parted = NULL;

  g_string_replace (plain, "–", " ", 0);
  words = g_strsplit_set (plain->str, " \t():,", -1);
  for (guint i = 0; words[i] != NULL; i++)
    part_range (words[i]);
  parted = g_strjoinv (" ", words);
  return g_strsplit (parted, " ", -1);
}

/* The day on which a report was made is no day of what it tells */
static gboolean
is_about_report (const char *text)
{
  static const char *const beginnings[] = { "printed", "produced", "generated", "created", "exported", "report run", "run on", "run date",
                                            "report date" };
  g_autofree char *folded = haven_text_fold (text);

  for (guint i = 0; i < G_N_ELEMENTS (beginnings); i++)
    if (g_str_has_prefix (folded, beginnings[i]))
      return TRUE;
  return FALSE;
}

static void
take_title (Titles *titles, const char *text)
{
  g_auto (GStrv) words = split_words (text);
  guint n = g_strv_length (words);

  for (guint i = 0; i < n;) {
    HavenDateText read;
    guint length = find_day (words + i, n - i, &read);
    if (length > 0)
      take_title_day (titles, read);
    i += MAX (length, 1);
  }
}

static Titles
read_titles (const HavenSample *sample, int header)
{
  Titles titles = { { HAVEN_DAY_NONE, HAVEN_DAY_NONE }, { HAVEN_DAY_NONE, HAVEN_DAY_NONE }, 0, FALSE, FALSE };

  for (int i = 0; i < header; i++) {
    const HavenSampleRow *row = haven_sample_get_row (sample, i);
    for (guint n = 0; n < row->n && !is_about_report (row->cells[n]); n++)
      take_title (&titles, row->cells[n]);
  }
  return titles;
}

static gboolean
is_ambiguous (const Titles *titles)
{
  return titles->n >= 1000 && titles->only_day_first == titles->only_month_first;
}

void
haven_mapping_find_period (HavenMapping *self, const HavenSample *sample, int header)
{
  Titles titles = read_titles (sample, header);

  if (!is_ambiguous (&titles))
    self->period = titles.only_month_first ? titles.month_first : titles.day_first;
}

/* From a Monday, or days of one week */
static gboolean
is_week (HavenSpan span)
{
  int weekday = span.first != HAVEN_DAY_NONE ? haven_day_get_weekday (span.first) : 0;

  if (weekday == 0)
    return FALSE;
  return span.last == span.first ? weekday == 1 : span.last - span.first <= 7 - weekday;
}

/* Of two orders, the one in which it is a week */
void
haven_mapping_find_week (HavenMapping *self, const HavenSample *sample, int header)
{
  Titles titles = read_titles (sample, header);
  gboolean day_first = is_week (titles.day_first) && !titles.only_month_first;
  gboolean month_first = is_week (titles.month_first) && !titles.only_day_first;

  if (titles.n > 0 && !is_ambiguous (&titles))
    haven_mapping_find_period (self, sample, header);
  else if (day_first != month_first)
    self->period = day_first ? titles.day_first : titles.month_first;
  if (self->period.first != HAVEN_DAY_NONE && self->period.last - self->period.first >= 7)
    self->period = (HavenSpan) { HAVEN_DAY_NONE, HAVEN_DAY_NONE };
}

/* --- the school year --- */

typedef struct {
  int year;                  /* 0: none was named */
  gboolean several;
} TitleYear;

static void
name_year (TitleYear *named, int year)
{
  named->several |= named->year != 0 && named->year != year;
  named->year = year;
}

/* 4 digits; 0: the word is no year */
static int
parse_year (const char *word)
{
  gboolean good = strlen (word) == 4 && strspn (word, "0123456789") == 4;

  return good && word[0] == '2' && word[1] == '0' ? (int) g_ascii_strtoull (word, NULL, 10) : 0;
}

/* "2025/26", "2025-2026": 2025; 0: no such word */
static int
parse_school_year (const char *word)
{
  g_autofree char *first = g_strndup (word, 4);
  int year = strlen (word) > 5 && strchr ("/-", word[4]) != NULL ? parse_year (first) : 0;
  const char *second = year != 0 ? word + 5 : "";
  int next = (int) g_ascii_strtoull (second, NULL, 10);

  if (year == 0 || strspn (second, "0123456789") != strlen (second))
    return 0;
  return (strlen (second) == 2 && next == (year + 1) % 100) || (strlen (second) == 4 && next == year + 1) ? year : 0;
}

/* "Autumn term 2025", "Summer 2026": 2025 both */
static void
take_term (TitleYear *named, char **words)
{
  gboolean autumn = FALSE, later = FALSE;
  int year = 0;

  for (guint i = 0; words[i] != NULL; i++) {
    autumn |= g_ascii_strcasecmp (words[i], "autumn") == 0;
    later |= g_ascii_strcasecmp (words[i], "spring") == 0 || g_ascii_strcasecmp (words[i], "summer") == 0;
    year = MAX (year, parse_year (words[i]));
  }
  if (year != 0 && autumn != later)
    name_year (named, autumn ? year : year - 1);
}

static void
take_year_of_day (TitleYear *named, HavenDateText read)
{
  name_year (named, haven_academic_year (read.day));
  if (read.reading == HAVEN_DATE_AMBIGUOUS)
    name_year (named, haven_academic_year (read.swapped));
}

static void
take_years (TitleYear *named, const char *text)
{
  g_auto (GStrv) words = split_words (text);
  guint n = g_strv_length (words);

  take_term (named, words);
  for (guint i = 0; i < n; i++) {
    HavenDateText read;
    guint length = find_day (words + i, n - i, &read);
    if (parse_school_year (words[i]) != 0)
      name_year (named, parse_school_year (words[i]));
    else if (length > 0) {
      take_year_of_day (named, read);
      i += length - 1;
    }
  }
}

void
haven_mapping_find_title_year (HavenMapping *self, const HavenSample *sample, int header)
{
  TitleYear named = { 0, FALSE };

  for (int i = 0; i < header; i++) {
    const HavenSampleRow *row = haven_sample_get_row (sample, i);
    for (guint n = 0; n < row->n && !is_about_report (row->cells[n]); n++)
      take_years (&named, row->cells[n]);
  }
  self->title_year = named.several ? 0 : named.year;
}
