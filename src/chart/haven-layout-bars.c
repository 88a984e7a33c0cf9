/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-sketch.h"

#include <math.h>

/* Bars from zero, upright while names and values fit, lying where they are long; values stand on the bars, and then no axis is needed.
 * Stacked bars are the same with one bar a category, its parts named where they fit. */
#define LEAST_WIDTH 60.0
#define LEAST_HEIGHT 40.0
#define MOST_NAMED 12        /* categories: more are taken for places on a scale, and not each is named */
#define WIDEST_BAR 56.0
#define TALLEST_BAR 32.0
#define TOUCH 12.0
#define LARGEST_SUM 1e300

typedef struct {
  HavenSketch *sketch;
  HavenChart *chart;
  HavenBox plot;
  HavenTicks ticks;
  guint n;                   /* categories */
  guint beside;              /* bars in a category */
  gboolean stacked;
  gboolean lying;
  gboolean valued;           /* values stand on the bars */
  gboolean limited;          /* some category has limits of its own, whose numbers stand above its bar */
  double ruled;              /* room for the names of rules: above where bars lie, at the right where they stand */
  double name_width;         /* names are broken there */
  int name_lines;            /* into so many lines at most */
  double slot;               /* along the axis, a category */
  double thickness;
  double line;
  double right;              /* of all that may be written */
} BarRun;

static const HavenDatum *
datum_of (BarRun *run, guint series, guint category)
{
  return haven_chart_get_at (run->chart, series, category);
}

static gboolean
get_sums (HavenChart *chart, double *ret_min, double *ret_max)
{
  double max = -1;

  for (guint i = 0; i < haven_chart_get_n_categories (chart); i++) {
    double sum = -1;
    for (guint j = 0; j < haven_chart_get_n_series (chart); j++) {
      double value = haven_chart_get_at (chart, j, i)->value;
      if (!isnan (value))
        sum = MIN (MAX (sum, 0) + MAX (value, 0), LARGEST_SUM);
    }
    max = MAX (max, sum);
  }
  *ret_min = 0;
  *ret_max = max;
  return max >= 0;
}

static double
widest_value (BarRun *run)
{
  double width = 0;

  for (guint i = 0; i < haven_chart_get_n_data (run->chart); i++) {
    const HavenDatum *datum = haven_chart_get_datum (run->chart, i);
    if (!haven_datum_is_missing (datum))
      width = MAX (width, haven_sketch_measure (run->sketch, datum->label, HAVEN_SIZE_SMALL));
  }
  return ceil (width);
}

static HavenLayoutText
set_name (BarRun *run, guint category, double width)
{
  return haven_sketch_typeset (run->sketch, (HavenWords) { haven_chart_get_category (run->chart, category), HAVEN_SIZE_SMALL, FALSE,
                                                           run->sketch->palette->text, MAX (width, 1), run->name_lines });
}

static double
tallest_name (BarRun *run, double width)
{
  double height = 0;

  for (guint i = 0; i < run->n; i++)
    height = MAX (height, set_name (run, i, width).box.height);
  return ceil (height);
}

static gboolean
names_fit (BarRun *run, double width)
{
  for (guint i = 0; i < run->n; i++) {
    g_auto (GStrv) words = g_strsplit (haven_chart_get_category (run->chart, i), " ", -1);
    HavenWords whole = { haven_chart_get_category (run->chart, i), HAVEN_SIZE_SMALL, FALSE, 0, MAX (width, 1), 0 };
    if (haven_sketch_typeset (run->sketch, whole).box.height > 2.2 * run->line)
      return FALSE;
    for (guint j = 0; words[j] != NULL; j++)
      if (haven_sketch_measure (run->sketch, words[j], HAVEN_SIZE_SMALL) > width)
        return FALSE;
  }
  return TRUE;
}

static double
widest_name (BarRun *run, double most)
{
  double width = 0;

  for (guint i = 0; i < run->n; i++)
    width = MAX (width, set_name (run, i, most).box.width);
  return ceil (width);
}

static double
widest_tick (BarRun *run)
{
  double width = 0;

  for (guint i = 0; i < run->ticks.n; i++) {
    g_autofree char *text = haven_ticks_format (&run->ticks, haven_chart_get_unit (run->chart), i);
    width = MAX (width, haven_sketch_measure (run->sketch, text, HAVEN_SIZE_SMALL));
  }
  return ceil (width);
}

