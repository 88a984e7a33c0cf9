/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-tables.h"
#include "store-support.h"

#include <string.h>

/* The model's fields and the store's columns are the same words in the same order. */
static void
check_order (const char *sql, const HavenKind *kind)
{
  const char *place = sql;

  for (guint i = 0; i < kind->n_fields; i++) {
    g_autofree char *pattern = g_strdup_printf ("\\b%s\\b", kind->fields[i].name);
    g_autoptr(GRegex) regex = g_regex_new (pattern, 0, 0, NULL);
    g_autoptr(GMatchInfo) match = NULL;
    int end = 0;
    g_assert_true (g_regex_match (regex, place, 0, &match));
    g_match_info_fetch_pos (match, 0, NULL, &end);
    place += end;
  }
}

static void
test_columns (void)
{
  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++) {
    const HavenTableSql *sql = haven_tables_get (table);
    g_autofree char *last = g_strdup_printf ("?%u)", sql->kind->n_fields);
    HavenTable found = HAVEN_N_TABLES;
    g_assert_true (sql->kind == haven_table_get_kind (table));
    g_assert_true (haven_tables_find (sql->kind->name, &found));
    g_assert_cmpint (found, ==, table);
    check_order (sql->read, sql->kind);
    check_order (sql->insert, sql->kind);
    g_assert_true (g_str_has_suffix (sql->insert, last));
    g_assert_nonnull (strstr (sql->update, "WHERE id = ?1"));
    g_assert_true (sql->remove == NULL || strstr (sql->remove, "WHERE id = ?1") != NULL);
  }
}

static void
test_by_number (void)
{
  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++) {
    const HavenTableSql *sql = haven_tables_get (table);
    for (guint i = 1; i < sql->kind->n_fields; i++) {
      g_autofree char *pair = g_strdup_printf ("%s = ?%u", sql->kind->fields[i].name, i + 1);
      g_autofree char *quoted = g_strdup_printf ("\"%s\" = ?%u", sql->kind->fields[i].name, i + 1);
      gboolean there = strstr (sql->update, pair) != NULL || strstr (sql->update, quoted) != NULL;
      g_assert_true (there || table == HAVEN_TABLE_RELEASES);
    }
  }
}

/* What is put is read again, field for field: after a reopening, and after a change. */
static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenSchool) before = NULL;
  g_autoptr(HavenSchool) after = NULL;

  fill_store (fixture, 5);
  before = read_school (fixture->store);
  reopen (fixture);
  after = read_school (fixture->store);
  assert_same_school (before, after);
  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++)
    g_assert_cmpuint (haven_school_get_table (after, table)->len, ==, 5);
}

static void
check_update (Fixture *fixture, HavenSchool *school, HavenTable table)
{
  const HavenKind *kind = haven_table_get_kind (table);
  gpointer fresh = invent_record (fixture->chance, table, school);
  g_autoptr(HavenSchool) after = NULL;
  gconstpointer read;
  gint64 id = *(gint64 *) g_ptr_array_index (haven_school_get_table (school, table), 2);

  *(gint64 *) fresh = id;
  begin (fixture->store);
  g_assert_true (haven_store_put (fixture->store, table, fresh, NULL));
  g_assert_cmpuint (commit (fixture->store), ==, HAVEN_TABLE_BIT (table));
  after = read_school (fixture->store);
  read = haven_school_get_record (after, table, id);
  g_assert_true (haven_record_equal (kind, read, fresh) || table == HAVEN_TABLE_RELEASES);
  haven_record_free (kind, fresh);
}

static void
test_update (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenSchool) school = NULL;

  fill_store (fixture, 5);
  school = read_school (fixture->store);
  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++)
    check_update (fixture, school, table);
}

