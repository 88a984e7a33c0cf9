/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-stager.h"

#include <glib/gi18n-lib.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "haven-synonyms.h"
#include "haven-text.h"
#include "haven-value-words.h"

#define MOST_ASKED 50        /* words of a file: one with more is not what it seems */
#define MOST_COUNTED 100000  /* sessions or pupils in one cell: more is a mistake */

const char *
haven_stager_get (HavenStager *self, const HavenRow *row, HavenColumn column)
{
  const char *text = haven_row_get (row, self->mapping, column);

  return haven_value_is_nothing (text) ? "" : text;
}

char *
haven_stager_dup (HavenStager *self, const HavenRow *row, HavenColumn column)
{
  char *text = haven_text_squeeze (haven_stager_get (self, row, column));

  if (*text == '\0')
    g_clear_pointer (&text, g_free);
  return text;
}

void
haven_stager_problem (HavenStager *self, guint line, HavenColumn column, const char *code, const char *format, ...)
{
  const char *header = column < HAVEN_N_COLUMNS ? haven_mapping_header (self->mapping, column) : "";
  va_list arguments;

  va_start (arguments, format);
  haven_import_preview_add_problem (self->preview, line, header, code, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

void
haven_stager_assume (HavenStager *self, char *take_sentence)
{
  g_ptr_array_add (self->preview->assumptions, take_sentence);
}

gboolean
haven_stager_shows (HavenStager *self)
{
  return self->preview->changes->len < HAVEN_IMPORT_EXAMPLES;
}

void
haven_stager_change (HavenStager *self, const HavenPupil *pupil, const char *what, const char *before, const char *after)
{
  g_autofree char *name = haven_pupil_dup_short (pupil);

  haven_import_preview_add_change (self->preview, g_strdup_printf ("%s: %s", name, what), g_strdup (before), g_strdup (after));
}

void
haven_stager_see_day (HavenStager *self, HavenDay day)
{
  HavenSpan *days = &self->preview->days;

  if (days->first == HAVEN_DAY_NONE || day < days->first)
    days->first = day;
  if (days->last == HAVEN_DAY_NONE || day > days->last)
    days->last = day;
}

/* Asked once a file, with the first day of it that is in doubt */
static void
ask_date_order (HavenStager *self, const char *text, const HavenDateText *read)
{
  g_autofree char *day_first = haven_day_to_text (read->day);
  g_autofree char *month_first = haven_day_to_text (read->swapped);
  HavenImportQuestion *question;

  if (haven_import_preview_find_question (self->preview, HAVEN_ANSWER_DATE_ORDER) != NULL)
    return;
  question = haven_stager_ask (self, 0, g_strdup (HAVEN_ANSWER_DATE_ORDER),
                               _("“%s” could be two days, and nothing in the file says which. Which is it?"), text);
  question->needed = TRUE;
  haven_import_question_offer (question, "day-first", day_first);
  haven_import_question_offer (question, "month-first", month_first);
}

/* As the file says, or else as a person did */
static HavenDateText
read_date (HavenStager *self, HavenColumn column, const char *text)
{
  HavenDateText read = haven_date_reader_read (self->dates, column, text);
  const char *order;

  if (read.reading != HAVEN_DATE_AMBIGUOUS)
    return read;
  ask_date_order (self, text, &read);
  order = haven_stager_get_answer (self, HAVEN_ANSWER_DATE_ORDER);
  if (g_strcmp0 (order, "day-first") == 0)
    read.reading = HAVEN_DATE_DAY_FIRST;
  if (g_strcmp0 (order, "month-first") == 0) {
    read.reading = HAVEN_DATE_MONTH_FIRST;
    read.day = read.swapped;
  }
  return read;
}

gboolean
haven_stager_read_day (HavenStager *self, const HavenRow *row, HavenColumn column, HavenDay *ret_day)
{
  const char *text = haven_stager_get (self, row, column);
  HavenDateText read = read_date (self, column, text);

  if (read.reading == HAVEN_DATE_BAD)
    haven_stager_problem (self, row->line, column, "bad-date", _("“%s” is no date."), text);
  else if (read.reading == HAVEN_DATE_AMBIGUOUS)
    haven_stager_problem (self, row->line, column, "ambiguous-date",
                          _("“%s” could be two dates: nothing in the file says which number is the month."), text);
  else {
    *ret_day = read.reading == HAVEN_DATE_EMPTY ? HAVEN_DAY_NONE : read.day;
    return TRUE;
  }
  return FALSE;
}

/* No problem is noted for the day here: that nobody was found is the one to tell */
static HavenSaid
read_said (HavenStager *self, const HavenRow *row)
{
  HavenDateText born = read_date (self, HAVEN_COLUMN_BORN, haven_stager_get (self, row, HAVEN_COLUMN_BORN));

  return (HavenSaid) {
    .admission_no = haven_stager_get (self, row, HAVEN_COLUMN_ADMISSION_NO),
    .surname = haven_stager_get (self, row, HAVEN_COLUMN_SURNAME),
    .forename = haven_stager_get (self, row, HAVEN_COLUMN_FORENAME),
    .born = born.reading == HAVEN_DATE_AMBIGUOUS ? HAVEN_DAY_NONE : born.day,
  };
}

HavenMatch
haven_stager_find_by_name (HavenStager *self, const HavenRow *row, const HavenPupil **ret_pupil)
{
  HavenSaid said = read_said (self, row);

  return haven_matcher_by_name (self->matcher, &said, ret_pupil);
}

HavenMatch
haven_stager_find_by_birth (HavenStager *self, const HavenRow *row, const HavenPupil **ret_pupil)
{
  HavenSaid said = read_said (self, row);

  return haven_matcher_by_birth (self->matcher, &said, ret_pupil);
}

static void
tell_not_found (HavenStager *self, const HavenRow *row, HavenMatch match)
{
  const char *upn = haven_stager_get (self, row, HAVEN_COLUMN_UPN);

  if (match == HAVEN_MATCH_BAD_UPN)
    haven_stager_problem (self, row->line, HAVEN_COLUMN_UPN, "bad-upn",
                          _("“%s” is no UPN: its check letter or its length is wrong."), upn);
  else if (match == HAVEN_MATCH_UNKNOWN)
    haven_stager_problem (self, row->line, HAVEN_COLUMN_UPN, "unknown-upn",
                          _("No pupil here has the UPN “%s”. Import the pupils first."), upn);
  else
    haven_stager_problem (self, row->line, HAVEN_COLUMN_UPN, "no-pupil", _("The row does not say whose it is."));
}

/* Whom a UPN found the matcher knows: a million rows need not say it one by one */
gboolean
haven_stager_has_seen (HavenStager *self, const HavenPupil *pupil)
{
  if (self->seen == NULL)
    self->seen = g_hash_table_new (NULL, NULL);
  if (!self->gathered)
    haven_matcher_add_found (self->matcher, self->seen);
  self->gathered = TRUE;
  return g_hash_table_contains (self->seen, pupil);
}

static void
note_by_name (HavenStager *self, const HavenPupil *pupil)
{
  if (self->seen == NULL)
    self->seen = g_hash_table_new (NULL, NULL);
  g_hash_table_add (self->seen, (gpointer) pupil);
}

const HavenPupil *
haven_stager_find_pupil (HavenStager *self, const HavenRow *row)
{
  const HavenPupil *pupil = NULL;
  HavenMatch match = haven_matcher_by_upn (self->matcher, haven_stager_get (self, row, HAVEN_COLUMN_UPN), &pupil);

  if (match == HAVEN_MATCH_FOUND)
    return pupil;
  if (haven_stager_find_by_name (self, row, &pupil) == HAVEN_MATCH_FOUND)
    note_by_name (self, pupil);
  else
    tell_not_found (self, row, match);
  return pupil;
}

void
haven_stager_clear (HavenStager *self)
{
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_clear_pointer (&self->asked, g_hash_table_unref);
}

gint64
haven_stager_new_id (HavenStager *self)
{
  return --self->next_new;
}

gboolean
haven_stager_is_flagged (HavenStager *self, gint64 pupil_id)
{
  HavenSlice spells = haven_school_of_pupil (self->school, HAVEN_TABLE_SPELLS, pupil_id);

  for (guint i = 0; i < spells.n; i++)
    if (((const HavenSpell *) spells.items[i])->status != HAVEN_STATUS_NONE)
      return TRUE;
  return FALSE;
}

static gboolean
is_year_word (const char *word)
{
  return g_ascii_strcasecmp (word, "year") == 0 || g_ascii_strcasecmp (word, "yr") == 0 || g_ascii_strcasecmp (word, "y") == 0;
}

/* "Year 9", "Yr09", "9" -> "9" */
static char *
parse_year_group (const char *text)
{
  const char *code = haven_synonym_find_value ("year", text);
  const char *digits = text + strcspn (text, "0123456789");
  char *end = NULL;
  long year = strtol (digits, &end, 10);
  g_autofree char *word = g_strndup (text, digits - text);

  if (code != NULL)
    return g_strdup (code);
  g_strstrip (word);
  if (*digits == '\0' || !haven_text_is_empty (end) || year < 1 || year > 14)
    return NULL;
  if (*word != '\0' && !is_year_word (word))
    return NULL;
  return g_strdup_printf ("%ld", year);
}

gboolean
haven_stager_read_year (HavenStager *self, const HavenRow *row, char **ret_year)
{
  const char *text = haven_stager_get (self, row, HAVEN_COLUMN_YEAR_GROUP);

  *ret_year = haven_text_is_empty (text) ? NULL : parse_year_group (text);
  if (*ret_year != NULL || haven_text_is_empty (text))
    return TRUE;
  haven_stager_problem (self, row->line, HAVEN_COLUMN_YEAR_GROUP, "bad-year", _("“%s” is no year group."), text);
  return FALSE;
}

/* Digits and nothing else; a spreadsheet may have written 12.0 */
gboolean
haven_stager_read_count (HavenStager *self, const HavenRow *row, HavenColumn column, gint64 *ret_count)
{
  const char *text = haven_stager_get (self, row, column);
  g_autofree char *digits = haven_text_squeeze (text);
  guint64 count = 0;

  if (g_str_has_suffix (digits, ".0"))
    digits[strlen (digits) - 2] = '\0';
  if (*digits != '\0' && !g_ascii_string_to_unsigned (digits, 10, 0, MOST_COUNTED, &count, NULL)) {
    haven_stager_problem (self, row->line, column, "bad-number", _("“%s” is no number that could stand here."), text);
    return FALSE;
  }
  *ret_count = (gint64) count;
  return TRUE;
}

/* ---- what only a person can say ---- */

const char *
haven_stager_get_answer (HavenStager *self, const char *key)
{
  return haven_import_choices_get_answer (self->preview->choices, key);
}

HavenImportQuestion *
haven_stager_ask (HavenStager *self, guint line, char *take_key, const char *format, ...)
{
  HavenImportQuestion *question;
  va_list arguments;

  va_start (arguments, format);
  question = haven_import_preview_add_question (self->preview, take_key, line, g_strdup_vprintf (format, arguments));
  va_end (arguments);
  return question;
}

gboolean
haven_stager_ask_yes (HavenStager *self, guint line, char *take_key, char *take_sentence, gboolean unless_said)
{
  HavenImportQuestion *question = haven_import_preview_add_question (self->preview, take_key, line, take_sentence);

  haven_import_question_offer (question, "yes", _("Yes"));
  haven_import_question_offer (question, "no", _("No"));
  if (question->answer == NULL && unless_said)
    question->answer = g_strdup ("yes");
  return g_strcmp0 (question->answer, "yes") == 0;
}

static void
ask_code (HavenStager *self, const char *set, const char *text, guint line)
{
  char *key = g_strdup_printf ("value:%s:%s", set, text);
  HavenImportQuestion *question;

  if (self->asked == NULL)
    self->asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (g_hash_table_size (self->asked) >= MOST_ASKED || !g_hash_table_add (self->asked, g_strdup (key))) {
    g_free (key);
    return;
  }
  question = haven_stager_ask (self, line, key, _("What does “%s” stand for?"), text);
  haven_value_words_offer (question, set);
  haven_import_question_offer (question, "", _("Leave it out"));
}

const char *
haven_stager_find_code (HavenStager *self, const char *set, const char *text, guint line)
{
  const char *known = haven_synonym_find_value (set, text);
  const char *said = haven_import_choices_get_value (self->preview->choices, set, text);

  if (known == NULL)
    ask_code (self, set, text, line);
  if (said == NULL)
    said = known;
  return said != NULL && *said != '\0' ? said : NULL;
}

/* ---- who is kept and was in no row ---- */

static void
tell_count (HavenStager *self)
{
  guint n = self->preview->absent;

  if (n > 0)
    haven_stager_assume (self, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                                             "%u pupil on roll is not in the file. Nothing of theirs changes.",
                                                             "%u pupils on roll are not in the file. Nothing of theirs changes.", n), n));
}

void
haven_stager_tell_absent (HavenStager *self)
{
  for (guint i = 0; i < haven_school_get_n_pupils (self->school); i++) {
    const HavenPupil *pupil = haven_school_get_nth_pupil (self->school, i);
    if (haven_pupil_is_on_roll (pupil, self->clock.today) && !haven_stager_has_seen (self, pupil))
      haven_import_preview_add_absence (self->preview, pupil);
  }
  tell_count (self);
}
