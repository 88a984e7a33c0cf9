/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart-samples.h"
#include "haven-chart-draw.h"
#include "haven-error.h"
#include "haven-test-system.h"

#include <glib/gstdio.h>
#include <string.h>

static const char *const pictured[] = { "year", "line-trend", "bars-groups", "stack-bands", "grid-weekdays", "spark", "empty-line", NULL };

static char *
text_of (GBytes *bytes)
{
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static gboolean
contains (GBytes *bytes, const char *needle)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return haven_test_contains (data, size, needle);
}

/* Also in a later call of the same program, which is where Cairo's own numbering shows */
static void
test_same_bytes (void)
{
  HavenChartStyle style = haven_chart_style_new (640, 360);

  for (const char *const *name = pictured; *name != NULL; name++)
    for (HavenPicture picture = HAVEN_PICTURE_SVG; picture <= HAVEN_PICTURE_HTML; picture++) {
      g_autoptr (HavenChart) chart = chart_sample_new (*name);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) one = haven_chart_render (chart, &style, picture, &error);
      g_autoptr (GBytes) other = haven_chart_render (chart, &style, picture, &error);
      g_assert_no_error (error);
      g_assert_true (g_bytes_equal (one, other));
    }
}

static void
test_svg (void)
{
  HavenChartStyle style = haven_chart_style_new (640, 360);

  for (const char *const *name = pictured; *name != NULL; name++) {
    g_autoptr (HavenChart) chart = chart_sample_new (*name);
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) bytes = haven_chart_render (chart, &style, HAVEN_PICTURE_SVG, &error);
    g_autofree char *text = text_of (bytes);
    g_autofree char *title = g_markup_printf_escaped ("<title id=\"title\">%s</title>", haven_chart_get_title (chart));
    g_autofree char *description = haven_chart_describe (chart);
    g_autofree char *desc = g_markup_printf_escaped ("<desc id=\"desc\">%s</desc>", description);
    GMarkupParser parser = { NULL };
    GMarkupParseContext *context = g_markup_parse_context_new (&parser, 0, NULL, NULL);
    g_assert_no_error (error);
    g_assert_true (g_markup_parse_context_parse (context, text, -1, &error));
    g_assert_true (g_markup_parse_context_end_parse (context, &error));
    g_assert_no_error (error);
    g_markup_parse_context_free (context);
    g_assert_nonnull (strstr (text, title));
    g_assert_nonnull (strstr (text, desc));
    g_assert_nonnull (strstr (text, "role=\"img\""));
    g_assert_nonnull (strstr (text, "width=\"640px\""));
  }
}

/* What a screen reader finds on a page: its language, the cells and what they head, the pictures */
typedef struct {
  char *language;
  guint n_headings;
  guint n_column_heads;
  guint n_row_heads;
  guint n_cells;
  guint n_pictures_to_pass;
} Page;

static gboolean
is_said (const char **names, const char **values, const char *name, const char *value)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], name))
      return g_str_equal (values[i], value);
  return FALSE;
}

static void
element_cb (GMarkupParseContext *context, const char *element, const char **names, const char **values, gpointer user_data, GError **error)
{
  Page *page = user_data;

  if (g_str_equal (element, "html"))
    page->language = g_strdup (values[0]);
  page->n_headings += g_str_equal (element, "h1");
  page->n_column_heads += g_str_equal (element, "th") && is_said (names, values, "scope", "col");
  page->n_row_heads += g_str_equal (element, "th") && is_said (names, values, "scope", "row");
  page->n_cells += g_str_equal (element, "td");
  page->n_pictures_to_pass += g_str_equal (element, "img") && is_said (names, values, "alt", "");
}