static void
test_ledger_is_append_only (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenSchool) school = NULL;
  g_autoptr(HavenLedgerEntry) altered = NULL;
  g_autoptr(HavenSchool) after = NULL;
  g_autoptr(GError) error = NULL;
  const HavenLedgerEntry *before, *read;

  fill_store (fixture, 1);
  school = read_school (fixture->store);
  before = g_ptr_array_index (haven_school_get_table (school, HAVEN_TABLE_RELEASES), 0);
  altered = haven_ledger_entry_copy (before);
  altered->revision++;
  altered->sent_at = 77;
  begin (fixture->store);
  g_assert_true (haven_store_put (fixture->store, HAVEN_TABLE_RELEASES, altered, NULL));
  g_assert_false (haven_store_remove (fixture->store, HAVEN_TABLE_RELEASES, before->id, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID);
  commit (fixture->store);
  after = read_school (fixture->store);
  read = haven_school_get_record (after, HAVEN_TABLE_RELEASES, before->id);
  g_assert_cmpint (read->revision, ==, before->revision);
  g_assert_cmpint (read->sent_at, ==, 77);
}

static void
test_insert_with_id (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenPupil) pupil = invent_pupil ("Invented", 0);
  g_autoptr(HavenSchool) school = NULL;
  g_autoptr(GError) error = NULL;

  pupil->id = 4711;
  begin (fixture->store);
  g_assert_true (haven_store_insert (fixture->store, HAVEN_TABLE_PUPILS, pupil, NULL));
  g_assert_false (haven_store_insert (fixture->store, HAVEN_TABLE_PUPILS, pupil, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID);
  commit (fixture->store);
  school = read_school (fixture->store);
  g_assert_nonnull (haven_school_get_pupil (school, 4711));
}

static void
test_not_found (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenPupil) pupil = invent_pupil ("Invented", 0);
  g_autoptr(GError) put_error = NULL;
  g_autoptr(GError) remove_error = NULL;

  pupil->id = 99;
  begin (fixture->store);
  g_assert_false (haven_store_put (fixture->store, HAVEN_TABLE_PUPILS, pupil, &put_error));
  g_assert_error (put_error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND);
  g_assert_false (haven_store_remove (fixture->store, HAVEN_TABLE_PUPILS, 99, &remove_error));
  g_assert_error (remove_error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND);
  haven_store_rollback (fixture->store);
}

static void
test_refused_values (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenPupil) pupil = invent_pupil ("Invented", 0);
  g_autoptr(HavenRegister) marks = haven_register_new ();
  g_autoptr(GError) code_error = NULL;
  g_autoptr(GError) size_error = NULL;

  pupil->sen = 77;
  marks->marks = g_bytes_new_static ("short", 5);
  begin (fixture->store);
  g_assert_false (haven_store_put (fixture->store, HAVEN_TABLE_PUPILS, pupil, &code_error));
  g_assert_error (code_error, HAVEN_ERROR, HAVEN_ERROR_INVALID);
  pupil->sen = HAVEN_SEN_NONE;
  g_assert_true (haven_store_put (fixture->store, HAVEN_TABLE_PUPILS, pupil, NULL));
  marks->pupil_id = pupil->id;
  g_assert_false (haven_store_put (fixture->store, HAVEN_TABLE_REGISTERS, marks, &size_error));
  g_assert_error (size_error, HAVEN_ERROR, HAVEN_ERROR_INVALID);
  haven_store_rollback (fixture->store);
}

/* A pupil takes along all that is about that pupil, and nothing else; each table that lost something is told of. */
static void
test_remove_pupil (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenSchool) before = NULL;
  g_autoptr(HavenSchool) after = NULL;
  HavenTables changed;
  gint64 id;

  fill_store (fixture, 12);
  before = read_school (fixture->store);
  id = haven_school_get_nth_pupil (before, 3)->id;
  begin (fixture->store);
  g_assert_true (haven_store_remove (fixture->store, HAVEN_TABLE_PUPILS, id, NULL));
  changed = commit (fixture->store);
  after = read_school (fixture->store);
  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++) {
    HavenSlice gone, left;
    if (table == HAVEN_TABLE_PUPILS || strstr (haven_tables_get (table)->read, "pupil_id") == NULL)
      continue;
    gone = haven_school_of_pupil (before, table, id);
    left = haven_school_of_pupil (after, table, id);
    g_assert_cmpuint (left.n, ==, 0);
    g_assert_true (gone.n == 0 || (changed & HAVEN_TABLE_BIT (table)) != 0);
  }
  g_assert_true (is_same_school (before, after, ~changed));
}

