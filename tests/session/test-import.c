/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-fixture.h"

#include "haven-attendance.h"
#include "haven-progress.h"

/* Four files of an invented MIS, named in the wrong order: previewed, applied, taken back */

static const char *names[] = { "marks.csv", "suspensions.csv", "pupils.csv", "statuses.csv", NULL };

static char *
write_file (Fixture *fixture, const char *name, const char *text)
{
  char *path = g_build_filename (fixture->parent, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static char **
write_files (Fixture *fixture)
{
  char **paths = g_new0 (char *, 5);

  paths[0] = write_file (fixture, names[0],
                         "UPN,Date,Session,Mark\n"
                         "B801200005001,2026-03-16,AM,/\nB801200005001,2026-03-16,PM,N\n"
                         "U502400200093,2026-03-16,AM,L\nU502400200093,2026-03-16,PM,U\n");
  paths[1] = write_file (fixture, names[1], "UPN,Type,Start Date,Sessions,Reason\nB801200005001,SUSP,2026-03-10,4,PP\n");
  paths[2] = write_file (fixture, names[2],
                         "UPN,Surname,Forename,DOB,NC Year,Reg Group,Sex,SEN Status,FSM Eligible\n"
                         "B801200005001,Brown,Amara,2012-05-06,9,9B,F,N,Y\n"
                         "U502400200093,Clarke,Ben,2012-07-08,9,9B,M,K,N\n");
  paths[3] = write_file (fixture, names[3], "UPN,Status,Start Date,End Date\nB801200005001,CP,2025-10-03,\n");
  return paths;
}

static GPtrArray *
import (Fixture *fixture, char **paths)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *previews = haven_session_stage (fixture->session, (const char *const *) paths, HAVEN_IMPORT_AUTO, &error);
  GPtrArray *receipts;

  g_assert_no_error (error);
  g_assert_cmpuint (previews->len, ==, 4);
  for (guint i = 0; i < 4; i++) {
    HavenImportPreview *preview = g_ptr_array_index (previews, i);
    g_assert_cmpint (preview->type, ==, (HavenImportType) i);
    g_assert_cmpuint (preview->n_problems, ==, 0);
  }
  receipts = haven_session_apply (fixture->session, previews, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (receipts->len, ==, 4);
  return receipts;
}

static HavenAttendance
everybody (Fixture *fixture)
{
  HavenSchool *school = haven_session_get_school (fixture->session);
  HavenSpan span = haven_academic_year_span (2025);
  g_autoptr (GPtrArray) members = haven_group_members (school, HAVEN_GROUP_ALL, span, haven_session_get_clock (fixture->session));
  HavenAttendance figures = { 0 };

  g_assert_true (haven_attendance_of (school, members, span, &figures, NULL));
  return figures;
}

static void
test_whole_way (Fixture *fixture, gconstpointer data)
{
  g_auto (GStrv) paths = write_files (fixture);
  g_autoptr (GPtrArray) receipts = import (fixture, paths);
  HavenSchool *school = haven_session_get_school (fixture->session);
  HavenAttendance figures = everybody (fixture);
  const HavenPupil *flagged = haven_school_find_upn (school, "B801200005001");
  const HavenPupil *other = haven_school_find_upn (school, "U502400200093");

  g_assert_cmpint (figures.possible, ==, 4);
  g_assert_cmpint (figures.attended, ==, 2);
  g_assert_cmpint (figures.unauthorised, ==, 2);
  g_assert_cmpint (figures.late_before, ==, 1);
  g_assert_cmpint (figures.late_after, ==, 1);
  /* practice 34: no codes and no days of a child without a social worker */
  g_assert_nonnull (haven_school_get_marks (school, flagged->id, 2025));
  g_assert_null (haven_school_get_marks (school, other->id, 2025));
}

static void
test_same_again (Fixture *fixture, gconstpointer data)
{
  g_auto (GStrv) paths = write_files (fixture);
  g_autoptr (GPtrArray) first = import (fixture, paths);
  g_autoptr (GPtrArray) again = import (fixture, paths);

  for (guint i = 0; i < again->len; i++) {
    const HavenImport *receipt = g_ptr_array_index (again, i);
    g_assert_cmpint (receipt->added, ==, 0);
    g_assert_cmpint (receipt->changed, ==, 0);
    g_assert_cmpint (receipt->same, ==, receipt->rows);
  }
  g_assert_cmpint (everybody (fixture).possible, ==, 4);
}

static void
note_changes_cb (HavenSession *session, HavenTables tables, HavenTables *seen)
{
  *seen |= tables;
}

/* The receipts are beyond the bits of an int: who listens hears of them, and of nothing that stayed as it was */
static void
test_far_table_is_heard_of (Fixture *fixture, gconstpointer data)
{
  g_auto (GStrv) paths = write_files (fixture);
  HavenTables seen = 0;
  g_autoptr (GPtrArray) receipts = NULL;

  g_signal_connect (fixture->session, "changed", G_CALLBACK (note_changes_cb), &seen);
  receipts = import (fixture, paths);
  g_signal_handlers_disconnect_by_data (fixture->session, &seen);
  g_assert_cmpuint (receipts->len, >, 0);
  g_assert_cmpint (HAVEN_TABLE_IMPORTS, >=, 32);
  g_assert_true ((seen & HAVEN_TABLE_BIT (HAVEN_TABLE_IMPORTS)) != 0);
  g_assert_true ((seen & HAVEN_TABLE_BIT (HAVEN_TABLE_MEETINGS)) == 0);
}

static void
test_undo_whole (Fixture *fixture, gconstpointer data)
{
  g_auto (GStrv) paths = write_files (fixture);
  g_autoptr (GPtrArray) receipts = import (fixture, paths);
  g_autoptr (GError) error = NULL;

  for (guint i = receipts->len; i > 0; i--) {
    const HavenImport *receipt = g_ptr_array_index (receipts, i - 1);
    g_assert_cmpint (haven_session_run (fixture->session, haven_command_undo_import (receipt->id), &error), ==, receipt->id);
    g_assert_no_error (error);
  }
  g_assert_cmpuint (haven_school_get_n_pupils (haven_session_get_school (fixture->session)), ==, 0);
  g_assert_cmpuint (haven_school_get_table (haven_session_get_school (fixture->session), HAVEN_TABLE_WEEKS)->len, ==, 0);
}

/* The pupils cannot go while marks stand on them: it says so, and nothing is half taken back. */
static void
test_undo_in_the_wrong_order (Fixture *fixture, gconstpointer data)
{
  g_auto (GStrv) paths = write_files (fixture);
  g_autoptr (GPtrArray) receipts = import (fixture, paths);
  g_autoptr (GError) error = NULL;
  gint64 pupils = ((HavenImport *) g_ptr_array_index (receipts, 0))->id;

  g_assert_cmpint (haven_session_run (fixture->session, haven_command_undo_import (pupils), &error), ==, -1);
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_CONFLICT);
  g_assert_cmpuint (haven_school_get_n_pupils (haven_session_get_school (fixture->session)), ==, 2);
  g_assert_cmpint (everybody (fixture).possible, ==, 4);
}

static void
test_file_changed_meanwhile (Fixture *fixture, gconstpointer data)
{
  g_auto (GStrv) paths = write_files (fixture);
  g_autoptr (GError) error = NULL;
  GPtrArray *previews = haven_session_stage (fixture->session, (const char *const *) paths, HAVEN_IMPORT_AUTO, &error);
  g_autoptr (GPtrArray) receipts = NULL;

  g_free (write_file (fixture, names[0], "UPN,Date,Session,Mark\nB801200005001,2026-03-17,AM,/\n"));
  receipts = haven_session_apply (fixture->session, previews, &error);
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_CONFLICT);
  g_assert_null (receipts);
  /* The files before it stand, and the window shows them */
  g_assert_cmpuint (haven_school_get_n_pupils (haven_session_get_school (fixture->session)), ==, 2);
  g_assert_cmpint (everybody (fixture).possible, ==, 0);
}

