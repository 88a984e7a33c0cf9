/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-witness.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-error.h"

/* Elementary steps that a file may cost: far more than any real one takes, and a bound on a hostile one. */
#define BUDGET G_GUINT64_CONSTANT (1000000000)

/* offset + terms: what a witness is about */
typedef struct {
  HavenWitnessKind kind;
  guint cell;
  HavenSummand terms[2];
  guint n_terms;
  gint64 offset;
} Quantity;

/* One block's tables, and witnesses that refer to them by number */
typedef struct {
  HavenReleaseFile *file;
  guint block;
  HavenRegion *region;
  GPtrArray *tables;
  GArray *witnesses;
  HavenExposure exposure;
} Finder;

static void
clear_witness (HavenWitness *witness)
{
  g_clear_pointer (&witness->floor, g_array_unref);
}

static GArray *
new_witnesses (void)
{
  GArray *witnesses = g_array_new (FALSE, TRUE, sizeof (HavenWitness));

  g_array_set_clear_func (witnesses, (GDestroyNotify) clear_witness);
  return witnesses;
}

HavenProof *
haven_proof_new (void)
{
  HavenProof *self = g_new0 (HavenProof, 1);

  self->tables = g_ptr_array_new_with_free_func (g_free);
  self->witnesses = new_witnesses ();
  return self;
}

void
haven_proof_free (HavenProof *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->tables);
  g_array_unref (self->witnesses);
  g_free (self);
}

static Finder *
finder_new (HavenReleaseFile *file, guint block, guint64 *budget)
{
  Finder *finder = g_new0 (Finder, 1);

  finder->file = file;
  finder->block = block;
  finder->tables = g_ptr_array_new_with_free_func (g_free);
  finder->witnesses = new_witnesses ();
  finder->exposure.highest = -1;
  finder->region = haven_region_new (file, block, budget, &finder->exposure.cell);
  if (finder->region != NULL)
    g_ptr_array_add (finder->tables, g_memdup2 (haven_region_get_table (finder->region), sizeof (gint64) * file->values->len));
  return finder;
}

static void
finder_free (Finder *finder)
{
  haven_region_free (finder->region);
  g_ptr_array_unref (finder->tables);
  g_array_unref (finder->witnesses);
  g_free (finder);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Finder, finder_free)

static gboolean
is_hidden (HavenReleaseFile *file, guint cell)
{
  return haven_release_file_get (file, cell) == HAVEN_HIDDEN;
}

static Quantity
quantity_of_cell (HavenWitnessKind kind, guint cell)
{
  return (Quantity){ kind, cell, { { cell, 1 } }, 1, 0 };
}

static Quantity
quantity_of_others (HavenReleaseFile *file, guint cell)
{
  Quantity others = { HAVEN_WITNESS_OTHERS, cell, { { cell, -1 } }, 1, 0 };
  guint measure, group;

  haven_release_file_locate (file, cell, &measure, &group);
  if (is_hidden (file, group))
    others.terms[others.n_terms++] = (HavenSummand){ group, 1 };
  else
    others.offset = haven_release_file_get_roll (file, group);
  return others;
}

static gint64
value_in (const Quantity *quantity, const gint64 *table)
{
  gint64 value = quantity->offset;

  for (guint i = 0; i < quantity->n_terms; i++)
    value += quantity->terms[i].times * table[quantity->terms[i].cell];
  return value;
}

static gint64
value_at (Finder *finder, const Quantity *quantity, guint table)
{
  return value_in (quantity, g_ptr_array_index (finder->tables, table));
}

/* Solves for the quantity's least value, or its greatest, and keeps the table. */
static gboolean
solve (Finder *finder, const Quantity *quantity, gboolean greatest, guint *ret_table, HavenBound *ret_bound)
{
  g_autofree gint64 *table = g_new0 (gint64, finder->file->values->len);
  HavenSummand terms[2] = { quantity->terms[0], quantity->terms[1] };

  for (guint i = 0; greatest && i < quantity->n_terms; i++)
    terms[i].times = -terms[i].times;
  if (!haven_region_minimise (finder->region, terms, quantity->n_terms, table, ret_bound))
    return FALSE;
  *ret_table = finder->tables->len;
  g_ptr_array_add (finder->tables, g_steal_pointer (&table));
  return TRUE;
}

/* Tables that serve one quantity often serve another. */
static gboolean
find_table (Finder *finder, const Quantity *quantity, gint64 from, gint64 to, guint *ret_table)
{
  for (guint i = 0; i < finder->tables->len; i++) {
    gint64 value = value_at (finder, quantity, i);

    if (value >= from && value <= to) {
      *ret_table = i;
      return TRUE;
    }
  }
  return FALSE;
}

