/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-guard.h"
#include "session-fixture.h"

#include <stdio.h>
#include <string.h>

/* The walls between people, computers and moments: who asks again (S9), who only reads (practice 33), what a backup is (C8), what is left in
 * memory (S10). */

#define OTHER "quite another passphrase"

static gint64
read_wall (gpointer now)
{
  return *(gint64 *) now;
}

static void
set_wall (Fixture *fixture, gint64 *now)
{
  haven_session_lock (fixture->session);
  haven_session_set_wall_clock (fixture->session, read_wall, now);
  g_assert_true (haven_session_unlock (fixture->session, NULL, PASSPHRASE, NULL));
}

static void
unset_wall (Fixture *fixture)
{
  haven_session_set_wall_clock (fixture->session, NULL, NULL);
}

/* ---- S9: the table, a cell at a time ---- */

static const struct {
  HavenDeed deed;
  guint seconds;
  gboolean unlocking_counts;
} guards[] = {
  { HAVEN_DEED_LOOK, 0, TRUE }, { HAVEN_DEED_COUNT, 0, TRUE }, { HAVEN_DEED_EDIT, 0, TRUE }, { HAVEN_DEED_PRINT, 0, TRUE },
  { HAVEN_DEED_BOOK, 0, TRUE }, { HAVEN_DEED_IMPORT, 0, TRUE }, { HAVEN_DEED_SEND, 300, TRUE }, { HAVEN_DEED_SETTINGS, 0, TRUE },
  { HAVEN_DEED_PEOPLE, 300, TRUE }, { HAVEN_DEED_AUDIT, 0, TRUE }, { HAVEN_DEED_BACK_UP, 0, TRUE }, { HAVEN_DEED_HAND_IN, 0, TRUE },
  { HAVEN_DEED_EXPORT, 300, TRUE }, { HAVEN_DEED_DESTROY, 60, FALSE }, { HAVEN_DEED_ANSWER, 0, TRUE }, { HAVEN_DEED_MERGE, 0, TRUE },
  { HAVEN_DEED_LOOK_AFTER, 0, TRUE },
};

static void
test_guards (void)
{
  g_assert_cmpuint (G_N_ELEMENTS (guards), ==, HAVEN_N_DEEDS);
  for (guint i = 0; i < G_N_ELEMENTS (guards); i++) {
    HavenAnswers unlocked = { .unlocked = 1000 }, confirmed = { .unlocked = 1, .confirmed = 1000 }, nobody = { 0 };
    HavenDeed deed = guards[i].deed;
    guint seconds = guards[i].seconds;
    g_assert_cmpuint (haven_guard_get_seconds (deed), ==, seconds);
    g_assert_cmpint (haven_guard_is_open (deed, nobody, 1000), ==, seconds == 0);
    g_assert_cmpint (haven_guard_is_open (deed, unlocked, 1000), ==, guards[i].unlocking_counts);
    g_assert_true (haven_guard_is_open (deed, confirmed, 1000 + seconds - (seconds > 0)));
    g_assert_cmpint (haven_guard_is_open (deed, confirmed, 1000 + seconds), ==, seconds == 0);
    g_assert_cmpint (haven_guard_is_open (deed, confirmed, 999), ==, seconds == 0);      /* a clock that was set back */
  }
}

static gboolean
try_add (Fixture *fixture, const char *name, GError **error)
{
  HavenUser user = { (char *) name, HAVEN_ROLE_DEPUTY };

  return haven_session_add_user (fixture->session, &user, OTHER, error);
}

static void
test_asks_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 now = 5000;

  set_wall (fixture, &now);
  g_assert_true (try_add (fixture, "First", NULL));                 /* the passphrase was typed a moment ago */
  now += 301;
  g_assert_true (haven_session_needs_confirm (fixture->session, HAVEN_DEED_PEOPLE));
  g_assert_false (haven_session_needs_confirm (fixture->session, HAVEN_DEED_EDIT));
  g_assert_false (try_add (fixture, "Second", &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_CONFIRM);
  g_assert_true (haven_session_confirm (fixture->session, PASSPHRASE, NULL));
  g_assert_true (try_add (fixture, "Second", NULL));
  unset_wall (fixture);
}

