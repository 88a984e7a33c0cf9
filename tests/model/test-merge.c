/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-merge.h"

#include <string.h>

/* practice 33: what was done offline, against a naive twin that knows which row is which because it made them, and works on plain words. */

#define N_ROUNDS 500
#define BASE_ROWS 3
#define N_EDITS 14

enum { BASE, MINE, THEIRS, N_SIDES };

/* One thing, and its record on each side; NULL: not there */
typedef struct {
  HavenTable table;
  gpointer record[N_SIDES];
  GStrv words[N_SIDES];         /* what the twin works on: a word a field, "#7" for another thing */
  gboolean touched[N_SIDES];
  gboolean gone;                /* joined to another thing */
  gboolean alive;
  GStrv result;
} Thing;

typedef struct {
  GRand *chance;
  GPtrArray *things;
  gint64 next_id[N_SIDES][HAVEN_N_TABLES];
} World;

static const HavenTable tables[] = {
  HAVEN_TABLE_PUPILS, HAVEN_TABLE_PEOPLE, HAVEN_TABLE_SUSPENSIONS, HAVEN_TABLE_MEETINGS, HAVEN_TABLE_SPELLS, HAVEN_TABLE_NOTICES,
  HAVEN_TABLE_TARGETS, HAVEN_TABLE_NOTES, HAVEN_TABLE_TRAINING, HAVEN_TABLE_REGISTERS, HAVEN_TABLE_SETTINGS,
};

static const struct { const char *field; HavenTable table; gboolean hard; } refs[] = {
  { "pupil_id", HAVEN_TABLE_PUPILS, TRUE }, { "suspension_id", HAVEN_TABLE_SUSPENSIONS, TRUE }, { "person_id", HAVEN_TABLE_PEOPLE, TRUE },
  { "meeting_id", HAVEN_TABLE_MEETINGS, FALSE }, { "social_worker_id", HAVEN_TABLE_PEOPLE, FALSE },
};

#define FIELD(record, field, Type) (*(Type *) ((char *) (record) + (field)->offset))

static int
find_ref (const char *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (refs); i++)
    if (g_str_equal (refs[i].field, field))
      return (int) i;
  return -1;
}

static gint64
get_id (gconstpointer record)
{
  return *(const gint64 *) record;
}

/* ---- making things up ---- */

static Thing *
pick (World *world, HavenTable table, int side)
{
  g_autoptr (GPtrArray) some = g_ptr_array_new ();

  for (guint i = 0; i < world->things->len; i++) {
    Thing *thing = g_ptr_array_index (world->things, i);
    if (thing->table == table && thing->record[side] != NULL)
      g_ptr_array_add (some, thing);
  }
  return some->len > 0 ? g_ptr_array_index (some, g_rand_int_range (world->chance, 0, some->len)) : NULL;
}

static GBytes *
invent_marks (World *world, GBytes *before)
{
  guint8 *marks = g_malloc0 (HAVEN_REGISTER_BYTES);

  if (before != NULL)
    memcpy (marks, g_bytes_get_data (before, NULL), HAVEN_REGISTER_BYTES);
  for (guint i = 0; i < 2; i++)
    marks[g_rand_int_range (world->chance, 0, 4)] = "/NO"[g_rand_int_range (world->chance, 0, 3)];
  return g_bytes_new_take (marks, HAVEN_REGISTER_BYTES);
}

static void
invent_reference (World *world, int ref, gint64 *value, int side)
{
  Thing *thing = pick (world, refs[ref].table, side);

  *value = thing != NULL && (refs[ref].hard || g_rand_boolean (world->chance)) ? get_id (thing->record[side]) : 0;
}

