/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-pack.h"

#include <gio/gio.h>
#include <string.h>

#include "haven-error.h"
#include "report-reader.h"
#include "report-school.h"

/* Editions are for a named recipient (practice 24): what each may read, on which paper. */

static HavenPackRequest
ask (ReportSchool *school, const char *kind, HavenEdition edition, const char *recipient)
{
  return (HavenPackRequest) { .school = school->school, .pupil_id = school->child, .kind = kind, .recipient = recipient,
                              .printed_by = "D. Safeguard", .clock = school->clock, .edition = edition };
}

static GPtrArray *
read_pack (const HavenPackRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = haven_pack_render (request, NULL, &error);

  g_assert_no_error (error);
  return report_read_pages (pdf);
}

static void
assert_out (GPtrArray *read, const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++) {
    if (report_count_all (read, words[i]) != 0)
      g_test_message ("“%s” is in it", words[i]);
    g_assert_cmpuint (report_count_all (read, words[i]), ==, 0);
  }
}

/* No restricted entry, no other child's name, no note for staff; nor who cares for the child and where */
static void
test_parent (void)
{
  static const char *const kinds[] = { "pep", "cin-review", "core-group", "cp-conference", "internal", "governors-panel" };
  static const char *const out[] = { REPORT_RESTRICTED, REPORT_OTHER, "Sibling Brown", "Allegation", "Opinion", REPORT_CARER, REPORT_BARRED,
                                     REPORT_PLACEMENT, "still to be told", NULL };
  g_autoptr (ReportSchool) school = report_school_new (9, 2);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    HavenPackRequest request = ask (school, kinds[i], HAVEN_EDITION_PARENT, REPORT_PARENT);
    g_autoptr (GPtrArray) read = read_pack (&request);
    assert_out (read, out);
  }
}

/* A contact of the child never has the full edition, whatever was asked for; nor has the child */
static void
test_edition_follows_recipient (void)
{
  g_autoptr (ReportSchool) school = report_school_new (3, 0);
  HavenPackRequest parent = ask (school, "cin-review", HAVEN_EDITION_FULL, "Ms " REPORT_PARENT);
  HavenPackRequest child = ask (school, "cin-review", HAVEN_EDITION_FULL, "Amara Brown");
  HavenPackRequest worker = ask (school, "cin-review", HAVEN_EDITION_FULL, "Sam Socialworker");

  g_assert_cmpint (haven_pack_get_edition (&parent), ==, HAVEN_EDITION_PARENT);
  g_assert_cmpint (haven_pack_get_edition (&child), ==, HAVEN_EDITION_YOUNG_PERSON);
  g_assert_cmpint (haven_pack_get_edition (&worker), ==, HAVEN_EDITION_FULL);
}

static void
test_third_parties (void)
{
  g_autoptr (ReportSchool) school = report_school_new (3, 1);
  HavenPackRequest request = ask (school, "cin-review", HAVEN_EDITION_FULL, "Sam Socialworker");
  g_autoptr (GPtrArray) without = read_pack (&request);
  g_autoptr (GPtrArray) with = NULL;

  g_assert_cmpuint (report_count_all (without, REPORT_OTHER), ==, 0);
  g_assert_cmpuint (report_count_all (without, "Sat with (another child) at lunch; (foster carer) came"), ==, 1);
  request.parts = HAVEN_PACK_OTHERS | HAVEN_PACK_CARERS | HAVEN_PACK_PLACEMENT;
  with = read_pack (&request);
  g_assert_cmpuint (report_count_all (with, "Sat with " REPORT_OTHER " at lunch; " REPORT_CARER " came"), ==, 1);
}