/* What an MIS answers for a term without suspensions, in its two spellings */
static void
test_empty_among_others (Fixture *fixture, gconstpointer data)
{
  static const char *const contents[] = { "", "{\"data\": []}" };

  for (guint i = 0; i < G_N_ELEMENTS (contents); i++) {
    g_auto (GStrv) paths = write_files (fixture);
    g_autofree char *empty = write_file (fixture, "none.json", contents[i]);
    const char *both[] = { empty, paths[2], NULL }, *alone[] = { empty, NULL }, *twice[] = { empty, empty, NULL };
    g_autoptr (GError) error = NULL;
    g_autoptr (GError) nothing = NULL;
    g_autoptr (GPtrArray) previews = haven_session_stage (fixture->session, both, HAVEN_IMPORT_AUTO, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (previews->len, ==, 1);
    g_assert_cmpstr (((HavenImportPreview *) previews->pdata[0])->assumptions->pdata[0], ==,
                     "The file “none.json” is left out: there is nothing in it.");
    g_assert_null (haven_session_stage (fixture->session, alone, HAVEN_IMPORT_AUTO, &error));
    g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_EMPTY);
    g_assert_null (haven_session_stage (fixture->session, twice, HAVEN_IMPORT_AUTO, &nothing));
    g_assert_error (nothing, HAVEN_ERROR, HAVEN_ERROR_EMPTY);
  }
}

