/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-snapshot.h"
#include "haven-store-merge.h"
#include "haven-test-long.h"
#include "haven-test-system.h"
#include "store-support.h"

#include <stdlib.h>
#include <string.h>

/* practice 33: two copies of one shared store, and back to one. "home" was checked out, taken back, and went on; "school" has it since. */

#define NOW G_GINT64_CONSTANT (1780000000)
#define SECRET "What was said in confidence."

typedef struct {
  Fixture base;
  char *shared;
  HavenStore *home;
  HavenStore *school;
  gint64 pupil;
  gint64 meeting;
  gint64 note;
} Two;

static char *
get_path (Two *two, const char *name)
{
  return g_build_filename (two->base.folder, name, NULL);
}

static gint64
put_meeting (HavenStore *store, gint64 pupil, const char *place, const char *purpose)
{
  HavenMeeting *meeting = haven_meeting_new ();

  meeting->pupil_id = pupil;
  meeting->place = g_strdup (place);
  meeting->purpose = g_strdup (purpose);
  return put (store, HAVEN_TABLE_MEETINGS, meeting);
}

static gint64
put_note (HavenStore *store, gint64 pupil, const char *text, gboolean restricted)
{
  HavenNote *note = haven_note_new ();

  note->pupil_id = pupil;
  note->text = g_strdup (text);
  note->restricted = restricted;
  return put (store, HAVEN_TABLE_NOTES, note);
}

static void
tell (HavenStore *store, const char *action, gint64 pupil, const char *detail)
{
  g_assert_true (haven_store_add_audit (store, test_clock (), action, pupil, detail, NULL));
}

static gint64
add_pupil (HavenStore *store, const char *upn, const char *surname)
{
  HavenPupil *pupil = invent_pupil (surname, 0);

  pupil->upn = g_strdup (upn);
  return put (store, HAVEN_TABLE_PUPILS, pupil);
}

static HavenStore *
check_out (Two *two, const char *name)
{
  g_autofree char *folder = get_path (two, name);

  g_assert_true (haven_snapshot_check_out (two->shared, folder, name, NOW, NULL));
  return open_store (folder, HAVEN_STORE_WRITER);
}

static void
fill (Two *two)
{
  HavenStore *store = two->base.store;

  begin (store);
  two->pupil = add_pupil (store, "A100", "First");
  two->meeting = put_meeting (store, two->pupil, "Room 1", "review");
  two->note = put_note (store, two->pupil, SECRET, TRUE);
  tell (store, "add", two->pupil, "pupils");
  commit (store);
}

static void
set_up (Two *two, gconstpointer data)
{
  fixture_set_up (&two->base, data);
  two->shared = get_path (two, "shared");
  g_assert_true (haven_platform_make_private_folder (two->shared, NULL));
  fill (two);
  g_assert_true (haven_snapshot_share (two->base.store, two->shared, test_clock (), NULL));
  two->home = check_out (two, "home");
  g_assert_true (haven_snapshot_release (two->shared, NULL));
  two->school = check_out (two, "school");
}

static void
tear_down (Two *two, gconstpointer data)
{
  haven_store_close (two->home);
  haven_store_close (two->school);
  g_free (two->shared);
  fixture_tear_down (&two->base, data);
}

static void
check_in (HavenStore *store, Two *two)
{
  g_autoptr(GError) error = NULL;

  haven_snapshot_check_in (store, two->shared, test_clock (), &error);
  g_assert_no_error (error);
}

static HavenMeeting *
get_meeting (HavenStore *store, gint64 id)
{
  g_autoptr(HavenSchool) school = read_school (store);

  return haven_meeting_copy (haven_school_get_record (school, HAVEN_TABLE_MEETINGS, id));
}

typedef void (*Change) (HavenMeeting *meeting, const char *text);

static void
set_place (HavenMeeting *meeting, const char *text)
{
  g_free (meeting->place);
  meeting->place = g_strdup (text);
}

static void
set_purpose (HavenMeeting *meeting, const char *text)
{
  g_free (meeting->purpose);
  meeting->purpose = g_strdup (text);
}

static void
change_meeting (HavenStore *store, gint64 id, Change change, const char *text)
{
  HavenMeeting *meeting = get_meeting (store, id);

  change (meeting, text);
  begin (store);
  tell (store, "change", meeting->pupil_id, "meetings");
  put (store, HAVEN_TABLE_MEETINGS, meeting);
  commit (store);
}

