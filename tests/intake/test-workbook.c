/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-workbook.h"

#include <string.h>

#include "haven-error.h"
#include "haven-limits.h"
#include "haven-xlsx-styles.h"
#include "intake-support.h"

#define KEPT (HAVEN_ALL_TABLES & ~HAVEN_TABLE_BIT (HAVEN_TABLE_IMPORTS))

static char *
find_file (const char *name)
{
  return g_build_filename (g_getenv ("HAVEN_TEST_DATA"), "intake", name, NULL);
}

static HavenSchool *
make_empty (void)
{
  return haven_test_school_build (haven_test_school_new ());
}

static HavenSchool *
stage_on (HavenSchool *take_school, const char *path, HavenImportType type)
{
  g_autoptr (HavenSchool) school = take_school;
  g_autoptr (GError) error = NULL;
  g_autoptr (HavenImportPreview) preview = haven_intake_stage (path, type, school, test_clock (), NULL, &error);

  g_assert_no_error (error);
  g_assert_false (haven_import_preview_is_open (preview));
  for (guint i = 0; i < preview->problems->len; i++)
    g_test_message ("%s", ((HavenImportProblem *) preview->problems->pdata[i])->message);
  g_assert_cmpuint (preview->n_problems, ==, 0);
  g_assert_cmpuint (preview->added, >, 0);
  return haven_intake_preview_school (school, preview);
}

/* Every kind that stands in a file, one after the other */
static HavenSchool *
stage_all (const char *name)
{
  g_autofree char *path = find_file (name);
  HavenSchool *school = make_empty ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) kinds = haven_intake_list_kinds (path, NULL, school, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < kinds->len; i++)
    school = stage_on (school, path, g_array_index (kinds, HavenImportType, i));
  return school;
}

static HavenSchool *
stage_texts (void)
{
  static const char *const names[] = { "calc-Pupils.csv", "calc-Statuses.csv", "calc-Marks.csv", "calc-Suspensions.csv" };
  HavenSchool *school = make_empty ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = find_file (names[i]);
    school = stage_on (school, path, HAVEN_IMPORT_AUTO);
  }
  return school;
}

static void
assert_same (HavenSchool *a, HavenSchool *b)
{
  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++)
    if (table != HAVEN_TABLE_IMPORTS && !is_same_school (a, b, HAVEN_TABLE_BIT (table)))
      g_error ("table %d is not the same", table);
}

/* The same workbook saved by LibreOffice twice, and as Excel writes it, with days from 1900 and from 1904 */
static void
test_same_store (void)
{
  static const char *const names[] = { "calc.xlsx", "excel.xlsx", "excel-1904.xlsx" };
  g_autoptr (HavenSchool) texts = stage_texts ();

  g_assert_cmpuint (haven_school_get_n_pupils (texts), ==, 6);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (HavenSchool) book = stage_all (names[i]);
    g_test_message ("%s", names[i]);
    assert_same (texts, book);
  }
}

static void
test_hidden_sheet (void)
{
  static const char *const names[] = { "calc.xlsx", "excel.xlsx" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = find_file (names[i]);
    g_autoptr (HavenWorkbook) workbook = haven_workbook_open (path, NULL, NULL);
    g_assert_cmpuint (haven_workbook_get_n (workbook), ==, 4);
    g_assert_cmpuint (haven_workbook_get_notes (workbook)->len, ==, 1);
    g_assert_nonnull (strstr (haven_workbook_get_notes (workbook)->pdata[0], "Old marks"));
  }
}

static const struct {
  double serial;
  gboolean from_1904;
  const char *text;
} serials[] = {
  { 45964, FALSE, "2025-11-03" }, { 45964.5, FALSE, "2025-11-03 12:00" }, { 45964.99999, FALSE, "2025-11-04" }, { 1, FALSE, "1900-01-01" },
  { 59, FALSE, "1900-02-28" }, { 60, FALSE, NULL }, { 61, FALSE, "1900-03-01" }, { 0.375, FALSE, "09:00" }, { -1, FALSE, NULL },
  { 1e9, FALSE, NULL }, { 44502, TRUE, "2025-11-03" }, { 0, TRUE, "1904-01-01" },
};