static void
invent_field (World *world, const HavenField *field, gpointer record, int side)
{
  GBytes *before;

  switch (field->type) {
  case HAVEN_FIELD_TEXT:
    g_free (FIELD (record, field, char *));
    FIELD (record, field, char *) = g_strdup_printf ("%c", 'a' + g_rand_int_range (world->chance, 0, 6));
    break;
  case HAVEN_FIELD_INT:
    if (find_ref (field->name) >= 0)
      invent_reference (world, find_ref (field->name), &FIELD (record, field, gint64), side);
    else
      FIELD (record, field, gint64) = g_rand_int_range (world->chance, 0, 3);
    break;
  case HAVEN_FIELD_DAY:
    FIELD (record, field, HavenDay) = g_rand_int_range (world->chance, 20000, 20003);
    break;
  case HAVEN_FIELD_FLAG:
    FIELD (record, field, gboolean) = g_rand_boolean (world->chance);
    break;
  case HAVEN_FIELD_CODE:
    FIELD (record, field, int) = g_rand_int_range (world->chance, 0, g_strv_length ((char **) field->codes));
    break;
  case HAVEN_FIELD_BYTES:
    before = FIELD (record, field, GBytes *);
    FIELD (record, field, GBytes *) = invent_marks (world, before);
    g_clear_pointer (&before, g_bytes_unref);
    break;
  default:
    g_assert_not_reached ();
  }
}

static gboolean
is_hard (const HavenField *field)
{
  return find_ref (field->name) >= 0 && refs[find_ref (field->name)].hard;
}

/* A row of each of those tables needs what it hangs on; keys are unique on each side, as the store has it. */
static gboolean
is_possible (World *world, HavenTable table, gconstpointer record, int side)
{
  const HavenKind *kind = haven_table_get_kind (table);

  for (guint i = 1; i < kind->n_fields; i++)
    if (is_hard (&kind->fields[i]) && table != HAVEN_TABLE_PEOPLE && FIELD (record, &kind->fields[i], gint64) == 0)
      return FALSE;
  for (guint i = 0; i < world->things->len; i++) {
    const Thing *thing = g_ptr_array_index (world->things, i);
    const void *other = thing->record[side];
    if (thing->table != table || other == NULL || other == record)
      continue;
    if (table == HAVEN_TABLE_REGISTERS && ((const HavenRegister *) other)->pupil_id == ((const HavenRegister *) record)->pupil_id
        && ((const HavenRegister *) other)->year == ((const HavenRegister *) record)->year)
      return FALSE;
    if (table == HAVEN_TABLE_SETTINGS && g_str_equal (((const HavenSetting *) other)->key, ((const HavenSetting *) record)->key))
      return FALSE;
  }
  return TRUE;
}

static void
name_pupil (World *world, HavenPupil *pupil, int side)
{
  g_free (pupil->upn);
  if (side == BASE)
    pupil->upn = g_strdup_printf ("base-%" G_GINT64_FORMAT, pupil->id);
  else if (g_rand_boolean (world->chance))                          /* perhaps the same child on both sides */
    pupil->upn = g_strdup_printf ("new-%" G_GINT64_FORMAT, pupil->id);
  else
    pupil->upn = g_strdup_printf ("%d-%" G_GINT64_FORMAT, side, pupil->id);
}

static void
add_thing (World *world, HavenTable table, int side)
{
  const HavenKind *kind = haven_table_get_kind (table);
  gpointer record = haven_record_new (kind);
  Thing *thing;

  for (guint i = 1; i < kind->n_fields; i++)
    invent_field (world, &kind->fields[i], record, side);
  *(gint64 *) record = world->next_id[side][table];
  if (table == HAVEN_TABLE_PUPILS)
    name_pupil (world, record, side);
  if (!is_possible (world, table, record, side)) {
    haven_record_free (kind, record);
    return;
  }
  world->next_id[side][table]++;
  thing = g_new0 (Thing, 1);
  thing->table = table;
  thing->record[side] = record;
  g_ptr_array_add (world->things, thing);
}

static void
edit_thing (World *world, HavenTable table, int side)
{
  const HavenKind *kind = haven_table_get_kind (table);
  Thing *thing = pick (world, table, side);
  guint field = g_rand_int_range (world->chance, 1, kind->n_fields);

  if (thing == NULL || is_hard (&kind->fields[field]) || g_str_equal (kind->fields[field].name, "upn")
      || g_str_equal (kind->fields[field].name, "key") || (table == HAVEN_TABLE_REGISTERS && field < 3))
    return;
  invent_field (world, &kind->fields[field], thing->record[side], side);
}

