/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-cohort-numbers.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include "haven-figure.h"
#include "haven-reference.h"
#include "haven-words.h"

static const struct { HavenMeasure measure; const char *caption; } measures[HAVEN_N_COHORT_MEASURES] = {
  [HAVEN_COHORT_ABSENCE] = { HAVEN_MEASURE_ABSENCE, N_("of sessions missed") },
  [HAVEN_COHORT_PERSISTENT] = { HAVEN_MEASURE_PERSISTENT, N_("persistently absent") },
  [HAVEN_COHORT_SEVERE] = { HAVEN_MEASURE_SEVERE, N_("severely absent") },
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
add_line (GString *text, const char *line)
{
  if (line != NULL && *line != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
}

static gboolean
is_small (guint n)
{
  return n > 0 && n < haven_rule_number ("few-pupils", "pupils");
}

/* One short line: what stands beside it, how many times that is, and the size of the group */
static char *
dup_note (const HavenComparison *comparison, const HavenComparisonRow *row)
{
  guint n = comparison->ours->n;
  g_autofree char *size = n == 0 ? g_strdup (_("Nobody to count")) : g_strdup_printf (is_small (n) ? _("n = %u, small") : _("n = %u"), n);
  g_autofree char *beside = row != NULL && !isnan (row->value) ? haven_words_percent (row->value) : NULL;

  if (beside == NULL)
    return g_steal_pointer (&size);
  if (isnan (row->multiple))
    /* Translators: "beside 19.3%; n = 18" */
    return g_strdup_printf (_("beside %s; %s"), beside, size);
  /* Translators: "2.4 times 19.3%; n = 18" */
  return g_strdup_printf (_("%.1f times %s; %s"), row->multiple, beside, size);
}

/* "2.4 times as likely … as rest of the school: 19.3%, …", or the figure alone and why there is no multiple; and what it covers */
static void
add_row (GString *text, const HavenComparison *comparison, const HavenComparisonRow *row)
{
  g_autofree char *sentence = haven_comparison_sentence (comparison, row);
  g_autofree char *value = isnan (row->value) ? g_strdup (row->symbol != NULL ? row->symbol : _("not published"))
                                              : haven_words_percent (row->value);
  g_autofree char *line = g_strdup_printf ("%s: %s, %s.%s%s", sentence != NULL ? sentence : row->name, value, row->dated,
                                           row->source != NULL ? " " : "", row->source != NULL ? row->source : "");

  add_line (text, line);
  add_line (text, row->why);
  add_line (text, row->covers);
}

/* What ships with Haven and what the exchange brought stand apart, each with its date and source */
static char *
dup_explanation (const HavenComparison *comparison, const HavenComparisonRow *chosen)
{
  g_autofree char *worked_out = haven_explanation_to_text (comparison->ours);
  GString *text = g_string_new (worked_out);
  guint n = comparison->ours->n;

  for (guint i = 0; chosen != NULL && i < comparison->rows->len; i++) {
    const HavenComparisonRow *row = comparison->rows->pdata[i];
    if (row->versus == chosen->versus)
      add_row (text, comparison, row);
  }
  if (chosen == NULL)
    add_line (text, _("No published figure stands beside it."));
  if (is_small (n)) {
    g_autofree char *line = g_strdup_printf (_("One child moves this by %.0f points."), 100.0 / n);
    add_line (text, line);
  }
  return g_string_free (text, FALSE);
}

static void
fill_number (HavenCohortNumber *number, const HavenComparison *comparison, HavenVersus versus)
{
  const HavenComparisonRow *row = haven_figure_versus (comparison, versus);

  number->value = comparison->ours->value;
  number->n = comparison->ours->n;
  number->beside = row != NULL ? row->value : NAN;
  number->note = dup_note (comparison, row);
  number->explanation = dup_explanation (comparison, row);
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