static void
test_serials (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (serials); i++) {
    g_autofree char *text = haven_xlsx_serial_to_text (serials[i].serial, serials[i].from_1904);
    g_assert_cmpstr (text, ==, serials[i].text);
  }
}

static void
test_formats (void)
{
  static const char *const days[] = { "dd/mm/yyyy", "[$-809]dd mmmm yyyy;@", "yyyy\\-mm\\-dd", "d-mmm-yy", "hh:mm", "[Red]d/m" };
  static const char *const others[] = { "0.00", "\"Day \"0", "General", "[Yellow]0", "0\\d", "#,##0;[Red]-0", "@", "" };

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    g_assert_true (haven_xlsx_format_is_day (days[i]));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++) {
    g_test_message ("%s", others[i]);
    g_assert_false (haven_xlsx_format_is_day (others[i]));
  }
}

/* --- transfer files --- */

static const HavenPupil *
find_by_surname (HavenSchool *school, const char *surname)
{
  for (guint i = 0; i < haven_school_get_n_pupils (school); i++)
    if (g_str_equal (haven_school_get_nth_pupil (school, i)->surname, surname))
      return haven_school_get_nth_pupil (school, i);
  g_assert_not_reached ();
}

static int
find_status (HavenSchool *school, const char *surname)
{
  HavenSlice spells = haven_school_of_pupil (school, HAVEN_TABLE_SPELLS, find_by_surname (school, surname)->id);

  return spells.n > 0 ? ((const HavenSpell *) spells.items[0])->status : HAVEN_STATUS_NONE;
}

/* The contact whose relationship is SWR, and no other */
static void
check_social_worker (HavenSchool *school)
{
  GPtrArray *people = haven_school_get_table (school, HAVEN_TABLE_PEOPLE);
  HavenSlice spells = haven_school_of_pupil (school, HAVEN_TABLE_SPELLS, find_by_surname (school, "Brown")->id);
  const HavenPerson *person;

  g_assert_cmpuint (people->len, ==, 1);
  person = people->pdata[0];
  g_assert_cmpint (person->type, ==, HAVEN_PERSON_SOCIAL_WORKER);
  g_assert_cmpstr (person->name, ==, "Sam Invented");
  g_assert_cmpstr (person->phone, ==, "01632 960001");
  g_assert_cmpint (((const HavenSpell *) spells.items[0])->social_worker_id, ==, person->id);
}

static void
check_pupils (HavenSchool *school)
{
  const HavenPupil *amara = find_by_surname (school, "Brown");
  const HavenPupil *chloe = find_by_surname (school, "Ünal");
  const HavenPupil *ben = find_by_surname (school, "D'Souza");

  g_assert_cmpuint (haven_school_get_n_pupils (school), ==, 6);
  g_assert_cmpstr (amara->sex, ==, "F");
  g_assert_cmpstr (chloe->sex, ==, "M");
  g_assert_cmpstr (chloe->year_group, ==, "9");
  g_assert_cmpint (amara->sen, ==, HAVEN_SEN_NONE);
  g_assert_cmpint (chloe->sen, ==, HAVEN_SEN_SUPPORT);
  g_assert_cmpint (ben->sen, ==, HAVEN_SEN_EHCP);
  g_assert_cmpint (amara->fsm, ==, HAVEN_FSM_YES);
  g_assert_cmpint (chloe->fsm, ==, HAVEN_FSM_NO);
  g_assert_cmpint (find_status (school, "Brown"), ==, HAVEN_STATUS_SW);
  g_assert_cmpint (find_status (school, "D'Souza"), ==, HAVEN_STATUS_CLA);
  g_assert_cmpint (find_status (school, "Patel"), ==, HAVEN_STATUS_NONE);
  check_social_worker (school);
}

static void
check_totals (HavenSchool *school)
{
  HavenSlice slice = haven_school_of_pupil (school, HAVEN_TABLE_TOTALS, find_by_surname (school, "Ünal")->id);
  const HavenTotals *totals;

  g_assert_cmpuint (slice.n, ==, 1);
  totals = slice.items[0];
  g_assert_cmpint (totals->first, ==, haven_test_day ("2024-09-01"));
  g_assert_cmpint (totals->last, ==, haven_test_day ("2025-08-31"));
  g_assert_cmpint (totals->attended, ==, 31);
  g_assert_cmpint (totals->authorised, ==, 5);
  g_assert_cmpint (totals->unauthorised, ==, 4);
}

