/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-support.h"

#include <string.h>

#define UNDO_TABLES (HAVEN_ALL_TABLES & ~(HAVEN_TABLE_BIT (HAVEN_TABLE_IMPORTS) | HAVEN_TABLE_BIT (HAVEN_TABLE_OUTBOX) \
                                          | HAVEN_TABLE_BIT (HAVEN_TABLE_RELEASES) | HAVEN_TABLE_BIT (HAVEN_TABLE_COURSES) \
                                          | HAVEN_TABLE_BIT (HAVEN_TABLE_EVENTS) | HAVEN_TABLE_BIT (HAVEN_TABLE_BOOKINGS) \
                                          | HAVEN_TABLE_BIT (HAVEN_TABLE_ERASURES)))

static void
begin_recorded (HavenStore *store)
{
  g_autoptr(GError) error = NULL;

  haven_store_begin (store, TRUE, &error);
  g_assert_no_error (error);
}

static GBytes *
commit_recorded (HavenStore *store)
{
  g_autoptr(GError) error = NULL;
  GBytes *undo = NULL;

  haven_store_commit (store, NULL, &undo, &error);
  g_assert_no_error (error);
  return undo;
}

/* One of everything that can happen to a table: put, change, remove */
static void
stir_table (Fixture *fixture, HavenTable table)
{
  g_autoptr(HavenSchool) school = read_school (fixture->store);
  GPtrArray *records = haven_school_get_table (school, table);
  gpointer changed;
  gint64 id;

  if (records->len == 0)
    return;                                /* what it refers to may be gone as well */
  changed = invent_record (fixture->chance, table, school);
  put (fixture->store, table, invent_record (fixture->chance, table, school));
  if (records->len > 1) {
    *(gint64 *) changed = *(gint64 *) g_ptr_array_index (records, g_rand_int_range (fixture->chance, 0, records->len));
    g_assert_true (haven_store_put (fixture->store, table, changed, NULL));
    id = *(gint64 *) g_ptr_array_index (records, g_rand_int_range (fixture->chance, 0, records->len));
    g_assert_true (haven_store_remove (fixture->store, table, id, NULL));
  }
  haven_record_free (haven_table_get_kind (table), changed);
}

static void
stir_store (Fixture *fixture)
{
  for (int i = 0; i < 6; i++) {
    HavenTable table = g_rand_int_range (fixture->chance, 0, HAVEN_N_TABLES);
    if ((UNDO_TABLES & HAVEN_TABLE_BIT (table)) != 0)
      stir_table (fixture, table);
  }
}

static void
take_back (Fixture *fixture, GBytes *undo)
{
  g_autoptr(GError) error = NULL;

  begin (fixture->store);
  haven_store_take_back (fixture->store, undo, &error);
  g_assert_no_error (error);
  commit (fixture->store);
}

/* Whatever was done, taking it back leaves the tables as they were, number for number; and taking that back, as they became. */
static void
test_content_identical (Fixture *fixture, gconstpointer data)
{
  fill_store (fixture, 6);
  for (int round = 0; round < 60; round++) {
    g_autoptr(HavenSchool) before = read_school (fixture->store);
    g_autoptr(HavenSchool) after = NULL;
    g_autoptr(HavenSchool) again = NULL;
    g_autoptr(HavenSchool) redone = NULL;
    g_autoptr(GBytes) undo = NULL;
    g_autoptr(GBytes) redo = NULL;
    begin_recorded (fixture->store);
    stir_store (fixture);
    undo = commit_recorded (fixture->store);
    after = read_school (fixture->store);
    if (undo == NULL)
      continue;
    begin_recorded (fixture->store);
    g_assert_true (haven_store_take_back (fixture->store, undo, NULL));
    redo = commit_recorded (fixture->store);
    again = read_school (fixture->store);
    assert_same_school (before, again);
    take_back (fixture, redo);
    redone = read_school (fixture->store);
    assert_same_school (after, redone);
    g_assert_true (haven_store_check (fixture->store, NULL));
  }
}