static gboolean
find_low (Finder *finder, const Quantity *quantity, HavenWitness *witness)
{
  const gint64 threshold = finder->file->threshold;
  HavenBound bound;

  if (find_table (finder, quantity, 0, 0, &witness->low))
    return TRUE;
  if (!solve (finder, quantity, FALSE, &witness->low, &bound))
    return FALSE;
  if (quantity->kind == HAVEN_WITNESS_MAGNITUDE || value_at (finder, quantity, witness->low) == 0)
    return TRUE;
  if (quantity->offset + bound.proved < threshold)
    return FALSE;
  witness->floor = haven_region_list_floor (finder->region, &witness->divisor);
  return TRUE;
}

/* The least that the high table must have. */
static gint64
least_high (HavenReleaseFile *file, HavenWitnessKind kind, gint64 low)
{
  const gint64 p = file->p_percent;
  gint64 wide = low + file->threshold;

  return kind == HAVEN_WITNESS_MAGNITUDE ? MAX (wide, ((100 + p) * low + 99 - p) / (100 - p)) : wide;
}

static gboolean
find_high (Finder *finder, const Quantity *quantity, HavenWitness *witness)
{
  const gint64 least = least_high (finder->file, quantity->kind, value_at (finder, quantity, witness->low));
  HavenBound bound;

  if (find_table (finder, quantity, least, G_MAXINT64, &witness->high))
    return TRUE;
  return solve (finder, quantity, TRUE, &witness->high, &bound) && value_at (finder, quantity, witness->high) >= least;
}

static void
expose (Finder *finder, const Quantity *quantity)
{
  guint low, high;
  HavenBound bound;

  finder->exposure = (HavenExposure){ quantity->kind, quantity->cell, 0, -1 };
  if (!solve (finder, quantity, FALSE, &low, &bound) || !solve (finder, quantity, TRUE, &high, &bound))
    return;
  finder->exposure.lowest = value_at (finder, quantity, low);
  finder->exposure.highest = value_at (finder, quantity, high);
}

static gboolean
find_witness (Finder *finder, Quantity quantity)
{
  HavenWitness witness = { quantity.kind, quantity.cell };

  if (find_low (finder, &quantity, &witness) && find_high (finder, &quantity, &witness)) {
    g_array_append_val (finder->witnesses, witness);
    return TRUE;
  }
  clear_witness (&witness);
  expose (finder, &quantity);
  return FALSE;
}

static gboolean
find_for_cell (Finder *finder, guint cell)
{
  if (haven_block_is_magnitude (finder->file, finder->block))
    return find_witness (finder, quantity_of_cell (HAVEN_WITNESS_MAGNITUDE, cell));
  if (haven_release_file_has_somebody (finder->file, cell))
    return haven_release_file_is_zero_ok (finder->file, cell) || find_witness (finder, quantity_of_cell (HAVEN_WITNESS_CELL, cell));
  if (!find_witness (finder, quantity_of_cell (HAVEN_WITNESS_CELL, cell)))
    return FALSE;
  return finder->block == 0 || find_witness (finder, quantity_of_others (finder->file, cell));
}

static gboolean
find_all (Finder *finder)
{
  g_autoptr (GArray) cells = haven_block_list_cells (finder->file, finder->block);

  if (finder->region == NULL)
    return FALSE;
  for (guint i = 0; i < cells->len; i++)
    if (is_hidden (finder->file, g_array_index (cells, guint, i)) && !find_for_cell (finder, g_array_index (cells, guint, i)))
      return FALSE;
  return TRUE;
}

gboolean
haven_witness_probe (HavenReleaseFile *file, guint block, HavenExposure *ret_exposure)
{
  guint64 budget = BUDGET;
  g_autoptr (Finder) finder = finder_new (file, block, &budget);
  gboolean safe = find_all (finder);

  if (!safe)
    *ret_exposure = finder->exposure;
  return safe;
}

static gboolean
report_exposure (HavenReleaseFile *file, const HavenExposure *exposure, GError **error)
{
  g_autofree char *figure = haven_release_file_describe (file, exposure->cell);

  if (exposure->highest < exposure->lowest)
    g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, _("The figures do not add up at %s: this return was changed, or is damaged."),
                 figure);
  else
    g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_UNSAFE,
                 _("The hidden figure %s is not protected: anyone can work out that it, or what is left of its group, lies between "
                   "%lld and %lld."), figure, (long long) exposure->lowest, (long long) exposure->highest);
  return FALSE;
}

