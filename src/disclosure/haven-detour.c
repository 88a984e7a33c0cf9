/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-detour.h"

#include <string.h>

#include "proof/haven-simplex.h"

#define NOWHERE G_MAXUINT
#define ONE_CELL 1024                    /* more than sizes and everybody's can add up to: first of all few are hidden */
#define EVERYBODY 16
#define BUDGET G_GUINT64_CONSTANT (500000000)

/* A hidden cell is one column, its figure. A shown one that may be hidden has three: by how much it rises, by how much it falls, and what
 * that leaves of its figure; the last keeps it from falling below 0 and has a row of its own. Anything else stands still. */
typedef struct {
  HavenPattern *pattern;
  guint block;
  GArray *cells;                         /* guint: cells that may move */
  guint *columns;                        /* a cell's first; NOWHERE if it stands still */
  guint n_columns;
  guint n_shown;
  GArray *equations;
  HavenSimplex *simplex;
  guint64 budget;
} Detour;

gint64
haven_detour_get_cost (HavenPattern *pattern, guint cell)
{
  const gint64 size = g_bit_storage (haven_pattern_get_truth (pattern, cell));

  return ONE_CELL + size + (haven_pattern_get_group (pattern, cell) == 0 ? EVERYBODY : 0);
}

static void
add_cell (Detour *self, guint cell)
{
  gboolean hidden = haven_pattern_is_hidden (self->pattern, cell);

  self->columns[cell] = self->n_columns;
  self->n_columns += hidden ? 1 : 3;
  self->n_shown += hidden ? 0 : 1;
  g_array_append_val (self->cells, cell);
}

/* The block's own cells, but those that stay 0, and the hidden part of the roll. */
static void
list_cells (Detour *self)
{
  g_autoptr (GArray) own = haven_block_list_cells (self->pattern->truth, self->block);

  for (guint i = 0; i < own->len; i++) {
    guint cell = g_array_index (own, guint, i);

    if (haven_pattern_is_hidden (self->pattern, cell) || !haven_pattern_is_nought (self->pattern, cell))
      add_cell (self, cell);
  }
  for (guint g = 0; self->block > 0 && !haven_block_is_magnitude (self->pattern->truth, self->block) &&
       g < self->pattern->truth->groups->len; g++)
    if (haven_pattern_is_hidden (self->pattern, g))
      add_cell (self, g);
}

static void
set_term (Detour *self, guint row, const HavenSummand *term, gint64 *sum)
{
  const guint column = self->columns[term->cell];

  if (column == NOWHERE)
    return;
  haven_simplex_set (self->simplex, row, column, term->times);
  if (haven_pattern_is_hidden (self->pattern, term->cell))
    *sum += term->times * haven_pattern_get_truth (self->pattern, term->cell);
  else
    haven_simplex_set (self->simplex, row, column + 1, -term->times);
}

/* Whatever moves, every sum stays what it is. */
static void
set_equations (Detour *self)
{
  for (guint row = 0; row < self->equations->len; row++) {
    const GArray *terms = g_array_index (self->equations, HavenEquation, row).terms;
    gint64 sum = 0;

    for (guint t = 0; t < terms->len; t++)
      set_term (self, row, &g_array_index (terms, HavenSummand, t), &sum);
    haven_simplex_set_sum (self->simplex, row, sum);
  }
}

static void
set_limits (Detour *self, gint64 *cost)
{
  guint row = self->equations->len;

  for (guint i = 0; i < self->cells->len; i++) {
    const guint cell = g_array_index (self->cells, guint, i);
    const guint column = self->columns[cell];

    if (haven_pattern_is_hidden (self->pattern, cell))
      continue;
    haven_simplex_set (self->simplex, row, column + 1, 1);
    haven_simplex_set (self->simplex, row, column + 2, 1);
    haven_simplex_set_sum (self->simplex, row++, haven_pattern_get_truth (self->pattern, cell));
    cost[column] = cost[column + 1] = haven_detour_get_cost (self->pattern, cell);
  }
}

static void
set_wish (Detour *self, const HavenWish *wish)
{
  const guint row = self->equations->len + self->n_shown;

  for (guint i = 0; i < wish->n_terms; i++)
    haven_simplex_set (self->simplex, row, self->columns[wish->terms[i].cell], wish->terms[i].times);
  haven_simplex_set_sum (self->simplex, row, wish->wanted);
}

static GArray *
list_moved (Detour *self)
{
  GArray *moved = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < self->cells->len; i++) {
    guint cell = g_array_index (self->cells, guint, i);
    guint column = self->columns[cell];

    if (!haven_pattern_is_hidden (self->pattern, cell) &&
        (haven_simplex_get (self->simplex, column) != 0 || haven_simplex_get (self->simplex, column + 1) != 0))
      g_array_append_val (moved, cell);
  }
  return moved;
}

static void
clear (Detour *self)
{
  g_array_unref (self->cells);
  g_array_unref (self->equations);
  g_free (self->columns);
  haven_simplex_free (self->simplex);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Detour, clear)

GArray *
haven_detour_find (HavenPattern *pattern, guint block, const HavenWish *wish)
{
  const guint n_cells = pattern->truth->values->len;
  g_auto (Detour) self = { .pattern = pattern, .block = block, .budget = BUDGET };
  g_autofree gint64 *cost = NULL;

  self.cells = g_array_new (FALSE, FALSE, sizeof (guint));
  self.equations = haven_block_list_equations (pattern->truth, block);
  self.columns = g_new (guint, n_cells);
  memset (self.columns, 0xff, sizeof (guint) * n_cells);
  list_cells (&self);
  self.simplex = haven_simplex_new (self.equations->len + self.n_shown + 1, self.n_columns);
  haven_simplex_set_budget (self.simplex, &self.budget);
  cost = g_new0 (gint64, self.n_columns);
  set_equations (&self);
  set_limits (&self, cost);
  set_wish (&self, wish);
  if (!haven_simplex_start (self.simplex) || haven_simplex_minimise (self.simplex, cost) != HAVEN_SIMPLEX_OPTIMUM)
    return NULL;
  return list_moved (&self);
}
