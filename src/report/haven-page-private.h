/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pango.h>

#include "haven-layout.h"
#include "haven-page.h"

/* Blocks come down to strips: what is never torn. Pages are strips one below the other. Units are points. For the pages' own sources. */
#define HAVEN_PAGE_SHORT 595.276         /* A4 */
#define HAVEN_PAGE_LONG 841.89
#define HAVEN_PAGE_MARGIN 51.024         /* 18 mm */
#define HAVEN_PAGE_HEAD 44.0             /* at scale 1: the head's two lines, its rule and the space below it */
#define HAVEN_PAGE_FOOT 44.0             /* its rule and two lines */

#define HAVEN_PAGE_BODY 11.0             /* at scale 1 */
#define HAVEN_PAGE_LARGE 1.5             /* large print: 16.5 points */
#define HAVEN_PAGE_LEADING 1.22
#define HAVEN_PAGE_BLACK 0x000000
#define HAVEN_PAGE_QUIET 0x3D3D3D
#define HAVEN_PAGE_FAINT 0xC8C8C8

/* Some lines of a Pango layout, from the strip's corner */
typedef struct {
  PangoLayout *layout;         /* owned */
  int from;
  int to;                      /* not included */
  double x;
  double y;
  HavenColour ink;
  int heading;                 /* a link to it; -1: none */
} HavenPiece;

typedef struct {
  double x;
  double width;
  double y;
  double thickness;
  HavenColour ink;
} HavenPageRule;

/* What a strip is to a reader that cannot see it */
typedef enum {
  HAVEN_PART_NONE, HAVEN_PART_H1, HAVEN_PART_H2, HAVEN_PART_H3, HAVEN_PART_P, HAVEN_PART_ITEM, HAVEN_PART_TABLE_HEAD, HAVEN_PART_TABLE_ROW,
  HAVEN_PART_FIGURE, HAVEN_PART_FACTS,
} HavenPart;

typedef struct _HavenStrip HavenStrip;
struct _HavenStrip {
  double height;
  double before;               /* space above, but not at the top of a page */
  gboolean keep;               /* never the last on its page */
  gboolean breaks;             /* always the first on its page */
  GArray *pieces;              /* HavenPiece */
  GArray *rules;               /* HavenPageRule */
  HavenLayout *chart;          /* or NULL */
  const HavenStrip *header;    /* lent: stands again above this one at the top of a page */
  int level;                   /* of a heading; 0: none */
  char *heading;
  gboolean contents;           /* filled in when the pages are known */
  HavenPart part;
  guint block;                 /* strips of one number are one paragraph, list or table */
};

struct _HavenPages {
  char *title;
  char *subject;
  char *id;
  char *marking;
  char *note;
  char *school;
  char *printed;
  gint64 printed_at;
  PangoContext *pango;
  GPtrArray *strips;           /* HavenStrip */
  gboolean break_next;
  double width;                /* of the paper */
  double height;
  double text_width;
  double room;                 /* for strips, on a page */
  double scale;                /* of all letters: 1, or large print */
  double body;                 /* points */
  guint blocks;                /* begun so far */
  GString *text;               /* the same words without pages */
};

/* Where a strip stands. A header that stands again is placed once more. */
typedef struct {
  const HavenStrip *strip;
  guint page;
  double y;                    /* from the top of the room */
} HavenPlacement;

typedef struct {
  const char *text;
  double size;
  gboolean bold;
  double width;                /* 0: one line as long as it is */
  PangoAlignment align;
  gboolean own_words;          /* a paragraph of somebody's own: it runs as its first letter does. All else is English, whatever name is in it */
} HavenType;

PangoLayout *haven_pages_typeset    (HavenPages *self, HavenType type);
double       haven_pages_line_height (PangoLayout *layout);
double       haven_pages_measure    (HavenPages *self, const char *text, double size, gboolean bold);

guint        haven_pages_begin_block (HavenPages *self);
void         haven_pages_mark_block (HavenPages *self, guint first, HavenPart part);  /* strips from that place on: one block */
HavenStrip  *haven_strip_new        (HavenPages *self, double height, double before);   /* appended to the pages, which own it */
void         haven_strip_free       (HavenStrip *strip);
/* Lends layout; all its lines */
void         haven_strip_put        (HavenStrip *strip, PangoLayout *layout, double x, double y, HavenColour ink);
void         haven_strip_put_lines  (HavenStrip *strip, PangoLayout *layout, int from, int to, double x);
void         haven_strip_rule       (HavenStrip *strip, HavenPageRule rule);

GArray      *haven_pages_plan       (HavenPages *self, guint *ret_n);  /* HavenPlacement */
/* strips of words at body size, no block yet */
void         haven_pages_add_lines_of (HavenPages *self, const char *text, double before);
void         haven_pages_add_rows   (HavenPages *self, const HavenRows *rows);   /* a table without its caption */
