/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-twins.h"

#include <string.h>

#include "proof/haven-block.h"

#define FEWEST 3                         /* values that every hidden figure must have */
#define LIMIT_TABLES 2500
#define LIMIT_STEPS 20000
#define LIMIT_RUNS 96                     /* of the rule: where these do not show enough, there is not enough */
#define LEAP 1000003                     /* a prime above any number of tables, so that none comes twice */

/* An equation while figures are set one after the other: what is left for those still open, and how many of these count against it. */
typedef struct {
  gint64 left;
  guint n_open;
  guint n_against;
} Sum;

typedef struct {
  guint equation;
  gint64 times;
} Use;

typedef struct {
  HavenPattern *pattern;
  guint block;
  GArray *cells;                         /* guint: hidden */
  GPtrArray *uses;                       /* GArray of Use: a cell's */
  Sum *sums;                             /* an equation's */
  gint64 *values;                        /* of the cells */
  GArray *tables;                        /* gint64: one set of values after the other */
  guint n_tables;
  guint steps;
} Twins;

static guint
cell_at (Twins *self, guint i)
{
  return g_array_index (self->cells, guint, i);
}

static gboolean
is_judged (HavenPattern *pattern, guint block)
{
  for (guint g = 0; g < pattern->truth->groups->len; g++)
    if (haven_pattern_is_hidden (pattern, g))
      return FALSE;
  return !haven_block_is_magnitude (pattern->truth, block);
}

/* The groups of the first variable, then everybody, whose figures follow from them, then the rest. */
static void
list_cells (Twins *self)
{
  const guint *starts = (const guint *) self->pattern->truth->starts->data;
  const guint first_end = self->pattern->truth->starts->len > 2 ? starts[2] : starts[1];
  g_autoptr (GArray) own = haven_block_list_cells (self->pattern->truth, self->block);

  self->cells = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint pass = 0; pass < 3; pass++)
    for (guint i = 0; i < own->len; i++) {
      const guint cell = g_array_index (own, guint, i);
      const guint group = haven_pattern_get_group (self->pattern, cell);

      if (haven_pattern_is_hidden (self->pattern, cell) && pass == (group == 0 ? 1 : group < first_end ? 0 : 2))
        g_array_append_val (self->cells, cell);
    }
}

static void
add_use (Twins *self, guint equation, const HavenSummand *term)
{
  const Use use = { equation, term->times };

  self->sums[equation].n_open++;
  self->sums[equation].n_against += term->times < 0;
  for (guint i = 0; i < self->cells->len; i++)
    if (cell_at (self, i) == term->cell)
      g_array_append_val ((GArray *) g_ptr_array_index (self->uses, i), use);
}

static void
start_sums (Twins *self)
{
  g_autoptr (GArray) equations = haven_block_list_equations (self->pattern->truth, self->block);

  self->sums = g_new0 (Sum, equations->len);
  self->uses = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  for (guint i = 0; i < self->cells->len; i++)
    g_ptr_array_add (self->uses, g_array_new (FALSE, FALSE, sizeof (Use)));
  for (guint e = 0; e < equations->len; e++) {
    const GArray *terms = g_array_index (equations, HavenEquation, e).terms;

    for (guint t = 0; t < terms->len; t++) {
      const HavenSummand *term = &g_array_index (terms, HavenSummand, t);

      if (haven_pattern_is_hidden (self->pattern, term->cell))
        add_use (self, e, term);
      else
        self->sums[e].left -= term->times * haven_pattern_get_truth (self->pattern, term->cell);
    }
  }
}

/* Sets a figure, or (direction -1) takes it back. FALSE where a sum can no longer come out. */
static gboolean
set_figure (Twins *self, guint i, gint64 value, int direction)
{
  const GArray *uses = g_ptr_array_index (self->uses, i);
  gboolean fits = TRUE;

  for (guint u = 0; u < uses->len; u++) {
    const Use *use = &g_array_index (uses, Use, u);
    Sum *sum = &self->sums[use->equation];

    sum->left -= direction * use->times * value;
    sum->n_open -= direction;
    sum->n_against -= use->times < 0 ? direction : 0;
    fits &= sum->n_open == 0 ? sum->left == 0 : sum->n_against > 0 || sum->left >= 0;
  }
  return fits;
}

/* Where the figure is the last that is open in a sum it is what is left. */
static void
find_range (Twins *self, guint i, gint64 *ret_least, gint64 *ret_most)
{
  const GArray *uses = g_ptr_array_index (self->uses, i);

  *ret_least = 0;
  *ret_most = haven_release_file_get_roll (self->pattern->truth, haven_pattern_get_group (self->pattern, cell_at (self, i)));
  for (guint u = 0; u < uses->len; u++) {
    const Use *use = &g_array_index (uses, Use, u);

    if (self->sums[use->equation].n_open == 1)
      *ret_least = *ret_most = use->times * self->sums[use->equation].left;
  }
}

/* FALSE: too many to go through. */
static gboolean
list_tables (Twins *self, guint i)
{
  gint64 least, most;

  if (i == self->cells->len) {
    g_array_append_vals (self->tables, self->values, self->cells->len);
    return ++self->n_tables <= LIMIT_TABLES;
  }
  find_range (self, i, &least, &most);
  for (gint64 value = MAX (least, 0); value <= most; value++) {
    gboolean goes_on = ++self->steps <= LIMIT_STEPS;

    self->values[i] = value;
    if (set_figure (self, i, value, 1) && goes_on)
      goes_on = list_tables (self, i + 1);
    set_figure (self, i, value, -1);
    if (!goes_on)
      return FALSE;
  }
  return TRUE;
}

/* The tables in an order that leaps about, so that the first few are of every sort. It does not depend on the truth, for then it would tell
 * of it. */