/* What is kept for good is not part of any undo. */
static void
test_some_tables_stay (Fixture *fixture, gconstpointer data)
{
  static const HavenTable kept[] = { HAVEN_TABLE_OUTBOX, HAVEN_TABLE_RELEASES, HAVEN_TABLE_IMPORTS, HAVEN_TABLE_BOOKINGS };
  g_autoptr(HavenSchool) school = NULL;
  guint n = 0;

  fill_store (fixture, 2);
  school = read_school (fixture->store);
  begin_recorded (fixture->store);
  for (gsize i = 0; i < G_N_ELEMENTS (kept); i++)
    put (fixture->store, kept[i], invent_record (fixture->chance, kept[i], school));
  g_assert_true (haven_store_add_audit (fixture->store, test_clock (), "send", 0, NULL, NULL));
  g_assert_null (commit_recorded (fixture->store));
  g_assert_true (haven_store_verify_audit (fixture->store, &n, NULL));
  g_assert_cmpuint (n, ==, 1);
}

static gint64
import_pupils (Fixture *fixture, const char *const *surnames)
{
  g_autoptr(HavenImport) receipt = invent_receipt ();

  begin_recorded (fixture->store);
  for (gsize i = 0; surnames[i] != NULL; i++)
    put (fixture->store, HAVEN_TABLE_PUPILS, invent_pupil (surnames[i], 1));
  g_assert_true (haven_store_put_import (fixture->store, receipt, NULL));
  g_bytes_unref (commit_recorded (fixture->store));
  return receipt->id;
}

static const HavenImport *
get_receipt (HavenSchool *school, gint64 id)
{
  return haven_school_get_record (school, HAVEN_TABLE_IMPORTS, id);
}

static void
test_import (Fixture *fixture, gconstpointer data)
{
  static const char *const surnames[] = { "Brown", "Green", "White", NULL };
  g_autoptr(HavenSchool) before = NULL;
  g_autoptr(HavenSchool) during = NULL;
  g_autoptr(HavenSchool) after = NULL;
  gint64 id;

  fill_store (fixture, 3);
  before = read_school (fixture->store);
  id = import_pupils (fixture, surnames);
  reopen (fixture);                        /* the undo outlives the day */
  during = read_school (fixture->store);
  g_assert_cmpuint (haven_school_get_n_pupils (during), ==, 6);
  begin (fixture->store);
  g_assert_true (haven_store_undo_import (fixture->store, id, test_clock (), NULL));
  commit (fixture->store);
  after = read_school (fixture->store);
  g_assert_true (is_same_school (before, after, UNDO_TABLES));
  g_assert_cmpint (get_receipt (during, id)->undone_at, ==, 0);
  g_assert_cmpint (get_receipt (after, id)->undone_at, ==, test_clock ().now);
}

static void
check_not_undone (Fixture *fixture, gint64 id, HavenErrorCode code, const char *words)
{
  g_autoptr(HavenSchool) before = read_school (fixture->store);
  g_autoptr(HavenSchool) after = NULL;
  g_autoptr(GError) error = NULL;

  begin (fixture->store);
  g_assert_false (haven_store_undo_import (fixture->store, id, test_clock (), &error));
  g_assert_error (error, HAVEN_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, words));
  haven_store_rollback (fixture->store);
  after = read_school (fixture->store);
  assert_same_school (before, after);
}

static void
test_import_twice (Fixture *fixture, gconstpointer data)
{
  static const char *const surnames[] = { "Brown", NULL };
  gint64 id = import_pupils (fixture, surnames);

  begin (fixture->store);
  g_assert_true (haven_store_undo_import (fixture->store, id, test_clock (), NULL));
  commit (fixture->store);
  check_not_undone (fixture, id, HAVEN_ERROR_INVALID, "already");
  check_not_undone (fixture, 4711, HAVEN_ERROR_NOT_FOUND, "no import");
}

