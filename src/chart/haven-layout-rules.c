/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-layout-plot.h"

#include <math.h>

/* Lines to compare with. Each label takes the first place of four along its line where it covers no other words; one that finds none is
 * left to the pointer and the sentence. */
#define LABEL_GAP 3.0
#define TOUCH 12.0
#define CLEARANCE 4.0
#define MOST_LINES_AWAY 7
#define FEW_LINES_AWAY 2

typedef struct {
  double x1;
  double x2;
  double y;
} Stretch;

static gboolean
meets (HavenBox a, HavenBox b)
{
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

gboolean
haven_sketch_is_free (HavenSketch *self, HavenBox box)
{
  for (guint i = 0; i < self->texts->len; i++)
    if (meets (box, g_array_index (self->texts, HavenLayoutText, i).box))
      return FALSE;
  return TRUE;
}

/* Where a piece of a line is within a stretch of the width; FALSE: it is not there at all */
static gboolean
get_heights (HavenLinePlot *run, guint series, guint category, HavenBox box, double *ret_low, double *ret_high)
{
  const HavenDatum *from = haven_chart_get_at (run->chart, series, category - 1);
  const HavenDatum *to = haven_chart_get_at (run->chart, series, category);
  double x1, x2, y1, y2, left, right;

  if (haven_datum_is_missing (from) || haven_datum_is_missing (to))
    return FALSE;
  x1 = haven_plot_get_x (run, haven_chart_get_day (run->chart, category - 1));
  x2 = haven_plot_get_x (run, haven_chart_get_day (run->chart, category));
  left = MAX (x1, box.x);
  right = MIN (x2, box.x + box.width);
  if (left > right || x2 <= x1)
    return FALSE;
  y1 = haven_plot_get_y (run, from->value);
  y2 = haven_plot_get_y (run, to->value);
  *ret_low = MIN (y1 + (y2 - y1) * (left - x1) / (x2 - x1), y1 + (y2 - y1) * (right - x1) / (x2 - x1));
  *ret_high = MAX (y1 + (y2 - y1) * (left - x1) / (x2 - x1), y1 + (y2 - y1) * (right - x1) / (x2 - x1));
  return TRUE;
}

/* A line that runs through the words makes both hard to read */
static gboolean
is_clear (HavenLinePlot *run, HavenBox box)
{
  for (guint i = 0; i < haven_chart_get_n_series (run->chart) && run->by_day; i++)
    for (guint j = run->from + 1; j < run->end; j++) {
      double low, high;
      if (get_heights (run, i, j, (HavenBox) { box.x - 3, 0, box.width + 6, 0 }, &low, &high)
          && low < box.y + box.height + CLEARANCE && high > box.y - CLEARANCE)
        return FALSE;
    }
  return TRUE;
}

static gboolean
try_label (HavenLinePlot *run, HavenLayoutText label, double x, double y, gboolean picky)
{
  HavenBox box = { floor (x + 0.5), floor (y + 0.5), label.box.width, label.box.height };
  HavenBox plot = run->plot;

  if (box.x < plot.x || box.x + box.width > plot.x + plot.width || box.y < plot.y - 2 || box.y + box.height > plot.y + plot.height)
    return FALSE;
  if (!haven_sketch_is_free (run->sketch, box) || (picky && !is_clear (run, box)))
    return FALSE;
  haven_sketch_put (run->sketch, label, box.x, box.y, -1);
  return TRUE;
}

static gboolean
try_line (HavenLinePlot *run, HavenLayoutText label, Stretch at, double y, gboolean picky)
{
  double xs[] = { at.x1 + LABEL_GAP, (at.x1 + at.x2 - label.box.width) / 2, at.x2 - label.box.width - LABEL_GAP };

  for (guint i = 0; i < G_N_ELEMENTS (xs); i++)
    if (try_label (run, label, xs[i], y, picky))
      return TRUE;
  return FALSE;
}

/* Along its line; a level's words may stand some lines above or below it, because what it sums up runs through it */
static void
put_label (HavenLinePlot *run, Stretch at, const char *text, gboolean timed)
{
  HavenWords words = { text, HAVEN_SIZE_SMALL, TRUE, run->sketch->palette->text, 0, 1 };
  HavenLayoutText label = haven_sketch_typeset (run->sketch, words);
  double line = label.box.height;

  for (int away = 0; away <= (timed ? MOST_LINES_AWAY : FEW_LINES_AWAY); away++)
    if (try_line (run, label, at, at.y - line * (1 + away) - 2, TRUE) || try_line (run, label, at, at.y + line * away + 3, TRUE))
      return;
  if (!timed && !try_line (run, label, at, at.y - line - 1, FALSE))
    try_line (run, label, at, at.y + 2, FALSE);
}

/* FALSE: it lies outside the time, the values or the panel that is shown */
static gboolean
find_stretch (HavenLinePlot *run, const HavenChartRule *rule, Stretch *ret)
{
  gboolean timed = rule->span.first != HAVEN_DAY_NONE;

  if (rule->category != HAVEN_CHART_EVERYWHERE && (rule->category < run->from || rule->category >= run->end))
    return FALSE;
  if (rule->value < run->ticks.low || rule->value > run->ticks.high)
    return FALSE;
  if (timed && (!run->by_day || rule->span.last < run->first || rule->span.first > run->last))
    return FALSE;
  ret->y = floor (haven_plot_get_y (run, rule->value)) + 0.5;
  ret->x1 = timed ? haven_plot_get_x (run, rule->span.first) : run->plot.x;
  ret->x2 = timed ? haven_plot_get_x (run, rule->span.last) : run->plot.x + run->plot.width;
  return TRUE;
}

static void
put_stretch (HavenLinePlot *run, Stretch at, gboolean timed, int datum)
{
  HavenColour ink = run->sketch->palette->text;
  HavenLayoutLine line = { at.x1, at.y, at.x2, at.y, ink, timed ? 3 : 1.25, timed ? HAVEN_DASH_SOLID : HAVEN_DASH_LONG, 0, -1 };

  g_array_append_val (run->sketch->grid, line);
  haven_sketch_target (run->sketch, (HavenBox) { at.x1, at.y - TOUCH / 2, MAX (at.x2 - at.x1, 1), TOUCH }, datum);
}

void
haven_plot_put_rules (HavenLinePlot *self)
{
  for (guint i = 0; i < haven_chart_get_n_rules (self->chart); i++) {
    const HavenChartRule *rule = haven_chart_get_rule (self->chart, i);
    Stretch at;
    if (!find_stretch (self, rule, &at))
      continue;
    put_stretch (self, at, rule->span.first != HAVEN_DAY_NONE, haven_sketch_rule_datum (self->sketch, i));
    put_label (self, at, rule->label, rule->span.first != HAVEN_DAY_NONE);
  }
}
