/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-backup-policy.h"
#include "session-fixture.h"

#include <string.h>

/* Drafts, restricted entries, backups and the recovery sheet through the one door */

static GBytes *
make_draft (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static void
check_draft (HavenSession *session, const char *key, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) draft = haven_session_get_draft (session, key, &error);

  if (expected == NULL) {
    g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND);
    return;
  }
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (draft, NULL), g_bytes_get_size (draft), expected, strlen (expected));
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  haven_session_draft_finish (HAVEN_SESSION (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static void
count_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  haven_session_run_finish (HAVEN_SESSION (source), result, NULL);
  ++*(guint *) user_data;
}

/* The lock comes in the same moment, with other work in the queue: what was typed is there afterwards, to the letter. */
static void
test_draft_survives_lock (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) draft = make_draft ("Half a sentence, with “marks” and\na new li");
  gboolean kept = FALSE;
  guint n_answered = 0;

  for (guint i = 0; i < 10; i++)
    haven_session_run_async (fixture->session, haven_command_set ("probe", "x"), NULL, count_cb, &n_answered);
  haven_session_keep_draft_async (fixture->session, "note", draft, kept_cb, &kept);
  haven_session_lock (fixture->session);
  while (!kept || n_answered < 10)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (haven_session_unlock (fixture->session, NULL, PASSPHRASE, NULL));
  check_draft (fixture->session, "note", "Half a sentence, with “marks” and\na new li");
  g_assert_null (haven_session_get_undo (fixture->session));
}

static void
test_drafts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) one = make_draft ("one");
  g_autoptr (GBytes) two = make_draft ("two");
  g_auto (GStrv) keys = NULL;

  check_draft (fixture->session, "a", NULL);
  g_assert_true (haven_session_keep_draft (fixture->session, "a", one, NULL));
  g_assert_true (haven_session_keep_draft (fixture->session, "b", one, NULL));
  g_assert_true (haven_session_keep_draft (fixture->session, "a", two, NULL));
  check_draft (fixture->session, "a", "two");
  keys = haven_session_list_drafts (fixture->session, NULL);
  g_assert_cmpuint (g_strv_length (keys), ==, 2);
  g_assert_true (haven_session_drop_draft (fixture->session, "a", NULL));
  check_draft (fixture->session, "a", NULL);
  check_draft (fixture->session, "b", "one");
}

/* A draft is for whoever typed it. */
static void
test_drafts_are_ones_own (Fixture *fixture, gconstpointer data)
{
  HavenUser deputy = { (char *) "Dep Uty", HAVEN_ROLE_DEPUTY };
  g_autoptr (GBytes) draft = make_draft ("mine");

  g_assert_true (haven_session_add_user (fixture->session, &deputy, "the deputy's", NULL));
  g_assert_true (haven_session_keep_draft (fixture->session, "note", draft, NULL));
  haven_session_lock (fixture->session);
  g_assert_true (haven_session_unlock (fixture->session, "Dep Uty", "the deputy's", NULL));
  check_draft (fixture->session, "note", NULL);
}

/* ---- restricted entries ---- */

static gint64
put_note (Fixture *fixture, gint64 pupil_id, const char *text)
{
  HavenNote *note = haven_note_new ();

  note->pupil_id = pupil_id;
  note->text = g_strdup (text);
  note->restricted = TRUE;
  return haven_session_run (fixture->session, haven_command_put (HAVEN_TABLE_NOTES, note), NULL);
}

static const HavenNote *
get_note (Fixture *fixture, gint64 id)
{
  return haven_school_get_record (haven_session_get_school (fixture->session), HAVEN_TABLE_NOTES, id);
}

static guint
count_views (Fixture *fixture)
{
  g_autoptr (GPtrArray) lines = haven_session_read_audit (fixture->session, NULL);
  guint n = 0;

  for (guint i = 0; i < lines->len; i++)
    n += g_str_equal (((HavenAuditLine *) g_ptr_array_index (lines, i))->action, "view-restricted");
  return n;
}