static void
test_sending_asks (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  HavenJoin join = { .url = "https://127.0.0.1:1", .code = "7K3M-XQ2F-9TDA-B4WN" };
  gint64 now = 5000;

  set_wall (fixture, &now);
  now += 301;
  g_assert_null (haven_session_join (fixture->session, &join, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_CONFIRM);
  unset_wall (fixture);
}

static guint
count_lines (HavenSession *session, const char *action)
{
  g_autoptr (GPtrArray) lines = haven_session_read_audit (session, NULL);
  guint n = 0;

  for (guint i = 0; i < lines->len; i++)
    n += g_str_equal (((HavenAuditLine *) g_ptr_array_index (lines, i))->action, action);
  return n;
}

/* Whoever sits down at an open Haven cannot try one passphrase after another. */
static void
test_wrong_answers_wait (Fixture *fixture, gconstpointer data)
{
  gint64 now = 5000;

  set_wall (fixture, &now);
  for (guint i = 0; i < 5; i++)
    g_assert_false (haven_session_confirm (fixture->session, OTHER, NULL));
  g_assert_cmpuint (haven_session_get_wait (fixture->session), >, 0);
  g_assert_false (haven_session_confirm (fixture->session, PASSPHRASE, NULL));   /* not even tried */
  now += 60;
  g_assert_true (haven_session_confirm (fixture->session, PASSPHRASE, NULL));
  g_assert_cmpuint (haven_session_get_wait (fixture->session), ==, 0);
  g_assert_cmpuint (count_lines (fixture->session, "confirm-failed"), ==, 4);
  unset_wall (fixture);
}

/* ---- practice 33: a copy to read ---- */

static HavenSession *
open_copy (Fixture *fixture, const char *shared, gboolean to_read)
{
  g_autofree char *folder = g_build_filename (fixture->parent, to_read ? "read.haven" : "own.haven", NULL);
  HavenSession *session = haven_session_new (folder, haven_clock_fixed (TODAY));
  g_autoptr (GError) error = NULL;

  if (to_read)
    haven_shared_copy (shared, folder, &error);
  else
    haven_shared_check_out (shared, folder, "Dee Safe", haven_clock_fixed (TODAY), &error);
  g_assert_no_error (error);
  g_assert_true (haven_session_unlock (session, NULL, PASSPHRASE, NULL));
  return session;
}

static void
check_told (GError *error, const char *what)
{
  g_autofree char *since = haven_time_to_text (haven_clock_fixed (TODAY).now);

  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED);
  if (strstr (error->message, "Dee Safe") == NULL || strstr (error->message, since) == NULL)
    g_error ("%s: %s", what, error->message);
  g_error_free (error);
}

static void
refuse_all (HavenSession *session)
{
  const char *const files[] = { "/nowhere", NULL };
  HavenUser user = { (char *) "Other", HAVEN_ROLE_DEPUTY };
  GError *error = NULL;

  for (HavenDeed deed = 0; deed < HAVEN_N_DEEDS; deed++)
    g_assert_true (haven_session_may (session, deed) == !haven_deed_changes (deed));
  g_assert_cmpint (haven_session_run (session, haven_command_set ("phase", "primary"), &error), ==, -1);
  check_told (g_steal_pointer (&error), "setting");
  g_assert_cmpint (haven_session_run (session, haven_command_put (HAVEN_TABLE_PUPILS, haven_pupil_new ()), &error), ==, -1);
  check_told (g_steal_pointer (&error), "edit");
  g_assert_cmpint (haven_session_run (session, haven_command_remove (HAVEN_TABLE_PUPILS, 1), &error), ==, -1);
  check_told (g_steal_pointer (&error), "remove");
  g_assert_false (haven_session_add_user (session, &user, OTHER, &error));
  check_told (g_steal_pointer (&error), "people");
  g_assert_cmpint (haven_session_hand_in (session, files, &error), ==, -1);
  check_told (g_steal_pointer (&error), "hand in");
  g_assert_null (haven_session_stage (session, files, HAVEN_IMPORT_AUTO, &error));
  check_told (g_steal_pointer (&error), "import");
  g_assert_false (haven_session_undo (session, NULL));
  g_assert_false (haven_session_change_passphrase (session, PASSPHRASE, OTHER, &error));
  check_told (g_steal_pointer (&error), "passphrase");
}

