/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <stdlib.h>
#include <string.h>

#include "haven-connection.h"
#include "haven-platform.h"
#include "haven-reference.h"
#include "haven-store-private.h"
#include "haven-test-system.h"
#include "intake-support.h"

/* A file is in the store whole, or it is as if it had never been. */

#define RECORDS (HAVEN_ALL_TABLES & ~HAVEN_TABLE_BIT (HAVEN_TABLE_IMPORTS))
#define PUPILS "UPN,Adno,Surname,Forename,DOB,NC Year\r\n"

typedef struct {
  char *folder;
  char *path;                /* of the store */
  HavenStore *store;
} Fixture;

/* A school's first files, and what comes a week later */
static const char *const first_files[] = {
  PUPILS UPN_ONE ",000123,Brown,Amara,2012-03-04,9\r\n" UPN_TWO ",000456,Evans,Ben,2012-03-04,9\r\n",
  "UPN,Status,Start Date,End Date\r\n" UPN_ONE ",CIN,2024-10-01,\r\n",
  "UPN,Date,Session,Mark,Minutes Late\r\n" UPN_ONE ",2025-11-03,AM,L,9\r\n" UPN_ONE ",2025-11-03,PM,N,\r\n"
  UPN_TWO ",2025-11-03,AM,/,\r\n",
  "UPN,Type,Start Date,Sessions,Reason\r\n" UPN_ONE ",SUSP,2025-10-03,2,PP\r\n" UPN_TWO ",SUSP,2025-10-03,2,PP\r\n",
  "UPN,From,To,Possible,Attended,Authorised,Unauthorised\r\n" UPN_ONE ",2025-01-06,2025-04-04,120,110,8,2\r\n",
  "UPN,Subject,Date,Result\r\n" UPN_ONE ",Reading,2025-07-01,EXS\r\n",
  "Subject,Date,Year,Below,Expected,Above\r\nReading,2025-07-01,9,10,30,5\r\n",
  "UPN,Status,Local Authority,Social Worker\r\n" UPN_ONE ",CIN,Invented County,J. Worker\r\n",
};
static const char *const next_files[] = {
  PUPILS UPN_ONE ",000123,Brown,Amara,2012-03-04,10\r\n" UPN_NEW ",000789,Clarke,Dylan,2012-03-04,9\r\n",
  "UPN,Status,Start Date,End Date\r\n" UPN_ONE ",CIN,2024-10-01,2025-11-01\r\n" UPN_TWO ",CP,2025-11-01,\r\n",
  "UPN,Date,Session,Mark,Minutes Late\r\n" UPN_ONE ",2025-11-03,AM,L,12\r\n" UPN_ONE ",2025-11-03,PM,U,35\r\n"
  UPN_TWO ",2025-11-03,AM,O,\r\n" UPN_TWO ",2025-11-03,PM,O,\r\n",
  "UPN,Type,Start Date,Sessions,Reason\r\n" UPN_ONE ",SUSP,2025-10-03,4,PP\r\n" UPN_TWO ",PERM,2025-11-03,,VA\r\n",
  "UPN,From,To,Possible,Attended,Authorised,Unauthorised\r\n" UPN_ONE ",2025-01-06,2025-04-04,120,112,6,2\r\n"
  UPN_TWO ",2025-01-06,2025-04-04,120,120,0,0\r\n",
  "UPN,Subject,Date,Result\r\n" UPN_ONE ",Reading,2025-07-01,GDS\r\n" UPN_ONE ",Writing,2025-07-01,WTS\r\n",
  "Subject,Date,Year,Below,Expected,Above\r\nReading,2025-07-01,9,10,29,6\r\nWriting,2025-07-01,9,10,29,6\r\n",
  "UPN,Status,Local Authority,Social Worker\r\n" UPN_TWO ",CIN,Invented County,K. Other\r\n",
};

