/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-sketch.h"

#include <math.h>

/* Event labels stand in lanes above the plot, each with a stem down to its day. They are placed from the right: a label begins at its
 * own stem, so one further left goes above it and no stem runs through words. */
#define WIDEST_LABEL 0.4     /* of the plot: a longer one ends in an ellipsis */
#define FLAG_SIZE 3.5
#define TOUCH 14.0           /* side of a flag's target */

typedef struct {
  HavenSketch *sketch;
  GArray *flags;
  HavenBox room;
  guint most;
  double gap;
} FlagRun;

static gboolean
is_free (FlagRun *run, guint placed, int lane, double left, double right)
{
  const HavenFlag *flag = &g_array_index (run->flags, HavenFlag, placed);

  for (guint i = 0; i < run->flags->len; i++) {
    const HavenFlag *other = &g_array_index (run->flags, HavenFlag, i);
    double other_right = other->left + other->text.box.width;
    if (i == placed || other->lane < 0)
      continue;
    if (other->lane == lane && left < other_right + run->gap && other->left < right + run->gap)
      return FALSE;
    if (other->lane > lane && other->x > left - run->gap && other->x < right + run->gap)
      return FALSE;
    if (other->lane < lane && flag->x > other->left - run->gap && flag->x < other_right + run->gap)
      return FALSE;
  }
  return TRUE;
}

static gboolean
try_lanes (FlagRun *run, guint index, double left)
{
  HavenFlag *flag = &g_array_index (run->flags, HavenFlag, index);
  double right = left + flag->text.box.width;

  if (left < run->room.x || right > run->room.x + run->room.width)
    return FALSE;
  for (int lane = 0; lane < (int) run->most; lane++) {
    if (!is_free (run, index, lane, left, right))
      continue;
    flag->lane = lane;
    flag->left = left;
    return TRUE;
  }
  return FALSE;
}

static void
find_place (FlagRun *run, guint index)
{
  HavenFlag *flag = &g_array_index (run->flags, HavenFlag, index);
  HavenWords words = { flag->label, HAVEN_SIZE_SMALL, FALSE, run->sketch->palette->text, MAX (run->room.width * WIDEST_LABEL, 1), 1 };

  flag->text = haven_sketch_typeset (run->sketch, words);
  if (!try_lanes (run, index, flag->x + run->gap))
    try_lanes (run, index, flag->x - run->gap - flag->text.box.width);
}

guint
haven_sketch_plan_flags (HavenSketch *self, GArray *flags, HavenBox room, guint most)
{
  FlagRun run = { self, flags, room, most, 4 * self->scale };
  int highest = -1;

  for (guint i = 0; i < flags->len; i++)
    g_array_index (flags, HavenFlag, i).lane = -1;
  for (guint i = flags->len; i > 0; i--)
    find_place (&run, i - 1);
  for (guint i = 0; i < flags->len; i++)
    highest = MAX (highest, g_array_index (flags, HavenFlag, i).lane);
  return (guint) (highest + 1);
}

double
haven_sketch_flags_height (HavenSketch *self, GArray *flags, guint lanes)
{
  double line = ceil (haven_sketch_line_height (self, HAVEN_SIZE_SMALL));

  return flags->len > 0 ? lanes * line + 2 * FLAG_SIZE * self->scale + 2 : 0;
}

static void
put_flag (HavenSketch *self, const HavenFlag *flag, HavenBox plot)
{
  double line = ceil (haven_sketch_line_height (self, HAVEN_SIZE_SMALL));
  double size = FLAG_SIZE * self->scale;
  double top = plot.y - 2 * size - (flag->lane + 1) * line;
  const HavenPalette *palette = self->palette;

  haven_sketch_mark (self, (HavenLayoutMark) { flag->x, plot.y - size, size, HAVEN_MARKER_FLAG, palette->text, palette->card, -1 });
  haven_sketch_target (self, (HavenBox) { flag->x - TOUCH / 2, plot.y - size - TOUCH / 2, TOUCH, TOUCH },
                       haven_sketch_event_datum (self, flag->event));
  if (flag->lane < 0)
    return;
  haven_sketch_put (self, flag->text, flag->left, top, -1);
  haven_sketch_grid (self, (HavenBox) { flag->x, top + 2, 0, plot.y - 2 * size - top - 2 }, palette->axis);
}

void
haven_sketch_put_flags (HavenSketch *self, GArray *flags, HavenBox plot, gboolean stems)
{
  for (guint i = 0; i < flags->len; i++) {
    const HavenFlag *flag = &g_array_index (flags, HavenFlag, i);
    put_flag (self, flag, plot);
    if (stems)
      haven_sketch_grid (self, (HavenBox) { flag->x, plot.y, 0, plot.height }, self->palette->axis);
  }
}
