/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-merge-private.h"

#include <string.h>

const HavenReference haven_merge_references[HAVEN_N_REFERENCES] = {
  { "pupil_id", HAVEN_TABLE_PUPILS, TRUE },
  { "suspension_id", HAVEN_TABLE_SUSPENSIONS, TRUE },
  { "person_id", HAVEN_TABLE_PEOPLE, TRUE },
  { "request_id", HAVEN_TABLE_ACCESS_REQUESTS, TRUE },
  { "meeting_id", HAVEN_TABLE_MEETINGS, FALSE },
  { "social_worker_id", HAVEN_TABLE_PEOPLE, FALSE },
};

const char *const haven_merge_key_fields[HAVEN_N_TABLES][4] = {
  [HAVEN_TABLE_SETTINGS] = { "key" },
  [HAVEN_TABLE_REGISTERS] = { "pupil_id", "year" },
  [HAVEN_TABLE_LATES] = { "pupil_id", "day", "session" },
  [HAVEN_TABLE_WEEKS] = { "pupil_id", "year" },
  [HAVEN_TABLE_COURSES] = { "course" },
  [HAVEN_TABLE_EVENTS] = { "event" },
  [HAVEN_TABLE_BOOKINGS] = { "booking" },
  [HAVEN_TABLE_OUTBOX] = { "key" },
  [HAVEN_TABLE_RELEASES] = { "period", "revision" },
  [HAVEN_TABLE_ERASURES] = { "reference" },
};

static const HavenTable first_tables[] = {
  HAVEN_TABLE_IMPORTS, HAVEN_TABLE_PUPILS, HAVEN_TABLE_PEOPLE, HAVEN_TABLE_SUSPENSIONS, HAVEN_TABLE_MEETINGS,
  HAVEN_TABLE_ACCESS_REQUESTS,
};

static gboolean
is_first (HavenTable table)
{
  for (gsize i = 0; i < G_N_ELEMENTS (first_tables); i++)
    if (first_tables[i] == table)
      return TRUE;
  return FALSE;
}

HavenTable
haven_merge_get_nth_table (guint n)
{
  HavenTable table = 0;

  if (n < G_N_ELEMENTS (first_tables))
    return first_tables[n];
  for (n -= G_N_ELEMENTS (first_tables); n > 0 || is_first (table); table++)
    n -= !is_first (table);
  return table;
}

/* ---- fields by name ---- */

static const HavenField *
find_field (HavenTable table, const char *name)
{
  const HavenKind *kind = haven_table_get_kind (table);

  for (guint i = 0; i < kind->n_fields; i++)
    if (strcmp (kind->fields[i].name, name) == 0)
      return &kind->fields[i];
  return NULL;
}

gint64
haven_merge_get_reference (HavenTable table, gconstpointer record, const HavenReference *reference)
{
  const HavenField *field = find_field (table, reference->field);

  return field != NULL && record != NULL ? G_STRUCT_MEMBER (gint64, record, field->offset) : 0;
}

void
haven_merge_set_reference (HavenTable table, gpointer record, const HavenReference *reference, gint64 id)
{
  const HavenField *field = find_field (table, reference->field);

  if (field != NULL)
    G_STRUCT_MEMBER (gint64, record, field->offset) = id;
}

static gint64
get_pupil (HavenTable table, gconstpointer record)
{
  return haven_merge_get_reference (table, record, &haven_merge_references[0]);
}

/* The numbers that rows of mine have in the result; import_id is none that a row could not do without. */
static void
translate (HavenMerge *self, HavenTable table, gpointer record)
{
  static const HavenReference import = { "import_id", HAVEN_TABLE_IMPORTS, FALSE };

  for (guint i = 0; i < HAVEN_N_REFERENCES; i++) {
    const HavenReference *reference = &haven_merge_references[i];
    gint64 id = haven_merge_get_reference (table, record, reference);
    if (id != 0)
      haven_merge_set_reference (table, record, reference, haven_merge_get_new_id (self, reference->table, id));
  }
  haven_merge_set_reference (table, record, &import,
                             haven_merge_get_new_id (self, HAVEN_TABLE_IMPORTS, haven_merge_get_reference (table, record, &import)));
}

/* ---- rows ---- */

typedef struct {
  HavenMerge *merge;
  HavenTable table;
  const HavenKind *kind;
  gint64 last_id;               /* of any of the three */
  GHashTable *base;             /* records by number */
  GHashTable *theirs;
  GHashTable *taken;            /* records of theirs that have a row */
} Pairing;

static gint64
get_id (gconstpointer record)
{
  return *(const gint64 *) record;
}

static GHashTable *
index_records (GPtrArray *records, gint64 *last_id)
{
  GHashTable *by_id = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < records->len; i++) {
    gpointer record = g_ptr_array_index (records, i);
    g_hash_table_insert (by_id, record, record);
    *last_id = MAX (*last_id, get_id (record));
  }
  return by_id;
}