static void
test_reveal (Fixture *fixture, gconstpointer data)
{
  gint64 pupil = fixture_add_pupil (fixture, "B801200005001", "Brown");
  gint64 note = put_note (fixture, pupil, "In confidence");
  g_autofree char *text = NULL;

  g_assert_null (get_note (fixture, note)->text);
  g_assert_cmpuint (count_views (fixture), ==, 0);
  text = haven_session_reveal_note (fixture->session, note, NULL);
  g_assert_cmpstr (text, ==, "In confidence");
  g_assert_cmpuint (count_views (fixture), ==, 1);
  g_assert_null (get_note (fixture, note)->text);
}

/* Edited from the view, where the text is covered: the rest changes and the text stays, and undo brings the rest back. */
static void
test_edit_covered (Fixture *fixture, gconstpointer data)
{
  gint64 pupil = fixture_add_pupil (fixture, "B801200005001", "Brown");
  gint64 id = put_note (fixture, pupil, "In confidence");
  HavenNote *edited = haven_note_copy (get_note (fixture, id));
  g_autofree char *text = NULL;

  edited->author = g_strdup ("D. Safe");
  edited->text = g_strdup ("");
  g_assert_cmpint (haven_session_run (fixture->session, haven_command_put (HAVEN_TABLE_NOTES, edited), NULL), ==, id);
  g_assert_cmpstr (get_note (fixture, id)->author, ==, "D. Safe");
  g_assert_true (haven_session_undo (fixture->session, NULL));
  g_assert_null (get_note (fixture, id)->author);
  text = haven_session_reveal_note (fixture->session, id, NULL);
  g_assert_cmpstr (text, ==, "In confidence");
}

static void
test_reveal_refused (Fixture *fixture, gconstpointer data)
{
  HavenUser reader = { (char *) "Rea Der", HAVEN_ROLE_READER };
  gint64 pupil = fixture_add_pupil (fixture, "B801200005001", "Brown");
  gint64 note = put_note (fixture, pupil, "In confidence");
  g_autoptr (GError) error = NULL;

  g_assert_true (haven_session_add_user (fixture->session, &reader, "the reader's", NULL));
  haven_session_lock (fixture->session);
  g_assert_true (haven_session_unlock (fixture->session, "Rea Der", "the reader's", NULL));
  g_assert_null (haven_session_reveal_note (fixture->session, note, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED);
}

/* ---- backup ---- */

static void
test_backup (Fixture *fixture, gconstpointer data)
{
  g_autofree char *file = g_build_filename (fixture->parent, "copy.havenbackup", NULL);
  g_autofree char *folder = g_build_filename (fixture->parent, "back.haven", NULL);
  g_autoptr (HavenSession) back = haven_session_new (folder, haven_clock_fixed (TODAY));

  fixture_add_pupil (fixture, "B801200005001", "Brown");
  g_assert_cmpint (haven_session_get_backup_due (fixture->session), ==, TODAY);
  g_assert_true (haven_session_backup (fixture->session, file, NULL));
  g_assert_cmpint (haven_session_get_backup_due (fixture->session), ==, TODAY + 7);
  g_assert_cmpint (haven_session_check (fixture->session, NULL), >, 0);
  g_assert_true (haven_restore (file, NULL, folder, NULL));
  g_assert_false (haven_restore (file, NULL, fixture->folder, NULL));
  g_assert_true (haven_session_unlock (back, NULL, PASSPHRASE, NULL));
  g_assert_cmpuint (haven_school_get_n_pupils (haven_session_get_school (back)), ==, 1);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) entries = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (entries) != NULL)
    n++;
  return n;
}

