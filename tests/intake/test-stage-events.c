/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake-support.h"

/* Statuses and suspensions: what happened to a pupil, with dates */

#define STATUSES "UPN,Status,Start Date,End Date\r\n"
#define SUSPENSIONS "UPN,Type,Start Date,Sessions,Reason\r\n"

static gint64
id_of (HavenSchool *school, const char *upn)
{
  return haven_school_find_upn (school, upn)->id;
}

static HavenSlice
spells_of (HavenSchool *school, const char *upn)
{
  return haven_school_of_pupil (school, HAVEN_TABLE_SPELLS, id_of (school, upn));
}

static HavenSlice
suspensions_of (HavenSchool *school, const char *upn)
{
  return haven_school_of_pupil (school, HAVEN_TABLE_SUSPENSIONS, id_of (school, upn));
}

static void
test_spells_overlap (void)
{
  g_autoptr (HavenSchool) school = haven_test_school_build (small_school ());
  g_autoptr (HavenImportPreview) preview = stage_text (STATUSES UPN_ONE ",CIN,2024-10-01,\r\n"
                                                       UPN_ONE ",CP,2025-02-03,\r\n"
                                                       UPN_TWO ",LAC,2020-01-01,2022-05-05\r\n"
                                                       UPN_TWO ",Previously looked after,2022-05-05,\r\n"
                                                       UPN_TWO ",Kinship care,2022-05-05,\r\n"
                                                       UPN_TWO ",Social worker,2025-11-03,\r\n", HAVEN_IMPORT_AUTO, school);
  g_autoptr (HavenSchool) then = haven_intake_preview_school (school, preview);
  HavenSlice two;

  assert_counts (preview, 6, 5, 0, 1, 0);
  g_assert_cmpuint (spells_of (then, UPN_ONE).n, ==, 2);
  two = spells_of (then, UPN_TWO);
  g_assert_cmpuint (two.n, ==, 4);
  g_assert_cmpint (((HavenSpell *) two.items[0])->status, ==, HAVEN_STATUS_CLA);
  g_assert_cmpint (((HavenSpell *) two.items[0])->last, ==, haven_test_day ("2022-05-05"));
  g_assert_cmpint (((HavenSpell *) two.items[1])->status, ==, HAVEN_STATUS_PLA);
  g_assert_cmpint (((HavenSpell *) two.items[2])->status, ==, HAVEN_STATUS_KINSHIP);
  g_assert_cmpint (((HavenSpell *) two.items[3])->status, ==, HAVEN_STATUS_SW);
}

static void
test_end_fills_in (void)
{
  g_autoptr (HavenSchool) school = after (haven_test_school_build (small_school ()), STATUSES UPN_ONE ",CIN,2024-10-01,2025-03-31\r\n",
                                          HAVEN_IMPORT_AUTO);
  g_autoptr (HavenImportPreview) again = stage_text (STATUSES UPN_ONE ",CIN,2024-10-01,\r\n", HAVEN_IMPORT_AUTO, school);
  HavenSlice spells = spells_of (school, UPN_ONE);

  g_assert_cmpuint (spells.n, ==, 1);
  g_assert_cmpint (((HavenSpell *) spells.items[0])->last, ==, haven_test_day ("2025-03-31"));
  assert_counts (again, 1, 0, 0, 1, 0);    /* an empty end does not open it again */
}

static void
test_authority_of_a_spell (void)
{
  g_autoptr (HavenSchool) school = haven_test_school_build (small_school ());
  g_autoptr (HavenImportPreview) preview = stage_text ("UPN,Status,Start Date,End Date,Local authority,Confirmed on\r\n"
                                                       UPN_ONE ",CIN,2024-10-01,,Invented County,2025-11-01\r\n", HAVEN_IMPORT_AUTO,
                                                       school);
  g_autoptr (HavenSchool) then = haven_intake_preview_school (school, preview);
  HavenSpell *spell = spells_of (then, UPN_ONE).items[0];

  assert_counts (preview, 1, 0, 1, 0, 0);
  g_assert_cmpstr (spell->authority, ==, "Invented County");
  g_assert_cmpint (spell->confirmed_on, ==, haven_test_day ("2025-11-01"));
}