static void
test_pupil_numbers_are_used_once (Fixture *fixture, gconstpointer data)
{
  gint64 first, second;

  begin (fixture->store);
  first = put (fixture->store, HAVEN_TABLE_PUPILS, invent_pupil ("Invented", 0));
  commit (fixture->store);
  begin (fixture->store);
  g_assert_true (haven_store_remove (fixture->store, HAVEN_TABLE_PUPILS, first, NULL));
  commit (fixture->store);
  begin (fixture->store);
  second = put (fixture->store, HAVEN_TABLE_PUPILS, invent_pupil ("Another", 0));
  commit (fixture->store);
  g_assert_cmpint (second, >, first);
}

static guint8
mark_of (gint64 year, gint64 pupil, guint place)
{
  return (guint8) ('A' + (year * 31 + pupil * 7 + place) % 26);
}

static HavenRegister *
make_register (gint64 pupil, gint64 year)
{
  HavenRegister *record = haven_register_new ();
  guint8 marks[HAVEN_REGISTER_BYTES];

  for (guint i = 0; i < HAVEN_REGISTER_BYTES; i++)
    marks[i] = mark_of (year, pupil, i);
  record->pupil_id = pupil;
  record->year = year;
  record->marks = g_bytes_new (marks, sizeof marks);
  return record;
}

/* A store grows year by year; what is read is ordered by pupil, and more than one block's worth of marks are everyone's own */
static void
test_registers_year_by_year (Fixture *fixture, gconstpointer data)
{
  enum { N_PUPILS = 60, FIRST = 2020, LAST = 2024 };
  gint64 ids[N_PUPILS];
  g_autoptr(HavenSchool) school = NULL;

  begin (fixture->store);
  for (guint i = 0; i < N_PUPILS; i++)
    ids[i] = put (fixture->store, HAVEN_TABLE_PUPILS, invent_pupil ("Invented", 0));
  for (int year = FIRST; year <= LAST; year++)
    for (guint i = 0; i < N_PUPILS; i++)
      put (fixture->store, HAVEN_TABLE_REGISTERS, make_register (ids[i], year));
  commit (fixture->store);
  school = read_school (fixture->store);
  for (guint i = 0; i < N_PUPILS; i++) {
    g_assert_cmpuint (haven_school_of_pupil (school, HAVEN_TABLE_REGISTERS, ids[i]).n, ==, LAST - FIRST + 1);
    for (int year = FIRST; year <= LAST; year++)
      for (guint k = 0; k < HAVEN_REGISTER_BYTES; k++)
        g_assert_cmpuint (haven_school_get_marks (school, ids[i], year)[k], ==, mark_of (year, ids[i], k));
  }
}

#define ADD(name, func) g_test_add ("/store/tables/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/tables/columns", test_columns);
  g_test_add_func ("/store/tables/by-number", test_by_number);
  ADD ("round-trip", test_round_trip);
  ADD ("update", test_update);
  ADD ("ledger-is-append-only", test_ledger_is_append_only);
  ADD ("insert-with-id", test_insert_with_id);
  ADD ("not-found", test_not_found);
  ADD ("refused-values", test_refused_values);
  ADD ("remove-pupil", test_remove_pupil);
  ADD ("registers-year-by-year", test_registers_year_by_year);
  ADD ("pupil-numbers-are-used-once", test_pupil_numbers_are_used_once);
  return g_test_run ();
}
