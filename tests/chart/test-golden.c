/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart-golden.h"
#include "chart-samples.h"
#include "haven-chart-draw.h"

#include <math.h>
#include <string.h>

/* Every chart against the picture of it that somebody has looked at. Letters are drawn a little differently from one machine to the next,
 * so it is not the bytes that are compared: words and shapes must stand where they stood, and squares of the picture must have the colour
 * they had. `test-chart-golden --write FOLDER` makes the pictures anew: look at every one before keeping it. */
#define SLACK 4.0            /* pixels that words may move */
#define SQUARE 20            /* side of a square of the picture */
#define MOST_IN_A_SQUARE 40.0 /* of 255, mean of a square */
#define MOST_IN_ALL 3.0      /* of 255, mean of all squares */

static char *
get_path (const char *name, const ChartVariant *variant, const char *suffix)
{
  g_autofree char *base = g_strdup_printf ("%s-%s.%s", name, variant->name, suffix);

  return g_build_filename (g_getenv ("HAVEN_TEST_DATA"), "charts", base, NULL);
}

/* In the dark a chart is the light one: only a spark has a picture of its own */
static gboolean
has_picture (const char *name, const ChartVariant *variant)
{
  return variant->theme != HAVEN_THEME_DARK || g_str_equal (name, "spark");
}

/* Layouts */

static gboolean
lines_agree (const char *golden, const char *now)
{
  char kind[2][16], rest[2][300] = { "", "" };
  double numbers[2][3];

  if (golden[0] == '#')
    return g_str_equal (golden, now);
  for (guint i = 0; i < 2; i++)
    if (sscanf (i == 0 ? golden : now, "%15s %lf %lf %lf %299[^\n]", kind[i], &numbers[i][0], &numbers[i][1], &numbers[i][2], rest[i]) < 4)
      return FALSE;
  if (!g_str_equal (kind[0], kind[1]) || !g_str_equal (rest[0], rest[1]))
    return FALSE;
  for (guint i = 0; i < 3; i++)
    if (fabs (numbers[0][i] - numbers[1][i]) > (i == 0 && !g_str_equal (kind[0], "text") ? 0 : SLACK))
      return FALSE;
  return TRUE;
}

static void
compare_layout (const char *name, const ChartVariant *variant)
{
  g_autofree char *path = get_path (name, variant, "txt");
  g_autoptr (HavenLayout) layout = chart_golden_layout (name, variant);
  g_autofree char *now = chart_golden_dump (layout), *golden = NULL;
  g_auto (GStrv) old_lines = NULL, new_lines = NULL;

  g_assert_true (g_file_get_contents (path, &golden, NULL, NULL));
  old_lines = g_strsplit (golden, "\n", -1);
  new_lines = g_strsplit (now, "\n", -1);
  for (guint i = 0; old_lines[i] != NULL && old_lines[i][0] != '\0'; i++) {
    if (new_lines[i] == NULL || !lines_agree (old_lines[i], new_lines[i]))
      g_test_message ("%s, %s: was “%s”, is “%s”", name, variant->name, old_lines[i], new_lines[i] != NULL ? new_lines[i] : "");
    g_assert_true (new_lines[i] != NULL && lines_agree (old_lines[i], new_lines[i]));
  }
  g_assert_cmpuint (g_strv_length (old_lines), ==, g_strv_length (new_lines));
}

/* Pictures */

typedef struct {
  const guchar *at;
  const guchar *end;
} Reader;

static cairo_status_t
read_cb (void *closure, unsigned char *data, unsigned int length)
{
  Reader *reader = closure;

  if (reader->at + length > reader->end)
    return CAIRO_STATUS_READ_ERROR;
  memcpy (data, reader->at, length);
  reader->at += length;
  return CAIRO_STATUS_SUCCESS;
}

