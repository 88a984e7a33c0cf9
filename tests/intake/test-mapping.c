/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-mapping.h"

#include <string.h>

#include "intake-support.h"

static HavenMapping *
detect (const char *text, HavenImportType type)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (HavenSheet) sheet = haven_sheet_new_from_bytes (bytes, NULL);

  g_assert_nonnull (sheet);
  return haven_mapping_detect (sheet, type, NULL);
}

/* The headers of four dialects, and near ones */
static const struct {
  const char *header;
  HavenImportType type;
  char delimiter;
} headers[] = {
  { "UPN,Surname,Forename,DOB,NC Year,Reg Group,Sex,SEN Status,FSM Eligible", HAVEN_IMPORT_PUPILS, ',' },
  { "Legal surname,Legal forename,Unique Pupil Number,Date of birth,Year,Form,Gender,SEN provision,Free school meals", HAVEN_IMPORT_PUPILS,
   ',' },
  { "Adno;UPN;Legal Surname;Legal Forename;Date of Birth;Yr;Reg;Gender;SEN;FSM", HAVEN_IMPORT_PUPILS, ';' },
  { "Learner UPN\tLast name\tFirst name\tBirth date\tCurriculum year\tTutor group\tSex\tSEN code\tFSM flag", HAVEN_IMPORT_PUPILS, '\t' },
  { "UPN,Date,Session,Mark", HAVEN_IMPORT_MARKS, ',' },
  { "UPN;Mark Date;AM/PM;Code", HAVEN_IMPORT_MARKS, ';' },
  { "UPN|Date|Session|Mark", HAVEN_IMPORT_MARKS, '|' },
  { "UPN,Type,Start Date,Sessions,Reason", HAVEN_IMPORT_SUSPENSIONS, ',' },
  { "Unique Pupil Number,Exclusion type,First day,No. of sessions,Exclusion reason", HAVEN_IMPORT_SUSPENSIONS, ',' },
  { "UPN;Category;Start;Number of Sessions;Reason Code", HAVEN_IMPORT_SUSPENSIONS, ';' },
  { "Learner UPN\tType\tDate from\tSessions lost\tReason", HAVEN_IMPORT_SUSPENSIONS, '\t' },
  { "UPN,Status,Start Date,End Date", HAVEN_IMPORT_STATUSES, ',' },
  { "Unique Pupil Number,Social care status,From,To", HAVEN_IMPORT_STATUSES, ',' },
  { "UPN;CiN/CP/LAC;Start;End", HAVEN_IMPORT_STATUSES, ';' },
  { "Learner UPN\tPlan\tOpened\tClosed", HAVEN_IMPORT_STATUSES, '\t' },
  { "Admission number,Surname,Forename,DOB,Status,Start date", HAVEN_IMPORT_STATUSES, ',' },
  { "\xEF\xBB\xBFUPN,Date,Session,Mark", HAVEN_IMPORT_MARKS, ',' },
  { "\"UPN\",\"Date\",\"Session\",\"Mark\"", HAVEN_IMPORT_MARKS, ',' },
};

static void
test_headers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (headers); i++) {
    g_autofree char *text = g_strconcat (headers[i].header, "\r\n", NULL);
    g_autoptr (HavenMapping) mapping = detect (text, HAVEN_IMPORT_AUTO);
    g_test_message ("%s", headers[i].header);
    g_assert_nonnull (mapping);
    g_assert_cmpint (mapping->type, ==, headers[i].type);
    g_assert_cmpint (mapping->delimiter, ==, headers[i].delimiter);
    g_assert_cmpuint (mapping->header_line, ==, 1);
  }
}

