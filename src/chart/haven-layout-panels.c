/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-sketch.h"

#include <math.h>

/* Small multiples: plots of one scale side by side, each under its name, the scale written at the left of each line of them. */
#define LEAST_PLOT_WIDTH 84.0
#define LEAST_PLOT_HEIGHT 40.0
#define GAP 16.0

typedef struct {
  HavenSketch *sketch;
  HavenChart *chart;
  HavenTicks ticks;
  guint n;
  guint columns;
  guint rows;
  double scale_width;        /* of the words at the left */
  double value_width;        /* of the last values at the right of each plot */
  double line;
  double gap;
  HavenBox box;
} PanelRun;

static double
widest_tick (PanelRun *run)
{
  double width = 0;

  for (guint i = 0; i < run->ticks.n; i++) {
    const char *step = haven_chart_get_step (run->chart, haven_ticks_get (&run->ticks, i));
    g_autofree char *text = step != NULL ? g_strdup (step) : haven_ticks_format (&run->ticks, haven_chart_get_unit (run->chart), i);
    width = MAX (width, haven_sketch_measure (run->sketch, text, HAVEN_SIZE_SMALL));
  }
  return ceil (width) + 8;
}

static double
widest_last (PanelRun *run)
{
  double width = 0;

  if (haven_chart_get_n_steps (run->chart) > 0)
    return 12;
  for (guint panel = 0; panel < run->n; panel++) {
    guint first, end;
    haven_chart_get_panel_range (run->chart, panel, &first, &end);
    for (guint i = first; i < end; i++)
      for (guint j = 0; j < haven_chart_get_n_series (run->chart); j++)
        width = MAX (width, haven_sketch_measure (run->sketch, haven_chart_get_at (run->chart, j, i)->label, HAVEN_SIZE_LABEL));
  }
  return ceil (width) + 12;
}

static double
plot_width (PanelRun *run)
{
  return floor ((run->box.width - run->scale_width - (run->columns - 1) * run->gap) / run->columns - run->value_width);
}

static double
plot_height (PanelRun *run)
{
  return floor ((run->box.height - (run->rows - 1) * run->gap * 0.5) / run->rows - 2 * run->line - 8);
}

static gboolean
names_fit (PanelRun *run)
{
  for (guint i = 0; i < run->n; i++) {
    HavenWords words = { haven_chart_get_panel (run->chart, i), HAVEN_SIZE_LABEL, TRUE, 0, 0, 1 };
    if (haven_sketch_typeset (run->sketch, words).box.width > plot_width (run) + run->value_width)
      return FALSE;
  }
  return TRUE;
}

/* As square as the box allows, with few places left empty */
static void
choose_columns (PanelRun *run)
{
  double best = -1;
  guint chosen = 1;

  for (guint columns = 1; columns <= run->n; columns++) {
    double side;
    run->columns = columns;
    run->rows = (run->n + columns - 1) / columns;
    side = MIN (plot_width (run) * 0.6, plot_height (run)) * run->n / (run->columns * run->rows);
    if (!names_fit (run))
      side *= 0.5;
    if (side > best * 1.05) {
      best = side;
      chosen = columns;
    }
  }
  run->columns = chosen;
  run->rows = (run->n + chosen - 1) / chosen;
}

static void
put_panel (PanelRun *run, guint panel)
{
  guint column = panel % run->columns;
  guint row = panel / run->columns;
  double pitch = plot_width (run) + run->value_width + run->gap;
  double x = floor (run->box.x + run->scale_width + column * pitch);
  double y = floor (run->box.y + row * (plot_height (run) + 2 * run->line + 8 + run->gap * 0.5));
  HavenWords words = { haven_chart_get_panel (run->chart, panel), HAVEN_SIZE_LABEL, TRUE, run->sketch->palette->text,
                       plot_width (run) + run->value_width, 1 };
  HavenLayoutText name = haven_sketch_typeset (run->sketch, words);
  HavenBox plot = { x, y + run->line + 6, plot_width (run), plot_height (run) };

  haven_sketch_put (run->sketch, name, x, y, -1);
  haven_sketch_line_panel (run->sketch, plot, panel, (HavenPanelWords) { run->ticks, column == 0, TRUE, x + pitch - run->gap });
}

static void
take_from_top (PanelRun *run, double height)
{
  double taken = height > 0 ? height + run->sketch->pad * 0.4 : 0;

  run->box.y += taken;
  run->box.height -= taken;
}

gboolean
haven_sketch_panels (HavenSketch *self, HavenBox box, HavenTicks ticks)
{
  PanelRun run = { .sketch = self, .chart = self->chart, .ticks = ticks, .n = haven_chart_get_n_panels (self->chart), .box = box };

  run.line = ceil (haven_sketch_line_height (self, HAVEN_SIZE_LABEL));
  run.gap = GAP * self->scale;
  run.scale_width = widest_tick (&run);
  run.value_width = widest_last (&run);
  if (haven_chart_get_n_series (self->chart) > 1)
    take_from_top (&run, haven_sketch_put_series_key (self, HAVEN_KEY_LINE, run.box));
  take_from_top (&run, haven_sketch_put_band_key (self, run.box));
  choose_columns (&run);
  if (plot_width (&run) < LEAST_PLOT_WIDTH || plot_height (&run) < MAX (LEAST_PLOT_HEIGHT, run.ticks.n * run.line))
    return FALSE;
  for (guint i = 0; i < run.n; i++)
    put_panel (&run, i);
  return TRUE;
}
