/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-simplex.h"

#include <string.h>

#define NOWHERE G_MAXUINT

/* Columns: the variables, then an artificial one a row, then the right-hand side. The last row holds the reduced costs. */
struct _HavenSimplex {
  guint n_rows;
  guint n_columns;
  guint width;
  gint64 *cells;
  gint64 denominator;
  guint *basis;              /* a row's basic column */
  gint8 *signs;              /* -1: the row was turned so that its sum is not negative */
  gint64 *solution;
  guint *touched;            /* scratch: columns where the pivot row is not 0 */
  gint64 stretch;
  guint64 *budget;
  gboolean failed;
};

static gint64 *
row_at (HavenSimplex *self, guint row)
{
  return self->cells + (gsize) row * self->width;
}

HavenSimplex *
haven_simplex_new (guint n_rows, guint n_columns)
{
  HavenSimplex *self = g_new0 (HavenSimplex, 1);

  self->n_rows = n_rows;
  self->n_columns = n_columns;
  self->width = n_columns + n_rows + 1;
  self->cells = g_new0 (gint64, (gsize) (n_rows + 1) * self->width);
  self->denominator = 1;
  self->basis = g_new0 (guint, n_rows);
  self->signs = g_new0 (gint8, n_rows);
  self->solution = g_new0 (gint64, n_columns);
  self->touched = g_new0 (guint, self->width);
  self->stretch = 1;
  return self;
}

void
haven_simplex_free (HavenSimplex *self)
{
  if (self == NULL)
    return;
  g_free (self->cells);
  g_free (self->basis);
  g_free (self->signs);
  g_free (self->solution);
  g_free (self->touched);
  g_free (self);
}

void
haven_simplex_set (HavenSimplex *self, guint row, guint column, gint64 coefficient)
{
  row_at (self, row)[column] = coefficient;
}

void
haven_simplex_set_sum (HavenSimplex *self, guint row, gint64 sum)
{
  row_at (self, row)[self->width - 1] = sum;
}

void
haven_simplex_set_stretch (HavenSimplex *self, gint64 stretch)
{
  self->stretch = stretch;
}

void
haven_simplex_set_budget (HavenSimplex *self, guint64 *budget)
{
  self->budget = budget;
}

static void
spend (HavenSimplex *self, guint64 steps)
{
  if (self->budget == NULL)
    return;
  self->failed |= *self->budget < steps;
  *self->budget -= MIN (*self->budget, steps);
}

/* target = (target · pivot - factor · source) / denominator; the division leaves nothing over. */
static gboolean
combine (gint64 *target, gint64 pivot, gint64 factor, gint64 source, gint64 denominator)
{
  gint64 left, right, difference;

  if (__builtin_mul_overflow (*target, pivot, &left) || __builtin_mul_overflow (factor, source, &right) ||
      __builtin_sub_overflow (left, right, &difference))
    return FALSE;
  *target = difference / denominator;
  return TRUE;
}

/* With denominator and pivot 1, which is nearly always, only the columns that the pivot row touches change. */
static void
subtract_row (HavenSimplex *self, gint64 *target, const gint64 *source, gint64 factor, guint n_touched)
{
  for (guint i = 0; i < n_touched; i++) {
    guint column = self->touched[i];
    gint64 product;

    self->failed |= __builtin_mul_overflow (factor, source[column], &product);
    self->failed |= __builtin_sub_overflow (target[column], product, &target[column]);
  }
  spend (self, n_touched);
}

static void
combine_row (HavenSimplex *self, gint64 *target, const gint64 *source, gint64 pivot, gint64 factor)
{
  for (guint column = 0; column < self->width; column++)
    self->failed |= !combine (&target[column], pivot, factor, source[column], self->denominator);
  spend (self, self->width);
}

static guint
list_touched (HavenSimplex *self, const gint64 *source)
{
  guint n = 0;

  for (guint column = 0; column < self->width; column++)
    if (source[column] != 0)
      self->touched[n++] = column;
  return n;
}

static void
pivot (HavenSimplex *self, guint row, guint column)
{
  const gint64 *source = row_at (self, row);
  const gint64 pivot = source[column];
  const gboolean plain = pivot == self->denominator && pivot == 1;
  guint n_touched = list_touched (self, source);

  for (guint r = 0; r <= self->n_rows; r++) {
    gint64 *target = row_at (self, r);
    gint64 factor = target[column];

    if (r == row || (factor == 0 && pivot == self->denominator))
      continue;
    if (plain)
      subtract_row (self, target, source, factor, n_touched);
    else
      combine_row (self, target, source, pivot, factor);
  }
  spend (self, self->n_rows + self->width);
  self->denominator = pivot;
  self->basis[row] = column;
}

/* The steepest column at first; the leftmost, which cannot cycle, if that takes long. */
static guint
choose_column (HavenSimplex *self, guint n_columns, gboolean steepest)
{
  const gint64 *reduced = row_at (self, self->n_rows);
  guint best = NOWHERE;

  for (guint column = 0; column < n_columns; column++)
    if (reduced[column] < 0 && (best == NOWHERE || reduced[column] < reduced[best])) {
      best = column;
      if (!steepest)
        break;
    }
  return best;
}

