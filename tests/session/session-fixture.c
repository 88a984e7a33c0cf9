/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-fixture.h"

void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  HavenUser user = { (char *) "Dee Safe", HAVEN_ROLE_DSL };

  g_assert_true (haven_secret_start (NULL));
  haven_reference_start ();
  fixture->parent = haven_platform_make_temp_folder (&error);
  g_assert_no_error (error);
  fixture->folder = g_build_filename (fixture->parent, "school.haven", NULL);
  fixture->session = haven_session_new (fixture->folder, haven_clock_fixed (TODAY));
  g_assert_true (haven_session_create (fixture->session, &user, PASSPHRASE, HAVEN_STRETCH_TEST, &error));
  g_assert_no_error (error);
}

void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->session);
  g_assert_true (haven_platform_remove_tree (fixture->parent, NULL));
  g_free (fixture->folder);
  g_free (fixture->parent);
}

gint64
fixture_add_pupil (Fixture *fixture, const char *upn, const char *surname)
{
  g_autoptr (GError) error = NULL;
  HavenPupil *pupil = haven_pupil_new ();
  gint64 id;

  pupil->upn = g_strdup (upn);
  pupil->surname = g_strdup (surname);
  pupil->forename = g_strdup ("Amara");
  pupil->born = haven_day_new (2012, 5, 6);
  pupil->year_group = g_strdup ("9");
  id = haven_session_run (fixture->session, haven_command_put (HAVEN_TABLE_PUPILS, pupil), &error);
  g_assert_no_error (error);
  g_assert_cmpint (id, >, 0);
  return id;
}
