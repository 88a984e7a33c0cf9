/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-sketch.h"

#include <math.h>

struct _HavenLayout {
  HavenChart *chart;
  HavenChartStyle style;
  char *font_family;
  HavenSketch *sketch;       /* owns what was laid out */
};

#define LEAST_SIDE 16.0
#define MOST_SIDE 20000.0
#define LEAST_LINES 4.0      /* of title in the height of a chart that keeps nothing but its title */

static double
sane (double value, double low, double high, double fallback)
{
  return isfinite (value) ? CLAMP (value, low, high) : fallback;
}

static HavenChartStyle
mend_style (const HavenChartStyle *style)
{
  HavenChartStyle mended = *style;

  mended.width = floor (sane (style->width, LEAST_SIDE, MOST_SIDE, LEAST_SIDE));
  mended.height = floor (sane (style->height, LEAST_SIDE, MOST_SIDE, LEAST_SIDE));
  mended.text_scale = sane (style->text_scale, 0.5, 4, 1);
  mended.theme = style->theme < HAVEN_N_THEMES ? style->theme : HAVEN_THEME_LIGHT;
  return mended;
}

/* From the top of the box, which shrinks by what was written */
static void
write_above (HavenSketch *sketch, HavenBox *box, HavenWords words, double after)
{
  HavenLayoutText text;

  if (words.text[0] == '\0' || box->width < 1)
    return;
  words.width = box->width;
  text = haven_sketch_typeset (sketch, words);
  haven_sketch_put (sketch, text, box->x, box->y, -1);
  box->y += ceil (text.box.height + after);
  box->height -= ceil (text.box.height + after);
}

static void
write_warning (HavenSketch *sketch, HavenBox *box)
{
  const char *warning = haven_chart_get_warning (sketch->chart);
  double line = haven_sketch_line_height (sketch, HAVEN_SIZE_SMALL);
  double radius = line * 0.36;
  HavenBox inner = { box->x + 2 * radius + 6, box->y, box->width - 2 * radius - 6, box->height };
  HavenWords words = { warning, HAVEN_SIZE_SMALL, FALSE, sketch->palette->warning };

  if (warning[0] == '\0')
    return;
  write_above (sketch, &inner, words, sketch->pad * 0.4);
  haven_sketch_mark (sketch, (HavenLayoutMark) { box->x + radius, box->y + line / 2, radius, HAVEN_MARKER_TRIANGLE,
                                                 sketch->palette->warning, sketch->palette->card, -1 });
  box->height -= inner.y - box->y;
  box->y = inner.y;
}

/* The source, and what the symbols mean that stand in place of numbers */
static char *
dup_foot (HavenChart *chart)
{
  GString *foot = g_string_new (haven_chart_get_source (chart));
  gboolean used[HAVEN_N_SYMBOLS] = { FALSE };

  for (guint i = 0; i < haven_chart_get_n_data (chart); i++)
    used[haven_chart_get_datum (chart, i)->symbol] = TRUE;
  for (HavenSymbol i = HAVEN_SYMBOL_NONE + 1; i < HAVEN_N_SYMBOLS; i++)
    if (used[i])
      g_string_append_printf (foot, "%s%s: %s.", foot->len == 0 ? "" : g_str_has_suffix (foot->str, ".") ? " " : ". ",
                              haven_symbol_text (i), haven_symbol_meaning (i));
  return g_string_free (foot, FALSE);
}

static void
write_source (HavenSketch *sketch, HavenBox *box)
{
  g_autofree char *source = dup_foot (sketch->chart);
  HavenWords words = { source, HAVEN_SIZE_SMALL, FALSE, sketch->palette->muted, MAX (box->width, 1), 3 };
  HavenLayoutText text;

  if (source[0] == '\0')
    return;
  text = haven_sketch_typeset (sketch, words);
  box->height -= ceil (text.box.height + sketch->pad * 0.6);
  haven_sketch_put (sketch, text, box->x, box->y + box->height + sketch->pad * 0.6, -1);
}

