/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-staged.h"

#define AN_IMPORT_TO_COME -1  /* 0 would say that a person entered it */

static const HavenField *
find_field (const HavenKind *kind, const char *name)
{
  for (guint i = 0; i < kind->n_fields; i++)
    if (g_str_equal (kind->fields[i].name, name))
      return &kind->fields[i];
  return NULL;
}

/* What refers to a new record of the same file: the child of a spell, its social worker, the meeting of a target */
static const char *const references[] = { "pupil_id", "social_worker_id", "suspension_id", "meeting_id" };

static gint64
record_id (gconstpointer record)
{
  return *(const gint64 *) record;
}

static gint64
find_next_id (GPtrArray *records)
{
  gint64 last = 0;

  for (guint i = 0; i < records->len; i++)
    last = MAX (last, record_id (records->pdata[i]));
  return last + 1;
}

GHashTable *
haven_staged_numbers_new (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
}

void
haven_staged_number (GHashTable *numbers, gint64 before, gint64 id)
{
  if (before < 0)
    g_hash_table_insert (numbers, g_memdup2 (&before, sizeof before), g_memdup2 (&id, sizeof id));
}

void
haven_staged_resolve (GHashTable *numbers, HavenTable table, gpointer record)
{
  const HavenKind *kind = haven_table_get_kind (table);

  for (guint i = 0; i < G_N_ELEMENTS (references); i++) {
    const HavenField *field = find_field (kind, references[i]);
    gint64 *member = field != NULL ? (gint64 *) ((char *) record + field->offset) : NULL;
    const gint64 *id = member != NULL && *member < 0 ? g_hash_table_lookup (numbers, member) : NULL;
    if (id != NULL)
      *member = *id;
  }
}

/* The puts as the store would then hold them: a new one gets the number that would come next */
static GPtrArray *
imagine_changes (HavenTable table, GPtrArray *records, GPtrArray *puts, GHashTable *numbers)
{
  GPtrArray *changes = g_ptr_array_new_full (puts->len, haven_table_get_free_func (table));
  gint64 next = find_next_id (records);

  for (guint i = 0; i < puts->len; i++) {
    gpointer record = haven_staged_dup (table, puts->pdata[i], AN_IMPORT_TO_COME);
    haven_staged_resolve (numbers, table, record);
    if (record_id (record) <= 0) {
      haven_staged_number (numbers, record_id (record), next);
      *(gint64 *) record = next++;
    }
    g_ptr_array_add (changes, record);
  }
  return changes;
}

HavenTable
haven_staged_get_nth_table (guint n)
{
  if (n == 0)
    return HAVEN_TABLE_PUPILS;
  return n <= HAVEN_TABLE_PUPILS ? n - 1 : n;
}

HavenStaged *
haven_staged_new (HavenSchool *school, const char *digest)
{
  HavenStaged *self = g_new0 (HavenStaged, 1);

  self->school = haven_school_ref (school);
  self->digest = g_strdup (digest);
  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++)
    self->puts[table] = g_ptr_array_new_with_free_func (haven_table_get_free_func (table));
  return self;
}

void
haven_staged_free (HavenStaged *self)
{
  if (self == NULL)
    return;
  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++)
    g_ptr_array_unref (self->puts[table]);
  haven_school_unref (self->school);
  g_free (self->digest);
  g_free (self);
}

void
haven_staged_put (HavenStaged *self, HavenTable table, gpointer take_record)
{
  g_ptr_array_add (self->puts[table], take_record);
}

gpointer
haven_staged_dup (HavenTable table, gconstpointer put, gint64 import_id)
{
  const HavenKind *kind = haven_table_get_kind (table);
  const HavenField *mark = find_field (kind, "import_id");
  gpointer record = haven_record_copy (kind, put);

  if (mark != NULL)
    *(gint64 *) ((char *) record + mark->offset) = import_id;
  return record;
}

HavenSchool *
haven_staged_imagine (HavenStaged *self, HavenSchool *school)
{
  GPtrArray *changes[HAVEN_N_TABLES] = { NULL };
  g_autoptr (GHashTable) numbers = haven_staged_numbers_new ();

  for (guint n = 0; n < HAVEN_N_TABLES; n++) {
    HavenTable table = haven_staged_get_nth_table (n);
    if (self->puts[table]->len > 0)
      changes[table] = imagine_changes (table, haven_school_get_table (school, table), self->puts[table], numbers);
  }
  return haven_school_new_changed (school, changes);
}
