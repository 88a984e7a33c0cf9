/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-sketch.h"

#include <math.h>

/* Lines over weeks or other ordered categories: names at the ends of their lines, light rules, months below, events above. */
#define LEAST_WIDTH 90.0
#define LEAST_HEIGHT 54.0
#define MARK_RADIUS 3.5
#define TOUCH 24.0           /* side of a point's target */
#define SHORT_RANGE 70       /* days: below this the weeks are named, above it the months */

typedef struct {
  guint series;
  double want;               /* where the line ends */
  double y;                  /* where its name stands */
  double x;
  HavenLayoutText name;
  HavenLayoutText value;
} LineEnd;

typedef struct {
  HavenSketch *sketch;
  HavenChart *chart;
  HavenBox plot;
  double right;              /* of all that may be written */
  HavenTicks ticks;
  gboolean by_day;
  HavenDay first;
  HavenDay last;
  GArray *ends;              /* of LineEnd */
  GArray *flags;             /* of HavenFlag */
} LineRun;

static double
x_of_share (LineRun *run, double share)
{
  double room = MIN (8, run->plot.width * 0.1);

  return run->plot.x + room + (run->plot.width - 2 * room) * share;
}

static double
x_of_day (LineRun *run, HavenDay day)
{
  return x_of_share (run, run->last > run->first ? (double) (day - run->first) / (run->last - run->first) : 0.5);
}

static double
x_of (LineRun *run, guint category)
{
  guint n = haven_chart_get_n_categories (run->chart);

  if (run->by_day)
    return x_of_day (run, haven_chart_get_day (run->chart, category));
  return x_of_share (run, (category + 0.5) / n);
}

static double
y_of (LineRun *run, double value)
{
  return run->plot.y + run->plot.height * (1 - haven_ticks_place (&run->ticks, value));
}

static gboolean
is_there (LineRun *run, guint series, int category)
{
  if (category < 0 || category >= (int) haven_chart_get_n_categories (run->chart))
    return FALSE;
  return !haven_datum_is_missing (haven_chart_get_at (run->chart, series, category));
}

static int
last_present (LineRun *run, guint series)
{
  int category = (int) haven_chart_get_n_categories (run->chart) - 1;

  while (category >= 0 && !is_there (run, series, category))
    category--;
  return category;
}

/* Names at the ends of the lines */

static void
plan_ends (LineRun *run, double width)
{
  HavenSketch *sketch = run->sketch;

  for (guint i = 0; i < haven_chart_get_n_series (run->chart); i++) {
    HavenColour ink = haven_sketch_look (sketch, i).text;
    int last = last_present (run, i);
    HavenWords name = { haven_chart_get_series (run->chart, i), HAVEN_SIZE_LABEL, TRUE, ink, width, 2 };
    HavenWords value = { NULL, HAVEN_SIZE_LABEL, FALSE, ink, width, 1 };
    LineEnd end = { .series = i };
    if (last < 0)
      continue;
    value.text = haven_chart_get_at (run->chart, i, last)->label;
    end.name = haven_sketch_typeset (sketch, name);
    end.value = haven_sketch_typeset (sketch, value);
    g_array_append_val (run->ends, end);
  }
}

static double
end_height (const LineEnd *end)
{
  return ceil (end->name.box.height + end->value.box.height) + 2;
}

/* Without its number a name takes half the height */
static void
drop_values (LineRun *run)
{
  for (guint i = 0; i < run->ends->len; i++)
    g_array_index (run->ends, LineEnd, i).value = (HavenLayoutText) { .layout = NULL };
}

static double
ends_width (LineRun *run)
{
  double width = 0;

  for (guint i = 0; i < run->ends->len; i++) {
    const LineEnd *end = &g_array_index (run->ends, LineEnd, i);
    width = MAX (width, MAX (end->name.box.width, end->value.box.width));
  }
  return ceil (width);
}

static double
ends_height (LineRun *run)
{
  double height = 0;

  for (guint i = 0; i < run->ends->len; i++)
    height += end_height (&g_array_index (run->ends, LineEnd, i));
  return height;
}

static int
compare_ends (gconstpointer a, gconstpointer b)
{
  const LineEnd *one = a;
  const LineEnd *other = b;

  if (one->want != other->want)
    return one->want < other->want ? -1 : 1;
  return (int) one->series - (int) other->series;
}

