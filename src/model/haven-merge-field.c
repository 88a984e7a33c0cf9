/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-merge-private.h"

#include <string.h>

#define MOST_UNITS_TOLD 4

/* ---- bytes that are many fields in one: a mark each, or a week each ---- */

static gsize
get_unit (HavenTable table)
{
  return table == HAVEN_TABLE_REGISTERS ? 1 : table == HAVEN_TABLE_WEEKS ? sizeof (HavenWeek) : 0;
}

static GBytes *
get_bytes (const HavenField *field, gconstpointer record)
{
  return record != NULL ? G_STRUCT_MEMBER (GBytes *, record, field->offset) : NULL;
}

static const guint8 *
peek_unit (GBytes *bytes, gsize place, gsize unit)
{
  static const guint8 nothing[sizeof (HavenWeek)];
  gsize size = 0;
  const guint8 *data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;

  return data != NULL && place + unit <= size ? data + place : nothing;
}

static gboolean
is_same_unit (const guint8 *a, const guint8 *b, gsize unit)
{
  return memcmp (a, b, unit) == 0;
}

typedef struct {
  GBytes *base;
  GBytes *mine;
  GBytes *theirs;
  gsize unit;
  gsize size;
} Blobs;

static Blobs
get_blobs (HavenMergeRow *row, const HavenField *field)
{
  Blobs blobs = { get_bytes (field, row->base), get_bytes (field, row->mine), get_bytes (field, row->theirs), get_unit (row->table), 0 };

  blobs.size = blobs.mine != NULL ? g_bytes_get_size (blobs.mine) : 0;
  return blobs;
}

/* NULL: both changed it, and not alike */
static const guint8 *
choose_unit (const Blobs *blobs, gsize place)
{
  const guint8 *base = peek_unit (blobs->base, place, blobs->unit);
  const guint8 *mine = peek_unit (blobs->mine, place, blobs->unit);
  const guint8 *theirs = peek_unit (blobs->theirs, place, blobs->unit);

  if (is_same_unit (mine, theirs, blobs->unit) || is_same_unit (theirs, base, blobs->unit))
    return mine;
  return is_same_unit (mine, base, blobs->unit) ? theirs : NULL;
}

static GBytes *
merge_blobs (const Blobs *blobs, HavenSide side)
{
  guint8 *merged = g_malloc (blobs->size);

  for (gsize place = 0; place < blobs->size; place += blobs->unit) {
    const guint8 *unit = choose_unit (blobs, place);
    if (unit == NULL)
      unit = peek_unit (side == HAVEN_SIDE_MINE ? blobs->mine : blobs->theirs, place, blobs->unit);
    memcpy (merged + place, unit, blobs->unit);
  }
  return g_bytes_new_take (merged, blobs->size);
}

static gboolean
has_conflicting_unit (const Blobs *blobs)
{
  for (gsize place = 0; place < blobs->size; place += blobs->unit)
    if (choose_unit (blobs, place) == NULL)
      return TRUE;
  return FALSE;
}

/* ---- in words ---- */

static void
tell_mark (GString *text, gconstpointer record, gsize place, const guint8 *unit)
{
  HavenDay first = haven_day_new ((int) ((const HavenRegister *) record)->year, 9, 1);
  g_autofree char *day = haven_day_to_iso (first + (HavenDay) (place / HAVEN_SESSIONS_A_DAY));

  g_string_append_printf (text, "%s %s %c", day, place % HAVEN_SESSIONS_A_DAY == 0 ? "AM" : "PM", *unit != 0 ? *unit : '-');
}

static void
tell_week (GString *text, gsize place, const guint8 *unit)
{
  HavenWeek week;

  memcpy (&week, unit, sizeof week);
  g_string_append_printf (text, "%" G_GSIZE_FORMAT ": %u/%u", place / sizeof week + 1, week.attended, week.possible);
}

