/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-sketch.h"

#include <math.h>
#include <string.h>

/* Stretches of time in lanes: a lane a series, its name at the left, months below. What overlaps in a lane stands one row lower. */
#define TALLEST_ROW 32.0
#define LEAST_ROW 9.0
#define LANE_GAP 8.0
#define WIDEST_GAP 26.0
#define LEAST_WIDTH 90.0
#define LEAST_BAR 4.0
#define MOST_ROWS 12
#define TOUCH 12.0
#define LONG_RANGE 400

typedef struct {
  HavenSketch *sketch;
  HavenChart *chart;
  HavenBox plot;
  HavenSpan span;
  guint rows[HAVEN_CHART_MAX_SERIES];      /* that each lane needs */
  guint *row_of;                           /* by datum */
  double row;
  double gap;
  double line;
  GArray *flags;                           /* of HavenFlag */
} SpellRun;

static HavenDay
first_of (SpellRun *run, const HavenDatum *datum)
{
  return haven_chart_get_day (run->chart, datum->category);
}

/* The day after its last */
static HavenDay
end_of (SpellRun *run, const HavenDatum *datum)
{
  return first_of (run, datum) + MAX ((HavenDay) CLAMP (datum->value, 1, 40000), 1);
}

static gboolean
is_shown (SpellRun *run, const HavenDatum *datum)
{
  return !haven_datum_is_missing (datum) && first_of (run, datum) <= run->span.last && end_of (run, datum) > run->span.first;
}

/* The first row of its lane that is free from its first day on */
static void
share_rows (SpellRun *run, guint series)
{
  HavenDay free_from[MOST_ROWS];

  for (guint i = 0; i < MOST_ROWS; i++)
    free_from[i] = G_MININT32;
  run->rows[series] = 1;
  for (guint i = 0; i < haven_chart_get_n_categories (run->chart); i++) {
    const HavenDatum *datum = haven_chart_get_at (run->chart, series, i);
    guint row = 0;
    if (!is_shown (run, datum))
      continue;
    while (row + 1 < MOST_ROWS && free_from[row] > first_of (run, datum))
      row++;
    free_from[row] = end_of (run, datum);
    run->row_of[haven_sketch_datum (run->sketch, series, i)] = row;
    run->rows[series] = MAX (run->rows[series], row + 1);
  }
}

static double
x_of (SpellRun *run, HavenDay day)
{
  double share = (double) (CLAMP (day, run->span.first, run->span.last + 1) - run->span.first) / (run->span.last + 1 - run->span.first);

  return run->plot.x + floor (run->plot.width * share + 0.5);
}

static double
top_of (SpellRun *run, guint series)
{
  double y = run->plot.y;

  for (guint i = 0; i < series; i++)
    y += run->rows[i] * run->row + run->gap;
  return y;
}

static HavenBox
box_of (SpellRun *run, guint series, guint category)
{
  const HavenDatum *datum = haven_chart_get_at (run->chart, series, category);
  double x = x_of (run, first_of (run, datum));
  double right = MAX (x_of (run, end_of (run, datum)), x + LEAST_BAR);
  double y = floor (top_of (run, series) + run->row_of[haven_sketch_datum (run->sketch, series, category)] * run->row) + 1;

  x = MIN (x, run->plot.x + run->plot.width - LEAST_BAR);
  return (HavenBox) { x, y, MAX (MIN (right, run->plot.x + run->plot.width) - x - 1, 1), MAX (floor (run->row) - 2, 2) };
}

/* Until the next in its row, or the edge */
static double
room_after (SpellRun *run, guint series, guint category, HavenBox box)
{
  double room = run->plot.x + run->plot.width;

  for (guint i = category + 1; i < haven_chart_get_n_categories (run->chart); i++) {
    HavenBox other;
    if (!is_shown (run, haven_chart_get_at (run->chart, series, i)))
      continue;
    other = box_of (run, series, i);
    if (other.y == box.y)
      room = MIN (room, other.x);
  }
  return room - box.x - box.width;
}

