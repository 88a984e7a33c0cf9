/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking after records, through the one door: who may, what is checked, and that no step of undo brings anybody back. */
#include "session-fixture.h"

#include <string.h>

#include "haven-certificate.h"
#include "haven-file-copy.h"
#include "haven-retention.h"
#include "haven-session-records.h"

#define UPN "Z999000111222"
#define SURNAME "Zyzzogeton"
#define NOTE "lives above the quorble shop"
#define CONFIDENCE "said so to the frambly teacher"

static gint64
run (Fixture *fixture, HavenCommand *take_command)
{
  g_autoptr (GError) error = NULL;
  gint64 id = haven_session_run (fixture->session, take_command, &error);

  g_assert_no_error (error);
  return id;
}

static void
refuse (Fixture *fixture, HavenCommand *take_command, HavenErrorCode code)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (haven_session_run (fixture->session, take_command, &error), ==, -1);
  g_assert_error (error, HAVEN_ERROR, (int) code);
}

static void
add_note (Fixture *fixture, gint64 child, const char *text, gboolean restricted)
{
  HavenNote *note = haven_note_new ();

  note->pupil_id = child;
  note->text = g_strdup (text);
  note->day = TODAY;
  note->restricted = restricted;
  run (fixture, haven_command_put (HAVEN_TABLE_NOTES, note));
}

/* A child with a social worker who left; NONE: is still here */
static gint64
add_child (Fixture *fixture, HavenDay left)
{
  gint64 child = fixture_add_pupil (fixture, UPN, SURNAME);
  HavenPupil *pupil = haven_pupil_copy (haven_school_get_pupil (haven_session_get_school (fixture->session), child));
  HavenSpell *spell = haven_spell_new ();

  pupil->left = left;
  run (fixture, haven_command_put (HAVEN_TABLE_PUPILS, pupil));
  spell->pupil_id = child;
  spell->status = HAVEN_STATUS_CP;
  spell->first = haven_day_new (2023, 9, 4);
  run (fixture, haven_command_put (HAVEN_TABLE_SPELLS, spell));
  add_note (fixture, child, NOTE, FALSE);
  add_note (fixture, child, CONFIDENCE, TRUE);
  return child;
}

static HavenDeparture *
make_departure (gint64 child, HavenDay sent_on, HavenDay receipt_on)
{
  HavenDeparture *departure = haven_departure_new ();

  departure->pupil_id = child;
  departure->sent_to = g_strdup ("Elsewhere High");
  departure->sent_on = sent_on;
  departure->receipt_on = receipt_on;
  return departure;
}

static HavenErasure *
erase (Fixture *fixture, gint64 child, const char *ground, GError **error)
{
  const HavenErasureRequest request = { HAVEN_ERASED_PUPIL, child, ground, "Reviewed", "The head" };

  return haven_session_erase (fixture->session, &request, error);
}

/* ---- leaving ---- */

static void
test_departure (Fixture *fixture, gconstpointer data)
{
  gint64 child = add_child (fixture, TODAY - 30), other = fixture_add_pupil (fixture, NULL, "Other");
  HavenDeparture *both = make_departure (child, TODAY - 20, HAVEN_DAY_NONE), *nowhere = make_departure (child, TODAY - 20, HAVEN_DAY_NONE);
  HavenLeaving leaving;

  both->stays = TRUE;
  g_clear_pointer (&nowhere->sent_to, g_free);
  refuse (fixture, haven_command_note_departure (both), HAVEN_ERROR_INVALID);
  refuse (fixture, haven_command_note_departure (nowhere), HAVEN_ERROR_INVALID);
  refuse (fixture, haven_command_note_departure (make_departure (child, TODAY - 20, TODAY - 21)), HAVEN_ERROR_INVALID);
  refuse (fixture, haven_command_note_departure (make_departure (child, HAVEN_DAY_NONE, TODAY)), HAVEN_ERROR_INVALID);
  refuse (fixture, haven_command_note_departure (make_departure (child, TODAY + 1, HAVEN_DAY_NONE)), HAVEN_ERROR_INVALID);
  refuse (fixture, haven_command_note_departure (make_departure (other, TODAY, HAVEN_DAY_NONE)), HAVEN_ERROR_INVALID);
  refuse (fixture, haven_command_note_departure (make_departure (4711, TODAY, HAVEN_DAY_NONE)), HAVEN_ERROR_NOT_FOUND);
  run (fixture, haven_command_note_departure (make_departure (child, TODAY - 20, HAVEN_DAY_NONE)));
  run (fixture, haven_command_note_departure (make_departure (child, TODAY - 20, TODAY - 10)));
  g_assert_cmpuint (haven_school_get_table (haven_session_get_school (fixture->session), HAVEN_TABLE_DEPARTURES)->len, ==, 1);
  g_assert_true (haven_leaving_find (haven_session_get_school (fixture->session), child, &leaving));
  g_assert_cmpint (leaving.stage, ==, HAVEN_FILE_SETTLED);
}