/* What stands around every chart; leaves the box for the chart itself */
static HavenBox
write_frame (HavenSketch *sketch, HavenDetail detail)
{
  const HavenPalette *palette = sketch->palette;
  HavenChart *chart = sketch->chart;
  double margin = sketch->margin;
  HavenBox box = { margin, margin, sketch->style.width - 2 * margin, sketch->style.height - 2 * margin };
  HavenWords title = { haven_chart_get_title (chart), HAVEN_SIZE_TITLE, TRUE, palette->text, 0, detail < HAVEN_DETAIL_SHORT ? 2 : 1 };
  HavenWords subtitle = { haven_chart_get_subtitle (chart), HAVEN_SIZE_SUBTITLE, FALSE, palette->muted, 0, 3 };

  if (haven_chart_get_kind (chart) == HAVEN_CHART_SPARK)
    return box;
  if (detail == HAVEN_DETAIL_BARE && box.height < LEAST_LINES * haven_sketch_line_height (sketch, HAVEN_SIZE_TITLE))
    return box;
  write_above (sketch, &box, title, sketch->pad * 0.1);
  if (detail == HAVEN_DETAIL_BARE)
    return box;
  if (detail < HAVEN_DETAIL_TITLE)
    write_above (sketch, &box, subtitle, sketch->pad * 0.3);
  write_warning (sketch, &box);
  if (detail == HAVEN_DETAIL_ALL)
    write_source (sketch, &box);
  box.y += floor (sketch->pad * 0.5);
  box.height -= floor (sketch->pad * 0.5);
  return box;
}

static gboolean
fill_in (HavenSketch *sketch, HavenBox box, HavenDetail detail)
{
  switch (haven_chart_get_kind (sketch->chart)) {
    case HAVEN_CHART_YEAR:
      return haven_sketch_year (sketch, box, detail);
    case HAVEN_CHART_LINE:
      return haven_sketch_lines (sketch, box, detail);
    case HAVEN_CHART_BARS:
    case HAVEN_CHART_STACK:
      return haven_sketch_bars (sketch, box, detail);
    case HAVEN_CHART_GRID:
      return haven_sketch_shades (sketch, box, detail);
    case HAVEN_CHART_SPELLS:
      return haven_sketch_spells (sketch, box, detail);
    case HAVEN_CHART_SPARK:
      break;
  }
  haven_sketch_spark (sketch, box);
  return TRUE;
}

static gboolean
is_inside (HavenSketch *sketch, HavenBox box)
{
  return box.x >= 0 && box.y >= 0 && box.x + box.width <= sketch->style.width && box.y + box.height <= sketch->style.height;
}

static gboolean
words_are_inside (HavenSketch *sketch)
{
  for (guint i = 0; i < sketch->texts->len; i++)
    if (!is_inside (sketch, g_array_index (sketch->texts, HavenLayoutText, i).box))
      return FALSE;
  return TRUE;
}

static void
cut_lines (HavenSketch *sketch, GArray *lines)
{
  for (guint i = lines->len; i > 0; i--) {
    HavenLayoutLine line = g_array_index (lines, HavenLayoutLine, i - 1);
    if (!is_inside (sketch, (HavenBox) { line.x1, line.y1, 0, 0 }) || !is_inside (sketch, (HavenBox) { line.x2, line.y2, 0, 0 }))
      g_array_remove_index (lines, i - 1);
  }
}

/* A chart the size of a thumbnail has no room for a year: what does not fit is left out */
static void
cut_to_card (HavenSketch *sketch)
{
  for (guint i = sketch->rects->len; i > 0; i--)
    if (!is_inside (sketch, g_array_index (sketch->rects, HavenLayoutRect, i - 1).box))
      g_array_remove_index (sketch->rects, i - 1);
  cut_lines (sketch, sketch->grid);
  cut_lines (sketch, sketch->lines);
  for (guint i = sketch->targets->len; i > 0; i--) {
    HavenBox box = g_array_index (sketch->targets, HavenLayoutTarget, i - 1).box;
    if (!is_inside (sketch, (HavenBox) { box.x + box.width / 2, box.y + box.height / 2, 0, 0 }))
      g_array_remove_index (sketch->targets, i - 1);
  }
}

static void
sketch_with_detail (HavenSketch *sketch)
{
  gboolean spark = haven_chart_get_kind (sketch->chart) == HAVEN_CHART_SPARK;

  for (HavenDetail detail = spark ? HAVEN_DETAIL_BARE : HAVEN_DETAIL_ALL; detail < HAVEN_N_DETAILS; detail++) {
    haven_sketch_clear (sketch);
    if (fill_in (sketch, write_frame (sketch, detail), detail) && words_are_inside (sketch) && detail != HAVEN_DETAIL_BARE)
      return;
  }
  sketch->bare = !spark;
  if (!words_are_inside (sketch))
    g_array_set_size (sketch->texts, 0);
  cut_to_card (sketch);
}