/* Copies one block's own figures. */
static void
copy_block (HavenReleaseFile *file, guint block, const gint64 *from, gint64 *to)
{
  g_autoptr (GArray) cells = haven_block_list_cells (file, block);

  for (guint i = 0; i < cells->len; i++) {
    guint cell = g_array_index (cells, guint, i);

    to[cell] = from[cell];
  }
}

static guint
n_responses (HavenReleaseFile *file, guint measure)
{
  return g_array_index (file->measures, HavenReleaseMeasure, measure).n_responses;
}

/* Gives a group as many of the pool as its roll asks, in the order of the responses. */
static void
deal_group (HavenReleaseFile *file, guint measure, guint group, gint64 *pool, gint64 *table)
{
  gint64 wanted = table[group];

  for (guint r = 0; r < n_responses (file, measure); r++) {
    gint64 share = MIN (wanted, pool[r]);

    table[haven_release_file_count (file, measure, group, r)] = share;
    pool[r] -= share;
    wanted -= share;
  }
}

/* Groups whose roll is hidden show no response either. Together they have what the shown groups leave of each response; among
 * themselves it can be dealt out to any rolls of the same sum, so a table of the roll fits every measure. */
static void
deal_variable (HavenReleaseFile *file, guint measure, guint variable, gint64 *table)
{
  const guint *starts = (const guint *) file->starts->data;
  g_autofree gint64 *pool = g_new0 (gint64, n_responses (file, measure));

  for (guint g = starts[variable]; g < starts[variable + 1]; g++)
    for (guint r = 0; is_hidden (file, g) && r < n_responses (file, measure); r++)
      pool[r] += table[haven_release_file_count (file, measure, g, r)];
  for (guint g = starts[variable]; g < starts[variable + 1]; g++)
    if (is_hidden (file, g))
      deal_group (file, measure, g, pool, table);
}

/* Where not even everybody's roll is shown nothing is, and any table will do: all give the first response. */
static void
deal_all (HavenReleaseFile *file, guint measure, gint64 *table)
{
  for (guint g = 0; g < file->groups->len; g++)
    for (guint r = 0; r < n_responses (file, measure); r++)
      table[haven_release_file_count (file, measure, g, r)] = r == 0 ? table[g] : 0;
}

static void
deal (HavenReleaseFile *file, guint measure, gint64 *table)
{
  if (is_hidden (file, 0))
    deal_all (file, measure, table);
  else
    for (guint v = 1; v + 1 < file->starts->len; v++)
      deal_variable (file, measure, v, table);
}

/* A block's table made one of the whole file: its own figures, its roll, and every other block as it first came. */
static gint64 *
complete (GPtrArray *finders, guint block, const gint64 *own)
{
  Finder *finder = g_ptr_array_index (finders, block);
  HavenReleaseFile *file = finder->file;
  gint64 *table = g_new0 (gint64, file->values->len);

  for (guint b = 0; b < finders->len; b++) {
    Finder *other = g_ptr_array_index (finders, b);

    copy_block (file, b, b == block ? own : g_ptr_array_index (other->tables, 0), table);
  }
  if (!haven_block_is_magnitude (file, block))
    copy_block (file, 0, own, table);
  for (guint m = 1; m < file->measures->len; m++)
    if (m != block)
      deal (file, m, table);
  return table;
}

/* Takes over a block's witnesses and the tables that they use, each completed. */
static void
gather (HavenProof *proof, GPtrArray *finders, guint block)
{
  Finder *finder = g_ptr_array_index (finders, block);
  const guint first = proof->tables->len;

  for (guint i = 0; i < finder->tables->len; i++)
    g_ptr_array_add (proof->tables, complete (finders, block, g_ptr_array_index (finder->tables, i)));
  for (guint i = 0; i < finder->witnesses->len; i++) {
    HavenWitness witness = g_array_index (finder->witnesses, HavenWitness, i);

    g_array_index (finder->witnesses, HavenWitness, i).floor = NULL;
    witness.low += first;
    witness.high += first;
    g_array_append_val (proof->witnesses, witness);
  }
}

HavenProof *
haven_witness_find (HavenReleaseFile *file, GError **error)
{
  g_autoptr (GPtrArray) finders = g_ptr_array_new_with_free_func ((GDestroyNotify) finder_free);
  g_autoptr (HavenProof) proof = haven_proof_new ();
  guint64 budget = BUDGET;

  for (guint block = 0; block < haven_block_get_n (file); block++) {
    Finder *finder = finder_new (file, block, &budget);

    g_ptr_array_add (finders, finder);
    if (!find_all (finder)) {
      report_exposure (file, &finder->exposure, error);
      return NULL;
    }
  }
  for (guint block = 0; block < finders->len; block++)
    gather (proof, finders, block);
  return g_steal_pointer (&proof);
}