/* As the store does: what hangs on it goes too, and what names it forgets it. */
static void
remove_thing (World *world, Thing *thing, int side)
{
  gint64 id = get_id (thing->record[side]);

  haven_record_free (haven_table_get_kind (thing->table), g_steal_pointer (&thing->record[side]));
  for (guint i = 0; i < world->things->len; i++) {
    Thing *other = g_ptr_array_index (world->things, i);
    const HavenKind *kind = haven_table_get_kind (other->table);
    for (guint f = 1; f < kind->n_fields && other->record[side] != NULL; f++) {
      int ref = find_ref (kind->fields[f].name);
      if (ref < 0 || refs[ref].table != thing->table || FIELD (other->record[side], &kind->fields[f], gint64) != id)
        continue;
      if (refs[ref].hard)
        remove_thing (world, other, side);
      else
        FIELD (other->record[side], &kind->fields[f], gint64) = 0;
    }
  }
}

static void
do_something (World *world, int side)
{
  HavenTable table = tables[g_rand_int_range (world->chance, 0, G_N_ELEMENTS (tables))];
  int what = g_rand_int_range (world->chance, 0, 5);
  Thing *thing = pick (world, table, side);

  if (what == 0)
    add_thing (world, table, side);
  else if (what == 1 && thing != NULL)
    remove_thing (world, thing, side);
  else
    edit_thing (world, table, side);
}

static void
copy_base (World *world, int side)
{
  for (guint i = 0; i < world->things->len; i++) {
    Thing *thing = g_ptr_array_index (world->things, i);
    thing->record[side] = haven_record_copy (haven_table_get_kind (thing->table), thing->record[BASE]);
  }
  memcpy (world->next_id[side], world->next_id[BASE], sizeof world->next_id[BASE]);
}

static void
free_thing (gpointer data)
{
  Thing *thing = data;

  for (int side = 0; side < N_SIDES; side++) {
    haven_record_free (haven_table_get_kind (thing->table), thing->record[side]);
    g_strfreev (thing->words[side]);
  }
  g_strfreev (thing->result);
  g_free (thing);
}

static void
make_world (World *world, guint32 seed)
{
  world->chance = g_rand_new_with_seed (seed);
  world->things = g_ptr_array_new_with_free_func (free_thing);
  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++)
    world->next_id[BASE][table] = 1;
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (guint n = 0; n < BASE_ROWS; n++)
      add_thing (world, tables[i], BASE);
  copy_base (world, MINE);
  copy_base (world, THEIRS);
  for (guint n = 0; n < N_EDITS; n++) {
    do_something (world, MINE);
    do_something (world, THEIRS);
  }
}

static HavenSchool *
make_school (World *world, int side)
{
  GPtrArray *all[HAVEN_N_TABLES];

  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++)
    all[table] = g_ptr_array_new_with_free_func (haven_table_get_free_func (table));
  for (guint pass = 0; pass < 2; pass++)                            /* those of no pupil come first */
    for (guint i = 0; i < world->things->len; i++) {
      Thing *thing = g_ptr_array_index (world->things, i);
      if (pass == 0 && thing->record[side] != NULL)
        g_ptr_array_add (all[thing->table], haven_record_copy (haven_table_get_kind (thing->table), thing->record[side]));
    }
  return haven_school_new (NULL, all);
}

/* ---- the twin ---- */

static int
find_thing (World *world, HavenTable table, int side, gint64 id)
{
  for (guint i = 0; i < world->things->len; i++) {
    const Thing *thing = g_ptr_array_index (world->things, i);
    if (thing->table == table && thing->record[side] != NULL && get_id (thing->record[side]) == id)
      return (int) i;
  }
  return -1;
}

static char *
put_in_word (World *world, const Thing *thing, guint field, int side)
{
  const HavenKind *kind = haven_table_get_kind (thing->table);
  int ref = find_ref (kind->fields[field].name);
  gint64 id;

  if (ref < 0)
    return haven_record_dup_field (kind, thing->record[side], field);
  id = FIELD (thing->record[side], &kind->fields[field], gint64);
  return id == 0 ? g_strdup ("") : g_strdup_printf ("#%d", find_thing (world, refs[ref].table, side, id));
}

static void
put_in_words (World *world, Thing *thing, int side)
{
  const HavenKind *kind = haven_table_get_kind (thing->table);
  GStrvBuilder *words = g_strv_builder_new ();

  g_strv_builder_add (words, "");
  for (guint f = 1; f < kind->n_fields; f++) {
    g_autofree char *word = put_in_word (world, thing, f, side);
    g_strv_builder_add (words, word);
  }
  thing->words[side] = g_strv_builder_end (words);
  g_strv_builder_unref (words);
}

