/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-region.h"

#include <string.h>

#include "haven-simplex.h"

#define NOWHERE G_MAXUINT
#define LIMIT_BRANCHES 400
#define STRETCH 64                       /* how far out, beyond twice all that is shown, an unbounded sum is taken */

/* Hidden cells that hang together, and the programme over them. */
typedef struct {
  GArray *cells;                         /* guint; a column each */
  GArray *rows;                          /* guint: equations */
  HavenSimplex *simplex;
} Part;

/* At most (or, if least, at least) value. */
typedef struct {
  guint column;
  gint64 value;
  gboolean least;
} Cut;

/* The search for a whole solution where the best of all is fractional */
typedef struct {
  HavenRegion *region;
  const Part *part;
  const gint64 *cost;
  GArray *cuts;                          /* Cut */
  gint64 *best;
  gint64 best_value;
  gboolean found;
  guint branches;
} Search;

struct _HavenRegion {
  HavenReleaseFile *file;
  GArray *equations;
  guint64 *budget;
  GArray *parts;                         /* Part */
  guint *part_of;                        /* a cell's */
  guint *column_of;
  gint64 *table;
  gint64 stretch;
  const Part *last;                      /* asked about … */
  HavenSummand asked[2];                 /* … for the least of these */
  guint n_asked;
};

static void
clear_part (Part *part)
{
  g_array_unref (part->cells);
  g_array_unref (part->rows);
  haven_simplex_free (part->simplex);
}

void
haven_region_free (HavenRegion *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->equations);
  g_array_unref (self->parts);
  g_free (self->part_of);
  g_free (self->column_of);
  g_free (self->table);
  g_free (self);
}

static gboolean
is_hidden (HavenRegion *self, guint cell)
{
  return haven_release_file_get (self->file, cell) == HAVEN_HIDDEN;
}

static const GArray *
terms_of (HavenRegion *self, guint equation)
{
  return g_array_index (self->equations, HavenEquation, equation).terms;
}

/* A column is by how much a hidden figure is above what it is known to be at least. */
static gint64
least_of (HavenRegion *self, guint cell)
{
  return haven_release_file_get_least (self->file, cell);
}

/* What the shown terms of an equation, and what is known of the hidden ones, leave for these. */
static gint64
sum_left (HavenRegion *self, guint equation)
{
  const GArray *terms = terms_of (self, equation);
  gint64 sum = 0;

  for (guint i = 0; i < terms->len; i++) {
    const HavenSummand *term = &g_array_index (terms, HavenSummand, i);

    sum -= term->times * (is_hidden (self, term->cell) ? least_of (self, term->cell) : haven_release_file_get (self->file, term->cell));
  }
  return sum;
}

static guint
first_hidden (HavenRegion *self, guint equation)
{
  const GArray *terms = terms_of (self, equation);

  for (guint i = 0; i < terms->len; i++)
    if (is_hidden (self, g_array_index (terms, HavenSummand, i).cell))
      return g_array_index (terms, HavenSummand, i).cell;
  return NOWHERE;
}

static guint
find_root (guint *parents, guint cell)
{
  while (parents[cell] != cell)
    cell = parents[cell] = parents[parents[cell]];
  return cell;
}

static void
join_cells (HavenRegion *self, guint equation, guint *parents)
{
  const GArray *terms = terms_of (self, equation);
  guint first = first_hidden (self, equation);

  for (guint i = 0; i < terms->len; i++) {
    guint cell = g_array_index (terms, HavenSummand, i).cell;

    if (is_hidden (self, cell))
      parents[find_root (parents, cell)] = find_root (parents, first);
  }
}

static guint
add_part (HavenRegion *self)
{
  Part part = { g_array_sized_new (FALSE, FALSE, sizeof (guint), 32), g_array_sized_new (FALSE, FALSE, sizeof (guint), 32), NULL };

  g_array_append_val (self->parts, part);
  return self->parts->len - 1;
}

static void
place_cell (HavenRegion *self, guint cell, guint *parents)
{
  guint root = find_root (parents, cell);
  Part *part;

  if (self->part_of[root] == NOWHERE)
    self->part_of[root] = add_part (self);
  self->part_of[cell] = self->part_of[root];
  part = &g_array_index (self->parts, Part, self->part_of[cell]);
  self->column_of[cell] = part->cells->len;
  g_array_append_val (part->cells, cell);
}

