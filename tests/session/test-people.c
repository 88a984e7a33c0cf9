/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-fixture.h"

/* People through the one door: who may what, what a passphrase must be, and the waiting after wrong ones */

#define OTHER_PASSPHRASE "kettle marble tunnel"

static HavenUser
name_user (const char *name, HavenRole role)
{
  return (HavenUser) { (char *) name, role };
}

static void
add_user (Fixture *fixture, const char *name, HavenRole role)
{
  HavenUser user = name_user (name, role);
  g_autoptr (GError) error = NULL;

  haven_session_add_user (fixture->session, &user, OTHER_PASSPHRASE, &error);
  g_assert_no_error (error);
}

static void
become (Fixture *fixture, const char *name)
{
  g_autoptr (GError) error = NULL;

  haven_session_lock (fixture->session);
  haven_session_unlock (fixture->session, name, name == NULL ? PASSPHRASE : OTHER_PASSPHRASE, &error);
  g_assert_no_error (error);
}

static char *
list_audit (HavenSession *session)
{
  g_autoptr (GPtrArray) lines = haven_session_read_audit (session, NULL);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++) {
    const HavenAuditLine *line = g_ptr_array_index (lines, i);
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", line->action);
  }
  return g_string_free (text, FALSE);
}

/* done fills error */
#define check_refused(done, code) \
  G_STMT_START { \
    g_autoptr (GError) error = NULL; \
    g_assert_false (done); \
    g_assert_error (error, HAVEN_ERROR, (int) (code)); \
  } G_STMT_END

static void
test_all (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) users = NULL;
  g_autofree char *audit = NULL;

  add_user (fixture, "Tea Cher", HAVEN_ROLE_DT);
  g_assert_true (haven_session_change_role (fixture->session, "Tea Cher", HAVEN_ROLE_DEPUTY, NULL));
  g_assert_true (haven_session_rename_user (fixture->session, "Tea Cher", "Tea Other", NULL));
  g_assert_true (haven_session_rename_user (fixture->session, "Dee Safe", "Dee Safer", NULL));
  g_assert_cmpstr (haven_session_get_user (fixture->session)->name, ==, "Dee Safer");
  g_assert_true (haven_session_change_passphrase (fixture->session, PASSPHRASE, "another", NULL));
  users = haven_session_list_users (fixture->session, NULL);
  g_assert_cmpuint (users->len, ==, 2);
  g_assert_cmpint (((HavenUser *) g_ptr_array_index (users, 1))->role, ==, HAVEN_ROLE_DEPUTY);
  g_assert_true (haven_session_remove_user (fixture->session, "Tea Other", NULL));
  haven_session_lock (fixture->session);
  g_assert_false (haven_session_unlock (fixture->session, NULL, OTHER_PASSPHRASE, NULL));
  g_assert_true (haven_session_unlock (fixture->session, NULL, "another", NULL));
  audit = list_audit (fixture->session);
  g_assert_cmpstr (audit, ==, "create add-person change-role rename-person rename-person change-passphrase remove-person "
                   "unlock-failed unlock");
}

static void
test_last_lead (Fixture *fixture, gconstpointer data)
{
  check_refused (haven_session_remove_user (fixture->session, "Dee Safe", &error), HAVEN_ERROR_REFUSED);
  add_user (fixture, "Dep Uty", HAVEN_ROLE_DEPUTY);
  become (fixture, "Dep Uty");
  check_refused (haven_session_remove_user (fixture->session, "Dee Safe", &error), HAVEN_ERROR_REFUSED);
  check_refused (haven_session_change_role (fixture->session, "Dee Safe", HAVEN_ROLE_READER, &error), HAVEN_ERROR_REFUSED);
}

/* ---- S7 ---- */

static void
test_weak_are_refused (Fixture *fixture, gconstpointer data)
{
  static const char *const weak[] = { "", "short", "password1", "Haven2026", "aaaaaaaaaa", "Dee Safe 1", NULL };
  g_autofree char *folder = g_build_filename (fixture->parent, "other.haven", NULL);
  g_autoptr (HavenSession) session = haven_session_new (folder, haven_clock_fixed (TODAY));
  HavenUser user = name_user ("Dee Safe", HAVEN_ROLE_DSL);

  for (guint i = 0; weak[i] != NULL; i++)
    check_refused (haven_session_create (session, &user, weak[i], HAVEN_STRETCH_DEFAULT, &error), HAVEN_ERROR_INVALID);
  g_assert_false (haven_session_exists (session));
}

