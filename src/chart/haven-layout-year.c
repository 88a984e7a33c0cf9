/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-sketch.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* A year of marks: weeks across, weekdays down, a day's morning over its afternoon. Where the weeks do not fit side by side
 * they are wrapped into bands, so that the cells stay large enough to read. */
#define MOST_BANDS 4
#define MOST_LANES 3
#define WIDEST_CELL 40.0
#define TALLEST_HALF 21.0
#define SMALLEST_CODE 7.5    /* units; below this a hatch stands in for the code */
#define WEEK_GAP 2.0
#define DAY_GAP 3.0

typedef struct {
  HavenSketch *sketch;
  HavenChart *chart;
  HavenBox box;
  HavenDay first;            /* a Monday */
  int n_weeks;
  int n_days;                /* rows of a week: five, unless there are marks at weekends */
  int n_bands;
  int band_weeks;            /* columns of a band */
  double left;               /* names of the days */
  double line;
  double key;                /* height below the bands */
  double above[MOST_BANDS];  /* flags over each band */
  double width;              /* of a week's column with its gap */
  double half;               /* height of half a day */
  double code_size;          /* 0: no codes */
  gboolean words;
  gboolean keyed;            /* the classes are explained below */
  gboolean noted;            /* and so is which half is which */
  GHashTable *codes;         /* code and class -> HavenLayoutText */
} YearRun;

static double
day_height (YearRun *run)
{
  return 2 * run->half + DAY_GAP;
}

static double
band_height (YearRun *run, int band)
{
  return run->above[band] + run->n_days * day_height (run) + (run->words ? run->line + 3 + run->sketch->pad * 0.4 : DAY_GAP);
}

static double
band_top (YearRun *run, int band)
{
  double y = run->box.y + run->above[band];

  for (int i = 0; i < band; i++)
    y += band_height (run, i);
  return floor (y);
}

static int
week_of (YearRun *run, HavenDay day)
{
  return (haven_day_get_monday (day) - run->first) / 7;
}

static double
column_x (YearRun *run, int week)
{
  return run->box.x + run->left + (week % run->band_weeks) * run->width;
}

static HavenBox
half_box (YearRun *run, HavenDay day, guint session)
{
  int week = week_of (run, day);
  double y = band_top (run, week / run->band_weeks) + (haven_day_get_weekday (day) - 1) * day_height (run) + session * run->half;

  return (HavenBox) { floor (column_x (run, week)), floor (y), MAX (run->width - WEEK_GAP, 1), MAX (run->half - 1, 1) };
}

static void
measure_days (YearRun *run)
{
  guint n = haven_chart_get_n_categories (run->chart);

  run->first = haven_day_get_monday (haven_chart_get_day (run->chart, 0));
  run->n_weeks = week_of (run, haven_chart_get_day (run->chart, n - 1)) + 1;
  run->n_days = 5;
  for (guint i = 0; i < n; i++)
    run->n_days = MAX (run->n_days, haven_day_get_weekday (haven_chart_get_day (run->chart, i)));
}

/* Events */

static GArray *
flags_of_band (YearRun *run, int band)
{
  GArray *flags = g_array_new (FALSE, TRUE, sizeof (HavenFlag));

  for (guint i = 0; run->words && i < haven_chart_get_n_events (run->chart); i++) {
    const HavenChartEvent *event = haven_chart_get_event (run->chart, i);
    HavenFlag flag = { .label = event->label, .lane = -1, .event = i };
    int week = event->day == HAVEN_DAY_NONE || event->day < run->first ? -1 : week_of (run, event->day);
    if (week < 0 || week >= run->n_weeks || week / run->band_weeks != band)
      continue;
    flag.x = floor (column_x (run, week) + (run->width - WEEK_GAP) / 2) + 0.5;
    g_array_append_val (flags, flag);
  }
  return flags;
}

static guint
plan_band_flags (YearRun *run, GArray *flags)
{
  double width = run->box.width - run->left;

  return haven_sketch_plan_flags (run->sketch, flags, (HavenBox) { run->box.x + run->left, 0, width, 0 }, MOST_LANES);
}

static void
put_band_flags (YearRun *run, int band)
{
  g_autoptr (GArray) flags = flags_of_band (run, band);

  plan_band_flags (run, flags);
  haven_sketch_put_flags (run->sketch, flags, (HavenBox) { 0, band_top (run, band) - 1, 0, 0 }, FALSE);
}

/* How many bands: whichever makes the largest cells */

