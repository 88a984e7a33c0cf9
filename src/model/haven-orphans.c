/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-orphans.h"

#include "haven-merge-private.h"

typedef struct {
  GPtrArray **tables;
  HavenSchool *previous;
  GHashTable *ids[HAVEN_N_TABLES];         /* of what is there; NULL: nobody asked yet */
} Family;

static GHashTable *
get_ids (Family *self, HavenTable table)
{
  GPtrArray *records = self->tables[table] != NULL ? self->tables[table] : haven_school_get_table (self->previous, table);

  if (self->ids[table] != NULL)
    return self->ids[table];
  self->ids[table] = g_hash_table_new (g_int64_hash, g_int64_equal);
  for (guint i = 0; i < records->len; i++)
    g_hash_table_add (self->ids[table], records->pdata[i]);
  return self->ids[table];
}

static gboolean
is_orphan (Family *self, HavenTable table, gconstpointer record)
{
  for (guint i = 0; i < HAVEN_N_REFERENCES; i++) {
    const HavenReference *reference = &haven_merge_references[i];
    gint64 id = reference->hard ? haven_merge_get_reference (table, record, reference) : 0;
    if (id != 0 && !g_hash_table_contains (get_ids (self, reference->table), &id))
      return TRUE;
  }
  return FALSE;
}

static guint
remove_orphans (Family *self, HavenTable table)
{
  GPtrArray *records = self->tables[table];
  guint n = 0;

  for (guint i = records->len; i > 0; i--) {
    if (!is_orphan (self, table, records->pdata[i - 1]))
      continue;
    g_ptr_array_remove_index (records, i - 1);
    n++;
  }
  return n;
}

/* What is referred to comes first, so that once through is enough. */
void
haven_orphans_remove (GPtrArray *tables[HAVEN_N_TABLES], HavenSchool *previous, guint ret_n[HAVEN_N_TABLES])
{
  Family self = { tables, previous, { NULL } };

  for (guint i = 0; i < HAVEN_N_TABLES; i++) {
    HavenTable table = haven_merge_get_nth_table (i);
    ret_n[table] = tables[table] != NULL ? remove_orphans (&self, table) : 0;
  }
  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++)
    g_clear_pointer (&self.ids[table], g_hash_table_unref);
}
