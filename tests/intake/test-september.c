/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-upn.h"
#include "intake-support.h"

/* One file in September: new year groups, leavers, new starters, changed UPNs (practice 30) */

#define HEADER "UPN,Adno,Surname,Forename,DOB,Year\r\n"
#define LAST_YEAR 24         /* pupils */

/* Invented UPNs whose check letter is right */
static char *
make_upn (guint n)
{
  g_autofree char *digits = g_strdup_printf ("8012000%05u", n);

  for (char letter = 'A'; letter <= 'Z'; letter++) {
    g_autofree char *upn = g_strdup_printf ("%c%s", letter, digits);
    g_autofree char *right = haven_upn_normalise (upn);
    if (right != NULL)
      return g_steal_pointer (&right);
  }
  g_assert_not_reached ();
}

static void
add_pupil (GString *text, guint n, int year)
{
  g_autofree char *upn = make_upn (n);

  g_string_append_printf (text, "%s,%05u,Family%u,Child%u,2012-01-%02u,%d\r\n", upn, n, n, n, n % 28 + 1, year);
}

static HavenSchool *
last_year (void)
{
  g_autoptr (GString) text = g_string_new (HEADER);

  for (guint n = 0; n < LAST_YEAR; n++)
    add_pupil (text, n, 8);
  return after (haven_test_school_build (haven_test_school_new ()), text->str, HAVEN_IMPORT_AUTO);
}

/* Everybody but the first three goes up; two are new */
static char *
this_year (void)
{
  GString *text = g_string_new (HEADER);

  for (guint n = 3; n < LAST_YEAR; n++)
    add_pupil (text, n, 9);
  add_pupil (text, 900, 7);
  add_pupil (text, 901, 7);
  return g_string_free (text, FALSE);
}

static void
test_year (void)
{
  g_autoptr (HavenSchool) school = last_year ();
  g_autofree char *text = this_year ();
  g_autoptr (HavenImportPreview) preview = stage_said (text, school, NULL);

  assert_counts (preview, LAST_YEAR - 1, 2, LAST_YEAR - 3, 0, 0);
  g_assert_cmpuint (preview->absent, ==, 3);
  g_assert_true (assumes (preview, "A new school year"));
  g_assert_cmpstr (asked (preview, "leavers")->answer, ==, "keep");
  g_assert_false (haven_import_preview_is_open (preview));
}

static void
test_leavers (void)
{
  g_autoptr (HavenSchool) school = last_year ();
  g_autofree char *text = this_year ();
  g_autoptr (HavenImportPreview) preview = stage_said (text, school, "leavers", "left", NULL);
  g_autoptr (HavenSchool) then = haven_intake_preview_school (school, preview);
  guint on_roll = 0;

  g_assert_cmpuint (preview->changed, ==, LAST_YEAR);
  for (guint i = 0; i < haven_school_get_n_pupils (then); i++)
    on_roll += haven_pupil_is_on_roll (haven_school_get_nth_pupil (then, i), test_clock ().today + 1);
  g_assert_cmpuint (on_roll, ==, LAST_YEAR - 1);
}

/* A child with a social worker is asked about by name, whatever is said of the others */
static void
test_flagged_leaver (void)
{
  g_autoptr (HavenSchool) pupils = last_year ();
  g_autofree char *upn = make_upn (0);
  g_autofree char *status = g_strdup_printf ("UPN,Status,Start Date\r\n%s,CP,2025-01-10\r\n", upn);
  g_autoptr (HavenSchool) school = after (haven_school_ref (pupils), status, HAVEN_IMPORT_AUTO);
  g_autofree char *key = g_strdup_printf ("leaver:%d", (int) haven_school_find_upn (school, upn)->id);
  g_autofree char *text = this_year ();
  g_autoptr (HavenImportPreview) kept = stage_said (text, school, "leavers", "left", NULL);
  g_autoptr (HavenImportPreview) left = stage_said (text, school, "leavers", "left", key, "left", NULL);

  g_assert_cmpstr (asked (kept, key)->answer, ==, "keep");
  g_assert_cmpuint (left->changed, ==, kept->changed + 1);
}