/* Where values are written on the bars the axis ends where the bars end */
static void
fit_axis_to_bars (BarRun *run, double min, double max)
{
  if (run->valued && max > min)
    run->ticks = (HavenTicks) { .low = MIN (min, 0), .high = MAX (max, 0), .step = MAX (max, -min), .n = 2 };
  if (run->ticks.high <= run->ticks.low)
    run->ticks.high = run->ticks.low + 1;
}

static void
share_out (BarRun *run, double length, double most)
{
  run->slot = length / run->n;
  run->thickness = MIN (run->slot * 0.7 / run->beside, most * run->sketch->scale);
}

/* What to compare with: a rule through all, or the limits of a category */

static gboolean
is_rule (const HavenChartRule *rule)
{
  return rule->category == HAVEN_CHART_EVERYWHERE && rule->span.first == HAVEN_DAY_NONE;
}

static double
widest_rule (BarRun *run)
{
  double width = 0;

  for (guint i = 0; i < haven_chart_get_n_rules (run->chart); i++)
    if (is_rule (haven_chart_get_rule (run->chart, i)))
      width = MAX (width, haven_sketch_measure (run->sketch, haven_chart_get_rule (run->chart, i)->label, HAVEN_SIZE_SMALL) * 1.1 + 8);
  return ceil (width);
}

static gboolean
has_limits (HavenChart *chart)
{
  for (guint i = 0; i < haven_chart_get_n_rules (chart); i++)
    if (haven_chart_get_rule (chart, i)->category != HAVEN_CHART_EVERYWHERE)
      return TRUE;
  return FALSE;
}

/* Three ways, in this order: each says whether there is room for it */

static gboolean
plan_upright (BarRun *run, HavenBox box)
{
  double below;

  run->lying = FALSE;
  run->valued = TRUE;
  run->ruled = widest_rule (run);
  box.width -= run->ruled;
  share_out (run, box.width, WIDEST_BAR);
  run->name_width = run->slot - 8;
  below = tallest_name (run, run->name_width) + 6;
  run->plot = (HavenBox) { box.x, box.y + run->line, box.width, box.height - below - 2 * run->line * (run->ticks.low < 0 ? 1 : 0.5) };
  return names_fit (run, run->name_width) && run->plot.height >= LEAST_HEIGHT * run->sketch->scale
         && (run->stacked || widest_value (run) + 3 <= (run->beside > 1 ? run->thickness : run->slot * 0.95));
}

static gboolean
plan_lying (BarRun *run, HavenBox box)
{
  double right = run->stacked ? 0 : widest_value (run) + 8;
  double limits = run->limited ? run->line + 2 : 0;
  double left;

  run->ruled = widest_rule (run) > 0 ? run->line + 3 : 0;
  box.y += run->ruled;
  box.height -= run->ruled;

  run->name_width = box.width * 0.4;
  left = widest_name (run, run->name_width) + 10;
  run->lying = TRUE;
  run->valued = TRUE;
  if (run->ticks.low < 0)
    left += right;
  run->plot = (HavenBox) { box.x + left, box.y, box.width - left - right, box.height };
  share_out (run, box.height, TALLEST_BAR);
  run->thickness = MIN (run->thickness, (run->slot - limits - 6) / run->beside);
  run->slot = MIN (run->slot, MAX (run->thickness * run->beside + 36 * run->sketch->scale, 2.2 * run->line) + limits);
  return run->thickness >= run->line && tallest_name (run, run->name_width) <= run->slot && run->plot.width >= LEAST_WIDTH;
}

/* As lying, but with names of one line, however much of them that leaves: better than words of a few letters below upright bars */
static gboolean
plan_tight (BarRun *run, HavenBox box)
{
  double right = run->stacked ? 0 : widest_value (run) + 8;
  double left;

  run->lying = TRUE;
  run->valued = TRUE;
  run->ruled = 0;
  run->name_lines = 1;
  run->name_width = box.width * 0.4;
  left = widest_name (run, run->name_width) + 10;
  run->plot = (HavenBox) { box.x + left, box.y, box.width - left - right, box.height };
  share_out (run, box.height, TALLEST_BAR);
  if (run->thickness * run->beside >= run->line * 0.6 && run->slot >= run->line + 1 && run->plot.width >= LEAST_WIDTH)
    return TRUE;
  run->name_lines = 2;
  return FALSE;
}

