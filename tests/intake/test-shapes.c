/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-marks-text.h"
#include "haven-slot.h"
#include "intake-support.h"

#include <string.h>

#define LATEST 2026

/* 3 and 4 November 2025, a Monday and a Tuesday: what every shape below says of the first pupil */
#define TRUE_MARKS "/I L-"

static char
peek (const guint8 *marks, const char *iso, int session)
{
  guint8 mark = marks[haven_register_index (haven_test_day (iso), session)];

  return mark == 0 ? '-' : (char) mark;
}

static char *
describe (HavenSchool *school, const char *upn)
{
  const guint8 *marks = haven_school_get_marks (school, haven_school_find_upn (school, upn)->id, 2025);

  g_assert_nonnull (marks);
  return g_strdup_printf ("%c%c %c%c", peek (marks, "2025-11-03", 0), peek (marks, "2025-11-03", 1), peek (marks, "2025-11-04", 0),
                          peek (marks, "2025-11-04", 1));
}

static const struct {
  const char *name;
  const char *text;
} shapes[] = {
  { "rows", "UPN,Date,Session,Mark\n" UPN_ONE ",2025-11-03,AM,/\n" UPN_ONE ",2025-11-03,PM,I\n" UPN_ONE ",2025-11-04,AM,L\n" },
  { "session-columns", "UPN,Name,03/11/2025 AM,03/11/2025 PM,04/11/2025 AM,04/11/2025 PM,21/11/2025 AM\n"
                       UPN_ONE ",\"Brown, Amara\",/,I,L,,\n" },
  { "session-first", "UPN,AM 3 Nov 2025,PM 3 Nov 2025,AM 4 Nov 2025,PM 4 Nov 2025\n" UPN_ONE ",/,I,L,-\n" },
  { "session-in-brackets", "UPN;Mon 03-Nov-25 (am);Mon 03-Nov-25 (pm);Tue 04-Nov-25 (am)\n" UPN_ONE ";/;I;L\n" },
  { "session-number", "UPN,2025-11-03 1,2025-11-03 2,2025-11-04 1,2025-11-04 2\n" UPN_ONE ",/,I,L,\n" },
  { "every-day-twice", "UPN,2025-11-03,2025-11-03,2025-11-04,2025-11-04\n" UPN_ONE ",/,I,L,\n" },
  { "two-header-rows", "UPN,,2025-11-03,,2025-11-04,\n,,AM,PM,AM,PM\n" UPN_ONE ",x,/,I,L,\n" },
  { "days", "UPN,2025-11-03,2025-11-04\n" UPN_ONE ",/I,L-\n" },
  { "days-spaced", "UPN,2025-11-03,2025-11-04\n" UPN_ONE ",/ I,L -\n" },
  { "weekdays", "UPN,Week Commencing,Mon AM,Mon PM,Tue AM,Tue PM\n" UPN_ONE ",2025-11-03,/,I,L,\n" },
  { "weekdays-in-one-word", "UPN,W/C,MonAM,MonPM,TueAM,TuePM\n" UPN_ONE ",03 Nov 2025,/,I,L,\n" },
  { "two-marks", "UPN,Date,AM,PM\n" UPN_ONE ",2025-11-03,/,I\n" UPN_ONE ",2025-11-04,L,\n" },
  { "stamps", "UPN,Session,Mark\n" UPN_ONE ",03/11/2025 AM,/\n" UPN_ONE ",03/11/2025 PM,I\n" UPN_ONE ",04/11/2025 AM,L\n"
              UPN_TWO ",21/11/2025 AM,/\n" },
  { "week-strings", "UPN\tWeek commencing\tMarks\n" UPN_ONE "\t3 November 2025\t/IL-------\n" },
  { "week-strings-spaced", "UPN\tWeek commencing\tMarks\n" UPN_ONE "\t3 November 2025\t/ I L - - -\n" },
  { "week-strings-from-sunday", "UPN\tWeek commencing\tMarks\n" UPN_ONE "\t2 November 2025\t/IL-------\n" },
  { "long-strings-of-seven-days", "UPN,Start Date,Attendance Marks\n" UPN_ONE ",2025-11-01,----/IL-------------\n" },
  { "long-strings-of-five-days", "UPN,Start Date,Attendance Marks\n" UPN_ONE ",2025-10-31,--/IL---------------\n"
                                 UPN_TWO ",2025-11-06,////////////\n" },
  { "day-strings", "UPN,Date,Marks\n" UPN_ONE ",2025-11-03,/I\n" UPN_ONE ",2025-11-04,L-\n" },
  { "title-says-when", "Marks for the week of 3 November 2025\n\nUPN,Marks\n" UPN_ONE ",/IL-------\n" },
  { "no-header", UPN_ONE ",2025-11-03,AM,/\n" UPN_ONE ",2025-11-03,PM,I\n" UPN_ONE ",2025-11-04,AM,L\n" },
  { "unknown-headers", "Who,When,Which,What\n" UPN_ONE ",2025-11-03,AM,/\n" UPN_ONE ",2025-11-03,PM,I\n" UPN_ONE ",2025-11-04,AM,L\n" },
  { "lower-case-upn", "upn,date,session,mark\nb80120 0005001,2025-11-03,am,/\nb80120 0005001,2025-11-03,pm,I\n"
                      "b801200005001,2025-11-04,am,L\n" },
  { "names-and-more", "Adno,Surname,Forename,DOB,Yr,Reg,Gender,SEN,FSM,UPN,Date,Session,Mark\n"
                      "1,B,A,2012-03-04,9,9B,F,N,N," UPN_ONE ",2025-11-03,AM,/\n1,B,A,2012-03-04,9,9B,F,N,N," UPN_ONE ",2025-11-03,PM,I\n"
                      "1,B,A,2012-03-04,9,9B,F,N,N," UPN_ONE ",2025-11-04,AM,L\n" },
};

