/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "intake-support.h"

/* Who has a social worker, as the authority has it (practice 29) */

#define LIST "Surname,Forename,DOB,Status,Start Date,Local Authority,Social Worker\r\n"
#define COUNTY "Invented County"

static const HavenSpell *
find_spell (HavenSchool *school, const char *upn, HavenStatus status)
{
  const HavenPupil *pupil = haven_school_find_upn (school, upn);
  HavenSlice spells = haven_school_of_pupil (school, HAVEN_TABLE_SPELLS, pupil->id);

  for (guint i = 0; i < spells.n; i++)
    if (((const HavenSpell *) spells.items[i])->status == (int) status)
      return spells.items[i];
  return NULL;
}

static HavenSchool *
taken (HavenImportPreview *preview, HavenSchool *school)
{
  return haven_intake_preview_school (school, preview);
}

/* Name and date of birth are not enough without a person */
static void
test_by_name_needs_a_yes (void)
{
  g_autoptr (HavenSchool) school = haven_test_school_build (small_school ());
  const char *text = LIST "EVANS,Ben James,2012-03-04,CP,2025-11-01," COUNTY ",J. Worker\r\n";
  g_autoptr (HavenImportPreview) open = stage_said (text, school, NULL);
  g_autoptr (HavenImportPreview) no = stage_said (text, school, "list-new:2", "no", NULL);
  g_autoptr (HavenImportPreview) yes = stage_said (text, school, "list-new:2", "yes", NULL);
  g_autoptr (HavenSchool) then = taken (yes, school);
  const HavenSpell *spell = find_spell (then, UPN_TWO, HAVEN_STATUS_CP);
  const HavenPerson *worker;

  g_assert_cmpuint (open->added, ==, 0);
  g_assert_null (asked (open, "list-new:2")->answer);
  g_assert_cmpuint (no->added, ==, 0);
  g_assert_cmpuint (yes->added, ==, 1);
  g_assert_nonnull (spell);
  g_assert_cmpstr (spell->authority, ==, COUNTY);
  g_assert_nonnull (spell->told_by);
  g_assert_cmpint (spell->confirmed_on, ==, test_clock ().today);
  g_assert_cmpint (spell->first, ==, haven_test_day ("2025-11-01"));
  worker = haven_school_get_record (then, HAVEN_TABLE_PEOPLE, spell->social_worker_id);
  g_assert_nonnull (worker);
  g_assert_cmpstr (worker->name, ==, "J. Worker");
}

static void
test_by_upn_is_sure (void)
{
  g_autoptr (HavenSchool) school = haven_test_school_build (small_school ());
  g_autoptr (HavenImportPreview) preview = stage_said ("UPN,Status,Local Authority,Social Worker\r\n" UPN_TWO ",CP," COUNTY ",J. Worker\r\n"
                                                       UPN_ONE ",CIN," COUNTY ",J. Worker\r\n", school, NULL);
  g_autoptr (HavenSchool) then = taken (preview, school);

  g_assert_cmpuint (preview->added, ==, 1);
  g_assert_cmpuint (preview->changed, ==, 1);      /* confirmed, and by whom */
  g_assert_cmpstr (asked (preview, "list-new:2")->answer, ==, "yes");
  g_assert_cmpint (find_spell (then, UPN_ONE, HAVEN_STATUS_CIN)->confirmed_on, ==, test_clock ().today);
  g_assert_cmpuint (haven_school_get_table (then, HAVEN_TABLE_PEOPLE)->len, ==, 1);   /* one worker, two children */
}

/* A plan that begins after today is kept once, however often the list tells of it */
static void
test_to_come (void)
{
  const char *text = "UPN,Status,Start Date,Local Authority,Social Worker\r\n" UPN_TWO ",CP,2026-01-12," COUNTY ",J. Worker\r\n";
  g_autoptr (HavenSchool) school = haven_test_school_build (small_school ());
  g_autoptr (HavenImportPreview) first = stage_said (text, school, NULL);
  g_autoptr (HavenSchool) then = taken (first, school);
  g_autoptr (HavenImportPreview) again = stage_said (text, then, NULL);

  g_assert_cmpuint (first->added, ==, 1);
  g_assert_cmpuint (again->added, ==, 0);
  g_assert_cmpuint (again->same, ==, 1);
}

/* A new plan takes the place of the one before; the list is not asked to say that it ended */
static void
test_plan_changes (void)
{
  g_autoptr (HavenSchool) school = haven_test_school_build (small_school ());
  g_autoptr (HavenImportPreview) preview = stage_said (LIST "Brown,Amara,2012-03-04,CP,2025-11-10," COUNTY ",J. Worker\r\n", school,
                                                       "list-new:2", "yes", NULL);
  g_autoptr (HavenSchool) then = NULL;

  g_assert_cmpint (preview->type, ==, HAVEN_IMPORT_AUTHORITY_LIST);
  then = taken (preview, school);
  g_assert_cmpint (find_spell (then, UPN_ONE, HAVEN_STATUS_CIN)->last, ==, haven_test_day ("2025-11-09"));
  g_assert_cmpint (find_spell (then, UPN_ONE, HAVEN_STATUS_CP)->first, ==, haven_test_day ("2025-11-10"));
}

