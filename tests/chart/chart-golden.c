/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart-golden.h"

#include <math.h>
#include <pango/pangocairo.h>

#include "chart-samples.h"
#include "haven-chart-draw.h"

#define FONT "DejaVu Sans"

static const char *const names[] = {
  "year", "trend-markers", "line-groups", "cumulative", "grid-weekdays", "codes", "spells", "suspension-reasons", "suspension-limits",
  "part-time", "attainment", "sdq", "distribution", "stack-bands", "multiples", "coverage", "symbols", "spark", NULL,
};

/* A chart has the same white card in the dark, which test-golden holds it to; a spark has none */
static const ChartVariant variants[] = {
  { "light", HAVEN_THEME_LIGHT, 1 }, { "dark", HAVEN_THEME_DARK, 1 }, { "contrast", HAVEN_THEME_HIGH_CONTRAST, 1 },
  { "grey", HAVEN_THEME_PRINT_MONO, 1 }, { "large", HAVEN_THEME_LIGHT, 2 },
};

const char *const *
chart_golden_names (void)
{
  return names;
}

const ChartVariant *
chart_golden_variants (guint *ret_n)
{
  *ret_n = G_N_ELEMENTS (variants);
  return variants;
}

gboolean
chart_golden_has_font (void)
{
  PangoFontMap *map = pango_cairo_font_map_get_default ();
  PangoFontFamily **families;
  gboolean found = FALSE;
  int n;

  pango_font_map_list_families (map, &families, &n);
  for (int i = 0; i < n; i++)
    found = found || g_str_equal (pango_font_family_get_name (families[i]), FONT);
  g_free (families);
  return found;
}

static HavenChartStyle
get_style (const char *name, const ChartVariant *variant)
{
  gboolean spark = g_str_equal (name, "spark");
  HavenChartStyle style = haven_chart_style_new (spark ? 160 : 640, spark ? 40 : 360);

  if (!spark && variant->text_scale > 1) {
    style.width = 800;
    style.height = 560;
  }
  style.text_scale = variant->text_scale;
  style.theme = variant->theme;
  style.font_family = FONT;
  return style;
}

HavenLayout *
chart_golden_layout (const char *name, const ChartVariant *variant)
{
  HavenChartStyle style = get_style (name, variant);
  g_autoptr (HavenChart) chart = chart_sample_new (name);

  return haven_chart_layout (chart, &style);
}

GBytes *
chart_golden_picture (const char *name, const ChartVariant *variant)
{
  HavenChartStyle style = get_style (name, variant);
  g_autoptr (HavenChart) chart = chart_sample_new (name);

  return haven_chart_render (chart, &style, HAVEN_PICTURE_PNG, NULL);
}

static void
dump_texts (HavenLayout *layout, GString *out)
{
  guint n;
  const HavenLayoutText *texts = haven_layout_get_texts (layout, &n);

  for (guint i = 0; i < n; i++)
    if (texts[i].datum < 0)
      g_string_append_printf (out, "text %.0f %.0f %.0f %s\n", texts[i].box.x, texts[i].box.y, texts[i].box.width,
                              pango_layout_get_text (texts[i].layout));
}

/* How many, and the middle of all of them */
static void
dump_shapes (GString *out, const char *kind, guint n, double x, double y)
{
  g_string_append_printf (out, "%s %u %.0f %.0f\n", kind, n, n > 0 ? x / n : 0, n > 0 ? y / n : 0);
}

static void
dump_rects (const HavenLayoutRect *rects, guint n, const char *kind, GString *out)
{
  double x = 0, y = 0;

  for (guint i = 0; i < n; i++) {
    x += rects[i].box.x + rects[i].box.width / 2;
    y += rects[i].box.y + rects[i].box.height / 2;
  }
  dump_shapes (out, kind, n, x, y);
}

static void
dump_lines (const HavenLayoutLine *lines, guint n, const char *kind, GString *out)
{
  double x = 0, y = 0;

  for (guint i = 0; i < n; i++) {
    x += (lines[i].x1 + lines[i].x2) / 2;
    y += (lines[i].y1 + lines[i].y2) / 2;
  }
  dump_shapes (out, kind, n, x, y);
}

static void
dump_marks (HavenLayout *layout, GString *out)
{
  guint n;
  const HavenLayoutMark *marks = haven_layout_get_marks (layout, &n);
  double x = 0, y = 0;

  for (guint i = 0; i < n; i++) {
    x += marks[i].x;
    y += marks[i].y;
  }
  dump_shapes (out, "marks", n, x, y);
}

char *
chart_golden_dump (HavenLayout *layout)
{
  GString *out = g_string_new ("# SPDX-License-Identifier: GPL-3.0-or-later\n");
  const HavenLayoutRect *rects;
  const HavenLayoutLine *lines;
  guint n;

  dump_texts (layout, out);
  rects = haven_layout_get_rects (layout, &n);
  dump_rects (rects, n, "rects", out);
  rects = haven_layout_get_bands (layout, &n);
  if (n > 0)
    dump_rects (rects, n, "bands", out);
  lines = haven_layout_get_grid (layout, &n);
  dump_lines (lines, n, "grid", out);
  lines = haven_layout_get_lines (layout, &n);
  dump_lines (lines, n, "lines", out);
  dump_marks (layout, out);
  haven_layout_get_targets (layout, &n);
  g_string_append_printf (out, "targets %u 0 0\n", n);
  return g_string_free (out, FALSE);
}