/* In the bar where it fits, on a plate that keeps the hatch out of the words; else beside it; else nowhere but in the table */
static void
put_words (SpellRun *run, guint series, guint category, HavenBox box)
{
  HavenColour fill = haven_sketch_look (run->sketch, series).fill;
  gboolean light = haven_colour_contrast (fill, 0xFFFFFF) > haven_colour_contrast (fill, 0x000000);
  HavenWords words = { haven_chart_get_at (run->chart, series, category)->label, HAVEN_SIZE_SMALL, FALSE, light ? 0xFFFFFF : 0, 0, 1 };
  HavenLayoutText text = haven_sketch_typeset (run->sketch, words);
  double y = box.y + (box.height - text.box.height) / 2;

  if (text.box.height > run->row)
    return;
  if (text.box.width + 10 <= box.width && text.box.height <= box.height) {
    HavenBox plate = { box.x + 3, box.y, ceil (text.box.width) + 4, box.height };
    haven_sketch_rect (run->sketch, (HavenLayoutRect) { plate, fill, fill, 0, .datum = -1 });
    haven_sketch_put (run->sketch, text, box.x + 5, y, -1);
  } else if (text.box.width + 8 <= room_after (run, series, category, box)) {
    HavenBox plate = { box.x + box.width + 2, box.y, ceil (text.box.width) + 4, box.height };
    haven_sketch_rect (run->sketch, (HavenLayoutRect) { plate, run->sketch->palette->card, 0, 0, .datum = -1 });
    words.ink = run->sketch->palette->text;
    haven_sketch_put (run->sketch, haven_sketch_typeset (run->sketch, words), box.x + box.width + 4, y, -1);
  }
}

static void
put_spell (SpellRun *run, guint series, guint category, gboolean words)
{
  HavenSeriesLook look = haven_sketch_look (run->sketch, series);
  int datum = haven_sketch_datum (run->sketch, series, category);
  HavenBox box = box_of (run, series, category);
  double wide = MAX (0, TOUCH - box.width) / 2;

  haven_sketch_rect (run->sketch, (HavenLayoutRect) { box, look.fill, look.fill, 0, look.hatch, look.hatch_ink, datum });
  haven_sketch_target (run->sketch, (HavenBox) { box.x - wide, box.y, box.width + 2 * wide, box.height }, datum);
  if (words)
    put_words (run, series, category, box);
}

static void
put_lanes (SpellRun *run, gboolean words)
{
  for (guint i = 0; i < haven_chart_get_n_series (run->chart); i++) {
    double top = top_of (run, i);
    HavenLayoutText name = haven_sketch_typeset (run->sketch, (HavenWords) { haven_chart_get_series (run->chart, i), HAVEN_SIZE_SMALL,
                                                              FALSE, run->sketch->palette->text, MAX (run->plot.x - 8, 1), 2 });
    if (words && name.box.height <= run->rows[i] * run->row + run->gap)
      haven_sketch_put (run->sketch, name, run->sketch->margin, top + (run->rows[i] * run->row - name.box.height) / 2, -1);
    if (i > 0)
      haven_sketch_grid (run->sketch, (HavenBox) { run->plot.x, top - run->gap / 2, run->plot.width, 0 }, run->sketch->palette->grid);
    for (guint j = 0; j < haven_chart_get_n_categories (run->chart); j++)
      if (is_shown (run, haven_chart_get_at (run->chart, i, j)))
        put_spell (run, i, j, words);
  }
}

/* "Sep", or over several years "2025" */
static char *
part_name (HavenDay from, gboolean years)
{
  g_autofree char *name = haven_day_to_short (from);
  int year, month, day;

  haven_day_get_ymd (from, &year, &month, &day);
  return years ? g_strdup_printf ("%d", year) : g_strdup (strchr (name, ' ') + 1);
}

static void
put_times (SpellRun *run)
{
  gboolean years = run->span.last - run->span.first > LONG_RANGE;
  double y = run->plot.y + run->plot.height;
  double used = run->plot.x - 6;
  int year, month, day;
  HavenDay from;

  haven_day_get_ymd (run->span.first, &year, &month, &day);
  for (from = haven_day_new (year, years ? 1 : month, 1); from <= run->span.last; from = haven_day_add_months (from, years ? 12 : 1)) {
    g_autofree char *name = part_name (from, years);
    HavenLayoutText label = haven_sketch_label (run->sketch, name);
    double left = x_of (run, from);
    if (from >= run->span.first)
      haven_sketch_grid (run->sketch, (HavenBox) { left, run->plot.y, 0, run->plot.height + 4 }, run->sketch->palette->grid);
    if (left < used || left + label.box.width > run->plot.x + run->plot.width)
      continue;
    haven_sketch_put (run->sketch, label, left, y + 5, -1);
    used = left + label.box.width + 8 * run->sketch->scale;
  }
}

