/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-store-private.h"
#include "haven-statement.h"
#include "store-support.h"

#define TEACHER_PASSPHRASE "the teacher's"
#define SECRET "Zzyzx said it in confidence."

static HavenNote *
invent_note (gint64 pupil_id, const char *text)
{
  HavenNote *note = haven_note_new ();

  note->pupil_id = pupil_id;
  note->restricted = TRUE;
  note->text = g_strdup (text);
  return note;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const HavenStoreUser teacher = { "T. Teacher", HAVEN_ROLE_DT, TEACHER_PASSPHRASE };

  fixture_set_up (fixture, data);
  g_assert_true (haven_store_add_user (fixture->store, &teacher, test_clock (), NULL));
  begin (fixture->store);
  put (fixture->store, HAVEN_TABLE_PUPILS, invent_pupil ("Invented", 0));
  put (fixture->store, HAVEN_TABLE_NOTES, invent_note (1, SECRET));
  commit (fixture->store);
}

static char *
read_text (HavenStore *store, gint64 id)
{
  g_autoptr(HavenSchool) school = read_school (store);
  const HavenNote *note = haven_school_get_record (school, HAVEN_TABLE_NOTES, id);

  g_assert_true (note->restricted);
  return g_strdup (note->text);
}

static void
check_text (HavenStore *store, gint64 id, const char *expected)
{
  g_autofree char *text = read_text (store, id);

  g_assert_cmpstr (text, ==, expected);
}

static void
become_teacher (Fixture *fixture)
{
  haven_store_close (fixture->store);
  fixture->store = haven_store_open (fixture->path, NULL, TEACHER_PASSPHRASE, HAVEN_STORE_WRITER, test_clock (), NULL);
}

static gint64
count (HavenStore *store, const char *sql)
{
  HavenStatement *statement = haven_connection_get_statement (store->connection, sql, NULL);
  gboolean row = FALSE;
  gint64 n;

  g_assert_true (haven_statement_step (statement, &row, NULL));
  n = haven_statement_get_int (statement, 0);
  haven_statement_reset (statement);
  return n;
}

static void
test_who_reads (Fixture *fixture, gconstpointer data)
{
  HavenStore *beside = haven_store_open_beside (fixture->store, NULL);

  check_text (fixture->store, 1, SECRET);
  check_text (beside, 1, SECRET);
  haven_store_close (beside);
  g_assert_cmpint (count (fixture->store, "SELECT count (*) FROM notes WHERE restricted = 1 AND text IS NOT NULL"), ==, 0);
  become_teacher (fixture);
  check_text (fixture->store, 1, NULL);
}

static gboolean
change (HavenStore *store, HavenNote *take_note, GError **error)
{
  gboolean done;

  begin (store);
  done = haven_store_put (store, HAVEN_TABLE_NOTES, take_note, error);
  haven_note_free (take_note);
  if (done)
    commit (store);
  else
    haven_store_rollback (store);
  return done;
}

/* Who cannot read an entry neither changes nor opens it up, and can still write one. */
static void
test_who_writes (Fixture *fixture, gconstpointer data)
{
  HavenNote *altered = invent_note (1, "Another text");
  HavenNote *opened = invent_note (1, NULL);
  g_autoptr(GError) one = NULL;
  g_autoptr(GError) other = NULL;

  altered->id = opened->id = 1;
  opened->restricted = FALSE;
  become_teacher (fixture);
  g_assert_false (change (fixture->store, altered, &one));
  g_assert_error (one, HAVEN_ERROR, HAVEN_ERROR_REFUSED);
  g_assert_false (change (fixture->store, opened, &other));
  g_assert_error (other, HAVEN_ERROR, HAVEN_ERROR_REFUSED);
  g_assert_true (change (fixture->store, invent_note (1, "From the teacher"), NULL));
  check_text (fixture->store, 2, NULL);
  reopen (fixture);
  check_text (fixture->store, 1, SECRET);
  check_text (fixture->store, 2, "From the teacher");
}

