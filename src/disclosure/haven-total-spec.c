/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-total-spec.h"

#include <string.h>

#include "haven-secret.h"
#include "proof/haven-block.h"

/* Sums are followed modulo a prime: what follows from them in fractions follows there too, and no number grows. */
#define PRIME G_GUINT64_CONSTANT (0x1fffffffffffffff)      /* 2^61 - 1 */

struct _HavenTotalSpec {
  HavenReleaseFile *file;        /* its labels; every figure is 0 */
  char *id;
  GPtrArray *equations;          /* GArray of HavenSummand */
};

static void
append_cells (HavenReleaseFile *file, GArray *cells, GString *names)
{
  for (guint i = 0; i < cells->len; i++) {
    const HavenPolicyCell *cell = &g_array_index (cells, HavenPolicyCell, i);
    const HavenReleaseLabel label = { cell->measure, cell->by, cell->group, cell->response };

    haven_release_file_append (file, &label, 0);
    g_string_append_printf (names, "%s/%s/%s/%s\n", cell->measure, cell->by, cell->group, cell->response != NULL ? cell->response : "");
  }
}

static void
take_equations (HavenTotalSpec *self, GArray *take_equations)
{
  for (guint i = 0; i < take_equations->len; i++)
    g_ptr_array_add (self->equations, g_array_index (take_equations, HavenEquation, i).terms);
  g_array_set_clear_func (take_equations, NULL);
  g_array_unref (take_equations);
}

HavenTotalSpec *
haven_total_spec_new (HavenPolicy *policy, const char *period, GError **error)
{
  g_autoptr (HavenTotalSpec) self = g_new0 (HavenTotalSpec, 1);
  g_autoptr (GArray) cells = haven_policy_list_cells (policy, period), magnitudes = haven_policy_list_magnitudes (policy, period);
  g_autoptr (GString) names = g_string_new (period);

  self->file = haven_release_file_new ("000000", period, 1);
  self->equations = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_string_append_c (names, '\n');
  append_cells (self->file, cells, names);
  append_cells (self->file, magnitudes, names);
  if (!haven_release_file_close (self->file, error))
    return NULL;
  self->id = haven_secret_hash_hex (names->str, names->len);
  for (guint block = 0; block < haven_block_get_n (self->file); block++)
    take_equations (self, haven_block_list_equations (self->file, block));
  return g_steal_pointer (&self);
}

void
haven_total_spec_free (HavenTotalSpec *self)
{
  if (self == NULL)
    return;
  haven_release_file_free (self->file);
  g_ptr_array_unref (self->equations);
  g_free (self->id);
  g_free (self);
}

const char *
haven_total_spec_get_id (HavenTotalSpec *self)
{
  return self->id;
}

const char *
haven_total_spec_get_period (HavenTotalSpec *self)
{
  return self->file->period;
}

guint
haven_total_spec_get_n (HavenTotalSpec *self)
{
  return self->file->labels->len;
}

HavenTotalCell
haven_total_spec_get_cell (HavenTotalSpec *self, guint index)
{
  const HavenReleaseLabel *label = &g_array_index (self->file->labels, HavenReleaseLabel, index);

  return (HavenTotalCell) { label->measure, label->by, label->group, label->response };
}

static gboolean
stands_in (GArray *terms, guint cell)
{
  for (guint i = 0; i < terms->len; i++)
    if (g_array_index (terms, HavenSummand, i).cell == cell)
      return TRUE;
  return FALSE;
}

GArray *
haven_total_spec_list_beside (HavenTotalSpec *self, guint index)
{
  GArray *beside = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint e = 0; e < self->equations->len; e++) {
    GArray *terms = g_ptr_array_index (self->equations, e);

    for (guint i = 0; stands_in (terms, index) && i < terms->len; i++)
      g_array_append_val (beside, g_array_index (terms, HavenSummand, i).cell);
  }
  return beside;
}

/* Elimination to reduced form */

static guint64
multiply (guint64 a, guint64 b)
{
  const unsigned __int128 product = (unsigned __int128) a * b;
  const guint64 sum = (guint64) (product & PRIME) + (guint64) (product >> 61);

  return sum >= PRIME ? sum - PRIME : sum;
}

static guint64
invert (guint64 a)
{
  guint64 result = 1;

  for (guint64 power = PRIME - 2; power > 0; power >>= 1) {
    if (power & 1)
      result = multiply (result, a);
    a = multiply (a, a);
  }
  return result;
}

