/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-pack-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-suspension-figures.h"
#include "haven-text.h"

#define DASH "\342\200\223"
#define NO_BREAK "\302\240"

HavenSlice
haven_pack_slice (HavenPackRun *run, HavenTable table)
{
  return haven_school_of_pupil (run->school, table, run->pupil->id);
}

char *
haven_pack_day (HavenDay day)
{
  g_autofree char *brief = haven_day_to_short (day);
  g_auto (GStrv) parts = g_strsplit (brief, " ", -1);
  g_autofree char *bound = g_strjoinv (NO_BREAK, parts);
  int year, month, dom;

  if (day == HAVEN_DAY_NONE)
    return g_strdup (DASH);
  haven_day_get_ymd (day, &year, &month, &dom);
  return g_strdup_printf ("%s" NO_BREAK "%d", bound, year);
}

char *
haven_pack_born (HavenPackRun *run)
{
  g_autofree char *day = haven_day_to_text (run->pupil->born);

  if (run->pupil->born == HAVEN_DAY_NONE)
    return g_strdup (haven_pack_text (NULL));
  return g_strdup_printf (_("%s (aged %d)"), day, haven_day_get_age (run->pupil->born, run->clock.today));
}

char *
haven_pack_last_seen (HavenPackRun *run)
{
  int session = 0;
  HavenDay day = haven_last_seen (run->school, run->pupil->id, run->clock.today, &session);

  return day == HAVEN_DAY_NONE ? g_strdup (_("no present mark this year or last")) : haven_half_day_to_text (day, session, run->clock);
}

const char *
haven_pack_text (const char *text)
{
  return haven_text_is_empty (text) ? DASH : text;
}

/* ---- what people wrote, as this recipient may read it ---- */

static gboolean
is_word_end (const char *place)
{
  return *place == '\0' || !g_unichar_isalnum (g_utf8_get_char (place));
}

static gboolean
is_word_begin (const char *text, const char *place)
{
  const char *before = g_utf8_find_prev_char (text, place);

  return before == NULL || !g_unichar_isalnum (g_utf8_get_char (before));
}

static char *
mask_one (const char *text, const HavenMask *mask)
{
  g_autoptr (GString) masked = g_string_new (NULL);
  gsize length = strlen (mask->words);
  const char *from = text;

  for (const char *at = strstr (text, mask->words); at != NULL; at = strstr (at, mask->words)) {
    if (is_word_begin (text, at) && is_word_end (at + length)) {
      g_string_append_len (masked, from, at - from);
      g_string_append (masked, mask->instead);
      from = at + length;
    }
    at += length;
  }
  g_string_append (masked, from);
  return g_string_free (g_steal_pointer (&masked), FALSE);
}

char *
haven_pack_words (HavenPackRun *run, const char *text)
{
  char *words = g_strdup (haven_pack_text (text));

  for (guint i = 0; i < run->masks->len; i++) {
    const HavenMask *mask = run->masks->pdata[i];
    char *before = words;
    if (strstr (words, mask->words) == NULL)
      continue;
    words = mask_one (before, mask);
    g_free (before);
  }
  return words;
}

char *
haven_pack_pounds (gint64 pence)
{
  if (pence == 0)
    return g_strdup (DASH);
  return pence % 100 == 0 ? g_strdup_printf ("\302\243%" G_GINT64_FORMAT, pence / 100)
                          : g_strdup_printf ("\302\243%" G_GINT64_FORMAT ".%02d", pence / 100, (int) (ABS (pence) % 100));
}

char *
haven_pack_hours (gint64 minutes)
{
  g_autofree char *hours = haven_unit_format (HAVEN_UNIT_NUMBER, minutes / 60.0);

  return g_strdup_printf (_("%s hours"), hours);
}

char *
haven_pack_rate (const HavenAttendance *figures)
{
  g_autofree char *percent = haven_unit_format (HAVEN_UNIT_PERCENT, haven_attendance_percent (figures));

  if (figures->possible == 0)
    return g_strdup (_("no session to attend"));
  return g_strdup_printf (_("%s (%lld of %lld sessions; %lld elsewhere)"), percent,
                          (long long) figures->attended, (long long) figures->possible, (long long) figures->elsewhere);
}