static void
rename_word (World *world, const char *from, const char *to)
{
  for (guint i = 0; i < world->things->len; i++) {
    Thing *thing = g_ptr_array_index (world->things, i);
    for (int side = 0; side < N_SIDES; side++)
      for (guint f = 0; thing->words[side] != NULL && thing->words[side][f] != NULL; f++)
        if (g_str_equal (thing->words[side][f], from)) {
          g_free (thing->words[side][f]);
          thing->words[side][f] = g_strdup (to);
        }
  }
}

static gboolean
is_same_new (const Thing *mine, const Thing *theirs)
{
  const HavenKind *kind = haven_table_get_kind (mine->table);

  if (mine->table == HAVEN_TABLE_PUPILS)
    return g_str_equal (mine->words[MINE][1], theirs->words[THEIRS][1]);
  if (mine->table == HAVEN_TABLE_SETTINGS)
    return g_str_equal (mine->words[MINE][1], theirs->words[THEIRS][1]);
  if (mine->table == HAVEN_TABLE_REGISTERS)
    return g_str_equal (mine->words[MINE][1], theirs->words[THEIRS][1]) && g_str_equal (mine->words[MINE][2], theirs->words[THEIRS][2]);
  for (guint f = 1; f < kind->n_fields; f++)
    if (!g_str_equal (kind->fields[f].name, "import_id") && !g_str_equal (mine->words[MINE][f], theirs->words[THEIRS][f]))
      return FALSE;
  return TRUE;
}

/* What is known by its key may have been deleted and made again. */
static gboolean
can_join (const Thing *mine, const Thing *theirs)
{
  gboolean keyed = mine->table == HAVEN_TABLE_SETTINGS || mine->table == HAVEN_TABLE_REGISTERS;

  if (mine == theirs || mine->gone || theirs->gone || mine->table != theirs->table)
    return FALSE;
  if (mine->words[MINE] == NULL || theirs->words[THEIRS] == NULL || mine->words[THEIRS] != NULL || theirs->words[MINE] != NULL)
    return FALSE;
  return keyed || (mine->words[BASE] == NULL && theirs->words[BASE] == NULL);
}

static void
join (World *world, guint mine_index, guint theirs_index)
{
  Thing *mine = g_ptr_array_index (world->things, mine_index);
  Thing *theirs = g_ptr_array_index (world->things, theirs_index);
  g_autofree char *from = g_strdup_printf ("#%u", theirs_index);
  g_autofree char *to = g_strdup_printf ("#%u", mine_index);

  mine->words[THEIRS] = g_steal_pointer (&theirs->words[THEIRS]);
  mine->record[THEIRS] = g_steal_pointer (&theirs->record[THEIRS]);
  if (mine->words[BASE] == NULL && theirs->words[BASE] != NULL) {
    mine->words[BASE] = g_steal_pointer (&theirs->words[BASE]);
    mine->record[BASE] = g_steal_pointer (&theirs->record[BASE]);
  }
  theirs->gone = TRUE;
  rename_word (world, from, to);
}

/* A key that one side took away and gave again is the same thing as before. */
static void
join_with_base (World *world, HavenTable table)
{
  for (guint i = 0; i < world->things->len; i++) {
    Thing *before = g_ptr_array_index (world->things, i);
    for (guint j = 0; j < world->things->len && before->table == table && before->words[BASE] != NULL; j++) {
      Thing *again = g_ptr_array_index (world->things, j);
      if (again->table != table || again->words[BASE] != NULL || again->gone)
        continue;
      for (int side = MINE; side <= THEIRS; side++) {
        if (again->words[side] == NULL || before->words[side] != NULL
            || !g_str_equal (before->words[BASE][1], again->words[side][1])
            || (table == HAVEN_TABLE_REGISTERS && !g_str_equal (before->words[BASE][2], again->words[side][2])))
          continue;
        before->words[side] = g_steal_pointer (&again->words[side]);
        before->record[side] = g_steal_pointer (&again->record[side]);
        again->gone = TRUE;
      }
    }
  }
}