static void
test_no_header (void)
{
  static const char *const texts[] = {
    "a,b,c\r\n1,2,3\r\n",
    "UPN,Date\r\n",                        /* a part of every kind and the whole of none */
    "Date,Session,Mark\r\n2025-09-02,AM,/\r\n",   /* of whom? */
    "one line without any column",
    "\r\n\r\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_null (detect (texts[i], HAVEN_IMPORT_AUTO));
  g_assert_null (detect ("UPN,Date,Session,Mark\r\n", HAVEN_IMPORT_PUPILS));
}

static void
test_title_lines (void)
{
  g_autoptr (HavenMapping) mapping = detect ("Attendance export\r\nMade, by hand\r\n\r\nUPN,Date,Session,Mark\r\n", HAVEN_IMPORT_AUTO);

  g_assert_nonnull (mapping);
  g_assert_cmpint (mapping->type, ==, HAVEN_IMPORT_MARKS);
  g_assert_cmpuint (mapping->header_line, ==, 4);
}

static void
test_twice_the_same_meaning (void)
{
  g_autoptr (HavenMapping) mapping = detect ("UPN,Surname,Legal Surname,Forename,DOB,Shoe size\r\n", HAVEN_IMPORT_AUTO);

  g_assert_cmpuint (mapping->unused->len, ==, 1);
  g_assert_cmpstr (mapping->unused->pdata[0], ==, "Legal Surname");
  g_assert_cmpstr (haven_mapping_header (mapping, HAVEN_COLUMN_SURNAME), ==, "Surname");
  g_assert_cmpstr (haven_mapping_header (mapping, HAVEN_COLUMN_MARK), ==, "");
}

/* A delimiter inside the values does not win over the one between them */
static void
test_other_delimiters_inside (void)
{
  g_autoptr (HavenMapping) mapping = detect ("UPN;Surname;Forename;DOB\r\nX;\"Brown, Green\";A|B|C;2012-03-04\r\n", HAVEN_IMPORT_AUTO);

  g_assert_cmpint (mapping->delimiter, ==, ';');
}

/* Each letter of REFU is an attendance code; no child is present in it */
static void
test_letters_that_are_no_marks (void)
{
  g_autoptr (HavenMapping) mapping = detect ("UPN,Surname,Forename,Date of birth (DD/MM/YYYY),Ethnicity\r\n"
                                             UPN_ONE ",Brown,Amara,04/03/2012,REFU\r\n", HAVEN_IMPORT_AUTO);

  g_assert_cmpint (mapping->type, ==, HAVEN_IMPORT_PUPILS);
}

static void
test_only_a_preferred_name (void)
{
  g_autoptr (HavenMapping) mapping = detect ("UPN,Surname,Known as,DOB\r\n" UPN_ONE ",Brown,Amara,2012-03-04\r\n", HAVEN_IMPORT_AUTO);

  g_assert_nonnull (mapping);
  g_assert_cmpstr (haven_mapping_header (mapping, HAVEN_COLUMN_FORENAME), ==, "Known as");
  g_assert_cmpuint (mapping->guessed->len, ==, 1);
}

/* "Category" is a status to one file and a kind of suspension to another: its cells say which */
static void
test_category (void)
{
  g_autoptr (HavenMapping) mapping = detect ("UPN,Category,Begin date,Length (sessions),Main reason\r\n"
                                             UPN_ONE ",FIXD,2026-04-14,4,OW\r\n", HAVEN_IMPORT_AUTO);

  g_assert_cmpint (mapping->type, ==, HAVEN_IMPORT_SUSPENSIONS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/intake/mapping/headers", test_headers);
  g_test_add_func ("/intake/mapping/no-header", test_no_header);
  g_test_add_func ("/intake/mapping/title-lines", test_title_lines);
  g_test_add_func ("/intake/mapping/twice-the-same-meaning", test_twice_the_same_meaning);
  g_test_add_func ("/intake/mapping/other-delimiters-inside", test_other_delimiters_inside);
  g_test_add_func ("/intake/mapping/letters-that-are-no-marks", test_letters_that_are_no_marks);
  g_test_add_func ("/intake/mapping/only-a-preferred-name", test_only_a_preferred_name);
  g_test_add_func ("/intake/mapping/category", test_category);
  return g_test_run ();
}
