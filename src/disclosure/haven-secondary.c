/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-secondary.h"

#include "haven-choice.h"
#include "haven-detour.h"
#include "haven-twins.h"
#include "proof/haven-assumption.h"
#include "proof/haven-witness.h"

#define NOWHERE G_MAXUINT
#define FEW 8                            /* open cells of a block of which all choices are tried */
#define PATIENCE 300                     /* questions to the finder that trading may cost a block */
#define LESSONS 200                      /* choices tried before the cheapest is left unknown */
#define STEPS 3000000                    /* of looking for the cheapest choice … */
#define STEPS_AT_ONCE 600000             /* … between two tries */
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

/* With what everybody knows of it besides; where that cannot be true nobody can go by it. */
static gboolean
is_safe_when_known (HavenPattern *pattern, guint block, HavenExposure *ret_exposure)
{
  GArray *known = haven_assumption_make (pattern->published, block);
  gboolean safe;

  if (known == NULL)
    return TRUE;
  safe = haven_witness_probe (pattern->published, block, ret_exposure) || ret_exposure->highest < ret_exposure->lowest;
  haven_assumption_drop (pattern->published, known);
  return safe;
}

/* Is the block safe? If not, what to wish for. */
static gboolean
is_safe (HavenPattern *pattern, guint block, HavenWish *ret_wish)
{
  HavenExposure exposure;

  ret_wish->n_terms = 0;
  if (haven_block_is_magnitude (pattern->truth, block) && !block_keeps_margins (pattern, block, ret_wish))
    return FALSE;
  if (haven_witness_probe (pattern->published, block, &exposure) && is_safe_when_known (pattern, block, &exposure))
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

/* Could be shown as far as the cell itself goes. */
static gboolean
is_spare (HavenPattern *pattern, guint cell)
{
  return haven_pattern_judge (pattern, cell) == HAVEN_CELL_SHOWN && !haven_pattern_is_nought (pattern, cell);
}

/* The block's cells whose fate is open, the dearest first. */
static GArray *
list_spare (HavenPattern *pattern, guint block)
{
  GArray *cells = haven_block_list_cells (pattern->truth, block);

  for (guint i = cells->len; i-- > 0;)
    if (!is_spare (pattern, g_array_index (cells, guint, i)))
      g_array_remove_index (cells, i);
  g_array_sort_with_data (cells, compare_costs, pattern);
  return cells;
}

/* One block's open cells while the cheapest safe way to hide some of them is looked for. */
typedef struct {
  HavenPattern *pattern;
  guint block;
  GArray *cells;                         /* guint */
  gboolean *hidden;                      /* the best so far */
  gint64 cost;                           /* of the best so far */
  guint patience;                        /* questions left */
} Choice;

static guint
cell_at (Choice *choice, guint i)
{
  return g_array_index (choice->cells, guint, i);
}

static gboolean
ask (Choice *choice)
{
  HavenWish wish;

  choice->patience -= MIN (choice->patience, 1);
  return is_safe (choice->pattern, choice->block, &wish);
}

static void
set_hidden (Choice *choice, guint i, gboolean hidden)
{
  if (hidden && !haven_pattern_is_hidden (choice->pattern, cell_at (choice, i)))
    haven_pattern_hide (choice->pattern, cell_at (choice, i), HAVEN_CELL_SECONDARY);
  else if (!hidden && haven_pattern_is_hidden (choice->pattern, cell_at (choice, i)))
    haven_pattern_show (choice->pattern, cell_at (choice, i));
}

/* Takes the pattern as it stands for the best, if it is. */
static gboolean
keep (Choice *choice)
{
  gint64 cost = 0;

  for (guint i = 0; i < choice->cells->len; i++)
    if (haven_pattern_is_hidden (choice->pattern, cell_at (choice, i)))
      cost += haven_detour_get_cost (choice->pattern, cell_at (choice, i));
  if (cost >= choice->cost)
    return FALSE;
  choice->cost = cost;
  for (guint i = 0; i < choice->cells->len; i++)
    choice->hidden[i] = haven_pattern_is_hidden (choice->pattern, cell_at (choice, i));
  return TRUE;
}

static void
restore (Choice *choice)
{
  for (guint i = 0; i < choice->cells->len; i++)
    set_hidden (choice, i, choice->hidden[i]);
}

static void
try_to_show (Choice *choice, guint i)
{
  if (!haven_pattern_is_hidden (choice->pattern, cell_at (choice, i)))
    return;
  set_hidden (choice, i, FALSE);
  if (!ask (choice))
    set_hidden (choice, i, TRUE);
}

/* Afterwards no single cell could be shown: none is hidden in vain. The last is tried last. */
static void
show_spare (Choice *choice, guint last)
{
  for (guint i = 0; i < choice->cells->len; i++)
    if (i != last)
      try_to_show (choice, i);
  if (last < choice->cells->len)
    try_to_show (choice, last);
}

/* One cell more hidden may let several others be shown. */
static gboolean
trade (Choice *choice, guint i)
{
  if (choice->hidden[i] || choice->patience == 0)
    return FALSE;
  set_hidden (choice, i, TRUE);
  show_spare (choice, i);
  if (keep (choice))
    return TRUE;
  restore (choice);
  return FALSE;
}

/* Every way that is cheaper than the best so far: few cells only. */
static void
choose_all (Choice *choice, guint i, gint64 cost)
{
  if (cost >= choice->cost)
    return;
  if (i == choice->cells->len) {
    if (ask (choice))
      keep (choice);
    return;
  }
  set_hidden (choice, i, FALSE);
  choose_all (choice, i + 1, cost);
  set_hidden (choice, i, TRUE);
  choose_all (choice, i + 1, cost + haven_detour_get_cost (choice->pattern, cell_at (choice, i)));
}

/* By trial: no single trade makes it cheaper; and where cells are few there is nothing cheaper at all. */
static void
try_trades (Choice *choice)
{
  gboolean better = TRUE;

  while (better) {
    better = FALSE;
    for (guint i = 0; i < choice->cells->len; i++)
      better |= trade (choice, i);
  }
  if (choice->cells->len <= FEW)
    choose_all (choice, 0, 0);
}

static void
set_chosen (Choice *choice, const HavenCellSet *chosen)
{
  for (guint i = 0; i < choice->cells->len; i++)
    set_hidden (choice, i, haven_cell_set_has (chosen, i));
}

/* A choice that does not protect yet, with what it takes besides, and without what it then can do without. */
static void
mend (Choice *choice)
{
  HavenWish wish;

  while (!is_safe (choice->pattern, choice->block, &wish))
    if (!grant (choice->pattern, choice->block, &wish))
      return;
  show_spare (choice, NOWHERE);
  keep (choice);
}

/* TRUE: nothing is cheaper than the best, or no steps are left to find it. */
static gboolean
learn_once (Choice *choice, HavenChoice *wanted, GArray *lessons, guint *budget)
{
  guint steps = MIN (*budget, STEPS_AT_ONCE);
  const guint given = steps;
  HavenCellSet chosen;

  wanted->limit = choice->cost;
  if (!haven_choice_find (lessons, wanted, &steps, &chosen))
    return TRUE;
  *budget -= given - steps;
  set_chosen (choice, &chosen);
  if (!haven_lesson_learn (choice->pattern, choice->block, choice->cells, lessons)) {
    mend (choice);
    return steps > 0;
  }
  if (steps == 0)
    mend (choice);
  return FALSE;
}

/* By learning: the cheapest choice that keeps every lesson so far is tried, and teaches more, until it is safe: then none is cheaper.
 * Where steps run out on the way, the best that was found by then. */
static void
learn_best (Choice *choice)
{
  g_autoptr (GArray) lessons = g_array_new (FALSE, FALSE, sizeof (HavenLesson));
  g_autofree gint64 *costs = g_new0 (gint64, choice->cells->len + 1);
  HavenChoice wanted = { .costs = costs };
  guint budget = STEPS;

  for (guint i = 0; i < choice->cells->len; i++) {
    costs[i] = haven_detour_get_cost (choice->pattern, cell_at (choice, i));
    wanted.n_first += haven_pattern_get_group (choice->pattern, cell_at (choice, i)) == 0;
  }
  for (guint n = 0; n < LESSONS && !learn_once (choice, &wanted, lessons, &budget); n++)
    ;
}

/* From one safe pattern to the cheapest. */
static void
spare (HavenPattern *pattern, guint block)
{
  g_autoptr (GArray) cells = list_spare (pattern, block);
  g_autofree gboolean *hidden = g_new0 (gboolean, cells->len + 1);
  Choice choice = { pattern, block, cells, hidden, G_MAXINT64, PATIENCE };

  show_spare (&choice, NOWHERE);
  keep (&choice);
  if (haven_block_is_magnitude (pattern->truth, block) || cells->len > HAVEN_LESSON_CELLS)
    try_trades (&choice);
  else
    learn_best (&choice);
  restore (&choice);
}

static void
protect_alone (HavenPattern *pattern, guint block)
{
  HavenWish wish;

  haven_pattern_hide_primary (pattern, block);
  while (!is_safe (pattern, block, &wish))
    if (!grant (pattern, block, &wish)) {
      hide_block (pattern, block);
      break;
    }
  spare (pattern, block);
}

/* As little as is safe by the figures; all of it where that little would tell those who know how little is chosen. */
static void
protect_block (HavenPattern *pattern, guint block)
{
  protect_alone (pattern, block);
  if (!haven_twins_suffice (pattern, block, protect_alone))
    hide_block (pattern, block);
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

static gboolean
is_called (HavenPattern *pattern, guint block, const char *name)
{
  if (haven_block_is_magnitude (pattern->truth, block))
    return g_str_equal (name, "magnitudes");
  return g_str_equal (g_array_index (pattern->truth->measures, HavenReleaseMeasure, block).name, name);
}

void
haven_secondary_hide_all (HavenPattern *pattern, const char *name)
{
  for (guint block = 1; block < haven_block_get_n (pattern->truth); block++)
    if (is_called (pattern, block, name))
      hide_block (pattern, block);
}