/* All that is open goes to this side. */
static void
merge (Two *two, HavenSide side, guint n_conflicts, GBytes **ret_undo)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(HavenStoreMerge) merging = haven_store_merge_look (two->home, two->shared, &error);
  GPtrArray *conflicts;

  g_assert_no_error (error);
  conflicts = haven_merge_get_conflicts (haven_store_merge_peek (merging));
  g_assert_cmpuint (conflicts->len, ==, n_conflicts);
  for (guint i = 0; i < conflicts->len; i++)
    ((HavenConflict *) g_ptr_array_index (conflicts, i))->side = side;
  haven_store_merge_apply (two->home, merging, test_clock (), ret_undo, &error);
  g_assert_no_error (error);
}

static void
merge_plainly (Two *two)
{
  g_autoptr(GBytes) undo = NULL;

  merge (two, HAVEN_SIDE_MINE, 0, &undo);
}

/* ---- field by field ---- */

static void
test_fields (Two *two, gconstpointer data)
{
  g_autoptr(HavenMeeting) meeting = NULL;

  change_meeting (two->home, two->meeting, set_place, "Room 2");
  change_meeting (two->school, two->meeting, set_purpose, "plan");
  check_in (two->school, two);
  merge_plainly (two);
  meeting = get_meeting (two->home, two->meeting);
  g_assert_cmpstr (meeting->place, ==, "Room 2");
  g_assert_cmpstr (meeting->purpose, ==, "plan");
}

static void
test_conflict (Two *two, gconstpointer data)
{
  g_autoptr(HavenStoreMerge) merging = NULL;
  g_autoptr(HavenMeeting) meeting = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) undo = NULL;
  const HavenConflict *conflict;

  change_meeting (two->home, two->meeting, set_place, "Room 2");
  change_meeting (two->school, two->meeting, set_place, "Hall");
  check_in (two->school, two);
  merging = haven_store_merge_look (two->home, two->shared, NULL);
  conflict = g_ptr_array_index (haven_merge_get_conflicts (haven_store_merge_peek (merging)), 0);
  g_assert_cmpint (conflict->pupil_id, ==, two->pupil);
  g_assert_cmpstr (conflict->old, ==, "Room 1");
  g_assert_cmpstr (conflict->mine, ==, "Room 2");
  g_assert_cmpstr (conflict->theirs, ==, "Hall");
  g_assert_cmpstr (conflict->mine_by, ==, NAME);
  g_assert_cmpstr (conflict->theirs_by, ==, NAME);
  g_assert_cmpint (conflict->mine_at, ==, test_clock ().now);
  g_assert_false (haven_store_merge_apply (two->home, merging, test_clock (), &undo, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_CONFLICT);        /* a person settles it first */
  g_clear_pointer (&merging, haven_store_merge_free);
  merge (two, HAVEN_SIDE_THEIRS, 1, &undo);
  meeting = get_meeting (two->home, two->meeting);
  g_assert_cmpstr (meeting->place, ==, "Hall");
}

static void
test_deleted_and_changed (Two *two, gconstpointer data)
{
  g_autoptr(GBytes) undo = NULL;
  g_autoptr(HavenSchool) school = NULL;

  begin (two->home);
  g_assert_true (haven_store_remove (two->home, HAVEN_TABLE_PUPILS, two->pupil, NULL));
  commit (two->home);
  change_meeting (two->school, two->meeting, set_place, "Hall");
  check_in (two->school, two);
  merge (two, HAVEN_SIDE_THEIRS, 1, &undo);
  school = read_school (two->home);
  g_assert_cmpuint (haven_school_get_n_pupils (school), ==, 1);
  g_assert_cmpuint (haven_school_get_table (school, HAVEN_TABLE_MEETINGS)->len, ==, 1);
  g_assert_cmpstr (((HavenNote *) g_ptr_array_index (haven_school_get_table (school, HAVEN_TABLE_NOTES), 0))->text, ==, SECRET);
}

/* ---- new on both sides ---- */