static gboolean
plan_crowded (BarRun *run, HavenBox box)
{
  double left = widest_tick (run) + 8;
  double below;

  run->lying = FALSE;
  run->valued = FALSE;
  run->ruled = widest_rule (run);
  box.width -= run->ruled;
  share_out (run, box.width - left, WIDEST_BAR);
  run->name_width = run->slot - 4;
  below = run->n > MOST_NAMED ? run->line : tallest_name (run, run->name_width);
  run->plot = (HavenBox) { box.x + left, box.y + ceil (run->line / 2), box.width - left, box.height - ceil (run->line / 2) - below - 6 };
  return run->plot.width >= LEAST_WIDTH && run->plot.height >= LEAST_HEIGHT * run->sketch->scale;
}

static void
plan_bare (BarRun *run, HavenBox box)
{
  run->lying = run->valued = FALSE;
  run->plot = box;
  share_out (run, box.width, WIDEST_BAR);
}

/* From plan to places */

static double
place_of (BarRun *run, double value)
{
  double share = haven_ticks_place (&run->ticks, value);

  return floor ((run->lying ? run->plot.x + run->plot.width * share : run->plot.y + run->plot.height * (1 - share)) + 0.5);
}

static double
start_of (BarRun *run, guint category, guint bar)
{
  double from = (run->lying ? run->plot.y : run->plot.x) + category * run->slot;

  return from + (run->slot - run->thickness * run->beside + (run->limited && run->lying ? run->line : 0)) / 2 + bar * run->thickness;
}

static HavenBox
bar_box (BarRun *run, double start, double low, double high)
{
  double along = floor (start + 0.5);
  double width = MAX (floor (start + run->thickness + 0.5) - along - (run->beside > 1 ? 1 : 0), 1);
  double from = MIN (place_of (run, low), place_of (run, high));
  double length = MAX (fabs (place_of (run, high) - place_of (run, low)), 1);

  return run->lying ? (HavenBox) { from, along, length, width } : (HavenBox) { along, from, width, length };
}

static void
put_bar (BarRun *run, guint series, guint category, HavenBox box)
{
  HavenSeriesLook look = haven_sketch_look (run->sketch, series);
  int datum = haven_sketch_datum (run->sketch, series, category);
  double wide = MAX (0, TOUCH - box.width) / 2;
  double high = MAX (0, TOUCH - box.height) / 2;

  haven_sketch_rect (run->sketch, (HavenLayoutRect) { box, look.fill, look.fill, 0, look.hatch, look.hatch_ink, datum });
  haven_sketch_target (run->sketch, (HavenBox) { box.x - wide, box.y - high, box.width + 2 * wide, box.height + 2 * high }, datum);
}

static gboolean
crosses (BarRun *run, const HavenChartRule *rule, guint category, double x, double width)
{
  double at = place_of (run, rule->value);

  return (rule->category == category || is_rule (rule)) && at > x - 4 && at < x + width + 4;
}

/* To the right of any line that would run through the words, as long as they stay in the chart */
static double
clear_of_rules (BarRun *run, guint category, double x, double width)
{
  for (guint i = 0; i < haven_chart_get_n_rules (run->chart); i++) {
    const HavenChartRule *rule = haven_chart_get_rule (run->chart, i);
    if (crosses (run, rule, category, x, width) && place_of (run, rule->value) + 6 + width <= run->right)
      x = place_of (run, rule->value) + 6;
  }
  return x;
}

