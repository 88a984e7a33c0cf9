/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-chart.h"

/* Colours, and what stands in for them where there are none: dash, marker and hatch. The categorical colours are the Government
 * Analysis Function's, moved lighter or darker where a theme's background asks for it. */
typedef enum {
  HAVEN_THEME_LIGHT,
  HAVEN_THEME_DARK,
  HAVEN_THEME_HIGH_CONTRAST,
  HAVEN_THEME_HIGH_CONTRAST_DARK,
  HAVEN_THEME_PRINT_MONO,
  HAVEN_N_THEMES
} HavenTheme;

typedef guint32 HavenColour;   /* 0xRRGGBB */

typedef enum { HAVEN_HATCH_NONE, HAVEN_HATCH_RISING, HAVEN_HATCH_FALLING, HAVEN_HATCH_LEVEL } HavenHatch;
typedef enum { HAVEN_DASH_SOLID, HAVEN_DASH_LONG, HAVEN_DASH_DOTS, HAVEN_DASH_MIXED } HavenDash;
typedef enum { HAVEN_MARKER_DISC, HAVEN_MARKER_SQUARE, HAVEN_MARKER_TRIANGLE, HAVEN_MARKER_DIAMOND, HAVEN_MARKER_FLAG } HavenMarker;

/* How one series looks */
typedef struct {
  HavenColour fill;
  HavenColour text;          /* of its name beside it */
  HavenHatch hatch;
  HavenColour hatch_ink;
  HavenDash dash;
  HavenMarker marker;
} HavenSeriesLook;

/* How one class of mark looks. The hatch stands in for the code where a cell is too small for it. */
typedef struct {
  HavenColour fill;
  HavenColour line;          /* of its edge; the fill's own where it has none */
  HavenColour text;
  double edge;               /* width of the edge; 0: none */
  HavenHatch hatch;
} HavenCellLook;

#define HAVEN_N_SHADES 4

typedef struct {
  HavenColour card;
  HavenColour border;
  HavenColour text;
  HavenColour muted;         /* subtitles, axes, sources: still 4.5:1 */
  HavenColour grid;
  HavenColour axis;
  HavenColour focus;
  HavenColour warning;
  HavenColour shades[HAVEN_N_SHADES];      /* of a grid, from low to high */
  HavenColour shade_text[HAVEN_N_SHADES];
  HavenCellLook cells[HAVEN_N_CELLS];
} HavenPalette;

const HavenPalette *haven_palette_get         (HavenTheme theme);
HavenSeriesLook     haven_palette_get_series  (HavenTheme theme, guint series, guint n_series);
HavenColour         haven_palette_get_band    (HavenTheme theme, guint depth);   /* behind lines: light enough that each of them stands out */
HavenTheme          haven_theme_on_card       (HavenTheme theme);            /* of the white card that a chart has in every theme */
const char         *haven_theme_name          (HavenTheme theme);            /* "light" */
gboolean            haven_theme_parse         (const char *name, HavenTheme *ret_theme);

double              haven_colour_luminance    (HavenColour colour);          /* 0..1, as in WCAG 2 */
double              haven_colour_contrast     (HavenColour a, HavenColour b); /* 1..21 */
