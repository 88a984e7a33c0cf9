/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-chart-draw.h"

#include <math.h>
#include <pango/pangocairo.h>

#define HATCH_STEP 6.0
#define FOCUS_GAP 2.0

static void
set_ink (cairo_t *cr, HavenColour ink)
{
  cairo_set_source_rgb (cr, ((ink >> 16) & 0xFF) / 255.0, ((ink >> 8) & 0xFF) / 255.0, (ink & 0xFF) / 255.0);
}

/* Hatching is cut to its rectangle by arithmetic: a clip would cost a group in each printed file */
static void
trace_rising (cairo_t *cr, HavenBox box)
{
  for (double c = -box.height + HATCH_STEP / 2; c < box.width; c += HATCH_STEP) {
    double from = MAX (0, -c);
    double to = MIN (box.height, box.width - c);
    cairo_move_to (cr, box.x + c + from, box.y + box.height - from);
    cairo_line_to (cr, box.x + c + to, box.y + box.height - to);
  }
}

static void
trace_falling (cairo_t *cr, HavenBox box)
{
  for (double c = -box.height + HATCH_STEP / 2; c < box.width; c += HATCH_STEP) {
    double from = MAX (0, -c);
    double to = MIN (box.height, box.width - c);
    cairo_move_to (cr, box.x + c + from, box.y + from);
    cairo_line_to (cr, box.x + c + to, box.y + to);
  }
}

static void
trace_level (cairo_t *cr, HavenBox box)
{
  for (double y = HATCH_STEP / 2; y < box.height; y += HATCH_STEP) {
    cairo_move_to (cr, box.x, floor (box.y + y) + 0.5);
    cairo_line_to (cr, box.x + box.width, floor (box.y + y) + 0.5);
  }
}

static void
trace_hatch (cairo_t *cr, const HavenLayoutRect *rect)
{
  if (rect->hatch == HAVEN_HATCH_RISING)
    trace_rising (cr, rect->box);
  else if (rect->hatch == HAVEN_HATCH_FALLING)
    trace_falling (cr, rect->box);
  else if (rect->hatch == HAVEN_HATCH_LEVEL)
    trace_level (cr, rect->box);
}

static void
trace_edge (cairo_t *cr, const HavenLayoutRect *rect)
{
  double inset = MIN (rect->edge, MIN (rect->box.width, rect->box.height)) / 2;

  cairo_rectangle (cr, rect->box.x + inset, rect->box.y + inset, rect->box.width - 2 * inset, rect->box.height - 2 * inset);
}

static gboolean
looks_the_same (const HavenLayoutRect *a, const HavenLayoutRect *b)
{
  return a->fill == b->fill && a->line == b->line && a->edge == b->edge && a->hatch == b->hatch && a->hatch_ink == b->hatch_ink;
}

/* Rectangles of one look are filled, hatched and edged together */
static void
draw_alike (cairo_t *cr, const HavenLayoutRect *rects, guint n)
{
  set_ink (cr, rects[0].fill);
  for (guint i = 0; i < n; i++)
    cairo_rectangle (cr, rects[i].box.x, rects[i].box.y, rects[i].box.width, rects[i].box.height);
  cairo_fill (cr);
  if (rects[0].hatch != HAVEN_HATCH_NONE) {
    set_ink (cr, rects[0].hatch_ink);
    cairo_set_line_width (cr, 1);
    for (guint i = 0; i < n; i++)
      trace_hatch (cr, &rects[i]);
    cairo_stroke (cr);
  }
  if (rects[0].edge > 0) {
    set_ink (cr, rects[0].line);
    cairo_set_line_width (cr, rects[0].edge);
    for (guint i = 0; i < n; i++)
      trace_edge (cr, &rects[i]);
    cairo_stroke (cr);
  }
}

static void
draw_rects (cairo_t *cr, const HavenLayoutRect *rects, guint n)
{
  for (guint first = 0, end; first < n; first = end) {
    for (end = first + 1; end < n && looks_the_same (&rects[first], &rects[end]);)
      end++;
    draw_alike (cr, rects + first, end - first);
  }
}