/* As Cairo's own pixels, whatever kind of PNG it was */
static cairo_surface_t *
load_png (GBytes *bytes)
{
  gsize size;
  const guchar *data = g_bytes_get_data (bytes, &size);
  Reader reader = { data, data + size };
  cairo_surface_t *loaded = cairo_image_surface_create_from_png_stream (read_cb, &reader);
  cairo_surface_t *plain = cairo_image_surface_create (CAIRO_FORMAT_RGB24, cairo_image_surface_get_width (loaded),
                                                       cairo_image_surface_get_height (loaded));
  cairo_t *cr = cairo_create (plain);

  g_assert_cmpint (cairo_surface_status (loaded), ==, CAIRO_STATUS_SUCCESS);
  cairo_set_source_surface (cr, loaded, 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (loaded);
  cairo_surface_flush (plain);
  return plain;
}

static guint32
pixel_at (cairo_surface_t *surface, int x, int y)
{
  const guchar *row = cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface);

  return ((const guint32 *) row)[x];
}

/* Mean of one channel over a square */
static double
square_mean (cairo_surface_t *surface, int left, int top, int shift)
{
  int right = MIN (left + SQUARE, cairo_image_surface_get_width (surface));
  int bottom = MIN (top + SQUARE, cairo_image_surface_get_height (surface));
  double sum = 0;

  for (int y = top; y < bottom; y++)
    for (int x = left; x < right; x++)
      sum += (pixel_at (surface, x, y) >> shift) & 0xFF;
  return sum / ((right - left) * (bottom - top));
}

static void
assert_alike (const char *what, cairo_surface_t *golden, cairo_surface_t *now)
{
  double all = 0;
  guint n = 0;

  g_assert_cmpint (cairo_image_surface_get_width (golden), ==, cairo_image_surface_get_width (now));
  g_assert_cmpint (cairo_image_surface_get_height (golden), ==, cairo_image_surface_get_height (now));
  for (int y = 0; y < cairo_image_surface_get_height (golden); y += SQUARE)
    for (int x = 0; x < cairo_image_surface_get_width (golden); x += SQUARE)
      for (int shift = 0; shift < 24; shift += 8, n++) {
        double difference = fabs (square_mean (golden, x, y, shift) - square_mean (now, x, y, shift));
        if (difference > MOST_IN_A_SQUARE)
          g_test_message ("%s: the square at %d, %d is %.0f of 255 off", what, x, y, difference);
        g_assert_cmpfloat (difference, <=, MOST_IN_A_SQUARE);
        all += difference;
      }
  g_assert_cmpfloat (all / n, <=, MOST_IN_ALL);
}

static void
compare_picture (const char *name, const ChartVariant *variant)
{
  g_autofree char *path = get_path (name, variant, "png"), *data = NULL;
  g_autoptr (GBytes) now = chart_golden_picture (name, variant);
  g_autoptr (GBytes) golden = NULL;
  cairo_surface_t *before, *after;
  gsize size;

  g_assert_true (g_file_get_contents (path, &data, &size, NULL));
  golden = g_bytes_new (data, size);
  before = load_png (golden);
  after = load_png (now);
  assert_alike (path, before, after);
  cairo_surface_destroy (before);
  cairo_surface_destroy (after);
}

typedef void (*Compare) (const char *name, const ChartVariant *variant);

static void
for_each (Compare compare)
{
  guint n;
  const ChartVariant *variants = chart_golden_variants (&n);

  if (!chart_golden_has_font ()) {
    g_test_skip ("DejaVu Sans, whose letters the pictures show, is not installed");
    return;
  }
  for (const char *const *name = chart_golden_names (); *name != NULL; name++)
    for (guint i = 0; i < n; i++)
      if (has_picture (*name, &variants[i]))
        compare (*name, &variants[i]);
}

static void
test_layouts (void)
{
  for_each (compare_layout);
}

static void
test_pictures (void)
{
  for_each (compare_picture);
}

static gboolean
is_of_a_chart (const char *file)
{
  guint n;
  const ChartVariant *variants = chart_golden_variants (&n);

  for (const char *const *name = chart_golden_names (); *name != NULL; name++)
    for (guint i = 0; i < n; i++) {
      g_autofree char *picture = g_strdup_printf ("%s-%s.png", *name, variants[i].name);
      g_autofree char *layout = g_strdup_printf ("%s-%s.txt", *name, variants[i].name);

      if (has_picture (*name, &variants[i]) && (g_str_equal (file, picture) || g_str_equal (file, layout)))
        return TRUE;
    }
  return FALSE;
}

