/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-layout-plot.h"

#include <math.h>

/* Lines over weeks or other ordered categories: names at the ends of their lines, light rules, months below, events above. */
#define LEAST_WIDTH 90.0
#define LEAST_HEIGHT 54.0
#define MARK_RADIUS 3.5
#define TOUCH 24.0           /* side of a point's target */
#define SHORT_RANGE 70       /* days: below this the weeks are named, above it the months */
#define LONG_RANGE 400       /* and above this the years */

typedef struct {
  guint series;
  double want;               /* where the line ends */
  double y;                  /* where its name stands */
  double x;
  HavenLayoutText name;
  HavenLayoutText value;
} LineEnd;

typedef HavenLinePlot LineRun;

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
  if (run->by_day)
    return x_of_day (run, haven_chart_get_day (run->chart, category));
  return x_of_share (run, (category - run->from + 0.5) / (run->end - run->from));
}

static double
y_of (LineRun *run, double value)
{
  return run->plot.y + run->plot.height * (1 - haven_ticks_place (&run->ticks, value));
}

static gboolean
is_there (LineRun *run, guint series, int category)
{
  if (category < (int) run->from || category >= (int) run->end)
    return FALSE;
  return !haven_datum_is_missing (haven_chart_get_at (run->chart, series, category));
}

