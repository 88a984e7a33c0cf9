/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pango.h>

#include "haven-chart.h"
#include "haven-palette.h"

/* A chart with a size: every rectangle, line, mark and text has its place, and says which datum it shows (-1: none).
 * Units are pixels on a screen and points on paper. The same numbers are drawn, hit and printed.
 * A layout holds Pango layouts: draw it in the thread that made it. */
typedef struct {
  double width;
  double height;
  double text_scale;         /* 1: labels of 13 units */
  HavenTheme theme;
  const char *font_family;   /* NULL: Cantarell, or what comes nearest */
  gboolean on_paper;         /* letters are placed more finely than a pixel; SVG and PDF files set it themselves */
  gboolean flush;            /* no space around: it stands between margins already */
} HavenChartStyle;

typedef struct {
  double x;
  double y;
  double width;
  double height;
} HavenBox;

typedef struct {
  HavenBox box;
  HavenColour fill;
  HavenColour line;
  double edge;               /* width of its edge, inside the box; 0: none */
  HavenHatch hatch;
  HavenColour hatch_ink;
  int datum;
} HavenLayoutRect;

typedef struct {
  double x1;
  double y1;
  double x2;
  double y2;
  HavenColour ink;
  double width;
  HavenDash dash;
  double travelled;          /* along its series before this piece: the dash goes on from there */
  int datum;
} HavenLayoutLine;

typedef struct {
  double x;
  double y;
  double radius;
  HavenMarker shape;
  HavenColour fill;
  HavenColour line;
  int datum;
} HavenLayoutMark;

typedef struct {
  HavenBox box;              /* its lines; of a mark's code only the ink */
  double x;                  /* where Pango begins to draw */
  double y;
  PangoLayout *layout;
  HavenColour ink;
  double size;               /* of its letters */
  int datum;
} HavenLayoutText;

/* Where a datum answers to the pointer, and where its focus ring is drawn: one for each datum that is shown */
typedef struct {
  HavenBox box;
  int datum;
} HavenLayoutTarget;

typedef struct _HavenLayout HavenLayout;

HavenChartStyle          haven_chart_style_new      (double width, double height);   /* text scale 1, light */
HavenLayout             *haven_chart_layout         (HavenChart *chart, const HavenChartStyle *style);
void                     haven_layout_free          (HavenLayout *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenLayout, haven_layout_free)

HavenChart              *haven_layout_get_chart     (HavenLayout *self);
const HavenChartStyle   *haven_layout_get_style     (HavenLayout *self);   /* with sizes that make no sense mended */
/* In the order of drawing */
const HavenLayoutRect   *haven_layout_get_card      (HavenLayout *self);
const HavenLayoutRect   *haven_layout_get_bands     (HavenLayout *self, guint *ret_n);
const HavenLayoutLine   *haven_layout_get_grid      (HavenLayout *self, guint *ret_n);
const HavenLayoutRect   *haven_layout_get_rects     (HavenLayout *self, guint *ret_n);
const HavenLayoutLine   *haven_layout_get_lines     (HavenLayout *self, guint *ret_n);
const HavenLayoutMark   *haven_layout_get_marks     (HavenLayout *self, guint *ret_n);
const HavenLayoutText   *haven_layout_get_texts     (HavenLayout *self, guint *ret_n);
gboolean                 haven_layout_is_bare       (HavenLayout *self);   /* too small for its words: shapes and at most a title */
const HavenLayoutTarget *haven_layout_get_targets   (HavenLayout *self, guint *ret_n);
gboolean                 haven_layout_find_target   (HavenLayout *self, int datum, HavenBox *ret_box);
/* For dragging a period: the day at a point (FALSE: the chart has no time), and the boxes that a span covers, of HavenBox */
gboolean                 haven_layout_find_day      (HavenLayout *self, double x, double y, HavenDay *ret_day);
GArray                  *haven_layout_find_span     (HavenLayout *self, HavenSpan span);