/* Every kind of chart in every way of showing it, and no picture that is no chart's any more */
static void
test_pictures_are_complete (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("HAVEN_TEST_DATA"), "charts", NULL);
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  guint kinds = 0, n_pictures = 0, n;
  const ChartVariant *variants = chart_golden_variants (&n);

  for (const char *const *name = chart_golden_names (); *name != NULL; name++) {
    g_autoptr (HavenChart) chart = chart_sample_new (*name);

    kinds |= 1u << haven_chart_get_kind (chart);
    for (guint i = 0; i < n; i++)
      n_pictures += has_picture (*name, &variants[i]);
  }
  g_assert_cmpuint (kinds, ==, (1u << (HAVEN_CHART_SPELLS + 1)) - 1);
  for (const char *file = g_dir_read_name (files); file != NULL; file = g_dir_read_name (files)) {
    if (!g_str_has_suffix (file, ".png") && !g_str_has_suffix (file, ".txt"))
      continue;
    g_assert_true (is_of_a_chart (file));
    n_pictures -= g_str_has_suffix (file, ".png");
  }
  g_assert_cmpuint (n_pictures, ==, 0);
}

/* A white card in every theme: the very same picture in the dark */
static void
test_dark_is_light (void)
{
  guint n;
  const ChartVariant *variants = chart_golden_variants (&n);

  for (const char *const *name = chart_golden_names (); *name != NULL; name++) {
    g_autoptr (GBytes) light = chart_golden_picture (*name, &variants[0]);
    g_autoptr (GBytes) dark = chart_golden_picture (*name, &variants[1]);
    g_assert_cmpint (g_bytes_equal (light, dark), ==, !g_str_equal (*name, "spark"));
  }
}

/* Series without their colours: two patches of grey, however they are laid on each other, must differ */
#define PATCH 18
#define HATCH_PERIOD 6
#define LEAST_DIFFERENCE 0.08  /* of black to white, mean over a patch */

static HavenChart *
make_four (HavenChartKind kind, guint n_series)
{
  HavenChartDraft *draft = haven_chart_draft_new (kind);

  haven_chart_draft_set_title (draft, "Four series");
  for (guint i = 0; i < n_series; i++) {
    g_autofree char *name = g_strdup_printf ("%u", i + 1);
    haven_chart_draft_add_series (draft, name);
  }
  haven_chart_draft_add_category (draft, "One", HAVEN_DAY_NONE);
  for (guint i = 0; i < n_series; i++)
    haven_chart_draft_put (draft, i, 10, NULL, NULL);
  return haven_chart_draft_end (draft);
}