static void
test_hand_made_spell (void)
{
  HavenTestSchool *draft = small_school ();
  g_autoptr (HavenSchool) school = NULL;
  g_autoptr (HavenImportPreview) preview = NULL;
  HavenSpell *spell = haven_spell_new ();

  spell->pupil_id = 2;
  spell->status = HAVEN_STATUS_CP;
  spell->first = haven_test_day ("2025-09-05");
  spell->pupil_id = haven_test_school_add_pupil (draft, 7, 9);
  haven_test_school_add (draft, HAVEN_TABLE_SPELLS, spell);
  school = haven_test_school_build (draft);
  {
    const HavenPupil *pupil = haven_school_get_pupil (school, spell->pupil_id);
    g_autofree char *text = g_strdup_printf (STATUSES "%s,CP,2025-09-05,2025-10-10\r\n%s,CP,2025-09-05,\r\n", pupil->upn, pupil->upn);
    preview = stage_text (text, HAVEN_IMPORT_AUTO, school);
  }
  assert_counts (preview, 2, 0, 0, 0, 2);
  assert_problem (preview, 0, 2, "Status", "kept-yours");
  assert_problem (preview, 1, 3, "Start Date", "twice");
}

static void
test_status_problems (void)
{
  g_autoptr (HavenSchool) school = haven_test_school_build (small_school ());
  g_autoptr (HavenImportPreview) preview = stage_text (STATUSES UPN_ONE ",worried,2024-10-01,\r\n"
                                                       UPN_ONE ",CP,,\r\n"
                                                       UPN_ONE ",CP,2025-10-01,2025-09-01\r\n"
                                                       UPN_NEW ",CP,2025-10-01,\r\n"
                                                       ",CP,2025-10-01,\r\n"
                                                       "X,CP,2025-10-01,\r\n"
                                                       UPN_ONE ",NONE,2025-10-01,\r\n", HAVEN_IMPORT_AUTO, school);

  assert_counts (preview, 7, 0, 0, 0, 7);
  assert_problem (preview, 0, 2, "Status", "unknown-status");
  assert_problem (preview, 1, 3, "Start Date", "no-start");
  assert_problem (preview, 2, 4, "End Date", "ends-before-start");
  assert_problem (preview, 3, 5, "UPN", "unknown-upn");
  assert_problem (preview, 4, 6, "UPN", "no-pupil");
  assert_problem (preview, 5, 7, "UPN", "bad-upn");
  assert_problem (preview, 6, 8, "Status", "unknown-status");
}

/* Every pupil keeps suspensions, with a social worker or without (practice 34) */
static void
test_two_on_one_day (void)
{
  g_autoptr (HavenSchool) school = haven_test_school_build (small_school ());
  const char *text = SUSPENSIONS UPN_TWO ",SUSP,2025-10-03,2,PP\r\n" UPN_TWO ",SUSP,2025-10-03,5,VA\r\n" UPN_ONE ",PERM,2025-10-03,,DB\r\n";
  g_autoptr (HavenImportPreview) preview = stage_text (text, HAVEN_IMPORT_AUTO, school);
  g_autoptr (HavenSchool) then = haven_intake_preview_school (school, preview);
  g_autoptr (HavenImportPreview) again = stage_text (text, HAVEN_IMPORT_AUTO, then);

  assert_counts (preview, 3, 3, 0, 0, 0);
  g_assert_cmpuint (suspensions_of (then, UPN_TWO).n, ==, 2);
  g_assert_cmpint (((HavenSuspension *) suspensions_of (then, UPN_ONE).items[0])->type, ==, HAVEN_PERMANENT);
  assert_counts (again, 3, 0, 0, 3, 0);
}

/* Whatever the order in which a file has them, the same multiset is nothing new; one more is one new; one other is one changed */
static void
test_multiset (void)
{
  static const char *const rows[] = {
    UPN_TWO ",SUSP,2025-10-03,2,PP\r\n", UPN_TWO ",SUSP,2025-10-03,5,VA\r\n", UPN_TWO ",SUSP,2025-10-03,2,PP\r\n",
  };
  g_autofree char *all = g_strconcat (SUSPENSIONS, rows[0], rows[1], rows[2], NULL);
  g_autofree char *turned = g_strconcat (SUSPENSIONS, rows[2], rows[1], rows[0], NULL);
  g_autofree char *other = g_strconcat (SUSPENSIONS, UPN_TWO ",SUSP,2025-10-03,3,PP\r\n", rows[1], rows[0], NULL);
  g_autofree char *more = g_strconcat (SUSPENSIONS, UPN_TWO ",SUSP,2025-10-03,9,BU\r\n", rows[1], rows[0], rows[2], NULL);
  g_autoptr (HavenSchool) school = after (haven_test_school_build (small_school ()), all, HAVEN_IMPORT_AUTO);
  g_autoptr (HavenImportPreview) same = stage_text (turned, HAVEN_IMPORT_AUTO, school);
  g_autoptr (HavenImportPreview) changed = stage_text (other, HAVEN_IMPORT_AUTO, school);
  g_autoptr (HavenImportPreview) added = stage_text (more, HAVEN_IMPORT_AUTO, school);

  g_assert_cmpuint (suspensions_of (school, UPN_TWO).n, ==, 3);
  assert_counts (same, 3, 0, 0, 3, 0);
  assert_counts (changed, 3, 0, 1, 2, 0);
  g_assert_cmpstr (((HavenImportChange *) changed->changes->pdata[0])->before, ==, "2 sessions PP");
  g_assert_cmpstr (((HavenImportChange *) changed->changes->pdata[0])->after, ==, "3 sessions PP");
  assert_counts (added, 4, 1, 0, 3, 0);
}