char *
haven_pack_social_worker (HavenPackRun *run, gboolean phone)
{
  const HavenPerson *person = NULL;
  g_autoptr (GString) text = NULL;

  if (run->standing.social_worker_id != 0)
    person = haven_school_get_record (run->school, HAVEN_TABLE_PEOPLE, run->standing.social_worker_id);
  if (person == NULL)
    return g_strdup (_("none recorded"));
  text = g_string_new (haven_pack_text (person->name));
  if (!haven_text_is_empty (person->organisation))
    g_string_append_printf (text, ", %s", person->organisation);
  if (phone && !haven_text_is_empty (person->phone))
    g_string_append_printf (text, ", %s", person->phone);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

double
haven_pack_days_suspended (HavenPackRun *run, HavenSpan span)
{
  return haven_suspended_half_days (run->school, run->pupil->id, span, NULL) / (double) HAVEN_SESSIONS_A_DAY;
}

const HavenPlan *
haven_pack_plan_now (HavenPackRun *run)
{
  HavenSlice slice = haven_pack_slice (run, HAVEN_TABLE_PLANS);

  for (guint i = 0; i < slice.n; i++) {
    const HavenPlan *plan = slice.items[i];
    if (plan->first <= run->clock.today && (plan->ended_on == HAVEN_DAY_NONE || plan->ended_on >= run->clock.today))
      return plan;
  }
  return NULL;
}

void
haven_pack_add_row (HavenRows *rows, char *first, ...)
{
  char **row = g_new0 (char *, rows->n_columns + 1);
  guint n = 0;
  va_list args;

  va_start (args, first);
  for (char *text = first; text != NULL && n < rows->n_columns; text = va_arg (args, char *))
    row[n++] = text;
  va_end (args);
  haven_rows_take (rows, row);
}

void
haven_pack_add_paragraphs (HavenPackRun *run, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (!haven_text_is_empty (lines[i])) {
      g_autofree char *words = haven_pack_words (run, lines[i]);
      haven_pages_add_paragraph (run->pages, words);
    }
}

GPtrArray *
haven_pack_list_lines (HavenPackRun *run, HavenLineType type)
{
  HavenSlice slice = haven_pack_slice (run, HAVEN_TABLE_LINES);
  GPtrArray *lines = g_ptr_array_new ();

  for (guint i = 0; i < slice.n; i++) {
    const HavenLine *line = slice.items[i];
    gboolean ours = run->meeting != NULL && line->meeting_id == run->meeting->id;
    gboolean loose = line->meeting_id == 0 && haven_time_get_day (line->at) >= run->since;
    if (line->type == (int) type && (ours || loose) && !haven_text_is_empty (line->text))
      g_ptr_array_add (lines, (gpointer) line);
  }
  return lines;
}

void
haven_pack_add_figure (HavenPackRun *run, const char *name, double height, gboolean drop_events)
{
  HavenFigureSubject subject = haven_figure_subject_of_pupil (run->school, run->clock, run->pupil->id);
  g_autoptr (GError) error = NULL;
  g_autoptr (HavenChart) chart = haven_figure_draw (name, &subject, &error);
  g_autoptr (HavenRows) rows = NULL;
  g_autofree char *caption = NULL;

  if (chart == NULL) {
    haven_pages_add_paragraph (run->pages, error->message);
    return;
  }
  haven_pages_add_chart (run->pages, chart, height);
  rows = haven_chart_get_rows (chart);
  if (drop_events && haven_chart_get_n_events (chart) > 0)
    haven_rows_drop_column (rows, rows->n_columns - 1);
  caption = g_strdup_printf (_("Table: %s"), haven_figure_kind_get_question (haven_figure_find (name)));
  haven_pages_add_table (run->pages, caption, rows);
}

void
haven_pack_add_chart (HavenPackRun *run, const char *name, double height)
{
  HavenFigureSubject subject = haven_figure_subject_of_pupil (run->school, run->clock, run->pupil->id);
  g_autoptr (HavenChart) chart = haven_figure_draw (name, &subject, NULL);

  if (chart != NULL)
    haven_pages_add_chart (run->pages, chart, height);
}
