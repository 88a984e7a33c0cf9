/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-bench.h"
#include "haven-demo.h"
#include "haven-figure.h"
#include "haven-pack.h"
#include "haven-page.h"
#include "haven-reference.h"
#include "haven-test-school.h"

#include <cairo-pdf.h>
#include <gio/gio.h>
#include <math.h>
#include <sys/resource.h>

/* A pack of six pages with eight charts, from figures to PDF, beside the bare drawing of six such pages by Cairo in the same run; and
 * packs for
 * sixty children, one after another, by the memory that they take. */

#define PAGES 6
#define CHARTS 8
#define RUNS 7
#define TEN 10
#define CHILDREN 60

typedef struct {
  HavenSchool *school;
  HavenClock clock;
  GPtrArray *children;          /* const HavenPupil *, with a social worker now or before */
} Bench;

static cairo_status_t
count_cb (void *closure, const unsigned char *data, unsigned int length)
{
  *(gsize *) closure += length;
  return CAIRO_STATUS_SUCCESS;
}

/* What any program would have to draw: words, lines, bars */
static void
draw_bare_page (cairo_t *cr)
{
  cairo_select_font_face (cr, "sans-serif", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size (cr, 11);
  for (int line = 0; line < 50; line++) {
    cairo_move_to (cr, 51, 60 + line * 14);
    cairo_show_text (cr, "Attendance was 83.0%; in as long a time before, 80.0%. 73 of 88 sessions, 13 September to 20 November.");
  }
  for (int mark = 0; mark < 400; mark++) {
    cairo_rectangle (cr, 60 + mark % 40 * 12, 500 + mark / 40 * 12, 10, 10);
    cairo_fill (cr);
  }
  for (int point = 0; point < 40; point++)
    cairo_line_to (cr, 60 + point * 12, 700 + 40 * sin (point));
  cairo_stroke (cr);
  cairo_show_page (cr);
}

static void
draw_bare (gpointer data)
{
  gsize size = 0;
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (count_cb, &size, 595, 842);
  cairo_t *cr = cairo_create (surface);

  for (int page = 0; page < PAGES; page++)
    draw_bare_page (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
}

/* Charts of a child, each drawn anew from figures, twice over until there are eight; and their tables' words */
static void
make_pages (gpointer data)
{
  Bench *bench = data;
  const HavenPupil *pupil = bench->children->pdata[0];
  HavenFigureSubject subject = haven_figure_subject_of_pupil (bench->school, bench->clock, pupil->id);
  HavenPageIdentity identity = { .title = "Bench", .subject = "A.B.", .id = "0000-0000", .marking = "OFFICIAL-SENSITIVE",
                                 .school = "Invented High",
                                 .printed = "Printed for nobody" };
  static const char *const figures[] = { "attendance-trend", "pupil-calendar", "weekday-pattern", "suspensions-by-term" };
  g_autoptr(HavenPages) pages = haven_pages_new (&identity);
  g_autoptr(GBytes) pdf = NULL;

  for (guint i = 0; i < CHARTS; i++) {
    g_autoptr(HavenChart) chart = haven_figure_draw (figures[i % G_N_ELEMENTS (figures)], &subject, NULL);
    g_assert_nonnull (chart);
    haven_pages_add_heading (pages, 1, "Figure");
    haven_pages_add_chart (pages, chart, 300);
    haven_pages_add_paragraph (pages, "Attendance was 83.0%; in as long a time before, 80.0%. 73 of 88 sessions, 13 September to 20 "
                                      "November.");
  }
  pdf = haven_pages_render (pages, NULL);
  g_assert_nonnull (pdf);
}

static void
make_pack_of (Bench *bench, guint child)
{
  const HavenPupil *pupil = bench->children->pdata[child % bench->children->len];
  HavenPackRequest request = { .school = bench->school, .pupil_id = pupil->id, .kind = "cin-review", .recipient = "Nobody",
                               .clock = bench->clock };
  g_autoptr(GBytes) pdf = haven_pack_render (&request, NULL, NULL);

  g_assert_nonnull (pdf);
}

/* The same by matplotlib: eight charts and the words, on six pages of one PDF; it tells its own time, without its start */
static const char matplotlib_script[] =
  "import io, time, math\n"
  "import matplotlib; matplotlib.use('pdf')\n"
  "import matplotlib.pyplot as plt\n"
  "from matplotlib.backends.backend_pdf import PdfPages\n"
  "def pages():\n"
  "    with PdfPages(io.BytesIO()) as pdf:\n"
  "        charts = 8\n"
  "        for page in range(6):\n"
  "            n = 2 if page < 2 else 1\n"
  "            figure = plt.figure(figsize=(8.27, 11.69))\n"
  "            for i in range(n):\n"
  "                axes = figure.add_axes([.1, .1 + .25 * i, .8, .2])\n"
  "                axes.plot(range(40), [math.sin(x) for x in range(40)], marker='o')\n"
  "                axes.set_title('Figure')\n"
  "            for line in range(20):\n"
  "                figure.text(.1, .95 - line * .017, 'Attendance was 83.0%; in as long a time before, 80.0%. 73 of 88 sessions, 13 "
  "September')\n"
  "            pdf.savefig(figure); plt.close(figure)\n"
  "pages()\n"
  "best = 1e9\n"
  "for run in range(3):\n"
  "    began = time.perf_counter(); pages(); best = min(best, time.perf_counter() - began)\n"
  "print(best * 1000)\n";

static double
time_matplotlib (void)
{
  g_autoptr(GSubprocess) peer = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL,
                                                  "/usr/bin/python3",
                                                  "-c", matplotlib_script, NULL);
  g_autofree char *answer = NULL;

  if (peer == NULL || !g_subprocess_communicate_utf8 (peer, NULL, NULL, &answer, NULL, NULL) || !g_subprocess_get_successful (peer))
    return NAN;
  return g_ascii_strtod (answer, NULL);
}

static long
get_memory (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

static void
measure_memory (Bench *bench)
{
  double figures[2];

  for (guint i = 0; i < TEN; i++)
    make_pack_of (bench, i);
  figures[1] = (double) get_memory () / 1024;
  for (guint i = TEN; i < CHILDREN; i++)
    make_pack_of (bench, i);
  figures[0] = (double) get_memory () / 1024;
  haven_bench_row ("packs for 60 children, memory", "MB", figures, "after 10", 1.1);
}

int
main (int argc, char **argv)
{
  GPtrArray *tables[HAVEN_N_TABLES] = { NULL };
  Bench bench = { .clock = haven_clock_fixed (haven_day_new (2025, 11, 21)) };
  double best[2], peer;

  haven_reference_start ();
  haven_demo_make (HAVEN_DEMO_SCHOOL, 1, bench.clock, tables);
  bench.school = haven_test_school_from_tables (tables);
  bench.children = haven_group_members (bench.school, HAVEN_GROUP_FLAGGED, haven_default_span (bench.school, bench.clock), bench.clock);
  g_assert_cmpuint (bench.children->len, >=, CHILDREN);
  haven_bench_pair (make_pages, draw_bare, &bench, RUNS, best);
  haven_bench_row ("pack of six pages, eight charts", "ms", best, "bare Cairo", 4);
  peer = time_matplotlib ();
  if (isnan (peer))
    haven_bench_skip ("pack of six pages, eight charts", "matplotlib is not installed");
  else
    haven_bench_row ("pack of six pages, eight charts", "ms", (double[]) { best[0], peer }, "matplotlib", 0.25);
  measure_memory (&bench);
  return 0;
}
