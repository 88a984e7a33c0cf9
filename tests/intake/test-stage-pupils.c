/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake-support.h"

#define HEADER "UPN,Adno,Surname,Forename,DOB,NC Year,Reg Group,Sex,SEN Status,FSM Eligible\r\n"

static const HavenPupil *
find (HavenSchool *school, const char *upn)
{
  const HavenPupil *pupil = haven_school_find_upn (school, upn);

  g_assert_nonnull (pupil);
  return pupil;
}

static void
test_new (void)
{
  g_autoptr (HavenSchool) school = haven_test_school_build (haven_test_school_new ());
  g_autoptr (HavenImportPreview) preview = stage_text (HEADER UPN_ONE ",000123,Brown,Chloë,2012-03-04,9,9B,F,K,Y\r\n"
                                                       UPN_TWO ",000456,Evans,Ben,2013-01-01,Year 8,8A,Male,EHCP,no\r\n",
                                                       HAVEN_IMPORT_AUTO, school);
  g_autoptr (HavenSchool) then = haven_intake_preview_school (school, preview);
  const HavenPupil *one = find (then, UPN_ONE);
  const HavenPupil *two = find (then, UPN_TWO);

  assert_counts (preview, 2, 2, 0, 0, 0);
  g_assert_cmpint (preview->type, ==, HAVEN_IMPORT_PUPILS);
  g_assert_cmpstr (one->forename, ==, "Chloë");
  g_assert_cmpint (one->born, ==, haven_test_day ("2012-03-04"));
  g_assert_cmpstr (one->year_group, ==, "9");
  g_assert_cmpstr (one->reg_group, ==, "9B");
  g_assert_cmpint (one->sen, ==, HAVEN_SEN_SUPPORT);
  g_assert_cmpint (one->fsm, ==, HAVEN_FSM_YES);
  g_assert_cmpstr (two->year_group, ==, "8");
  g_assert_cmpstr (two->sex, ==, "M");
  g_assert_cmpint (two->sen, ==, HAVEN_SEN_EHCP);
  g_assert_cmpint (two->fsm, ==, HAVEN_FSM_NO);
  g_assert_cmpuint (haven_school_get_n_pupils (school), ==, 0);        /* the school itself is as it was */
}

static void
test_same_and_changed (void)
{
  g_autoptr (HavenSchool) school = haven_test_school_build (small_school ());
  g_autoptr (HavenImportPreview) preview = stage_text (HEADER UPN_ONE ",000123,Brown,Amara,2012-03-04,10,,,,\r\n"
                                                       UPN_TWO ",000456,Evans,Ben,2012-03-04,9,,,,\r\n", HAVEN_IMPORT_AUTO, school);
  HavenImportChange *change = g_ptr_array_index (preview->changes, 0);

  assert_counts (preview, 2, 0, 1, 1, 0);
  g_assert_cmpuint (preview->changes->len, ==, 1);
  g_assert_cmpstr (change->what, ==, "Amara B.: year group");
  g_assert_cmpstr (change->before, ==, "9");
  g_assert_cmpstr (change->after, ==, "10");
}

static void
test_empty_takes_nothing_away (void)
{
  g_autoptr (HavenSchool) school = haven_test_school_build (small_school ());
  g_autoptr (HavenImportPreview) preview = stage_text (HEADER UPN_ONE ",,,,,,,,,\r\n", HAVEN_IMPORT_PUPILS, school);

  assert_counts (preview, 1, 0, 0, 1, 0);
}

static void
test_by_name (void)
{
  g_autoptr (HavenSchool) school = haven_test_school_build (small_school ());
  g_autoptr (HavenImportPreview) preview = stage_text (HEADER ",123,BROWN,amara,2012-03-04,10,,,,\r\n", HAVEN_IMPORT_AUTO, school);
  g_autoptr (HavenSchool) then = haven_intake_preview_school (school, preview);

  assert_counts (preview, 1, 0, 1, 0, 0);
  g_assert_cmpstr (find (then, UPN_ONE)->year_group, ==, "10");
  g_assert_true (assumes (preview, "admission number, name and date of birth"));
}