/* Every day for sixty days: what the policy keeps is there, and what is not ours stays. */
static void
test_rotation (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->parent, "backups", NULL);
  g_autofree char *letter = g_build_filename (folder, "haven-letter.txt", NULL);

  g_assert_true (haven_platform_make_private_folder (folder, NULL));
  g_assert_true (g_file_set_contents (letter, "x", 1, NULL));
  for (int i = 0; i < 60; i++) {
    haven_session_set_clock (fixture->session, haven_clock_fixed (TODAY + i));
    g_assert_true (haven_session_backup_to_folder (fixture->session, folder, NULL));
  }
  g_assert_true (g_file_test (letter, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (count_files (folder), ==, 1 + 7 + 2 + 2);      /* days, weeks beyond those, months beyond those */
}

static void
check_kept (const char *days_text, HavenDay today, const char *expected)
{
  g_auto (GStrv) words = g_strsplit (days_text, " ", -1);
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (HavenDay));
  g_autoptr (GArray) kept = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++) {
    HavenDay day;
    g_assert_true (haven_day_parse (words[i], &day));
    g_array_append_val (days, day);
  }
  kept = haven_backup_choose_kept ((const HavenDay *) (gpointer) days->data, days->len, today);
  for (guint i = 0; i < kept->len; i++)
    g_string_append_c (text, g_array_index (kept, gboolean, i) ? 'k' : '-');
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_policy (void)
{
  HavenDay today = haven_day_new (2026, 6, 4);   /* a Thursday */
  HavenDay day = HAVEN_DAY_NONE;
  g_autofree char *name = haven_backup_make_name (haven_clock_fixed (today));

  check_kept ("2026-06-04", today, "k");
  check_kept ("2020-01-01", today, "k");                                      /* the only one stays, however old */
  check_kept ("2020-01-01 2026-06-04", today, "-k");
  check_kept ("2026-06-04 2026-06-04", today, "-k");                          /* two of one day: the later */
  check_kept ("2026-05-26 2026-05-27 2026-05-28 2026-06-04", today, "--kk");  /* the last of the week before */
  check_kept ("2026-04-01 2026-04-30 2026-06-04", today, "-kk");              /* the last of the month */
  check_kept ("2025-06-30 2025-07-01 2026-06-04", today, "-kk");              /* twelve months, this one among them */
  check_kept ("2027-01-01 2026-06-04", today, "kk");                          /* from a wrong clock: nothing is thrown away for it */
  g_assert_cmpstr (name, ==, "haven-2026-06-04-1800.havenbackup");
  g_assert_true (haven_backup_parse_name (name, &day));
  g_assert_cmpint (day, ==, today);
  g_assert_false (haven_backup_parse_name ("haven-2026-06-04.havenbackup", &day));
  g_assert_false (haven_backup_parse_name ("haven-2026-06-04-1800.havenbackup.old", &day));
}

/* ---- the sheet ---- */

static void
test_sheet (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) users = NULL;
  g_autoptr (GBytes) sheet = haven_session_make_recovery_sheet (fixture->session, NULL);

  g_assert_cmpmem (g_bytes_get_data (sheet, NULL), 5, "%PDF-", 5);
  users = haven_session_list_users (fixture->session, NULL);
  g_assert_cmpuint (users->len, ==, 2);
  g_assert_true (((HavenUser *) g_ptr_array_index (users, 1))->recovery);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/session/safekeeping/C1/draft-survives-lock", test_draft_survives_lock);
  fixture_add ("/session/safekeeping/C1/drafts", test_drafts);
  fixture_add ("/session/safekeeping/C1/drafts-are-ones-own", test_drafts_are_ones_own);
  fixture_add ("/session/safekeeping/practice_32/reveal", test_reveal);
  fixture_add ("/session/safekeeping/practice_32/edit-covered", test_edit_covered);
  fixture_add ("/session/safekeeping/practice_32/reveal-refused", test_reveal_refused);
  fixture_add ("/session/safekeeping/C8/backup", test_backup);
  fixture_add ("/session/safekeeping/C8/rotation", test_rotation);
  g_test_add_func ("/session/safekeeping/C8/policy", test_policy);
  fixture_add ("/session/safekeeping/practice_32/sheet", test_sheet);
  return g_test_run ();
}