static void
set_dash (cairo_t *cr, const HavenLayoutLine *line)
{
  static const double dashes[][4] = { { 0 }, { 7, 4 }, { 2, 3 }, { 8, 3, 2, 3 } };
  static const int lengths[] = { 0, 2, 2, 4 };

  cairo_set_dash (cr, dashes[line->dash], lengths[line->dash], line->travelled);
  cairo_set_line_cap (cr, line->dash == HAVEN_DASH_SOLID ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
}

/* A piece at a time: three times faster than one long path, and a dash keeps its place by the distance travelled */
static void
draw_lines (cairo_t *cr, const HavenLayoutLine *lines, guint n)
{
  for (guint i = 0; i < n; i++) {
    set_ink (cr, lines[i].ink);
    set_dash (cr, &lines[i]);
    cairo_set_line_width (cr, lines[i].width);
    cairo_move_to (cr, lines[i].x1, lines[i].y1);
    cairo_line_to (cr, lines[i].x2, lines[i].y2);
    cairo_stroke (cr);
  }
  cairo_set_dash (cr, NULL, 0, 0);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
}

static void
trace_polygon (cairo_t *cr, const HavenLayoutMark *mark, const double (*points)[2], guint n)
{
  for (guint i = 0; i < n; i++)
    cairo_line_to (cr, mark->x + points[i][0] * mark->radius, mark->y + points[i][1] * mark->radius);
  cairo_close_path (cr);
}

static void
trace_mark (cairo_t *cr, const HavenLayoutMark *mark)
{
  static const double square[][2] = { { -0.9, -0.9 }, { 0.9, -0.9 }, { 0.9, 0.9 }, { -0.9, 0.9 } };
  static const double triangle[][2] = { { 0, -1.1 }, { 1.1, 0.9 }, { -1.1, 0.9 } };
  static const double diamond[][2] = { { 0, -1.25 }, { 1.25, 0 }, { 0, 1.25 }, { -1.25, 0 } };
  static const double flag[][2] = { { -1, -1 }, { 1, -1 }, { 0, 1 } };

  cairo_new_path (cr);
  if (mark->shape == HAVEN_MARKER_SQUARE)
    trace_polygon (cr, mark, square, G_N_ELEMENTS (square));
  else if (mark->shape == HAVEN_MARKER_TRIANGLE)
    trace_polygon (cr, mark, triangle, G_N_ELEMENTS (triangle));
  else if (mark->shape == HAVEN_MARKER_DIAMOND)
    trace_polygon (cr, mark, diamond, G_N_ELEMENTS (diamond));
  else if (mark->shape == HAVEN_MARKER_FLAG)
    trace_polygon (cr, mark, flag, G_N_ELEMENTS (flag));
  else
    cairo_arc (cr, mark->x, mark->y, mark->radius, 0, 2 * G_PI);
}

static void
draw_marks (cairo_t *cr, const HavenLayoutMark *marks, guint n)
{
  cairo_set_line_width (cr, 1);
  for (guint i = 0; i < n; i++) {
    trace_mark (cr, &marks[i]);
    set_ink (cr, marks[i].fill);
    cairo_fill_preserve (cr);
    set_ink (cr, marks[i].line);
    cairo_stroke (cr);
  }
}

static void
draw_texts (cairo_t *cr, const HavenLayoutText *texts, guint n)
{
  for (guint i = 0; i < n; i++) {
    set_ink (cr, texts[i].ink);
    cairo_move_to (cr, texts[i].x, texts[i].y);
    pango_cairo_show_layout (cr, texts[i].layout);
  }
}

void
haven_layout_draw (HavenLayout *self, cairo_t *cr)
{
  guint n;
  const HavenLayoutRect *rects;
  const HavenLayoutLine *lines;
  const HavenLayoutMark *marks;
  const HavenLayoutText *texts;

  cairo_save (cr);
  draw_rects (cr, haven_layout_get_card (self), 1);
  rects = haven_layout_get_bands (self, &n);
  draw_rects (cr, rects, n);
  lines = haven_layout_get_grid (self, &n);
  draw_lines (cr, lines, n);
  rects = haven_layout_get_rects (self, &n);
  draw_rects (cr, rects, n);
  lines = haven_layout_get_lines (self, &n);
  draw_lines (cr, lines, n);
  marks = haven_layout_get_marks (self, &n);
  draw_marks (cr, marks, n);
  texts = haven_layout_get_texts (self, &n);
  draw_texts (cr, texts, n);
  cairo_restore (cr);
}

static void
trace_ring (cairo_t *cr, HavenBox box, double gap)
{
  cairo_rectangle (cr, box.x - gap, box.y - gap, box.width + 2 * gap, box.height + 2 * gap);
}

/* Two rings, so that one of them differs from whatever lies below */
void
haven_layout_draw_focus (HavenLayout *self, cairo_t *cr, int datum)
{
  const HavenPalette *palette = haven_palette_get (haven_layout_get_style (self)->theme);
  HavenBox box;

  if (!haven_layout_find_target (self, datum, &box))
    return;
  cairo_save (cr);
  cairo_set_line_width (cr, 2);
  set_ink (cr, palette->card);
  trace_ring (cr, box, FOCUS_GAP + 2);
  cairo_stroke (cr);
  set_ink (cr, palette->focus);
  trace_ring (cr, box, FOCUS_GAP);
  cairo_stroke (cr);
  cairo_restore (cr);
}

#define SPAN_STRENGTH 0.16   /* what lies below stays readable */

void
haven_layout_draw_span (HavenLayout *self, cairo_t *cr, HavenSpan span)
{
  HavenColour ink = haven_palette_get (haven_layout_get_style (self)->theme)->focus;
  g_autoptr (GArray) boxes = haven_layout_find_span (self, span);

  cairo_save (cr);
  cairo_set_source_rgba (cr, ((ink >> 16) & 0xFF) / 255.0, ((ink >> 8) & 0xFF) / 255.0, (ink & 0xFF) / 255.0, SPAN_STRENGTH);
  for (guint i = 0; i < boxes->len; i++)
    trace_ring (cr, g_array_index (boxes, HavenBox, i), 0);
  cairo_fill_preserve (cr);
  set_ink (cr, ink);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
  cairo_restore (cr);
}

int
haven_layout_hit (HavenLayout *self, double x, double y)
{
  guint n;
  const HavenLayoutTarget *targets = haven_layout_get_targets (self, &n);
  double nearest = INFINITY;
  int found = -1;

  for (guint i = 0; i < n; i++) {
    HavenBox box = targets[i].box;
    double far = hypot (x - box.x - box.width / 2, y - box.y - box.height / 2);
    if (x < box.x || y < box.y || x > box.x + box.width || y > box.y + box.height)
      continue;
    if (far <= nearest) {
      nearest = far;
      found = targets[i].datum;
    }
  }
  return found;
}
