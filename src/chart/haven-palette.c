/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-palette.h"

#include <math.h>

typedef struct {
  HavenColour fill[HAVEN_CHART_MAX_SERIES];
  HavenColour text[HAVEN_CHART_MAX_SERIES];
} SeriesColours;

static const HavenPalette palettes[HAVEN_N_THEMES] = {
  [HAVEN_THEME_LIGHT] = {
    .card = 0xFFFFFF, .border = 0xDEDEE2, .text = 0x1D1D20, .muted = 0x5C5C63, .grid = 0xE2E2E6, .axis = 0x77777E, .focus = 0x1A5FB4,
    .warning = 0x8A4B00,
    .shades = { 0xEEF3F8, 0x9CC3E8, 0x2F6FAE, 0x12436D }, .shade_text = { 0x1D1D20, 0x1D1D20, 0xFFFFFF, 0xFFFFFF },
    .cells = {
      [HAVEN_CELL_PRESENT] = { 0xEDF2F7, 0xEDF2F7, 0x51677D, 0, HAVEN_HATCH_NONE },
      [HAVEN_CELL_APPROVED] = { 0xD9F0ED, 0x23877E, 0x0F4F49, 1, HAVEN_HATCH_LEVEL },
      [HAVEN_CELL_AUTHORISED] = { 0xF46A25, 0xF46A25, 0x000000, 0, HAVEN_HATCH_NONE },
      [HAVEN_CELL_UNAUTHORISED] = { 0x801650, 0x801650, 0xFFFFFF, 0, HAVEN_HATCH_NONE },
      [HAVEN_CELL_NOT_POSSIBLE] = { 0xFFFFFF, 0x77777E, 0x4A4A50, 1, HAVEN_HATCH_FALLING },
      [HAVEN_CELL_NO_MARK] = { 0xFFFFFF, 0xD01C28, 0xD01C28, 2, HAVEN_HATCH_NONE },
      [HAVEN_CELL_NOT_ON_ROLL] = { 0xBDBDC3, 0xBDBDC3, 0x2B2B2F, 0, HAVEN_HATCH_NONE },
      [HAVEN_CELL_CLOSED] = { 0xFFFFFF, 0xC4C4CA, 0x5C5C63, 0, HAVEN_HATCH_RISING },
    },
  },
  [HAVEN_THEME_DARK] = {
    .card = 0x1E1E22, .border = 0x3A3A40, .text = 0xF6F5F4, .muted = 0xB8B8BE, .grid = 0x38383E, .axis = 0x8C8C93, .focus = 0x78AEED,
    .warning = 0xF8C471,
    .shades = { 0x26323E, 0x2F5D8A, 0x5E9BD6, 0xC8E1FA }, .shade_text = { 0xF6F5F4, 0xFFFFFF, 0x000000, 0x000000 },
    .cells = {
      [HAVEN_CELL_PRESENT] = { 0x2B343D, 0x2B343D, 0xA9BFD4, 0, HAVEN_HATCH_NONE },
      [HAVEN_CELL_APPROVED] = { 0x1C4640, 0x4FB3A7, 0xC9F5EE, 1, HAVEN_HATCH_LEVEL },
      [HAVEN_CELL_AUTHORISED] = { 0xC9601F, 0xC9601F, 0x000000, 0, HAVEN_HATCH_NONE },
      [HAVEN_CELL_UNAUTHORISED] = { 0xFFC9DF, 0xFFC9DF, 0x3A0022, 0, HAVEN_HATCH_NONE },
      [HAVEN_CELL_NOT_POSSIBLE] = { 0x1E1E22, 0x8C8C93, 0xC8C8CE, 1, HAVEN_HATCH_FALLING },
      [HAVEN_CELL_NO_MARK] = { 0x1E1E22, 0xFF6B6B, 0xFF6B6B, 2, HAVEN_HATCH_NONE },
      [HAVEN_CELL_NOT_ON_ROLL] = { 0x5C5C64, 0x5C5C64, 0xFFFFFF, 0, HAVEN_HATCH_NONE },
      [HAVEN_CELL_CLOSED] = { 0x1E1E22, 0x55555C, 0xB8B8BE, 0, HAVEN_HATCH_RISING },
    },
  },
  [HAVEN_THEME_HIGH_CONTRAST] = {
    .card = 0xFFFFFF, .border = 0x000000, .text = 0x000000, .muted = 0x2B2B2B, .grid = 0xB0B0B0, .axis = 0x000000, .focus = 0x003CB3,
    .warning = 0x6B3400,
    .shades = { 0xFFFFFF, 0xA8CBEF, 0x2465A6, 0x001F3D }, .shade_text = { 0x000000, 0x000000, 0xFFFFFF, 0xFFFFFF },
    .cells = {
      [HAVEN_CELL_PRESENT] = { 0xFFFFFF, 0x8A8A8A, 0x2B2B2B, 1, HAVEN_HATCH_NONE },
      [HAVEN_CELL_APPROVED] = { 0xC9F2EC, 0x004F47, 0x00302B, 1, HAVEN_HATCH_LEVEL },
      [HAVEN_CELL_AUTHORISED] = { 0xE8590C, 0x6B2400, 0x000000, 1, HAVEN_HATCH_NONE },
      [HAVEN_CELL_UNAUTHORISED] = { 0x57003A, 0x57003A, 0xFFFFFF, 0, HAVEN_HATCH_NONE },
      [HAVEN_CELL_NOT_POSSIBLE] = { 0xFFFFFF, 0x000000, 0x000000, 1, HAVEN_HATCH_FALLING },
      [HAVEN_CELL_NO_MARK] = { 0xFFFFFF, 0xC00010, 0xC00010, 3, HAVEN_HATCH_NONE },
      [HAVEN_CELL_NOT_ON_ROLL] = { 0x8A8A8A, 0x8A8A8A, 0x000000, 0, HAVEN_HATCH_NONE },
      [HAVEN_CELL_CLOSED] = { 0xFFFFFF, 0x777777, 0x2B2B2B, 0, HAVEN_HATCH_RISING },
    },
  },
  [HAVEN_THEME_HIGH_CONTRAST_DARK] = {
    .card = 0x000000, .border = 0xFFFFFF, .text = 0xFFFFFF, .muted = 0xE0E0E0, .grid = 0x5A5A5A, .axis = 0xFFFFFF, .focus = 0xFFE14D,
    .warning = 0xFFD28A,
    .shades = { 0x000000, 0x1D4E80, 0x6BB0F5, 0xFFFFFF }, .shade_text = { 0xFFFFFF, 0xFFFFFF, 0x000000, 0x000000 },
    .cells = {
      [HAVEN_CELL_PRESENT] = { 0x000000, 0x8A8A8A, 0xE0E0E0, 1, HAVEN_HATCH_NONE },
      [HAVEN_CELL_APPROVED] = { 0x003D37, 0xA6F4E6, 0xFFFFFF, 1, HAVEN_HATCH_LEVEL },
      [HAVEN_CELL_AUTHORISED] = { 0xD9662B, 0xD9662B, 0x000000, 0, HAVEN_HATCH_NONE },
      [HAVEN_CELL_UNAUTHORISED] = { 0xFFE0EE, 0xFFE0EE, 0x000000, 0, HAVEN_HATCH_NONE },
      [HAVEN_CELL_NOT_POSSIBLE] = { 0x000000, 0xFFFFFF, 0xFFFFFF, 1, HAVEN_HATCH_FALLING },
      [HAVEN_CELL_NO_MARK] = { 0x000000, 0xFF7B7B, 0xFF7B7B, 3, HAVEN_HATCH_NONE },
      [HAVEN_CELL_NOT_ON_ROLL] = { 0x505050, 0x505050, 0xFFFFFF, 0, HAVEN_HATCH_NONE },
      [HAVEN_CELL_CLOSED] = { 0x000000, 0x8A8A8A, 0xE0E0E0, 0, HAVEN_HATCH_RISING },
    },
  },
  [HAVEN_THEME_PRINT_MONO] = {
    .card = 0xFFFFFF, .border = 0xFFFFFF, .text = 0x000000, .muted = 0x3D3D3D, .grid = 0xD0D0D0, .axis = 0x4A4A4A, .focus = 0x000000,
    .warning = 0x000000,
    .shades = { 0xFFFFFF, 0xCFCFCF, 0x7A7A7A, 0x1A1A1A }, .shade_text = { 0x000000, 0x000000, 0x000000, 0xFFFFFF },
    .cells = {
      [HAVEN_CELL_PRESENT] = { 0xFFFFFF, 0xC8C8C8, 0x5A5A5A, 1, HAVEN_HATCH_NONE },
      [HAVEN_CELL_APPROVED] = { 0xEFEFEF, 0x6A6A6A, 0x1A1A1A, 1, HAVEN_HATCH_LEVEL },
      [HAVEN_CELL_AUTHORISED] = { 0x8E8E8E, 0x8E8E8E, 0x000000, 0, HAVEN_HATCH_NONE },
      [HAVEN_CELL_UNAUTHORISED] = { 0x1A1A1A, 0x1A1A1A, 0xFFFFFF, 0, HAVEN_HATCH_NONE },
      [HAVEN_CELL_NOT_POSSIBLE] = { 0xFFFFFF, 0x6A6A6A, 0x3D3D3D, 1, HAVEN_HATCH_FALLING },
      [HAVEN_CELL_NO_MARK] = { 0xFFFFFF, 0x000000, 0x000000, 2, HAVEN_HATCH_NONE },
      [HAVEN_CELL_NOT_ON_ROLL] = { 0xD0D0D0, 0xD0D0D0, 0x3D3D3D, 0, HAVEN_HATCH_NONE },
      [HAVEN_CELL_CLOSED] = { 0xFFFFFF, 0xA8A8A8, 0x3D3D3D, 0, HAVEN_HATCH_RISING },
    },
  },
};