/* Two plans of one child: the first stands and the second is told of; else each reading would end the other. */
static void
test_two_plans (void)
{
  const char *text = "UPN,Status,Start Date,Local Authority,Social Worker\r\n" UPN_ONE ",CIN,2024-10-01," COUNTY ",\r\n"
                     UPN_ONE ",SW,2025-11-03," COUNTY ",\r\n";
  g_autoptr (HavenSchool) school = haven_test_school_build (small_school ());
  g_autoptr (HavenImportPreview) first = stage_text (text, HAVEN_IMPORT_AUTHORITY_LIST, school);
  g_autoptr (HavenSchool) then = taken (first, school);
  g_autoptr (HavenImportPreview) again = stage_text (text, HAVEN_IMPORT_AUTHORITY_LIST, then);

  g_assert_cmpuint (first->added, ==, 0);
  g_assert_cmpuint (first->n_problems, ==, 1);
  g_assert_cmpstr (((HavenImportProblem *) g_ptr_array_index (first->problems, 0))->code, ==, "two-plans");
  g_assert_cmpuint (again->added + again->changed, ==, 0);
}

/* On ours only: kept, unless a person says that it ended */
static void
test_ours_only (void)
{
  g_autoptr (HavenSchool) school = haven_test_school_build (small_school ());
  const HavenSpell *spell = find_spell (school, UPN_ONE, HAVEN_STATUS_CIN);
  g_autofree char *key = g_strdup_printf ("list-ours:%d", (int) spell->id);
  const char *text = LIST "Evans,Ben,2012-03-04,CP,2025-11-01," COUNTY ",\r\n";
  g_autoptr (HavenImportPreview) keep = stage_said (text, school, "authority", COUNTY, NULL);
  g_autoptr (HavenImportPreview) end = stage_said (text, school, "authority", COUNTY, key, "end", "confirmed-on", "2025-11-14", NULL);
  g_autoptr (HavenSchool) then = taken (end, school);

  g_assert_cmpstr (asked (keep, key)->answer, ==, "keep");
  g_assert_cmpuint (keep->absent, ==, 1);
  g_assert_cmpuint (keep->changed, ==, 0);
  g_assert_cmpuint (end->changed, ==, 1);
  g_assert_cmpint (find_spell (then, UPN_ONE, HAVEN_STATUS_CIN)->last, ==, haven_test_day ("2025-11-14"));
}

/* A child of another authority is on another list */
static void
test_ours_of_another_authority (void)
{
  HavenTestSchool *draft = small_school ();
  g_autoptr (HavenSchool) school = NULL;
  g_autoptr (HavenImportPreview) preview = NULL;
  HavenSpell *spell = haven_spell_new ();

  spell->pupil_id = 2;
  spell->status = HAVEN_STATUS_CLA;
  spell->first = haven_test_day ("2025-01-01");
  spell->authority = g_strdup ("Another County");
  haven_test_school_add (draft, HAVEN_TABLE_SPELLS, spell);
  school = haven_test_school_build (draft);
  preview = stage_said ("UPN,Status,Local Authority\r\n" UPN_ONE ",CIN," COUNTY "\r\n", school, "authority", COUNTY, NULL);
  g_assert_cmpuint (preview->absent, ==, 0);
}

static void
test_ended (void)
{
  g_autoptr (HavenSchool) school = haven_test_school_build (small_school ());
  g_autoptr (HavenImportPreview) preview = stage_said ("UPN,Status,Social Worker,LA\r\n" UPN_ONE ",Closed,," COUNTY "\r\n", school,
                                                       "value:status:Closed", "NONE", NULL);
  g_autoptr (HavenSchool) then = taken (preview, school);

  g_assert_cmpstr (asked (preview, "list-ended:2")->answer, ==, "yes");
  g_assert_cmpint (find_spell (then, UPN_ONE, HAVEN_STATUS_CIN)->last, ==, test_clock ().today);
}

/* Not on roll here: told, and nothing of them is staged or kept in the receipt */
static void
test_theirs_only (void)
{
  g_autoptr (HavenSchool) school = haven_test_school_build (small_school ());
  g_autoptr (HavenImportPreview) preview = stage_said (LIST "Nobody,Zed,2011-01-13,CP,2025-10-01," COUNTY ",\r\n", school, NULL);
  const HavenImportQuestion *told = asked (preview, "list-theirs:2");

  g_assert_null (told->answers[0]);
  g_assert_nonnull (strstr (told->sentence, "Zed Nobody"));
  g_assert_cmpuint (preview->n_problems, ==, 0);
  g_assert_cmpuint (preview->added + preview->changed, ==, 0);
}

static void
test_needs_an_authority (void)
{
  g_autoptr (HavenSchool) school = haven_test_school_build (small_school ());
  const char *text = "UPN,Status,Social Worker\r\n" UPN_TWO ",CP,J. Worker\r\n";
  g_autoptr (HavenImportPreview) open = stage_said (text, school, NULL);
  g_autoptr (HavenImportPreview) said = stage_said (text, school, "authority", COUNTY, NULL);

  g_assert_true (haven_import_preview_is_open (open));
  g_assert_true (asked (open, "authority")->needed);
  g_assert_false (haven_import_preview_is_open (said));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/intake/practice_29/by-name-needs-a-yes", test_by_name_needs_a_yes);
  g_test_add_func ("/intake/practice_29/by-upn-is-sure", test_by_upn_is_sure);
  g_test_add_func ("/intake/practice_29/to-come", test_to_come);
  g_test_add_func ("/intake/practice_29/plan-changes", test_plan_changes);
  g_test_add_func ("/intake/practice_29/two-plans", test_two_plans);
  g_test_add_func ("/intake/practice_29/ours-only", test_ours_only);
  g_test_add_func ("/intake/practice_05/ours-of-another-authority", test_ours_of_another_authority);
  g_test_add_func ("/intake/practice_29/ended", test_ended);
  g_test_add_func ("/intake/practice_29/theirs-only", test_theirs_only);
  g_test_add_func ("/intake/practice_05/needs-an-authority", test_needs_an_authority);
  return g_test_run ();
}