/* The rule holds for everybody who comes after, by the cost that the store was made at. */
static void
test_weak_are_refused_later (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->parent, "other.haven", NULL);
  g_autoptr (HavenSession) session = haven_session_new (folder, haven_clock_fixed (TODAY));
  const HavenStretch least = { HAVEN_STRETCH_MIN_KIB, 1 };
  HavenUser first = name_user ("Dee Safe", HAVEN_ROLE_DSL);
  HavenUser second = name_user ("Dep Uty", HAVEN_ROLE_DEPUTY);

  g_assert_true (haven_session_create (session, &first, PASSPHRASE, least, NULL));
  check_refused (haven_session_add_user (session, &second, "football99", &error), HAVEN_ERROR_INVALID);
  check_refused (haven_session_change_passphrase (session, PASSPHRASE, "football99", &error), HAVEN_ERROR_INVALID);
  g_assert_true (haven_session_add_user (session, &second, OTHER_PASSPHRASE, NULL));
}

static void
test_first_must_lead (Fixture *fixture, gconstpointer data)
{
  static const HavenRole roles[] = { HAVEN_ROLE_ATTENDANCE, HAVEN_ROLE_READER };
  g_autofree char *folder = g_build_filename (fixture->parent, "other.haven", NULL);
  g_autoptr (HavenSession) session = haven_session_new (folder, haven_clock_fixed (TODAY));

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++) {
    HavenUser user = name_user ("X", roles[i]);
    check_refused (haven_session_create (session, &user, PASSPHRASE, HAVEN_STRETCH_TEST, &error), HAVEN_ERROR_INVALID);
  }
}

static void
test_confirm (Fixture *fixture, gconstpointer data)
{
  add_user (fixture, "Dep Uty", HAVEN_ROLE_DEPUTY);
  g_assert_true (haven_session_confirm (fixture->session, PASSPHRASE, NULL));
  check_refused (haven_session_confirm (fixture->session, OTHER_PASSPHRASE, &error), HAVEN_ERROR_LOCKED);   /* somebody else's */
  check_refused (haven_session_confirm (fixture->session, "", &error), HAVEN_ERROR_LOCKED);
}

/* ---- S8 ---- */

static gint64
read_wall (gpointer now)
{
  return *(gint64 *) now;
}

static gboolean
try_wrong (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  gboolean open = haven_session_unlock (fixture->session, NULL, "not it", &error);

  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_LOCKED);
  return open;
}

/* After the fourth each waits longer; the right one is not even tried before; nothing is ever lost. */
static void
test_waiting (Fixture *fixture, gconstpointer data)
{
  static const guint waits[] = { 0, 0, 0, 1, 2, 5, 10, 30, 60, 60 };
  gint64 now = 1780000000;
  g_autofree char *audit = NULL;

  haven_session_set_wall_clock (fixture->session, read_wall, &now);
  haven_session_lock (fixture->session);
  for (guint i = 0; i < G_N_ELEMENTS (waits); i++) {
    g_assert_false (try_wrong (fixture));
    g_assert_cmpuint (haven_session_get_wait (fixture->session), ==, waits[i]);
    if (waits[i] > 0)
      g_assert_false (haven_session_unlock (fixture->session, NULL, PASSPHRASE, NULL));
    now += waits[i];
  }
  g_assert_true (haven_session_unlock (fixture->session, NULL, PASSPHRASE, NULL));
  g_assert_cmpuint (haven_session_get_wait (fixture->session), ==, 0);
  audit = list_audit (fixture->session);
  g_assert_cmpstr (audit, ==, "create unlock-failed unlock");
}

