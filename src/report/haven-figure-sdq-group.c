/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-figure-private.h"

#include <glib/gi18n-lib.h>

#include "haven-sdq-figures.h"

/* A group by SDQ band: each pupil's latest total of the period, an informant a bar, never added together (practice 17). */

typedef struct {
  HavenSdqCount counts[HAVEN_INFORMANT_SELF + 1];
  guint forms;
  guint without_band;
  gboolean certain;
} SdqGroup;

static SdqGroup
count_all (HavenFigureRun *run, GPtrArray *members)
{
  SdqGroup self = { .certain = TRUE };

  for (HavenInformant informant = 0; informant < G_N_ELEMENTS (self.counts); informant++) {
    self.counts[informant] = haven_sdq_of_group (run->school, members, informant, run->span);
    self.forms += self.counts[informant].pupils;
    self.without_band += self.counts[informant].without_band;
    self.certain = self.certain && self.counts[informant].certain;
  }
  return self;
}

static void
put_informant (HavenFigureRun *run, const HavenSdqCount *count)
{
  guint n = count->pupils - count->without_band;
  g_autofree char *informant = haven_figure_begin_upper (haven_informant_text (count->informant));
  /* Translators: who answered, of how many pupils; the second one marks cut-offs that were not checked yet */
  g_autofree char *name = g_strdup_printf (count->certain ? _("%s (%u)") : _("%s (%u), unchecked"), informant, n);

  if (n == 0)
    return;
  haven_chart_draft_add_category (run->draft, name, HAVEN_DAY_NONE);
  for (guint place = 0; place < HAVEN_N_SDQ_BANDS; place++) {
    g_autofree char *explain = haven_figure_of_text (count->bands[place], n, _("pupils"));
    haven_chart_draft_put (run->draft, place, count->bands[place], NULL, explain);
  }
}

/* Who looks after the child is asked first; where nobody has, whoever was */
static const HavenSdqCount *
choose_first (const SdqGroup *group)
{
  for (guint i = 0; i < G_N_ELEMENTS (group->counts); i++)
    if (group->counts[i].pupils > group->counts[i].without_band)
      return &group->counts[i];
  return NULL;
}

static void
set_words (HavenFigureRun *run, const SdqGroup *group, const HavenSdqCount *first)
{
  guint high = first->bands[HAVEN_N_SDQ_BANDS - 2] + first->bands[HAVEN_N_SDQ_BANDS - 1];
  g_autofree char *informant = haven_figure_begin_upper (haven_informant_text (first->informant));
  g_autofree char *name = haven_figure_members_name (run);
  g_autofree char *who = haven_figure_begin_upper (name);
  g_autofree char *span = haven_figure_span_text (run->span);

  haven_figure_set_title (run, _("%s: %u of %u high or raised"), informant, high, first->pupils - first->without_band);
  haven_figure_set_subtitle (run, _("%s: latest total of each pupil by band, %s; n = %u forms. An SDQ screens; it never diagnoses."), who,
                             span, group->forms - group->without_band);
  if (!group->certain)
    haven_figure_warn (run, _("The cut-offs marked unchecked are not yet checked against the publisher’s."));
}

gboolean
haven_figure_fill_sdq_group (HavenFigureRun *run, GError **error)
{
  g_autoptr (GPtrArray) members = haven_figure_members (run);
  SdqGroup group = count_all (run, members);
  const HavenSdqCount *first = choose_first (&group);

  if (first == NULL)
    return haven_figure_refuse (error, _("No SDQ total with a band is recorded for this group in this period."));
  haven_chart_draft_set_measure (run->draft, HAVEN_UNIT_NUMBER, _("Pupils"));
  haven_chart_draft_set_axis (run->draft, _("Who answered"));
  for (guint place = 0; place < HAVEN_N_SDQ_BANDS; place++)
    haven_chart_draft_add_series (run->draft, haven_sdq_place_text (place));
  for (guint i = 0; i < G_N_ELEMENTS (group.counts); i++)
    put_informant (run, &group.counts[i]);
  set_words (run, &group, first);
  haven_figure_warn_few (run, &(HavenAttendance) { .pupils = members->len, .possible = G_MAXINT64 });
  return TRUE;
}