/* Beyond the end of the bar; a value below zero has its number below */
static void
put_value (BarRun *run, guint series, guint category, HavenBox box)
{
  const HavenDatum *datum = datum_of (run, series, category);
  HavenWords words = { datum->label, HAVEN_SIZE_SMALL, FALSE, run->sketch->palette->text, 0, 1 };
  HavenLayoutText text = haven_sketch_typeset (run->sketch, words);
  double x = box.x + (box.width - text.box.width) / 2;
  double y = datum->value < 0 ? box.y + box.height + 1 : box.y - ceil (text.box.height) - 1;

  if (run->lying) {
    x = datum->value < 0 ? box.x - text.box.width - 5 : clear_of_rules (run, category, box.x + box.width + 5, text.box.width);
    y = box.y + (box.height - text.box.height) / 2;
  }
  haven_sketch_put (run->sketch, text, x, y, -1);
}

static void
put_missing (BarRun *run, guint series, guint category)
{
  HavenLayoutText text = haven_sketch_label (run->sketch, datum_of (run, series, category)->label);
  HavenBox box = bar_box (run, start_of (run, category, series), 0, 0);
  gboolean fits = run->lying || text.box.width <= (run->beside > 1 ? run->thickness : run->slot * 0.95);

  haven_sketch_target (run->sketch, (HavenBox) { box.x, box.y - TOUCH / 2, MAX (box.width, TOUCH), MAX (box.height, TOUCH) },
                       haven_sketch_datum (run->sketch, series, category));
  if (run->valued && fits)
    haven_sketch_put (run->sketch, text, run->lying ? box.x + 5 : box.x + (box.width - text.box.width) / 2,
                      run->lying ? box.y + (box.height - text.box.height) / 2 : box.y - ceil (text.box.height) - 1, -1);
}

static void
put_category (BarRun *run, guint category)
{
  for (guint i = 0; i < run->beside; i++) {
    const HavenDatum *datum = datum_of (run, i, category);
    HavenBox box;
    if (haven_datum_is_missing (datum)) {
      put_missing (run, i, category);
      continue;
    }
    box = bar_box (run, start_of (run, category, i), MIN (datum->value, 0), MAX (datum->value, 0));
    put_bar (run, i, category, box);
    if (run->valued)
      put_value (run, i, category, box);
  }
}

/* A part's number stands inside it, on a plate that keeps the hatch from running through it */
static void
put_part_value (BarRun *run, guint series, guint category, HavenBox box)
{
  HavenColour fill = haven_sketch_look (run->sketch, series).fill;
  gboolean light = haven_colour_contrast (fill, 0xFFFFFF) > haven_colour_contrast (fill, 0x000000);
  HavenWords words = { datum_of (run, series, category)->label, HAVEN_SIZE_SMALL, FALSE, light ? 0xFFFFFF : 0x000000, 0, 1 };
  HavenLayoutText text = haven_sketch_typeset (run->sketch, words);
  double x = floor (box.x + (box.width - text.box.width) / 2);
  double y = floor (box.y + (box.height - text.box.height) / 2);
  HavenBox plate;

  if (text.box.width + 6 > box.width || text.box.height > box.height)
    return;
  plate = (HavenBox) { x - 2, y, ceil (text.box.width) + 4, ceil (text.box.height) };
  haven_sketch_rect (run->sketch, (HavenLayoutRect) { plate, fill, fill, 0, .datum = -1 });
  haven_sketch_put (run->sketch, text, x, y, -1);
}

static void
put_parts (BarRun *run, guint category)
{
  double sum = 0;

  for (guint i = 0; i < haven_chart_get_n_series (run->chart); i++) {
    double value = datum_of (run, i, category)->value;
    HavenBox box;
    if (isnan (value) || value <= 0)
      continue;
    box = bar_box (run, start_of (run, category, 0), sum, sum + value);
    if (run->lying)
      box.width = MAX (box.width - 1, 1);
    else
      box.y += box.height > 1 ? 1 : 0, box.height = MAX (box.height - 1, 1);
    put_bar (run, i, category, box);
    if (run->valued)
      put_part_value (run, i, category, box);
    sum = MIN (sum + value, LARGEST_SUM);
  }
}

static void
put_names_beside (BarRun *run)
{
  double right = run->plot.x - 10 - (run->ticks.low < 0 ? widest_value (run) + 8 : 0);

  for (guint i = 0; i < run->n; i++) {
    HavenLayoutText text = set_name (run, i, run->name_width);
    double middle = run->plot.y + (i + 0.5) * run->slot;
    haven_sketch_put (run->sketch, text, right - text.box.width, middle - text.box.height / 2, -1);
  }
}