/* Friday's suspension by hand is Monday's row of the file, not a second one */
static void
test_friday_by_hand (void)
{
  HavenTestSchool *draft = small_school ();
  gint64 pupil = haven_test_school_add_pupil (draft, 9, 9);
  g_autoptr (HavenSchool) school = NULL;
  g_autoptr (HavenImportPreview) same = NULL;
  g_autoptr (HavenImportPreview) other = NULL;
  g_autofree char *row = NULL;
  g_autofree char *longer = NULL;

  haven_test_school_add_suspension (draft, pupil, "2025-11-14", 4, "PP");
  school = haven_test_school_build (draft);
  row = g_strdup_printf (SUSPENSIONS "%s,SUSP,2025-11-14,4,PP\r\n", haven_school_get_pupil (school, pupil)->upn);
  longer = g_strdup_printf (SUSPENSIONS "%s,SUSP,2025-11-14,6,PP\r\n", haven_school_get_pupil (school, pupil)->upn);
  same = stage_text (row, HAVEN_IMPORT_AUTO, school);
  other = stage_text (longer, HAVEN_IMPORT_AUTO, school);
  assert_counts (same, 1, 0, 0, 1, 0);
  assert_counts (other, 1, 0, 0, 0, 1);
  assert_problem (other, 0, 2, "Sessions", "kept-yours");
}

static void
test_suspension_problems (void)
{
  g_autoptr (HavenSchool) school = haven_test_school_build (small_school ());
  g_autoptr (HavenImportPreview) preview = stage_text (SUSPENSIONS UPN_ONE ",WHAT,2025-10-03,2,PP\r\n"
                                                       UPN_ONE ",SUSP,,2,PP\r\n"
                                                       UPN_ONE ",SUSP,2025-10-03,two,PP\r\n"
                                                       UPN_ONE ",SUSP,2025-10-03,-1,PP\r\n"
                                                       UPN_ONE ",SUSP,2025-10-03,99999999999999999999,PP\r\n"
                                                       UPN_ONE ",SUSP,2025-10-03,,PP\r\n"
                                                       UPN_ONE ",SUSP,2025-10-03,2,QQ\r\n"      /* taken, without a reason */
                                                       UPN_ONE ",FIXD,2025-10-06,2,\"PP, VA; DM\"\r\n", HAVEN_IMPORT_AUTO, school);
  g_autoptr (HavenSchool) then = haven_intake_preview_school (school, preview);
  HavenSlice slice = suspensions_of (then, UPN_ONE);

  assert_counts (preview, 8, 2, 0, 0, 7);
  assert_problem (preview, 0, 2, "Type", "unknown-type");
  assert_problem (preview, 1, 3, "Start Date", "no-start");
  for (guint i = 2; i < 6; i++)
    assert_problem (preview, i, i + 2, "Sessions", "bad-sessions");
  assert_problem (preview, 6, 8, "Reason", "unknown-reason");
  g_assert_null (((HavenSuspension *) slice.items[0])->reason);
  g_assert_cmpstr (((HavenSuspension *) slice.items[1])->reason, ==, "PP VA DM");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/intake/practice_01/spells-overlap", test_spells_overlap);
  g_test_add_func ("/intake/practice_05/authority-of-a-spell", test_authority_of_a_spell);
  g_test_add_func ("/intake/statuses/end-fills-in", test_end_fills_in);
  g_test_add_func ("/intake/statuses/hand-made", test_hand_made_spell);
  g_test_add_func ("/intake/statuses/problems", test_status_problems);
  g_test_add_func ("/intake/suspensions/two-on-one-day", test_two_on_one_day);
  g_test_add_func ("/intake/suspensions/multiset", test_multiset);
  g_test_add_func ("/intake/practice_28/friday-by-hand", test_friday_by_hand);
  g_test_add_func ("/intake/suspensions/problems", test_suspension_problems);
  return g_test_run ();
}