/* Neighbours in this order differ by 3:1 or more in each theme, and so do the first and the last, which stand together in charts of two. */
static const SeriesColours series_colours[HAVEN_N_THEMES] = {
  [HAVEN_THEME_LIGHT] = { { 0x12436D, 0x28A197, 0x801650, 0xF46A25 }, { 0x12436D, 0x17766E, 0x801650, 0xA8410A } },
  [HAVEN_THEME_DARK] = { { 0x2B7EC9, 0xA6EFE4, 0xC24F90, 0xFFD6BA }, { 0x7AB8F0, 0xA6EFE4, 0xF096C8, 0xFFD6BA } },
  [HAVEN_THEME_HIGH_CONTRAST] = { { 0x002B5C, 0x0E8F84, 0x57003A, 0xE0520F }, { 0x002B5C, 0x00564E, 0x57003A, 0x7A2800 } },
  [HAVEN_THEME_HIGH_CONTRAST_DARK] = { { 0x2A80CF, 0xB2F7EB, 0xC94F92, 0xFFDFC9 }, { 0x9CCBFA, 0xB2F7EB, 0xFFB3DA, 0xFFDFC9 } },
  [HAVEN_THEME_PRINT_MONO] = { { 0x1A1A1A, 0x8A8A8A, 0x1A1A1A, 0x8A8A8A }, { 0x000000, 0x000000, 0x000000, 0x000000 } },
};