static int
last_present (LineRun *run, guint series)
{
  int category = (int) run->end - 1;

  while (category >= (int) run->from && !is_there (run, series, category))
    category--;
  return category >= (int) run->from ? category : -1;
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
    if (!run->nameless)
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

  if (end->name.layout != NULL)
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

/* "80%", or the step's name */
char *
haven_plot_dup_tick (LineRun *run, guint tick)
{
  const char *step = haven_chart_get_step (run->chart, haven_ticks_get (&run->ticks, tick));

  if (step != NULL)
    return g_strdup (step);
  return haven_ticks_format (&run->ticks, haven_chart_get_unit (run->chart), tick);
}

static double
ticks_width (LineRun *run)
{
  double width = 0;

  for (guint i = 0; i < run->ticks.n; i++) {
    g_autofree char *text = haven_plot_dup_tick (run, i);
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
    g_autofree char *text = haven_plot_dup_tick (run, i);
    HavenLayoutText label = haven_sketch_label (run->sketch, text);
    haven_sketch_grid (run->sketch, (HavenBox) { run->plot.x, y, run->plot.width, 0 }, value == 0 ? palette->axis : palette->grid);
    if (words)
      haven_sketch_put (run->sketch, label, run->plot.x - 8 - label.box.width, y - label.box.height / 2, -1);
  }
}

/* Whole pixels, so that no seam shows between one band and the next */
static void
put_bands (LineRun *run, guint panel)
{
  for (guint i = 0; i < haven_chart_get_n_bands (run->chart); i++) {
    const HavenChartBand *band = haven_chart_get_band (run->chart, i);
    double top = floor (y_of (run, MIN (band->high, run->ticks.high)));
    double bottom = floor (y_of (run, MAX (band->low, run->ticks.low)));
    if (band->panel == panel && band->depth > 0 && bottom > top)
      haven_sketch_band (run->sketch, (HavenBox) { run->plot.x, top, run->plot.width, bottom - top }, band->depth);
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

/* Over several years a month's name says too little */
static void
put_years (LineRun *run)
{
  double used = run->plot.x - 6;
  int first, last, month, day;

  haven_day_get_ymd (run->first, &first, &month, &day);
  haven_day_get_ymd (run->last, &last, &month, &day);
  for (int year = first; year <= last; year++) {
    g_autofree char *name = g_strdup_printf ("%d", year);
    double left = x_of_day (run, MAX (haven_day_new (year, 1, 1), run->first));
    double right = x_of_day (run, MIN (haven_day_new (year + 1, 1, 1), run->last));
    if (year > first)
      haven_sketch_grid (run->sketch, (HavenBox) { left, run->plot.y + run->plot.height, 0, 4 }, run->sketch->palette->axis);
    put_below (run, name, (left + right) / 2, &used);
  }
}

static void
put_categories (LineRun *run)
{
  double used = run->plot.x - 6;

  for (guint i = run->from; i < run->end; i++)
    put_below (run, haven_chart_get_category (run->chart, i), x_of (run, i), &used);
}

/* The lines themselves */

static void
put_pieces (LineRun *run, guint series)
{
  HavenSeriesLook look = haven_sketch_look (run->sketch, series);
  double travelled = 0;

  for (int i = (int) run->from + 1; i < (int) run->end; i++) {
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
  guint n = run->end - run->from;

  if (run->plot.width / n >= 3.5 * MARK_RADIUS || category == last_present (run, series))
    return TRUE;
  return !is_there (run, series, category - 1) && !is_there (run, series, category + 1);
}

static void
put_points (LineRun *run, guint series)
{
  HavenSeriesLook look = haven_sketch_look (run->sketch, series);

  for (guint i = run->from; i < run->end; i++) {
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
    HavenFlag flag = { .label = event->label, .lane = -1, .event = i };
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

/* Which of the three says enough in the fewest words */
static void
put_times (LineRun *run)
{
  if (run->by_day && run->last - run->first > LONG_RANGE)
    put_years (run);
  else if (run->by_day && run->last - run->first > SHORT_RANGE)
    put_months (run);
  else
    put_categories (run);
}

static void
draw_plot (LineRun *run)
{
  put_rules (run, TRUE);
  put_times (run);
  haven_sketch_put_flags (run->sketch, run->flags, run->plot, TRUE);
  put_ends (run);
  haven_plot_put_rules (run);
  put_series (run);
  if (run->by_day)
    haven_sketch_time (run->sketch, (HavenTimeScale) { run->plot, x_of_day (run, run->first), x_of_day (run, run->last), run->first,
                                                       run->last });
}

double
haven_plot_get_x (LineRun *run, HavenDay day)
{
  return x_of_day (run, CLAMP (day, run->first, run->last));
}

double
haven_plot_get_y (LineRun *run, double value)
{
  return y_of (run, value);
}

static void
start_run (LineRun *run, HavenSketch *sketch, HavenBox box)
{
  HavenSpan span = haven_chart_get_span (sketch->chart);

  *run = (LineRun) { .sketch = sketch, .chart = sketch->chart, .plot = box, .right = box.x + box.width };
  run->end = haven_chart_get_n_categories (sketch->chart);
  run->by_day = haven_chart_has_days (run->chart);
  run->first = span.first;
  run->last = span.last;
  run->ends = g_array_new (FALSE, TRUE, sizeof (LineEnd));
  run->flags = g_array_new (FALSE, TRUE, sizeof (HavenFlag));
}

static void
end_run (LineRun *run)
{
  g_array_unref (run->ends);
  g_array_unref (run->flags);
}

/* Steps are shown all; numbers as many as have room */
static HavenTicks
choose_ticks (HavenSketch *sketch, double min, double max, double height)
{
  guint n_steps = haven_chart_get_n_steps (sketch->chart);
  double line = haven_sketch_line_height (sketch, HAVEN_SIZE_SMALL);

  if (n_steps > 1)
    return (HavenTicks) { .low = 0, .high = n_steps - 1, .step = 1, .n = n_steps };
  return haven_ticks_lines (haven_chart_get_unit (sketch->chart), min, max, (guint) CLAMP (height * 0.7 / (2.6 * line), 1, 6));
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
  if (haven_chart_get_n_panels (self->chart) > 0 && detail != HAVEN_DETAIL_BARE)
    return haven_sketch_panels (self, box, choose_ticks (self, min, max, box.height / 3));
  start_run (&run, self, box);
  run.ticks = choose_ticks (self, min, max, box.height);
  if (detail == HAVEN_DETAIL_BARE) {
    put_rules (&run, FALSE);
    put_series (&run);
  } else if ((fits = plan_plot (&run, box)))
    draw_plot (&run);
  end_run (&run);
  return fits;
}

/* One of several plots on the same scale; the names of the lines stand in the key above all of them */
void
haven_sketch_line_panel (HavenSketch *self, HavenBox plot, guint panel, HavenPanelWords words)
{
  LineRun run;

  start_run (&run, self, plot);
  haven_chart_get_panel_range (self->chart, panel, &run.from, &run.end);
  run.ticks = words.ticks;
  run.nameless = TRUE;
  run.right = words.right;
  put_bands (&run, panel);
  put_rules (&run, words.scale);
  if (words.times)
    put_times (&run);
  if (haven_chart_get_n_steps (self->chart) == 0)
    plan_ends (&run, MAX (words.right - plot.x - plot.width - 10, 1));
  if (ends_height (&run) <= plot.height)
    put_ends (&run);
  haven_plot_put_rules (&run);
  put_series (&run);
  if (run.by_day)
    haven_sketch_time (self, (HavenTimeScale) { plot, x_of_day (&run, run.first), x_of_day (&run, run.last), run.first, run.last });
  end_run (&run);
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