static void
set_up (Fixture *self, gconstpointer data)
{
  HavenStoreUser user = { "J. Invented", HAVEN_ROLE_DSL, "an invented passphrase" };
  g_autoptr (GError) error = NULL;

  self->folder = haven_platform_make_temp_folder (&error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "School.haven", NULL);
  self->store = haven_store_create (self->path, &user, HAVEN_STRETCH_TEST, test_clock (), &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  haven_store_close (self->store);
  g_assert_true (haven_platform_remove_tree (self->folder, NULL));
  g_free (self->path);
  g_free (self->folder);
}

static void
reopen (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  haven_store_close (self->store);
  self->store = haven_store_open (self->path, NULL, "an invented passphrase", HAVEN_STORE_WRITER, test_clock (), &error);
  g_assert_no_error (error);
}

static HavenSchool *
read_school (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  HavenSchool *school = haven_store_read_school (self->store, NULL, HAVEN_ALL_TABLES, &error);

  g_assert_no_error (error);
  return school;
}

static HavenImportPreview *
stage_now (Fixture *self, const char *text)
{
  g_autoptr (HavenSchool) school = read_school (self);

  return stage_text (text, HAVEN_IMPORT_AUTO, school);
}

static gint64
import (Fixture *self, const char *text)
{
  g_autoptr (HavenImportPreview) preview = stage_now (self, text);
  g_autoptr (GError) error = NULL;
  gint64 id = 0;

  g_assert_true (haven_intake_apply (self->store, preview, test_clock (), &id, &error));
  g_assert_no_error (error);
  g_assert_cmpint (id, >, 0);
  return id;
}

static void
import_first (Fixture *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (first_files); i++)
    import (self, first_files[i]);
}

static gboolean
undo (Fixture *self, gint64 import_id, GError **error)
{
  gboolean undone;

  g_assert_true (haven_store_begin (self->store, FALSE, NULL));
  undone = haven_store_undo_import (self->store, import_id, test_clock (), error);
  if (undone)
    g_assert_true (haven_store_commit (self->store, NULL, NULL, NULL));
  else
    haven_store_rollback (self->store);
  return undone;
}

static guint
count_audit (Fixture *self)
{
  guint n = 0;

  g_assert_true (haven_store_verify_audit (self->store, &n, NULL));
  return n;
}

static void
test_applies_what_was_shown (Fixture *self, gconstpointer data)
{
  import_first (self);
  for (guint i = 0; i < G_N_ELEMENTS (next_files); i++) {
    g_autoptr (HavenSchool) before = read_school (self);
    g_autoptr (HavenImportPreview) preview = stage_text (next_files[i], HAVEN_IMPORT_AUTO, before);
    g_autoptr (HavenSchool) imagined = haven_intake_preview_school (before, preview);
    g_autoptr (HavenSchool) now = NULL;

    g_assert_cmpuint (preview->changed, >, 0);
    g_assert_true (haven_intake_apply (self->store, preview, test_clock (), NULL, NULL));
    now = read_school (self);
    for (HavenTable table = 0; table < HAVEN_N_TABLES; table++)
      if (table != HAVEN_TABLE_IMPORTS)
        g_assert_cmpuint (haven_school_get_table (now, table)->len, ==, haven_school_get_table (imagined, table)->len);
    g_assert_true (is_same_school (imagined, now, HAVEN_TABLE_BIT (HAVEN_TABLE_REGISTERS) | HAVEN_TABLE_BIT (HAVEN_TABLE_WEEKS)));
    g_assert_cmpuint (haven_school_get_table (now, HAVEN_TABLE_LATES)->len, ==, i < HAVEN_IMPORT_MARKS ? 1 : 2);
    g_assert_true (is_same_school (before, now, RECORDS & ~haven_intake_get_tables (preview->type)));
  }
}

static void
test_rows_name_their_import (Fixture *self, gconstpointer data)
{
  g_autoptr (HavenSchool) school = NULL;
  gint64 changed;

  import_first (self);
  changed = import (self, next_files[0]);
  school = read_school (self);
  g_assert_cmpint (haven_school_find_upn (school, UPN_ONE)->import_id, ==, changed);
  g_assert_cmpint (haven_school_find_upn (school, UPN_TWO)->import_id, ==, 1);
  g_assert_cmpint (haven_school_find_upn (school, UPN_NEW)->import_id, ==, changed);
}