/* The numbers that others may know stay; those from here move, with all that refers to them, and the audit says so. */
static void
test_same_numbers (Two *two, gconstpointer data)
{
  g_autoptr(HavenSchool) school = NULL;
  g_autoptr(GPtrArray) lines = NULL;
  HavenSlice meetings;
  gint64 here, there, moved;
  guint n_told = 0;

  begin (two->home);
  here = add_pupil (two->home, "H200", "Home");
  put_meeting (two->home, here, "at home", NULL);
  put_note (two->home, here, SECRET, TRUE);
  commit (two->home);
  begin (two->school);
  there = add_pupil (two->school, "S300", "School");
  put_meeting (two->school, there, "at school", NULL);
  put_note (two->school, there, "another secret", TRUE);
  commit (two->school);
  g_assert_cmpint (here, ==, there);
  check_in (two->school, two);
  merge_plainly (two);
  school = read_school (two->home);
  g_assert_cmpint (haven_school_find_upn (school, "S300")->id, ==, there);
  moved = haven_school_find_upn (school, "H200")->id;
  g_assert_cmpint (moved, !=, there);
  meetings = haven_school_of_pupil (school, HAVEN_TABLE_MEETINGS, moved);
  g_assert_cmpuint (meetings.n, ==, 1);
  g_assert_cmpstr (((HavenMeeting *) meetings.items[0])->place, ==, "at home");
  g_assert_cmpstr (((HavenNote *) haven_school_of_pupil (school, HAVEN_TABLE_NOTES, moved).items[0])->text, ==, SECRET);
  g_assert_cmpstr (((HavenNote *) haven_school_of_pupil (school, HAVEN_TABLE_NOTES, there).items[0])->text, ==, "another secret");
  lines = haven_store_read_audit (two->home, NULL);
  for (guint i = 0; i < lines->len; i++) {
    const HavenAuditEntry *line = g_ptr_array_index (lines, i);
    n_told += g_str_equal (line->action, "renumber") && line->pupil_id == moved;
  }
  g_assert_cmpuint (n_told, ==, 1);
}

static void
import_into (HavenStore *store, const char *surname, const char *upn)
{
  g_autoptr(HavenImport) receipt = invent_receipt ();
  HavenPupil *pupil = invent_pupil (surname, 1);

  receipt->digest = g_strdup (surname);
  pupil->upn = g_strdup (upn);
  g_assert_true (haven_store_begin (store, TRUE, NULL));
  put (store, HAVEN_TABLE_PUPILS, pupil);
  g_assert_true (haven_store_put_import (store, receipt, NULL));
  g_assert_true (haven_store_commit (store, NULL, NULL, NULL));
}

/* The same child in two files; theirs can still be taken back, and takes back nothing else. */
static void
test_imports (Two *two, gconstpointer data)
{
  g_autoptr(HavenSchool) school = NULL;
  g_autoptr(HavenSchool) after = NULL;

  import_into (two->home, "Home", "H200");
  import_into (two->school, "School", "S300");
  check_in (two->school, two);
  merge_plainly (two);
  school = read_school (two->home);
  g_assert_cmpuint (haven_school_get_table (school, HAVEN_TABLE_IMPORTS)->len, ==, 2);
  g_assert_cmpuint (haven_school_get_n_pupils (school), ==, 3);
  begin (two->home);
  g_assert_true (haven_store_undo_import (two->home, 1, test_clock (), NULL));
  commit (two->home);
  after = read_school (two->home);
  g_assert_null (haven_school_find_upn (after, "S300"));
  g_assert_nonnull (haven_school_find_upn (after, "H200"));
}

static void
test_same_child (Two *two, gconstpointer data)
{
  g_autoptr(HavenSchool) school = NULL;

  import_into (two->home, "Same", "H200");
  import_into (two->school, "Same", "H200");
  check_in (two->school, two);
  merge_plainly (two);
  school = read_school (two->home);
  g_assert_cmpuint (haven_school_get_n_pupils (school), ==, 2);
}

/* ---- marks ---- */

static void
put_mark (HavenStore *store, gint64 pupil, guint place, guint8 mark)
{
  g_autoptr(HavenSchool) school = read_school (store);
  HavenSlice registers = haven_school_of_pupil (school, HAVEN_TABLE_REGISTERS, pupil);
  HavenRegister *one = registers.n > 0 ? haven_register_copy (registers.items[0]) : haven_register_new ();
  guint8 *marks = g_malloc0 (HAVEN_REGISTER_BYTES);

  if (one->marks != NULL)
    memcpy (marks, g_bytes_get_data (one->marks, NULL), HAVEN_REGISTER_BYTES);
  marks[place] = mark;
  g_clear_pointer (&one->marks, g_bytes_unref);
  one->marks = g_bytes_new_take (marks, HAVEN_REGISTER_BYTES);
  one->pupil_id = pupil;
  one->year = 2025;
  begin (store);
  put (store, HAVEN_TABLE_REGISTERS, one);
  commit (store);
}

