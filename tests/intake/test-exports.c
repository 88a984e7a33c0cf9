/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "intake-support.h"

/* Exports as clerks make them: report writers' habits, spreadsheets' habits, and what is left when somebody has tidied up. */

/* What every export of marks says of the first pupil: 3 November 2025 present in the morning and ill in the afternoon, 4 November late */
#define TRUE_MARKS "/I L-"

typedef struct {
  const char *name;
  const char *text;
  const char *assumption;    /* words of one; NULL: any */
} Export;

static const Export marks[] = {
  { "session report with two header lines",
    "Session Attendance Report,,,,,\nGroup: 9B,,,,,\n,,,,,\n,,Mon 03/11/2025,,Tue 04/11/2025,\nName,UPN,AM,PM,AM,PM\n"
    "\"BROWN, Amara\"," UPN_ONE ",/,I,L,\n\"EVANS, Ben\"," UPN_TWO ",/,\\,/,\\\n", NULL },
  { "two header lines and no year",
    "Attendance 2025/26,,,,,\n,,Mon 03/11,,Tue 04/11,\nName,UPN,AM,PM,AM,PM\n\"BROWN, Amara\"," UPN_ONE ",/,I,L,\n", "lines above" },
  { "session columns without a year",
    "UPN,Mon 03/11 AM,Mon 03/11 PM,Tue 04/11 AM,Tue 04/11 PM\n" UPN_ONE ",/,I,L,\n", "2025/26: in the years around it" },
  { "session columns of a day and a month",
    "Autumn Term 2025\nUPN,03-Nov AM,03-Nov PM,04-Nov AM,04-Nov PM\n" UPN_ONE ",/,I,L,\n", "lines above" },
  { "rows without a year",
    "UPN,Date,Session,Mark\n" UPN_ONE ",Mon 3 Nov,AM,/\n" UPN_ONE ",Mon 3 Nov,PM,I\n" UPN_ONE ",Tue 4 Nov,AM,L\n", "2025/26" },
  { "stamps without a year",
    "UPN,Session,Mark\n" UPN_ONE ",Mon 3 Nov AM,/\n" UPN_ONE ",Mon 3 Nov PM,I\n" UPN_ONE ",Tue 4 Nov AM,L\n", "2025/26" },
  { "codes and times",
    "UPN,Date,AM,PM\n" UPN_ONE ",03/11/2025,/ 08:47,I\n" UPN_ONE ",04/11/2025,L (09:41),\n"
    UPN_TWO ",21/11/2025,/ 08:40,\\ 13:02\n", NULL },
  { "codes and times in session columns",
    "Student,UPN,03 Nov 2025 AM,03 Nov 2025 PM,04 Nov 2025 AM\nAmara Brown," UPN_ONE ",/ 08:47,I,L 09:41 (11 minutes)\n", NULL },
  { "AM Mark and PM Mark",
    "Student Name,UPN,Reg,Mark Date,AM Mark,PM Mark\n\"Brown, Amara\"," UPN_ONE ",9B,3-Nov-25,/,I\n\"Brown, Amara\"," UPN_ONE
    ",9B,4-Nov-25,L,\n", NULL },
  { "a column a week",
    "UPN,Name,W/C 03/11/2025,W/C 10/11/2025,W/C 17/11/2025\n" UPN_ONE ",Amara Brown,/IL-------,----------,////////// \n", "week" },
  { "a column a week, by its Monday",
    "UPN,03/11/2025,10/11/2025,17/11/2025\n" UPN_ONE ",/IL-------,----------,\\\\\\\\\\\\\\\\\\\\\n", "week" },
  { "upn with spaces in lower case",
    "upn,date,session,mark\nb801 2000 05001,2025-11-03,am,/\n b801200005001 ,2025-11-03,pm,I\nB801-200-005001,2025-11-04,am,L\n", NULL },
  { "totals of classes between pupils",
    "UPN,Name,03/11/2025 AM,03/11/2025 PM,04/11/2025 AM,21/11/2025 AM\n9A,,,,,\n" UPN_TWO ",\"Evans, Ben\",/,\\,/,/\n"
    "9A Total,,1,1,1,1\n,,,,,\n9B,,,,,\n" UPN_ONE ",\"Brown, Amara\",/,I,L,\n9B Total,,1,0,1,0\nGrand Total,,2,1,2,1\n", NULL },
  { "footers",
    "UPN,Date,Session,Mark\n" UPN_ONE ",2025-11-03,AM,/\n" UPN_ONE ",2025-11-03,PM,I\n" UPN_ONE ",2025-11-04,AM,L\n"
    "\n3 records\nPage 1 of 1\nPrinted by A. Clerk on 21/11/2025 at 10:11\n* L: late before the register closed\n", NULL },
  { "spaces that do not break",
    "UPN\xC2\xA0,Date\xC2\xA0,Session,\xC2\xA0Mark\n" UPN_ONE "\xC2\xA0,3\xC2\xA0Nov\xC2\xA0" "2025,AM\xC2\xA0,\xC2\xA0/\n"
    "\xC2\xA0" UPN_ONE ",3 Nov 2025\xC2\xA0,\xC2\xA0PM,I\xC2\xA0\n" UPN_ONE ",\xC2\xA0" "4 Nov 2025,AM,L\n", NULL },
  { "sep line of Excel",
    "sep=;\nUPN;Date;Session;Mark\n" UPN_ONE ";3-Nov-25;AM;/\n" UPN_ONE ";3-Nov-25;PM;I\n" UPN_ONE ";4-Nov-25;AM;L\n", NULL },
  { "days and months in words",
    "UPN,Date,Session,Mark\n" UPN_ONE ",Monday 3rd November 2025,AM,/\n" UPN_ONE ",\"Monday, 3 November 2025\",PM,I\n"
    UPN_ONE ",\"Nov 4, 2025\",AM,L\n", NULL },
  { "moments of ISO",
    "UPN,Date,Session,Mark\n" UPN_ONE ",2025-11-03T00:00:00.000Z,AM,/\n" UPN_ONE ",2025-11-03T00:00:00+00:00,PM,I\n"
    UPN_ONE ",2025-11-04 00:00:00,AM,L\n", NULL },
  { "midnight is no morning",
    "UPN,Date,Session,Mark\n" UPN_ONE ",03/11/2025 12:00:00 AM,AM,/\n" UPN_ONE ",03/11/2025 12:00:00 AM,PM,I\n"
    UPN_ONE ",04/11/2025 12:00:00 AM,AM,L\n" UPN_TWO ",21/11/2025 12:00:00 AM,AM,/\n", NULL },
  { "times of twelve hours",
    "UPN,Date/Time,Mark\n" UPN_ONE ",03/11/2025 8:45 AM,/\n" UPN_ONE ",03/11/2025 1:05 PM,I\n" UPN_ONE ",04/11/2025 8:45 AM,L\n"
    UPN_TWO ",21/11/2025 8:45 AM,/\n", NULL },
  { "percentages between the marks",
    "UPN,Name,% Attendance,03/11/2025 AM,03/11/2025 PM,04/11/2025 AM,21/11/2025 AM,Present,Total,% Week\n"
    UPN_ONE ",\"Brown, Amara\",66.7%,/,I,L,,2,3,66.7\n" UPN_TWO ",\"Evans, Ben\",100%,/,\\,/,/,4,4,100.0\n", NULL },
  { "dashes for no mark",
    "UPN,03/11/2025 AM,03/11/2025 PM,04/11/2025 AM,04/11/2025 PM,21/11/2025 AM\n" UPN_ONE ",/,I,L,–,—\n" UPN_TWO ",-,–,—,--,/\n", NULL },
  { "a formula that found nothing",
    "UPN,Date,AM,PM\n" UPN_ONE ",03/11/2025,/,I\n" UPN_ONE ",04/11/2025,L,#N/A\n" UPN_TWO ",21/11/2025,n/a,(blank)\n", NULL },
  { "cells kept as text by a formula",
    "UPN,Date,Session,Mark\n=\"" UPN_ONE "\",2025-11-03,AM,=\"/\"\n\"=\"\"" UPN_ONE "\"\"\",2025-11-03,PM,\"=\"\"I\"\"\"\n"
    UPN_ONE ",=\"2025-11-04\",AM,L\n", NULL },
  { "line breaks in the header",
    "UPN,\"Mon\n03/11/2025\nAM\",\"Mon\n03/11/2025\nPM\",\"Tue\n04/11/2025\nAM\"\n" UPN_ONE ",/,I,L\n", NULL },
  { "empty columns at the end",
    "UPN,Date,Session,Mark,,,\n" UPN_ONE ",2025-11-03,AM,/,,,\n" UPN_ONE ",2025-11-03,PM,I,,,\n" UPN_ONE ",2025-11-04,AM,L,,,\n", NULL },
  { "an empty column in front",
    ",UPN,Date,Session,Mark\n," UPN_ONE ",2025-11-03,AM,/\n," UPN_ONE ",2025-11-03,PM,I\n," UPN_ONE ",2025-11-04,AM,L\n", NULL },
  { "a header on every page",
    "Register,,,\nUPN,Date,Session,Mark\n" UPN_ONE ",2025-11-03,AM,/\nPage 1,,,\nRegister,,,\nUPN,Date,Session,Mark\n"
    UPN_ONE ",2025-11-03,PM,I\n" UPN_ONE ",2025-11-04,AM,L\nPage 2,,,\n", NULL },
  { "the week above the header",
    "Week commencing: Monday 3 November 2025\nPrinted 21/11/2025 10:02\nUPN,Mon AM,Mon PM,Tue AM,Tue PM\n" UPN_ONE ",/,I,L,\n", NULL },
  { "the week above two header lines",
    "Week of 03/11/2025 - 07/11/2025,,,,\n,Mon,,Tue,\nUPN,AM,PM,AM,PM\n" UPN_ONE ",/,I,L,\n", NULL },
  { "words behind the codes",
    "UPN,Date,Session,Mark\n" UPN_ONE ",2025-11-03,AM,Present at registration (/)\n" UPN_ONE ",2025-11-03,PM,I - Illness (not medical)\n"
    UPN_ONE ",2025-11-04,AM,L: Late\n", NULL },
  { "days as a spreadsheet counts them",
    "UPN,Date,Session,Mark\n" UPN_ONE ",45964,AM,/\n" UPN_ONE ",45964,PM,I\n" UPN_ONE ",45965,AM,L\n", "spreadsheet" },
  { "morning and afternoon in the words of a register",
    "UPN,Date,Session,Mark\n" UPN_ONE ",03-11-2025,Morning Registration,/\n" UPN_ONE ",03-11-2025,Afternoon Registration,I\n"
    UPN_ONE ",04-11-2025,AM Reg,L\n" UPN_TWO ",21-11-2025,PM Reg,\\\n", NULL },
  { "day, weekday and session apart",
    "UPN,Week,Day,Date,Sess,Code\n" UPN_ONE ",10,Mon,03.11.2025,AM,/\n" UPN_ONE ",10,Mon,03.11.2025,PM,I\n"
    UPN_ONE ",10,Tue,04.11.2025,AM,L\n" UPN_TWO ",12,Fri,21.11.2025,AM,/\n", NULL },
};