static void
join_all (World *world)
{
  for (guint t = 0; t < G_N_ELEMENTS (tables); t++) {
    if (tables[t] == HAVEN_TABLE_REGISTERS || tables[t] == HAVEN_TABLE_SETTINGS)
      join_with_base (world, tables[t]);
    for (guint i = 0; i < world->things->len; i++)
      for (guint j = 0; j < world->things->len; j++) {
        Thing *mine = g_ptr_array_index (world->things, i), *theirs = g_ptr_array_index (world->things, j);
        if (mine->table == tables[t] && can_join (mine, theirs) && is_same_new (mine, theirs))
          join (world, i, j);
      }
  }
}

static gboolean
is_changed (const Thing *thing, int side)
{
  return thing->words[side] != NULL
         && (thing->words[BASE] == NULL
             || !g_strv_equal ((const char *const *) thing->words[BASE], (const char *const *) thing->words[side]));
}

static Thing *
get_named (World *world, const char *word)
{
  return word[0] == '#' ? g_ptr_array_index (world->things, atoi (word + 1)) : NULL;
}

/* Over and over until nothing more is touched */
static void
touch_all (World *world, int side)
{
  gboolean again = TRUE;

  while (again) {
    again = FALSE;
    for (guint i = 0; i < world->things->len; i++) {
      Thing *thing = g_ptr_array_index (world->things, i);
      const HavenKind *kind = haven_table_get_kind (thing->table);
      if (is_changed (thing, side) && !thing->touched[side])
        again = thing->touched[side] = TRUE;
      for (guint f = 1; thing->touched[side] && f < kind->n_fields; f++) {
        int ref = find_ref (kind->fields[f].name);
        Thing *named = ref >= 0 && thing->words[side] != NULL ? get_named (world, thing->words[side][f]) : NULL;
        gboolean was = named != NULL && thing->words[BASE] != NULL && g_str_equal (thing->words[BASE][f], thing->words[side][f]);
        if (named != NULL && !named->touched[side] && (refs[ref].hard || !was))
          again = named->touched[side] = TRUE;
      }
    }
  }
}

static gboolean
went_along (World *world, const Thing *thing, int side)
{
  const HavenKind *kind = haven_table_get_kind (thing->table);

  for (guint f = 1; f < kind->n_fields; f++) {
    Thing *above = is_hard (&kind->fields[f]) ? get_named (world, thing->words[BASE][f]) : NULL;
    if (above != NULL && above->words[BASE] != NULL && above->words[side] == NULL)
      return TRUE;
  }
  return FALSE;
}

typedef struct {
  World *world;
  HavenMerge *merge;
  guint n_conflicts;
} Twin;

/* The number by which the merge knows it */
static gint64
get_final_id (Twin *twin, const Thing *thing)
{
  gboolean keyed = thing->table == HAVEN_TABLE_SETTINGS || thing->table == HAVEN_TABLE_REGISTERS;

  if (keyed && thing->record[MINE] != NULL)
    return get_id (thing->record[MINE]);
  if (!keyed && thing->record[BASE] != NULL)
    return get_id (thing->record[BASE]);
  if (thing->record[THEIRS] != NULL)
    return get_id (thing->record[THEIRS]);
  return haven_merge_get_new_id (twin->merge, thing->table, get_id (thing->record[MINE]));
}

static int
ask_side (Twin *twin, const Thing *thing, guint field)
{
  GPtrArray *conflicts = haven_merge_get_conflicts (twin->merge);
  gint64 id = get_final_id (twin, thing);

  twin->n_conflicts++;
  for (guint i = 0; i < conflicts->len; i++) {
    const HavenConflict *conflict = g_ptr_array_index (conflicts, i);
    if (conflict->table != thing->table || conflict->field != field)
      continue;
    if (conflict->id == id || (thing->table == HAVEN_TABLE_SETTINGS && thing->record[MINE] == NULL))
      return conflict->side == HAVEN_SIDE_MINE ? MINE : THEIRS;
    if (thing->table == HAVEN_TABLE_REGISTERS && thing->record[MINE] == NULL)
      return conflict->side == HAVEN_SIDE_MINE ? MINE : THEIRS;
  }
  g_test_message ("no conflict of %s %" G_GINT64_FORMAT " field %u", haven_table_get_kind (thing->table)->name, id, field);
  g_assert_not_reached ();
}

