/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-merge-private.h"

void
haven_conflict_free (HavenConflict *self)
{
  if (self == NULL)
    return;
  g_free (self->old);
  g_free (self->mine);
  g_free (self->theirs);
  g_free (self->mine_by);
  g_free (self->theirs_by);
  g_free (self);
}

static void
free_row (gpointer data)
{
  HavenMergeRow *row = data;

  haven_record_free (haven_table_get_kind (row->table), row->mine);
  g_clear_pointer (&row->fields, g_ptr_array_unref);
  g_free (row);
}

/* ---- who touched what: a change of a row is one of what the row hangs on ---- */

static gconstpointer
get_record (HavenMergeRow *row, HavenSide side)
{
  return side == HAVEN_SIDE_MINE ? row->mine : row->theirs;
}

static gboolean
is_changed (HavenMergeRow *row, HavenSide side)
{
  gconstpointer record = get_record (row, side);

  return record != NULL && (row->base == NULL || !haven_record_equal (haven_table_get_kind (row->table), row->base, record));
}

static void touch_above (HavenMerge *self, HavenMergeRow *row, HavenSide side);

static void
touch (HavenMerge *self, HavenMergeRow *row, HavenSide side)
{
  gboolean *touched = side == HAVEN_SIDE_MINE ? &row->touched_mine : &row->touched_theirs;

  if (*touched)
    return;
  *touched = TRUE;
  touch_above (self, row, side);
}

/* What it only names is touched where it was not named before. */
static void
touch_above (HavenMerge *self, HavenMergeRow *row, HavenSide side)
{
  for (guint i = 0; i < HAVEN_N_REFERENCES; i++) {
    const HavenReference *reference = &haven_merge_references[i];
    gint64 id = haven_merge_get_reference (row->table, get_record (row, side), reference);
    HavenMergeRow *above = id != 0 ? haven_merge_find (self, reference->table, id) : NULL;
    gboolean is_new = id != haven_merge_get_reference (row->table, row->base, reference);
    if (above != NULL && (reference->hard || is_new))
      touch (self, above, side);
  }
}

static void
touch_changed (HavenMerge *self, HavenMergeRow *row)
{
  if (is_changed (row, HAVEN_SIDE_MINE)) {
    touch (self, row, HAVEN_SIDE_MINE);
    self->n_mine++;
  }
  if (is_changed (row, HAVEN_SIDE_THEIRS)) {
    touch (self, row, HAVEN_SIDE_THEIRS);
    self->n_theirs++;
  }
  self->n_mine += row->base != NULL && row->mine == NULL;
  self->n_theirs += row->base != NULL && row->theirs == NULL;
}

/* ---- conflicts ---- */

/* What went with something else has no say of its own. */
static gboolean
went_with_another (HavenMerge *self, HavenMergeRow *row, HavenSide side)
{
  for (guint i = 0; i < HAVEN_N_REFERENCES; i++) {
    const HavenReference *reference = &haven_merge_references[i];
    gint64 id = haven_merge_get_reference (row->table, row->base, reference);
    HavenMergeRow *above = reference->hard && id != 0 ? haven_merge_find (self, reference->table, id) : NULL;
    if (above != NULL && above->base != NULL && get_record (above, side) == NULL)
      return TRUE;
  }
  return FALSE;
}

static void
compare_row (HavenMerge *self, HavenMergeRow *row)
{
  if (row->mine != NULL && row->theirs != NULL)
    haven_merge_compare_fields (self, row);
  else if (row->base != NULL && row->theirs != NULL && row->touched_theirs && !went_with_another (self, row, HAVEN_SIDE_MINE))
    haven_merge_add_conflict (self, row, 0);
  else if (row->base != NULL && row->mine != NULL && row->touched_mine && !went_with_another (self, row, HAVEN_SIDE_THEIRS))
    haven_merge_add_conflict (self, row, 0);
}

typedef void (*ForRow) (HavenMerge *self, HavenMergeRow *row);

static void
for_each_row (HavenMerge *self, ForRow func)
{
  for (guint n = 0; n < HAVEN_N_TABLES; n++) {
    GPtrArray *rows = self->rows[haven_merge_get_nth_table (n)];
    for (guint i = 0; i < rows->len; i++)
      func (self, g_ptr_array_index (rows, i));
  }
}

HavenMerge *
haven_merge_new (HavenSchool *base, HavenSchool *mine, HavenSchool *theirs)
{
  HavenMerge *self = g_new0 (HavenMerge, 1);

  self->base = haven_school_ref (base);
  self->mine = haven_school_ref (mine);
  self->theirs = haven_school_ref (theirs);
  self->conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_conflict_free);
  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++) {
    self->rows[table] = g_ptr_array_new_with_free_func (free_row);
    self->by_id[table] = g_hash_table_new (g_int64_hash, g_int64_equal);
    self->new_ids[table] = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  }
  for (guint n = 0; n < HAVEN_N_TABLES; n++)
    haven_merge_pair (self, haven_merge_get_nth_table (n));
  for_each_row (self, touch_changed);
  for_each_row (self, compare_row);
  return self;
}

