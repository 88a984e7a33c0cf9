/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-type.h"

#include <pango/pangocairo.h>

#define FONT_FAMILY "Cantarell,Segoe UI,Noto Sans,sans-serif"

PangoContext *
haven_type_context_new (const char *family, gboolean on_paper)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  PangoFontDescription *font = pango_font_description_new ();
  cairo_font_options_t *options = cairo_font_options_create ();

  pango_font_description_set_family (font, family != NULL ? family : FONT_FAMILY);
  pango_context_set_font_description (context, font);
  pango_context_set_language (context, pango_language_from_string ("en-gb"));
  pango_context_set_base_dir (context, PANGO_DIRECTION_LTR);
  pango_context_set_round_glyph_positions (context, !on_paper);
  cairo_font_options_set_hint_metrics (options, on_paper ? CAIRO_HINT_METRICS_OFF : CAIRO_HINT_METRICS_ON);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  pango_font_description_free (font);
  return context;
}