/* Nothing that a person wrote goes along with an import that is taken back. */
static void
test_import_with_later_note (Fixture *fixture, gconstpointer data)
{
  static const char *const surnames[] = { "Brown", NULL };
  gint64 id = import_pupils (fixture, surnames);
  g_autoptr(HavenSchool) school = read_school (fixture->store);
  gint64 note_id;

  begin (fixture->store);
  note_id = put (fixture->store, HAVEN_TABLE_NOTES, invent_record (fixture->chance, HAVEN_TABLE_NOTES, school));
  commit (fixture->store);
  check_not_undone (fixture, id, HAVEN_ERROR_CONFLICT, "(notes)");
  begin (fixture->store);
  g_assert_true (haven_store_remove (fixture->store, HAVEN_TABLE_NOTES, note_id, NULL));
  commit (fixture->store);
  begin (fixture->store);
  g_assert_true (haven_store_undo_import (fixture->store, id, test_clock (), NULL));
  commit (fixture->store);
}

static void
test_import_with_later_edit (Fixture *fixture, gconstpointer data)
{
  static const char *const surnames[] = { "Brown", NULL };
  gint64 id = import_pupils (fixture, surnames);
  g_autoptr(HavenSchool) school = read_school (fixture->store);
  g_autoptr(HavenPupil) edited = haven_pupil_copy (haven_school_get_nth_pupil (school, 0));

  g_free (edited->surname);
  edited->surname = g_strdup ("Browne");
  begin (fixture->store);
  g_assert_true (haven_store_put (fixture->store, HAVEN_TABLE_PUPILS, edited, NULL));
  commit (fixture->store);
  check_not_undone (fixture, id, HAVEN_ERROR_CONFLICT, "(pupils)");
}

static void
test_import_that_changed_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenImport) receipt = invent_receipt ();
  gint64 id;

  begin_recorded (fixture->store);
  g_assert_true (haven_store_put_import (fixture->store, receipt, NULL));
  g_assert_null (commit_recorded (fixture->store));
  begin (fixture->store);
  g_assert_true (haven_store_undo_import (fixture->store, receipt->id, test_clock (), NULL));
  commit (fixture->store);
  begin (fixture->store);                  /* not recorded: it cannot be taken back, and says so */
  id = put (fixture->store, HAVEN_TABLE_IMPORTS, invent_receipt ());
  commit (fixture->store);
  check_not_undone (fixture, id, HAVEN_ERROR_INVALID, "not kept");
}

/* Two files of one day, the later one taken back first; the other way round is refused. */
static void
test_imports_in_turn (Fixture *fixture, gconstpointer data)
{
  static const char *const surnames[] = { "Brown", NULL };
  gint64 first = import_pupils (fixture, surnames);
  g_autoptr(HavenSchool) school = read_school (fixture->store);
  g_autoptr(HavenImport) receipt = invent_receipt ();
  gint64 both[2];

  begin_recorded (fixture->store);
  put (fixture->store, HAVEN_TABLE_REGISTERS, invent_record (fixture->chance, HAVEN_TABLE_REGISTERS, school));
  g_assert_true (haven_store_put_import (fixture->store, receipt, NULL));
  g_bytes_unref (commit_recorded (fixture->store));
  check_not_undone (fixture, first, HAVEN_ERROR_CONFLICT, "(registers)");
  both[0] = receipt->id;
  both[1] = first;
  for (int i = 0; i < 2; i++) {
    begin (fixture->store);
    g_assert_true (haven_store_undo_import (fixture->store, both[i], test_clock (), NULL));
    commit (fixture->store);
  }
}

#define ADD(name, func) g_test_add ("/store/undo/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("content-identical", test_content_identical);
  ADD ("some-tables-stay", test_some_tables_stay);
  ADD ("import", test_import);
  ADD ("import-twice", test_import_twice);
  ADD ("import-with-later-note", test_import_with_later_note);
  ADD ("import-with-later-edit", test_import_with_later_edit);
  ADD ("import-that-changed-nothing", test_import_that_changed_nothing);
  ADD ("imports-in-turn", test_imports_in_turn);
  return g_test_run ();
}
