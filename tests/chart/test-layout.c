/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart-samples.h"
#include "haven-chart-draw.h"

#include <math.h>

/* Layouts are judged by their numbers: everything inside, no words over words, each datum where the pointer finds it. */
typedef void (*LayoutCheck) (HavenLayout *layout);

static const double sizes[][2] = { { 320, 200 }, { 360, 480 }, { 640, 360 }, { 900, 420 }, { 1366, 500 }, { 1600, 900 } };
static const double scales[] = { 1, 1.25, 1.5, 2 };

static void
for_each_layout (LayoutCheck check)
{
  for (const char *const *name = chart_sample_names (); *name != NULL; name++) {
    g_autoptr (HavenChart) chart = chart_sample_new (*name);
    for (guint i = 0; i < G_N_ELEMENTS (sizes) * G_N_ELEMENTS (scales) * 2; i++) {
      HavenChartStyle style = haven_chart_style_new (sizes[i % G_N_ELEMENTS (sizes)][0], sizes[i % G_N_ELEMENTS (sizes)][1]);
      g_autoptr (HavenLayout) layout = NULL;
      style.text_scale = scales[i / G_N_ELEMENTS (sizes) % G_N_ELEMENTS (scales)];
      style.on_paper = i >= G_N_ELEMENTS (sizes) * G_N_ELEMENTS (scales);
      layout = haven_chart_layout (chart, &style);
      g_test_message ("%s at %.0f x %.0f, text %.2f", *name, style.width, style.height, style.text_scale);
      check (layout);
    }
  }
}

static gboolean
overlap (HavenBox a, HavenBox b, double slack)
{
  return a.x + slack < b.x + b.width && b.x + slack < a.x + a.width && a.y + slack < b.y + b.height && b.y + slack < a.y + a.height;
}

static void
assert_inside (HavenLayout *layout, HavenBox box)
{
  const HavenChartStyle *style = haven_layout_get_style (layout);

  g_assert_true (isfinite (box.x) && isfinite (box.y) && isfinite (box.width) && isfinite (box.height));
  g_assert_cmpfloat (box.width, >=, 0);
  g_assert_cmpfloat (box.height, >=, 0);
  g_assert_cmpfloat (box.x, >=, -0.01);
  g_assert_cmpfloat (box.y, >=, -0.01);
  g_assert_cmpfloat (box.x + box.width, <=, style->width + 0.01);
  g_assert_cmpfloat (box.y + box.height, <=, style->height + 0.01);
}

static void
check_lines_inside (HavenLayout *layout, const HavenLayoutLine *lines, guint n)
{
  for (guint i = 0; i < n; i++)
    assert_inside (layout, (HavenBox) { MIN (lines[i].x1, lines[i].x2), MIN (lines[i].y1, lines[i].y2),
                                        fabs (lines[i].x2 - lines[i].x1), fabs (lines[i].y2 - lines[i].y1) });
}

static void
check_inside (HavenLayout *layout)
{
  guint n;
  const HavenLayoutRect *rects = haven_layout_get_rects (layout, &n);
  const HavenLayoutMark *marks;
  const HavenLayoutText *texts;
  const HavenLayoutLine *lines;

  for (guint i = 0; i < n; i++)
    assert_inside (layout, rects[i].box);
  texts = haven_layout_get_texts (layout, &n);
  for (guint i = 0; i < n; i++)
    assert_inside (layout, texts[i].box);
  marks = haven_layout_get_marks (layout, &n);
  for (guint i = 0; i < n; i++)
    assert_inside (layout, (HavenBox) { marks[i].x, marks[i].y, 0, 0 });
  lines = haven_layout_get_grid (layout, &n);
  check_lines_inside (layout, lines, n);
  lines = haven_layout_get_lines (layout, &n);
  check_lines_inside (layout, lines, n);
}