/* A restart does not forgive. */
static void
test_waiting_outlives_the_process (Fixture *fixture, gconstpointer data)
{
  gint64 now = 1780000000;
  g_autoptr (HavenSession) other = haven_session_new (fixture->folder, haven_clock_fixed (TODAY));

  haven_session_set_wall_clock (fixture->session, read_wall, &now);
  haven_session_set_wall_clock (other, read_wall, &now);
  haven_session_lock (fixture->session);
  for (guint i = 0; i < 5; i++) {
    now += 100;
    g_assert_false (try_wrong (fixture));
  }
  g_assert_cmpuint (haven_session_get_wait (other), ==, 2);
  haven_session_set_wall_clock (fixture->session, NULL, NULL);
}

/* ---- roles ---- */

static void
test_officer (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->parent, "marks.csv", NULL);
  const char *const paths[] = { path, NULL };
  g_autoptr (GPtrArray) files = NULL;

  g_assert_true (g_file_set_contents (path, "UPN,Surname,Forename,Date of birth,Year\nB801200005001,Brown,Amara,2012-05-06,9\n", -1, NULL));
  fixture_add_pupil (fixture, "B801200005002", "Green");
  add_user (fixture, "Off Icer", HAVEN_ROLE_ATTENDANCE);
  become (fixture, "Off Icer");
  g_assert_cmpuint (haven_school_get_n_pupils (haven_session_get_school (fixture->session)), ==, 0);
  check_refused (haven_session_stage (fixture->session, paths, HAVEN_IMPORT_AUTO, &error), HAVEN_ERROR_REFUSED);
  check_refused (haven_session_run (fixture->session, haven_command_set ("name", "x"), &error) >= 0, HAVEN_ERROR_REFUSED);
  g_assert_cmpint (haven_session_hand_in (fixture->session, paths, NULL), ==, 1);
  g_assert_true (haven_session_change_passphrase (fixture->session, OTHER_PASSPHRASE, OTHER_PASSPHRASE "s", NULL));
  become (fixture, NULL);
  files = haven_session_list_handed_in (fixture->session, NULL);
  g_assert_cmpuint (files->len, ==, 1);
}