static void
test_receipt (Fixture *self, gconstpointer data)
{
  const char *text = PUPILS UPN_ONE ",,Brown,\"Am\"\"ara\",2012-03-04,9\r\n\"A\"\"\\\t9\",,Evans,Ben,,\r\n";
  gint64 id = import (self, text);
  g_autoptr (HavenSchool) school = read_school (self);
  const HavenImport *receipt = haven_school_get_record (school, HAVEN_TABLE_IMPORTS, id);
  g_autofree char *digest = haven_secret_hash_hex (text, strlen (text));
  g_autoptr (JsonNode) problems = json_from_string (receipt->problem_list, NULL);
  g_autoptr (JsonNode) assumptions = json_from_string (receipt->assumptions, NULL);
  JsonObject *problem = json_array_get_object_element (json_node_get_array (problems), 0);

  g_assert_cmpstr (receipt->by, ==, "J. Invented");
  g_assert_cmpint (receipt->made_at, ==, test_clock ().now);
  g_assert_cmpint (receipt->type, ==, HAVEN_IMPORT_PUPILS);
  g_assert_cmpstr (receipt->file, ==, "invented.csv");
  g_assert_cmpstr (receipt->digest, ==, digest);
  g_assert_cmpint (receipt->rows, ==, 2);
  g_assert_cmpint (receipt->added, ==, 1);
  g_assert_cmpint (receipt->problems, ==, 1);
  g_assert_cmpint (json_object_get_int_member (problem, "line"), ==, 3);
  g_assert_cmpstr (json_object_get_string_member (problem, "column"), ==, "UPN");
  g_assert_cmpstr (json_object_get_string_member (problem, "code"), ==, "bad-upn");
  g_assert_true (g_str_has_prefix (json_object_get_string_member (problem, "message"), "“A\"\\\t9”"));
  g_assert_cmpuint (json_array_get_length (json_node_get_array (assumptions)), ==, 0);
  g_assert_cmpint (receipt->undone_at, ==, 0);
}

/* The audit says what was done and never of whom */
static void
test_audit (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) lines = NULL;
  HavenAuditEntry *last;

  import_first (self);
  lines = haven_store_read_audit (self->store, NULL);
  last = g_ptr_array_index (lines, lines->len - 1);
  g_assert_cmpstr (last->action, ==, "import");
  g_assert_cmpstr (last->detail, ==, "import 8, authority-list: 0 new, 1 changed");
}

static void
test_twice_is_the_same (Fixture *self, gconstpointer data)
{
  g_autoptr (HavenSchool) once = NULL;
  g_autoptr (HavenSchool) twice = NULL;

  import_first (self);
  once = read_school (self);
  for (guint i = 0; i < G_N_ELEMENTS (first_files); i++) {
    g_autoptr (HavenImportPreview) preview = stage_now (self, first_files[i]);
    assert_counts (preview, preview->rows, 0, 0, preview->rows, 0);
    g_assert_true (haven_intake_apply (self->store, preview, test_clock (), NULL, NULL));
  }
  twice = read_school (self);
  g_assert_true (is_same_school (once, twice, RECORDS));
}

/* Fails the write that brings left to nothing */
static gboolean
count_down (gpointer user_data)
{
  int *left = user_data;

  return --*left != 0;
}

/* Returns whether it was let through. A failed one leaves everything as it was, and can be tried again. */
static gboolean
fail_at (Fixture *self, HavenImportPreview *preview, int step)
{
  g_autoptr (HavenSchool) before = read_school (self);
  g_autoptr (HavenSchool) now = NULL;
  g_autoptr (GError) error = NULL;
  guint lines = count_audit (self);
  gboolean applied;

  haven_connection_set_write_func (self->store->connection, count_down, &step);
  applied = haven_intake_apply (self->store, preview, test_clock (), NULL, &error);
  haven_connection_set_write_func (self->store->connection, NULL, NULL);
  g_assert_cmpint (applied, ==, error == NULL);
  now = read_school (self);
  if (!applied) {
    g_assert_true (is_same_school (before, now, HAVEN_ALL_TABLES));
    g_assert_cmpuint (count_audit (self), ==, lines);
  }
  return applied;
}

static void
test_fails_at_every_step (Fixture *self, gconstpointer data)
{
  import_first (self);
  for (guint i = 0; i < G_N_ELEMENTS (next_files); i++) {
    g_autoptr (HavenImportPreview) preview = stage_now (self, next_files[i]);
    g_autoptr (HavenImportPreview) again = NULL;
    int step = 1;

    while (!fail_at (self, preview, step))
      step++;
    g_assert_cmpint (step, >, 4);          /* receipt, two rows, undo, audit, commit: it did fire */
    again = stage_now (self, next_files[i]);
    g_assert_cmpuint (again->added + again->changed, ==, 0);
  }
}

