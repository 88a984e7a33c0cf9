/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-sketch.h"

#include <math.h>

/* What a key's sample looks like, and what the words beside it say. */
#define SAMPLE_WIDTH 14.0
#define LINE_WIDTH 28.0      /* long enough to show a dash */

typedef struct {
  HavenSketch *sketch;
  const HavenKey *key;
  HavenBox box;
  double line;               /* height of one */
  gboolean place;            /* or only measure */
} KeyRun;

static double
sample_width (KeyRun *run)
{
  return (run->key->shape == HAVEN_KEY_LINE ? LINE_WIDTH : SAMPLE_WIDTH) * run->sketch->scale;
}

static void
put_line_sample (KeyRun *run, guint series, double x, double y)
{
  HavenSeriesLook look = haven_sketch_look (run->sketch, series);
  double width = sample_width (run);
  HavenLayoutLine line = { x, y, x + width, y, look.fill, 2, look.dash, 0, -1 };

  g_array_append_val (run->sketch->lines, line);
  haven_sketch_mark (run->sketch, (HavenLayoutMark) { x + width / 2, y, 3.5, look.marker, look.fill, look.fill, -1 });
}

static HavenLayoutRect
block_sample (KeyRun *run, guint place)
{
  const HavenPalette *palette = run->sketch->palette;
  HavenSeriesLook look = haven_sketch_look (run->sketch, place);

  if (run->key->shape == HAVEN_KEY_CELL) {
    const HavenCellLook *cell = &palette->cells[place];
    return (HavenLayoutRect) { .fill = cell->fill, .line = cell->line, .edge = cell->edge, .hatch = cell->hatch, .hatch_ink = cell->line };
  }
  if (run->key->shape == HAVEN_KEY_BAND)
    return (HavenLayoutRect) { .fill = haven_palette_get_band (run->sketch->style.theme, place), .line = palette->axis, .edge = 1 };
  if (run->key->shape == HAVEN_KEY_SHADE)
    return (HavenLayoutRect) { .fill = palette->shades[place], .line = palette->axis, .edge = 1 };
  return (HavenLayoutRect) { .fill = look.fill, .line = look.fill, .hatch = look.hatch, .hatch_ink = look.hatch_ink };
}

static void
put_sample (KeyRun *run, guint place, double x, double y)
{
  double side = floor (SAMPLE_WIDTH * run->sketch->scale * 0.85);
  HavenLayoutRect rect;

  if (run->key->shape == HAVEN_KEY_LINE) {
    put_line_sample (run, place, x, floor (y + run->line / 2) + 0.5);
    return;
  }
  rect = block_sample (run, place);
  rect.box = (HavenBox) { floor (x), floor (y + (run->line - side) / 2), floor (SAMPLE_WIDTH * run->sketch->scale), side };
  rect.datum = -1;
  haven_sketch_rect (run->sketch, rect);
}

/* One pass over the entries, measuring or placing; returns the height of all lines */
static double
flow (KeyRun *run)
{
  HavenSketch *sketch = run->sketch;
  double gap = 6 * sketch->scale;
  double x = 0;
  double y = 0;

  for (guint i = 0; i < run->key->n; i++) {
    double before = sample_width (run) + gap;
    HavenWords words = { run->key->texts[i], HAVEN_SIZE_LABEL, FALSE, sketch->palette->text, MAX (run->box.width - before, 1), 1 };
    HavenLayoutText text = haven_sketch_typeset (sketch, words);

    if (x > 0 && x + before + text.box.width > run->box.width) {
      x = 0;
      y += run->line;
    }
    if (run->place) {
      put_sample (run, run->key->places[i], run->box.x + x, run->box.y + y);
      haven_sketch_put (sketch, text, run->box.x + x + before, run->box.y + y + (run->line - text.box.height) / 2, -1);
    }
    x += before + text.box.width + 3 * gap;
  }
  return run->key->n > 0 ? y + run->line : 0;
}

static double
line_height (HavenSketch *sketch)
{
  return ceil (haven_sketch_line_height (sketch, HAVEN_SIZE_LABEL) * 1.2);
}

double
haven_sketch_key_height (HavenSketch *self, const HavenKey *key, double width)
{
  KeyRun run = { self, key, { 0, 0, width, 0 }, line_height (self), FALSE };

  return flow (&run);
}

void
haven_sketch_put_key (HavenSketch *self, const HavenKey *key, HavenBox box)
{
  KeyRun run = { self, key, box, line_height (self), TRUE };

  flow (&run);
}

/* Each depth once, by the name it has first */
static guint
list_depths (HavenChart *chart, const char *texts[HAVEN_CHART_MAX_BANDS], guint places[HAVEN_CHART_MAX_BANDS])
{
  guint n = 0;

  for (guint depth = 0; depth < HAVEN_CHART_MAX_BANDS; depth++)
    for (guint i = 0; i < haven_chart_get_n_bands (chart); i++) {
      const HavenChartBand *band = haven_chart_get_band (chart, i);
      if (band->depth != depth)
        continue;
      texts[n] = band->label;
      places[n++] = depth;
      break;
    }
  return n;
}

double
haven_sketch_put_band_key (HavenSketch *self, HavenBox box)
{
  const char *texts[HAVEN_CHART_MAX_BANDS];
  guint places[HAVEN_CHART_MAX_BANDS];
  HavenKey key = { HAVEN_KEY_BAND, list_depths (self->chart, texts, places), texts, places };

  haven_sketch_put_key (self, &key, box);
  return haven_sketch_key_height (self, &key, box.width);
}

double
haven_sketch_put_series_key (HavenSketch *self, HavenKeyShape shape, HavenBox box)
{
  const char *texts[HAVEN_CHART_MAX_SERIES];
  guint places[HAVEN_CHART_MAX_SERIES];
  HavenKey key = { shape, haven_chart_get_n_series (self->chart), texts, places };

  for (guint i = 0; i < key.n; i++) {
    texts[i] = haven_chart_get_series (self->chart, i);
    places[i] = i;
  }
  haven_sketch_put_key (self, &key, box);
  return haven_sketch_key_height (self, &key, box.width);
}