/* The row that allows the least step; of equals the one whose basic column is leftmost. */
static guint
choose_row (HavenSimplex *self, guint column)
{
  const guint last = self->width - 1;
  guint best = NOWHERE;

  for (guint row = 0; row < self->n_rows; row++) {
    const gint64 *cells = row_at (self, row);
    gint64 left, right;

    if (cells[column] <= 0)
      continue;
    if (best == NOWHERE) {
      best = row;
      continue;
    }
    self->failed |= __builtin_mul_overflow (cells[last], row_at (self, best)[column], &left);
    self->failed |= __builtin_mul_overflow (row_at (self, best)[last], cells[column], &right);
    if (left < right || (left == right && self->basis[row] < self->basis[best]))
      best = row;
  }
  return best;
}

static void
price (HavenSimplex *self, const gint64 *cost, guint n_columns)
{
  gint64 *reduced = row_at (self, self->n_rows);

  memset (reduced, 0, sizeof (gint64) * self->width);
  for (guint column = 0; column < n_columns; column++)
    reduced[column] = cost[column] * self->denominator;
  for (guint row = 0; row < self->n_rows; row++) {
    gint64 rate = self->basis[row] < n_columns ? cost[self->basis[row]] : 0;

    if (rate != 0)
      subtract_row (self, reduced, row_at (self, row), rate, list_touched (self, row_at (self, row)));
  }
}

static void
read_solution (HavenSimplex *self)
{
  memset (self->solution, 0, sizeof (gint64) * self->n_columns);
  for (guint row = 0; row < self->n_rows; row++)
    if (self->basis[row] < self->n_columns)
      self->solution[self->basis[row]] = row_at (self, row)[self->width - 1];
}

static void
stretch_solution (HavenSimplex *self, guint open)
{
  read_solution (self);
  self->solution[open] += self->stretch * self->denominator * self->denominator;
  for (guint row = 0; row < self->n_rows; row++)
    if (self->basis[row] < self->n_columns)
      self->solution[self->basis[row]] -= self->stretch * self->denominator * row_at (self, row)[open];
}

static HavenSimplexResult
descend (HavenSimplex *self, guint n_columns)
{
  for (guint step = 0; !self->failed; step++) {
    guint column = choose_column (self, n_columns, step < 2 * self->width);
    guint row = column != NOWHERE ? choose_row (self, column) : NOWHERE;

    if (column == NOWHERE) {
      read_solution (self);
      return HAVEN_SIMPLEX_OPTIMUM;
    }
    if (row == NOWHERE) {
      stretch_solution (self, column);
      return HAVEN_SIMPLEX_UNBOUNDED;
    }
    pivot (self, row, column);
  }
  return HAVEN_SIMPLEX_GAVE_UP;
}

static void
negate_row (HavenSimplex *self, guint row)
{
  gint64 *cells = row_at (self, row);

  for (guint column = 0; column < self->width; column++)
    cells[column] = -cells[column];
}

static void
add_artificials (HavenSimplex *self)
{
  for (guint row = 0; row < self->n_rows; row++) {
    self->signs[row] = row_at (self, row)[self->width - 1] < 0 ? -1 : 1;
    if (self->signs[row] < 0)
      negate_row (self, row);
    row_at (self, row)[self->n_columns + row] = 1;
    self->basis[row] = self->n_columns + row;
  }
}

/* An artificial column that is left in the basis at 0 makes way for a variable; where there is none its row says nothing new. */
static void
drop_artificials (HavenSimplex *self)
{
  for (guint row = 0; row < self->n_rows && !self->failed; row++) {
    const gint64 *cells = row_at (self, row);
    guint column = 0;

    if (self->basis[row] < self->n_columns)
      continue;
    while (column < self->n_columns && cells[column] == 0)
      column++;
    if (column == self->n_columns)
      continue;
    if (cells[column] < 0)
      negate_row (self, row);
    pivot (self, row, column);
  }
}

gboolean
haven_simplex_start (HavenSimplex *self)
{
  g_autofree gint64 *cost = g_new0 (gint64, self->width);

  add_artificials (self);
  for (guint row = 0; row < self->n_rows; row++)
    cost[self->n_columns + row] = 1;
  price (self, cost, self->width - 1);
  if (descend (self, self->width - 1) != HAVEN_SIMPLEX_OPTIMUM || row_at (self, self->n_rows)[self->width - 1] != 0)
    return FALSE;
  drop_artificials (self);
  read_solution (self);
  return !self->failed;
}

HavenSimplexResult
haven_simplex_minimise (HavenSimplex *self, const gint64 *cost)
{
  price (self, cost, self->n_columns);
  return descend (self, self->n_columns);
}

gint64
haven_simplex_get_denominator (HavenSimplex *self)
{
  return self->denominator;
}

gint64
haven_simplex_get (HavenSimplex *self, guint column)
{
  return self->solution[column];
}

gint64
haven_simplex_get_multiplier (HavenSimplex *self, guint row)
{
  return -self->signs[row] * row_at (self, self->n_rows)[self->n_columns + row];
}