static void
check_words_apart (HavenLayout *layout)
{
  guint n;
  const HavenLayoutText *texts = haven_layout_get_texts (layout, &n);

  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < i; j++) {
      if (overlap (texts[i].box, texts[j].box, 0.6))
        g_test_message ("'%s' lies over '%s'", pango_layout_get_text (texts[i].layout), pango_layout_get_text (texts[j].layout));
      g_assert_false (overlap (texts[i].box, texts[j].box, 0.6));
    }
}

/* Names, months, values and titles keep off the bars and cells; a mark's code, a part's value and a stretch's name belong inside */
static void
check_words_off_shapes (HavenLayout *layout)
{
  HavenChartKind kind = haven_chart_get_kind (haven_layout_get_chart (layout));
  guint n_texts, n_rects;
  const HavenLayoutText *texts = haven_layout_get_texts (layout, &n_texts);
  const HavenLayoutRect *rects = haven_layout_get_rects (layout, &n_rects);

  if (kind == HAVEN_CHART_STACK || kind == HAVEN_CHART_GRID || kind == HAVEN_CHART_SPELLS)
    return;
  for (guint i = 0; i < n_texts; i++)
    for (guint j = 0; j < n_rects; j++)
      if (texts[i].datum < 0 && overlap (texts[i].box, rects[j].box, 1.1)) {
        g_test_message ("'%s' lies on a shape", pango_layout_get_text (texts[i].layout));
        g_assert_not_reached ();
      }
}

static void
check_hits (HavenLayout *layout)
{
  guint n;
  const HavenLayoutTarget *targets = haven_layout_get_targets (layout, &n);
  const HavenChartStyle *style = haven_layout_get_style (layout);

  for (guint i = 0; i < n; i++) {
    double x = targets[i].box.x + targets[i].box.width / 2;
    double y = targets[i].box.y + targets[i].box.height / 2;
    int hit = haven_layout_hit (layout, x, y);
    HavenBox box;
    g_assert_true (haven_layout_find_target (layout, hit, &box));
    g_assert_cmpfloat_with_epsilon (box.x + box.width / 2, x, 0.001);
    g_assert_cmpfloat_with_epsilon (box.y + box.height / 2, y, 0.001);
  }
  g_assert_cmpint (haven_layout_hit (layout, -50, -50), ==, -1);
  g_assert_cmpint (haven_layout_hit (layout, style->width + 50, style->height + 50), ==, -1);
}

/* A datum that is there can be pointed at; a shape and its target agree */
static void
check_targets (HavenLayout *layout)
{
  HavenChart *chart = haven_layout_get_chart (layout);
  HavenChartKind kind = haven_chart_get_kind (chart);
  guint n;
  const HavenLayoutRect *rects = haven_layout_get_rects (layout, &n);
  HavenBox box;

  for (guint i = 0; i < haven_chart_get_n_data (chart); i++) {
    const HavenDatum *datum = haven_chart_get_datum (chart, i);
    gboolean shown = kind == HAVEN_CHART_YEAR || (!haven_datum_is_missing (datum) && kind != HAVEN_CHART_SPARK);
    if (shown && !(kind == HAVEN_CHART_STACK && datum->value <= 0))
      g_assert_true (haven_layout_find_target (layout, (int) i, &box));
  }
  for (guint i = 0; i < n; i++)
    if (rects[i].datum >= 0) {
      g_assert_true (haven_layout_find_target (layout, rects[i].datum, &box));
      g_assert_true (overlap (box, rects[i].box, 0));
    }
}

/* One pass over all samples and sizes, because laying them out is what takes time */
static void
check_all (HavenLayout *layout)
{
  check_inside (layout);
  check_words_apart (layout);
  check_words_off_shapes (layout);
  check_hits (layout);
  check_targets (layout);
}

static void
test_everywhere (void)
{
  for_each_layout (check_all);
}

