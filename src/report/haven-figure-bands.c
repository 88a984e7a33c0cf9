/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-figure-private.h"

#include <glib/gi18n-lib.h>

/* How many of each group miss a tenth of their sessions, and how many half. Persistent absence is the last two bands (practice 12). */
enum { UNDER_10, TO_50, OVER_50, N_BANDS };

typedef struct {
  guint pupils;                 /* with sessions to attend */
  guint bands[N_BANDS];
} Bands;

static Bands
count_bands (const HavenAttendance *figures)
{
  Bands bands = { .pupils = figures->pupils };

  bands.bands[OVER_50] = figures->severely_absent;
  bands.bands[TO_50] = figures->persistently_absent - figures->severely_absent;
  bands.bands[UNDER_10] = figures->pupils - figures->persistently_absent;
  return bands;
}

static gboolean
count_group (HavenFigureRun *run, HavenGroup group, HavenAttendance *figures, GError **error)
{
  g_autoptr (GPtrArray) members = haven_group_members (run->school, group, run->span, run->clock);

  return haven_attendance_of (run->school, members, run->weeks, figures, error);
}

static gboolean
put_group (HavenFigureRun *run, HavenGroup group, GError **error)
{
  HavenAttendance figures = { 0 };
  g_autofree char *group_name = haven_figure_begin_upper (haven_group_text (group));
  g_autofree char *name = NULL;
  Bands bands;

  if (!count_group (run, group, &figures, error))
    return FALSE;
  if (figures.pupils == 0)
    return TRUE;
  bands = count_bands (&figures);
  name = g_strdup_printf (_("%s (%u)"), group_name, figures.pupils);
  haven_chart_draft_add_category (run->draft, name, HAVEN_DAY_NONE);
  for (guint i = 0; i < N_BANDS; i++) {
    g_autofree char *explain = haven_figure_of_text (bands.bands[i], bands.pupils, _("pupils"));
    haven_chart_draft_put (run->draft, i, 100.0 * bands.bands[i] / bands.pupils, NULL, explain);
  }
  return TRUE;
}

/* The group asked about in its parts, and the rest of the school last */
static gboolean
put_groups (HavenFigureRun *run, GError **error)
{
  static const HavenGroup parts[] = { HAVEN_GROUP_CP, HAVEN_GROUP_CIN, HAVEN_GROUP_CLA, HAVEN_GROUP_PREVIOUS, HAVEN_GROUP_KINSHIP };
  gboolean whole = run->group == HAVEN_GROUP_ALL || run->group == HAVEN_GROUP_FLAGGED || run->group == HAVEN_GROUP_OTHERS;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if ((whole || run->group == parts[i]) && !put_group (run, parts[i], error))
      return FALSE;
  return put_group (run, HAVEN_GROUP_OTHERS, error);
}

static void
set_words (HavenFigureRun *run, const HavenAttendance *figures)
{
  g_autofree char *name = haven_figure_members_name (run);
  g_autofree char *who = haven_figure_begin_upper (name);
  g_autofree char *span = haven_figure_span_text (run->span);
  g_autofree char *share = NULL;

  if (figures->pupils == 0) {
    haven_figure_set_title (run, _("Nobody had a session to attend"));
  } else {
    share = haven_figure_percent (100.0 * figures->persistently_absent / figures->pupils);
    haven_figure_set_title (run, _("%s are persistently absent"), share);
  }
  haven_figure_set_subtitle (run, _("%s: pupils by share of their sessions missed, %s; n = %u. Persistent absence is the last two bands."),
                             who, span, figures->pupils);
  haven_figure_warn_few (run, figures);
}

gboolean
haven_figure_fill_bands (HavenFigureRun *run, GError **error)
{
  HavenAttendance figures = { 0 };

  haven_chart_draft_set_measure (run->draft, HAVEN_UNIT_PERCENT, _("Pupils"));
  haven_chart_draft_set_axis (run->draft, _("Group"));
  haven_chart_draft_add_series (run->draft, _("Missed under 10%"));
  haven_chart_draft_add_series (run->draft, _("10% to under 50%"));
  haven_chart_draft_add_series (run->draft, /* xgettext:no-c-format */ _("50% and over"));
  if (!put_groups (run, error) || !count_group (run, run->group, &figures, error))
    return FALSE;
  set_words (run, &figures);
  /* The bands lie from the least missed to the most, so whoever misses a tenth begins where the rest ends. */
  haven_figure_add_targets (run, &(HavenFigureTargets) { "persistent_absence_rate", _("persistently absent at most"), TRUE, FALSE });
  return TRUE;
}