static gboolean
die_at (gpointer user_data)
{
  int *left = user_data;

  if (--*left == 0)
    haven_test_die ();
  return TRUE;
}

/* In a process of its own. words: the store, the write at which it dies, and which of the next files */
static int
import_and_die (char **words)
{
  Fixture self = { .path = words[0] };
  int step = atoi (words[1]);

  g_assert_true (haven_secret_start (NULL));
  haven_reference_start ();
  reopen (&self);
  haven_connection_set_write_func (self.store->connection, die_at, &step);
  import (&self, next_files[atoi (words[2])]);
  return EXIT_SUCCESS;
}

/* Returns whether the other process died before it was done */
static gboolean
kill_at (Fixture *self, int step, HavenImportType type)
{
  g_autofree char *number = g_strdup_printf ("%d", step);
  g_autofree char *file = g_strdup_printf ("%d", (int) type);
  gboolean died;

  g_clear_pointer (&self->store, haven_store_close);
  died = haven_test_part_dies (self->path, number, file, NULL);
  reopen (self);
  return died;
}

static void
kill_at_every_step (Fixture *self, HavenImportType type)
{
  g_autoptr (HavenSchool) before = read_school (self);
  int step = 1;

  for (;; step++) {
    g_autoptr (HavenSchool) now = NULL;
    if (!kill_at (self, step, type))
      break;
    now = read_school (self);
    g_assert_true (is_same_school (before, now, HAVEN_ALL_TABLES));
    g_assert_true (haven_store_check (self->store, NULL));
    count_audit (self);
  }
  g_assert_cmpint (step, >, 4);
}

static void
test_killed_at_every_step (Fixture *self, gconstpointer data)
{
  import_first (self);
  kill_at_every_step (self, HAVEN_IMPORT_MARKS);
  kill_at_every_step (self, HAVEN_IMPORT_TOTALS);
  kill_at_every_step (self, HAVEN_IMPORT_AUTHORITY_LIST);
}

/* Newest first, the whole of them: nothing is left */
static void
test_undo_all (Fixture *self, gconstpointer data)
{
  g_autoptr (HavenSchool) empty = read_school (self);
  g_autoptr (HavenSchool) now = NULL;
  gint64 ids[G_N_ELEMENTS (first_files)];

  for (guint i = 0; i < G_N_ELEMENTS (first_files); i++)
    ids[i] = import (self, first_files[i]);
  for (guint i = G_N_ELEMENTS (first_files); i > 0; i--)
    g_assert_true (undo (self, ids[i - 1], NULL));
  now = read_school (self);
  g_assert_true (is_same_school (empty, now, RECORDS));
}

/* Imports of other kinds that came since do not stand in the way, and stay */
static void
test_undo_after_others (Fixture *self, gconstpointer data)
{
  g_autoptr (HavenSchool) before = NULL;
  g_autoptr (HavenSchool) now = NULL;
  gint64 marks;

  for (guint i = 0; i < HAVEN_IMPORT_MARKS; i++)
    import (self, first_files[i]);
  marks = import (self, first_files[HAVEN_IMPORT_MARKS]);
  for (guint i = HAVEN_IMPORT_SUSPENSIONS; i < HAVEN_IMPORT_AUTHORITY_LIST; i++)
    import (self, first_files[i]);
  before = read_school (self);
  g_assert_true (undo (self, marks, NULL));
  now = read_school (self);
  g_assert_cmpuint (haven_school_get_table (now, HAVEN_TABLE_WEEKS)->len, ==, 0);
  g_assert_cmpuint (haven_school_get_table (now, HAVEN_TABLE_REGISTERS)->len, ==, 0);
  g_assert_cmpuint (haven_school_get_table (now, HAVEN_TABLE_LATES)->len, ==, 0);
  g_assert_true (is_same_school (before, now, RECORDS & ~haven_intake_get_tables (HAVEN_IMPORT_MARKS)));
}