/* At ordinary sizes everything that a chart has to say is on it */
static gboolean
is_written (HavenLayout *layout, const char *words)
{
  guint n;
  const HavenLayoutText *texts = haven_layout_get_texts (layout, &n);

  for (guint i = 0; i < n; i++)
    if (g_str_has_prefix (pango_layout_get_text (texts[i].layout), words) && !pango_layout_is_ellipsized (texts[i].layout))
      return TRUE;
  return FALSE;
}

static void
test_says_it_all (void)
{
  static const char *const samples[] = { "trend-markers", "cumulative", "codes", "spells", "suspension-reasons", "suspension-limits",
                                         "part-time", "attainment", "sdq", "multiples", "coverage", "distribution", "year",
                                         "year-term", "line-trend", "line-groups", "bars-terms", "bars-groups", "bars-change",
                                         "stack-bands", "grid-weekdays" };

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++) {
    HavenChartStyle style = haven_chart_style_new (800, 420);
    g_autoptr (HavenChart) chart = chart_sample_new (samples[i]);
    g_autoptr (HavenLayout) layout = haven_chart_layout (chart, &style);
    const char *warning = haven_chart_get_warning (chart);
    g_assert_true (is_written (layout, haven_chart_get_title (chart)));
    g_assert_true (is_written (layout, haven_chart_get_subtitle (chart)));
    g_assert_true (is_written (layout, haven_chart_get_source (chart)));
    g_assert_true (warning[0] == '\0' || is_written (layout, warning));
    for (guint j = 0; j < haven_chart_get_n_series (chart) && haven_chart_get_n_series (chart) > 1; j++)
      g_assert_true (haven_chart_get_kind (chart) == HAVEN_CHART_YEAR || is_written (layout, haven_chart_get_series (chart, j)));
    for (guint j = 0; j < haven_chart_get_n_events (chart); j++)
      g_assert_true (is_written (layout, haven_chart_get_event (chart, j)->label));
  }
}

static void
test_codes_are_written (void)
{
  HavenChartStyle style = haven_chart_style_new (900, 420);
  g_autoptr (HavenChart) chart = chart_sample_new ("year");
  g_autoptr (HavenLayout) layout = haven_chart_layout (chart, &style);
  guint n, written = 0, wanted = 0;
  const HavenLayoutText *texts = haven_layout_get_texts (layout, &n);

  for (guint i = 0; i < n; i++)
    if (texts[i].datum >= 0) {
      g_assert_cmpstr (pango_layout_get_text (texts[i].layout), ==, haven_chart_get_datum (chart, (guint) texts[i].datum)->label);
      written++;
    }
  for (guint i = 0; i < haven_chart_get_n_data (chart); i++)
    wanted += haven_chart_get_datum (chart, i)->label[0] != '\0';
  g_assert_cmpuint (written, ==, wanted);
}

/* Where a datum's shape ends is where its value is: a bar twice as high is twice as long, and all stand on the same line */
static void
test_bars_are_true (void)
{
  HavenChartStyle style = haven_chart_style_new (800, 400);
  g_autoptr (HavenChart) chart = chart_sample_new ("bars-terms");
  g_autoptr (HavenLayout) layout = haven_chart_layout (chart, &style);
  guint n;
  const HavenLayoutRect *rects = haven_layout_get_rects (layout, &n);
  double unit = rects[3].box.height / 14.5;

  g_assert_cmpuint (n, ==, 4);
  for (guint i = 1; i < n; i++) {
    g_assert_cmpfloat_with_epsilon (rects[i].box.height, unit * haven_chart_get_datum (chart, i)->value, 1.5);
    g_assert_cmpfloat_with_epsilon (rects[i].box.y + rects[i].box.height, rects[3].box.y + rects[3].box.height, 0.01);
  }
}