static char *
merge_marks (Twin *twin, const Thing *thing, const char *base, guint field)
{
  const char *mine = thing->words[MINE][field], *theirs = thing->words[THEIRS][field];
  GString *merged = g_string_new (NULL);
  int side = -1;

  for (gsize i = 0; mine[i] != '\0'; i += 2) {
    const char *before = *base != '\0' ? base + i : "00";
    const char *from = mine + i;
    if (strncmp (mine + i, theirs + i, 2) != 0 && strncmp (theirs + i, before, 2) != 0) {
      if (strncmp (mine + i, before, 2) != 0 && side < 0)
        side = ask_side (twin, thing, field);
      from = strncmp (mine + i, before, 2) == 0 || side == THEIRS ? theirs + i : mine + i;
    }
    g_string_append_len (merged, from, 2);
  }
  return g_string_free (merged, FALSE);
}

static char *
merge_word (Twin *twin, const Thing *thing, guint field)
{
  const HavenKind *kind = haven_table_get_kind (thing->table);
  gpointer empty = haven_record_new (kind);
  g_autofree char *nothing = find_ref (kind->fields[field].name) >= 0 ? g_strdup ("") : haven_record_dup_field (kind, empty, field);
  const char *base = thing->words[BASE] != NULL ? thing->words[BASE][field] : nothing;
  const char *mine = thing->words[MINE][field], *theirs = thing->words[THEIRS][field];

  haven_record_free (kind, empty);
  if (g_str_equal (mine, theirs) || g_str_equal (theirs, base))
    return g_strdup (mine);
  if (g_str_equal (mine, base))
    return g_strdup (theirs);
  if (g_str_equal (kind->fields[field].name, "import_id"))
    return g_strdup (g_str_equal (mine, "0") ? mine : theirs);
  if (kind->fields[field].type == HAVEN_FIELD_BYTES)
    return merge_marks (twin, thing, base, field);
  return g_strdup (thing->words[ask_side (twin, thing, field)][field]);
}

static void
merge_words (Twin *twin, Thing *thing)
{
  const HavenKind *kind = haven_table_get_kind (thing->table);
  GStrvBuilder *words = g_strv_builder_new ();

  g_strv_builder_add (words, "");
  for (guint f = 1; f < kind->n_fields; f++) {
    g_autofree char *word = merge_word (twin, thing, f);
    g_strv_builder_add (words, word);
  }
  thing->result = g_strv_builder_end (words);
  g_strv_builder_unref (words);
}

static gboolean
stands_on_something (World *world, const Thing *thing)
{
  const HavenKind *kind = haven_table_get_kind (thing->table);

  for (guint f = 1; f < kind->n_fields; f++) {
    Thing *above = is_hard (&kind->fields[f]) ? get_named (world, thing->result[f]) : NULL;
    if (above != NULL && !above->alive)
      return FALSE;
  }
  return TRUE;
}

/* The one side that still has it */
static gboolean
survives (Twin *twin, Thing *thing, int side)
{
  int other = side == MINE ? THEIRS : MINE;

  if (thing->words[BASE] == NULL || went_along (twin->world, thing, other))
    return TRUE;
  return thing->touched[side] && ask_side (twin, thing, 0) == side;
}

static void
decide (Twin *twin, Thing *thing)
{
  int side = thing->words[MINE] != NULL ? MINE : THEIRS;

  if (thing->words[side] == NULL || thing->gone)
    return;
  if (thing->words[MINE] != NULL && thing->words[THEIRS] != NULL) {
    merge_words (twin, thing);
    thing->alive = TRUE;
    return;
  }
  thing->result = g_strdupv (thing->words[side]);
  thing->alive = survives (twin, thing, side) && stands_on_something (twin->world, thing);
}

static void
run_twin (Twin *twin)
{
  World *world = twin->world;

  for (guint i = 0; i < world->things->len; i++)
    for (int side = 0; side < N_SIDES; side++)
      if (((Thing *) g_ptr_array_index (world->things, i))->record[side] != NULL)
        put_in_words (world, g_ptr_array_index (world->things, i), side);
  join_all (world);
  touch_all (world, MINE);
  touch_all (world, THEIRS);
  for (guint t = 0; t < G_N_ELEMENTS (tables); t++)
    for (guint i = 0; i < world->things->len; i++) {
      Thing *thing = g_ptr_array_index (world->things, i);
      if (thing->table == tables[t])
        decide (twin, thing);
    }
}