HavenChartStyle
haven_chart_style_new (double width, double height)
{
  return (HavenChartStyle) { .width = width, .height = height, .text_scale = 1, .theme = HAVEN_THEME_LIGHT };
}

HavenLayout *
haven_chart_layout (HavenChart *chart, const HavenChartStyle *style)
{
  HavenLayout *self = g_new0 (HavenLayout, 1);
  const HavenPalette *palette;
  HavenBox box;

  self->chart = haven_chart_ref (chart);
  self->style = mend_style (style);
  self->style.font_family = self->font_family = g_strdup (style->font_family);
  self->sketch = haven_sketch_new (chart, &self->style);
  self->style.theme = self->sketch->style.theme;
  palette = self->sketch->palette;
  box = (HavenBox) { 0, 0, self->style.width, self->style.height };
  self->sketch->card = (HavenLayoutRect) { box, palette->card, palette->border, 1, .datum = -1 };
  if (haven_chart_get_kind (chart) == HAVEN_CHART_SPARK)
    self->sketch->card.edge = 0;
  sketch_with_detail (self->sketch);
  return self;
}

void
haven_layout_free (HavenLayout *self)
{
  if (self == NULL)
    return;
  haven_sketch_free (self->sketch);
  haven_chart_unref (self->chart);
  g_free (self->font_family);
  g_free (self);
}

HavenChart *
haven_layout_get_chart (HavenLayout *self)
{
  return self->chart;
}

const HavenChartStyle *
haven_layout_get_style (HavenLayout *self)
{
  return &self->style;
}

const HavenLayoutRect *
haven_layout_get_card (HavenLayout *self)
{
  return &self->sketch->card;
}

const HavenLayoutRect *
haven_layout_get_bands (HavenLayout *self, guint *ret_n)
{
  *ret_n = self->sketch->bands->len;
  return (const HavenLayoutRect *) self->sketch->bands->data;
}

const HavenLayoutLine *
haven_layout_get_grid (HavenLayout *self, guint *ret_n)
{
  *ret_n = self->sketch->grid->len;
  return (const HavenLayoutLine *) self->sketch->grid->data;
}

const HavenLayoutRect *
haven_layout_get_rects (HavenLayout *self, guint *ret_n)
{
  *ret_n = self->sketch->rects->len;
  return (const HavenLayoutRect *) self->sketch->rects->data;
}

const HavenLayoutLine *
haven_layout_get_lines (HavenLayout *self, guint *ret_n)
{
  *ret_n = self->sketch->lines->len;
  return (const HavenLayoutLine *) self->sketch->lines->data;
}

const HavenLayoutMark *
haven_layout_get_marks (HavenLayout *self, guint *ret_n)
{
  *ret_n = self->sketch->marks->len;
  return (const HavenLayoutMark *) self->sketch->marks->data;
}

const HavenLayoutText *
haven_layout_get_texts (HavenLayout *self, guint *ret_n)
{
  *ret_n = self->sketch->texts->len;
  return (const HavenLayoutText *) self->sketch->texts->data;
}

gboolean
haven_layout_is_bare (HavenLayout *self)
{
  return self->sketch->bare;
}

const HavenLayoutTarget *
haven_layout_get_targets (HavenLayout *self, guint *ret_n)
{
  *ret_n = self->sketch->targets->len;
  return (const HavenLayoutTarget *) self->sketch->targets->data;
}

gboolean
haven_layout_find_day (HavenLayout *self, double x, double y, HavenDay *ret_day)
{
  return haven_sketch_find_day (self->sketch, x, y, ret_day);
}

GArray *
haven_layout_find_span (HavenLayout *self, HavenSpan span)
{
  return haven_sketch_find_span (self->sketch, span);
}

gboolean
haven_layout_find_target (HavenLayout *self, int datum, HavenBox *ret_box)
{
  for (guint i = 0; i < self->sketch->targets->len; i++) {
    const HavenLayoutTarget *target = &g_array_index (self->sketch->targets, HavenLayoutTarget, i);
    if (target->datum == datum) {
      *ret_box = target->box;
      return TRUE;
    }
  }
  return FALSE;
}
