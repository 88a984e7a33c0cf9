/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-layout.h"
#include "haven-scale.h"

/* A layout in the making; private to the chart module. Each kind of chart fills one in from a box that the title, the key and the
 * source have left over. Texts are typeset first, so that their size is known, and placed afterwards; one never placed costs nothing. */
typedef struct {
  HavenChart *chart;
  HavenChartStyle style;
  const HavenPalette *palette;
  double scale;
  double pad;                /* between the parts of the chart */
  double margin;             /* around it */
  PangoContext *pango;
  GPtrArray *typeset;        /* owns every Pango layout */
  HavenLayoutRect card;
  GArray *bands;             /* behind the grid */
  GArray *grid;
  GArray *rects;
  GArray *lines;
  GArray *marks;
  GArray *texts;
  GArray *targets;
  GArray *times;             /* of HavenTimeScale */
  gboolean bare;             /* there was no room for its words */
} HavenSketch;

/* A plot whose width is time: first lies at x1, last at x2 */
typedef struct {
  HavenBox plot;
  double x1;
  double x2;
  HavenDay first;
  HavenDay last;
} HavenTimeScale;

/* How much is left out, because there is no room for it: the source, the subtitle, the title's second line, the words of the axes */
typedef enum { HAVEN_DETAIL_ALL, HAVEN_DETAIL_NO_SOURCE, HAVEN_DETAIL_TITLE, HAVEN_DETAIL_SHORT, HAVEN_DETAIL_BARE, HAVEN_N_DETAILS } HavenDetail;

#define HAVEN_SIZE_TITLE 17.0
#define HAVEN_SIZE_SUBTITLE 13.0
#define HAVEN_SIZE_LABEL 13.0
#define HAVEN_SIZE_SMALL 12.0

typedef struct {
  const char *text;
  double size;
  gboolean bold;
  HavenColour ink;
  double width;              /* wraps there; 0: one line however long */
  int lines;                 /* at most, then an ellipsis; 0: as many as it takes */
} HavenWords;

typedef enum { HAVEN_KEY_BLOCK, HAVEN_KEY_LINE, HAVEN_KEY_CELL, HAVEN_KEY_SHADE, HAVEN_KEY_BAND } HavenKeyShape;

HavenSketch    *haven_sketch_new       (HavenChart *chart, const HavenChartStyle *style);
void            haven_sketch_free      (HavenSketch *self);
void            haven_sketch_clear     (HavenSketch *self);                /* begins again */

HavenLayoutText haven_sketch_typeset   (HavenSketch *self, HavenWords words);
HavenLayoutText haven_sketch_label     (HavenSketch *self, const char *text);      /* a line of small, quiet words */
void            haven_sketch_put       (HavenSketch *self, HavenLayoutText text, double x, double y, int datum);
void            haven_sketch_put_centred (HavenSketch *self, HavenLayoutText text, double x, double y);
double          haven_sketch_measure   (HavenSketch *self, const char *text, double size); /* width of one line */
double          haven_sketch_line_height (HavenSketch *self, double size);

void            haven_sketch_grid      (HavenSketch *self, HavenBox line, HavenColour ink);  /* from x, y by width, height */
void            haven_sketch_band      (HavenSketch *self, HavenBox box, guint depth);       /* behind everything but the card */
void            haven_sketch_rect      (HavenSketch *self, HavenLayoutRect rect);
void            haven_sketch_mark      (HavenSketch *self, HavenLayoutMark mark);
void            haven_sketch_target    (HavenSketch *self, HavenBox box, int datum);
HavenSeriesLook haven_sketch_look      (HavenSketch *self, guint series);
void            haven_sketch_time      (HavenSketch *self, HavenTimeScale scale);
gboolean        haven_sketch_is_free   (HavenSketch *self, HavenBox box);   /* no words are there yet */
/* Events and rules are numbered after the data, so that they answer to the pointer and the keyboard as data do */
int             haven_sketch_event_datum (HavenSketch *self, guint event);
int             haven_sketch_rule_datum (HavenSketch *self, guint rule);
gboolean        haven_sketch_find_day  (HavenSketch *self, double x, double y, HavenDay *ret_day);
GArray         *haven_sketch_find_span (HavenSketch *self, HavenSpan span); /* of HavenBox */
int             haven_sketch_datum     (HavenSketch *self, guint series, guint category);

/* A key in lines as wide as width, for the series, the classes of mark or the shades that are in use; measured before it is placed */
typedef struct {
  HavenKeyShape shape;
  guint n;
  const char *const *texts;
  const guint *places;       /* which series, class or shade each is */
} HavenKey;
double          haven_sketch_key_height (HavenSketch *self, const HavenKey *key, double width);
void            haven_sketch_put_key    (HavenSketch *self, const HavenKey *key, HavenBox box);
double          haven_sketch_put_band_key (HavenSketch *self, HavenBox box);       /* likewise; 0 where there are no bands */
double          haven_sketch_put_series_key (HavenSketch *self, HavenKeyShape shape, HavenBox box); /* returns the height that it took */

/* Event labels in lanes above a plot: as many lanes as it takes, up to most; a label without room is left to its flag and the table. */
typedef struct {
  double x;
  const char *label;
  int lane;                  /* from the plot upwards; -1: no room */
  double left;               /* of its label */
  HavenLayoutText text;
  guint event;
} HavenFlag;
guint           haven_sketch_plan_flags (HavenSketch *self, GArray *flags, HavenBox room, guint most); /* returns how many lanes */
double          haven_sketch_flags_height (HavenSketch *self, GArray *flags, guint lanes);
void            haven_sketch_put_flags  (HavenSketch *self, GArray *flags, HavenBox plot, gboolean stems); /* the lanes end at plot.y */

/* The kinds. FALSE: there is no room for that much detail. At HAVEN_DETAIL_BARE each draws what it can. */
gboolean        haven_sketch_year      (HavenSketch *self, HavenBox box, HavenDetail detail);
gboolean        haven_sketch_lines     (HavenSketch *self, HavenBox box, HavenDetail detail);
gboolean        haven_sketch_bars      (HavenSketch *self, HavenBox box, HavenDetail detail);
gboolean        haven_sketch_shades    (HavenSketch *self, HavenBox box, HavenDetail detail);
gboolean        haven_sketch_spells    (HavenSketch *self, HavenBox box, HavenDetail detail);
gboolean        haven_sketch_panels    (HavenSketch *self, HavenBox box, HavenTicks ticks);
void            haven_sketch_spark     (HavenSketch *self, HavenBox box);
void            haven_sketch_nothing   (HavenSketch *self, HavenBox box);  /* "No data" in the middle */

/* One of several plots of lines: what is written around it */
typedef struct {
  HavenTicks ticks;
  gboolean scale;            /* the values of the axis */
  gboolean times;
  double right;              /* of all that may be written */
} HavenPanelWords;
void            haven_sketch_line_panel (HavenSketch *self, HavenBox plot, guint panel, HavenPanelWords words);