static cairo_surface_t *
draw_layout (HavenLayout *layout)
{
  const HavenChartStyle *style = haven_layout_get_style (layout);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) style->width, (int) style->height);
  cairo_t *cr = cairo_create (surface);

  haven_layout_draw (layout, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static double
grey_at (cairo_surface_t *surface, int x, int y)
{
  guint32 pixel = pixel_at (surface, x, y);

  return (0.2126 * ((pixel >> 16) & 0xFF) + 0.7152 * ((pixel >> 8) & 0xFF) + 0.0722 * (pixel & 0xFF)) / 255;
}

static double
patch_difference (cairo_surface_t *surface, HavenBox a, HavenBox b, int dx, int dy)
{
  double sum = 0;

  for (int y = 0; y < PATCH; y++)
    for (int x = 0; x < PATCH; x++)
      sum += fabs (grey_at (surface, (int) a.x + 4 + x, (int) a.y + 4 + y)
                   - grey_at (surface, (int) b.x + 4 + x + dx, (int) b.y + 4 + y + dy));
  return sum / (PATCH * PATCH);
}

static double
least_difference (cairo_surface_t *surface, HavenBox a, HavenBox b)
{
  double least = 1;

  for (int dx = 0; dx < HATCH_PERIOD; dx++)
    for (int dy = 0; dy < HATCH_PERIOD; dy++)
      least = MIN (least, patch_difference (surface, a, b, dx, dy));
  return least;
}

static void
check_bars_in_grey (HavenTheme theme, guint n_series)
{
  HavenChartStyle style = haven_chart_style_new (400, 400);
  g_autoptr (HavenChart) chart = make_four (HAVEN_CHART_BARS, n_series);
  g_autoptr (HavenLayout) layout = NULL;
  HavenBox boxes[HAVEN_CHART_MAX_SERIES];
  cairo_surface_t *surface;

  style.theme = theme;
  layout = haven_chart_layout (chart, &style);
  surface = draw_layout (layout);
  for (guint i = 0; i < n_series; i++)
    g_assert_true (haven_layout_find_target (layout, (int) i, &boxes[i]));
  for (guint i = 0; i < n_series; i++)
    for (guint j = 0; j < i; j++)
      g_assert_cmpfloat (least_difference (surface, boxes[i], boxes[j]), >=, LEAST_DIFFERENCE);
  cairo_surface_destroy (surface);
}

static void
test_bars_separate_in_grey (void)
{
  for (HavenTheme theme = 0; theme < HAVEN_N_THEMES; theme++)
    for (guint n = 2; n <= HAVEN_CHART_MAX_SERIES; n++)
      check_bars_in_grey (theme, n);
}

/* Lines as ink along their way: however two dashes are laid on each other they must disagree somewhere; and their markers differ */
static gboolean
is_inked (HavenDash dash, int at)
{
  static const int strokes[][4] = { { 1, 0 }, { 7, 4 }, { 2, 3 }, { 8, 3, 2, 3 } };
  static const int periods[] = { 1, 11, 5, 16 };
  int rest = at % periods[dash];

  for (guint i = 0; i < 4; i += 2) {
    if (rest < strokes[dash][i])
      return TRUE;
    rest -= strokes[dash][i] + strokes[dash][i + 1];
    if (rest < 0)
      return FALSE;
  }
  return FALSE;
}

static double
dash_difference (HavenDash a, HavenDash b)
{
  double least = 1;

  for (int shift = 0; shift < 16; shift++) {
    int differ = 0;
    for (int x = 0; x < 11 * 5 * 16; x++)
      differ += is_inked (a, x) != is_inked (b, x + shift);
    least = MIN (least, differ / (11.0 * 5 * 16));
  }
  return least;
}

static void
test_lines_separate_in_grey (void)
{
  for (HavenTheme theme = 0; theme < HAVEN_N_THEMES; theme++)
    for (guint i = 0; i < HAVEN_CHART_MAX_SERIES; i++)
      for (guint j = 0; j < i; j++) {
        HavenSeriesLook a = haven_palette_get_series (theme, i, HAVEN_CHART_MAX_SERIES);
        HavenSeriesLook b = haven_palette_get_series (theme, j, HAVEN_CHART_MAX_SERIES);
        g_assert_cmpint (a.marker, !=, b.marker);
        g_assert_cmpfloat (dash_difference (a.dash, b.dash), >=, LEAST_DIFFERENCE);
      }
}

static void
write_one (const char *folder, const char *name, const ChartVariant *variant)
{
  g_autofree char *base = g_strdup_printf ("%s-%s", name, variant->name);
  g_autofree char *picture_path = g_strdup_printf ("%s/%s.png", folder, base), *text_path = g_strdup_printf ("%s/%s.txt", folder, base);
  g_autoptr (GBytes) picture = chart_golden_picture (name, variant);
  g_autoptr (HavenLayout) layout = chart_golden_layout (name, variant);
  g_autofree char *dump = chart_golden_dump (layout);
  gsize size;
  const char *data = g_bytes_get_data (picture, &size);

  g_assert_true (g_file_set_contents (picture_path, data, (gssize) size, NULL));
  g_assert_true (g_file_set_contents (text_path, dump, -1, NULL));
}

static int
write_all (const char *folder)
{
  guint n;
  const ChartVariant *variants = chart_golden_variants (&n);

  for (const char *const *name = chart_golden_names (); *name != NULL; name++)
    for (guint i = 0; i < n; i++)
      if (has_picture (*name, &variants[i]))
        write_one (folder, *name, &variants[i]);
  return 0;
}

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--write"))
    return write_all (argv[2]);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/golden/layouts", test_layouts);
  g_test_add_func ("/chart/golden/pictures", test_pictures);
  g_test_add_func ("/chart/golden/pictures-are-complete", test_pictures_are_complete);
  g_test_add_func ("/chart/golden/dark-is-light", test_dark_is_light);
  g_test_add_func ("/chart/golden/bars-separate-in-grey", test_bars_separate_in_grey);
  g_test_add_func ("/chart/golden/lines-separate-in-grey", test_lines_separate_in_grey);
  return g_test_run ();
}
