/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-sketch.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Shaded cells, categories across and series down, each with its number: the shade helps the eye, the number says it. */
#define LEAST_CELL_WIDTH 34.0
#define TALLEST_CELL 84.0
#define WIDEST_CELL 170.0
#define GAP 3.0

typedef struct {
  HavenSketch *sketch;
  HavenChart *chart;
  HavenBox plot;             /* of the cells */
  HavenTicks ticks;
  double width;              /* of a cell with its gap */
  double height;
  gboolean words;
} GridRun;

static guint
shade_of (GridRun *run, double value)
{
  return (guint) CLAMP (floor (haven_ticks_place (&run->ticks, value) * HAVEN_N_SHADES), 0, HAVEN_N_SHADES - 1);
}

static void
put_cell (GridRun *run, guint series, guint category)
{
  const HavenPalette *palette = run->sketch->palette;
  const HavenDatum *datum = haven_chart_get_at (run->chart, series, category);
  gboolean missing = haven_datum_is_missing (datum);
  guint shade = missing ? 0 : shade_of (run, datum->value);
  double x = floor (run->plot.x + category * run->width);
  double y = floor (run->plot.y + series * run->height);
  HavenBox box = { x, y, MAX (floor (run->width - GAP), 1), MAX (floor (run->height - GAP), 1) };
  HavenLayoutRect rect = { box, missing ? palette->card : palette->shades[shade], palette->axis, 1, .hatch_ink = palette->grid,
                           .datum = haven_sketch_datum (run->sketch, series, category) };
  HavenColour ink = missing ? palette->muted : palette->shade_text[shade];
  HavenWords words = { datum->label, HAVEN_SIZE_LABEL, FALSE, ink, MAX (box.width - 4, 1), 1 };
  HavenLayoutText text = haven_sketch_typeset (run->sketch, words);

  rect.hatch = missing && !run->words ? HAVEN_HATCH_RISING : HAVEN_HATCH_NONE;
  haven_sketch_rect (run->sketch, rect);
  haven_sketch_target (run->sketch, box, rect.datum);
  if (run->words && text.box.height <= box.height)
    haven_sketch_put (run->sketch, text, x + (box.width - text.box.width) / 2, y + (box.height - text.box.height) / 2, -1);
}

static gboolean
names_fit (GridRun *run)
{
  for (guint i = 0; i < haven_chart_get_n_categories (run->chart); i++)
    if (haven_sketch_measure (run->sketch, haven_chart_get_category (run->chart, i), HAVEN_SIZE_SMALL) > run->width - 6)
      return FALSE;
  return TRUE;
}

/* The letters that a calendar has: "Wed"; of a name in two words the second tells ("dydd Mercher") */
static char *
cut_name (const char *name)
{
  const char *space = strrchr (name, ' ');
  const char *word = space != NULL ? space + 1 : name;

  return g_utf8_substring (word, 0, MIN (3, g_utf8_strlen (word, -1)));
}

/* Where one does not fit all are cut. */
static void
put_names (GridRun *run, double line)
{
  gboolean whole = names_fit (run);

  for (guint i = 0; i < haven_chart_get_n_categories (run->chart); i++) {
    HavenColour ink = run->sketch->palette->muted;
    const char *name = haven_chart_get_category (run->chart, i);
    g_autofree char *brief = cut_name (name);
    HavenWords words = { whole ? name : brief, HAVEN_SIZE_SMALL, FALSE, ink, run->width - 6, 1 };
    HavenLayoutText text = haven_sketch_typeset (run->sketch, words);
    double middle = run->plot.x + i * run->width + (run->width - GAP) / 2;
    haven_sketch_put (run->sketch, text, middle - text.box.width / 2, run->plot.y - line - 3, -1);
  }
  for (guint i = 0; i < haven_chart_get_n_series (run->chart); i++) {
    HavenLayoutText text = haven_sketch_label (run->sketch, haven_chart_get_series (run->chart, i));
    double middle = run->plot.y + i * run->height + (run->height - GAP) / 2;
    haven_sketch_put (run->sketch, text, run->plot.x - 10 - text.box.width, middle - text.box.height / 2, -1);
  }
}