static void
check_shape (const char *text)
{
  g_autoptr (HavenSchool) school = haven_test_school_build (small_school ());
  g_autoptr (HavenImportPreview) preview = stage_text (text, HAVEN_IMPORT_AUTO, school);
  g_autoptr (HavenSchool) then = NULL;
  g_autofree char *marks = NULL;

  for (guint i = 0; i < preview->assumptions->len; i++)
    g_test_message ("%s", (char *) preview->assumptions->pdata[i]);
  for (guint i = 0; i < preview->problems->len; i++)
    g_test_message ("%s", ((HavenImportProblem *) preview->problems->pdata[i])->message);
  g_assert_cmpint (preview->type, ==, HAVEN_IMPORT_MARKS);
  g_assert_cmpuint (preview->n_problems, ==, 0);
  then = haven_intake_preview_school (school, preview);
  marks = describe (then, UPN_ONE);
  g_assert_cmpstr (marks, ==, TRUE_MARKS);
}

static void
test_shapes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++) {
    g_test_message ("%s", shapes[i].name);
    check_shape (shapes[i].text);
  }
}

/* Which day it is where the day and the month could be changed over */
static const struct {
  const char *text;
  const char *because;       /* of the assumption; NULL: it is asked */
} orders[] = {
  { "UPN,Date,Session,Mark\n" UPN_ONE ",03/11/2025,AM,/\n" UPN_ONE ",21/11/2025,AM,/\n", "nothing else" },
  { "UPN,Date,Session,Mark\n" UPN_ONE ",03/11/2025,AM,/\n" UPN_ONE ",11/11/2025,AM,/\n", NULL },
  { "UPN,Date,Session,Mark\n" UPN_ONE ",03/11/2025,AM,/\n" UPN_ONE ",04/11/2025,AM,/\n" UPN_ONE ",05/11/2025,AM,/\n"
    UPN_ONE ",06/11/2025,AM,/\n"
    UPN_ONE ",07/11/2025,AM,/\n" UPN_ONE ",10/11/2025,AM,/\n", "weekend" },
  { "UPN,DOB,Date,Session,Mark\n" UPN_ONE ",25/12/2012,03/11/2025,AM,/\n", "other columns" },
  { "UPN,03/11/2025 AM,03/11/2025 PM,21/11/2025 AM\n" UPN_ONE ",/,I,L\n", "nothing else" },
  { "UPN,W/C,Marks\n" UPN_ONE ",03/11/2025,/I\n" UPN_ONE ",10/11/2025,/I\n", "Mondays" },
  { "UPN,W/C,Marks\n" UPN_ONE ",04/11/2025,/I\n", NULL },
  { "UPN,W/C,Marks\n" UPN_ONE ",05/11/2025,/I\n", "weekend" },
  { "UPN,Type,Start Date,Sessions\n" UPN_ONE ",SUSP,05/11/2025,2\n", "weekend" },
};