void
haven_merge_free (HavenMerge *self)
{
  if (self == NULL)
    return;
  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++) {
    g_hash_table_unref (self->by_id[table]);
    g_hash_table_unref (self->new_ids[table]);
    g_ptr_array_unref (self->rows[table]);
  }
  g_ptr_array_unref (self->conflicts);
  haven_school_unref (self->base);
  haven_school_unref (self->mine);
  haven_school_unref (self->theirs);
  g_free (self);
}

GPtrArray *
haven_merge_get_conflicts (HavenMerge *self)
{
  return self->conflicts;
}

guint
haven_merge_get_n_changed (HavenMerge *self, HavenSide side)
{
  return side == HAVEN_SIDE_MINE ? self->n_mine : self->n_theirs;
}

gint64
haven_merge_get_new_id (HavenMerge *self, HavenTable table, gint64 id)
{
  const gint64 *new_id = g_hash_table_lookup (self->new_ids[table], &id);

  return new_id != NULL ? *new_id : id;
}

/* ---- the result ---- */

static gboolean
has_all_above (HavenMerge *self, HavenMergeRow *row, gconstpointer record)
{
  for (guint i = 0; i < HAVEN_N_REFERENCES; i++) {
    const HavenReference *reference = &haven_merge_references[i];
    gint64 id = haven_merge_get_reference (row->table, record, reference);
    HavenMergeRow *above = reference->hard && id != 0 ? haven_merge_find (self, reference->table, id) : NULL;
    if (above != NULL && !above->alive)
      return FALSE;
  }
  return TRUE;
}

/* The row of one side, which the other deleted */
static gboolean
outlives (HavenMerge *self, HavenMergeRow *row, HavenSide side)
{
  HavenSide other = side == HAVEN_SIDE_MINE ? HAVEN_SIDE_THEIRS : HAVEN_SIDE_MINE;

  if (row->whole != NULL)
    return row->whole->side == side;
  return went_with_another (self, row, other);
}

/* Nobody deletes them: a side that lacks one never had it. (What a copy came from is cleaned with an erasure, and then tells of it.) */
static gboolean
is_kept_for_good (HavenTable table)
{
  return table == HAVEN_TABLE_ERASURES || table == HAVEN_TABLE_RELEASES;
}

static void
decide (HavenMerge *self, HavenMergeRow *row)
{
  gconstpointer record = row->mine != NULL ? row->mine : row->theirs;

  if (record == NULL)
    return;
  row->alive = has_all_above (self, row, record);
  if (row->base == NULL || is_kept_for_good (row->table) || (row->mine != NULL && row->theirs != NULL))
    return;
  row->alive = row->alive && outlives (self, row, row->mine != NULL ? HAVEN_SIDE_MINE : HAVEN_SIDE_THEIRS);
}

/* What is only named is forgotten where it is gone. */
static void
forget_gone (HavenMerge *self, HavenTable table, gpointer record)
{
  for (guint i = 0; i < HAVEN_N_REFERENCES; i++) {
    const HavenReference *reference = &haven_merge_references[i];
    gint64 id = haven_merge_get_reference (table, record, reference);
    HavenMergeRow *named = id != 0 ? haven_merge_find (self, reference->table, id) : NULL;
    if (named != NULL && !named->alive)
      haven_merge_set_reference (table, record, reference, 0);
  }
}

static GPtrArray *
make_table (HavenMerge *self, HavenTable table)
{
  GPtrArray *records = g_ptr_array_new_with_free_func (haven_table_get_free_func (table));

  for (guint i = 0; i < self->rows[table]->len; i++) {
    HavenMergeRow *row = g_ptr_array_index (self->rows[table], i);
    gpointer record = row->alive ? haven_merge_make_record (row) : NULL;
    if (record == NULL)
      continue;
    forget_gone (self, table, record);
    g_ptr_array_add (records, record);
  }
  return records;
}

static gboolean
is_settled (HavenMerge *self)
{
  for (guint i = 0; i < self->conflicts->len; i++)
    if (((HavenConflict *) g_ptr_array_index (self->conflicts, i))->side == HAVEN_SIDE_UNSETTLED)
      return FALSE;
  return TRUE;
}

gboolean
haven_merge_make (HavenMerge *self, GPtrArray *tables[HAVEN_N_TABLES])
{
  if (!is_settled (self))
    return FALSE;
  for_each_row (self, decide);
  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++)
    tables[table] = make_table (self, table);
  return TRUE;
}
