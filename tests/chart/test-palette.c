/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-palette.h"

#define GRAPHIC 3.0          /* WCAG 1.4.11 */
#define TEXT 4.5             /* WCAG 1.4.3 */
#define GREY 1.5             /* told apart on a black and white printer */

static void
assert_contrast (HavenTheme theme, HavenColour a, HavenColour b, double least)
{
  if (haven_colour_contrast (a, b) < least)
    g_test_message ("%s: %06X on %06X has %.2f", haven_theme_name (theme), a, b, haven_colour_contrast (a, b));
  g_assert_cmpfloat (haven_colour_contrast (a, b), >=, least);
}

static void
test_contrast_formula (void)
{
  g_assert_cmpfloat_with_epsilon (haven_colour_contrast (0x000000, 0xFFFFFF), 21, 0.01);
  g_assert_cmpfloat_with_epsilon (haven_colour_contrast (0x12436D, 0xFFFFFF), 10.25, 0.01);
  g_assert_cmpfloat_with_epsilon (haven_colour_contrast (0x777777, 0x777777), 1, 0.001);
}

static void
test_words (void)
{
  for (guint theme = 0; theme < HAVEN_N_THEMES; theme++) {
    const HavenPalette *palette = haven_palette_get (theme);
    assert_contrast (theme, palette->text, palette->card, TEXT);
    assert_contrast (theme, palette->muted, palette->card, TEXT);
    assert_contrast (theme, palette->warning, palette->card, TEXT);
    assert_contrast (theme, palette->axis, palette->card, GRAPHIC);
    assert_contrast (theme, palette->focus, palette->card, GRAPHIC);
    for (guint i = 0; i < HAVEN_N_SHADES; i++)
      assert_contrast (theme, palette->shade_text[i], palette->shades[i], TEXT);
    for (guint n = 1; n <= HAVEN_CHART_MAX_SERIES; n++)
      for (guint i = 0; i < n; i++)
        assert_contrast (theme, haven_palette_get_series (theme, i, n).text, palette->card, TEXT);
  }
}

static void
test_series (void)
{
  for (guint theme = 0; theme < HAVEN_N_THEMES; theme++)
    for (guint n = 1; n <= HAVEN_CHART_MAX_SERIES; n++)
      for (guint i = 0; i < n; i++) {
        HavenSeriesLook look = haven_palette_get_series (theme, i, n);
        assert_contrast (theme, look.fill, haven_palette_get (theme)->card, GRAPHIC);
        if (i > 0)
          assert_contrast (theme, look.fill, haven_palette_get_series (theme, i - 1, n).fill, GRAPHIC);
      }
}

/* Colour is never the only signal: any two series differ in dash, marker and hatch */
static void
test_series_in_grey (void)
{
  for (guint theme = 0; theme < HAVEN_N_THEMES; theme++)
    for (guint i = 0; i < HAVEN_CHART_MAX_SERIES; i++)
      for (guint j = 0; j < i; j++) {
        HavenSeriesLook a = haven_palette_get_series (theme, i, HAVEN_CHART_MAX_SERIES);
        HavenSeriesLook b = haven_palette_get_series (theme, j, HAVEN_CHART_MAX_SERIES);
        g_assert_cmpint (a.dash, !=, b.dash);
        g_assert_cmpint (a.marker, !=, b.marker);
        g_assert_cmpint (a.hatch, !=, b.hatch);
      }
}

/* What stands out must stand out from the page and from an ordinary day; a code must be legible on its cell */
static void
test_cells (void)
{
  for (guint theme = 0; theme < HAVEN_N_THEMES; theme++) {
    const HavenPalette *palette = haven_palette_get (theme);
    for (guint cell = 0; cell < HAVEN_N_CELLS; cell++) {
      const HavenCellLook *look = &palette->cells[cell];
      assert_contrast (theme, look->text, look->fill, TEXT);
      if (cell == HAVEN_CELL_APPROVED || cell == HAVEN_CELL_AUTHORISED || cell == HAVEN_CELL_UNAUTHORISED || cell == HAVEN_CELL_NO_MARK
          || cell == HAVEN_CELL_NOT_POSSIBLE)
        assert_contrast (theme, look->edge > 0 ? look->line : look->fill, palette->card, GRAPHIC);
    }
  }
}

static gboolean
differ_without_colour (const HavenCellLook *a, const HavenCellLook *b)
{
  return haven_colour_contrast (a->fill, b->fill) >= GREY || a->hatch != b->hatch || a->edge != b->edge;
}

static void
test_cells_in_grey (void)
{
  for (guint theme = 0; theme < HAVEN_N_THEMES; theme++)
    for (guint i = 0; i < HAVEN_N_CELLS; i++)
      for (guint j = 0; j < i; j++)
        g_assert_true (differ_without_colour (&haven_palette_get (theme)->cells[i], &haven_palette_get (theme)->cells[j]));
}

static void
test_shades_in_grey (void)
{
  for (guint theme = 0; theme < HAVEN_N_THEMES; theme++)
    for (guint i = 1; i < HAVEN_N_SHADES; i++)
      assert_contrast (theme, haven_palette_get (theme)->shades[i], haven_palette_get (theme)->shades[i - 1], GREY);
}

static void
test_names (void)
{
  HavenTheme theme;

  for (guint i = 0; i < HAVEN_N_THEMES; i++) {
    g_assert_true (haven_theme_parse (haven_theme_name (i), &theme));
    g_assert_cmpint (theme, ==, i);
  }
  g_assert_false (haven_theme_parse ("mauve", &theme));
  g_assert_false (haven_theme_parse (NULL, &theme));
}

/* Bands behind lines: each darker than the one before on white (lighter on black), told apart without colour; and every line before the
 * deepest stands out at least 2:1, with its dash and its marker besides */
static void
test_bands (void)
{
  for (HavenTheme theme = 0; theme < HAVEN_N_THEMES; theme++) {
    const HavenPalette *palette = haven_palette_get (theme);
    HavenColour deepest = haven_palette_get_band (theme, HAVEN_CHART_MAX_BANDS - 1);

    g_assert_cmphex (haven_palette_get_band (theme, 0), ==, palette->card);
    for (guint depth = 1; depth < HAVEN_CHART_MAX_BANDS; depth++)
      g_assert_cmpfloat (haven_colour_contrast (haven_palette_get_band (theme, depth - 1), haven_palette_get_band (theme, depth)), >, 1.05);
    for (guint series = 0; series < 2; series++)
      g_assert_cmpfloat (haven_colour_contrast (haven_palette_get_series (theme, series, 2).fill, deepest), >, 2);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/palette/contrast-formula", test_contrast_formula);
  g_test_add_func ("/chart/palette/words", test_words);
  g_test_add_func ("/chart/palette/series", test_series);
  g_test_add_func ("/chart/palette/series-in-grey", test_series_in_grey);
  g_test_add_func ("/chart/palette/cells", test_cells);
  g_test_add_func ("/chart/palette/cells-in-grey", test_cells_in_grey);
  g_test_add_func ("/chart/palette/shades-in-grey", test_shades_in_grey);
  g_test_add_func ("/chart/palette/names", test_names);
  g_test_add_func ("/chart/palette/bands", test_bands);
  return g_test_run ();
}