typedef struct {
  guint64 *cells;                /* rows by columns */
  guint n_rows;
  guint n_columns;
} Matrix;

static guint64 *
get_row (Matrix *matrix, guint row)
{
  return matrix->cells + (gsize) row * matrix->n_columns;
}

static void
scale_row (guint64 *row, guint n, guint64 by)
{
  for (guint i = 0; i < n; i++)
    row[i] = row[i] != 0 ? multiply (row[i], by) : 0;
}

static void
subtract_row (guint64 *row, const guint64 *pivot, guint n, guint64 times)
{
  for (guint i = 0; i < n; i++)
    if (pivot[i] != 0)
      row[i] = (row[i] + PRIME - multiply (pivot[i], times)) % PRIME;
}

static void
swap_rows (Matrix *matrix, guint a, guint b)
{
  for (guint i = 0; a != b && i < matrix->n_columns; i++) {
    const guint64 kept = get_row (matrix, a)[i];

    get_row (matrix, a)[i] = get_row (matrix, b)[i];
    get_row (matrix, b)[i] = kept;
  }
}

static gboolean
find_pivot (Matrix *matrix, guint from, guint column, guint *ret_row)
{
  for (guint row = from; row < matrix->n_rows; row++)
    if (get_row (matrix, row)[column] != 0) {
      *ret_row = row;
      return TRUE;
    }
  return FALSE;
}

/* Gives the rank; rows below it are 0. */
static guint
reduce (Matrix *matrix)
{
  guint rank = 0, at;

  for (guint column = 0; column < matrix->n_columns && rank < matrix->n_rows; column++) {
    if (!find_pivot (matrix, rank, column, &at))
      continue;
    swap_rows (matrix, rank, at);
    scale_row (get_row (matrix, rank), matrix->n_columns, invert (get_row (matrix, rank)[column]));
    for (guint row = 0; row < matrix->n_rows; row++)
      if (row != rank && get_row (matrix, row)[column] != 0)
        subtract_row (get_row (matrix, row), get_row (matrix, rank), matrix->n_columns, get_row (matrix, row)[column]);
    rank++;
  }
  return rank;
}

/* A column for every unknown figure; places says which */
static guint
number_unknowns (HavenTotalSpec *self, const guint8 *unknown, guint *places)
{
  guint n = 0;

  for (guint i = 0; i < haven_total_spec_get_n (self); i++)
    if (unknown[i])
      places[i] = n++;
  return n;
}

static void
fill_matrix (HavenTotalSpec *self, const guint8 *unknown, const guint *places, Matrix *matrix)
{
  for (guint e = 0; e < self->equations->len; e++) {
    GArray *terms = g_ptr_array_index (self->equations, e);

    for (guint i = 0; i < terms->len; i++) {
      const HavenSummand *term = &g_array_index (terms, HavenSummand, i);
      guint64 *place = get_row (matrix, e) + places[term->cell];

      if (unknown[term->cell])
        *place = (*place + PRIME + term->times) % PRIME;
    }
  }
}

/* A figure follows where some combination of sums has it and no other unknown: in reduced form, a row with one entry. */
static int
find_lonely (const guint64 *row, guint n)
{
  int found = -1;

  for (guint i = 0; i < n; i++) {
    if (row[i] != 0 && found >= 0)
      return -1;
    if (row[i] != 0)
      found = i;
  }
  return found;
}

gboolean
haven_total_spec_keeps (HavenTotalSpec *self, const guint8 *unknown, guint8 *ret_follows)
{
  const guint n = haven_total_spec_get_n (self);
  g_autofree guint *places = g_new0 (guint, n);
  const guint n_unknown = number_unknowns (self, unknown, places);
  g_autofree guint64 *cells = g_new0 (guint64, (gsize) self->equations->len * MAX (n_unknown, 1));
  Matrix matrix = { cells, self->equations->len, n_unknown };
  gboolean keeps = TRUE;
  guint rank;

  memset (ret_follows, 0, n);
  fill_matrix (self, unknown, places, &matrix);
  rank = reduce (&matrix);
  for (guint row = 0; row < rank; row++) {
    const int lonely = find_lonely (get_row (&matrix, row), n_unknown);

    for (guint i = 0; lonely >= 0 && i < n; i++)
      ret_follows[i] |= unknown[i] && places[i] == (guint) lonely;
    keeps &= lonely < 0;
  }
  return keeps;
}