static void
check_results (HavenSchool *school)
{
  HavenSlice slice = haven_school_of_pupil (school, HAVEN_TABLE_ATTAINMENT, find_by_surname (school, "D'Souza")->id);
  const HavenAttainment *result;

  g_assert_cmpuint (slice.n, ==, 1);
  result = slice.items[0];
  g_assert_cmpstr (result->subject, ==, "Reading");
  g_assert_cmpstr (result->result, ==, "102");
}

/* The number of a school year is told as what it was taken for, whichever of its two years it is; what shows its own day is not */
static const struct {
  const char *made_in;       /* AcademicYear of the header */
  const char *attendance;
  const char *assumption;    /* NULL: none of years */
} ctf_years[] = {
  { "2025", "<Year>2024</Year>", "2024/25, by the year in which it begins" },
  { "2026", "<Year>2025</Year>", "2024/25, by the year in which it ends" },
  { "2025", "<Year>2024</Year><AttendanceStartDate>2025-09-01</AttendanceStartDate>", NULL },
};

static void
test_ctf_years (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (ctf_years); i++) {
    g_autofree char *text = g_strdup_printf (
      "<CTfile><Header><DateTime>2025-11-21T09:30:00</DateTime><SourceSchool><AcademicYear>%s</AcademicYear></SourceSchool></Header>"
      "<CTFpupilData><Pupil><UPN>" UPN_ONE "</UPN><Surname>Brown</Surname><Forename>Amara</Forename><DOB>2012-03-04</DOB>"
      "<Attendance><YearData>%s<SessionsPossible>40</SessionsPossible><SessionsAttended>31</SessionsAttended>"
      "<SessionsAuthorised>5</SessionsAuthorised><SessionsUnauthorised>4</SessionsUnauthorised></YearData></Attendance>"
      "</Pupil></CTFpupilData></CTfile>", ctf_years[i].made_in, ctf_years[i].attendance);
    g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
    g_autoptr (HavenSchool) school = haven_test_school_build (small_school ());
    g_autoptr (GError) error = NULL;
    g_autoptr (HavenImportPreview) preview = haven_intake_stage_bytes ("ctf.xml", bytes, HAVEN_IMPORT_TOTALS, school, test_clock (),
                                                                       &error);
    g_assert_no_error (error);
    g_assert_cmpuint (preview->added, ==, 1);
    g_assert_cmpint (assumes (preview, "names a school year by one number"), ==, ctf_years[i].assumption != NULL);
    if (ctf_years[i].assumption != NULL)
      g_assert_true (assumes (preview, ctf_years[i].assumption));
  }
}

static void
test_ctf (void)
{
  g_autoptr (HavenSchool) old = stage_all ("ctf-20.xml");
  g_autoptr (HavenSchool) new = stage_all ("ctf-25.xml");
  g_autoptr (HavenSchool) texts = stage_texts ();

  check_pupils (old);
  check_totals (old);
  check_results (old);
  check_pupils (new);
  check_totals (new);
  check_results (new);
  g_assert_cmpmem (haven_school_get_weeks (new, find_by_surname (new, "Patel")->id, 2025), sizeof (HavenWeek) * HAVEN_WEEKS_A_YEAR,
                   haven_school_get_weeks (texts, find_by_surname (texts, "Patel")->id, 2025), sizeof (HavenWeek) * HAVEN_WEEKS_A_YEAR);
}

/* --- JSON --- */

static const char *const json_pupils[] = {
  "[{\"LearnerId\": 7, \"UPN\": \"" UPN_NEW "\", \"Surname\": \"Ünal\", \"Forename\": \"Chloë\", \"DateOfBirth\": \"14/02/2012\","
  " \"NCYear\": 9, \"ContactDetails\": [{\"Surname\": \"Other\"}]}]",
  "{\"data\": [{\"id\": \"A1\", \"upn\": \"" UPN_NEW "\", \"surname\": \"Ünal\", \"forename\": \"Chloë\","
  " \"date_of_birth\": {\"date\": \"2012-02-14 00:00:00.000000\", \"timezone_type\": 3, \"timezone\": \"Europe/London\"}}],"
  " \"meta\": {\"pagination\": {\"next\": null}}}",
  "\xEF\xBB\xBF{\"students\": [{\"identity\": {\"upn\": \"" UPN_NEW "\"}, \"legal_surname\": \"Ünal\", \"legal_forename\": \"Chloë\","
  " \"dob\": \"2012-02-14\", \"fsm\": true}]}",
};