static void
test_broken_among_others (Fixture *fixture, gconstpointer data)
{
  g_auto (GStrv) paths = write_files (fixture);
  g_autofree char *broken = write_file (fixture, "broken.json", "{\"data\": [");
  const char *both[] = { paths[2], broken, NULL };
  g_autoptr (GError) error = NULL;

  g_assert_null (haven_session_stage (fixture->session, both, HAVEN_IMPORT_AUTO, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID);
  g_assert_true (g_str_has_prefix (error->message, "broken.json: "));
}

static void
test_no_such_file (Fixture *fixture, gconstpointer data)
{
  const char *paths[] = { "/nowhere/pupils.csv", NULL };
  g_autoptr (GError) error = NULL;

  g_assert_null (haven_session_stage (fixture->session, paths, HAVEN_IMPORT_AUTO, &error));
  g_assert_nonnull (error);
}

/* --- how far it has come --- */

#define MANY_ROWS 20000

typedef struct {
  guint n[3];                /* how often each step was told of */
  int last[3];
  int step;
} Heard;

static void
hear_cb (HavenSession *session, guint step, guint percent, Heard *heard)
{
  g_assert_cmpuint (step, <=, HAVEN_STEP_WRITING);
  g_assert_cmpuint (percent, <=, 100);
  g_assert_cmpint (step, >=, heard->step);
  g_assert_cmpint (percent, >, heard->n[step] > 0 ? heard->last[step] : -1);
  heard->n[step]++;
  heard->last[step] = (int) percent;
  heard->step = (int) step;
}

static void
run_idle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static char *
make_many_marks (void)
{
  GString *text = g_string_new ("UPN,Date,Session,Mark\n");
  HavenDay monday = haven_day_new (2025, 9, 1);

  for (guint i = 0; i < MANY_ROWS; i++) {
    g_autofree char *day = haven_day_to_iso (monday + (HavenDay) (i / 2 % 100));
    g_string_append_printf (text, "B801200005001,%s,%s,/\n", day, i % 2 == 0 ? "AM" : "PM");
  }
  return g_string_free (text, FALSE);
}

/* Reading, comparing, writing: in that order, every one upwards, and on this thread */
static void
test_progress (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = make_many_marks ();
  g_autofree char *pupils = write_file (fixture, "pupils.csv", "UPN,Surname,Forename,DOB\nB801200005001,Brown,Amara,2012-05-06\n");
  g_autofree char *marks = write_file (fixture, "marks.csv", text);
  const char *paths[] = { pupils, marks, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) receipts = NULL;
  GPtrArray *previews;
  Heard heard = { 0 };

  g_signal_connect (fixture->session, "import-progress", G_CALLBACK (hear_cb), &heard);
  previews = haven_session_stage (fixture->session, paths, HAVEN_IMPORT_AUTO, &error);
  g_assert_no_error (error);
  run_idle ();
  g_assert_cmpuint (heard.n[HAVEN_STEP_READING], >=, 2);
  g_assert_cmpuint (heard.n[HAVEN_STEP_MATCHING], >=, 4);
  g_assert_cmpint (heard.last[HAVEN_STEP_MATCHING], >, 80);
  g_assert_cmpuint (heard.n[HAVEN_STEP_WRITING], ==, 0);
  receipts = haven_session_apply (fixture->session, previews, &error);
  g_assert_no_error (error);
  run_idle ();
  g_assert_cmpint (heard.last[HAVEN_STEP_WRITING], ==, 100);
  g_signal_handlers_disconnect_by_data (fixture->session, &heard);
}

static void
store_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
cancel_cb (HavenSession *session, guint step, guint percent, GCancellable *cancellable)
{
  g_cancellable_cancel (cancellable);
}

/* Whoever hears of it can stop it: nothing comes of it then */
static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = make_many_marks ();
  g_autofree char *marks = write_file (fixture, "marks.csv", text);
  const char *paths[] = { marks, NULL };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_signal_connect (fixture->session, "import-progress", G_CALLBACK (cancel_cb), cancellable);
  haven_session_stage_async (fixture->session, paths, HAVEN_IMPORT_AUTO, cancellable, store_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (haven_session_stage_finish (fixture->session, result, &error));
  g_assert_nonnull (error);
  g_signal_handlers_disconnect_by_data (fixture->session, cancellable);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/session/import/whole-way", test_whole_way);
  fixture_add ("/session/import/same-again", test_same_again);
  fixture_add ("/session/import/last-table-is-heard-of", test_far_table_is_heard_of);
  fixture_add ("/session/import/undo-whole", test_undo_whole);
  fixture_add ("/session/import/undo-in-the-wrong-order", test_undo_in_the_wrong_order);
  fixture_add ("/session/import/file-changed-meanwhile", test_file_changed_meanwhile);
  fixture_add ("/session/import/no-such-file", test_no_such_file);
  fixture_add ("/session/import/empty-among-others", test_empty_among_others);
  fixture_add ("/session/import/broken-among-others", test_broken_among_others);
  fixture_add ("/session/import/progress", test_progress);
  fixture_add ("/session/import/cancelled", test_cancelled);
  return g_test_run ();
}
