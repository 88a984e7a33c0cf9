/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-text-scale.h"

#define USUAL_POINTS 11
#define USUAL_DPI 96

double
haven_text_scale (GtkWidget *widget)
{
  GtkSettings *settings = gtk_widget_get_settings (widget);
  g_autofree char *font = NULL;
  PangoFontDescription *description;
  double points;
  int dpi = -1;

  g_object_get (settings, "gtk-xft-dpi", &dpi, "gtk-font-name", &font, NULL);
  description = pango_font_description_from_string (font != NULL ? font : "");
  points = pango_font_description_get_size (description) / (double) PANGO_SCALE;
  pango_font_description_free (description);
  return MAX (1, (points > 0 ? points / USUAL_POINTS : 1) * (dpi > 0 ? dpi / (double) (USUAL_DPI * PANGO_SCALE) : 1));
}