static const gint64 *
table_at (Twins *self, guint n)
{
  return &g_array_index (self->tables, gint64, n * (guint64) LEAP % self->n_tables * self->cells->len);
}

/* Puts a table in the truth's place, with everything of the block shown again. */
static void
assume (Twins *self, GArray *own, const gint64 *values)
{
  for (guint i = 0; i < self->cells->len; i++)
    g_array_index (self->pattern->truth->values, gint64, cell_at (self, i)) = values[i];
  for (guint i = 0; i < own->len; i++)
    haven_pattern_show (self->pattern, g_array_index (own, guint, i));
}

static gboolean
is_same_page (Twins *self, GArray *own, const gint64 *page)
{
  for (guint i = 0; i < own->len; i++)
    if (haven_release_file_get (self->pattern->published, g_array_index (own, guint, i)) != page[g_array_index (own, guint, i)])
      return FALSE;
  return TRUE;
}

/* What twins have had so far: FEWEST values a cell, of which so many are known. */
typedef struct {
  gint64 *values;
  guint *n;
} Seen;

static gboolean
is_new (const Seen *seen, guint i, gint64 value)
{
  if (seen->n[i] == FEWEST)
    return FALSE;
  for (guint s = 0; s < seen->n[i]; s++)
    if (seen->values[i * FEWEST + s] == value)
      return FALSE;
  return TRUE;
}

/* Only a table that could add a value is worth running the rule on. */
static gboolean
brings_more (Twins *self, const Seen *seen, const gint64 *values)
{
  for (guint i = 0; i < self->cells->len; i++)
    if (is_new (seen, i, values[i]))
      return TRUE;
  return FALSE;
}

/* Notes what a twin has; TRUE when every figure has values enough. */
static gboolean
note (Twins *self, const gint64 *values, Seen *seen)
{
  gboolean enough = TRUE;

  for (guint i = 0; i < self->cells->len; i++) {
    if (is_new (seen, i, values[i]))
      seen->values[i * FEWEST + seen->n[i]++] = values[i];
    enough &= seen->n[i] == FEWEST;
  }
  return enough;
}

/* A page that shows the nought of some group shows that of every group: one on which a hidden figure would be such a nought is no twin. */
static gboolean
shows_noughts (Twins *self, GArray *own)
{
  for (guint i = 0; i < own->len; i++) {
    const guint cell = g_array_index (own, guint, i);

    if (!haven_pattern_is_hidden (self->pattern, cell) && haven_pattern_is_nought (self->pattern, cell) &&
        haven_release_file_is_zero_ok (self->pattern->truth, cell))
      return TRUE;
  }
  return FALSE;
}

static gboolean
hides_nought (Twins *self)
{
  for (guint i = 0; i < self->cells->len; i++)
    if (haven_pattern_is_nought (self->pattern, cell_at (self, i)))
      return TRUE;
  return FALSE;
}

static gboolean
try_tables (Twins *self, GArray *own, HavenTwinsRule rule)
{
  const guint n = self->cells->len;
  g_autofree gint64 *page = g_memdup2 (self->pattern->published->values->data, sizeof (gint64) * self->pattern->published->values->len);
  g_autofree gint64 *values_seen = g_new0 (gint64, n * FEWEST);
  g_autofree guint *n_seen = g_new0 (guint, n);
  const gboolean noughts = shows_noughts (self, own);
  Seen seen = { values_seen, n_seen };
  guint n_runs = 0;

  for (guint t = 0; t < self->n_tables && n_runs < LIMIT_RUNS; t++) {
    const gint64 *values = table_at (self, t);

    if (!brings_more (self, &seen, values))
      continue;
    assume (self, own, values);
    if (noughts && hides_nought (self))
      continue;
    rule (self->pattern, self->block);
    n_runs++;
    if (is_same_page (self, own, page) && note (self, values, &seen))
      return TRUE;
  }
  return FALSE;
}

/* The pattern comes back as it was, whatever was assumed. */
static gboolean
try_and_restore (Twins *self, HavenTwinsRule rule)
{
  const guint n_cells = self->pattern->truth->values->len;
  g_autoptr (GArray) own = haven_block_list_cells (self->pattern->truth, self->block);
  g_autofree gint64 *truth = g_memdup2 (self->pattern->truth->values->data, sizeof (gint64) * n_cells);
  g_autofree gint64 *published = g_memdup2 (self->pattern->published->values->data, sizeof (gint64) * n_cells);
  g_autofree HavenCellReason *reasons = g_memdup2 (self->pattern->reasons, sizeof (HavenCellReason) * n_cells);
  gboolean enough = try_tables (self, own, rule);

  memcpy (self->pattern->truth->values->data, truth, sizeof (gint64) * n_cells);
  memcpy (self->pattern->published->values->data, published, sizeof (gint64) * n_cells);
  memcpy (self->pattern->reasons, reasons, sizeof (HavenCellReason) * n_cells);
  return enough;
}

gboolean
haven_twins_suffice (HavenPattern *pattern, guint block, HavenTwinsRule rule)
{
  Twins self = { .pattern = pattern, .block = block };
  gboolean enough = TRUE;

  if (!is_judged (pattern, block))
    return TRUE;
  list_cells (&self);
  self.values = g_new0 (gint64, self.cells->len + 1);
  self.tables = g_array_new (FALSE, FALSE, sizeof (gint64));
  start_sums (&self);
  if (self.cells->len > 0 && list_tables (&self, 0))
    enough = try_and_restore (&self, rule);
  g_array_unref (self.cells);
  g_ptr_array_unref (self.uses);
  g_array_unref (self.tables);
  g_free (self.sums);
  g_free (self.values);
  return enough;
}