static double
plan_bands (YearRun *run, int n_bands)
{
  double rest = run->box.height - run->key;

  run->n_bands = n_bands;
  run->band_weeks = (run->n_weeks + n_bands - 1) / n_bands;
  run->width = MIN (floor ((run->box.width - run->left) / run->band_weeks), WIDEST_CELL * run->sketch->scale);
  run->half = 0;
  for (int i = 0; i < n_bands; i++) {
    g_autoptr (GArray) flags = flags_of_band (run, i);
    run->above[i] = haven_sketch_flags_height (run->sketch, flags, plan_band_flags (run, flags));
    rest -= band_height (run, i);
  }
  run->half = floor (MIN (rest / (n_bands * run->n_days * 2), MIN (TALLEST_HALF * run->sketch->scale, run->width * 1.3)));
  return MIN (run->width, run->half * 1.15);
}

static void
choose_bands (YearRun *run)
{
  double best = 0;
  int chosen = 1;

  for (int n = 1; n <= MOST_BANDS && n <= run->n_weeks; n++) {
    double size = plan_bands (run, n);
    if (size > best * 1.12) {
      best = size;
      chosen = n;
    }
  }
  plan_bands (run, chosen);
}

/* Names of days, months and classes */

static void
put_days (YearRun *run, int band)
{
  int step = (int) ceil (run->line / day_height (run));

  for (int i = 0; i < run->n_days; i += step) {
    g_autofree char *brief = haven_day_to_short_weekday (run->first + i);
    HavenLayoutText text = haven_sketch_label (run->sketch, brief);
    double middle = band_top (run, band) + i * day_height (run) + run->half;
    haven_sketch_put (run->sketch, text, run->box.x, middle - text.box.height / 2, -1);
  }
}

static void
put_months (YearRun *run, int band)
{
  double y = band_top (run, band) + run->n_days * day_height (run) + 1;
  double used = 0;
  int last_month = 0;

  for (int week = band * run->band_weeks; week < MIN ((band + 1) * run->band_weeks, run->n_weeks); week++) {
    HavenDay friday = run->first + week * 7 + 4;
    g_autofree char *name = haven_day_to_short (friday);
    HavenLayoutText text = haven_sketch_label (run->sketch, strchr (name, ' ') + 1);
    int year, month, dom;
    double x = column_x (run, week);
    haven_day_get_ymd (friday, &year, &month, &dom);
    if (month == last_month)
      continue;
    last_month = month;
    if (x < used || x + text.box.width > run->box.x + run->box.width)
      continue;
    haven_sketch_put (run->sketch, text, x, y, -1);
    used = x + text.box.width + 6;
  }
}

static double
put_key (YearRun *run, HavenBox box, gboolean measure)
{
  const char *texts[HAVEN_N_CELLS];
  guint places[HAVEN_N_CELLS];
  HavenKey key = { HAVEN_KEY_CELL, 0, texts, places };
  gboolean used[HAVEN_N_CELLS + 1] = { FALSE };

  for (guint i = 0; i < haven_chart_get_n_data (run->chart); i++)
    used[haven_chart_get_datum (run->chart, i)->cell] = TRUE;
  for (guint i = 0; i < HAVEN_N_CELLS; i++) {
    if (!used[i])
      continue;
    texts[key.n] = haven_cell_text (i);
    places[key.n++] = i;
  }
  if (!measure)
    haven_sketch_put_key (run->sketch, &key, box);
  return haven_sketch_key_height (run->sketch, &key, box.width);
}

static HavenLayoutText
set_note (YearRun *run)
{
  return haven_sketch_typeset (run->sketch, (HavenWords) { _("Each day: morning above, afternoon below."), HAVEN_SIZE_SMALL, FALSE,
                                                           run->sketch->palette->muted, MAX (run->box.width, 1), 2 });
}

static void
put_words (YearRun *run)
{
  double bottom = run->box.y;
  HavenLayoutText note = set_note (run);

  for (int i = 0; i < run->n_bands; i++) {
    put_days (run, i);
    put_months (run, i);
    put_band_flags (run, i);
    bottom += band_height (run, i);
  }
  if (run->keyed)
    put_key (run, (HavenBox) { run->box.x, floor (bottom + run->sketch->pad * 0.3), run->box.width, 0 }, FALSE);
  if (run->noted)
    haven_sketch_put (run->sketch, note, run->box.x, floor (bottom + run->key - note.box.height), -1);
}

/* Cells */

