/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "haven-choices-json.h"
#include "intake-support.h"

/* What was said of a file: as text, and remembered for the next one */

static HavenImportChoices *
make_choices (void)
{
  HavenImportChoices *choices = haven_import_choices_new (HAVEN_IMPORT_STATUSES);

  haven_import_choices_set_column (choices, "Ref", "upn");
  haven_import_choices_set_column (choices, "Shoe \"size\"", "");
  haven_import_choices_set_answer (choices, "value:status:With: support", "SW");
  haven_import_choices_set_answer (choices, HAVEN_ANSWER_DATE_ORDER, "day-first");
  haven_import_choices_set_answer (choices, "list-new:7", "yes");
  return choices;
}

static void
test_round_trip (void)
{
  g_autoptr (HavenImportChoices) choices = make_choices ();
  g_autofree char *text = haven_choices_to_json (choices);
  g_autoptr (GError) error = NULL;
  g_autoptr (HavenImportChoices) back = haven_choices_from_json (text, &error);
  g_autofree char *again = NULL;

  g_assert_no_error (error);
  again = haven_choices_to_json (back);
  g_assert_cmpstr (again, ==, text);
  g_assert_cmpint (back->type, ==, HAVEN_IMPORT_STATUSES);
  g_assert_cmpstr (haven_import_choices_get_column (back, "Ref"), ==, "upn");
  g_assert_cmpstr (haven_import_choices_get_column (back, "Shoe \"size\""), ==, "");
  g_assert_cmpstr (haven_import_choices_get_value (back, "status", "With: support"), ==, "SW");
  g_assert_cmpstr (haven_import_choices_get_answer (back, HAVEN_ANSWER_DATE_ORDER), ==, "day-first");
  g_assert_null (haven_import_choices_get_answer (back, "list-new:7"));   /* of that file's row */
}

static void
test_refused (void)
{
  static const struct {
    const char *text;
    int code;
  } rows[] = {
    { "", HAVEN_ERROR_INVALID }, { "[]", HAVEN_ERROR_INVALID }, { "{", HAVEN_ERROR_INVALID }, { "{}", HAVEN_ERROR_INVALID },
    { "{\"haven\":\"mapping\"}", HAVEN_ERROR_INVALID },
    { "{\"haven\":\"mapping\",\"version\":99}", HAVEN_ERROR_TOO_NEW },
    { "{\"haven\":\"mapping\",\"version\":1,\"kind\":\"shoes\"}", HAVEN_ERROR_INVALID },
    { "{\"haven\":\"mapping\",\"version\":1,\"columns\":[]}", HAVEN_ERROR_INVALID },
    { "{\"haven\":\"mapping\",\"version\":1,\"columns\":{\"A\":1}}", HAVEN_ERROR_INVALID },
    { "{\"haven\":\"mapping\",\"version\":1,\"columns\":{\"A\":\"shoes\"}}", HAVEN_ERROR_INVALID },
    { "{\"haven\":1,\"version\":1}", HAVEN_ERROR_INVALID },
    { "{\"haven\":\"mapping\",\"version\":{}}", HAVEN_ERROR_INVALID },
    { "{\"haven\":\"mapping\",\"version\":1,\"kind\":[]}", HAVEN_ERROR_INVALID },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;
    g_test_message ("%s", rows[i].text);
    g_assert_null (haven_choices_from_json (rows[i].text, &error));
    g_assert_error (error, HAVEN_ERROR, rows[i].code);
  }
}

