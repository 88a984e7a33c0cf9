/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-secondary.h"

#include "haven-detour.h"
#include "proof/haven-witness.h"

#define BUDGET G_GUINT64_CONSTANT (500000000)

static gboolean
is_empty_group (HavenPattern *pattern, guint group)
{
  return haven_release_file_get_roll (pattern->truth, group) == 0;
}

/* The last resort, with which nothing but the roll is told. */
static void
hide_block (HavenPattern *pattern, guint block)
{
  g_autoptr (GArray) cells = haven_block_list_cells (pattern->truth, block);

  for (guint i = 0; i < cells->len; i++) {
    guint cell = g_array_index (cells, guint, i);

    if (!is_empty_group (pattern, haven_pattern_get_group (pattern, cell)) && !haven_pattern_is_hidden (pattern, cell))
      haven_pattern_hide (pattern, cell, HAVEN_CELL_SECONDARY);
  }
}

/* How far a hidden magnitude must be open, upwards and (as far as 0) downwards. */
static gint64
margin_of (HavenPattern *pattern, gint64 value)
{
  return MAX ((value * pattern->truth->p_percent + 99) / 100, (gint64) pattern->truth->threshold);
}

/* FALSE: sums pin the magnitude down; wish says what it should be able to be. */
static gboolean
keeps_margin (HavenPattern *pattern, HavenRegion *region, guint cell, HavenWish *ret_wish)
{
  const gint64 value = haven_pattern_get_truth (pattern, cell);
  const gint64 margin = margin_of (pattern, value);
  g_autofree gint64 *table = g_new0 (gint64, pattern->truth->values->len);
  const HavenSummand least = { cell, 1 };
  const HavenSummand greatest = { cell, -1 };
  HavenBound low, high;

  *ret_wish = (HavenWish){ { least }, 1, value + margin };
  if (!haven_region_minimise (region, &greatest, 1, table, &high) || -high.value < value + margin)
    return FALSE;
  ret_wish->wanted = MAX (value - margin, 0);
  return haven_region_minimise (region, &least, 1, table, &low) && low.value <= ret_wish->wanted;
}

static gboolean
block_keeps_margins (HavenPattern *pattern, guint block, HavenWish *ret_wish)
{
  g_autoptr (GArray) cells = haven_block_list_cells (pattern->truth, block);
  guint64 budget = BUDGET;
  guint broken;
  g_autoptr (HavenRegion) region = haven_region_new (pattern->published, block, &budget, &broken);

  ret_wish->n_terms = 0;
  for (guint i = 0; region != NULL && i < cells->len; i++) {
    guint cell = g_array_index (cells, guint, i);

    if (haven_pattern_is_hidden (pattern, cell) && !keeps_margin (pattern, region, cell, ret_wish))
      return FALSE;
  }
  return region != NULL;
}

/* What an exposed count, or the others of its group, should be able to be. */
static HavenWish
wish_for (HavenPattern *pattern, const HavenExposure *exposure)
{
  const gint64 threshold = pattern->truth->threshold;
  const guint group = haven_pattern_get_group (pattern, exposure->cell);
  HavenWish wish = { { { exposure->cell, 1 } }, 1, 0 };

  wish.wanted = exposure->lowest > 0 && exposure->lowest < threshold ? 0 : exposure->lowest + threshold;
  if (exposure->kind != HAVEN_WITNESS_OTHERS)
    return wish;
  if (haven_pattern_is_hidden (pattern, group)) {
    wish.terms[0].times = -1;
    wish.terms[wish.n_terms++] = (HavenSummand){ group, 1 };
  } else {
    wish.wanted = haven_pattern_get_truth (pattern, group) - wish.wanted;
  }
  return wish;
}

/* Is the block safe? If not, what to wish for. */
static gboolean
is_safe (HavenPattern *pattern, guint block, HavenWish *ret_wish)
{
  HavenExposure exposure;

  ret_wish->n_terms = 0;
  if (haven_block_is_magnitude (pattern->truth, block) && !block_keeps_margins (pattern, block, ret_wish))
    return FALSE;
  if (haven_witness_probe (pattern->published, block, &exposure))
    return TRUE;
  ret_wish->n_terms = 0;
  if (exposure.lowest <= exposure.highest)
    *ret_wish = wish_for (pattern, &exposure);
  return FALSE;
}

