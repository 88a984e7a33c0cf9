/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window's list models say of a store, as lines of tab-separated words: without a window, so that every figure in them can be set
 * beside what the command line, files, papers and a return say (test_agree.py).
 *
 * usage: list-models STORE PASSPHRASE YYYY-MM-DD
 *   child   UPN, about, and the text of each column
 *   number  group, caption, value, pupils, note
 *   today   rule, UPN, when, sentence, figures
 *   cell    measure, by, group, response, text of the cell
 *   table   figure, group or UPN, and the cells of a row */
#include <locale.h>
#include <string.h>

#include "haven-attention.h"
#include "haven-chart-read.h"
#include "haven-child.h"
#include "haven-cohort-numbers.h"
#include "haven-figure.h"
#include "haven-reference.h"
#include "haven-release.h"
#include "haven-secret.h"
#include "haven-session.h"
#include "haven-words.h"

static void
say (const char *word, ...)
{
  g_autoptr (GString) line = g_string_new (NULL);
  va_list words;

  va_start (words, word);
  for (const char *next = word; next != NULL; next = va_arg (words, const char *)) {
    g_autofree char *plain = g_strdelimit (g_strdup (next), "\t\n", ' ');

    g_string_append_printf (line, "%s%s", line->len > 0 ? "\t" : "", plain);
  }
  va_end (words);
  g_print ("%s\n", line->str);
}

static const char *
upn_of (HavenSchool *school, gint64 pupil_id)
{
  const HavenPupil *pupil = haven_school_get_pupil (school, pupil_id);

  return pupil != NULL && pupil->upn != NULL ? pupil->upn : "";
}

static void
say_children (HavenSchool *school, HavenClock clock)
{
  g_autoptr (GPtrArray) children = haven_children_of (school, clock);

  for (guint i = 0; i < children->len; i++) {
    HavenChild *child = g_ptr_array_index (children, i);
    g_autoptr (GString) columns = g_string_new (NULL);

    for (HavenChildColumn column = 0; column < HAVEN_N_CHILD_COLUMNS; column++)
      g_string_append_printf (columns, "\t%s", haven_child_get_text (child, column));
    g_print ("child\t%s\t%s%s\n", upn_of (school, haven_child_get_id (child)), haven_child_get_about (child), columns->str);
  }
}

static void
say_numbers (HavenSchool *school, HavenClock clock)
{
  HavenCohortNumber numbers[HAVEN_N_COHORT_MEASURES];

  for (HavenGroup group = 0; group < HAVEN_N_GROUPS; group++) {
    HavenCohortQuestion question = { school, clock, group, HAVEN_VERSUS_REST, haven_default_span (school, clock) };

    haven_cohort_count (&question, numbers);
    for (guint i = 0; i < HAVEN_N_COHORT_MEASURES; i++) {
      g_autofree char *value = haven_words_percent (numbers[i].value), *n = g_strdup_printf ("%u", numbers[i].n);

      say ("number", haven_group_code (group), numbers[i].caption, value, n, numbers[i].note, NULL);
      haven_cohort_number_clear (&numbers[i]);
    }
  }
}

static void
say_today (HavenSchool *school, HavenClock clock)
{
  static const char *const whens[] = { "now", "this-week", "coming" };
  g_autoptr (HavenAttention) attention = haven_attention_new (school, clock);

  for (guint i = 0; i < attention->items->len; i++) {
    const HavenAttentionItem *item = g_ptr_array_index (attention->items, i);

    say ("today", item->rule, upn_of (school, item->pupil_id), whens[item->when], item->sentence,
         item->figures != NULL ? item->figures : "", NULL);
  }
}

static void
say_cells (HavenSession *session)
{
  HavenPeriod period = haven_calendar_get_period (haven_school_get_calendar (haven_session_get_school (session)),
                                                  haven_session_get_clock (session).today);
  g_autoptr (GError) error = NULL;
  g_autoptr (HavenRelease) release = haven_session_release (session, (HavenPeriod) { period.year, HAVEN_TERM_AUTUMN }, &error);

  if (release == NULL)
    g_error ("%s", error->message);
  for (guint i = 0; i < haven_release_get_n_cells (release); i++) {
    const HavenReleaseCell *cell = haven_release_get_cell (release, i);
    g_autofree char *value = cell->shown ? g_strdup_printf ("%" G_GINT64_FORMAT, cell->value) : g_strdup ("c");

    say ("cell", cell->measure, cell->by, cell->group, cell->response != NULL ? cell->response : "", value, NULL);
  }
}

static void
say_table (const char *figure, const char *of, const HavenFigureSubject *subject)
{
  g_autoptr (HavenChart) chart = haven_figure_draw (figure, subject, NULL);
  g_autoptr (HavenRows) rows = chart != NULL ? haven_chart_get_rows (chart) : NULL;

  for (guint i = 0; rows != NULL && i < haven_rows_get_n (rows); i++) {
    g_autofree char *cells = g_strjoinv ("\t", g_ptr_array_index (rows->rows, i + 1));

    g_print ("table\t%s\t%s\t%s\n", figure, of, cells);
  }
}

static void
say_tables (HavenSchool *school, HavenClock clock)
{
  g_autoptr (GPtrArray) children = haven_children_of (school, clock);
  HavenFigureSubject of_group = haven_figure_subject_of_group (school, clock, HAVEN_GROUP_FLAGGED);
  guint n;
  const HavenFigureKind *kinds = haven_figure_list (&n);

  for (guint i = 0; i < n; i++) {
    if (kinds[i].of & HAVEN_FIGURE_OF_GROUP)
      say_table (kinds[i].name, "flagged", &of_group);
    if ((kinds[i].of & HAVEN_FIGURE_OF_PUPIL) && children->len > 0) {
      gint64 id = haven_child_get_id (children->pdata[0]);
      HavenFigureSubject of_pupil = haven_figure_subject_of_pupil (school, clock, id);

      say_table (kinds[i].name, upn_of (school, id), &of_pupil);
    }
  }
}

int
main (int argc, char **argv)
{
  g_autoptr (HavenSession) session = NULL;
  g_autoptr (GError) error = NULL;
  HavenClock clock;
  HavenDay today;

  setlocale (LC_ALL, "");
  if (argc != 4 || !haven_day_parse (argv[3], &today))
    g_error ("usage: list-models STORE PASSPHRASE YYYY-MM-DD");
  haven_reference_start ();
  if (!haven_secret_start (&error))
    g_error ("%s", error->message);
  clock = haven_clock_fixed (today);
  session = haven_session_new (argv[1], clock);
  if (!haven_session_unlock (session, NULL, argv[2], &error))
    g_error ("%s", error->message);
  say_children (haven_session_get_school (session), clock);
  say_numbers (haven_session_get_school (session), clock);
  say_today (haven_session_get_school (session), clock);
  say_cells (session);
  say_tables (haven_session_get_school (session), clock);
  return 0;
}