static void
place_cells (HavenRegion *self, guint equation, guint *parents)
{
  const GArray *terms = terms_of (self, equation);

  for (guint i = 0; i < terms->len; i++) {
    guint cell = g_array_index (terms, HavenSummand, i).cell;

    if (!is_hidden (self, cell))
      self->table[cell] = haven_release_file_get (self->file, cell);
    else if (self->column_of[cell] == NOWHERE)
      place_cell (self, cell, parents);
  }
}

/* FALSE where everything is shown and does not add up. */
static gboolean
place_equation (HavenRegion *self, guint equation, guint *parents)
{
  guint cell = first_hidden (self, equation);

  place_cells (self, equation, parents);
  if (cell == NOWHERE)
    return sum_left (self, equation) == 0;
  g_array_append_val (g_array_index (self->parts, Part, self->part_of[cell]).rows, equation);
  return TRUE;
}

static void
fill_row (HavenRegion *self, HavenSimplex *simplex, guint row, guint equation)
{
  const GArray *terms = terms_of (self, equation);

  haven_simplex_set_sum (simplex, row, sum_left (self, equation));
  for (guint i = 0; i < terms->len; i++) {
    const HavenSummand *term = &g_array_index (terms, HavenSummand, i);

    if (is_hidden (self, term->cell))
      haven_simplex_set (simplex, row, self->column_of[term->cell], term->times);
  }
}

/* The part's programme with a row and a slack column more for every cut. */
static HavenSimplex *
new_simplex (HavenRegion *self, const Part *part, const GArray *cuts)
{
  const guint n_cuts = cuts != NULL ? cuts->len : 0;
  HavenSimplex *simplex = haven_simplex_new (part->rows->len + n_cuts, part->cells->len + n_cuts);

  haven_simplex_set_budget (simplex, self->budget);
  haven_simplex_set_stretch (simplex, self->stretch);
  for (guint i = 0; i < part->rows->len; i++)
    fill_row (self, simplex, i, g_array_index (part->rows, guint, i));
  for (guint i = 0; i < n_cuts; i++) {
    const Cut *cut = &g_array_index (cuts, Cut, i);

    haven_simplex_set (simplex, part->rows->len + i, cut->column, 1);
    haven_simplex_set (simplex, part->rows->len + i, part->cells->len + i, cut->least ? -1 : 1);
    haven_simplex_set_sum (simplex, part->rows->len + i, cut->value);
  }
  return simplex;
}

static guint
find_fraction (HavenSimplex *simplex, guint n_columns)
{
  const gint64 denominator = haven_simplex_get_denominator (simplex);

  for (guint column = 0; column < n_columns; column++)
    if (haven_simplex_get (simplex, column) % denominator != 0)
      return column;
  return NOWHERE;
}

static gint64
round_down (gint64 number, gint64 divisor)
{
  return number / divisor - (number % divisor < 0 ? 1 : 0);
}

/* The programme's least cost, rounded up to the whole number that no whole solution is under. */
static gint64
least_cost (HavenSimplex *simplex, const gint64 *cost, guint n_columns)
{
  gint64 sum = 0;

  for (guint column = 0; column < n_columns; column++)
    sum += cost[column] * haven_simplex_get (simplex, column);
  return -round_down (-sum, haven_simplex_get_denominator (simplex));
}

static void search_below (Search *search);

static void
search_branch (Search *search, Cut cut)
{
  g_array_append_val (search->cuts, cut);
  search_below (search);
  g_array_set_size (search->cuts, search->cuts->len - 1);
}

static void
keep_best (Search *search, HavenSimplex *simplex, gint64 value)
{
  for (guint column = 0; column < search->part->cells->len; column++)
    search->best[column] = haven_simplex_get (simplex, column) / haven_simplex_get_denominator (simplex);
  search->best_value = value;
  search->found = TRUE;
}