static gboolean
grant (HavenPattern *pattern, guint block, const HavenWish *wish)
{
  g_autoptr (GArray) moved = wish->n_terms > 0 ? haven_detour_find (pattern, block, wish) : NULL;

  if (moved == NULL || moved->len == 0)
    return FALSE;
  for (guint i = 0; i < moved->len; i++)
    haven_pattern_hide (pattern, g_array_index (moved, guint, i), HAVEN_CELL_SECONDARY);
  return TRUE;
}

static int
compare_costs (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const guint left = *(const guint *) a;
  const guint right = *(const guint *) b;
  const gint64 difference = haven_detour_get_cost (user_data, right) - haven_detour_get_cost (user_data, left);

  return difference != 0 ? (difference > 0 ? 1 : -1) : (left > right) - (left < right);
}

/* Cells that were hidden for others' sake and could be shown if the others allowed it; the dearest first. */
static GArray *
list_spare (HavenPattern *pattern, guint block)
{
  GArray *cells = haven_block_list_cells (pattern->truth, block);

  for (guint i = cells->len; i-- > 0;)
    if (pattern->reasons[g_array_index (cells, guint, i)] != HAVEN_CELL_SECONDARY ||
        haven_pattern_judge (pattern, g_array_index (cells, guint, i)) != HAVEN_CELL_SHOWN)
      g_array_remove_index (cells, i);
  g_array_sort_with_data (cells, compare_costs, pattern);
  return cells;
}

/* Afterwards no single hidden cell could be shown: none is hidden in vain. */
static void
show_spare (HavenPattern *pattern, guint block)
{
  g_autoptr (GArray) cells = list_spare (pattern, block);
  HavenWish wish;

  for (guint i = 0; i < cells->len; i++) {
    guint cell = g_array_index (cells, guint, i);

    haven_pattern_show (pattern, cell);
    if (!is_safe (pattern, block, &wish))
      haven_pattern_hide (pattern, cell, HAVEN_CELL_SECONDARY);
  }
}

static void
protect_block (HavenPattern *pattern, guint block)
{
  HavenWish wish;

  haven_pattern_hide_primary (pattern, block);
  while (!is_safe (pattern, block, &wish))
    if (!grant (pattern, block, &wish)) {
      hide_block (pattern, block);
      break;
    }
  show_spare (pattern, block);
}

/* The smallest group of the variable whose roll is still shown. */
static gboolean
hide_smallest_roll (HavenPattern *pattern, guint variable)
{
  const guint *starts = (const guint *) pattern->truth->starts->data;
  guint smallest = 0;

  for (guint g = starts[variable]; g < starts[variable + 1]; g++)
    if (!is_empty_group (pattern, g) && !haven_pattern_is_hidden (pattern, g) &&
        (smallest == 0 || haven_pattern_get_truth (pattern, g) < haven_pattern_get_truth (pattern, smallest)))
      smallest = g;
  if (smallest == 0)
    return FALSE;
  haven_pattern_hide (pattern, smallest, HAVEN_CELL_SECONDARY);
  return TRUE;
}

/* Everybody's roll is hidden only where it is small itself, and then every group's is. */
static void
protect_roll (HavenPattern *pattern)
{
  HavenExposure exposure;

  haven_pattern_hide_primary (pattern, 0);
  while (!haven_witness_probe (pattern->published, 0, &exposure)) {
    guint group = haven_pattern_get_group (pattern, exposure.cell);

    if (!hide_smallest_roll (pattern, g_array_index (pattern->truth->groups, HavenReleaseGroup, group).variable))
      break;
  }
}

void
haven_secondary_protect (HavenPattern *pattern)
{
  protect_roll (pattern);
  for (guint block = 1; block < haven_block_get_n (pattern->truth); block++)
    protect_block (pattern, block);
}

gboolean
haven_secondary_keeps_margins (HavenPattern *pattern)
{
  HavenWish wish;

  for (guint block = 0; block < haven_block_get_n (pattern->truth); block++)
    if (haven_block_is_magnitude (pattern->truth, block) && !block_keeps_margins (pattern, block, &wish))
      return FALSE;
  return TRUE;
}