static void
test_marks (Two *two, gconstpointer data)
{
  g_autoptr(HavenStoreMerge) merging = NULL;
  g_autoptr(HavenSchool) school = NULL;
  g_autoptr(GBytes) undo = NULL;
  const HavenConflict *conflict;
  const guint8 *marks;

  put_mark (two->home, two->pupil, 0, '/');
  put_mark (two->home, two->pupil, 2, 'N');
  put_mark (two->school, two->pupil, 1, 'L');
  put_mark (two->school, two->pupil, 2, 'O');
  check_in (two->school, two);
  merging = haven_store_merge_look (two->home, two->shared, NULL);
  conflict = g_ptr_array_index (haven_merge_get_conflicts (haven_store_merge_peek (merging)), 0);
  g_assert_cmpstr (conflict->mine, ==, "2025-09-02 AM N");
  g_assert_cmpstr (conflict->theirs, ==, "2025-09-02 AM O");
  g_clear_pointer (&merging, haven_store_merge_free);
  merge (two, HAVEN_SIDE_MINE, 1, &undo);
  school = read_school (two->home);
  marks = haven_school_get_marks (school, two->pupil, 2025);
  g_assert_cmpmem (marks, 4, "/LN\0", 4);
}

/* ---- people, audit, drafts ---- */

static guint
count_lines (HavenStore *store, const char *action)
{
  g_autoptr(GPtrArray) lines = haven_store_read_audit (store, NULL);
  guint n = 0;

  for (guint i = 0; i < lines->len; i++)
    n += g_str_equal (((HavenAuditEntry *) g_ptr_array_index (lines, i))->action, action);
  return n;
}

static void
test_people (Two *two, gconstpointer data)
{
  const HavenStoreUser deputy = { "Dep Uty", HAVEN_ROLE_DEPUTY, "the deputy's" };
  g_autofree char *folder = get_path (two, "home");
  g_autoptr(HavenStore) opened = NULL;
  g_autoptr(HavenSchool) school = NULL;
  HavenSlice notes;
  guint n = 0;

  g_assert_true (haven_store_change_passphrase (two->home, PASSPHRASE, "changed at home", test_clock (), NULL));
  begin (two->home);
  put_note (two->home, two->pupil, "from home", TRUE);
  commit (two->home);
  g_assert_true (haven_store_add_user (two->school, &deputy, test_clock (), NULL));
  check_in (two->school, two);
  merge_plainly (two);
  g_assert_cmpuint (count_lines (two->home, "add-person"), ==, 1);
  g_assert_cmpuint (count_lines (two->home, "change-passphrase"), ==, 1);
  g_assert_true (haven_store_verify_audit (two->home, &n, NULL));
  g_clear_pointer (&two->home, haven_store_close);
  opened = haven_store_open (folder, NULL, "changed at home", HAVEN_STORE_WRITER, test_clock (), NULL);
  g_assert_nonnull (opened);
  g_clear_pointer (&opened, haven_store_close);
  opened = haven_store_open (folder, "Dep Uty", "the deputy's", HAVEN_STORE_WRITER, test_clock (), NULL);
  school = read_school (opened);
  notes = haven_school_of_pupil (school, HAVEN_TABLE_NOTES, two->pupil);
  for (guint i = 0; i < notes.n; i++)
    g_assert_nonnull (((HavenNote *) notes.items[i])->text);       /* sealed to the new deputy too */
  g_assert_cmpuint (notes.n, ==, 2);
}

