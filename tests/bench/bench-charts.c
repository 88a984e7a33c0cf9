/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart-samples.h"
#include "haven-bench.h"
#include "haven-chart-draw.h"

#include <gio/gio.h>
#include <math.h>
#include <string.h>

/* Charts beside a budget, and pictures beside gnuplot and matplotlib, each in its own steady state: five lines of 200 points at 800 x 400,
 * encoding included. They are started once and draw many pictures, so that their start does not count. */
#define WIDTH 800
#define HEIGHT 400
#define RUNS 15
#define FRAME_MS 4.0
#define HIT_US 50.0
#define POINTS 200
#define LINES 4              /* as many as a chart may have; the peers draw as many */
#define PICTURES 40

static HavenChartStyle
get_style (void)
{
  return haven_chart_style_new (WIDTH, HEIGHT);
}

/* Layout and drawing, onto a surface that is there already */

typedef struct {
  HavenChart *chart;
  cairo_surface_t *surface;
  HavenLayout *layout;
} Draw;

static void
draw_chart (gpointer data)
{
  Draw *draw = data;
  HavenChartStyle style = get_style ();
  g_autoptr (HavenLayout) layout = haven_chart_layout (draw->chart, &style);
  cairo_t *cr = cairo_create (draw->surface);

  haven_layout_draw (layout, cr);
  cairo_destroy (cr);
  cairo_surface_flush (draw->surface);
}

static void
hit_everywhere (gpointer data)
{
  Draw *draw = data;
  int found = 0;

  for (int y = 0; y < HEIGHT; y += 10)
    for (int x = 0; x < WIDTH; x += 10)
      found += haven_layout_hit (draw->layout, x, y) >= 0;
  g_assert_cmpint (found, >=, 0);
}

static void
time_sample (const char *name)
{
  HavenChartStyle style = get_style ();
  Draw draw = { chart_sample_new (name), cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT), NULL };
  g_autofree char *what = g_strdup_printf ("chart %s, laid out and drawn", name), *hit = g_strdup_printf ("chart %s, one hit", name);
  double frame = haven_bench_best (draw_chart, &draw, RUNS), each;

  haven_bench_row (what, "ms", (double[]) { frame, FRAME_MS }, "a quarter of a frame at 60 Hz", 1);
  draw.layout = haven_chart_layout (draw.chart, &style);
  each = haven_bench_best (hit_everywhere, &draw, 5) * 1000 / (WIDTH / 10.0 * HEIGHT / 10.0);
  haven_bench_row (hit, "us", (double[]) { each, HIT_US }, "budget", 1);
  haven_layout_free (draw.layout);
  cairo_surface_destroy (draw.surface);
  haven_chart_unref (draw.chart);
}

/* The picture that the peers draw too */

static double
value_at (guint line, guint point)
{
  return 60 + 8.0 * line + 7 * sin (point * 0.07 + line) + 3 * cos (point * (0.9 + 0.1 * line));
}

static HavenChart *
make_lines (void)
{
  HavenChartDraft *draft = haven_chart_draft_new (HAVEN_CHART_LINE);

  haven_chart_draft_set_title (draft, "Lines of 200 points");
  haven_chart_draft_set_subtitle (draft, "The same values as the peers draw, n = 200");
  haven_chart_draft_set_measure (draft, HAVEN_UNIT_NUMBER, "Value");
  for (guint i = 0; i < LINES; i++) {
    g_autofree char *name = g_strdup_printf ("Line %u", i + 1);
    haven_chart_draft_add_series (draft, name);
  }
  for (guint i = 0; i < POINTS; i++) {
    haven_chart_draft_add_category (draft, NULL, haven_day_new (2025, 9, 1) + (HavenDay) i);
    for (guint j = 0; j < LINES; j++)
      haven_chart_draft_put (draft, j, value_at (j, i), NULL, NULL);
  }
  return haven_chart_draft_end (draft);
}

static void
render_png (gpointer data)
{
  HavenChartStyle style = get_style ();
  g_autoptr (GBytes) picture = haven_chart_render (data, &style, HAVEN_PICTURE_PNG, NULL);

  g_assert_nonnull (picture);
}

static char *
dup_values (const char *format_line, const char *between)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < POINTS; i++) {
    g_string_append_printf (text, "%s%u", i > 0 ? between : "", i);
    for (guint j = 0; j < LINES; j++)
      g_string_append_printf (text, "%s%.3f", format_line, value_at (j, i));
  }
  return g_string_free (text, FALSE);
}