static void
test_to_read (Fixture *fixture, gconstpointer data)
{
  g_autofree char *shared = g_build_filename (fixture->parent, "shared", NULL);
  g_autofree char *before = haven_session_dup_to_read (fixture->session);
  g_autofree char *after = NULL;
  HavenSession *own, *reader;

  g_assert_null (before);
  fixture_add_pupil (fixture, "B801200005001", "Brown");
  g_assert_true (haven_platform_make_private_folder (shared, NULL));
  g_assert_true (haven_session_share (fixture->session, shared, NULL));
  after = haven_session_dup_to_read (fixture->session);             /* what was shared is a copy of it from then on */
  g_assert_nonnull (after);
  g_assert_cmpint (haven_session_run (fixture->session, haven_command_set ("phase", "primary"), NULL), ==, -1);
  own = open_copy (fixture, shared, FALSE);
  reader = open_copy (fixture, shared, TRUE);
  g_assert_true (haven_session_may (own, HAVEN_DEED_EDIT));
  refuse_all (reader);
  g_assert_cmpuint (haven_school_get_n_pupils (haven_session_get_school (reader)), ==, 1);   /* looking is what it is for */
  g_assert_cmpint (haven_session_check (reader, NULL), >, 0);
  g_assert_true (haven_session_check_in (own, shared, NULL));
  g_assert_false (haven_session_may (own, HAVEN_DEED_EDIT));
  g_object_unref (own);
  g_object_unref (reader);
}

/* ---- practice 33: a merge through the one door ---- */

static gint64
put_pupil (HavenSession *session, const char *surname)
{
  HavenPupil *pupil = haven_pupil_copy (haven_school_get_nth_pupil (haven_session_get_school (session), 0));

  g_free (pupil->surname);
  pupil->surname = g_strdup (surname);
  return haven_session_run (session, haven_command_put (HAVEN_TABLE_PUPILS, pupil), NULL);
}

static const char *
get_surname (HavenSession *session)
{
  return haven_school_get_nth_pupil (haven_session_get_school (session), 0)->surname;
}