/* Each as near to its line's end as the others allow: pushed down in order, then up again from the bottom */
static void
part_ends (LineRun *run)
{
  double floor_y = run->plot.y + run->plot.height + 4;
  double ceiling = run->plot.y - (run->flags->len > 0 ? 0 : 8);

  for (guint i = 0; i < run->ends->len; i++) {
    LineEnd *end = &g_array_index (run->ends, LineEnd, i);
    end->y = MAX (end->want - end_height (end) / 2, ceiling);
    ceiling = end->y + end_height (end);
  }
  for (guint i = run->ends->len; i > 0; i--) {
    LineEnd *end = &g_array_index (run->ends, LineEnd, i - 1);
    end->y = MIN (end->y, floor_y - end_height (end));
    floor_y = end->y;
  }
}

static void
put_end (LineRun *run, const LineEnd *end)
{
  HavenSketch *sketch = run->sketch;
  double x = run->plot.x + run->plot.width + 10;
  double middle = end->y + end_height (end) / 2;

  haven_sketch_put (sketch, end->name, x, end->y, -1);
  if (end->value.layout != NULL)
    haven_sketch_put (sketch, end->value, x, floor (end->y + 0.5) + ceil (end->name.box.height), -1);
  if (fabs (middle - end->want) > 10 || end->x < run->plot.x + run->plot.width - 20) {
    HavenLayoutLine leader = { end->x + 6, end->want, x - 3, middle, sketch->palette->axis, 0.75, HAVEN_DASH_SOLID, 0, -1 };
    g_array_append_val (sketch->grid, leader);
  }
}

static void
put_ends (LineRun *run)
{
  for (guint i = 0; i < run->ends->len; i++) {
    LineEnd *end = &g_array_index (run->ends, LineEnd, i);
    int last = last_present (run, end->series);
    end->want = y_of (run, haven_chart_get_at (run->chart, end->series, last)->value);
    end->x = x_of (run, last);
  }
  g_array_sort (run->ends, compare_ends);
  part_ends (run);
  for (guint i = 0; i < run->ends->len; i++)
    put_end (run, &g_array_index (run->ends, LineEnd, i));
}

/* Axes */

static double
ticks_width (LineRun *run)
{
  double width = 0;

  for (guint i = 0; i < run->ticks.n; i++) {
    g_autofree char *text = haven_ticks_format (&run->ticks, haven_chart_get_unit (run->chart), i);
    width = MAX (width, haven_sketch_measure (run->sketch, text, HAVEN_SIZE_SMALL));
  }
  return ceil (width) + 8;
}

static void
put_rules (LineRun *run, gboolean words)
{
  const HavenPalette *palette = run->sketch->palette;

  for (guint i = 0; i < run->ticks.n; i++) {
    double value = haven_ticks_get (&run->ticks, i);
    double y = y_of (run, value);
    g_autofree char *text = haven_ticks_format (&run->ticks, haven_chart_get_unit (run->chart), i);
    HavenLayoutText label = haven_sketch_label (run->sketch, text);
    haven_sketch_grid (run->sketch, (HavenBox) { run->plot.x, y, run->plot.width, 0 }, value == 0 ? palette->axis : palette->grid);
    if (words)
      haven_sketch_put (run->sketch, label, run->plot.x - 8 - label.box.width, y - label.box.height / 2, -1);
  }
}

/* Words under the plot, each centred, those left out that would touch the one before */
static void
put_below (LineRun *run, const char *text, double centre, double *used)
{
  HavenLayoutText label = haven_sketch_label (run->sketch, text);
  double left = MAX (floor (centre - label.box.width / 2), floor (run->plot.x - 6));

  if (left < floor (*used) || left + label.box.width > run->right)
    return;
  haven_sketch_put (run->sketch, label, left, run->plot.y + run->plot.height + 5, -1);
  *used = left + ceil (label.box.width) + 8 * run->sketch->scale;
}

static void
put_months (LineRun *run)
{
  double used = run->plot.x - 6;
  int year, month, day;
  HavenDay from;

  haven_day_get_ymd (run->first, &year, &month, &day);
  for (from = haven_day_new (year, month, 1); from <= run->last; from = haven_day_add_months (from, 1)) {
    HavenDay until = haven_day_add_months (from, 1);
    g_autofree char *name = haven_day_to_short (from);
    double left = x_of_day (run, MAX (from, run->first));
    double right = x_of_day (run, MIN (until, run->last));
    if (from > run->first)
      haven_sketch_grid (run->sketch, (HavenBox) { left, run->plot.y + run->plot.height, 0, 4 }, run->sketch->palette->axis);
    put_below (run, strchr (name, ' ') + 1, (left + right) / 2, &used);
  }
}

