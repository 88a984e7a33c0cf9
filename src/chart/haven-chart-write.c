/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-chart-draw.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <png.h>
#include <string.h>

#include "haven-chart-page.h"
#include "haven-error.h"
#include "haven-platform.h"

static cairo_status_t
append_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static gboolean
check_surface (cairo_surface_t *surface, GError **error)
{
  if (cairo_surface_status (surface) == CAIRO_STATUS_SUCCESS)
    return TRUE;
  g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_FAILED, _("The chart could not be drawn (%s). Nothing was written."),
               cairo_status_to_string (cairo_surface_status (surface)));
  return FALSE;
}

/* Draws, finishes and drops the surface */
static gboolean
draw_and_finish (HavenLayout *layout, cairo_surface_t *surface, gboolean finish, GError **error)
{
  cairo_t *cr = cairo_create (surface);
  gboolean ok;

  haven_layout_draw (layout, cr);
  cairo_destroy (cr);
  if (finish)
    cairo_surface_finish (surface);
  else
    cairo_surface_flush (surface);
  ok = check_surface (surface, error);
  return ok;
}

/* SVG: Cairo counts its surfaces over the life of the program and knows no title, so both are mended in the text */

static void
make_ids_plain (GString *svg)
{
  const char *mark = "<g id=\"surface";
  char *at = strstr (svg->str, mark);
  gsize digits, place;

  if (at == NULL)
    return;
  place = (gsize) (at - svg->str) + strlen (mark);
  digits = strspn (svg->str + place, "0123456789");
  g_string_erase (svg, (gssize) place, (gssize) digits);
}

static void
insert_words (GString *svg, HavenChart *chart)
{
  g_autofree char *description = haven_chart_describe (chart);
  g_autofree char *words = g_markup_printf_escaped ("\n<title id=\"title\">%s</title>\n<desc id=\"desc\">%s</desc>",
                                                    haven_chart_get_title (chart), description);
  const char *attributes = " role=\"img\" aria-labelledby=\"title desc\"";
  const char *root = strstr (svg->str, "<svg ");
  const char *end = root != NULL ? strchr (root, '>') : NULL;
  gssize place = end != NULL ? end - svg->str : -1;

  if (place < 0)
    return;
  g_string_insert (svg, place + 1, words);
  g_string_insert (svg, place, attributes);
}

static GBytes *
render_svg (HavenLayout *layout, GError **error)
{
  const HavenChartStyle *style = haven_layout_get_style (layout);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_svg_surface_create_for_stream (append_cb, bytes, style->width, style->height);
  gboolean ok;
  GString *svg;

  cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
  ok = draw_and_finish (layout, surface, TRUE, error);
  cairo_surface_destroy (surface);
  if (!ok)
    return NULL;
  svg = g_string_new_len ((const char *) bytes->data, bytes->len);
  make_ids_plain (svg);
  insert_words (svg, haven_layout_get_chart (layout));
  return g_string_free_to_bytes (svg);
}

static GBytes *
render_pdf (HavenLayout *layout, GError **error)
{
  const HavenChartStyle *style = haven_layout_get_style (layout);
  HavenChart *chart = haven_layout_get_chart (layout);
  g_autofree char *description = haven_chart_describe (chart);
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append_cb, bytes, style->width, style->height);
  gboolean ok;

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, haven_chart_get_title (chart));
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT, description);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Haven");
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, "");
  ok = draw_and_finish (layout, surface, TRUE, error);
  cairo_surface_destroy (surface);
  if (ok)
    return g_byte_array_free_to_bytes (bytes);
  g_byte_array_unref (bytes);
  return NULL;
}

/* PNG by hand: RGB, unfiltered and lightly compressed is three times as fast as Cairo's own writer, and can hold a title */

typedef struct {
  int width;
  int height;
  int stride;
  const guchar *pixels;      /* of Cairo: 0xXXRRGGBB in the machine's order */
  guchar *row;
  GByteArray *out;
} PngRun;

static void
png_write_cb (png_structp png, png_bytep data, png_size_t length)
{
  g_byte_array_append (((PngRun *) png_get_io_ptr (png))->out, data, (guint) length);
}

static void
png_flush_cb (png_structp png)
{
}

static void
write_png_words (png_structp png, png_infop info, HavenChart *chart)
{
  g_autofree char *description = haven_chart_describe (chart);
  char *title = (char *) haven_chart_get_title (chart);
  png_text texts[] = {
    { .compression = PNG_ITXT_COMPRESSION_NONE, .key = (char *) "Title", .text = title, .itxt_length = strlen (title) },
    { .compression = PNG_ITXT_COMPRESSION_NONE, .key = (char *) "Description", .text = description, .itxt_length = strlen (description) },
  };

  png_set_text (png, info, texts, G_N_ELEMENTS (texts));
  png_write_info (png, info);
}