/* ---- comparing: every row as a line, whose references say which thing is meant ---- */

static char *
tell_thing (World *world, const Thing *thing)
{
  GString *line = g_string_new (haven_table_get_kind (thing->table)->name);

  for (guint f = 1; thing->result[f] != NULL; f++) {
    Thing *named = find_ref (haven_table_get_kind (thing->table)->fields[f].name) >= 0 ? get_named (world, thing->result[f]) : NULL;
    g_string_append_printf (line, "|%s", named != NULL && !named->alive ? "" : thing->result[f]);
  }
  return g_string_free (line, FALSE);
}

static char *
tell_reference (Twin *twin, HavenTable table, gint64 id)
{
  for (guint i = 0; id != 0 && i < twin->world->things->len; i++) {
    const Thing *thing = g_ptr_array_index (twin->world->things, i);
    if (thing->table == table && thing->alive && get_final_id (twin, thing) == id)
      return g_strdup_printf ("#%u", i);
  }
  return g_strdup ("");
}

static char *
tell_record (Twin *twin, HavenTable table, gconstpointer record)
{
  const HavenKind *kind = haven_table_get_kind (table);
  GString *line = g_string_new (kind->name);

  for (guint f = 1; f < kind->n_fields; f++) {
    int ref = find_ref (kind->fields[f].name);
    g_autofree char *word = ref < 0 ? haven_record_dup_field (kind, record, f)
                                    : tell_reference (twin, refs[ref].table, FIELD (record, &kind->fields[f], gint64));
    g_string_append_printf (line, "|%s", word);
  }
  return g_string_free (line, FALSE);
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char *
tell_twin (Twin *twin)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < twin->world->things->len; i++) {
    Thing *thing = g_ptr_array_index (twin->world->things, i);
    if (thing->alive)
      g_ptr_array_add (lines, tell_thing (twin->world, thing));
  }
  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

static char *
tell_result (Twin *twin)
{
  GPtrArray *result[HAVEN_N_TABLES];
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  g_assert_true (haven_merge_make (twin->merge, result));
  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++) {
    for (guint i = 0; i < result[table]->len; i++)
      g_ptr_array_add (lines, tell_record (twin, table, g_ptr_array_index (result[table], i)));
    g_ptr_array_unref (result[table]);
  }
  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

static void
settle (World *world, HavenMerge *merge)
{
  GPtrArray *conflicts = haven_merge_get_conflicts (merge);

  for (guint i = 0; i < conflicts->len; i++)
    ((HavenConflict *) g_ptr_array_index (conflicts, i))->side = g_rand_boolean (world->chance) ? HAVEN_SIDE_MINE : HAVEN_SIDE_THEIRS;
}

static guint
check_world (guint32 seed)
{
  World world = { 0 };
  Twin twin = { &world, NULL, 0 };
  g_autoptr (HavenSchool) base = NULL;
  g_autoptr (HavenSchool) mine = NULL;
  g_autoptr (HavenSchool) theirs = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;

  make_world (&world, seed);
  base = make_school (&world, BASE);
  mine = make_school (&world, MINE);
  theirs = make_school (&world, THEIRS);
  twin.merge = haven_merge_new (base, mine, theirs);
  settle (&world, twin.merge);
  run_twin (&twin);
  expected = tell_twin (&twin);
  found = tell_result (&twin);
  if (!g_str_equal (expected, found) || twin.n_conflicts != haven_merge_get_conflicts (twin.merge)->len)
    g_test_message ("seed %u, %u conflicts", seed, haven_merge_get_conflicts (twin.merge)->len);
  g_assert_cmpstr (found, ==, expected);
  g_assert_cmpuint (haven_merge_get_conflicts (twin.merge)->len, ==, twin.n_conflicts);
  haven_merge_free (twin.merge);
  g_ptr_array_unref (world.things);
  g_rand_free (world.chance);
  return twin.n_conflicts;
}

static void
test_twin (void)
{
  guint n_conflicts = 0;

  for (guint32 seed = 1; seed <= N_ROUNDS; seed++)
    n_conflicts += check_world (seed);
  g_assert_cmpuint (n_conflicts, >, N_ROUNDS);                      /* else it would prove little */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/merge/practice_33/against-twin", test_twin);
  return g_test_run ();
}
