/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-pattern.h"

#include "haven-truth.h"
#include "proof/haven-block.h"

HavenPattern *
haven_pattern_new (HavenReturn *totals, HavenPolicy *policy, GError **error)
{
  g_autoptr (HavenReleaseFile) truth = haven_truth_new (totals, policy, error);
  HavenPattern *self;

  if (truth == NULL)
    return NULL;
  self = g_new0 (HavenPattern, 1);
  self->published = haven_truth_new (totals, policy, NULL);
  self->reasons = g_new0 (HavenCellReason, truth->values->len);
  self->contributors = haven_policy_get_contributors (policy);
  self->parts = g_array_ref (totals->magnitudes);
  self->truth = g_steal_pointer (&truth);
  return self;
}

void
haven_pattern_free (HavenPattern *self)
{
  if (self == NULL)
    return;
  haven_release_file_free (self->truth);
  haven_release_file_free (self->published);
  g_free (self->reasons);
  g_array_unref (self->parts);
  g_free (self);
}

void
haven_pattern_hide (HavenPattern *self, guint cell, HavenCellReason reason)
{
  g_array_index (self->published->values, gint64, cell) = HAVEN_HIDDEN;
  self->reasons[cell] = reason;
}

void
haven_pattern_show (HavenPattern *self, guint cell)
{
  g_array_index (self->published->values, gint64, cell) = haven_pattern_get_truth (self, cell);
  self->reasons[cell] = HAVEN_CELL_SHOWN;
}

gboolean
haven_pattern_is_hidden (HavenPattern *self, guint cell)
{
  return haven_release_file_get (self->published, cell) == HAVEN_HIDDEN;
}

gint64
haven_pattern_get_truth (HavenPattern *self, guint cell)
{
  return haven_release_file_get (self->truth, cell);
}

guint
haven_pattern_get_group (HavenPattern *self, guint cell)
{
  guint measure, group;

  haven_release_file_locate (self->truth, cell, &measure, &group);
  return group;
}

gboolean
haven_pattern_outweighs (const HavenReturnMagnitude *part, guint p_percent)
{
  return 100 * (part->value - part->largest - part->second) < (gint64) p_percent * part->largest;
}

gboolean
haven_pattern_is_few (gint64 value, gint64 threshold)
{
  return value < threshold;
}

static HavenCellReason
judge_magnitude (HavenPattern *self, guint cell)
{
  const HavenReturnMagnitude *part = &g_array_index (self->parts, HavenReturnMagnitude, cell - self->truth->n_counts);

  if (part->contributors < self->contributors || haven_pattern_outweighs (part, self->truth->p_percent))
    return HAVEN_CELL_PRIMARY;
  return HAVEN_CELL_SHOWN;
}

static HavenCellReason
judge_count (HavenPattern *self, gint64 value, gint64 roll)
{
  const gint64 threshold = self->truth->threshold;

  if (haven_pattern_is_few (value, threshold))
    return HAVEN_CELL_PRIMARY;
  return haven_pattern_is_few (roll - value, threshold) ? HAVEN_CELL_COMPLEMENT : HAVEN_CELL_SHOWN;
}

gboolean
haven_pattern_is_nought (HavenPattern *self, guint cell)
{
  const guint group = haven_pattern_get_group (self, cell);

  if (haven_release_file_get_roll (self->truth, group) == 0)
    return TRUE;
  return haven_release_file_is_zero_ok (self->truth, cell) && !haven_pattern_is_hidden (self, 0) &&
         haven_pattern_get_truth (self, haven_release_file_get_everybodys (self->truth, cell)) == 0;
}

HavenCellReason
haven_pattern_judge (HavenPattern *self, guint cell)
{
  const guint group = haven_pattern_get_group (self, cell);
  const gint64 roll = haven_release_file_get_roll (self->truth, group);
  HavenCellReason reason;

  if (haven_pattern_is_nought (self, cell))
    return HAVEN_CELL_SHOWN;
  if (cell < self->truth->groups->len)
    return roll < (gint64) self->truth->threshold ? HAVEN_CELL_PRIMARY : HAVEN_CELL_SHOWN;
  if (roll < (gint64) self->truth->minimum_group)
    return HAVEN_CELL_SMALL_GROUP;
  reason = cell < self->truth->n_counts ? judge_count (self, haven_pattern_get_truth (self, cell), roll) : judge_magnitude (self, cell);
  if (reason == HAVEN_CELL_SHOWN && haven_pattern_is_hidden (self, group))
    return HAVEN_CELL_SECONDARY;
  return reason;
}

void
haven_pattern_hide_primary (HavenPattern *self, guint block)
{
  g_autoptr (GArray) cells = haven_block_list_cells (self->truth, block);

  for (guint i = 0; i < cells->len; i++) {
    HavenCellReason reason = haven_pattern_judge (self, g_array_index (cells, guint, i));

    if (reason != HAVEN_CELL_SHOWN)
      haven_pattern_hide (self, g_array_index (cells, guint, i), reason);
  }
}