static void
write_png_row (png_structp png, PngRun *run, int y)
{
  const guint32 *pixels = (const guint32 *) (run->pixels + (gsize) y * run->stride);

  for (int x = 0; x < run->width; x++) {
    run->row[3 * x] = (guchar) (pixels[x] >> 16);
    run->row[3 * x + 1] = (guchar) (pixels[x] >> 8);
    run->row[3 * x + 2] = (guchar) pixels[x];
  }
  png_write_row (png, run->row);
}

static gboolean
write_png (PngRun *run, HavenChart *chart)
{
  png_structp png = png_create_write_struct (PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
  png_infop info = png_create_info_struct (png);

  if (setjmp (png_jmpbuf (png))) {
    png_destroy_write_struct (&png, &info);
    return FALSE;
  }
  png_set_write_fn (png, run, png_write_cb, png_flush_cb);
  png_set_compression_level (png, 1);
  png_set_filter (png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
  png_set_IHDR (png, info, (guint32) run->width, (guint32) run->height, 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
                PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  write_png_words (png, info, chart);
  for (int y = 0; y < run->height; y++)
    write_png_row (png, run, y);
  png_write_end (png, info);
  png_destroy_write_struct (&png, &info);
  return TRUE;
}

static GBytes *
encode_png (cairo_surface_t *surface, HavenChart *chart, GError **error)
{
  PngRun run = {
    .width = cairo_image_surface_get_width (surface), .height = cairo_image_surface_get_height (surface),
    .stride = cairo_image_surface_get_stride (surface), .pixels = cairo_image_surface_get_data (surface), .out = g_byte_array_new (),
  };
  gboolean ok;

  run.row = g_malloc ((gsize) run.width * 3);
  ok = write_png (&run, chart);
  g_free (run.row);
  if (ok)
    return g_byte_array_free_to_bytes (run.out);
  g_byte_array_unref (run.out);
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_FAILED, _("The picture could not be made. Nothing was written."));
  return NULL;
}

static GBytes *
render_png (HavenLayout *layout, GError **error)
{
  const HavenChartStyle *style = haven_layout_get_style (layout);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) style->width, (int) style->height);
  GBytes *bytes = NULL;

  if (draw_and_finish (layout, surface, FALSE, error))
    bytes = encode_png (surface, haven_layout_get_chart (layout), error);
  cairo_surface_destroy (surface);
  return bytes;
}

gboolean
haven_picture_parse (const char *path, HavenPicture *ret_picture)
{
  static const char *const suffixes[] = { ".svg", ".png", ".pdf", ".csv", ".html" };
  g_autofree char *lower = g_ascii_strdown (path, -1);

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (g_str_has_suffix (lower, suffixes[i])) {
      *ret_picture = i;
      return TRUE;
    }
  return FALSE;
}

static GBytes *
render_csv (HavenChart *chart)
{
  g_autoptr (HavenRows) rows = haven_chart_get_rows (chart);
  gsize length;
  char *csv = haven_rows_to_csv (rows, &length);

  return g_bytes_new_take (csv, length);
}

static GBytes *
render_html (HavenLayout *layout, GError **error)
{
  g_autoptr (GBytes) svg = render_svg (layout, error);
  char *page = svg != NULL ? haven_chart_to_page (haven_layout_get_chart (layout), svg) : NULL;

  return page != NULL ? g_bytes_new_take (page, strlen (page)) : NULL;
}

GBytes *
haven_chart_render (HavenChart *chart, const HavenChartStyle *style, HavenPicture picture, GError **error)
{
  HavenChartStyle fine = *style;
  g_autoptr (HavenLayout) layout = NULL;

  if (picture == HAVEN_PICTURE_CSV)
    return render_csv (chart);
  fine.on_paper = picture != HAVEN_PICTURE_PNG;
  layout = haven_chart_layout (chart, &fine);
  switch (picture) {
    case HAVEN_PICTURE_SVG:
      return render_svg (layout, error);
    case HAVEN_PICTURE_PNG:
      return render_png (layout, error);
    case HAVEN_PICTURE_PDF:
      return render_pdf (layout, error);
    case HAVEN_PICTURE_HTML:
      return render_html (layout, error);
    default:
      g_return_val_if_reached (NULL);
  }
}

gboolean
haven_chart_write (HavenChart *chart, const HavenChartStyle *style, const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  HavenPicture picture;

  if (!haven_picture_parse (path, &picture)) {
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID,
                         _("A chart is written as .svg, .png, .pdf, .csv or .html: end the file's name with one of them."));
    return FALSE;
  }
  bytes = haven_chart_render (chart, style, picture, error);
  return bytes != NULL && haven_platform_replace_file (path, bytes, error);
}
