/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-keyring.h"
#include "session-fixture.h"

#include <string.h>

/* C3: what the keyring keeps opens Haven that was quit, and never Haven that was locked. The keyring is one of the test's own. */

static GHashTable *kept;                   /* HavenSecret by id */
static GMutex kept_lock;                   /* it is asked on another thread */
static gboolean broken;

static gboolean
keep (const char *id, HavenSecret *secret, GError **error)
{
  g_mutex_lock (&kept_lock);
  if (!broken)
    g_hash_table_replace (kept, g_strdup (id), haven_secret_new_copy (haven_secret_peek (secret), haven_secret_get_size (secret)));
  g_mutex_unlock (&kept_lock);
  return !broken;
}

static HavenSecret *
find (const char *id, GError **error)
{
  HavenSecret *secret, *copy = NULL;

  g_mutex_lock (&kept_lock);
  secret = g_hash_table_lookup (kept, id);
  if (secret != NULL)
    copy = haven_secret_new_copy (haven_secret_peek (secret), haven_secret_get_size (secret));
  g_mutex_unlock (&kept_lock);
  if (copy == NULL)
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND, "nothing is kept");
  return copy;
}

static gboolean
drop (const char *id, GError **error)
{
  g_mutex_lock (&kept_lock);
  g_hash_table_remove (kept, id);
  g_mutex_unlock (&kept_lock);
  return TRUE;
}

static guint
count_kept (void)
{
  guint n;

  g_mutex_lock (&kept_lock);
  n = g_hash_table_size (kept);
  g_mutex_unlock (&kept_lock);
  return n;
}

static void
wait_for_kept (guint n)
{
  while (count_kept () != n)
    g_main_context_iteration (NULL, FALSE);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const HavenKeyringBackend backend = { keep, find, drop };

  broken = FALSE;
  kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) haven_secret_free);
  haven_keyring_set_backend (&backend);
  fixture_set_up (fixture, data);
}