static void
put_names_below (BarRun *run)
{
  double y = run->plot.y + run->plot.height + 5 + (run->valued && run->ticks.low < 0 ? run->line : 0);
  double used = run->plot.x - 6;

  for (guint i = 0; i < run->n; i++) {
    HavenLayoutText text = set_name (run, i, run->name_width);
    double middle = run->plot.x + (i + 0.5) * run->slot;
    if (run->n > MOST_NAMED)
      text = haven_sketch_label (run->sketch, haven_chart_get_category (run->chart, i));
    middle = MAX (middle, run->plot.x - 6 + text.box.width / 2);
    if (middle - text.box.width / 2 < used || middle + text.box.width / 2 > run->plot.x + run->plot.width + 1)
      continue;
    haven_sketch_put_centred (run->sketch, text, middle, y);
    used = middle + text.box.width / 2 + 2;
  }
}

static void
put_axis (BarRun *run)
{
  const HavenPalette *palette = run->sketch->palette;
  double zero = place_of (run, 0);

  for (guint i = 0; !run->valued && i < run->ticks.n; i++) {
    double y = place_of (run, haven_ticks_get (&run->ticks, i));
    g_autofree char *text = haven_ticks_format (&run->ticks, haven_chart_get_unit (run->chart), i);
    HavenLayoutText label = haven_sketch_label (run->sketch, text);
    haven_sketch_grid (run->sketch, (HavenBox) { run->plot.x, y, run->plot.width, 0 }, palette->grid);
    haven_sketch_put (run->sketch, label, run->plot.x - 8 - label.box.width, y - label.box.height / 2, -1);
  }
  if (run->lying)
    haven_sketch_grid (run->sketch, (HavenBox) { zero - 1, run->plot.y, 0, run->slot * run->n }, palette->axis);
  else
    haven_sketch_grid (run->sketch, (HavenBox) { run->plot.x, zero, run->plot.width, 0 }, palette->axis);
}

/* A rule's name stands above where bars lie, at the right where they stand; one that would cover another is left to the pointer */
static void
put_rule_name (BarRun *run, const HavenChartRule *rule, double at)
{
  HavenWords words = { rule->label, HAVEN_SIZE_SMALL, TRUE, run->sketch->palette->text, 0, 1 };
  HavenLayoutText text = haven_sketch_typeset (run->sketch, words);
  double x = run->lying ? CLAMP (at - text.box.width / 2, run->plot.x, MAX (run->right - text.box.width, run->plot.x))
                        : run->plot.x + run->plot.width + 6;
  double y = run->lying ? run->plot.y - run->ruled : at - text.box.height / 2;

  if (haven_sketch_is_free (run->sketch, (HavenBox) { x, y, text.box.width, text.box.height }))
    haven_sketch_put (run->sketch, text, x, y, -1);
}

/* With a light edge, so that it is seen where it crosses a dark bar */
static void
append_clear (BarRun *run, HavenLayoutLine line)
{
  HavenLayoutLine edge = line;

  edge.ink = run->sketch->palette->card;
  edge.width += 2.5;
  g_array_append_val (run->sketch->lines, edge);
  g_array_append_val (run->sketch->lines, line);
}

static void
put_rule (BarRun *run, guint index)
{
  const HavenChartRule *rule = haven_chart_get_rule (run->chart, index);
  double at = place_of (run, rule->value) + 0.5;
  double wide = run->lying ? 4 : 0;
  double high = 4 - wide;
  HavenBox box;
  HavenColour ink = run->sketch->palette->text;
  HavenLayoutLine line = { run->plot.x, at, run->plot.x + run->plot.width, at, ink, 1.25, HAVEN_DASH_LONG, 0, -1 };

  if (run->lying)
    line = (HavenLayoutLine) { at, run->plot.y, at, run->plot.y + run->slot * run->n, ink, 1.25, HAVEN_DASH_LONG, 0, -1 };
  append_clear (run, line);
  box = (HavenBox) { line.x1 - wide, line.y1 - high, line.x2 - line.x1 + 2 * wide, line.y2 - line.y1 + 2 * high };
  haven_sketch_target (run->sketch, box, haven_sketch_rule_datum (run->sketch, index));
  if (run->ruled > 0)
    put_rule_name (run, rule, at);
}