static HavenMergeRow *
add_row (Pairing *pairing, gint64 wanted_id)
{
  HavenMergeRow *row = g_new0 (HavenMergeRow, 1);
  HavenMerge *merge = pairing->merge;

  row->table = pairing->table;
  row->id = wanted_id;
  if (g_hash_table_contains (merge->by_id[pairing->table], &wanted_id))
    row->id = ++pairing->last_id;
  g_ptr_array_add (merge->rows[pairing->table], row);
  g_hash_table_insert (merge->by_id[pairing->table], &row->id, row);
  return row;
}

static void
take_mine (Pairing *pairing, HavenMergeRow *row, gconstpointer original, gpointer take_record)
{
  GHashTable *new_ids = pairing->merge->new_ids[pairing->table];

  row->mine = take_record;
  *(gint64 *) take_record = row->id;
  g_hash_table_insert (new_ids, g_memdup2 (original, sizeof (gint64)), g_memdup2 (&row->id, sizeof (gint64)));
}

static void
take_theirs (Pairing *pairing, HavenMergeRow *row, gconstpointer record)
{
  row->theirs = record;
  g_hash_table_add (pairing->taken, (gpointer) record);
}

/* A number is used again after its row was deleted: a row of another pupil is another row. */
static gboolean
is_same_row (HavenTable table, gconstpointer base, gconstpointer other)
{
  return other != NULL && get_pupil (table, base) == get_pupil (table, other);
}

static void
add_base_rows (Pairing *pairing)
{
  GPtrArray *records = haven_school_get_table (pairing->merge->base, pairing->table);

  for (guint i = 0; i < records->len; i++) {
    gconstpointer record = g_ptr_array_index (records, i);
    gconstpointer other = g_hash_table_lookup (pairing->theirs, record);
    HavenMergeRow *row = add_row (pairing, get_id (record));
    row->base = record;
    if (is_same_row (pairing->table, record, other))
      take_theirs (pairing, row, other);
  }
}

/* The numbers of theirs are kept wherever they are free. */
static void
add_theirs (Pairing *pairing)
{
  GPtrArray *records = haven_school_get_table (pairing->merge->theirs, pairing->table);

  for (guint i = 0; i < records->len; i++) {
    gconstpointer record = g_ptr_array_index (records, i);
    if (!g_hash_table_contains (pairing->taken, record))
      take_theirs (pairing, add_row (pairing, get_id (record)), record);
  }
}

/* ---- what both added ---- */

static char *
join_fields (const HavenKind *kind, gconstpointer record)
{
  GString *key = g_string_new (NULL);

  for (guint i = 1; i < kind->n_fields; i++) {
    g_autofree char *text = strcmp (kind->fields[i].name, "import_id") != 0 ? haven_record_dup_field (kind, record, i) : g_strdup ("");
    g_string_append_printf (key, "%s\x1f", text);
  }
  return g_string_free (key, FALSE);
}

static char *
join_key (HavenTable table, gconstpointer record)
{
  const HavenKind *kind = haven_table_get_kind (table);
  const char *const *names = haven_merge_key_fields[table];
  GString *key = g_string_new (NULL);

  for (guint n = 0; names[n] != NULL; n++) {
    g_autofree char *text = haven_record_dup_field (kind, record, find_field (table, names[n]) - kind->fields);
    g_string_append_printf (key, "%s\x1f", text);
  }
  return g_string_free (key, FALSE);
}

/* By which a new row of mine is known to be a new one of theirs */
static char *
make_content_key (HavenTable table, gconstpointer record)
{
  const HavenPupil *pupil = record;

  if (table == HAVEN_TABLE_PUPILS && pupil->upn != NULL && *pupil->upn != '\0')
    return g_strconcat ("upn ", pupil->upn, NULL);
  return join_fields (haven_table_get_kind (table), record);
}

static void
free_rows (gpointer rows)
{
  g_queue_free (rows);
}

static GHashTable *
index_added (Pairing *pairing)
{
  GHashTable *by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_rows);
  GPtrArray *rows = pairing->merge->rows[pairing->table];

  for (guint i = 0; i < rows->len; i++) {
    HavenMergeRow *row = g_ptr_array_index (rows, i);
    char *key = row->base == NULL && row->theirs != NULL ? make_content_key (pairing->table, row->theirs) : NULL;
    GQueue *same = key != NULL ? g_hash_table_lookup (by_key, key) : NULL;
    if (key != NULL && same == NULL)
      g_hash_table_insert (by_key, g_strdup (key), same = g_queue_new ());
    if (key != NULL)
      g_queue_push_tail (same, row);
    g_free (key);
  }
  return by_key;
}