static char *
tell_units (HavenMergeRow *row, const Blobs *blobs, GBytes *side)
{
  GString *text = g_string_new (NULL);
  guint n = 0;

  for (gsize place = 0; place < blobs->size; place += blobs->unit) {
    if (choose_unit (blobs, place) != NULL || ++n > MOST_UNITS_TOLD)
      continue;
    g_string_append (text, n > 1 ? ", " : "");
    if (blobs->unit == 1)
      tell_mark (text, row->mine, place, peek_unit (side, place, 1));
    else
      tell_week (text, place, peek_unit (side, place, blobs->unit));
  }
  if (n > MOST_UNITS_TOLD)
    g_string_append_printf (text, " (+%u)", n - MOST_UNITS_TOLD);
  return g_string_free (text, FALSE);
}

static char *
tell_person (HavenSchool *school, gint64 id)
{
  const HavenPerson *person = id != 0 ? haven_school_get_record (school, HAVEN_TABLE_PEOPLE, id) : NULL;

  return g_strdup (person != NULL && person->name != NULL ? person->name : "");
}

/* A person's name for a number; the row itself by what it says first */
static char *
tell_field (HavenSchool *school, HavenMergeRow *row, gconstpointer record, guint field)
{
  const HavenKind *kind = haven_table_get_kind (row->table);

  if (record == NULL)
    return g_strdup ("");
  if (strcmp (kind->fields[field].name, "social_worker_id") == 0)
    return tell_person (school, G_STRUCT_MEMBER (gint64, record, kind->fields[field].offset));
  return haven_record_dup_field (kind, record, field);
}