/* Everything stands in the paper, restricted entries too; and that it was printed is recorded. */
static void
test_print_for_file (Fixture *fixture, gconstpointer data)
{
  static const char *const words[] = { UPN, SURNAME, NOTE, CONFIDENCE, "6 May 2012" };
  gint64 child = add_child (fixture, TODAY - 30);
  g_autoptr (GError) error = NULL;
  g_autoptr (HavenSheets) sheets = haven_session_print_for_file (fixture->session, child, &error);
  HavenLeaving leaving;

  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    g_assert_nonnull (strstr (haven_sheets_get_text (sheets), words[i]));
  g_assert_true (haven_leaving_find (haven_session_get_school (fixture->session), child, &leaving));
  g_assert_cmpint (leaving.departure->printed_on, ==, TODAY);
  g_assert_null (haven_session_print_for_file (fixture->session, 4711, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND);
}

/* A table that knows pupils is in the paper: one that is new is not forgotten. */
static void
test_file_is_whole (void)
{
  guint n;
  const HavenTable *tables = haven_file_copy_tables (&n);

  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++) {
    const HavenKind *kind = haven_table_get_kind (table);
    gboolean knows = FALSE, told = FALSE;
    for (guint i = 0; i < kind->n_fields; i++)
      knows |= strcmp (kind->fields[i].name, "pupil_id") == 0;
    for (guint i = 0; i < n; i++)
      told |= tables[i] == table;
    g_test_message ("%s", kind->name);
    g_assert_true (!knows || told);
  }
}

/* ---- holds ---- */

static HavenHold *
make_hold (gint64 child, const char *ground)
{
  HavenHold *hold = haven_hold_new ();

  hold->pupil_id = child;
  hold->ground = g_strdup (ground);
  hold->why = g_strdup ("Invented inquiry 7");
  return hold;
}

/* Whichever way somebody asks for it, it goes through the same checks. */
static void
test_hold (Fixture *fixture, gconstpointer data)
{
  gint64 child = add_child (fixture, HAVEN_DAY_NONE), id;
  const HavenHold *hold;

  refuse (fixture, haven_command_set_hold (child, "whim", "Because"), HAVEN_ERROR_INVALID);
  refuse (fixture, haven_command_set_hold (child, "court", "  "), HAVEN_ERROR_INVALID);
  refuse (fixture, haven_command_lift_hold (child, "It ended"), HAVEN_ERROR_NOT_FOUND);
  refuse (fixture, haven_command_put (HAVEN_TABLE_HOLDS, make_hold (child, "whim")), HAVEN_ERROR_INVALID);
  id = run (fixture, haven_command_put (HAVEN_TABLE_HOLDS, make_hold (child, "court")));
  refuse (fixture, haven_command_set_hold (child, "court", "Again"), HAVEN_ERROR_CONFLICT);
  refuse (fixture, haven_command_remove (HAVEN_TABLE_HOLDS, id), HAVEN_ERROR_REFUSED);
  refuse (fixture, haven_command_lift_hold (child, ""), HAVEN_ERROR_INVALID);
  run (fixture, haven_command_lift_hold (child, "It ended"));
  hold = haven_school_get_record (haven_session_get_school (fixture->session), HAVEN_TABLE_HOLDS, id);
  g_assert_cmpstr (hold->set_by, ==, "Dee Safe");
  g_assert_cmpint (hold->lifted_on, ==, TODAY);
  g_assert_cmpstr (hold->lifted_because, ==, "It ended");
}

static void
test_keep_on (Fixture *fixture, gconstpointer data)
{
  gint64 child = add_child (fixture, TODAY - 900), here = fixture_add_pupil (fixture, NULL, "Here");
  HavenRetention retention;

  refuse (fixture, haven_command_keep_on (child, 0, TODAY, "A claim"), HAVEN_ERROR_INVALID);
  refuse (fixture, haven_command_keep_on (child, 0, TODAY + 1, " "), HAVEN_ERROR_INVALID);
  refuse (fixture, haven_command_keep_on (here, 0, TODAY + 1, "A claim"), HAVEN_ERROR_INVALID);
  run (fixture, haven_command_keep_on (child, 0, TODAY + 100, "A claim"));
  g_assert_true (haven_retention_find (haven_session_get_school (fixture->session), child, haven_clock_fixed (TODAY), &retention));
  g_assert_cmpint (retention.until, ==, TODAY + 100);
}