/* Whoever was removed there merges nothing, and a keys file that was altered there lets nobody in. */
static void
test_removed (Two *two, gconstpointer data)
{
  const HavenStoreUser second = { "Second", HAVEN_ROLE_DSL, "the second's" };
  g_autofree char *folder = get_path (two, "school");
  g_autoptr(GError) error = NULL;

  g_assert_true (haven_store_add_user (two->school, &second, test_clock (), NULL));
  g_clear_pointer (&two->school, haven_store_close);
  two->school = haven_store_open (folder, "Second", "the second's", HAVEN_STORE_WRITER, test_clock (), NULL);
  g_assert_true (haven_store_remove_user (two->school, NAME, test_clock (), NULL));
  check_in (two->school, two);
  {
    g_autoptr(HavenStoreMerge) merging = haven_store_merge_look (two->home, two->shared, NULL);
    g_autoptr(GBytes) undo = NULL;
    g_assert_false (haven_store_merge_apply (two->home, merging, test_clock (), &undo, &error));
  }
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED);
  g_assert_cmpuint (count_lines (two->home, "merge"), ==, 0);
}

static void
test_drafts (Two *two, gconstpointer data)
{
  g_autoptr(GBytes) draft = g_bytes_new_static ("half a", 6);
  g_autoptr(GBytes) found = NULL;

  g_assert_true (haven_store_keep_draft (two->school, test_clock (), "note", draft, NULL));
  check_in (two->school, two);
  merge_plainly (two);
  found = haven_store_get_draft (two->home, "note", NULL);
  g_assert_true (g_bytes_equal (draft, found));
}

/* ---- and back ---- */

static void
test_check_in_after (Two *two, gconstpointer data)
{
  g_autoptr(GError) before = NULL;
  g_autoptr(HavenMeeting) meeting = NULL;
  g_autofree char *to_read = NULL;
  g_autofree char *folder = get_path (two, "home");

  change_meeting (two->home, two->meeting, set_place, "Room 2");
  change_meeting (two->school, two->meeting, set_purpose, "plan");
  check_in (two->school, two);
  g_assert_false (haven_snapshot_check_in (two->home, two->shared, test_clock (), &before));
  g_assert_error (before, HAVEN_ERROR, HAVEN_ERROR_CONFLICT);
  merge_plainly (two);
  check_in (two->home, two);
  to_read = haven_snapshot_dup_to_read (folder);
  g_assert_nonnull (to_read);
  g_clear_pointer (&two->school, haven_store_close);
  two->school = check_out (two, "school");                          /* the copy to read becomes the writer's again */
  meeting = get_meeting (two->school, two->meeting);
  g_assert_cmpstr (meeting->place, ==, "Room 2");
  g_assert_cmpstr (meeting->purpose, ==, "plan");
  g_assert_cmpuint (count_lines (two->school, "check-in"), ==, 2);
  change_meeting (two->school, two->meeting, set_place, "Hall");
}

/* Undone, and merged again: as if it had been merged once. */
static void
test_undo (Two *two, gconstpointer data)
{
  g_autoptr(GBytes) undo = NULL;
  g_autoptr(GBytes) again = NULL;
  g_autoptr(HavenSchool) before = NULL;
  g_autoptr(HavenSchool) merged = NULL;
  g_autoptr(HavenSchool) undone = NULL;
  g_autoptr(HavenSchool) last = NULL;
  HavenTables tables = HAVEN_ALL_TABLES & ~HAVEN_TABLE_BIT (HAVEN_TABLE_IMPORTS);
  guint n_lines;

  begin (two->home);
  put_meeting (two->home, add_pupil (two->home, "H200", "Home"), "at home", NULL);
  commit (two->home);
  begin (two->school);
  put_meeting (two->school, add_pupil (two->school, "S300", "School"), "at school", NULL);
  tell (two->school, "add", 2, "pupils");
  commit (two->school);
  check_in (two->school, two);
  before = read_school (two->home);
  merge (two, HAVEN_SIDE_MINE, 0, &undo);
  merged = read_school (two->home);
  n_lines = count_lines (two->home, "add");
  begin (two->home);
  g_assert_true (haven_store_take_back (two->home, undo, NULL));
  commit (two->home);
  undone = read_school (two->home);
  g_assert_true (is_same_school (before, undone, tables));
  merge (two, HAVEN_SIDE_MINE, 0, &again);
  last = read_school (two->home);
  g_assert_true (is_same_school (merged, last, tables));
  g_assert_cmpuint (count_lines (two->home, "add"), ==, n_lines);   /* each line stands once */
}