static void
put_categories (LineRun *run)
{
  double used = run->plot.x - 6;

  for (guint i = 0; i < haven_chart_get_n_categories (run->chart); i++)
    put_below (run, haven_chart_get_category (run->chart, i), x_of (run, i), &used);
}

/* The lines themselves */

static void
put_pieces (LineRun *run, guint series)
{
  HavenSeriesLook look = haven_sketch_look (run->sketch, series);
  double travelled = 0;

  for (int i = 1; i < (int) haven_chart_get_n_categories (run->chart); i++) {
    HavenLayoutLine piece = { .ink = look.fill, .width = series == 0 ? 2.5 : 2, .dash = look.dash, .travelled = travelled };
    if (!is_there (run, series, i - 1) || !is_there (run, series, i))
      continue;
    piece.x1 = x_of (run, i - 1);
    piece.y1 = y_of (run, haven_chart_get_at (run->chart, series, i - 1)->value);
    piece.x2 = x_of (run, i);
    piece.y2 = y_of (run, haven_chart_get_at (run->chart, series, i)->value);
    piece.datum = haven_sketch_datum (run->sketch, series, i);
    g_array_append_val (run->sketch->lines, piece);
    travelled += hypot (piece.x2 - piece.x1, piece.y2 - piece.y1);
  }
}

static gboolean
wants_mark (LineRun *run, guint series, int category)
{
  guint n = haven_chart_get_n_categories (run->chart);

  if (run->plot.width / n >= 3.5 * MARK_RADIUS || category == last_present (run, series))
    return TRUE;
  return !is_there (run, series, category - 1) && !is_there (run, series, category + 1);
}

static void
put_points (LineRun *run, guint series)
{
  HavenSeriesLook look = haven_sketch_look (run->sketch, series);

  for (guint i = 0; i < haven_chart_get_n_categories (run->chart); i++) {
    int datum = haven_sketch_datum (run->sketch, series, i);
    double x, y;
    if (!is_there (run, series, i))
      continue;
    x = x_of (run, i);
    y = y_of (run, haven_chart_get_at (run->chart, series, i)->value);
    haven_sketch_target (run->sketch, (HavenBox) { x - TOUCH / 2, y - TOUCH / 2, TOUCH, TOUCH }, datum);
    if (wants_mark (run, series, i))
      haven_sketch_mark (run->sketch, (HavenLayoutMark) { x, y, MARK_RADIUS, look.marker, look.fill, look.fill, datum });
  }
}

/* The first series is the one that the chart is about: it lies on top */
static void
put_series (LineRun *run)
{
  for (guint i = haven_chart_get_n_series (run->chart); i > 0; i--) {
    put_pieces (run, i - 1);
    put_points (run, i - 1);
  }
}

static void
find_flags (LineRun *run)
{
  for (guint i = 0; i < haven_chart_get_n_events (run->chart); i++) {
    const HavenChartEvent *event = haven_chart_get_event (run->chart, i);
    HavenFlag flag = { .label = event->label, .lane = -1 };
    gboolean by_day = run->by_day && event->day != HAVEN_DAY_NONE;
    if (by_day && (event->day < run->first || event->day > run->last))
      continue;
    flag.x = floor (by_day ? x_of_day (run, event->day) : x_of (run, event->category)) + 0.5;
    g_array_append_val (run->flags, flag);
  }
}

/* Left and right of the plot; TRUE: there is room for the names at the lines' ends, else they go into a key above */
static gboolean
plan_width (LineRun *run, HavenBox box)
{
  double left = ticks_width (run);
  double right;

  plan_ends (run, MAX (box.width * 0.3, 1));
  right = ends_width (run) + 12;
  if (right > box.width * 0.32 || ends_height (run) > box.height * 0.8)
    g_array_set_size (run->ends, 0);
  if (run->ends->len == 0)
    right = 8;
  run->plot.x = box.x + left;
  run->plot.width = box.width - left - right;
  return run->ends->len > 0;
}