/* What a peer says it took for one picture, in ms; NAN: it could not be asked */
static double
ask_peer (const char *const *command, const char *script)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) peer = g_subprocess_newv (command, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE
                                                             | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);
  g_autofree char *answer = NULL;

  if (peer == NULL || !g_subprocess_communicate_utf8 (peer, script, NULL, &answer, NULL, &error) || !g_subprocess_get_successful (peer))
    return NAN;
  return answer != NULL && strstr (answer, "ms=") != NULL ? g_ascii_strtod (strstr (answer, "ms=") + 3, NULL) : NAN;
}

/* Each peer draws forty and tells the fastest, as ours does */
static double
time_gnuplot (const char *folder)
{
  const char *command[] = { "gnuplot", NULL };
  g_autofree char *data = dup_values (" ", "\n");
  g_autofree char *script = NULL;

  script = g_strdup_printf ("$d << EOD\n%s\nEOD\n"
                            "set terminal pngcairo size %d,%d\nset title 'Lines of 200 points'\nset key outside\n"
                            "set output '%s/warm.png'\nplot for [i=2:%d] $d using 1:i with lines lw 2 title sprintf('Line %%d', i-1)\n"
                            "best = 1e9\ndo for [k=1:%d] {\nt0 = time(0.0)\nset output sprintf('%s/%%d.png', k)\n"
                            "plot for [i=2:%d] $d using 1:i with lines lw 2 title sprintf('Line %%d', i-1)\nunset output\n"
                            "took = time(0.0) - t0\nbest = took < best ? took : best\n}\n"
                            "set print '-'\nprint sprintf('ms=%%.3f', best * 1000)\n",
                            data, WIDTH, HEIGHT, folder, LINES + 1, PICTURES, folder, LINES + 1);
  return ask_peer (command, script);
}

static double
time_matplotlib (const char *folder)
{
  const char *command[] = { "/usr/bin/python3", "-", NULL };
  g_autofree char *data = dup_values (",", "],[");
  g_autofree char *script = NULL;

  script = g_strdup_printf ("import time, matplotlib\nmatplotlib.use('Agg')\nimport matplotlib.pyplot as plt\nrows = [[%s]]\n"
                            "x, *lines = zip(*rows)\nbest = 1e9\nfor k in range(%d):\n    t0 = time.perf_counter()\n"
                            "    figure, axes = plt.subplots(figsize=(%d / 100, %d / 100), dpi=100)\n    for i, line in enumerate(lines):\n"
                            "        axes.plot(x, line, linewidth=2, label=f'Line {i + 1}')\n    axes.set_title('Lines of 200 points')\n"
                            "    axes.legend()\n    figure.savefig('%s/m.png')\n    plt.close(figure)\n"
                            "    best = min(best, (time.perf_counter() - t0) * 1000)\nprint(f'ms={best:.3f}')\n",
                            data, PICTURES, WIDTH, HEIGHT, folder);
  return ask_peer (command, script);
}

static void
tell_peer (const char *peer, double ours, double theirs, double goal)
{
  g_autofree char *what = g_strdup_printf ("picture of %d lines, beside %s", LINES, peer);

  if (isnan (theirs))
    haven_bench_skip (what, "not installed");
  else
    haven_bench_row (what, "ms", (double[]) { ours, theirs }, peer, goal);
}

static void
time_pictures (void)
{
  g_autofree char *folder = g_dir_make_tmp ("haven-bench-XXXXXX", NULL);
  g_autoptr (HavenChart) chart = make_lines ();
  double ours = haven_bench_best (render_png, chart, RUNS);
  const char *remove[] = { "rm", "-r", folder, NULL };
  g_autoptr (GSubprocess) removal = NULL;

  tell_peer ("gnuplot", ours, time_gnuplot (folder), 0.5);
  tell_peer ("matplotlib", ours, time_matplotlib (folder), 0.25);
  removal = g_subprocess_newv (remove, G_SUBPROCESS_FLAGS_NONE, NULL);
  g_subprocess_wait (removal, NULL, NULL);
}

int
main (int argc, char **argv)
{
  static const char *const samples[] = {
    "year", "trend-markers", "line-groups", "cumulative", "grid-weekdays", "codes", "spells", "suspension-reasons", "suspension-limits",
    "part-time", "attainment", "sdq", "distribution", "stack-bands", "multiples", "coverage", "spark",
  };

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    time_sample (samples[i]);
  time_pictures ();
  return 0;
}