/* What is asked and needed comes before what is written */
static void
test_asked_first (Fixture *self, gconstpointer data)
{
  g_autoptr (HavenImportPreview) preview = NULL;
  g_autoptr (HavenSchool) before = NULL;
  g_autoptr (HavenSchool) now = NULL;
  g_autoptr (GError) error = NULL;

  import_first (self);
  before = read_school (self);
  preview = stage_now (self, "UPN,Date,Session,Mark\r\n" UPN_ONE ",03/04/2025,AM,/\r\n");
  g_assert_false (haven_intake_apply (self->store, preview, test_clock (), NULL, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID);
  now = read_school (self);
  g_assert_true (is_same_school (before, now, HAVEN_ALL_TABLES));
}

static void
test_undo (Fixture *self, gconstpointer data)
{
  import_first (self);
  for (guint i = 0; i < G_N_ELEMENTS (next_files); i++) {
    g_autoptr (HavenSchool) before = read_school (self);
    gint64 id = import (self, next_files[i]);
    g_autoptr (HavenSchool) between = read_school (self);
    g_autoptr (HavenSchool) now = NULL;
    g_autoptr (GError) error = NULL;

    g_assert_false (is_same_school (before, between, RECORDS));
    g_assert_true (undo (self, id, &error));
    now = read_school (self);
    g_assert_true (is_same_school (before, now, RECORDS));
    g_assert_cmpint (((const HavenImport *) haven_school_get_record (now, HAVEN_TABLE_IMPORTS, id))->undone_at, ==, test_clock ().now);
  }
}

static void
assert_undo_refused (Fixture *self, gint64 id)
{
  g_autoptr (HavenSchool) before = read_school (self);
  g_autoptr (HavenSchool) now = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (undo (self, id, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_CONFLICT);
  g_assert_true (g_str_has_suffix (error->message, "."));
  now = read_school (self);
  g_assert_true (is_same_school (before, now, HAVEN_ALL_TABLES));
}

/* A later import, or a person, built on it */
static void
test_undo_is_refused (Fixture *self, gconstpointer data)
{
  gint64 pupils = import (self, first_files[0]);
  gint64 statuses = import (self, first_files[1]);
  gint64 marks = import (self, first_files[2]);

  assert_undo_refused (self, pupils);
  import (self, next_files[2]);
  assert_undo_refused (self, marks);
  import (self, next_files[1]);
  assert_undo_refused (self, statuses);
}

static void
change_by_hand (Fixture *self)
{
  g_autoptr (HavenSchool) school = read_school (self);
  g_autoptr (HavenPupil) draft = haven_pupil_copy (haven_school_find_upn (school, UPN_ONE));

  g_free (draft->reg_group);
  draft->reg_group = g_strdup ("9Z");
  g_assert_true (haven_store_begin (self->store, FALSE, NULL));
  g_assert_true (haven_store_put (self->store, HAVEN_TABLE_PUPILS, draft, NULL));
  g_assert_true (haven_store_commit (self->store, NULL, NULL, NULL));
}

/* Between the look and the import a person changed something: the import does not run over it */
static void
test_changed_between (Fixture *self, gconstpointer data)
{
  g_autoptr (HavenImportPreview) preview = NULL;
  g_autoptr (HavenSchool) before = NULL;
  g_autoptr (HavenSchool) now = NULL;
  g_autoptr (GError) error = NULL;

  import_first (self);
  preview = stage_now (self, next_files[0]);
  change_by_hand (self);
  before = read_school (self);
  g_assert_false (haven_intake_apply (self->store, preview, test_clock (), NULL, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_CONFLICT);
  now = read_school (self);
  g_assert_true (is_same_school (before, now, HAVEN_ALL_TABLES));
}

#define ADD(name, func) g_test_add ("/intake/apply/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  haven_test_parts (argc, argv, import_and_die);
  g_test_init (&argc, &argv, NULL);
  g_assert_true (haven_secret_start (NULL));
  ADD ("what-was-shown", test_applies_what_was_shown);
  ADD ("rows-name-their-import", test_rows_name_their_import);
  ADD ("receipt", test_receipt);
  ADD ("audit", test_audit);
  ADD ("twice-is-the-same", test_twice_is_the_same);
  ADD ("fails-at-every-step", test_fails_at_every_step);
  ADD ("killed-at-every-step", test_killed_at_every_step);
  ADD ("undo", test_undo);
  ADD ("undo-all", test_undo_all);
  ADD ("undo-after-others", test_undo_after_others);
  ADD ("asked-first", test_asked_first);
  ADD ("undo-is-refused", test_undo_is_refused);
  ADD ("changed-between", test_changed_between);
  return g_test_run ();
}