/* Chosen one by one, by somebody who uncovered it; and in the family's editions not even then */
static void
test_restricted_when_chosen (void)
{
  g_autoptr (ReportSchool) school = report_school_new (3, 0);
  HavenSlice notes = haven_school_of_pupil (school->school, HAVEN_TABLE_NOTES, school->child);
  g_autoptr (GPtrArray) chosen = g_ptr_array_new ();
  HavenPackRequest request = ask (school, "cp-conference", HAVEN_EDITION_FULL, "Sam Socialworker");
  HavenPackRequest parent = ask (school, "cp-conference", HAVEN_EDITION_PARENT, REPORT_PARENT);
  g_autoptr (GPtrArray) with = NULL, without = NULL;

  for (guint i = 0; i < notes.n; i++)
    if (((HavenNote *) notes.items[i])->restricted)
      g_ptr_array_add (chosen, notes.items[i]);
  g_assert_cmpuint (chosen->len, ==, 1);
  request.chosen = parent.chosen = chosen;
  with = read_pack (&request);
  without = read_pack (&parent);
  g_assert_cmpuint (report_count_all (with, "Restricted words"), ==, 1);
  g_assert_cmpuint (report_count_all (without, "Restricted words"), ==, 0);
}

/* In whatever kind of pack it was asked for: once in the full edition, and what is said to be left out is left out */
static void
check_chosen_in (ReportSchool *school, GPtrArray *chosen, const char *kind, HavenEdition edition)
{
  HavenPackRequest request = ask (school, kind, edition, "Sam Socialworker");
  g_autoptr (GPtrArray) read = NULL, review = NULL;
  gboolean left_out = FALSE;

  request.chosen = chosen;
  read = read_pack (&request);
  review = haven_pack_review (&request);
  for (guint i = 0; i < review->len; i++)
    left_out = left_out || strstr (((HavenOmission *) review->pdata[i])->what, "restricted") != NULL;
  g_assert_cmpuint (report_count_all (read, "Restricted words"), ==, left_out ? 0 : 1);
  g_assert_true (left_out || edition == HAVEN_EDITION_FULL);
}

static void
test_restricted_in_every_kind (void)
{
  g_autoptr (ReportSchool) school = report_school_new (3, 0);
  HavenSlice notes = haven_school_of_pupil (school->school, HAVEN_TABLE_NOTES, school->child);
  g_autoptr (GPtrArray) chosen = g_ptr_array_new ();

  for (guint i = 0; i < notes.n; i++)
    if (((HavenNote *) notes.items[i])->restricted)
      g_ptr_array_add (chosen, notes.items[i]);
  for (const char *const *kind = haven_pack_kinds (); *kind != NULL; kind++)
    for (HavenEdition edition = 0; edition < HAVEN_N_EDITIONS; edition++)
      check_chosen_in (school, chosen, *kind, edition);
}

static void
test_young_person (void)
{
  static const char *const out[] = { "SDQ", "uspended", "protection plan", "child in need", "persistent", "%", "Last seen", "chronology",
                                     REPORT_RESTRICTED, REPORT_OTHER, NULL };
  g_autoptr (ReportSchool) school = report_school_new (9, 1);
  HavenPackRequest request = ask (school, "cin-review", HAVEN_EDITION_YOUNG_PERSON, "Amara Brown");
  g_autoptr (GPtrArray) read = read_pack (&request);

  assert_out (read, out);
  g_assert_cmpuint (report_count_all (read, "Amara: your meeting"), ==, 1);
  g_assert_cmpuint (report_count_all (read, "I like art. I want to stay in this school."), ==, 1);
  g_assert_cmpuint (report_count_all (read, "Read for twenty minutes"), >=, 1);
  g_assert_cmpuint (read->len, <=, 2);
}

static void
test_class_teacher (void)
{
  static const char *const out[] = { "SDQ", "uspended", "protection", "social worker", "persistent", "%", "Last seen", "Entry number",
                                     "trust",
                                     REPORT_RESTRICTED, NULL };
  g_autoptr (ReportSchool) school = report_school_new (9, 1);
  HavenPackRequest request = ask (school, "cin-review", HAVEN_EDITION_CLASS_TEACHER, "T. Eacher");
  g_autoptr (GPtrArray) read = read_pack (&request);

  assert_out (read, out);
  g_assert_cmpuint (report_count_all (read, "Mentoring, with Mx Mentor"), ==, 1);
  g_assert_cmpuint (read->len, ==, 1);
}