static void
test_merge (Fixture *fixture, gconstpointer data)
{
  g_autofree char *shared = g_build_filename (fixture->parent, "shared", NULL);
  g_autofree char *name = NULL;
  g_autoptr (GError) unsettled = NULL;
  g_autofree char *home_folder = g_build_filename (fixture->parent, "home.haven", NULL);
  g_autoptr (HavenSession) home = haven_session_new (home_folder, haven_clock_fixed (TODAY));
  HavenMergeView *view;
  HavenConflict *conflict;
  HavenSession *own;

  fixture_add_pupil (fixture, "B801200005001", "Brown");
  g_assert_true (haven_platform_make_private_folder (shared, NULL));
  g_assert_true (haven_session_share (fixture->session, shared, NULL));
  g_assert_true (haven_shared_check_out (shared, home_folder, "At home", haven_clock_fixed (TODAY), NULL));
  g_assert_true (haven_session_unlock (home, NULL, PASSPHRASE, NULL));
  g_assert_true (haven_shared_release (shared, NULL));
  own = open_copy (fixture, shared, FALSE);
  g_assert_cmpint (put_pupil (home, "Home"), >, 0);
  g_assert_cmpint (put_pupil (own, "School"), >, 0);
  g_assert_true (haven_session_check_in (own, shared, NULL));
  view = haven_session_look_at_merge (home, shared, NULL);
  g_assert_cmpuint (view->conflicts->len, ==, 1);
  g_assert_cmpuint (view->n_mine, ==, 1);
  g_assert_cmpuint (view->n_theirs, ==, 1);
  conflict = g_ptr_array_index (view->conflicts, 0);
  name = haven_conflict_dup_name (conflict);
  g_assert_cmpstr (name, ==, "Pupil: surname");
  g_assert_false (haven_session_merge (home, shared, view, &unsettled));
  g_assert_error (unsettled, HAVEN_ERROR, HAVEN_ERROR_CONFLICT);
  g_assert_cmpstr (get_surname (home), ==, "Home");
  view = haven_session_look_at_merge (home, shared, NULL);
  ((HavenConflict *) g_ptr_array_index (view->conflicts, 0))->side = HAVEN_SIDE_THEIRS;
  g_assert_true (haven_session_merge (home, shared, view, NULL));
  g_assert_cmpstr (get_surname (home), ==, "School");
  g_assert_nonnull (haven_session_get_undo (home));
  g_assert_true (haven_session_undo (home, NULL));
  g_assert_cmpstr (get_surname (home), ==, "Home");
  g_assert_true (haven_session_redo (home, NULL));
  g_assert_cmpstr (get_surname (home), ==, "School");
  g_assert_true (haven_session_check_in (home, shared, NULL));
  g_object_unref (own);
}

/* ---- C8 ---- */

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char *
hash_folder (const char *folder)
{
  g_autoptr (GDir) entries = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GChecksum) hash = g_checksum_new (G_CHECKSUM_SHA256);
  const char *name;

  while ((name = g_dir_read_name (entries)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++) {
    g_autofree char *path = g_build_filename (folder, g_ptr_array_index (names, i), NULL);
    g_autofree char *content = NULL;
    gsize size = 0;
    g_file_get_contents (path, &content, &size, NULL);
    g_checksum_update (hash, (const guchar *) path, strlen (path));
    g_checksum_update (hash, (const guchar *) content, size);
  }
  return g_strdup (g_checksum_get_string (hash));
}

static void
test_restore_beside (Fixture *fixture, gconstpointer data)
{
  g_autofree char *file = g_build_filename (fixture->parent, "copy.havenbackup", NULL);
  g_autofree char *folder = g_build_filename (fixture->parent, "back.haven", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) over = NULL;

  fixture_add_pupil (fixture, "B801200005001", "Brown");
  g_assert_true (haven_session_backup (fixture->session, file, NULL));
  g_assert_finalize_object (fixture->session);
  before = hash_folder (fixture->folder);
  g_assert_true (haven_restore (file, NULL, folder, NULL));
  g_assert_false (haven_restore (file, NULL, fixture->folder, &over));
  g_assert_error (over, HAVEN_ERROR, HAVEN_ERROR_INVALID);
  after = hash_folder (fixture->folder);
  g_assert_cmpstr (before, ==, after);
  fixture->session = haven_session_new (fixture->folder, haven_clock_fixed (TODAY));
}

/* ---- S10: after a lock the passphrase is nowhere in this process. The needle stays disguised, or it would find itself. ---- */

#if defined (G_OS_UNIX) && !defined (__SANITIZE_ADDRESS__) && !defined (__SANITIZE_THREAD__)   /* whose own memory is far larger than anybody could read */
#define HAS_MEMORY_TO_READ
#define DISGUISE 0x55
#define NEEDLE_BYTES 24

static gboolean
stands_here (const guint8 *memory, gsize size, const guint8 *disguised)
{
  for (gsize i = 0; i + NEEDLE_BYTES <= size; i++) {
    gsize n = 0;
    while (n < NEEDLE_BYTES && memory[i + n] == (disguised[n] ^ DISGUISE))
      n++;
    if (n == NEEDLE_BYTES)
      return TRUE;
  }
  return FALSE;
}