static void
tell (const Export *export, HavenImportPreview *preview)
{
  g_test_message ("%s", export->name);
  for (guint i = 0; i < preview->assumptions->len; i++)
    g_test_message ("  assumed: %s", (char *) preview->assumptions->pdata[i]);
  for (guint i = 0; i < preview->questions->len; i++)
    g_test_message ("  asked: %s", ((HavenImportQuestion *) preview->questions->pdata[i])->sentence);
  for (guint i = 0; i < preview->problems->len; i++) {
    const HavenImportProblem *problem = preview->problems->pdata[i];
    g_test_message ("  line %u, %s: %s", problem->line, problem->column, problem->message);
  }
}

/* Every one of them says of the new pupil what check_pupil () wants */
static const Export pupils[] = {
  { "a surname in capitals and a name to go by",
    "UPN,Name,DOB,Year,Reg\n" UPN_NEW ",\"ÜNAL, Chloë (Clo)\",14-Feb-12,Year 9,9B\n"
    UPN_TWO ",\"EVANS, Ben\",15-Mar-12,Year 9,9C\n", NULL },
  { "moments of birth",
    "UPN,Surname,Forename,DOB,NC Year\n" UPN_NEW ",Ünal,Chloë,14/02/2012 00:00:00,9\n", NULL },
  { "moments of birth of twelve hours",
    "UPN,Surname,Forename,DOB,NC Year\n" UPN_NEW ",Ünal,Chloë,14/02/2012 12:00:00 AM,9\n", NULL },
  { "days as a spreadsheet counts them",
    "UPN,Surname,Forename,DOB,NC Year\n" UPN_NEW ",Ünal,Chloë,40953,9\n", "spreadsheet" },
  { "nothing in words",
    "UPN,Surname,Forename,DOB,NC Year,Leaving Date,SEN,FSM\n" UPN_NEW ",Ünal,Chloë,14/02/2012,9,#N/A,–,-\n", NULL },
  { "classes with headings and totals",
    "List of pupils,,,,\nUPN,Surname,Forename,DOB,Yr\n9B,,,,\n"
    UPN_NEW ",Ünal,Chloë,14/02/2012,Y9\n9B Total,1,,,\nGrand Total,1,,,\n", NULL },
  { "text by a formula", "UPN,Surname,Forename,DOB,Yr\n=\"" UPN_NEW "\",Ünal,Chloë,\"=\"\"14/02/2012\"\"\",=\"09\"\n", NULL },
  { "legal and preferred side by side",
    "UPN,Legal Surname,Preferred Surname,Legal Forename,Preferred Forename,Date of birth,Year group\n" UPN_NEW
    ",Ünal,Unal,Chloë,Clo,14 February 2012,Yr 09\n", NULL },
  { "percentages and months beside",
    "UPN,Surname,Forename,DOB,Yr,% Att,Sep 25,Oct 25\n" UPN_NEW ",Ünal,Chloë,14.02.2012,9,93.4%,95,91.8\n", NULL },
};