/* Haven ends when what it was doing is done, and is started again. */
static void
quit_and_start (Fixture *fixture)
{
  while (g_atomic_int_get (&G_OBJECT (fixture->session)->ref_count) > 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_finalize_object (fixture->session);
  fixture->session = haven_session_new (fixture->folder, haven_clock_fixed (TODAY));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  quit_and_start (fixture);
  fixture_tear_down (fixture, data);
  haven_keyring_set_backend (NULL);
  g_hash_table_unref (kept);
}

static void
switch_on (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  haven_session_set_keyring (fixture->session, TRUE, &error);
  g_assert_no_error (error);
  wait_for_kept (1);
}

static void
check_asks (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (haven_session_is_kept (fixture->session));
  g_assert_false (haven_session_unlock_kept (fixture->session, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (haven_session_get_state (fixture->session), ==, HAVEN_SESSION_CLOSED);
}

static void
test_off (Fixture *fixture, gconstpointer data)
{
  g_assert_false (haven_session_get_keyring (fixture->session));
  quit_and_start (fixture);
  check_asks (fixture);
  g_assert_true (haven_session_unlock (fixture->session, NULL, PASSPHRASE, NULL));
  g_assert_cmpuint (count_kept (), ==, 0);
}

static void
test_quit (Fixture *fixture, gconstpointer data)
{
  switch_on (fixture);
  quit_and_start (fixture);
  g_assert_true (haven_session_is_kept (fixture->session));
  g_assert_true (haven_session_unlock_kept (fixture->session, NULL));
  g_assert_cmpstr (haven_session_get_user (fixture->session)->name, ==, "Dee Safe");
  g_assert_true (haven_session_get_keyring (fixture->session));
  g_assert_true (haven_session_needs_confirm (fixture->session, HAVEN_DEED_SEND));   /* nobody typed anything */
  g_assert_true (haven_session_confirm (fixture->session, PASSPHRASE, NULL));
  g_assert_false (haven_session_needs_confirm (fixture->session, HAVEN_DEED_SEND));
}

static void
test_lock (Fixture *fixture, gconstpointer data)
{
  switch_on (fixture);
  haven_session_lock (fixture->session);
  check_asks (fixture);
  quit_and_start (fixture);
  check_asks (fixture);
  wait_for_kept (0);
  g_assert_true (haven_session_unlock (fixture->session, NULL, PASSPHRASE, NULL));   /* and it is kept again from here */
  wait_for_kept (1);
  quit_and_start (fixture);
  g_assert_true (haven_session_unlock_kept (fixture->session, NULL));
}

/* The lock comes while it is still being kept. */
static void
test_lock_at_once (Fixture *fixture, gconstpointer data)
{
  switch_on (fixture);
  haven_session_lock (fixture->session);
  g_assert_true (haven_session_unlock (fixture->session, NULL, PASSPHRASE, NULL));
  haven_session_lock (fixture->session);
  quit_and_start (fixture);
  check_asks (fixture);
}

static void
test_switched_off (Fixture *fixture, gconstpointer data)
{
  switch_on (fixture);
  g_assert_true (haven_session_set_keyring (fixture->session, FALSE, NULL));
  wait_for_kept (0);
  quit_and_start (fixture);
  check_asks (fixture);
}

/* Each half alone is worth nothing, and neither is what was kept before the passphrase was changed. */
static void
test_halves (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) wrong = NULL;

  switch_on (fixture);
  g_assert_true (haven_session_change_passphrase (fixture->session, PASSPHRASE, "another one altogether", NULL));
  quit_and_start (fixture);
  g_assert_false (haven_session_unlock_kept (fixture->session, &wrong));
  g_assert_error (wrong, HAVEN_ERROR, HAVEN_ERROR_LOCKED);
  check_asks (fixture);                                            /* it is not tried twice */
}

static void
test_not_in_backups (Fixture *fixture, gconstpointer data)
{
  g_autofree char *file = g_build_filename (fixture->parent, "copy.havenbackup", NULL);
  g_autofree char *folder = g_build_filename (fixture->parent, "back.haven", NULL);
  g_autoptr (HavenSession) back = haven_session_new (folder, haven_clock_fixed (TODAY));

  switch_on (fixture);
  g_assert_true (haven_session_backup (fixture->session, file, NULL));
  g_assert_true (haven_restore (file, NULL, folder, NULL));
  g_assert_false (haven_session_is_kept (back));
  g_assert_false (haven_session_unlock_kept (back, NULL));
}

static void
test_broken (Fixture *fixture, gconstpointer data)
{
  switch_on (fixture);
  broken = TRUE;
  haven_session_lock (fixture->session);
  g_assert_true (haven_session_unlock (fixture->session, NULL, PASSPHRASE, NULL));   /* at most a convenience is lost */
  g_assert_cmpint (haven_session_get_state (fixture->session), ==, HAVEN_SESSION_OPEN);
}

/* Switching it on asks who it is; the passphrase is in neither half. */
static gint64
read_wall (gpointer now)
{
  return *(gint64 *) now;
}

static void
test_asks_first (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 now = 1000;

  haven_session_lock (fixture->session);
  haven_session_set_wall_clock (fixture->session, read_wall, &now);
  g_assert_true (haven_session_unlock (fixture->session, NULL, PASSPHRASE, NULL));
  now += 3600;
  g_assert_false (haven_session_set_keyring (fixture->session, TRUE, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_CONFIRM);
  g_assert_true (haven_session_confirm (fixture->session, PASSPHRASE, NULL));
  switch_on (fixture);
  haven_session_set_wall_clock (fixture->session, NULL, NULL);
}

#define ADD(name, func) g_test_add ("/session/C3/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("off-by-default", test_off);
  ADD ("opens-what-was-quit", test_quit);
  ADD ("never-what-was-locked", test_lock);
  ADD ("locked-at-once", test_lock_at_once);
  ADD ("switched-off", test_switched_off);
  ADD ("halves", test_halves);
  ADD ("not-in-backups", test_not_in_backups);
  ADD ("broken", test_broken);
  ADD ("asks-first", test_asks_first);
  return g_test_run ();
}