/* A code is set once for each class, however often it occurs; its box is its ink, because its line is taller than the cell */
static HavenLayoutText *
get_code (YearRun *run, const char *code, HavenCell cell)
{
  g_autofree char *key = g_strdup_printf ("%u %s", cell, code);
  HavenLayoutText *text = g_hash_table_lookup (run->codes, key);
  HavenWords words = { code, run->code_size / run->sketch->scale, FALSE, run->sketch->palette->cells[cell].text, 0, 1 };

  if (text != NULL)
    return text;
  text = g_new (HavenLayoutText, 1);
  *text = haven_sketch_typeset (run->sketch, words);
  g_hash_table_insert (run->codes, g_steal_pointer (&key), text);
  return text;
}

static void
put_code (YearRun *run, const HavenDatum *datum, HavenBox box, int index)
{
  HavenLayoutText text = *get_code (run, datum->label, datum->cell);
  PangoRectangle ink;

  pango_layout_get_extents (text.layout, &ink, NULL);
  text.x = box.x + (box.width - text.box.width) / 2;
  text.y = box.y + (box.height - text.box.height) / 2;
  text.box = (HavenBox) { text.x + (double) ink.x / PANGO_SCALE, text.y + (double) ink.y / PANGO_SCALE,
                          (double) ink.width / PANGO_SCALE, (double) ink.height / PANGO_SCALE };
  text.datum = index;
  if (text.box.width <= box.width && text.box.height <= box.height + 1)
    g_array_append_val (run->sketch->texts, text);
}

static gboolean
is_whole_day (YearRun *run, const HavenDatum *datum)
{
  HavenCell other = haven_chart_get_at (run->chart, 1 - datum->series, datum->category)->cell;

  return datum->cell == other && (datum->cell == HAVEN_CELL_CLOSED || datum->cell == HAVEN_CELL_NOT_ON_ROLL);
}

static void
put_half (YearRun *run, int index)
{
  const HavenDatum *datum = haven_chart_get_datum (run->chart, index);
  const HavenCellLook *look = &run->sketch->palette->cells[datum->cell];
  HavenBox box = half_box (run, haven_chart_get_day (run->chart, datum->category), datum->series);
  gboolean coded = run->code_size > 0 && datum->label[0] != '\0';
  HavenLayoutRect rect = { box, look->fill, look->line, look->edge, coded ? HAVEN_HATCH_NONE : look->hatch, look->line, index };

  haven_sketch_target (run->sketch, box, index);
  if (is_whole_day (run, datum))
    rect.box.height = 2 * run->half - 1;
  if (!is_whole_day (run, datum) || datum->series == 0)
    haven_sketch_rect (run->sketch, rect);
  if (coded)
    put_code (run, datum, box, index);
}

static void
fit_codes (YearRun *run)
{
  run->code_size = MIN (HAVEN_SIZE_SMALL * run->sketch->scale, MIN (run->half * 0.85, (run->width - WEEK_GAP) * 0.68));
  if (run->code_size < SMALLEST_CODE || !run->words)
    run->code_size = 0;
}

/* One class after the other, so that each colour is filled once */
static void
put_halves (YearRun *run)
{
  for (guint cell = 0; cell < HAVEN_N_CELLS; cell++)
    for (guint i = 0; i < haven_chart_get_n_data (run->chart); i++)
      if (haven_chart_get_datum (run->chart, i)->cell == cell)
        put_half (run, i);
}

gboolean
haven_sketch_year (HavenSketch *self, HavenBox box, HavenDetail detail)
{
  YearRun run = { .sketch = self, .chart = self->chart, .box = box, .words = detail != HAVEN_DETAIL_BARE };

  run.line = ceil (haven_sketch_line_height (self, HAVEN_SIZE_SMALL));
  if (!haven_chart_has_days (self->chart)) {
    haven_sketch_nothing (self, box);
    return box.height >= run.line;
  }
  measure_days (&run);
  if (run.words) {
    run.left = ceil (haven_sketch_measure (self, "Wed", HAVEN_SIZE_SMALL)) + 8;
    run.keyed = detail < HAVEN_DETAIL_TITLE;
    run.noted = detail == HAVEN_DETAIL_ALL;
    run.key = (run.keyed ? put_key (&run, box, TRUE) + self->pad * 0.3 : 0) + (run.noted ? ceil (set_note (&run).box.height) + 2 : 0);
  }
  choose_bands (&run);
  fit_codes (&run);
  /* codes are worth more than the source */
  if ((run.words && (run.width < 6 || run.half < 5)) || (detail == HAVEN_DETAIL_ALL && run.code_size <= 0))
    return FALSE;
  run.half = MAX (run.half, 1);
  run.width = MAX (run.width, 1);
  run.codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  put_halves (&run);
  if (run.words)
    put_words (&run);
  g_hash_table_unref (run.codes);
  return TRUE;
}
