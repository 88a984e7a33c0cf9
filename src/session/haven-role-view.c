/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-role-view.h"

#include "haven-error.h"
#include "haven-group.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BIT(role) (1 << HAVEN_ROLE_##role)
#define LEADS (BIT (DSL) | BIT (DEPUTY))

static const guint who_may[HAVEN_N_DEEDS] = {
  [HAVEN_DEED_LOOK] = LEADS | BIT (DT) | BIT (READER),
  [HAVEN_DEED_COUNT] = LEADS | BIT (READER),
  [HAVEN_DEED_EDIT] = LEADS | BIT (DT),
  [HAVEN_DEED_PRINT] = LEADS | BIT (DT) | BIT (READER),
  [HAVEN_DEED_BOOK] = LEADS | BIT (DT),
  [HAVEN_DEED_IMPORT] = LEADS,
  [HAVEN_DEED_SEND] = LEADS,
  [HAVEN_DEED_SETTINGS] = LEADS,
  [HAVEN_DEED_PEOPLE] = LEADS,
  [HAVEN_DEED_AUDIT] = LEADS,
  [HAVEN_DEED_BACK_UP] = LEADS | BIT (DT),
  [HAVEN_DEED_HAND_IN] = LEADS | BIT (DT) | BIT (ATTENDANCE),
  [HAVEN_DEED_EXPORT] = LEADS,
  [HAVEN_DEED_DESTROY] = LEADS,
  [HAVEN_DEED_ANSWER] = LEADS,
  [HAVEN_DEED_MERGE] = LEADS,
  [HAVEN_DEED_LOOK_AFTER] = LEADS,
};

gboolean
haven_deed_changes (HavenDeed deed)
{
  switch (deed) {
  case HAVEN_DEED_LOOK:
  case HAVEN_DEED_COUNT:
  case HAVEN_DEED_PRINT:
  case HAVEN_DEED_AUDIT:
  case HAVEN_DEED_EXPORT:
    return FALSE;
  default:
    return TRUE;
  }
}

gboolean
haven_role_may (HavenRole role, HavenDeed deed)
{
  return (who_may[deed] & 1 << role) != 0;
}

gboolean
haven_role_check (HavenRole role, HavenDeed deed, GError **error)
{
  if (haven_role_may (role, deed))
    return TRUE;
  if (role == HAVEN_ROLE_ATTENDANCE)
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED,
                         _("An attendance officer hands files in, and sees and changes nothing. Nothing was done."));
  else if (role == HAVEN_ROLE_READER)
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED, _("You can look and print, and change nothing. Nothing was done."));
  else
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED,
                         _("This is for the designated safeguarding lead and deputies. Nothing was done. Ask one of them."));
  return FALSE;
}

/* ---- whom a designated teacher answers for ---- */

static gboolean
is_in_care (HavenSchool *school, gint64 pupil_id, HavenDay today)
{
  HavenStanding standing = haven_standing_on (school, pupil_id, today);

  return standing.looked_after || standing.previously_looked_after || standing.kinship;
}

gboolean
haven_role_sees (HavenSchool *school, HavenRole role, gint64 pupil_id, HavenDay today)
{
  if (!haven_role_may (role, HAVEN_DEED_LOOK))
    return FALSE;
  return role != HAVEN_ROLE_DT || is_in_care (school, pupil_id, today);
}

static GHashTable *
list_seen (HavenSchool *school, HavenDay today)
{
  GHashTable *seen = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < haven_school_get_n_pupils (school); i++) {
    const HavenPupil *pupil = haven_school_get_nth_pupil (school, i);
    if (is_in_care (school, pupil->id, today))
      g_hash_table_add (seen, (gpointer) &pupil->id);
  }
  return seen;
}

/* A social worker is seen with the children who are. */
static GHashTable *
list_workers (HavenSchool *school, GHashTable *seen)
{
  GPtrArray *spells = haven_school_get_table (school, HAVEN_TABLE_SPELLS);
  GHashTable *workers = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < spells->len; i++) {
    const HavenSpell *spell = g_ptr_array_index (spells, i);
    if (g_hash_table_contains (seen, &spell->pupil_id))
      g_hash_table_add (workers, (gpointer) &spell->social_worker_id);
  }
  return workers;
}

typedef struct {
  GHashTable *pupils;
  GHashTable *workers;
} Seen;

static const HavenField *
find_field (const HavenKind *kind, const char *name)
{
  for (guint i = 0; i < kind->n_fields; i++)
    if (strcmp (kind->fields[i].name, name) == 0)
      return &kind->fields[i];
  return NULL;
}

static gboolean
shows_person (const HavenPerson *person, const Seen *seen)
{
  if (person->pupil_id != 0)
    return g_hash_table_contains (seen->pupils, &person->pupil_id);
  return person->type == HAVEN_PERSON_STAFF || g_hash_table_contains (seen->workers, &person->id);
}