static HavenMergeRow *
find_counterpart (Pairing *pairing, GHashTable *added, gconstpointer translated)
{
  g_autofree char *key = make_content_key (pairing->table, translated);
  GQueue *same = g_hash_table_lookup (added, key);

  return same != NULL ? g_queue_pop_head (same) : NULL;
}

static void
place_mine (Pairing *pairing, GHashTable *added, gconstpointer record)
{
  gpointer translated = haven_record_copy (pairing->kind, record);
  gconstpointer base = g_hash_table_lookup (pairing->base, record);
  HavenMergeRow *row;

  translate (pairing->merge, pairing->table, translated);
  if (base != NULL && is_same_row (pairing->table, base, translated))
    row = haven_merge_find (pairing->merge, pairing->table, get_id (record));
  else
    row = find_counterpart (pairing, added, translated);
  if (row == NULL)
    row = add_row (pairing, get_id (record));
  take_mine (pairing, row, record, translated);
}

static void
pair_by_number (Pairing *pairing)
{
  GPtrArray *mine = haven_school_get_table (pairing->merge->mine, pairing->table);
  g_autoptr (GHashTable) added = NULL;

  add_base_rows (pairing);
  add_theirs (pairing);
  added = index_added (pairing);
  for (guint i = 0; i < mine->len; i++)
    place_mine (pairing, added, g_ptr_array_index (mine, i));
}

/* ---- rows that are known by what they say ---- */

/* Of this computer, and not of the school */
static gboolean
is_local (HavenTable table, gconstpointer record)
{
  static const char *const prefixes[] = { "shared.", "backup.", "keyring.", NULL };
  const HavenSetting *setting = record;

  for (guint i = 0; table == HAVEN_TABLE_SETTINGS && prefixes[i] != NULL; i++)
    if (g_str_has_prefix (setting->key, prefixes[i]))
      return TRUE;
  return FALSE;
}

static void
place_mine_by_key (Pairing *pairing, GHashTable *by_key, gconstpointer record)
{
  gpointer translated = haven_record_copy (pairing->kind, record);
  char *key;

  translate (pairing->merge, pairing->table, translated);
  key = join_key (pairing->table, translated);
  take_mine (pairing, add_row (pairing, get_id (record)), record, translated);
  g_hash_table_insert (by_key, key, g_ptr_array_index (pairing->merge->rows[pairing->table],
                                                       pairing->merge->rows[pairing->table]->len - 1));
}

static HavenMergeRow *
find_or_add (Pairing *pairing, GHashTable *by_key, gconstpointer record)
{
  g_autofree char *key = join_key (pairing->table, record);
  HavenMergeRow *row = g_hash_table_lookup (by_key, key);

  if (row == NULL) {
    row = add_row (pairing, get_id (record));
    g_hash_table_insert (by_key, g_steal_pointer (&key), row);
  }
  return row;
}

/* Nothing refers to them, so the numbers here stay as they are. */
static void
pair_by_key (Pairing *pairing)
{
  g_autoptr (GHashTable) by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *mine = haven_school_get_table (pairing->merge->mine, pairing->table);
  GPtrArray *theirs = haven_school_get_table (pairing->merge->theirs, pairing->table);
  GPtrArray *base = haven_school_get_table (pairing->merge->base, pairing->table);

  for (guint i = 0; i < mine->len; i++)
    place_mine_by_key (pairing, by_key, g_ptr_array_index (mine, i));
  for (guint i = 0; i < theirs->len; i++)
    if (!is_local (pairing->table, g_ptr_array_index (theirs, i)))
      find_or_add (pairing, by_key, g_ptr_array_index (theirs, i))->theirs = g_ptr_array_index (theirs, i);
  for (guint i = 0; i < base->len; i++)
    if (!is_local (pairing->table, g_ptr_array_index (base, i)))
      find_or_add (pairing, by_key, g_ptr_array_index (base, i))->base = g_ptr_array_index (base, i);
}

void
haven_merge_pair (HavenMerge *self, HavenTable table)
{
  Pairing pairing = { .merge = self, .table = table, .kind = haven_table_get_kind (table) };
  g_autoptr (GHashTable) mine = NULL;

  pairing.base = index_records (haven_school_get_table (self->base, table), &pairing.last_id);
  pairing.theirs = index_records (haven_school_get_table (self->theirs, table), &pairing.last_id);
  mine = index_records (haven_school_get_table (self->mine, table), &pairing.last_id);
  pairing.taken = g_hash_table_new (NULL, NULL);
  if (haven_merge_key_fields[table][0] != NULL)
    pair_by_key (&pairing);
  else
    pair_by_number (&pairing);
  g_hash_table_unref (pairing.base);
  g_hash_table_unref (pairing.theirs);
  g_hash_table_unref (pairing.taken);
}

HavenMergeRow *
haven_merge_find (HavenMerge *self, HavenTable table, gint64 id)
{
  return g_hash_table_lookup (self->by_id[table], &id);
}
