/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-sample.h"

#include <string.h>

#include "haven-code-text.h"
#include "haven-date-text.h"
#include "haven-error.h"
#include "haven-limits.h"
#include "haven-marks-text.h"
#include "haven-slot.h"
#include "haven-synonyms.h"
#include "haven-text.h"
#include "haven-upn.h"
#include "haven-value-words.h"

#define MOST_ROWS 200
#define MOST_WEIGHED 100
#define ANY_YEAR 2100        /* two digits of a year are read as late as can be: only whether it is a day matters */

/* In one piece with its cells and their text: every file is sampled with every delimiter */
static HavenSampleRow *
row_new (const char *const *fields, guint n, guint line)
{
  gsize size = 0;
  HavenSampleRow *self;
  char *text;

  for (guint i = 0; i < n; i++)
    size += strlen (fields[i]) + 1;
  self = g_malloc (sizeof *self + n * sizeof (char *) + size);
  *self = (HavenSampleRow) { line, n, (char **) (self + 1) };
  text = (char *) (self->cells + n);
  for (guint i = 0; i < n; i++) {
    self->cells[i] = text;
    text = g_stpcpy (text, fields[i]) + 1;
  }
  return self;
}

static gboolean
take_row_cb (const char *const *fields, guint n, guint line, gpointer user_data, GError **error)
{
  HavenSample *self = user_data;

  if (self->rows->len >= MOST_ROWS) {
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_CANCELLED, "");   /* seen enough; nobody reads this */
    return FALSE;
  }
  g_ptr_array_add (self->rows, row_new (fields, n, line));
  return TRUE;
}

static HavenSample *
sample_new (HavenSheet *sheet, char delimiter)
{
  HavenSample *self = g_new0 (HavenSample, 1);

  self->delimiter = delimiter;
  self->rows = g_ptr_array_new_with_free_func (g_free);
  self->profiles = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  haven_sheet_read_top (sheet, delimiter, take_row_cb, self);
  return self;
}

static void
sample_free (gpointer data)
{
  HavenSample *self = data;

  g_ptr_array_unref (self->rows);
  g_hash_table_unref (self->profiles);
  g_free (self);
}

const HavenSample *
haven_sample_of (HavenSheet *sheet, char delimiter)
{
  HavenSample *self = haven_sheet_get_kept (sheet, delimiter);

  if (self == NULL) {
    self = sample_new (sheet, delimiter);
    haven_sheet_keep (sheet, delimiter, self, sample_free);
  }
  return self;
}

HavenSampleRow *
haven_sample_get_row (const HavenSample *self, guint n)
{
  return n < self->rows->len ? self->rows->pdata[n] : NULL;
}

const char *
haven_sample_get_cell (const HavenSample *self, guint n, guint column)
{
  const HavenSampleRow *row = haven_sample_get_row (self, n);

  return row != NULL && column < row->n ? row->cells[column] : "";
}

static gboolean
is_upn (const char *text)
{
  g_autofree char *upn = haven_upn_normalise (text);

  return upn != NULL;
}

static gboolean
is_day (const char *text)
{
  HavenDateText read = haven_date_text_read (text, ANY_YEAR);

  return read.reading != HAVEN_DATE_BAD && read.reading != HAVEN_DATE_EMPTY;
}

static gboolean
is_year_group (const char *text)
{
  guint64 year = g_ascii_strtoull (text + strcspn (text, "0123456789"), NULL, 10);

  return haven_synonym_find_value ("year", text) != NULL || (strlen (text) <= 8 && year >= 1 && year <= 14 && !is_day (text));
}

static gboolean
has_one_comma (const char *text)
{
  const char *comma = strchr (text, ',');

  return comma != NULL && comma > text && strchr (comma + 1, ',') == NULL && !haven_text_is_empty (comma + 1);
}

static gboolean
is_capital (const char *word, gsize length)
{
  g_autofree char *copy = g_strndup (word, length);
  g_autofree char *upper = g_utf8_strup (copy, -1);
  g_autofree char *lower = g_utf8_strdown (copy, -1);

  return length > 1 && g_str_equal (copy, upper) && !g_str_equal (upper, lower);
}

static gboolean
is_shouted (const char *text)
{
  const char *first_end = strchr (text, ' ');
  const char *last = strrchr (text, ' ');

  return first_end != NULL && is_capital (text, first_end - text) && !is_capital (last + 1, strlen (last + 1));
}

static void
weigh_slot (HavenProfile *profile, const char *text, guint times)
{
  HavenSlot slot;

  if (!haven_slot_parse (text, ANY_YEAR, &slot))
    return;
  profile->stamps += times * (slot.session >= 0 && slot.weekday == 0);
  profile->yearless += times * slot.no_year;
}

static void
weigh_marks (HavenProfile *profile, const char *text, guint times)
{
  guint marks = haven_marks_text_count (text);
  gboolean code = marks == 1 || (marks == 0 && haven_code_text_find (text) != NULL);

  profile->codes += times * code;
  profile->pairs += times * (marks == 2);
  profile->strings += times * (marks > 2);
  profile->strokes += times * ((marks > 0 || code) && strpbrk (text, "/\\") != NULL);
}

static void
weigh (HavenProfile *profile, const char *text, guint times)
{
  profile->n += times;
  profile->upns += times * is_upn (text);
  profile->days += times * is_day (text);
  weigh_slot (profile, text, times);
  profile->sessions += times * (haven_synonym_find_value ("session", text) != NULL);
  weigh_marks (profile, text, times);
  profile->sexes += times * (haven_synonym_find_value ("sex", text) != NULL);
  profile->years += times * is_year_group (text);
  profile->statuses += times * (haven_synonym_find_value ("status", text) != NULL);
  profile->numbers += times * (text[strspn (text, "0123456789")] == '\0');
  profile->commas += times * has_one_comma (text);
  profile->shouted += times * is_shouted (text);
}

static gboolean
holds_something (const char *text)
{
  return !haven_text_is_empty (text) && !haven_value_is_nothing (text);
}

/* How often each text stands in the column: most columns say few things, and each is looked at once */
static GHashTable *
count_texts (const HavenSample *self, guint from, guint column)
{
  GHashTable *counts = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = from; i < MIN (self->rows->len, from + MOST_WEIGHED); i++) {
    const char *text = haven_sample_get_cell (self, i, column);
    guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, text));
    if (holds_something (text))
      g_hash_table_insert (counts, (gpointer) text, GUINT_TO_POINTER (n + 1));
  }
  return counts;
}

static HavenProfile *
make_profile (const HavenSample *self, guint from, guint column)
{
  HavenProfile *profile = g_new0 (HavenProfile, 1);
  g_autoptr (GHashTable) counts = count_texts (self, from, column);
  GHashTableIter iter;
  gpointer text, times;

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &text, &times))
    weigh (profile, text, GPOINTER_TO_UINT (times));
  return profile;
}

HavenProfile
haven_sample_profile (const HavenSample *self, guint from, guint column)
{
  gpointer key = GUINT_TO_POINTER (from * (HAVEN_LIMIT_COLUMNS + 1) + column + 1);
  HavenProfile *profile = g_hash_table_lookup (self->profiles, key);

  if (profile == NULL) {
    profile = make_profile (self, from, column);
    g_hash_table_insert (self->profiles, key, profile);
  }
  return *profile;
}

gboolean
haven_profile_mostly (const HavenProfile *self, guint count)
{
  return count > 0 && count * 10 >= self->n * 9;
}
