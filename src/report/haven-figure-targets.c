/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-figure-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-authority.h"
#include "haven-received-targets.h"

/* What the Virtual Schools aim at, as a line through a cohort's chart. Targets are for the children whom a Virtual School is there for, so
 * they stand beside no single child, not beside the others, and not beside the whole school. */

static gboolean
is_of_cohort (const HavenFigureRun *run)
{
  return run->pupil == NULL && run->group != HAVEN_GROUP_OTHERS && run->group != HAVEN_GROUP_ALL;
}

static char *
explain_target (HavenFigureRun *run, const HavenReceivedTarget *target, gint64 authority, const char *words)
{
  const char *name = haven_authority_get_name (run->school, authority);
  g_autofree char *day = target->by != HAVEN_DAY_NONE ? haven_day_to_text (target->by) : NULL;
  const char *whose = name != NULL ? name : _("Virtual School");

  if (day == NULL)
    return g_strdup_printf (_("Target of %s, “%s”: %s"), whose, target->title, words);
  /* Translators: whose target, the name of the priority, "attendance 90%", a day */
  return g_strdup_printf (_("Target of %s, “%s”: %s, by %s"), whose, target->title, words, day);
}

static void
add_target (HavenFigureRun *run, const HavenFigureTargets *about, const HavenReceivedTarget *target, gint64 authority)
{
  double value = about->of_rest ? 100 - target->value : target->value;
  g_autofree char *shown = haven_figure_percent (about->shows_rest ? value : target->value);
  g_autofree char *label = g_strdup_printf (_("Target: %s"), shown);
  g_autofree char *words = g_strdup_printf ("%s %s", about->words, shown);
  g_autofree char *explain = explain_target (run, target, authority, words);

  haven_chart_draft_add_rule (run->draft, value, label, explain);
}

static void
add_targets_of (HavenFigureRun *run, const HavenFigureTargets *about, gint64 authority)
{
  g_autoptr (GPtrArray) targets = haven_received_targets_read (haven_authority_get (run->school, authority, "document.priorities", NULL));

  for (guint i = 0; i < targets->len; i++) {
    const HavenReceivedTarget *target = targets->pdata[i];
    if (strcmp (target->measure, about->measure) == 0 && target->value >= 0 && target->value <= 100)
      add_target (run, about, target, authority);
  }
}

void
haven_figure_add_targets (HavenFigureRun *run, const HavenFigureTargets *about)
{
  g_autoptr (GArray) authorities = haven_authority_list (run->school);

  for (guint i = 0; is_of_cohort (run) && i < authorities->len; i++)
    add_targets_of (run, about, g_array_index (authorities, gint64, i));
}