static void
test_orders (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++) {
    g_autoptr (HavenSchool) school = haven_test_school_build (small_school ());
    g_autoptr (HavenImportPreview) preview = stage_text (orders[i].text, HAVEN_IMPORT_AUTO, school);
    g_test_message ("%s", orders[i].text);
    for (guint n = 0; n < preview->assumptions->len; n++)
      g_test_message ("%s", (char *) preview->assumptions->pdata[n]);
    if (orders[i].because != NULL)
      g_assert_true (assumes (preview, orders[i].because));
    g_assert_cmpint (haven_import_preview_find_question (preview, HAVEN_ANSWER_DATE_ORDER) != NULL, ==, orders[i].because == NULL);
  }
}

static const struct {
  const char *text;
  guint n;
} strings[] = {
  { "/", 1 }, { "Y4", 1 }, { "/\\", 2 }, { "/ \\", 2 }, { "C2 C2", 2 }, { "Y4Y4", 2 }, { "/\\LI-", 5 }, { "----------", 10 }, { "<>?$", 4 },
  { "Brown", 0 }, { "AM", 0 }, { "", 0 }, { "9B", 0 }, { "2025-11-03", 0 }, { "-", 0 },
};

static void
test_marks_text (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (strings); i++) {
    g_test_message ("%s", strings[i].text);
    g_assert_cmpuint (haven_marks_text_count (strings[i].text), ==, strings[i].n);
  }
}

static const struct {
  const char *text;
  int session;
  int weekday;
  const char *words;         /* NULL: it names no session */
} slots[] = {
  { "02/09/2025 AM", 0, 0, "02/09/2025" }, { "PM 02 Sep 2025", 1, 0, "02 Sep 2025" }, { "Tue 02/09/2025 (pm)", 1, 0, "Tue 02/09/2025" },
  { "2025-09-02", -1, 0, "2025-09-02" }, { "2025-09-02 2", 1, 0, "2025-09-02" }, { "Monday AM", 0, 1, "Monday" }, { "FriPM", 1, 5, "Fri" },
  { "2 September 2025 Morning", 0, 0, "2 September 2025" }, { "02/09/2025_AM", 0, 0, "02/09/2025" },
  { "02/09/2025-PM", 1, 0, "02/09/2025" }, { "20250902AM", 0, 0, "20250902" }, { "Tue", -1, 2, "Tue" },
  { "02/09/2025 08:45", 0, 0, "02/09/2025" }, { "2025-09-02T13:10:00", 1, 0, "2025-09-02T13:10:00" },
  { "2025-09-02 00:00", -1, 0, "2025-09-02 00:00" },
  { "02/09/2025 00:00 P", 1, 0, "02/09/2025 00:00" }, { "02/09/2025 A", 0, 0, "02/09/2025" }, { "20250902 PM session", 1, 0, "20250902" },
  { "AM", 0, 0, NULL }, { "Surname", 0, 0, NULL }, { "Marks", 0, 0, NULL }, { "12", 0, 0, NULL }, { "Friday evening", 0, 0, NULL },
  { "202\303\213\303\222PM", 0, 0, NULL }, { "2025-09-02\303\222AM", 0, 0, NULL }, { "Mon\342\202\254", 0, 0, NULL },
};

static void
test_slots (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (slots); i++) {
    HavenSlot slot;
    gboolean is_one = haven_slot_parse (slots[i].text, LATEST, &slot);
    g_test_message ("%s", slots[i].text);
    g_assert_cmpint (is_one, ==, slots[i].words != NULL);
    if (!is_one)
      continue;
    g_assert_cmpint (slot.session, ==, slots[i].session);
    g_assert_cmpint (slot.weekday, ==, slots[i].weekday);
    g_assert_cmpstr (slot.words, ==, slots[i].words);
  }
}

/* A problem names the cell's own header, wherever the mark stands */
static void
test_problem_in_wide_file (void)
{
  g_autoptr (HavenSchool) school = haven_test_school_build (small_school ());
  g_autoptr (HavenImportPreview) preview = stage_text ("UPN,2025-11-03 AM,2025-11-03 PM\n" UPN_ONE ",/,QQ\n", HAVEN_IMPORT_AUTO, school);

  g_assert_cmpuint (preview->n_problems, ==, 1);
  assert_problem (preview, 0, 2, "2025-11-03 PM", "unknown-code");
  g_assert_cmpuint (preview->rows, ==, 1);
  g_assert_cmpuint (preview->added, ==, 2);             /* one of them unknown */
}