#define BAND_STEP 0.055       /* of the text in the card, a depth: the lines before it keep their contrast */
#define HATCH_STRENGTH 0.6   /* on a screen a hatch of pure background flickers */

static HavenColour
mix (HavenColour from, HavenColour to, double share)
{
  HavenColour mixed = 0;

  for (int shift = 0; shift < 24; shift += 8) {
    double channel = ((from >> shift) & 0xFF) * (1 - share) + ((to >> shift) & 0xFF) * share;
    mixed |= (HavenColour) (channel + 0.5) << shift;
  }
  return mixed;
}

const HavenPalette *
haven_palette_get (HavenTheme theme)
{
  return &palettes[theme < HAVEN_N_THEMES ? theme : HAVEN_THEME_LIGHT];
}

HavenColour
haven_palette_get_band (HavenTheme theme, guint depth)
{
  const HavenPalette *palette = haven_palette_get (theme);

  return mix (palette->card, palette->text, BAND_STEP * depth);
}

HavenSeriesLook
haven_palette_get_series (HavenTheme theme, guint series, guint n_series)
{
  const SeriesColours *colours = &series_colours[theme < HAVEN_N_THEMES ? theme : HAVEN_THEME_LIGHT];
  guint place = series % HAVEN_CHART_MAX_SERIES;
  guint colour = n_series == 2 && place == 1 ? HAVEN_CHART_MAX_SERIES - 1 : place;

  return (HavenSeriesLook) {
    .fill = colours->fill[colour],
    .text = colours->text[colour],
    .hatch = (HavenHatch[]) { HAVEN_HATCH_NONE, HAVEN_HATCH_RISING, HAVEN_HATCH_FALLING, HAVEN_HATCH_LEVEL }[place],
    .hatch_ink = mix (colours->fill[colour], haven_palette_get (theme)->card, theme == HAVEN_THEME_PRINT_MONO ? 1 : HATCH_STRENGTH),
    .dash = (HavenDash) place,
    .marker = (HavenMarker) place,
  };
}

HavenTheme
haven_theme_on_card (HavenTheme theme)
{
  if (theme == HAVEN_THEME_DARK)
    return HAVEN_THEME_LIGHT;
  return theme == HAVEN_THEME_HIGH_CONTRAST_DARK ? HAVEN_THEME_HIGH_CONTRAST : theme;
}

static const char *const theme_names[HAVEN_N_THEMES] = { "light", "dark", "high-contrast", "high-contrast-dark", "print-mono" };

const char *
haven_theme_name (HavenTheme theme)
{
  return theme_names[theme];
}

gboolean
haven_theme_parse (const char *name, HavenTheme *ret_theme)
{
  for (guint i = 0; i < HAVEN_N_THEMES; i++)
    if (g_strcmp0 (name, theme_names[i]) == 0) {
      *ret_theme = i;
      return TRUE;
    }
  return FALSE;
}

static double
linear (guint channel)
{
  double c = (channel & 0xFF) / 255.0;

  return c <= 0.04045 ? c / 12.92 : pow ((c + 0.055) / 1.055, 2.4);
}

double
haven_colour_luminance (HavenColour colour)
{
  return 0.2126 * linear (colour >> 16) + 0.7152 * linear (colour >> 8) + 0.0722 * linear (colour);
}

double
haven_colour_contrast (HavenColour a, HavenColour b)
{
  double one = haven_colour_luminance (a) + 0.05;
  double other = haven_colour_luminance (b) + 0.05;

  return one > other ? one / other : other / one;
}