/* A sheet of what helps never stands empty */
static void
test_class_teacher_without_support (void)
{
  g_autoptr (ReportSchool) school = report_school_new (9, 1);
  HavenPackRequest request = ask (school, "cin-review", HAVEN_EDITION_CLASS_TEACHER, "T. Eacher");
  g_autoptr (GPtrArray) read = NULL;

  request.clock.today += 3 * 366;       /* all support and every target has ended by then, or the sheet names what runs */
  read = read_pack (&request);
  g_assert_cmpuint (report_count_all (read, "Ask the designated teacher what helps") + report_count_all (read, "Support in place now")
                    + report_count_all (read, "Targets to help with"), >=, 1);
}

static void
test_summary_is_two_pages (void)
{
  g_autoptr (ReportSchool) school = report_school_new (9, 1);
  HavenPackRequest request = ask (school, "pep", HAVEN_EDITION_SUMMARY, "Sam Socialworker");
  g_autoptr (GPtrArray) read = read_pack (&request);

  g_assert_cmpuint (read->len, <=, 2);
}

static guint
count_omissions (GPtrArray *list, const char *words)
{
  guint n = 0;

  for (guint i = 0; i < list->len; i++)
    n += strstr (((HavenOmission *) list->pdata[i])->what, words) != NULL;
  return n;
}

static void
test_review (void)
{
  g_autoptr (ReportSchool) school = report_school_new (9, 2);
  HavenPackRequest request = ask (school, "cin-review", HAVEN_EDITION_PARENT, REPORT_PARENT);
  g_autoptr (GPtrArray) list = haven_pack_review (&request);
  g_autoptr (GPtrArray) fewer = NULL;

  g_assert_cmpuint (count_omissions (list, "1 restricted entry"), ==, 1);
  g_assert_cmpuint (count_omissions (list, "6 entries of allegation or opinion"), ==, 1);
  g_assert_cmpuint (count_omissions (list, "2 brothers and sisters"), ==, 1);
  g_assert_cmpuint (count_omissions (list, "The names of 2 carers or other contacts"), ==, 1);
  g_assert_cmpuint (count_omissions (list, "1 person barred"), ==, 1);
  request.parts = HAVEN_PACK_SIBLINGS | HAVEN_PACK_CARERS;
  fewer = haven_pack_review (&request);
  g_assert_cmpuint (count_omissions (fewer, "brothers"), ==, 0);
  g_assert_cmpuint (count_omissions (fewer, "carers"), ==, 0);
}

/* Brothers and sisters: one meeting, and a pack for each child in which the other is not named (practice 23) */
static void
test_siblings_have_their_own (void)
{
  g_autoptr (ReportSchool) school = report_school_new (3, 1);
  HavenPackRequest request = ask (school, "cp-conference", HAVEN_EDITION_FULL, "Sam Socialworker");
  g_autoptr (GPtrArray) read = read_pack (&request);
  g_autoptr (GPtrArray) named = NULL;

  g_assert_cmpuint (report_count_all (read, "Sibling Brown"), ==, 0);
  request.parts = HAVEN_PACK_SIBLINGS;
  named = read_pack (&request);
  g_assert_cmpuint (report_count_all (named, "Sibling Brown, Year 7"), ==, 1);
}

/* ---- paper ---- */

static double
find_smallest_letter (GBytes *pdf)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) reader = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "pdftotext",
                                                     "-bbox-layout", "-", "-", NULL);
  g_autoptr (GBytes) words = NULL;
  g_auto (GStrv) lines = NULL;
  double smallest = G_MAXDOUBLE;

  g_assert_true (g_subprocess_communicate (reader, pdf, NULL, &words, NULL, &error));
  lines = g_strsplit (g_bytes_get_data (words, NULL), "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++) {
    const char *top = strstr (lines[i], "<word ") != NULL ? strstr (lines[i], "yMin=\"") : NULL;
    const char *bottom = top != NULL ? strstr (lines[i], "yMax=\"") : NULL;
    const char *word = bottom != NULL ? strchr (bottom, '>') : NULL;
    /* marks in a calendar's cells are pictures with a table after them, not words */
    if (word != NULL && strlen (word) > strlen ("></word>") + 2)
      smallest = MIN (smallest, g_ascii_strtod (bottom + 6, NULL) - g_ascii_strtod (top + 6, NULL));
  }
  return smallest;
}