static void
find_flags (SpellRun *run)
{
  for (guint i = 0; i < haven_chart_get_n_events (run->chart); i++) {
    const HavenChartEvent *event = haven_chart_get_event (run->chart, i);
    HavenFlag flag = { .label = event->label, .lane = -1, .event = i };
    if (event->day == HAVEN_DAY_NONE || event->day < run->span.first || event->day > run->span.last)
      continue;
    flag.x = x_of (run, event->day) + 0.5;
    g_array_append_val (run->flags, flag);
  }
}

static double
widest_name (SpellRun *run)
{
  double width = 0;

  for (guint i = 0; i < haven_chart_get_n_series (run->chart); i++)
    width = MAX (width, haven_sketch_measure (run->sketch, haven_chart_get_series (run->chart, i), HAVEN_SIZE_SMALL));
  return ceil (width);
}

/* FALSE: the rows would be too low to read */
static gboolean
plan_rows (SpellRun *run)
{
  guint n = 0;
  guint lanes = haven_chart_get_n_series (run->chart);

  for (guint i = 0; i < lanes; i++) {
    share_rows (run, i);
    n += run->rows[i];
  }
  run->gap = LANE_GAP * run->sketch->scale;
  run->row = MIN ((run->plot.height - (lanes - 1) * run->gap) / MAX (n, 1), TALLEST_ROW * run->sketch->scale);
  if (lanes > 1)
    run->gap = CLAMP ((run->plot.height - n * run->row) / (lanes - 1), run->gap, WIDEST_GAP * run->sketch->scale);
  run->plot.height = MIN (run->plot.height, ceil (n * run->row + (lanes - 1) * run->gap));
  return run->row >= LEAST_ROW;
}

static gboolean
plan_plot (SpellRun *run, HavenBox box)
{
  double left = MIN (widest_name (run), box.width * 0.34) + 10;
  guint lanes;
  double above;

  run->plot = (HavenBox) { box.x + left, box.y, box.width - left - 2, box.height };
  find_flags (run);
  lanes = haven_sketch_plan_flags (run->sketch, run->flags, (HavenBox) { run->plot.x, 0, run->plot.width, 0 },
                                   (guint) CLAMP (box.height * 0.3 / run->line, 0, 3));
  above = haven_sketch_flags_height (run->sketch, run->flags, lanes);
  run->plot.y = ceil (box.y + above);
  run->plot.height = floor (box.y + box.height - run->line - 6 - run->plot.y);
  return run->plot.width >= LEAST_WIDTH * run->sketch->scale && plan_rows (run);
}

static void
draw_plot (SpellRun *run)
{
  put_times (run);
  haven_sketch_put_flags (run->sketch, run->flags, run->plot, TRUE);
  put_lanes (run, TRUE);
  haven_sketch_time (run->sketch, (HavenTimeScale) { run->plot, run->plot.x, run->plot.x + run->plot.width, run->span.first,
                                                     run->span.last + 1 });
}

gboolean
haven_sketch_spells (HavenSketch *self, HavenBox box, HavenDetail detail)
{
  SpellRun run = { .sketch = self, .chart = self->chart, .plot = box, .span = haven_chart_get_span (self->chart) };
  gboolean fits = TRUE;
  double min, max;

  run.line = ceil (haven_sketch_line_height (self, HAVEN_SIZE_SMALL));
  if (run.span.first == HAVEN_DAY_NONE || !haven_chart_get_range (self->chart, &min, &max)) {
    haven_sketch_nothing (self, box);
    return box.height >= run.line;
  }
  run.row_of = g_new0 (guint, haven_chart_get_n_data (self->chart));
  run.flags = g_array_new (FALSE, TRUE, sizeof (HavenFlag));
  if (detail == HAVEN_DETAIL_BARE) {
    plan_rows (&run);
    put_lanes (&run, FALSE);
  } else if ((fits = plan_plot (&run, box)))
    draw_plot (&run);
  g_array_unref (run.flags);
  g_free (run.row_of);
  return fits;
}