static void
test_too_large (void)
{
  g_autofree char *text = g_strnfill (300 * 1024, ' ');
  g_autoptr (GError) error = NULL;

  g_assert_null (haven_choices_from_json (text, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_TOO_LARGE);
}

static void
add_setting (HavenTestSchool *school, const HavenImportPreview *preview)
{
  g_autoptr (HavenImportChoices) choices = haven_choices_of_preview (preview);
  HavenSetting *setting = haven_setting_new ();

  setting->key = haven_choices_dup_setting (preview->shape);
  setting->value = haven_choices_to_json (choices);
  haven_test_school_add (school, HAVEN_TABLE_SETTINGS, setting);
}

/* The second file of the shape needs nobody; a file of another shape does */
static void
test_remembered (void)
{
  const char *text = "UPN,Date,Session,Mark\r\n" UPN_ONE ",03/04/2025,AM,/\r\n";
  const char *next = "upn,date,session,mark\r\n" UPN_ONE ",05/04/2025,AM,/\r\n";
  const char *other = "UPN,Date,Session,Code\r\n" UPN_ONE ",05/04/2025,AM,/\r\n";
  g_autoptr (HavenSchool) school = haven_test_school_build (small_school ());
  g_autoptr (HavenImportPreview) first = stage_said (text, school, HAVEN_ANSWER_DATE_ORDER, "month-first", NULL);
  HavenTestSchool *draft = small_school ();
  g_autoptr (HavenSchool) later = NULL;
  g_autoptr (HavenImportPreview) second = NULL;
  g_autoptr (HavenImportPreview) third = NULL;

  g_assert_false (first->remembered);
  g_assert_cmpint (first->days.first, ==, haven_test_day ("2025-03-04"));
  add_setting (draft, first);
  later = haven_test_school_build (draft);
  second = stage_said (next, later, NULL);
  g_assert_true (second->remembered);
  g_assert_false (haven_import_preview_is_open (second));
  g_assert_cmpint (second->days.first, ==, haven_test_day ("2025-05-04"));
  third = stage_said (other, later, NULL);
  g_assert_false (third->remembered);
  g_assert_true (haven_import_preview_is_open (third));
}

/* A column that is said to be nothing is nothing, whatever it is called */
static void
test_columns_said (void)
{
  g_autoptr (HavenSchool) school = haven_test_school_build (small_school ());
  g_autoptr (HavenImportChoices) choices = haven_import_choices_new (HAVEN_IMPORT_PUPILS);
  const char *text = "UPN,Family,Given,Born on,Form,Hut\r\n" UPN_NEW ",Clarke,Dylan,2012-04-15,9X,9Y\r\n";
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (HavenImportPreview) preview = NULL;
  g_autoptr (HavenSchool) then = NULL;

  haven_import_choices_set_column (choices, "Family", "surname");
  haven_import_choices_set_column (choices, "Given", "forename");
  haven_import_choices_set_column (choices, "Born on", "born");
  haven_import_choices_set_column (choices, "Form", "");
  haven_import_choices_set_column (choices, "Hut", "reg_group");
  preview = haven_intake_stage_bytes_chosen ("a.csv", bytes, choices, school, test_clock (), NULL);
  g_assert_nonnull (preview);
  then = haven_intake_preview_school (school, preview);
  g_assert_cmpstr (haven_school_find_upn (then, UPN_NEW)->reg_group, ==, "9Y");
}

/* A file that nobody can name gives its columns to somebody who can */
static void
test_lenient (void)
{
  g_autoptr (HavenSchool) school = haven_test_school_build (small_school ());
  g_autoptr (HavenImportChoices) choices = haven_import_choices_new (HAVEN_IMPORT_AUTO);
  const char *text = "Zed,Who,Bit,Tally\r\nx,Brown,one,5\r\n";
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (HavenImportPreview) preview = NULL;

  g_assert_null (haven_intake_stage_bytes_chosen ("a.csv", bytes, choices, school, test_clock (), &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID);
  choices->lenient = TRUE;
  preview = haven_intake_stage_bytes_chosen ("a.csv", bytes, choices, school, test_clock (), NULL);
  g_assert_nonnull (preview->missing);
  g_assert_true (haven_import_preview_is_open (preview));
  g_assert_cmpuint (preview->columns->len, ==, 4);
  g_assert_cmpstr (((HavenImportColumn *) preview->columns->pdata[1])->sample, ==, "Brown");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/intake/choices/round-trip", test_round_trip);
  g_test_add_func ("/intake/choices/refused", test_refused);
  g_test_add_func ("/intake/choices/too-large", test_too_large);
  g_test_add_func ("/intake/choices/remembered", test_remembered);
  g_test_add_func ("/intake/choices/columns-said", test_columns_said);
  g_test_add_func ("/intake/choices/lenient", test_lenient);
  return g_test_run ();
}