/* Three of the four are not enough: whether it is the child who is here only a person can say */
static void
test_not_by_less (void)
{
  g_autoptr (HavenSchool) school = haven_test_school_build (small_school ());
  g_autoptr (HavenImportPreview) preview = stage_text (HEADER ",,Brown,Amara,2012-03-04,10,,,,\r\n", HAVEN_IMPORT_AUTO, school);

  assert_counts (preview, 1, 0, 0, 0, 1);
  assert_problem (preview, 0, 2, "UPN", "same-child");
  g_assert_nonnull (haven_import_preview_find_question (preview, "same-child:2"));
  g_assert_false (assumes (preview, "admission number"));
}

static void
test_new_without_upn (void)
{
  g_autoptr (HavenSchool) school = haven_test_school_build (small_school ());
  const char *text = HEADER ",0099,Kaur,Uma,2020-01-02,R,,,,\r\n,99,KAUR,Uma,2020-01-02,R,,,,\r\n";
  g_autoptr (HavenImportPreview) preview = stage_text (text, HAVEN_IMPORT_AUTO, school);
  g_autoptr (HavenSchool) then = haven_intake_preview_school (school, preview);
  g_autoptr (HavenImportPreview) again = stage_text (text, HAVEN_IMPORT_AUTO, then);

  assert_counts (preview, 2, 1, 0, 0, 1);
  assert_problem (preview, 0, 3, "UPN", "twice");
  g_assert_cmpuint (again->added, ==, 0);
}

static void
test_new_upn (void)
{
  g_autoptr (HavenSchool) school = haven_test_school_build (small_school ());
  g_autoptr (HavenImportPreview) preview = stage_text (HEADER UPN_NEW ",000123,Brown,Amara,2012-03-04,9,,,,\r\n", HAVEN_IMPORT_AUTO,
                                                       school);
  g_autoptr (HavenSchool) then = haven_intake_preview_school (school, preview);

  assert_counts (preview, 1, 0, 1, 0, 0);
  g_assert_cmpuint (haven_school_get_n_pupils (then), ==, 2);
  g_assert_null (haven_school_find_upn (then, UPN_ONE));
  find (then, UPN_NEW);
}

static void
test_hand_made (void)
{
  HavenTestSchool *draft = small_school ();
  g_autoptr (HavenSchool) school = NULL;
  g_autoptr (HavenImportPreview) other = NULL;
  g_autoptr (HavenImportPreview) equal = NULL;
  HavenPupil *pupil = haven_pupil_new ();

  pupil->upn = g_strdup (UPN_NEW);
  pupil->surname = g_strdup ("Clarke");
  pupil->forename = g_strdup ("Dylan");
  haven_test_school_add (draft, HAVEN_TABLE_PUPILS, pupil);
  school = haven_test_school_build (draft);
  equal = stage_text (HEADER UPN_NEW ",,Clarke,Dylan,,,,,,\r\n", HAVEN_IMPORT_AUTO, school);
  assert_counts (equal, 1, 0, 0, 1, 0);
  other = stage_text (HEADER UPN_NEW ",,Clark,Dylan,,,,,,\r\n", HAVEN_IMPORT_AUTO, school);
  assert_counts (other, 1, 0, 0, 0, 1);
  assert_problem (other, 0, 2, "UPN", "kept-yours");
}

static void
test_problems (void)
{
  g_autoptr (HavenSchool) school = haven_test_school_build (haven_test_school_new ());
  g_autoptr (HavenImportPreview) preview = stage_text (HEADER
                                                       "A123456789123,,Brown,Amara,2012-03-04,9,,,,\r\n"       /* check letter */
                                                       UPN_ONE ",,,Amara,2012-03-04,9,,,,\r\n"                 /* no surname */
                                                       ",,Brown,Amara,,9,,,,\r\n"                              /* neither UPN nor birthday */
                                                       UPN_TWO ",,Evans,Ben,31 Feb 2012,99,,X,?,maybe\r\n"     /* taken, less five cells */
                                                       UPN_TWO ",,Evans,Ben,2012-03-04,9,,,,\r\n",             /* twice */
                                                       HAVEN_IMPORT_AUTO, school);

  assert_counts (preview, 5, 1, 0, 0, 9);
  assert_problem (preview, 0, 2, "UPN", "bad-upn");
  assert_problem (preview, 1, 3, "Surname", "no-name");
  assert_problem (preview, 2, 4, "UPN", "no-pupil");
  assert_problem (preview, 3, 5, "DOB", "bad-date");
  assert_problem (preview, 4, 5, "NC Year", "bad-year");
  assert_problem (preview, 5, 5, "Sex", "unknown-value");
  assert_problem (preview, 6, 5, "SEN Status", "unknown-value");
  assert_problem (preview, 7, 5, "FSM Eligible", "unknown-value");
  assert_problem (preview, 8, 6, "UPN", "twice");
}