static void
test_lines_break_at_gaps (void)
{
  HavenChartStyle style = haven_chart_style_new (800, 400);
  g_autoptr (HavenChart) chart = chart_sample_new ("line-few");
  g_autoptr (HavenLayout) layout = haven_chart_layout (chart, &style);
  guint n_lines, n_marks;
  const HavenLayoutLine *lines = haven_layout_get_lines (layout, &n_lines);
  const HavenLayoutMark *marks = haven_layout_get_marks (layout, &n_marks);

  g_assert_cmpuint (n_lines, ==, 1);
  g_assert_cmpuint (n_marks, ==, 3);
  g_assert_cmpfloat (lines[0].y2, <, lines[0].y1);
  g_assert_cmpfloat (marks[2].y, <, marks[1].y);
}

/* A dash goes on along its line from piece to piece */
static void
test_dashes_travel (void)
{
  HavenChartStyle style = haven_chart_style_new (800, 400);
  g_autoptr (HavenChart) chart = chart_sample_new ("line-groups");
  g_autoptr (HavenLayout) layout = haven_chart_layout (chart, &style);
  guint n;
  const HavenLayoutLine *lines = haven_layout_get_lines (layout, &n);

  for (guint i = 1; i < n; i++) {
    const HavenLayoutLine *before = &lines[i - 1];
    double length = hypot (before->x2 - before->x1, before->y2 - before->y1);
    if (lines[i].dash == before->dash && lines[i].travelled > 0)
      g_assert_cmpfloat_with_epsilon (lines[i].travelled, before->travelled + length, 0.001);
  }
}

/* A period is dragged by days: where a day is drawn, the pointer finds it, and a stretch of days covers what lies in it */
static void
test_days_are_found (void)
{
  static const char *const timed[] = { "trend-markers", "spells", "sdq", "year" };

  for (guint i = 0; i < G_N_ELEMENTS (timed); i++) {
    HavenChartStyle style = haven_chart_style_new (900, 420);
    g_autoptr (HavenChart) chart = chart_sample_new (timed[i]);
    g_autoptr (HavenLayout) layout = haven_chart_layout (chart, &style);
    HavenDay first = haven_chart_get_span (chart).first + 20;
    g_autoptr (GArray) boxes = haven_layout_find_span (layout, (HavenSpan) { first, first + 28 });
    HavenBox from = g_array_index (boxes, HavenBox, 0);
    HavenDay day;
    g_assert_true (haven_layout_find_day (layout, from.x + 0.5, from.y + 1, &day));
    g_assert_cmpint (day, >=, first - 3);
    g_assert_cmpint (day, <=, first + 28);
    g_assert_true (haven_layout_find_day (layout, -100, from.y, &day));
    for (guint j = 0; j < boxes->len; j++)
      assert_inside (layout, g_array_index (boxes, HavenBox, j));
  }
}

static void
test_bars_have_no_days (void)
{
  HavenChartStyle style = haven_chart_style_new (900, 420);
  g_autoptr (HavenChart) chart = chart_sample_new ("codes");
  g_autoptr (HavenLayout) layout = haven_chart_layout (chart, &style);
  HavenDay day;

  g_assert_false (haven_layout_find_day (layout, 300, 200, &day));
}

/* Where each line to compare with is drawn is where its value is */
static void
test_limits_are_true (void)
{
  HavenChartStyle style = haven_chart_style_new (800, 400);
  g_autoptr (HavenChart) chart = chart_sample_new ("suspension-limits");
  g_autoptr (HavenLayout) layout = haven_chart_layout (chart, &style);
  guint n;
  const HavenLayoutRect *rects = haven_layout_get_rects (layout, &n);
  const HavenLayoutLine *lines;
  double unit = rects[2].box.width / 9;
  double zero = rects[2].box.x;

  lines = haven_layout_get_lines (layout, &n);
  g_assert_cmpuint (n, ==, 10);
  for (guint i = 0; i < 5; i++)
    g_assert_cmpfloat_with_epsilon (lines[2 * i + 1].x1, zero + unit * haven_chart_get_rule (chart, i)->value, 3);
}