/* Branch and bound; a cost of 0 everywhere asks for any whole solution. */
static void
search_below (Search *search)
{
  const guint n_columns = search->part->cells->len;
  g_autoptr (HavenSimplex) simplex = new_simplex (search->region, search->part, search->cuts);
  g_autofree gint64 *cost = g_new0 (gint64, n_columns + search->cuts->len);
  guint column;
  gint64 floor;

  memcpy (cost, search->cost, sizeof (gint64) * n_columns);
  if (search->branches++ > LIMIT_BRANCHES || !haven_simplex_start (simplex) ||
      haven_simplex_minimise (simplex, cost) != HAVEN_SIMPLEX_OPTIMUM)
    return;
  floor = least_cost (simplex, cost, n_columns);
  if (search->found && floor >= search->best_value)
    return;
  column = find_fraction (simplex, n_columns);
  if (column == NOWHERE) {
    keep_best (search, simplex, floor);
    return;
  }
  floor = round_down (haven_simplex_get (simplex, column), haven_simplex_get_denominator (simplex));
  search_branch (search, (Cut){ column, floor, FALSE });
  search_branch (search, (Cut){ column, floor + 1, TRUE });
}

static gboolean
search_whole (HavenRegion *self, const Part *part, const gint64 *cost, gint64 *solution)
{
  g_autoptr (GArray) cuts = g_array_new (FALSE, FALSE, sizeof (Cut));
  Search search = { self, part, cost, cuts, solution, 0, FALSE, 0 };

  search_below (&search);
  return search.found;
}

/* The solution at hand, or the best whole one where it is fractional, into the cells of the table. */
static gboolean
write_whole (HavenRegion *self, const Part *part, const gint64 *cost, gint64 *table)
{
  const guint n_columns = part->cells->len;
  g_autofree gint64 *solution = g_new0 (gint64, n_columns);

  if (find_fraction (part->simplex, n_columns) != NOWHERE) {
    if (!search_whole (self, part, cost, solution))
      return FALSE;
  } else {
    for (guint column = 0; column < n_columns; column++)
      solution[column] = haven_simplex_get (part->simplex, column) / haven_simplex_get_denominator (part->simplex);
  }
  for (guint column = 0; column < n_columns; column++)
    table[g_array_index (part->cells, guint, column)] = least_of (self, g_array_index (part->cells, guint, column)) + solution[column];
  return TRUE;
}

static gboolean
start_part (HavenRegion *self, Part *part)
{
  g_autofree gint64 *cost = g_new0 (gint64, part->cells->len);

  part->simplex = new_simplex (self, part, NULL);
  return haven_simplex_start (part->simplex) && write_whole (self, part, cost, self->table);
}