/* "0% to 4%" … below the cells; returns its height */
static double
put_shade_key (GridRun *run, HavenBox box, gboolean measure)
{
  char *texts[HAVEN_N_SHADES];
  guint places[HAVEN_N_SHADES];
  HavenKey key = { HAVEN_KEY_SHADE, HAVEN_N_SHADES, (const char *const *) texts, places };
  HavenTicks steps = { .low = run->ticks.low, .step = (run->ticks.high - run->ticks.low) / HAVEN_N_SHADES };
  double height;

  for (guint i = 0; i < HAVEN_N_SHADES; i++) {
    g_autofree char *low = haven_ticks_format (&steps, haven_chart_get_unit (run->chart), i);
    g_autofree char *high = haven_ticks_format (&steps, haven_chart_get_unit (run->chart), i + 1);
    texts[i] = g_strdup_printf (i + 1 < HAVEN_N_SHADES ? _("%s to under %s") : _("%s to %s"), low, high);
    places[i] = i;
  }
  height = haven_sketch_key_height (run->sketch, &key, box.width);
  if (!measure)
    haven_sketch_put_key (run->sketch, &key, box);
  for (guint i = 0; i < HAVEN_N_SHADES; i++)
    g_free (texts[i]);
  return height;
}

static double
widest_series (GridRun *run)
{
  double width = 0;

  for (guint i = 0; i < haven_chart_get_n_series (run->chart); i++)
    width = MAX (width, haven_sketch_measure (run->sketch, haven_chart_get_series (run->chart, i), HAVEN_SIZE_SMALL));
  return ceil (width);
}

static gboolean
plan_grid (GridRun *run, HavenBox box, double line)
{
  double left = widest_series (run) + 10;
  double key = put_shade_key (run, box, TRUE) + run->sketch->pad * 0.5;

  run->plot = (HavenBox) { box.x + left, box.y + line + 3, box.width - left, box.height - line - 3 - key };
  run->width = MIN (run->plot.width / haven_chart_get_n_categories (run->chart), WIDEST_CELL * run->sketch->scale);
  run->height = MIN (run->plot.height / haven_chart_get_n_series (run->chart), TALLEST_CELL * run->sketch->scale);
  if (run->width < LEAST_CELL_WIDTH * run->sketch->scale || run->height < line + GAP + 2)
    return FALSE;
  box.y = floor (run->plot.y + run->height * haven_chart_get_n_series (run->chart) + run->sketch->pad * 0.5);
  put_shade_key (run, box, FALSE);
  put_names (run, line);
  return TRUE;
}

gboolean
haven_sketch_shades (HavenSketch *self, HavenBox box, HavenDetail detail)
{
  double line = ceil (haven_sketch_line_height (self, HAVEN_SIZE_SMALL));
  GridRun run = { .sketch = self, .chart = self->chart, .plot = box, .words = detail != HAVEN_DETAIL_BARE };
  double min, max;

  if (!haven_chart_get_range (self->chart, &min, &max)) {
    haven_sketch_nothing (self, box);
    return box.height >= line;
  }
  run.ticks = haven_ticks_bars (haven_chart_get_unit (self->chart), min, max, HAVEN_N_SHADES);
  run.width = box.width / haven_chart_get_n_categories (self->chart);
  run.height = box.height / haven_chart_get_n_series (self->chart);
  if (run.words && !plan_grid (&run, box, line))
    return FALSE;
  for (guint i = 0; i < haven_chart_get_n_series (self->chart); i++)
    for (guint j = 0; j < haven_chart_get_n_categories (self->chart); j++)
      put_cell (&run, i, j);
  return TRUE;
}
