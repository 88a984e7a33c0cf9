/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-figure-private.h"

#include <glib/gi18n-lib.h>

#include "haven-sdq-figures.h"

/* SDQ over time, a plot a subscale. A line is one informant's on one form: they are never mixed (practice 17). Scores only. */
#define FIRST_SCALE HAVEN_SDQ_EMOTIONAL

typedef struct {
  HavenFigureRun *run;
  GPtrArray *lines;            /* HavenSdqLine: those that are drawn */
  GPtrArray *scores;           /* const HavenSdq, all of them, by day */
  gboolean has_bands;
  gboolean certain;            /* they are checked against the publisher’s */
} SdqRun;

static int
compare_scores (gconstpointer a, gconstpointer b)
{
  const HavenSdq *one = *(const HavenSdq *const *) a;
  const HavenSdq *other = *(const HavenSdq *const *) b;

  return one->day != other->day ? (one->day < other->day ? -1 : 1) : one->informant - other->informant;
}

static void
collect (SdqRun *sdq)
{
  HavenSpan ever = { G_MININT32 + 1, sdq->run->clock.today };

  sdq->lines = haven_sdq_lines (sdq->run->school, sdq->run->pupil->id, ever);
  sdq->scores = g_ptr_array_new ();
  if (sdq->lines->len > HAVEN_CHART_MAX_SERIES)
    g_ptr_array_set_size (sdq->lines, HAVEN_CHART_MAX_SERIES);
  for (guint i = 0; i < sdq->lines->len; i++) {
    const HavenSdqLine *line = sdq->lines->pdata[i];
    for (guint j = 0; j < line->scores->len; j++)
      g_ptr_array_add (sdq->scores, line->scores->pdata[j]);
  }
  g_ptr_array_sort (sdq->scores, compare_scores);
}

static int
find_line (SdqRun *sdq, const HavenSdq *score)
{
  for (guint i = 0; i < sdq->lines->len; i++)
    if (g_ptr_array_find (((HavenSdqLine *) sdq->lines->pdata[i])->scores, score, NULL))
      return (int) i;
  return 0;
}

static void
add_series (SdqRun *sdq)
{
  for (guint i = 0; i < sdq->lines->len; i++) {
    const HavenSdqLine *line = sdq->lines->pdata[i];
    g_autofree char *who = haven_figure_begin_upper (haven_informant_text (line->informant));
    g_autofree char *form = g_strdup_printf (_("%s, form %s"), who, line->version);
    haven_chart_draft_add_series (sdq->run->draft, line->version[0] != '\0' ? form : who);
  }
}

static void
put_score (SdqRun *sdq, const HavenSdq *score, HavenSdqScale scale)
{
  gint64 value = haven_sdq_get_score (score, scale);
  const HavenSdqBand *band = haven_sdq_get_band (score, scale);
  g_autofree char *text = band != NULL ? haven_sdq_band_to_text (band) : NULL;

  if (value >= 0)
    haven_chart_draft_put (sdq->run->draft, (guint) find_line (sdq, score), value, NULL, text);
}

/* The cut-offs of whoever answered last: other informants' lie elsewhere, and stand with their scores. Scores are whole, so that a band
 * ends half way to the next. */
static void
put_bands (SdqRun *sdq, HavenSdqScale scale)
{
  const HavenSdq *latest = sdq->scores->pdata[sdq->scores->len - 1];
  HavenSdq probe = { .informant = latest->informant, .version = latest->version };

  for (gint64 score = 0, next; score <= haven_sdq_scale_max (scale); score = next) {
    const HavenSdqBand *band;
    g_autofree char *name = NULL;
    haven_sdq_set_score (&probe, scale, score);
    band = haven_sdq_get_band (&probe, scale);
    if (band == NULL)
      return;
    name = haven_figure_begin_upper (band->text);
    haven_chart_draft_add_band (sdq->run->draft, band->from - 0.5, band->until + 0.5, (guint) band->place, name);
    sdq->certain = sdq->certain && band->certain;
    sdq->has_bands = TRUE;
    next = band->until + 1;
  }
}