static void
check_pupil (gconstpointer data)
{
  const Export *export = data;
  g_autoptr (HavenSchool) school = haven_test_school_build (small_school ());
  g_autoptr (HavenImportPreview) preview = stage_text (export->text, HAVEN_IMPORT_AUTO, school);
  g_autoptr (HavenSchool) then = NULL;
  const HavenPupil *pupil;

  tell (export, preview);
  g_assert_cmpint (preview->type, ==, HAVEN_IMPORT_PUPILS);
  g_assert_cmpuint (preview->n_problems, ==, 0);
  if (export->assumption != NULL)
    g_assert_true (assumes (preview, export->assumption));
  then = haven_intake_preview_school (school, preview);
  pupil = haven_school_find_upn (then, UPN_NEW);
  g_assert_nonnull (pupil);
  g_assert_cmpint (g_utf8_collate (pupil->surname, "Ünal") == 0 || g_utf8_collate (pupil->surname, "ÜNAL") == 0, ==, TRUE);
  g_assert_cmpstr (pupil->forename, ==, "Chloë");
  g_assert_cmpint (pupil->born, ==, haven_test_day ("2012-02-14"));
  g_assert_cmpstr (pupil->year_group, ==, "9");
  g_assert_cmpint (pupil->left, ==, HAVEN_DAY_NONE);
}