static void
test_year_groups (void)
{
  static const struct {
    const char *text, *year;
  } rows[] = {
    { "9", "9" }, { "09", "9" }, { "Year 9", "9" }, { "yr9", "9" }, { "Y11", "11" }, { "R", "R" }, { "Reception", "R" }, { "n2", "N2" },
    { "X", "X" }, { "0", NULL }, { "15", NULL }, { "9B", NULL }, { "Form 9", NULL }, { "9 10", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *text = g_strdup_printf (HEADER UPN_ONE ",,Brown,Amara,2012-03-04,%s,,,,\r\n", rows[i].text);
    g_autoptr (HavenSchool) school = after (haven_test_school_build (haven_test_school_new ()), text, HAVEN_IMPORT_AUTO);
    g_assert_cmpstr (find (school, UPN_ONE)->year_group, ==, rows[i].year);
  }
}

static void
test_ambiguous_dates (void)
{
  g_autoptr (HavenSchool) school = haven_test_school_build (haven_test_school_new ());
  g_autoptr (HavenImportPreview) open = stage_text (HEADER UPN_ONE ",,Brown,Amara,03/04/2012,9,,,,\r\n", HAVEN_IMPORT_AUTO, school);
  g_autoptr (HavenImportPreview) settled = stage_text (HEADER UPN_ONE ",,Brown,Amara,03/04/2012,9,,,,\r\n"
                                                       UPN_TWO ",,Evans,Ben,13/04/2012,9,,,,\r\n", HAVEN_IMPORT_AUTO, school);
  g_autoptr (HavenImportPreview) torn = stage_text (HEADER UPN_ONE ",,Brown,Amara,03/04/2012,9,,,,\r\n"
                                                    UPN_TWO ",,Evans,Ben,13/04/2012,9,,,,\r\n"
                                                    UPN_NEW ",,Clarke,Dylan,04/13/2012,9,,,,\r\n", HAVEN_IMPORT_AUTO, school);
  g_autoptr (HavenSchool) then = haven_intake_preview_school (school, settled);

  assert_counts (open, 1, 1, 0, 0, 1);
  assert_problem (open, 0, 2, "DOB", "ambiguous-date");
  assert_counts (settled, 2, 2, 0, 0, 0);
  g_assert_true (assumes (settled, "day, month, year"));
  g_assert_cmpint (find (then, UPN_ONE)->born, ==, haven_test_day ("2012-04-03"));
  assert_counts (torn, 3, 3, 0, 0, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/intake/pupils/new", test_new);
  g_test_add_func ("/intake/pupils/same-and-changed", test_same_and_changed);
  g_test_add_func ("/intake/pupils/empty-takes-nothing-away", test_empty_takes_nothing_away);
  g_test_add_func ("/intake/practice_06/by-name", test_by_name);
  g_test_add_func ("/intake/practice_06/not-by-less", test_not_by_less);
  g_test_add_func ("/intake/practice_06/new-without-upn", test_new_without_upn);
  g_test_add_func ("/intake/pupils/new-upn", test_new_upn);
  g_test_add_func ("/intake/practice_28/hand-made-pupil-stays", test_hand_made);
  g_test_add_func ("/intake/pupils/problems", test_problems);
  g_test_add_func ("/intake/pupils/year-groups", test_year_groups);
  g_test_add_func ("/intake/pupils/ambiguous-dates", test_ambiguous_dates);
  return g_test_run ();
}