static void
test_senseless_styles (void)
{
  static const double values[] = { -5, 0, 1, 17, 40, 1e9, NAN, INFINITY };

  for (const char *const *name = chart_sample_names (); *name != NULL; name++) {
    g_autoptr (HavenChart) chart = chart_sample_new (*name);
    for (guint i = 0; i < G_N_ELEMENTS (values) * G_N_ELEMENTS (values); i++) {
      HavenChartStyle style = haven_chart_style_new (values[i % G_N_ELEMENTS (values)], values[i / G_N_ELEMENTS (values)]);
      g_autoptr (HavenLayout) layout = NULL;
      style.text_scale = values[(i * 7) % G_N_ELEMENTS (values)];
      style.theme = 99;
      layout = haven_chart_layout (chart, &style);
      check_inside (layout);
      check_words_apart (layout);
    }
  }
}

static void
test_same_again (void)
{
  for (const char *const *name = chart_sample_names (); *name != NULL; name++) {
    HavenChartStyle style = haven_chart_style_new (700, 400);
    g_autoptr (HavenChart) chart = chart_sample_new (*name);
    g_autoptr (HavenLayout) one = haven_chart_layout (chart, &style);
    g_autoptr (HavenLayout) other = haven_chart_layout (chart, &style);
    guint n_one, n_other;
    const HavenLayoutText *texts = haven_layout_get_texts (one, &n_one);
    const HavenLayoutText *again = haven_layout_get_texts (other, &n_other);
    g_assert_cmpuint (n_one, ==, n_other);
    for (guint i = 0; i < n_one; i++) {
      g_assert_cmpfloat (texts[i].box.x, ==, again[i].box.x);
      g_assert_cmpfloat (texts[i].box.y, ==, again[i].box.y);
    }
  }
}

/* A sentence about a child whose initials run from the right is an English one: it begins where its neighbours do */
static void
check_direction (HavenLayout *layout)
{
  guint n;
  const HavenLayoutText *texts = haven_layout_get_texts (layout, &n);

  for (guint i = 0; i < n; i++) {
    g_autoptr (PangoLayout) copy = pango_layout_copy (texts[i].layout);
    pango_layout_set_text (copy, "\330\271.\331\205. attended 65.7% of sessions", -1);
    g_assert_cmpint (pango_layout_line_get_resolved_direction (pango_layout_get_line_readonly (copy, 0)), ==, PANGO_DIRECTION_LTR);
  }
}

static void
test_names_from_the_right (void)
{
  for (const char *const *name = chart_sample_names (); *name != NULL; name++) {
    HavenChartStyle style = haven_chart_style_new (700, 400);
    g_autoptr (HavenChart) chart = chart_sample_new (*name);
    g_autoptr (HavenLayout) layout = haven_chart_layout (chart, &style);
    check_direction (layout);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/layout/everywhere", test_everywhere);
  g_test_add_func ("/chart/layout/says-it-all", test_says_it_all);
  g_test_add_func ("/chart/layout/codes-are-written", test_codes_are_written);
  g_test_add_func ("/chart/layout/bars-are-true", test_bars_are_true);
  g_test_add_func ("/chart/layout/lines-break-at-gaps", test_lines_break_at_gaps);
  g_test_add_func ("/chart/layout/dashes-travel", test_dashes_travel);
  g_test_add_func ("/chart/layout/days-are-found", test_days_are_found);
  g_test_add_func ("/chart/layout/bars-have-no-days", test_bars_have_no_days);
  g_test_add_func ("/chart/layout/limits-are-true", test_limits_are_true);
  g_test_add_func ("/chart/layout/senseless-styles", test_senseless_styles);
  g_test_add_func ("/chart/layout/same-again", test_same_again);
  g_test_add_func ("/chart/layout/names-from-the-right", test_names_from_the_right);
  return g_test_run ();
}