static void
test_lifted (Fixture *fixture, gconstpointer data)
{
  HavenNote *lifted = invent_note (1, SECRET);
  g_autoptr(HavenSchool) school = NULL;

  lifted->id = 1;
  lifted->restricted = FALSE;
  g_assert_true (change (fixture->store, lifted, NULL));
  g_assert_cmpint (count (fixture->store, "SELECT count (*) FROM note_texts"), ==, 0);
  g_assert_cmpint (count (fixture->store, "SELECT count (*) FROM note_seals"), ==, 0);
  become_teacher (fixture);
  school = read_school (fixture->store);
  g_assert_cmpstr (((const HavenNote *) haven_school_get_record (school, HAVEN_TABLE_NOTES, 1))->text, ==, SECRET);
}

/* The rest of an entry is edited without uncovering its text, and so is the restriction lifted. */
static void
test_covered (Fixture *fixture, gconstpointer data)
{
  HavenNote *dated = invent_note (1, NULL);
  HavenNote *lifted = invent_note (1, NULL);
  g_autoptr(HavenSchool) school = NULL;

  dated->id = lifted->id = 1;
  dated->day = haven_day_new (2026, 6, 1);
  lifted->restricted = FALSE;
  g_assert_true (change (fixture->store, dated, NULL));
  check_text (fixture->store, 1, SECRET);
  g_assert_true (change (fixture->store, lifted, NULL));
  school = read_school (fixture->store);
  g_assert_cmpstr (((const HavenNote *) haven_school_get_record (school, HAVEN_TABLE_NOTES, 1))->text, ==, SECRET);
}

/* Edited, removed, and both taken back: what was sealed comes back sealed, to the same readers. */
static void
test_undo (Fixture *fixture, gconstpointer data)
{
  g_autoptr(HavenNote) edited = invent_note (1, "Edited");
  g_autoptr(GBytes) edit = NULL;
  g_autoptr(GBytes) removal = NULL;

  edited->id = 1;
  g_assert_true (haven_store_begin (fixture->store, TRUE, NULL));
  g_assert_true (haven_store_put (fixture->store, HAVEN_TABLE_NOTES, edited, NULL));
  g_assert_true (haven_store_commit (fixture->store, NULL, &edit, NULL));
  check_text (fixture->store, 1, "Edited");
  g_assert_true (haven_store_begin (fixture->store, TRUE, NULL));
  g_assert_true (haven_store_remove (fixture->store, HAVEN_TABLE_NOTES, 1, NULL));
  g_assert_true (haven_store_commit (fixture->store, NULL, &removal, NULL));
  g_assert_cmpint (count (fixture->store, "SELECT count (*) FROM note_seals"), ==, 0);
  begin (fixture->store);
  g_assert_true (haven_store_take_back (fixture->store, removal, NULL));
  commit (fixture->store);
  check_text (fixture->store, 1, "Edited");
  begin (fixture->store);
  g_assert_true (haven_store_take_back (fixture->store, edit, NULL));
  commit (fixture->store);
  check_text (fixture->store, 1, SECRET);
}

/* Even with the store's key in hand: in no table, and pages that are freed are wiped. */
static void
test_nowhere_in_the_clear (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (count (fixture->store, "SELECT count (*) FROM notes WHERE instr (text, 'confidence') > 0"), ==, 0);
  g_assert_cmpint (count (fixture->store, "SELECT count (*) FROM note_texts WHERE instr (sealed, x'636f6e666964656e6365') > 0"), ==, 0);
  g_assert_cmpint (count (fixture->store, "PRAGMA secure_delete"), ==, 1);
}

/* A seal that was damaged covers its own entry and no other. */
static void
test_damaged_seal (Fixture *fixture, gconstpointer data)
{
  begin (fixture->store);
  put (fixture->store, HAVEN_TABLE_NOTES, invent_note (1, "Another"));
  g_assert_true (haven_connection_run (fixture->store->connection, "UPDATE note_texts SET sealed = x'00112233' WHERE id = 1", NULL));
  commit (fixture->store);
  check_text (fixture->store, 1, NULL);
  check_text (fixture->store, 2, "Another");
}

#define ADD(name, func) g_test_add ("/store/seals/practice_32/" name, Fixture, NULL, set_up, func, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("who-reads", test_who_reads);
  ADD ("who-writes", test_who_writes);
  ADD ("lifted", test_lifted);
  ADD ("covered", test_covered);
  ADD ("undo", test_undo);
  ADD ("nowhere-in-the-clear", test_nowhere_in_the_clear);
  ADD ("C4/damaged-seal", test_damaged_seal);
  return g_test_run ();
}