static void
tell_bands (SdqRun *sdq)
{
  const HavenSdq *latest = sdq->scores->pdata[sdq->scores->len - 1];
  g_autofree char *whose = NULL;

  if (!sdq->has_bands)
    return;
  /* Translators: the bands behind the lines are of the form of, for instance, "teacher" */
  whose = g_strdup_printf (_("Bands: cut-offs for the form of: %s."), haven_informant_text (latest->informant));
  haven_figure_warn (sdq->run, whose);
  if (!sdq->certain)
    haven_figure_warn (sdq->run, _("These cut-offs are not yet checked against the publisher’s."));
}

/* Several forms of one day share its place */
static void
put_scale (SdqRun *sdq, HavenSdqScale scale)
{
  HavenDay last = HAVEN_DAY_NONE;

  haven_chart_draft_add_panel (sdq->run->draft, haven_sdq_scale_text (scale));
  put_bands (sdq, scale);
  for (guint i = 0; i < sdq->scores->len; i++) {
    const HavenSdq *score = sdq->scores->pdata[i];
    g_autofree char *day = haven_day_to_text (score->day);
    if (score->day != last)
      haven_chart_draft_add_category (sdq->run->draft, day, score->day);
    put_score (sdq, score, scale);
    last = score->day;
  }
}

/* The total before the latest, on the same line */
static gint64
find_total_before (SdqRun *sdq, const HavenSdq *latest)
{
  const HavenSdqLine *line = sdq->lines->pdata[find_line (sdq, latest)];

  return line->scores->len > 1 ? haven_sdq_get_score (line->scores->pdata[line->scores->len - 2], HAVEN_SDQ_TOTAL) : -1;
}

static void
set_words (SdqRun *sdq)
{
  const HavenSdq *first = sdq->scores->pdata[0];
  const HavenSdq *latest = sdq->scores->pdata[sdq->scores->len - 1];
  gint64 total = haven_sdq_get_score (latest, HAVEN_SDQ_TOTAL), before = find_total_before (sdq, latest);
  g_autofree char *informant = haven_figure_begin_upper (haven_informant_text (latest->informant));
  g_autofree char *who = haven_pupil_dup_initials (sdq->run->pupil);
  g_autofree char *period = haven_figure_span_text ((HavenSpan) { first->day, latest->day });

  if (total >= 0 && before >= 0)
    haven_figure_set_title (sdq->run, _("%s: total difficulties %d, before %d"), informant, (int) total, (int) before);
  else if (total >= 0)
    haven_figure_set_title (sdq->run, _("%s: total difficulties %d"), informant, (int) total);
  else
    haven_figure_set_title (sdq->run, _("SDQ scores, no total given"));
  haven_figure_set_subtitle (sdq->run, _("%s, scores of 0 to 10 by who answered, %s; n = %u forms. An SDQ screens; it never diagnoses."),
                             who, period, sdq->scores->len);
}

gboolean
haven_figure_fill_sdq (HavenFigureRun *run, GError **error)
{
  SdqRun sdq = { .run = run, .certain = TRUE };
  gboolean any;

  collect (&sdq);
  any = sdq.scores->len > 0;
  if (any) {
    haven_chart_draft_set_measure (run->draft, HAVEN_UNIT_NUMBER, _("Scale"));
    haven_chart_draft_set_axis (run->draft, _("Day"));
    haven_chart_draft_set_range (run->draft, 0, haven_sdq_scale_max (FIRST_SCALE));
    add_series (&sdq);
    for (HavenSdqScale scale = FIRST_SCALE; scale < HAVEN_N_SDQ_SCALES; scale++)
      put_scale (&sdq, scale);
    set_words (&sdq);
    tell_bands (&sdq);
  }
  g_ptr_array_unref (sdq.lines);
  g_ptr_array_unref (sdq.scores);
  return any || haven_figure_refuse (error, _("No SDQ score is recorded for this child."));
}
