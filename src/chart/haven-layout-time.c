/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-sketch.h"

#include <math.h>

/* Which day lies under a point, and where a stretch of days lies: for dragging a period. A calendar answers by its cells. */

static double
distance_to (HavenBox box, double x, double y)
{
  double dx = MAX (0, MAX (box.x - x, x - box.x - box.width));
  double dy = MAX (0, MAX (box.y - y, y - box.y - box.height));

  return hypot (dx, dy);
}

static const HavenTimeScale *
nearest_scale (HavenSketch *sketch, double x, double y)
{
  const HavenTimeScale *nearest = NULL;

  for (guint i = 0; i < sketch->times->len; i++) {
    const HavenTimeScale *scale = &g_array_index (sketch->times, HavenTimeScale, i);
    if (nearest == NULL || distance_to (scale->plot, x, y) < distance_to (nearest->plot, x, y))
      nearest = scale;
  }
  return nearest;
}

static HavenDay
day_on_scale (const HavenTimeScale *scale, double x)
{
  double share = scale->x2 > scale->x1 ? CLAMP ((x - scale->x1) / (scale->x2 - scale->x1), 0, 1) : 0;

  return scale->first + (HavenDay) floor (share * (scale->last - scale->first) + 0.5);
}

static double
x_on_scale (const HavenTimeScale *scale, HavenDay day)
{
  double share = scale->last > scale->first ? (double) (CLAMP (day, scale->first, scale->last) - scale->first)
                                              / (scale->last - scale->first) : 0;

  return scale->x1 + share * (scale->x2 - scale->x1);
}

static const HavenLayoutTarget *
nearest_cell (HavenSketch *sketch, double x, double y)
{
  const HavenLayoutTarget *nearest = NULL;

  for (guint i = 0; i < sketch->targets->len; i++) {
    const HavenLayoutTarget *target = &g_array_index (sketch->targets, HavenLayoutTarget, i);
    if (target->datum >= (int) haven_chart_get_n_data (sketch->chart))
      continue;
    if (nearest == NULL || distance_to (target->box, x, y) < distance_to (nearest->box, x, y))
      nearest = target;
  }
  return nearest;
}

static HavenDay
day_of (HavenSketch *sketch, int datum)
{
  return haven_chart_get_day (sketch->chart, haven_chart_get_datum (sketch->chart, (guint) datum)->category);
}

gboolean
haven_sketch_find_day (HavenSketch *self, double x, double y, HavenDay *ret_day)
{
  const HavenTimeScale *scale = nearest_scale (self, x, y);
  const HavenLayoutTarget *cell = NULL;

  if (scale != NULL) {
    *ret_day = day_on_scale (scale, x);
    return TRUE;
  }
  if (haven_chart_get_kind (self->chart) == HAVEN_CHART_YEAR)
    cell = nearest_cell (self, x, y);
  if (cell != NULL)
    *ret_day = day_of (self, cell->datum);
  return cell != NULL;
}

GArray *
haven_sketch_find_span (HavenSketch *self, HavenSpan span)
{
  GArray *boxes = g_array_new (FALSE, FALSE, sizeof (HavenBox));

  for (guint i = 0; i < self->times->len; i++) {
    const HavenTimeScale *scale = &g_array_index (self->times, HavenTimeScale, i);
    double x = x_on_scale (scale, span.first);
    HavenBox box = { x, scale->plot.y, MAX (x_on_scale (scale, span.last) - x, 1), scale->plot.height };
    g_array_append_val (boxes, box);
  }
  for (guint i = 0; self->times->len == 0 && i < self->targets->len; i++) {
    const HavenLayoutTarget *target = &g_array_index (self->targets, HavenLayoutTarget, i);
    if (target->datum < (int) haven_chart_get_n_data (self->chart) && haven_span_contains (span, day_of (self, target->datum)))
      g_array_append_val (boxes, target->box);
  }
  return boxes;
}