static Page
read_page (const char *text)
{
  Page page = { NULL };
  GMarkupParser parser = { .start_element = element_cb };
  GMarkupParseContext *context = g_markup_parse_context_new (&parser, 0, &page, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_str_has_prefix (text, "<!DOCTYPE html>"));
  g_markup_parse_context_parse (context, strchr (text, '\n'), -1, &error);
  g_assert_no_error (error);
  g_assert_true (g_markup_parse_context_end_parse (context, NULL));
  g_markup_parse_context_free (context);
  return page;
}

/* Everything that the chart says, once in words and once in cells that know their heads */
static void
test_html (void)
{
  HavenChartStyle style = haven_chart_style_new (640, 360);

  for (const char *const *name = pictured; *name != NULL; name++) {
    g_autoptr (HavenChart) chart = chart_sample_new (*name);
    g_autoptr (HavenRows) rows = haven_chart_get_rows (chart);
    g_autoptr (GBytes) bytes = haven_chart_render (chart, &style, HAVEN_PICTURE_HTML, NULL);
    g_autofree char *text = text_of (bytes), *description = haven_chart_describe (chart);
    g_autofree char *sentence = g_markup_printf_escaped ("<p>%s</p>", description);
    g_autofree char *title = g_markup_printf_escaped ("<h1>%s</h1>", haven_chart_get_title (chart));
    Page page = read_page (text);
    g_assert_cmpstr (page.language, ==, "en-GB");
    g_assert_cmpuint (page.n_headings, ==, 1);
    g_assert_cmpuint (page.n_column_heads, ==, rows->n_columns);
    g_assert_cmpuint (page.n_row_heads, ==, haven_rows_get_n (rows));
    g_assert_cmpuint (page.n_cells, ==, haven_rows_get_n (rows) * (rows->n_columns - 1));
    g_assert_cmpuint (page.n_pictures_to_pass, ==, 1);
    g_assert_nonnull (strstr (text, sentence));
    g_assert_nonnull (strstr (text, title));
    g_free (page.language);
  }
}

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

static cairo_surface_t *
load_png (GBytes *bytes)
{
  gsize size;
  const guchar *data = g_bytes_get_data (bytes, &size);
  Reader reader = { data, data + size };

  return cairo_image_surface_create_from_png_stream (read_cb, &reader);
}

static guint32
pixel_at (cairo_surface_t *surface, int x, int y)
{
  const guchar *row = cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface);

  return ((const guint32 *) row)[x] & 0xFFFFFF;
}

/* The same pixels as Cairo would draw, on a white card in every theme */
static void
test_png (void)
{
  for (guint theme = 0; theme < HAVEN_N_THEMES; theme++) {
    HavenChartStyle style = haven_chart_style_new (640, 360);
    g_autoptr (HavenChart) chart = chart_sample_new ("bars-groups");
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) bytes = NULL;
    g_autoptr (HavenLayout) layout = NULL;
    cairo_surface_t *loaded, *drawn;
    cairo_t *cr;
    style.theme = theme;
    bytes = haven_chart_render (chart, &style, HAVEN_PICTURE_PNG, &error);
    g_assert_no_error (error);
    loaded = load_png (bytes);
    g_assert_cmpint (cairo_surface_status (loaded), ==, CAIRO_STATUS_SUCCESS);
    g_assert_cmpint (cairo_image_surface_get_width (loaded), ==, 640);
    g_assert_cmpint (cairo_image_surface_get_height (loaded), ==, 360);
    g_assert_cmphex (pixel_at (loaded, 4, 4), ==, 0xFFFFFF);
    drawn = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 640, 360);
    cr = cairo_create (drawn);
    layout = haven_chart_layout (chart, &style);
    haven_layout_draw (layout, cr);
    cairo_destroy (cr);
    cairo_surface_flush (drawn);
    for (int y = 0; y < 360; y++)
      for (int x = 0; x < 640; x++)
        g_assert_cmphex (pixel_at (loaded, x, y), ==, pixel_at (drawn, x, y));
    cairo_surface_destroy (drawn);
    cairo_surface_destroy (loaded);
    g_assert_true (contains (bytes, haven_chart_get_title (chart)));
    g_assert_true (contains (bytes, "Description"));
  }
}