/* A tick across the bar, its number above */
static void
put_limit (BarRun *run, guint index)
{
  const HavenChartRule *rule = haven_chart_get_rule (run->chart, index);
  double top = floor (start_of (run, rule->category, 0)) - 3;
  double at = place_of (run, rule->value) + 0.5;
  double height = run->thickness * run->beside + 6;
  HavenLayoutLine line = { at, top, at, top + height, run->sketch->palette->text, 2, HAVEN_DASH_SOLID, 0, -1 };
  HavenWords words = { rule->label, HAVEN_SIZE_SMALL, TRUE, run->sketch->palette->text, 0, 1 };
  HavenLayoutText text = haven_sketch_typeset (run->sketch, words);
  double x = CLAMP (at - text.box.width / 2, run->plot.x, MAX (run->right - text.box.width, run->plot.x));

  if (!run->lying)
    return;
  append_clear (run, line);
  haven_sketch_target (run->sketch, (HavenBox) { at - 6, top, 12, height }, haven_sketch_rule_datum (run->sketch, index));
  if (haven_sketch_is_free (run->sketch, (HavenBox) { x, top - run->line, text.box.width, text.box.height }))
    haven_sketch_put (run->sketch, text, x, top - run->line, -1);
}

static void
put_rules (BarRun *run)
{
  for (guint i = 0; i < haven_chart_get_n_rules (run->chart); i++)
    if (is_rule (haven_chart_get_rule (run->chart, i)))
      put_rule (run, i);
    else if (haven_chart_get_rule (run->chart, i)->category != HAVEN_CHART_EVERYWHERE)
      put_limit (run, i);
}

static gboolean
plan_bars (BarRun *run, HavenBox box, HavenDetail detail)
{
  if (haven_chart_get_n_series (run->chart) > 1) {
    double key = haven_sketch_put_series_key (run->sketch, HAVEN_KEY_BLOCK, box) + run->sketch->pad * 0.6;
    box.y += key;
    box.height -= key;
  }
  if ((run->stacked || run->limited) && plan_lying (run, box))
    return TRUE;
  if (plan_upright (run, box) || plan_lying (run, box))
    return TRUE;
  if (detail >= HAVEN_DETAIL_NO_SOURCE && run->beside == 1 && run->ticks.low >= 0 && !run->limited && plan_tight (run, box))
    return TRUE;
  return (run->n * run->beside > MOST_NAMED || detail >= HAVEN_DETAIL_TITLE) && plan_crowded (run, box);
}

gboolean
haven_sketch_bars (HavenSketch *self, HavenBox box, HavenDetail detail)
{
  BarRun run = { .sketch = self, .chart = self->chart, .n = haven_chart_get_n_categories (self->chart) };
  double min, max;

  run.stacked = haven_chart_get_kind (self->chart) == HAVEN_CHART_STACK;
  run.beside = run.stacked ? 1 : haven_chart_get_n_series (self->chart);
  run.line = ceil (haven_sketch_line_height (self, HAVEN_SIZE_SMALL));
  run.right = box.x + box.width;
  run.limited = has_limits (self->chart);
  run.name_lines = 2;
  if (!(run.stacked ? get_sums : haven_chart_get_range) (self->chart, &min, &max)) {
    haven_sketch_nothing (self, box);
    return box.height >= run.line;
  }
  run.ticks = haven_ticks_bars (haven_chart_get_unit (self->chart), min, max, (guint) CLAMP (box.height * 0.7 / (2.6 * run.line), 1, 6));
  if (detail == HAVEN_DETAIL_BARE)
    plan_bare (&run, box);
  else if (!plan_bars (&run, box, detail))
    return FALSE;
  fit_axis_to_bars (&run, min, max);
  for (guint i = 0; i < run.n; i++)
    if (run.stacked)
      put_parts (&run, i);
    else
      put_category (&run, i);
  if (detail != HAVEN_DETAIL_BARE) {
    put_axis (&run);
    put_rules (&run);
    (run.lying ? put_names_beside : put_names_below) (&run);
  }
  return TRUE;
}