static const struct {
  const char *text;
  const char *surname;
  const char *forename;
} names[] = {
  { "UPN,Name,DOB\n" UPN_NEW ",\"Ünal, Chloë\",2012-03-04\n", "Ünal", "Chloë" },
  { "UPN,Pupil Name,DOB\n" UPN_NEW ",Chloë Ünal,2012-03-04\n", "Ünal", "Chloë" },
  { "UPN,Full name,DOB\n" UPN_NEW ",Chloë Mary Ünal,2012-03-04\n", "Ünal", "Chloë Mary" },
  { "UPN,Student,Date of Birth\n" UPN_NEW ",\"D'Souza-Smith,Ben\",2012-03-04\n", "D'Souza-Smith", "Ben" },
  { "UPN,Name,DOB\n" UPN_NEW ",ÜNAL Chloë Mary,2012-03-04\n", "ÜNAL", "Chloë Mary" },
  { "UPN,Surname Forename,DOB\n" UPN_NEW ",Ünal Chloë,2012-03-04\n", "Ünal", "Chloë" },
  { "UPN,Surname,Forename,Name,DOB\n" UPN_NEW ",Ünal,Chloë,Chloë Other,2012-03-04\n", "Ünal", "Chloë" },
  { "PupilUPN,LegalSurname,LegalForename,DateOfBirth\n" UPN_NEW ",Ünal,Chloë,2012-03-04\n", "Ünal", "Chloë" },
};

static void
test_names (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (HavenSchool) school = after (haven_test_school_build (small_school ()), names[i].text, HAVEN_IMPORT_AUTO);
    g_assert_cmpstr (haven_school_find_upn (school, UPN_NEW)->surname, ==, names[i].surname);
    g_assert_cmpstr (haven_school_find_upn (school, UPN_NEW)->forename, ==, names[i].forename);
  }
}

/* The lines above the header say which days totals are of */
static void
test_period_in_title (void)
{
  g_autoptr (HavenSchool) school = after (haven_test_school_build (small_school ()), "Attendance\nFrom 01/09/2025 to 19/12/2025\n\n"
                                          "UPN,Possible,Present,Authorised,Unauthorised\n" UPN_ONE ",100,90,6,4\n", HAVEN_IMPORT_AUTO);
  HavenSlice slice = haven_school_of_pupil (school, HAVEN_TABLE_TOTALS, haven_school_find_upn (school, UPN_ONE)->id);

  g_assert_cmpuint (slice.n, ==, 1);
  g_assert_cmpint (((const HavenTotals *) slice.items[0])->first, ==, haven_test_day ("2025-09-01"));
  g_assert_cmpint (((const HavenTotals *) slice.items[0])->last, ==, haven_test_day ("2025-12-19"));
}

/* A school that counts days: two sessions each, a half one */
static void
test_days (void)
{
  g_autoptr (HavenSchool) school = after (haven_test_school_build (small_school ()), "UPN,Type,Start Date,Days,Reason\n"
                                          UPN_ONE ",SUSP,2025-11-03,2.5,PP\n", HAVEN_IMPORT_AUTO);
  HavenSlice slice = haven_school_of_pupil (school, HAVEN_TABLE_SUSPENSIONS, haven_school_find_upn (school, UPN_ONE)->id);

  g_assert_cmpuint (slice.n, ==, 1);
  g_assert_cmpint (((const HavenSuspension *) slice.items[0])->sessions, ==, 5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/intake/shapes/all-say-the-same", test_shapes);
  g_test_add_func ("/intake/shapes/order-of-dates", test_orders);
  g_test_add_func ("/intake/shapes/marks-text", test_marks_text);
  g_test_add_func ("/intake/shapes/slots", test_slots);
  g_test_add_func ("/intake/shapes/problem-in-wide-file", test_problem_in_wide_file);
  g_test_add_func ("/intake/shapes/names", test_names);
  g_test_add_func ("/intake/shapes/period-in-title", test_period_in_title);
  g_test_add_func ("/intake/shapes/days-suspended", test_days);
  return g_test_run ();
}
