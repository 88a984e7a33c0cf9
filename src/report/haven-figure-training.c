/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-figure-private.h"

#include <glib/gi18n-lib.h>

#include "haven-training-coverage.h"

/* Which staff have which training, and whether it still stands. */
static void
put_state (HavenFigureRun *run, guint series, guint staff, guint of)
{
  g_autofree char *explain = haven_figure_of_text (staff, of, _("staff"));

  haven_chart_draft_put (run->draft, series, staff, NULL, explain);
}

static void
put_topic (HavenFigureRun *run, const HavenTrainingCoverage *coverage)
{
  g_autofree char *name = haven_training_topic_text (coverage->topic);

  haven_chart_draft_add_category (run->draft, name, HAVEN_DAY_NONE);
  put_state (run, 0, coverage->current, coverage->staff);
  put_state (run, 1, coverage->lapsed, coverage->staff);
  put_state (run, 2, coverage->staff - coverage->current - coverage->lapsed, coverage->staff);
}

/* The topic that most staff lack */
static void
set_words (HavenFigureRun *run, const HavenTrainingCoverage *worst)
{
  g_autofree char *name = haven_training_topic_text (worst->topic);
  g_autofree char *day = haven_day_to_text (run->clock.today);

  if (worst->current < worst->staff)
    haven_figure_set_title (run, _("%s: %u of %u staff not in date"), name, worst->staff - worst->current, worst->staff);
  else
    haven_figure_set_title (run, _("All staff are in date"));
  haven_figure_set_subtitle (run, _("Staff by topic and whether their training still stands, on %s; n = %u staff"), day, worst->staff);
}

gboolean
haven_figure_fill_training (HavenFigureRun *run, GError **error)
{
  g_autoptr (GArray) topics = haven_training_coverage (run->school, run->clock.today);
  const HavenTrainingCoverage *worst;

  if (topics->len == 0)
    return haven_figure_refuse (error, _("No training of staff is recorded yet."));
  worst = &g_array_index (topics, HavenTrainingCoverage, 0);
  haven_chart_draft_set_measure (run->draft, HAVEN_UNIT_NUMBER, _("Staff"));
  haven_chart_draft_set_axis (run->draft, _("Topic"));
  haven_chart_draft_add_series (run->draft, _("In date"));
  haven_chart_draft_add_series (run->draft, _("Lapsed"));
  haven_chart_draft_add_series (run->draft, _("Never"));
  for (guint i = 0; i < topics->len; i++) {
    const HavenTrainingCoverage *topic = &g_array_index (topics, HavenTrainingCoverage, i);
    put_topic (run, topic);
    if (topic->current < worst->current)
      worst = topic;
  }
  set_words (run, worst);
  return TRUE;
}