static void
test_new_starter (void)
{
  g_autoptr (HavenSchool) school = last_year ();
  g_autofree char *text = this_year ();
  g_autofree char *key = g_strdup_printf ("starter:%d", LAST_YEAR - 1);
  g_autofree char *other = g_strdup_printf ("starter:%d", LAST_YEAR);
  g_autoptr (HavenImportPreview) preview = stage_said (text, school, key, "now", other, "before", NULL);
  g_autoptr (HavenSchool) then = haven_intake_preview_school (school, preview);
  GPtrArray *spells = haven_school_get_table (then, HAVEN_TABLE_SPELLS);

  g_assert_cmpuint (spells->len, ==, 2);
  for (guint i = 0; i < spells->len; i++) {
    const HavenSpell *spell = spells->pdata[i];
    const HavenPupil *pupil = haven_school_get_pupil (then, spell->pupil_id);
    g_assert_nonnull (pupil);
    g_assert_cmpstr (pupil->year_group, ==, "7");
    g_assert_cmpint (spell->last != HAVEN_DAY_NONE, ==, spell->first < test_clock ().today);
  }
}

/* The first import asks of nobody: all of them are new */
static void
test_first_import_asks_nothing (void)
{
  g_autoptr (HavenSchool) school = haven_test_school_build (haven_test_school_new ());
  g_autofree char *text = this_year ();
  g_autoptr (HavenImportPreview) preview = stage_said (text, school, NULL);

  g_assert_cmpuint (preview->questions->len, ==, 0);
}

/* A class is not the school: nobody else is asked about */
static void
test_part_of_the_roll (void)
{
  g_autoptr (HavenSchool) school = last_year ();
  g_autoptr (GString) text = g_string_new (HEADER);
  g_autoptr (HavenImportPreview) preview = NULL;

  for (guint n = 0; n < 5; n++)
    add_pupil (text, n, 9);
  preview = stage_said (text->str, school, NULL);
  g_assert_cmpuint (preview->absent, ==, LAST_YEAR - 5);
  g_assert_null (haven_import_preview_find_question (preview, "leavers"));
}

/* The same child under another number, a namesake born on the same day, and twins */
static void
test_same_child (void)
{
  g_autoptr (HavenSchool) school = haven_test_school_build (small_school ());
  const char *text = HEADER UPN_NEW ",,Brown,Amara,2012-03-04,9\r\n";
  g_autoptr (HavenImportPreview) open = stage_said (text, school, NULL);
  g_autoptr (HavenImportPreview) yes = stage_said (text, school, "same-child:2", "yes", NULL);
  g_autoptr (HavenImportPreview) no = stage_said (text, school, "same-child:2", "no", NULL);
  g_autoptr (HavenImportPreview) both = stage_said (HEADER UPN_NEW ",,Brown,Amara,2012-03-04,9\r\n"
                                                    UPN_ONE ",000123,Brown,Amara,2012-03-04,9\r\n", school, NULL);
  g_autoptr (HavenImportPreview) twin = stage_said (HEADER UPN_NEW ",,Brown,Aisha,2012-03-04,9\r\n", school, NULL);
  g_autoptr (HavenSchool) then = haven_intake_preview_school (school, yes);

  assert_counts (open, 1, 0, 0, 0, 1);
  assert_problem (open, 0, 2, "UPN", "same-child");
  assert_counts (yes, 1, 0, 1, 0, 0);
  g_assert_true (assumes (yes, "UPNs that change"));
  g_assert_nonnull (haven_school_find_upn (then, UPN_NEW));
  g_assert_null (haven_school_find_upn (then, UPN_ONE));
  g_assert_cmpuint (no->added, ==, 1);
  g_assert_cmpuint (both->added, ==, 1);           /* each has a row of its own */
  g_assert_null (haven_import_preview_find_question (both, "same-child:2"));
  g_assert_cmpuint (twin->added, ==, 1);
}

static void
test_former_upn (void)
{
  g_autoptr (HavenSchool) school = haven_test_school_build (small_school ());
  g_autoptr (HavenImportPreview) preview = stage_said ("UPN,Former UPN,Surname,Forename,DOB\r\n" UPN_NEW "," UPN_ONE
                                                       ",Brown,Amara,2012-03-04\r\n", school, NULL);

  assert_counts (preview, 1, 0, 1, 0, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/intake/practice_30/year", test_year);
  g_test_add_func ("/intake/practice_30/leavers", test_leavers);
  g_test_add_func ("/intake/practice_30/flagged-leaver", test_flagged_leaver);
  g_test_add_func ("/intake/practice_30/new-starter", test_new_starter);
  g_test_add_func ("/intake/practice_30/first-import-asks-nothing", test_first_import_asks_nothing);
  g_test_add_func ("/intake/practice_30/part-of-the-roll", test_part_of_the_roll);
  g_test_add_func ("/intake/practice_06/same-child", test_same_child);
  g_test_add_func ("/intake/practice_06/former-upn", test_former_upn);
  return g_test_run ();
}