static gboolean
plan_plot (LineRun *run, HavenBox box)
{
  HavenSketch *sketch = run->sketch;
  double line = ceil (haven_sketch_line_height (sketch, HAVEN_SIZE_SMALL));
  double above;
  guint lanes;

  if (!plan_width (run, box) && haven_chart_get_n_series (run->chart) > 1) {
    double key = haven_sketch_put_series_key (sketch, HAVEN_KEY_LINE, box) + sketch->pad * 0.4;
    box.y += key;
    box.height -= key;
  }
  find_flags (run);
  lanes = haven_sketch_plan_flags (sketch, run->flags, (HavenBox) { run->plot.x, 0, box.x + box.width - run->plot.x, 0 },
                                   (guint) CLAMP (box.height * 0.3 / line, 0, 4));
  above = MAX (haven_sketch_flags_height (sketch, run->flags, lanes), line / 2);
  run->plot.y = ceil (box.y + above);
  run->plot.height = floor (box.y + box.height - line - 6 - run->plot.y);
  if (ends_height (run) > run->plot.height)
    drop_values (run);
  return ends_height (run) <= run->plot.height && run->plot.width >= LEAST_WIDTH * sketch->scale
         && run->plot.height >= LEAST_HEIGHT * sketch->scale;
}

static void
draw_plot (LineRun *run)
{
  put_rules (run, TRUE);
  if (run->by_day && run->last - run->first > SHORT_RANGE)
    put_months (run);
  else
    put_categories (run);
  haven_sketch_put_flags (run->sketch, run->flags, run->plot, TRUE);
  put_ends (run);
  put_series (run);
}

static void
start_run (LineRun *run, HavenSketch *sketch, HavenBox box)
{
  guint n = haven_chart_get_n_categories (sketch->chart);

  *run = (LineRun) { .sketch = sketch, .chart = sketch->chart, .plot = box, .right = box.x + box.width };
  run->by_day = haven_chart_has_days (run->chart);
  run->first = run->by_day ? haven_chart_get_day (run->chart, 0) : HAVEN_DAY_NONE;
  run->last = run->by_day ? haven_chart_get_day (run->chart, n - 1) : HAVEN_DAY_NONE;
  run->ends = g_array_new (FALSE, TRUE, sizeof (LineEnd));
  run->flags = g_array_new (FALSE, TRUE, sizeof (HavenFlag));
}

static void
end_run (LineRun *run)
{
  g_array_unref (run->ends);
  g_array_unref (run->flags);
}

gboolean
haven_sketch_lines (HavenSketch *self, HavenBox box, HavenDetail detail)
{
  double line = haven_sketch_line_height (self, HAVEN_SIZE_SMALL);
  gboolean fits = TRUE;
  double min, max;
  LineRun run;

  if (!haven_chart_get_range (self->chart, &min, &max)) {
    haven_sketch_nothing (self, box);
    return box.height >= line;
  }
  start_run (&run, self, box);
  run.ticks = haven_ticks_lines (haven_chart_get_unit (self->chart), min, max, (guint) CLAMP (box.height * 0.7 / (2.6 * line), 1, 6));
  if (detail == HAVEN_DETAIL_BARE) {
    put_rules (&run, FALSE);
    put_series (&run);
  } else if ((fits = plan_plot (&run, box)))
    draw_plot (&run);
  end_run (&run);
  return fits;
}

void
haven_sketch_spark (HavenSketch *self, HavenBox box)
{
  double min, max;
  LineRun run;

  if (!haven_chart_get_range (self->chart, &min, &max))
    return;
  start_run (&run, self, box);
  run.ticks = (HavenTicks) { .low = min, .high = max, .step = 1, .n = 2 };
  if (max <= min) {
    run.ticks.low -= 1;
    run.ticks.high += 1;
  }
  for (guint i = haven_chart_get_n_series (self->chart); i > 0; i--)
    put_pieces (&run, i - 1);
  for (guint i = 0; i < haven_chart_get_n_series (self->chart); i++) {
    int last = last_present (&run, i);
    HavenSeriesLook look = haven_sketch_look (self, i);
    if (last >= 0)
      haven_sketch_mark (self, (HavenLayoutMark) { x_of (&run, last), y_of (&run, haven_chart_get_at (self->chart, i, last)->value), 2.5,
                                                   look.marker, look.fill, look.fill, haven_sketch_datum (self, i, last) });
  }
  end_run (&run);
}