static void
test_json (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (json_pupils); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new (json_pupils[i], strlen (json_pupils[i]));
    g_autoptr (HavenSchool) school = make_empty ();
    g_autoptr (GError) error = NULL;
    g_autoptr (HavenImportPreview) preview = haven_intake_stage_bytes ("pupils.json", bytes, HAVEN_IMPORT_AUTO, school, test_clock (),
                                                                       &error);
    g_autoptr (HavenSchool) then = NULL;
    g_assert_no_error (error);
    then = haven_intake_preview_school (school, preview);
    g_assert_cmpstr (haven_school_find_upn (then, UPN_NEW)->forename, ==, "Chloë");
    g_assert_cmpint (haven_school_find_upn (then, UPN_NEW)->born, ==, haven_test_day ("2012-02-14"));
  }
}

/* --- hostile --- */

static void
assert_refused (const char *data, gsize size, HavenErrorCode code)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;

  g_assert_null (haven_workbook_new_from_bytes (bytes, &error));
  g_assert_error (error, HAVEN_ERROR, (int) code);
  g_assert_true (g_str_has_suffix (error->message, "."));
  g_test_message ("%s", error->message);
}

static void
assert_text_refused (const char *text, HavenErrorCode code)
{
  assert_refused (text, strlen (text), code);
}

static void
test_refused (void)
{
  g_autofree char *deep = g_strnfill (HAVEN_LIMIT_JSON_DEPTH + 1, '[');
  g_autoptr (GString) xml = g_string_new ("<CTfile>");

  for (guint i = 0; i < HAVEN_LIMIT_XML_DEPTH + 1; i++)
    g_string_append (xml, "<x>");
  assert_refused ("", 0, HAVEN_ERROR_EMPTY);
  assert_text_refused ("{\"data\": []}", HAVEN_ERROR_EMPTY);
  assert_text_refused ("\xD0\xCF\x11\xE0old workbook", HAVEN_ERROR_INVALID);
  assert_text_refused ("%PDF-1.7", HAVEN_ERROR_INVALID);
  assert_refused ("PK\x03\x04rest", 8, HAVEN_ERROR_INVALID);
  assert_text_refused ("<html><table/></html>", HAVEN_ERROR_INVALID);
  assert_text_refused ("<CTfile>", HAVEN_ERROR_INVALID);
  assert_text_refused (xml->str, HAVEN_ERROR_INVALID);
  assert_text_refused (deep, HAVEN_ERROR_TOO_LARGE);
  assert_text_refused ("{\"data\": [", HAVEN_ERROR_INVALID);
  assert_text_refused ("{\"data\": 1}", HAVEN_ERROR_INVALID);
  assert_refused ("[{\"a\": \"\0\"}]", 12, HAVEN_ERROR_INVALID);
}

/* What grows when it is read, or looks elsewhere, is not allowed at all */
static void
test_entities (void)
{
  assert_text_refused ("<!DOCTYPE CTfile [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>"
                       "<CTfile><Header>&b;</Header></CTfile>",
                       HAVEN_ERROR_INVALID);
  assert_text_refused ("<!DOCTYPE CTfile [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><CTfile>&x;</CTfile>", HAVEN_ERROR_INVALID);
  assert_text_refused ("<CTfile>&nobody;</CTfile>", HAVEN_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/intake/workbook/same-store", test_same_store);
  g_test_add_func ("/intake/workbook/hidden-sheet", test_hidden_sheet);
  g_test_add_func ("/intake/workbook/serials", test_serials);
  g_test_add_func ("/intake/workbook/formats", test_formats);
  g_test_add_func ("/intake/workbook/ctf", test_ctf);
  g_test_add_func ("/intake/workbook/ctf-years", test_ctf_years);
  g_test_add_func ("/intake/workbook/json", test_json);
  g_test_add_func ("/intake/workbook/refused", test_refused);
  g_test_add_func ("/intake/workbook/entities", test_entities);
  return g_test_run ();
}