/* Three sessions from 4 November 2025 on */
static const Export suspensions[] = {
  { "days and a half", "UPN,Type,Start Date,Days\n" UPN_ONE ",Suspension,4-Nov-25,1.5\n", NULL },
  { "days in words", "UPN,Type,Start Date,Length\n" UPN_ONE ",Suspension,4-Nov-25,1.5 days\n", NULL },
  { "sessions in words", "UPN,Type,Start Date,Length\n" UPN_ONE ",Suspension,4-Nov-25,3 sessions\n", NULL },
  { "a total below", "Suspensions 2025/26,,,\nUPN,Category,From,No. of sessions\n" UPN_ONE ",Fixed term,04 Nov 2025,3\nTotal,,,3\n", NULL },
};

static void
check_suspension (gconstpointer data)
{
  const Export *export = data;
  g_autoptr (HavenSchool) school = haven_test_school_build (small_school ());
  g_autoptr (HavenImportPreview) preview = stage_text (export->text, HAVEN_IMPORT_AUTO, school);
  g_autoptr (HavenSchool) then = NULL;
  HavenSlice slice;

  tell (export, preview);
  g_assert_cmpint (preview->type, ==, HAVEN_IMPORT_SUSPENSIONS);
  g_assert_cmpuint (preview->n_problems, ==, 0);
  then = haven_intake_preview_school (school, preview);
  slice = haven_school_of_pupil (then, HAVEN_TABLE_SUSPENSIONS, haven_school_find_upn (then, UPN_ONE)->id);
  g_assert_cmpuint (slice.n, ==, 1);
  g_assert_cmpint (((const HavenSuspension *) slice.items[0])->first, ==, haven_test_day ("2025-11-04"));
  g_assert_cmpint (((const HavenSuspension *) slice.items[0])->sessions, ==, 3);
}

