/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-cohort-numbers.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include "haven-figure.h"
#include "haven-words.h"

static const struct { HavenMeasure measure; const char *caption; } measures[HAVEN_N_COHORT_MEASURES] = {
  [HAVEN_COHORT_ABSENCE] = { HAVEN_MEASURE_ABSENCE, N_("of sessions missed") },
  [HAVEN_COHORT_PERSISTENT] = { HAVEN_MEASURE_PERSISTENT, N_("persistently absent") },
  [HAVEN_COHORT_SEVERE] = { HAVEN_MEASURE_SEVERE, N_("of them severely absent") },
  [HAVEN_COHORT_SUSPENDED] = { HAVEN_MEASURE_SUSPENDED, N_("suspended at least once") },
};

void
haven_cohort_number_clear (HavenCohortNumber *self)
{
  g_clear_pointer (&self->caption, g_free);
  g_clear_pointer (&self->note, g_free);
  g_clear_pointer (&self->explanation, g_free);
}

static void
add_line (GString *note, const char *line)
{
  if (line != NULL && *line != '\0')
    g_string_append_printf (note, "%s%s", note->len > 0 ? "\n" : "", line);
}

/* "2.4 times as likely … as rest of the school: 19.3%", or the figure alone and why there is no multiple */
static void
add_row (GString *note, const HavenComparison *comparison, const HavenComparisonRow *row)
{
  g_autofree char *sentence = haven_comparison_sentence (comparison, row);
  g_autofree char *value = isnan (row->value) ? g_strdup (row->symbol != NULL ? row->symbol : _("not published"))
                                              : haven_words_percent (row->value);
  g_autofree char *dated = g_strdup_printf ("%s, %s", value, row->dated);
  g_autofree char *line = g_strdup_printf ("%s: %s", sentence != NULL ? sentence : row->name, dated);

  add_line (note, line);
  add_line (note, row->why);
}

static void
add_n (GString *note, guint n)
{
  g_autofree char *line = NULL;

  if (n == 0)
    line = g_strdup (_("Nobody to count"));
  else if (n >= 10)
    line = g_strdup_printf (_("n = %u"), n);
  else
    line = g_strdup_printf (_("n = %u: one child moves this by %.0f points"), n, 100.0 / n);
  add_line (note, line);
}

static char *
dup_note (const HavenComparison *comparison, const HavenComparisonRow *row)
{
  GString *note = g_string_new (NULL);

  if (row != NULL)
    add_row (note, comparison, row);
  else
    add_line (note, _("No published figure stands beside it."));
  add_n (note, comparison->ours->n);
  return g_string_free (note, FALSE);
}

static void
fill_number (HavenCohortNumber *number, const HavenComparison *comparison, HavenVersus versus)
{
  const HavenComparisonRow *row = haven_figure_versus (comparison, versus);
  g_autofree char *worked_out = haven_explanation_to_text (comparison->ours);

  number->value = comparison->ours->value;
  number->n = comparison->ours->n;
  number->beside = row != NULL ? row->value : NAN;
  number->note = dup_note (comparison, row);
  number->explanation = row != NULL && row->covers != NULL ? g_strdup_printf ("%s %s", worked_out, row->covers)
                                                           : g_steal_pointer (&worked_out);
}

void
haven_cohort_count (const HavenCohortQuestion *question, HavenCohortNumber numbers[HAVEN_N_COHORT_MEASURES])
{
  HavenScope scope = haven_scope_of_group (question->school, question->clock, question->group, question->span);

  for (HavenCohortMeasure measure = 0; measure < HAVEN_N_COHORT_MEASURES; measure++) {
    HavenCohortNumber *number = &numbers[measure];
    g_autoptr (GError) error = NULL;
    g_autoptr (HavenComparison) comparison = haven_compare (measures[measure].measure, &scope, &error);

    *number = (HavenCohortNumber) { .value = NAN, .beside = NAN, .caption = g_strdup (_(measures[measure].caption)) };
    if (comparison != NULL)
      fill_number (number, comparison, question->versus);
    else
      number->note = g_strdup (error->message);
  }
}

gboolean
haven_cohort_has_authority (HavenSchool *school)
{
  return *haven_school_get_setting (school, "authority", "") != '\0';
}