static gboolean
start_parts (HavenRegion *self, guint *ret_cell)
{
  for (guint i = 0; i < self->parts->len; i++) {
    Part *part = &g_array_index (self->parts, Part, i);

    if (!start_part (self, part)) {
      *ret_cell = g_array_index (part->cells, guint, 0);
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean
place (HavenRegion *self, guint *ret_cell)
{
  const guint n_cells = self->file->values->len;
  g_autofree guint *parents = g_new (guint, n_cells);

  for (guint cell = 0; cell < n_cells; cell++) {
    parents[cell] = cell;
    self->stretch += 2 * MAX (haven_release_file_get (self->file, cell), 0);
  }
  for (guint i = 0; i < self->equations->len; i++)
    join_cells (self, i, parents);
  for (guint i = 0; i < self->equations->len; i++)
    if (!place_equation (self, i, parents)) {
      *ret_cell = g_array_index (terms_of (self, i), HavenSummand, 0).cell;
      return FALSE;
    }
  return TRUE;
}

/* A cell that no sum mentions stands alone. */
static void
place_lonely (HavenRegion *self, guint block)
{
  g_autoptr (GArray) cells = haven_block_list_cells (self->file, block);

  for (guint i = 0; i < cells->len; i++) {
    guint cell = g_array_index (cells, guint, i);

    if (!is_hidden (self, cell)) {
      self->table[cell] = haven_release_file_get (self->file, cell);
    } else if (self->column_of[cell] == NOWHERE) {
      self->part_of[cell] = add_part (self);
      self->column_of[cell] = 0;
      g_array_append_val (g_array_index (self->parts, Part, self->part_of[cell]).cells, cell);
    }
  }
}

HavenRegion *
haven_region_new (HavenReleaseFile *file, guint block, guint64 *budget, guint *ret_cell)
{
  g_autoptr (HavenRegion) self = g_new0 (HavenRegion, 1);
  const guint n_cells = file->values->len;

  self->file = file;
  self->budget = budget;
  self->equations = haven_block_list_equations (file, block);
  self->parts = g_array_new (FALSE, TRUE, sizeof (Part));
  g_array_set_clear_func (self->parts, (GDestroyNotify) clear_part);
  self->part_of = g_new (guint, n_cells);
  self->column_of = g_new (guint, n_cells);
  memset (self->part_of, 0xff, sizeof (guint) * n_cells);
  memset (self->column_of, 0xff, sizeof (guint) * n_cells);
  self->table = g_new0 (gint64, n_cells);
  self->stretch = STRETCH;
  if (!place (self, ret_cell))
    return NULL;
  place_lonely (self, block);
  return start_parts (self, ret_cell) ? g_steal_pointer (&self) : NULL;
}

const gint64 *
haven_region_get_table (HavenRegion *self)
{
  return self->table;
}

gboolean
haven_region_minimise (HavenRegion *self, const HavenSummand *terms, guint n_terms, gint64 *table, HavenBound *ret_bound)
{
  const Part *part = &g_array_index (self->parts, Part, self->part_of[terms[0].cell]);
  g_autofree gint64 *cost = g_new0 (gint64, part->cells->len);
  HavenSimplexResult result;
  HavenBound bound = { 0 };

  for (guint i = 0; i < n_terms; i++)
    cost[self->column_of[terms[i].cell]] = terms[i].times;
  result = haven_simplex_minimise (part->simplex, cost);
  memcpy (table, self->table, sizeof (gint64) * self->file->values->len);
  if (result == HAVEN_SIMPLEX_GAVE_UP || !write_whole (self, part, cost, table))
    return FALSE;
  for (guint i = 0; i < n_terms; i++)
    bound.value += terms[i].times * table[terms[i].cell];
  bound.open = result == HAVEN_SIMPLEX_UNBOUNDED;
  bound.proved = bound.open ? bound.value : least_cost (part->simplex, cost, part->cells->len);
  for (guint i = 0; !bound.open && i < n_terms; i++)
    bound.proved += terms[i].times * least_of (self, terms[i].cell);
  self->last = part;
  self->n_asked = n_terms;
  memcpy (self->asked, terms, sizeof (HavenSummand) * n_terms);
  *ret_bound = bound;
  return TRUE;
}

GArray *
haven_region_list_floor (HavenRegion *self, gint64 *ret_divisor)
{
  GArray *floor = g_array_new (FALSE, FALSE, sizeof (HavenMultiple));

  *ret_divisor = haven_simplex_get_denominator (self->last->simplex);
  for (guint row = 0; row < self->last->rows->len; row++) {
    guint equation = g_array_index (self->last->rows, guint, row);
    gint64 times = -haven_simplex_get_multiplier (self->last->simplex, row);
    HavenMultiple multiple = { g_array_index (self->equations, HavenEquation, equation).identity, times };

    if (times != 0)
      g_array_append_val (floor, multiple);
  }
  return floor;
}

void
haven_region_list_shares (HavenRegion *self, gint64 *shares)
{
  const gint64 denominator = haven_simplex_get_denominator (self->last->simplex);

  memset (shares, 0, sizeof (gint64) * self->file->values->len);
  for (guint i = 0; i < self->n_asked; i++)
    shares[self->asked[i].cell] += denominator * self->asked[i].times;
  for (guint row = 0; row < self->last->rows->len; row++) {
    const GArray *terms = terms_of (self, g_array_index (self->last->rows, guint, row));
    const gint64 times = haven_simplex_get_multiplier (self->last->simplex, row);

    for (guint t = 0; t < terms->len; t++)
      shares[g_array_index (terms, HavenSummand, t).cell] -= times * g_array_index (terms, HavenSummand, t).times;
  }
}
