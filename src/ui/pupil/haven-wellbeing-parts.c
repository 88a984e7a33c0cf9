/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-pupil-part.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include "haven-chart-card.h"
#include "haven-form-specs.h"
#include "haven-plain-list.h"
#include "haven-text.h"
#include "haven-words.h"

#define CHART_HEIGHT 300

/* SDQ over time: a line an informant, never mixed (practice 17) */

GtkWidget *
haven_part_make_sdq (const HavenPupilPart *part)
{
  return haven_chart_card_new (CHART_HEIGHT);
}

static int
compare_scores (gconstpointer a, gconstpointer b)
{
  return (*(const HavenSdq *const *) a)->day - (*(const HavenSdq *const *) b)->day;
}

static GPtrArray *
sort_scores (HavenSchool *school, gint64 pupil_id)
{
  HavenSlice slice = haven_school_of_pupil (school, HAVEN_TABLE_SDQ, pupil_id);
  GPtrArray *scores = g_ptr_array_new ();

  for (guint i = 0; i < slice.n; i++)
    if (((HavenSdq *) slice.items[i])->total >= 0)
      g_ptr_array_add (scores, slice.items[i]);
  g_ptr_array_sort (scores, compare_scores);
  return scores;
}

static const char *
informant_text (int informant)
{
  return haven_form_spec_of (HAVEN_TABLE_SDQ)->inputs[0].choice (informant);
}

static void
set_words (HavenChartDraft *draft, const HavenSdq *latest, guint n)
{
  g_autofree char *title = g_strdup_printf (_("SDQ total was %d when last asked"), (int) latest->total);
  g_autofree char *day = haven_day_to_text (latest->day);
  g_autofree char *subtitle = g_strdup_printf (_("Total difficulties, 0 to 40, by who answered, to %s; n = %u scores"), day, n);

  haven_chart_draft_set_title (draft, title);
  haven_chart_draft_set_subtitle (draft, subtitle);
  haven_chart_draft_set_measure (draft, HAVEN_UNIT_NUMBER, _("Total difficulties"));
  haven_chart_draft_set_axis (draft, _("Day"));
  haven_chart_draft_set_source (draft, _("Scores only. An SDQ screens; it never diagnoses."));
}

/* Several scores of one day share its category. */
static void
put_scores (HavenChartDraft *draft, GPtrArray *scores, const guint series[])
{
  HavenDay last = HAVEN_DAY_NONE;

  for (guint i = 0; i < scores->len; i++) {
    const HavenSdq *score = g_ptr_array_index (scores, i);

    if (score->day != last)
      haven_chart_draft_add_category (draft, NULL, score->day);
    haven_chart_draft_put (draft, series[score->informant], score->total, NULL, informant_text (score->informant));
    last = score->day;
  }
}

static HavenChart *
draw_sdq (GPtrArray *scores)
{
  HavenChartDraft *draft = haven_chart_draft_new (HAVEN_CHART_LINE);
  guint series[HAVEN_INFORMANT_SELF + 1] = { 0 };

  set_words (draft, g_ptr_array_index (scores, scores->len - 1), scores->len);
  for (int informant = 0; informant <= HAVEN_INFORMANT_SELF; informant++) {
    gboolean has = FALSE;

    for (guint i = 0; i < scores->len; i++)
      has |= ((HavenSdq *) g_ptr_array_index (scores, i))->informant == informant;
    if (has)
      series[informant] = haven_chart_draft_add_series (draft, informant_text (informant));
  }
  put_scores (draft, scores, series);
  return haven_chart_draft_end (draft);
}

void
haven_part_show_sdq (GtkWidget *widget, HavenBriefing *briefing, gint64 pupil_id)
{
  HavenSchool *school = haven_session_get_school (haven_briefing_get_session (briefing));
  g_autoptr (GPtrArray) scores = sort_scores (school, pupil_id);
  g_autoptr (HavenChart) chart = scores->len > 1 ? draw_sdq (scores) : NULL;

  gtk_widget_set_visible (widget, chart != NULL);
  haven_chart_card_set_chart (HAVEN_CHART_CARD (widget), chart);
}

/* What the child said, in the child's words */

GtkWidget *
haven_part_make_voice (const HavenPupilPart *part)
{
  return haven_plain_list_new (_(part->title), _(part->nothing));
}

static int
compare_meetings (gconstpointer a, gconstpointer b)
{
  return (*(const HavenMeeting *const *) b)->day - (*(const HavenMeeting *const *) a)->day;
}

void
haven_part_show_voice (GtkWidget *widget, HavenBriefing *briefing, gint64 pupil_id)
{
  HavenSchool *school = haven_session_get_school (haven_briefing_get_session (briefing));
  HavenSlice slice = haven_school_of_pupil (school, HAVEN_TABLE_MEETINGS, pupil_id);
  g_autoptr (GPtrArray) meetings = g_ptr_array_new ();

  for (guint i = 0; i < slice.n; i++)
    g_ptr_array_add (meetings, slice.items[i]);
  g_ptr_array_sort (meetings, compare_meetings);
  haven_plain_list_clear (HAVEN_PLAIN_LIST (widget));
  for (guint i = 0; i < meetings->len; i++) {
    const HavenMeeting *meeting = g_ptr_array_index (meetings, i);
    g_autofree char *when = haven_words_meeting (meeting);
    g_autofree char *detail = haven_text_is_empty (meeting->wishes_how) ? g_strdup (when)
                                : g_strdup_printf ("%s · %s", when, meeting->wishes_how);

    if (!haven_text_is_empty (meeting->wishes))
      haven_plain_list_add (HAVEN_PLAIN_LIST (widget), meeting->wishes, detail, NULL);
  }
}