static gboolean
shows (HavenTable table, gconstpointer record, const HavenField *pupil, const Seen *seen)
{
  if (table == HAVEN_TABLE_PUPILS)
    return g_hash_table_contains (seen->pupils, record);
  if (table == HAVEN_TABLE_PEOPLE)
    return shows_person (record, seen);
  return pupil == NULL || g_hash_table_contains (seen->pupils, (const char *) record + pupil->offset);
}

static GPtrArray *
filter_table (HavenSchool *school, HavenTable table, const Seen *seen)
{
  const HavenKind *kind = haven_table_get_kind (table);
  const HavenField *pupil = find_field (kind, "pupil_id");
  GPtrArray *all = haven_school_get_table (school, table);
  GPtrArray *some = g_ptr_array_new_with_free_func (haven_table_get_free_func (table));

  for (guint i = 0; i < all->len; i++) {
    gconstpointer record = g_ptr_array_index (all, i);
    if (shows (table, record, pupil, seen))
      g_ptr_array_add (some, haven_record_copy (kind, record));
  }
  return some;
}

static void
cover_notes (GPtrArray *notes)
{
  for (guint i = 0; i < notes->len; i++) {
    HavenNote *note = g_ptr_array_index (notes, i);
    if (note->restricted)
      g_clear_pointer (&note->text, g_free);
  }
}

/* The lines of a receipt name pupils of the file. */
static void
cover_receipts (GPtrArray *imports)
{
  for (guint i = 0; i < imports->len; i++) {
    HavenImport *receipt = g_ptr_array_index (imports, i);
    g_clear_pointer (&receipt->problem_list, g_free);
    g_clear_pointer (&receipt->assumptions, g_free);
  }
}

static gboolean
has_covered (GPtrArray *notes)
{
  for (guint i = 0; i < notes->len; i++)
    if (((const HavenNote *) g_ptr_array_index (notes, i))->restricted)
      return TRUE;
  return FALSE;
}

static GPtrArray *
copy_table (HavenSchool *school, HavenTable table)
{
  GPtrArray *all = haven_school_get_table (school, table);
  GPtrArray *copy = g_ptr_array_new_full (all->len, haven_table_get_free_func (table));

  for (guint i = 0; i < all->len; i++)
    g_ptr_array_add (copy, haven_record_copy (haven_table_get_kind (table), g_ptr_array_index (all, i)));
  return copy;
}

static HavenSchool *
view_all (HavenSchool *school)
{
  GPtrArray *tables[HAVEN_N_TABLES] = { NULL };

  if (!has_covered (haven_school_get_table (school, HAVEN_TABLE_NOTES)))
    return haven_school_ref (school);
  tables[HAVEN_TABLE_NOTES] = copy_table (school, HAVEN_TABLE_NOTES);
  cover_notes (tables[HAVEN_TABLE_NOTES]);
  return haven_school_new (school, tables);
}

static gboolean
is_about_pupils (HavenTable table)
{
  return table == HAVEN_TABLE_PUPILS || table == HAVEN_TABLE_PEOPLE || find_field (haven_table_get_kind (table), "pupil_id") != NULL;
}

static HavenSchool *
view_care (HavenSchool *school, HavenDay today)
{
  g_autoptr(GHashTable) pupils = list_seen (school, today);
  g_autoptr(GHashTable) workers = list_workers (school, pupils);
  g_autoptr (HavenSchool) whole = NULL;
  const Seen seen = { pupils, workers };
  GPtrArray *tables[HAVEN_N_TABLES] = { NULL };
  HavenSchool *view;

  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++)
    if (is_about_pupils (table))
      tables[table] = filter_table (school, table, &seen);
  tables[HAVEN_TABLE_IMPORTS] = copy_table (school, HAVEN_TABLE_IMPORTS);
  cover_receipts (tables[HAVEN_TABLE_IMPORTS]);
  cover_notes (tables[HAVEN_TABLE_NOTES]);
  view = haven_school_new (school, tables);
  whole = view_all (school);
  haven_school_set_whole (view, whole);
  return view;
}

static HavenSchool *
view_nobody (HavenSchool *school)
{
  GPtrArray *tables[HAVEN_N_TABLES] = { NULL };

  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++)
    tables[table] = g_ptr_array_new_with_free_func (haven_table_get_free_func (table));
  return haven_school_new (school, tables);
}

HavenSchool *
haven_role_view (HavenSchool *school, HavenRole role, HavenDay today)
{
  if (!haven_role_may (role, HAVEN_DEED_LOOK))
    return view_nobody (school);
  return role == HAVEN_ROLE_DT ? view_care (school, today) : view_all (school);
}