/* 80 of 90 sessions from 1 September to 31 October 2025, 6 authorised and 4 not */
static const Export totals[] = {
  { "percentages beside the numbers",
    "Attendance summary,,,,,\n01/09/2025 to 31/10/2025,,,,,\nPrinted on 05/11/2025,,,,,\n"
    "UPN,Name,Possible,Present,Auth Abs,Unauth Abs,% Present\n" UPN_ONE ",\"Brown, Amara\",90,80,6,4,88.9%\n", "period" },
  { "a range in one word",
    "Totals 01/09/2025-31/10/2025,,,,\nUPN,Possible,Attended,Authorised,Unauthorised\n" UPN_ONE ",90,80,6,4\n", "period" },
  { "a dash between two days",
    "1 September 2025 – 31 October 2025,,,,\nUPN,Possible,Attended,Authorised,Unauthorised\n"
    UPN_ONE ",90,80,6,4\n9B Totals,90,80,6,4\n", "period" },
  { "a period in every row",
    "UPN,From,To,Poss.,Attended,Authorised,Unauthorised\n" UPN_ONE ",1-Sep-25,31-Oct-25,90,80,6,4\n", NULL },
};

static void
check_totals (gconstpointer data)
{
  const Export *export = data;
  g_autoptr (HavenSchool) school = haven_test_school_build (small_school ());
  g_autoptr (HavenImportPreview) preview = stage_text (export->text, HAVEN_IMPORT_AUTO, school);
  g_autoptr (HavenSchool) then = NULL;
  HavenSlice slice;
  const HavenTotals *kept;

  tell (export, preview);
  g_assert_cmpint (preview->type, ==, HAVEN_IMPORT_TOTALS);
  g_assert_cmpuint (preview->n_problems, ==, 0);
  g_assert_false (haven_import_preview_is_open (preview));
  if (export->assumption != NULL)
    g_assert_true (assumes (preview, export->assumption));
  then = haven_intake_preview_school (school, preview);
  slice = haven_school_of_pupil (then, HAVEN_TABLE_TOTALS, haven_school_find_upn (then, UPN_ONE)->id);
  g_assert_cmpuint (slice.n, ==, 1);
  kept = slice.items[0];
  g_assert_cmpint (kept->first, ==, haven_test_day ("2025-09-01"));
  g_assert_cmpint (kept->last, ==, haven_test_day ("2025-10-31"));
  g_assert_cmpint (kept->attended, ==, 80);
  g_assert_cmpint (kept->authorised, ==, 6);
  g_assert_cmpint (kept->unauthorised, ==, 4);
}