static void
test_nothing_to_merge (Two *two, gconstpointer data)
{
  g_autoptr(GError) same = NULL;
  g_autoptr(GError) stranger = NULL;

  g_assert_null (haven_store_merge_look (two->home, two->shared, &same));
  g_assert_error (same, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND);
  g_assert_null (haven_store_merge_look (two->base.store, two->shared, &stranger));
  g_assert_error (stranger, HAVEN_ERROR, HAVEN_ERROR_REFUSED);      /* it was shared, and is a copy to read since */
}

/* ---- a full disk, and death, at each step ---- */

static void
make_both (Two *two)
{
  const HavenStoreUser deputy = { "Dep Uty", HAVEN_ROLE_DEPUTY, "the deputy's" };

  begin (two->home);
  put_meeting (two->home, add_pupil (two->home, "H200", "Home"), "at home", NULL);
  commit (two->home);
  change_meeting (two->school, two->meeting, set_place, "Hall");
  begin (two->school);
  add_pupil (two->school, "S300", "School");
  commit (two->school);
  g_assert_true (haven_store_add_user (two->school, &deputy, test_clock (), NULL));
  check_in (two->school, two);
}

static gboolean
try_merge (HavenStore *store, const char *shared)
{
  g_autoptr(HavenStoreMerge) merging = haven_store_merge_look (store, shared, NULL);
  g_autoptr(GBytes) undo = NULL;

  return merging != NULL && haven_store_merge_apply (store, merging, test_clock (), &undo, NULL);
}

static void
check_whole (HavenStore *store, HavenSchool *before, gboolean merged)
{
  g_autoptr(HavenSchool) school = read_school (store);
  guint n = 0;

  g_assert_true (haven_store_check (store, NULL));
  g_assert_true (haven_store_verify_audit (store, &n, NULL));
  g_assert_true (is_same_school (before, school, HAVEN_ALL_TABLES) != merged);
  g_assert_cmpuint (haven_school_get_n_pupils (school), ==, merged ? 3 : 2);
  g_assert_cmpuint (count_lines (store, "merge"), ==, merged);
  g_assert_cmpuint (count_lines (store, "add-person"), ==, merged);
}

static void
test_full_disk (Two *two, gconstpointer data)
{
  g_autoptr(HavenSchool) before = NULL;
  gboolean done = FALSE;
  int n;

  make_both (two);
  before = read_school (two->home);
  for (n = 0; !done; n++) {
    int left = n;
    haven_store_set_write_func (two->home, haven_test_fail_after, &left);
    done = try_merge (two->home, two->shared);
    haven_store_set_write_func (two->home, NULL, NULL);
    check_whole (two->home, before, done);
  }
  g_assert_cmpint (n, >, 15);
}

static int
do_merge (char **words)
{
  return work_and_die (words, try_merge);
}

/* Dead after the people were written and before the records were, the next opening finds other keys than the records know, says so, and merging
 * again does the rest. */
static void
test_death (Two *two, gconstpointer data)
{
  g_autofree char *folder = get_path (two, "home");
  g_autoptr(HavenSchool) before = NULL;
  gboolean died = TRUE;
  int n;

  make_both (two);
  before = read_school (two->home);
  for (n = 0; died; n++) {
    g_autofree char *left = g_strdup_printf ("%d", n);
    g_clear_pointer (&two->home, haven_store_close);
    died = haven_test_part_dies (folder, two->shared, left, NULL);
    two->home = open_store (folder, HAVEN_STORE_WRITER);
    check_whole (two->home, before, !died);
  }
  g_assert_cmpint (n, >, 15);
  haven_test_tell_faults ("merge", "kill -9 at a write", n, n, 0);
}

#define ADD(name, func) g_test_add ("/store/merge/practice_33/" name, Two, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  haven_test_parts (argc, argv, do_merge);
  g_test_init (&argc, &argv, NULL);
  ADD ("fields", test_fields);
  ADD ("conflict", test_conflict);
  ADD ("deleted-and-changed", test_deleted_and_changed);
  ADD ("same-numbers", test_same_numbers);
  ADD ("imports", test_imports);
  ADD ("same-child", test_same_child);
  ADD ("marks", test_marks);
  ADD ("people", test_people);
  ADD ("removed", test_removed);
  ADD ("drafts", test_drafts);
  ADD ("check-in-after", test_check_in_after);
  ADD ("undo", test_undo);
  ADD ("nothing-to-merge", test_nothing_to_merge);
  ADD ("full-disk", test_full_disk);
  ADD ("death", test_death);
  return g_test_run ();
}
