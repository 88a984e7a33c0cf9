/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-fixture.h"

/* Opening, locking, and jobs that wait while it locks */

static void
test_open_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture_add_pupil (fixture, "B801200005001", "Brown");
  haven_session_lock (fixture->session);
  g_assert_null (haven_session_get_school (fixture->session));
  g_assert_null (haven_session_get_user (fixture->session));
  g_assert_true (haven_session_unlock (fixture->session, NULL, PASSPHRASE, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (haven_school_get_n_pupils (haven_session_get_school (fixture->session)), ==, 1);
  g_assert_cmpstr (haven_session_get_user (fixture->session)->name, ==, "Dee Safe");
}

static void
test_wrong_passphrase (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  haven_session_lock (fixture->session);
  g_assert_false (haven_session_unlock (fixture->session, NULL, "not the passphrase", &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_LOCKED);
  g_assert_cmpint (haven_session_get_state (fixture->session), ==, HAVEN_SESSION_CLOSED);
  g_clear_error (&error);
  g_assert_true (haven_session_unlock (fixture->session, "Dee Safe", PASSPHRASE, &error));
  g_assert_no_error (error);
}

static void
test_users_without_passphrase (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) users = haven_session_list_users (fixture->session, NULL);

  g_assert_cmpuint (users->len, ==, 1);
  g_assert_cmpstr (((HavenUser *) g_ptr_array_index (users, 0))->name, ==, "Dee Safe");
  g_assert_cmpint (((HavenUser *) g_ptr_array_index (users, 0))->role, ==, HAVEN_ROLE_DSL);
}

static void
count_error_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  guint *counts = user_data;

  if (haven_session_run_finish (HAVEN_SESSION (source), result, &error) < 0)
    counts[1]++;
  else
    counts[0]++;
  g_assert_true (error == NULL || g_error_matches (error, HAVEN_ERROR, HAVEN_ERROR_LOCKED));
}

/* Twenty commands, and the lock comes between: each is answered, done or not, and the store has exactly those that were done. */
static void
test_lock_between (Fixture *fixture, gconstpointer data)
{
  guint counts[2] = { 0, 0 };
  g_autoptr (GError) error = NULL;
  HavenSchool *school;
  guint kept = 0;

  for (guint i = 0; i < 20; i++) {
    g_autofree char *key = g_strdup_printf ("probe-%02u", i);
    haven_session_run_async (fixture->session, haven_command_set (key, "x"), NULL, count_error_cb, counts);
  }
  haven_session_lock (fixture->session);
  while (counts[0] + counts[1] < 20)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (haven_session_unlock (fixture->session, NULL, PASSPHRASE, &error));
  school = haven_session_get_school (fixture->session);
  for (guint i = 0; i < 20; i++) {
    g_autofree char *key = g_strdup_printf ("probe-%02u", i);
    kept += haven_school_get_setting (school, key, NULL) != NULL;
  }
  /* One that ran while it locked is kept although nobody may see its result yet */
  g_assert_cmpuint (kept, >=, counts[0]);
  g_assert_cmpuint (kept, <=, counts[0] + 1);
}

/* Locked and unlocked again at once, many times: the stores close and open in order. */
static void
test_lock_unlock_quickly (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 20; i++) {
    haven_session_lock (fixture->session);
    g_assert_true (haven_session_unlock (fixture->session, NULL, PASSPHRASE, &error));
    g_assert_no_error (error);
  }
  fixture_add_pupil (fixture, "B801200005001", "Brown");
}

static void
unlocked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (haven_session_unlock_finish (HAVEN_SESSION (source), result, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_CANCELLED);
  *(gboolean *) user_data = TRUE;
}

static void
test_lock_while_unlocking (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gboolean answered = FALSE;

  haven_session_lock (fixture->session);
  haven_session_unlock_async (fixture->session, NULL, PASSPHRASE, NULL, unlocked_cb, &answered);
  haven_session_lock (fixture->session);
  g_assert_null (haven_session_get_school (fixture->session));
  while (!answered)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (haven_session_get_state (fixture->session), ==, HAVEN_SESSION_CLOSED);
  g_assert_true (haven_session_unlock (fixture->session, NULL, PASSPHRASE, &error));
  g_assert_no_error (error);
}

static void
test_second_writer_is_told (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HavenSession) second = haven_session_new (fixture->folder, haven_clock_fixed (TODAY));
  g_autoptr (GError) error = NULL;

  g_assert_false (haven_session_unlock (second, NULL, PASSPHRASE, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_BUSY);
}

static void
test_commands_need_an_open_store (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  haven_session_lock (fixture->session);
  g_assert_cmpint (haven_session_run (fixture->session, haven_command_set ("name", "X"), &error), ==, -1);
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_LOCKED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/session/open-again", test_open_again);
  fixture_add ("/session/wrong-passphrase", test_wrong_passphrase);
  fixture_add ("/session/users-without-passphrase", test_users_without_passphrase);
  fixture_add ("/session/lock-between", test_lock_between);
  fixture_add ("/session/lock-unlock-quickly", test_lock_unlock_quickly);
  fixture_add ("/session/lock-while-unlocking", test_lock_while_unlocking);
  fixture_add ("/session/second-writer-is-told", test_second_writer_is_told);
  fixture_add ("/session/commands-need-an-open-store", test_commands_need_an_open_store);
  return g_test_run ();
}