/* Someone who reads the file with other tools finds words, not shapes of words */
static char *
read_pdf (const char *path)
{
  g_autofree char *tool = g_find_program_in_path ("pdftotext");
  const char *argv[] = { tool, "-layout", path, "-", NULL };
  char *text = NULL;

  if (tool == NULL)
    return NULL;
  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &text, NULL, NULL, NULL));
  return text;
}

static void
test_pdf_words (void)
{
  HavenChartStyle style = haven_chart_style_new (900, 420);
  g_autofree char *folder = g_dir_make_tmp ("haven-chart-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "chart.PDF", NULL);
  g_autoptr (HavenChart) chart = chart_sample_new ("bars-groups");
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *content = NULL;

  g_assert_true (haven_chart_write (chart, &style, path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_true (g_str_has_prefix (content, "%PDF-1."));
  text = read_pdf (path);
  if (text != NULL) {
    g_assert_nonnull (strstr (text, "Six in ten on a plan are persistently absent"));
    g_assert_nonnull (strstr (text, "61.5%"));
    g_assert_nonnull (strstr (text, "Source: Invented High School"));
  }
  g_remove (path);
  g_rmdir (folder);
}

static void
test_paths (void)
{
  static const struct { const char *path; gboolean known; HavenPicture picture; } cases[] = {
    { "a.svg", TRUE, HAVEN_PICTURE_SVG }, { "/x/b.PNG", TRUE, HAVEN_PICTURE_PNG }, { "c.pdf", TRUE, HAVEN_PICTURE_PDF },
    { "c.jpeg", FALSE, 0 }, { "svg", FALSE, 0 }, { "", FALSE, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    HavenPicture picture = 0;
    g_assert_true (haven_picture_parse (cases[i].path, &picture) == cases[i].known);
    g_assert_true (!cases[i].known || picture == cases[i].picture);
  }
}

static void
test_refusals (void)
{
  HavenChartStyle style = haven_chart_style_new (640, 360);
  g_autoptr (HavenChart) chart = chart_sample_new ("spark");
  g_autoptr (GError) suffix = NULL;
  g_autoptr (GError) folder = NULL;

  g_assert_false (haven_chart_write (chart, &style, "chart.gif", &suffix));
  g_assert_error (suffix, HAVEN_ERROR, HAVEN_ERROR_INVALID);
  g_assert_false (haven_chart_write (chart, &style, "/nowhere/at/all/chart.png", &folder));
  g_assert_nonnull (folder);
}

static void
test_focus (void)
{
  HavenChartStyle style = haven_chart_style_new (640, 360);
  g_autoptr (HavenChart) chart = chart_sample_new ("bars-terms");
  g_autoptr (HavenLayout) layout = haven_chart_layout (chart, &style);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 640, 360);
  cairo_t *cr = cairo_create (surface);
  HavenBox box;

  haven_layout_draw (layout, cr);
  haven_layout_draw_focus (layout, cr, -1);
  g_assert_true (haven_layout_find_target (layout, 3, &box));
  haven_layout_draw_focus (layout, cr, 3);
  cairo_surface_flush (surface);
  g_assert_cmphex (pixel_at (surface, (int) (box.x - 2), (int) (box.y + box.height / 2)), ==, haven_palette_get (style.theme)->focus);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/write/same-bytes", test_same_bytes);
  g_test_add_func ("/chart/write/svg", test_svg);
  g_test_add_func ("/chart/write/html", test_html);
  g_test_add_func ("/chart/write/png", test_png);
  g_test_add_func ("/chart/write/pdf-words", test_pdf_words);
  g_test_add_func ("/chart/write/paths", test_paths);
  g_test_add_func ("/chart/write/refusals", test_refusals);
  g_test_add_func ("/chart/write/focus", test_focus);
  return g_test_run ();
}