/* In pieces that overlap, so that it cannot hide between two */
static gboolean
stands_between (FILE *memory, gsize first, gsize last, const guint8 *disguised)
{
  static guint8 piece[1 << 20];
  gboolean found = FALSE;

  for (gsize place = first; place < last && !found; place += sizeof piece - NEEDLE_BYTES) {
    gsize size = MIN (sizeof piece, last - place);
    if (fseeko (memory, (off_t) place, SEEK_SET) == 0 && fread (piece, 1, size, memory) == size)
      found = stands_here (piece, size, disguised);
    haven_wipe (piece, sizeof piece);
  }
  return found;
}

static gboolean
stands_in_memory (const guint8 *disguised)
{
  g_autofree char *maps = NULL;
  g_auto(GStrv) lines = NULL;
  FILE *memory = fopen ("/proc/self/mem", "rb");
  gboolean found = FALSE;

  g_assert_nonnull (memory);
  setvbuf (memory, NULL, _IONBF, 0);                                /* what was read must not stay in a buffer */
  g_assert_true (g_file_get_contents ("/proc/self/maps", &maps, NULL, NULL));
  lines = g_strsplit (maps, "\n", -1);
  for (gsize i = 0; lines[i] != NULL && !found; i++) {
    unsigned long first, last;
    if (sscanf (lines[i], "%lx-%lx rw", &first, &last) == 2 && strstr (lines[i], " rw") != NULL)
      found = stands_between (memory, first, last, disguised);
  }
  fclose (memory);
  return found;
}

static char *
invent_passphrase (guint8 *ret_disguised)
{
  char *passphrase = g_malloc0 (NEEDLE_BYTES + 1);

  for (guint i = 0; i < NEEDLE_BYTES; i++) {
    passphrase[i] = (char) g_random_int_range ('a', 'z' + 1);
    ret_disguised[i] = (guint8) passphrase[i] ^ DISGUISE;
  }
  return passphrase;
}

static void
test_forgotten (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->parent, "other.haven", NULL);
  g_autoptr (HavenSession) session = haven_session_new (folder, haven_clock_fixed (TODAY));
  HavenUser user = { (char *) "Dee Safe", HAVEN_ROLE_DSL };
  guint8 disguised[NEEDLE_BYTES];
  char *passphrase = invent_passphrase (disguised);

  g_assert_true (stands_in_memory (disguised));                     /* the search finds what there is */
  g_assert_true (haven_session_create (session, &user, passphrase, HAVEN_STRETCH_DEFAULT, NULL));
  haven_session_lock (session);
  g_assert_false (haven_session_unlock (session, NULL, "another one", NULL));
  g_assert_true (haven_session_unlock (session, NULL, passphrase, NULL));
  g_assert_true (haven_session_confirm (session, passphrase, NULL));
  g_assert_false (haven_session_change_passphrase (session, "wrong", passphrase, NULL));
  haven_session_lock (session);
  haven_wipe_string (passphrase);
  g_free (passphrase);
  g_assert_finalize_object (g_steal_pointer (&session));
  g_assert_false (stands_in_memory (disguised));
}
#endif

#define ADD(path, func) fixture_add ("/session/" path, func)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/S9/guards", test_guards);
  ADD ("S9/asks-again", test_asks_again);
  ADD ("S9/sending-asks", test_sending_asks);
  ADD ("S8/wrong-answers-wait", test_wrong_answers_wait);
  ADD ("practice_33/to-read", test_to_read);
  ADD ("practice_33/merge", test_merge);
  ADD ("C8/restore-opens-beside", test_restore_beside);
#ifdef HAS_MEMORY_TO_READ
  ADD ("S10/passphrase-is-forgotten", test_forgotten);
#endif
  return g_test_run ();
}