/* On a child in need plan from 1 September to 3 October 2025 */
static const Export statuses[] = {
  { "dashes for still", "UPN,CP/CIN/LAC,From,To\n" UPN_TWO ",CIN,1-Sep-25,3-Oct-25\n" UPN_ONE ",CP,2-Sep-25,–\n", NULL },
  { "headings of groups", "Social care,,,\nUPN,Status,Start Date,End Date\nChild in need,,,\n"
    UPN_TWO ",CIN,01 Sep 2025,03 Oct 2025\nEnd of report,,,\n", NULL },
};

static void
check_status (gconstpointer data)
{
  const Export *export = data;
  g_autoptr (HavenSchool) school = haven_test_school_build (small_school ());
  g_autoptr (HavenImportPreview) preview = stage_text (export->text, HAVEN_IMPORT_AUTO, school);
  g_autoptr (HavenSchool) then = NULL;
  HavenSlice slice;

  tell (export, preview);
  g_assert_cmpint (preview->type, ==, HAVEN_IMPORT_STATUSES);
  g_assert_cmpuint (preview->n_problems, ==, 0);
  then = haven_intake_preview_school (school, preview);
  slice = haven_school_of_pupil (then, HAVEN_TABLE_SPELLS, haven_school_find_upn (then, UPN_TWO)->id);
  g_assert_cmpuint (slice.n, ==, 1);
  g_assert_cmpint (((const HavenSpell *) slice.items[0])->status, ==, HAVEN_STATUS_CIN);
  g_assert_cmpint (((const HavenSpell *) slice.items[0])->first, ==, haven_test_day ("2025-09-01"));
  g_assert_cmpint (((const HavenSpell *) slice.items[0])->last, ==, haven_test_day ("2025-10-03"));
}

static char
peek (const guint8 *all, const char *iso, int session)
{
  guint8 mark = all[haven_register_index (haven_test_day (iso), session)];

  return mark == 0 ? '-' : (char) mark;
}

static char *
describe (HavenSchool *school)
{
  const guint8 *all = haven_school_get_marks (school, haven_school_find_upn (school, UPN_ONE)->id, 2025);

  if (all == NULL)
    return g_strdup ("none");
  return g_strdup_printf ("%c%c %c%c", peek (all, "2025-11-03", 0), peek (all, "2025-11-03", 1), peek (all, "2025-11-04", 0),
                          peek (all, "2025-11-04", 1));
}

static void
check_marks (gconstpointer data)
{
  const Export *export = data;
  g_autoptr (HavenSchool) school = haven_test_school_build (small_school ());
  g_autoptr (HavenImportPreview) preview = stage_text (export->text, HAVEN_IMPORT_AUTO, school);
  g_autoptr (HavenSchool) then = NULL;
  g_autofree char *said = NULL;

  tell (export, preview);
  g_assert_cmpint (preview->type, ==, HAVEN_IMPORT_MARKS);
  g_assert_cmpuint (preview->n_problems, ==, 0);
  g_assert_false (haven_import_preview_is_open (preview));
  if (export->assumption != NULL)
    g_assert_true (assumes (preview, export->assumption));
  then = haven_intake_preview_school (school, preview);
  said = describe (then);
  g_assert_cmpstr (said, ==, TRUE_MARKS);
}

static void
add_all (const char *group, const Export *exports, gsize n, GTestDataFunc check)
{
  for (gsize i = 0; i < n; i++) {
    g_autofree char *name = g_strdelimit (g_strdup (exports[i].name), " ,", '-');
    g_autofree char *path = g_strdup_printf ("/intake/exports/%s/%s", group, name);
    g_test_add_data_func (path, &exports[i], check);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_all ("marks", marks, G_N_ELEMENTS (marks), check_marks);
  add_all ("pupils", pupils, G_N_ELEMENTS (pupils), check_pupil);
  add_all ("suspensions", suspensions, G_N_ELEMENTS (suspensions), check_suspension);
  add_all ("totals", totals, G_N_ELEMENTS (totals), check_totals);
  add_all ("statuses", statuses, G_N_ELEMENTS (statuses), check_status);
  return g_test_run ();
}