/* ---- erasing ---- */

static void
confirm (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (haven_session_confirm (fixture->session, PASSPHRASE, &error));
  g_assert_no_error (error);
}

static void
test_erase (Fixture *fixture, gconstpointer data)
{
  gint64 child = add_child (fixture, TODAY - 30);
  g_autoptr (GError) unconfirmed = NULL;
  g_autoptr (GError) early = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HavenErasure) erasure = NULL;
  g_autoptr (HavenSheets) certificate = NULL;

  g_assert_null (erase (fixture, child, "request", &unconfirmed));
  g_assert_error (unconfirmed, HAVEN_ERROR, HAVEN_ERROR_CONFIRM);
  confirm (fixture);
  g_assert_null (erase (fixture, child, "time", &early));
  g_assert_error (early, HAVEN_ERROR, HAVEN_ERROR_REFUSED);
  g_assert_nonnull (haven_session_get_undo (fixture->session));
  erasure = erase (fixture, child, "request", &error);
  g_assert_no_error (error);
  g_assert_cmpint (erasure->swept_at, !=, 0);
  g_assert_null (haven_session_get_undo (fixture->session));
  g_assert_null (haven_session_get_redo (fixture->session));
  g_assert_null (haven_school_find_upn (haven_session_get_school (fixture->session), UPN));
  certificate = haven_certificate_print (haven_session_get_school (fixture->session), erasure, haven_clock_fixed (TODAY), &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (haven_sheets_get_text (certificate), erasure->reference));
  g_assert_nonnull (strstr (haven_sheets_get_text (certificate), "The head"));
  g_assert_null (strstr (haven_sheets_get_text (certificate), SURNAME));
  g_assert_null (strstr (haven_sheets_get_text (certificate), UPN));
}

/* ---- who may ---- */

static void
test_roles (Fixture *fixture, gconstpointer data)
{
  static const struct {
    HavenRole role;
    gboolean may;
  } roles[] = {
    { HAVEN_ROLE_DSL, TRUE }, { HAVEN_ROLE_DEPUTY, TRUE }, { HAVEN_ROLE_DT, FALSE }, { HAVEN_ROLE_READER, FALSE },
    { HAVEN_ROLE_ATTENDANCE, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (roles); i++) {
    g_assert_cmpint (haven_role_may (roles[i].role, HAVEN_DEED_LOOK_AFTER), ==, roles[i].may);
    g_assert_cmpint (haven_role_may (roles[i].role, HAVEN_DEED_DESTROY), ==, roles[i].may);
  }
}

/* A designated teacher sees a child in care, and neither holds nor erases. */
static void
test_teacher (Fixture *fixture, gconstpointer data)
{
  gint64 child = add_child (fixture, TODAY - 30);
  HavenUser teacher = { (char *) "Tea Cher", HAVEN_ROLE_DT };
  HavenSpell *spell = haven_spell_new ();
  g_autoptr (GError) error = NULL;

  spell->pupil_id = child;
  spell->status = HAVEN_STATUS_CLA;
  spell->first = haven_day_new (2023, 9, 4);
  run (fixture, haven_command_put (HAVEN_TABLE_SPELLS, spell));
  g_assert_true (haven_session_add_user (fixture->session, &teacher, PASSPHRASE " too", NULL));
  haven_session_lock (fixture->session);
  g_assert_true (haven_session_unlock (fixture->session, "Tea Cher", PASSPHRASE " too", NULL));
  refuse (fixture, haven_command_set_hold (child, "court", "Because"), HAVEN_ERROR_REFUSED);
  refuse (fixture, haven_command_put (HAVEN_TABLE_HOLDS, make_hold (child, "court")), HAVEN_ERROR_REFUSED);
  refuse (fixture, haven_command_note_departure (make_departure (child, TODAY, HAVEN_DAY_NONE)), HAVEN_ERROR_REFUSED);
  g_assert_null (erase (fixture, child, "request", &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/session/records/practice_25/departure", test_departure);
  fixture_add ("/session/records/practice_25/print-for-file", test_print_for_file);
  g_test_add_func ("/session/records/practice_25/the-paper-is-whole", test_file_is_whole);
  fixture_add ("/session/records/hold", test_hold);
  fixture_add ("/session/records/keep-on", test_keep_on);
  fixture_add ("/session/records/practice_35/erase", test_erase);
  fixture_add ("/session/records/roles", test_roles);
  fixture_add ("/session/records/practice_32/teacher", test_teacher);
  return g_test_run ();
}