/* The box of a letter of 16 points is at least as high */
static void
test_large_print (void)
{
  g_autoptr (ReportSchool) school = report_school_new (9, 1);
  HavenPackRequest request = ask (school, "cin-review", HAVEN_EDITION_PARENT, REPORT_PARENT);
  g_autoptr (GBytes) pdf = NULL;

  request.paper = HAVEN_PAPER_LARGE;
  pdf = haven_pack_render (&request, NULL, NULL);
  g_assert_cmpfloat (find_smallest_letter (pdf), >=, 16);
}

/* Each paper holds the same words, none of them clipped at an edge */
static void
test_papers_say_the_same (void)
{
  static const guint papers[] = { 0, HAVEN_PAPER_LANDSCAPE, HAVEN_PAPER_LARGE, HAVEN_PAPER_LANDSCAPE | HAVEN_PAPER_LARGE };
  static const char *const wanted[] = { "Entry number 3 of the chronology", "Read for twenty minutes", "Suspended for 3.5 days",
                                        "Arrange a taxi",
                                        "Mx Mentor", "Every suspension on record" };
  g_autoptr (ReportSchool) school = report_school_new (9, 1);

  for (guint i = 0; i < G_N_ELEMENTS (papers); i++) {
    HavenPackRequest request = ask (school, "cin-review", HAVEN_EDITION_FULL, "Sam Socialworker");
    g_autoptr (GPtrArray) read = NULL;
    request.paper = papers[i];
    read = read_pack (&request);
    for (guint k = 0; k < G_N_ELEMENTS (wanted); k++)
      if (report_count_all (read, wanted[k]) == 0) {
        g_autofree char *text = haven_pack_to_text (&request, NULL);
        g_test_message ("paper %u: “%s” is not on one line", papers[i], wanted[k]);
        g_assert_nonnull (strstr (text, wanted[k]));
      }
  }
}

/* ---- field by field ---- */

static const char *
find_field (GPtrArray *fields, const char *name)
{
  for (guint i = 0; i < fields->len; i++)
    if (g_str_equal (((HavenPackField *) fields->pdata[i])->name, name))
      return ((HavenPackField *) fields->pdata[i])->text;
  return NULL;
}

static void
test_fields (void)
{
  g_autoptr (ReportSchool) school = report_school_new (3, 0);
  HavenPackRequest request = ask (school, "pep", HAVEN_EDITION_FULL, "The platform");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) fields = haven_pack_list_fields (&request, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (find_field (fields, "Name"), ==, "Amara Brown");
  g_assert_nonnull (strstr (find_field (fields, "SMART targets"), "Read for twenty minutes"));
  g_assert_nonnull (strstr (find_field (fields, "The child’s views"), "I like art."));
  g_assert_nonnull (strstr (find_field (fields, "Attendance this year"), "82.4%"));
  g_assert_null (strstr (find_field (fields, "The child’s views"), "##"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/editions/practice_24/parent", test_parent);
  g_test_add_func ("/report/editions/practice_24/edition-follows-recipient", test_edition_follows_recipient);
  g_test_add_func ("/report/editions/practice_24/third-parties", test_third_parties);
  g_test_add_func ("/report/editions/practice_24/restricted-when-chosen", test_restricted_when_chosen);
  g_test_add_func ("/report/editions/practice_24/restricted-in-every-kind", test_restricted_in_every_kind);
  g_test_add_func ("/report/editions/practice_24/young-person", test_young_person);
  g_test_add_func ("/report/editions/practice_24/class-teacher", test_class_teacher);
  g_test_add_func ("/report/editions/practice_24/class-teacher-without-support", test_class_teacher_without_support);
  g_test_add_func ("/report/editions/practice_24/review", test_review);
  g_test_add_func ("/report/editions/practice_23/siblings-have-their-own", test_siblings_have_their_own);
  g_test_add_func ("/report/editions/summary-is-two-pages", test_summary_is_two_pages);
  g_test_add_func ("/report/editions/large-print", test_large_print);
  g_test_add_func ("/report/editions/papers-say-the-same", test_papers_say_the_same);
  g_test_add_func ("/report/editions/fields", test_fields);
  return g_test_run ();
}