/* What was handed in is previewed and applied from memory, then put away. */
static void
test_handed_in (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->parent, "pupils.csv", NULL);
  const char *const paths[] = { path, NULL };
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) receipts = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *previews;
  const HavenHandedFile *file;

  g_assert_true (g_file_set_contents (path, "UPN,Surname,Forename,Date of birth,Year group\n"
                                      "B801200005001,Brown,Amara,2012-05-06,9\n", -1, NULL));
  g_assert_cmpint (haven_session_hand_in (fixture->session, paths, NULL), ==, 1);
  files = haven_session_list_handed_in (fixture->session, NULL);
  file = g_ptr_array_index (files, 0);
  g_assert_cmpstr (file->file, ==, "pupils.csv");
  g_assert_cmpstr (file->who, ==, "Dee Safe");
  previews = haven_session_stage_handed_in (fixture->session, file->id, &error);
  g_assert_no_error (error);
  receipts = haven_session_apply (fixture->session, previews, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (haven_school_get_n_pupils (haven_session_get_school (fixture->session)), ==, 1);
  g_assert_true (haven_session_drop_handed_in (fixture->session, file->id, NULL));
  none = haven_session_list_handed_in (fixture->session, NULL);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_reader (Fixture *fixture, gconstpointer data)
{
  gint64 pupil = fixture_add_pupil (fixture, "B801200005002", "Green");

  add_user (fixture, "Rea Der", HAVEN_ROLE_READER);
  become (fixture, "Rea Der");
  g_assert_cmpuint (haven_school_get_n_pupils (haven_session_get_school (fixture->session)), ==, 1);
  check_refused (haven_session_run (fixture->session, haven_command_remove (HAVEN_TABLE_PUPILS, pupil), &error) >= 0, HAVEN_ERROR_REFUSED);
  check_refused (haven_session_read_audit (fixture->session, &error), HAVEN_ERROR_REFUSED);
  g_assert_cmpint (haven_session_run (fixture->session, haven_command_record_paper ("pack", pupil, "a conference"), NULL), >=, 0);
}

static void
add_spell (Fixture *fixture, gint64 pupil_id, HavenStatus status)
{
  HavenSpell *spell = haven_spell_new ();

  spell->pupil_id = pupil_id;
  spell->status = status;
  spell->first = haven_day_new (2025, 9, 1);
  g_assert_cmpint (haven_session_run (fixture->session, haven_command_put (HAVEN_TABLE_SPELLS, spell), NULL), >, 0);
}

static gint64
put_action (Fixture *fixture, gint64 pupil_id, GError **error)
{
  HavenAction *action = haven_action_new ();

  action->pupil_id = pupil_id;
  action->text = g_strdup ("Ring");
  return haven_session_run (fixture->session, haven_command_put (HAVEN_TABLE_ACTIONS, action), error);
}

static void
test_teacher (Fixture *fixture, gconstpointer data)
{
  gint64 in_care = fixture_add_pupil (fixture, "B801200005002", "Green");
  gint64 on_plan = fixture_add_pupil (fixture, "B801200005003", "White");
  HavenPupil *fresh = haven_pupil_new ();

  add_spell (fixture, in_care, HAVEN_STATUS_CLA);
  add_spell (fixture, on_plan, HAVEN_STATUS_CP);
  add_user (fixture, "Tea Cher", HAVEN_ROLE_DT);
  become (fixture, "Tea Cher");
  g_assert_cmpuint (haven_school_get_n_pupils (haven_session_get_school (fixture->session)), ==, 1);
  g_assert_nonnull (haven_school_get_pupil (haven_session_get_school (fixture->session), in_care));
  g_assert_cmpint (put_action (fixture, in_care, NULL), >, 0);
  check_refused (put_action (fixture, on_plan, &error) >= 0, HAVEN_ERROR_REFUSED);
  check_refused (haven_session_run (fixture->session, haven_command_remove (HAVEN_TABLE_PUPILS, on_plan), &error) >= 0,
                 HAVEN_ERROR_REFUSED);
  fresh->surname = g_strdup ("New");
  check_refused (haven_session_run (fixture->session, haven_command_put (HAVEN_TABLE_PUPILS, fresh), &error) >= 0,
                 HAVEN_ERROR_REFUSED);
}

/* A school whose only user is its designated teacher has nobody else to answer for the rest: until a lead is added. */
static void
test_teacher_alone (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->parent, "other.haven", NULL);
  g_autoptr (HavenSession) session = haven_session_new (folder, haven_clock_fixed (TODAY));
  HavenUser teacher = name_user ("Tea Cher", HAVEN_ROLE_DT);
  HavenUser lead = name_user ("Dee Safe", HAVEN_ROLE_DSL);
  HavenPupil *pupil = haven_pupil_new ();

  pupil->surname = g_strdup ("Brown");
  g_assert_true (haven_session_create (session, &teacher, PASSPHRASE, HAVEN_STRETCH_TEST, NULL));
  g_assert_cmpint (haven_session_run (session, haven_command_put (HAVEN_TABLE_PUPILS, pupil), NULL), >, 0);
  g_assert_cmpuint (haven_school_get_n_pupils (haven_session_get_school (session)), ==, 1);
  g_assert_true (haven_session_add_user (session, &lead, OTHER_PASSPHRASE, NULL));
  g_assert_cmpuint (haven_school_get_n_pupils (haven_session_get_school (session)), ==, 0);
  g_assert_false (haven_session_may (session, HAVEN_DEED_PEOPLE));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/session/people/practice_32/all", test_all);
  fixture_add ("/session/people/practice_32/last-lead", test_last_lead);
  fixture_add ("/session/people/practice_32/first-must-lead", test_first_must_lead);
  fixture_add ("/session/people/S7/weak-are-refused", test_weak_are_refused);
  fixture_add ("/session/people/S7/weak-are-refused-later", test_weak_are_refused_later);
  fixture_add ("/session/people/S9/confirm", test_confirm);
  fixture_add ("/session/people/S8/waiting", test_waiting);
  fixture_add ("/session/people/S8/waiting-outlives-the-process", test_waiting_outlives_the_process);
  fixture_add ("/session/people/practice_32/officer", test_officer);
  fixture_add ("/session/people/practice_32/handed-in", test_handed_in);
  fixture_add ("/session/people/practice_32/reader", test_reader);
  fixture_add ("/session/people/practice_32/teacher", test_teacher);
  fixture_add ("/session/people/practice_32/teacher-alone", test_teacher_alone);
  return g_test_run ();
}