static char *
tell_row (HavenMergeRow *row, gconstpointer record)
{
  const HavenKind *kind = haven_table_get_kind (row->table);
  GString *text = g_string_new (NULL);

  for (guint i = 1; i < kind->n_fields; i++) {
    g_autofree char *value = NULL;
    if (kind->fields[i].type != HAVEN_FIELD_TEXT && kind->fields[i].type != HAVEN_FIELD_DAY && kind->fields[i].type != HAVEN_FIELD_CODE)
      continue;
    value = haven_record_dup_field (kind, record, i);
    if (*value != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", value);
  }
  return g_string_free (text, FALSE);
}

static void
tell_whole (HavenMergeRow *row, HavenConflict *conflict)
{
  conflict->old = tell_row (row, row->base);
  conflict->mine = row->mine != NULL ? tell_row (row, row->mine) : NULL;
  conflict->theirs = row->theirs != NULL ? tell_row (row, row->theirs) : NULL;
}

static void
tell_single (HavenMerge *self, HavenMergeRow *row, HavenConflict *conflict)
{
  conflict->old = tell_field (self->base, row, row->base, conflict->field);
  conflict->mine = tell_field (self->mine, row, row->mine, conflict->field);
  conflict->theirs = tell_field (self->theirs, row, row->theirs, conflict->field);
}

static void
tell_blobs (HavenMergeRow *row, HavenConflict *conflict)
{
  Blobs blobs = get_blobs (row, &haven_table_get_kind (row->table)->fields[conflict->field]);

  conflict->old = tell_units (row, &blobs, blobs.base);
  conflict->mine = tell_units (row, &blobs, blobs.mine);
  conflict->theirs = tell_units (row, &blobs, blobs.theirs);
}

static gint64
get_pupil (HavenMergeRow *row)
{
  gconstpointer record = row->mine != NULL ? row->mine : row->theirs;

  if (row->table == HAVEN_TABLE_PUPILS)
    return row->id;
  return haven_merge_get_reference (row->table, record, &haven_merge_references[0]);
}

void
haven_merge_add_conflict (HavenMerge *self, HavenMergeRow *row, guint field)
{
  HavenConflict *conflict = g_new0 (HavenConflict, 1);

  conflict->table = row->table;
  conflict->id = row->id;
  conflict->field = field;
  conflict->pupil_id = get_pupil (row);
  if (field == 0)
    tell_whole (row, conflict);
  else if (haven_table_get_kind (row->table)->fields[field].type == HAVEN_FIELD_BYTES)
    tell_blobs (row, conflict);
  else
    tell_single (self, row, conflict);
  g_ptr_array_add (self->conflicts, conflict);
  if (field == 0) {
    row->whole = conflict;
    return;
  }
  if (row->fields == NULL)
    row->fields = g_ptr_array_new ();
  g_ptr_array_add (row->fields, conflict);
}

/* ---- a row that both have ---- */

static gboolean
is_fact (HavenTable table)
{
  return table == HAVEN_TABLE_COURSES || table == HAVEN_TABLE_EVENTS || table == HAVEN_TABLE_BOOKINGS || table == HAVEN_TABLE_OUTBOX;
}

/* Which of two reports of the same fact is the later one */
static gboolean
is_mine_later (HavenMergeRow *row)
{
  const HavenOutboxItem *mine = row->mine, *theirs = row->theirs;

  if (row->table == HAVEN_TABLE_BOOKINGS)
    return ((const HavenBooking *) row->mine)->changed_at > ((const HavenBooking *) row->theirs)->changed_at;
  if (row->table != HAVEN_TABLE_OUTBOX)
    return FALSE;
  return mine->settled_at != theirs->settled_at ? mine->settled_at > theirs->settled_at : mine->attempts > theirs->attempts;
}

static gboolean
is_unchanged (HavenMergeRow *row, gconstpointer record)
{
  return row->base != NULL && haven_record_equal (haven_table_get_kind (row->table), row->base, record);
}

static gconstpointer
choose_fact (HavenMergeRow *row)
{
  if (is_unchanged (row, row->theirs))
    return row->mine;
  return is_unchanged (row, row->mine) || !is_mine_later (row) ? row->theirs : row->mine;
}

/* A row that both added has an empty one before it. */
static gpointer
make_base (HavenMergeRow *row)
{
  const HavenKind *kind = haven_table_get_kind (row->table);

  return row->base != NULL ? haven_record_copy (kind, row->base) : haven_record_new (kind);
}

/* NULL: both changed it, and not alike */
static gconstpointer
choose_field (HavenMergeRow *row, gconstpointer base, guint field)
{
  const HavenKind *kind = haven_table_get_kind (row->table);

  if (haven_record_field_equal (kind, row->mine, row->theirs, field) || haven_record_field_equal (kind, row->theirs, base, field))
    return row->mine;
  return haven_record_field_equal (kind, row->mine, base, field) ? row->theirs : NULL;
}

/* Which import a row came from matters only while nobody changed it by hand. */
static gconstpointer
choose_import (HavenMergeRow *row, const HavenField *field)
{
  return G_STRUCT_MEMBER (gint64, row->mine, field->offset) == 0 ? row->mine : row->theirs;
}

/* When it was sent, and what came back: known to whoever sent it */
static gconstpointer
choose_ledger (HavenMergeRow *row)
{
  return ((const HavenLedgerEntry *) row->mine)->sent_at >= ((const HavenLedgerEntry *) row->theirs)->sent_at ? row->mine : row->theirs;
}

static gboolean
settles_itself (HavenMergeRow *row, const HavenField *field)
{
  return strcmp (field->name, "import_id") == 0
         || (row->table == HAVEN_TABLE_RELEASES && (strcmp (field->name, "sent_at") == 0 || strcmp (field->name, "receipt") == 0));
}

static void
compare_field (HavenMerge *self, HavenMergeRow *row, gconstpointer base, guint i)
{
  const HavenField *field = &haven_table_get_kind (row->table)->fields[i];
  Blobs blobs = { 0 };

  if (choose_field (row, base, i) != NULL || settles_itself (row, field))
    return;
  if (field->type == HAVEN_FIELD_BYTES)
    blobs = get_blobs (row, field);
  if (blobs.unit != 0 && !has_conflicting_unit (&blobs))
    return;
  haven_merge_add_conflict (self, row, i);
}

/* Two returns of one period are two wholes: what says which is which is one field, and the rest goes with it. */
static void
compare_releases (HavenMerge *self, HavenMergeRow *row)
{
  const HavenLedgerEntry *mine = row->mine, *theirs = row->theirs;
  const HavenKind *kind = haven_table_get_kind (row->table);

  for (guint i = 1; i < kind->n_fields && g_strcmp0 (mine->digest, theirs->digest) != 0; i++)
    if (strcmp (kind->fields[i].name, "digest") == 0)
      haven_merge_add_conflict (self, row, i);
}

void
haven_merge_compare_fields (HavenMerge *self, HavenMergeRow *row)
{
  const HavenKind *kind = haven_table_get_kind (row->table);
  gpointer base;

  if (is_fact (row->table))
    return;
  if (row->table == HAVEN_TABLE_RELEASES) {
    compare_releases (self, row);
    return;
  }
  base = make_base (row);
  for (guint i = 1; i < kind->n_fields; i++)
    compare_field (self, row, base, i);
  haven_record_free (kind, base);
}

static HavenSide
get_side (HavenMergeRow *row, guint field)
{
  for (guint i = 0; row->fields != NULL && i < row->fields->len; i++) {
    const HavenConflict *conflict = g_ptr_array_index (row->fields, i);
    if (conflict->field == field)
      return conflict->side;
  }
  return HAVEN_SIDE_UNSETTLED;
}

static gconstpointer
choose_side (HavenMergeRow *row, guint i)
{
  const HavenField *field = &haven_table_get_kind (row->table)->fields[i];

  if (strcmp (field->name, "import_id") == 0)
    return choose_import (row, field);
  if (row->table == HAVEN_TABLE_RELEASES)
    return choose_ledger (row);
  return get_side (row, i) == HAVEN_SIDE_MINE ? row->mine : row->theirs;
}

static void
fill_field (HavenMergeRow *row, gconstpointer base, gpointer result, guint i)
{
  const HavenKind *kind = haven_table_get_kind (row->table);
  gconstpointer from = choose_field (row, base, i);
  Blobs blobs = { 0 };

  if (from == NULL && kind->fields[i].type == HAVEN_FIELD_BYTES)
    blobs = get_blobs (row, &kind->fields[i]);
  if (blobs.unit == 0) {
    haven_record_copy_field (kind, result, from != NULL ? from : choose_side (row, i), i);
    return;
  }
  g_bytes_unref (G_STRUCT_MEMBER (GBytes *, result, kind->fields[i].offset));
  G_STRUCT_MEMBER (GBytes *, result, kind->fields[i].offset) = merge_blobs (&blobs, get_side (row, i));
}

static gpointer
copy_whole (HavenMergeRow *row, gconstpointer from)
{
  gpointer result = haven_record_copy (haven_table_get_kind (row->table), from);

  *(gint64 *) result = row->id;
  return result;
}

static gpointer
merge_fields (HavenMergeRow *row)
{
  const HavenKind *kind = haven_table_get_kind (row->table);
  gpointer result = copy_whole (row, row->mine);
  gpointer base = make_base (row);

  for (guint i = 1; i < kind->n_fields; i++)
    fill_field (row, base, result, i);
  haven_record_free (kind, base);
  return result;
}

static gconstpointer
get_only (HavenMergeRow *row)
{
  if (row->mine == NULL || row->theirs == NULL)
    return row->mine != NULL ? row->mine : row->theirs;
  if (is_fact (row->table))
    return choose_fact (row);
  if (row->table == HAVEN_TABLE_RELEASES && row->fields != NULL)
    return ((HavenConflict *) g_ptr_array_index (row->fields, 0))->side == HAVEN_SIDE_MINE ? row->mine : row->theirs;
  return NULL;
}

gpointer
haven_merge_make_record (HavenMergeRow *row)
{
  gconstpointer only = get_only (row);

  return only != NULL ? copy_whole (row, only) : merge_fields (row);
}
