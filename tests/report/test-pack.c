/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-pack.h"

#include <glib/gstdio.h>
#include <string.h>

#include "haven-attendance.h"
#include "haven-error.h"
#include "report-reader.h"
#include "report-school.h"

static HavenPackRequest
request_new (ReportSchool *school, const char *kind)
{
  return (HavenPackRequest) { .school = school->school, .pupil_id = school->child, .kind = kind, .recipient = "Sam Socialworker",
                              .printed_by = "D. Safeguard", .clock = school->clock };
}

static GPtrArray *
read_pack (const HavenPackRequest *request)
{
  g_autoptr (GError) error = NULL;
  guint pages = 0;
  g_autoptr (GBytes) pdf = haven_pack_render (request, &pages, &error);
  GPtrArray *read;

  g_assert_no_error (error);
  read = report_read_pages (pdf);
  g_assert_cmpuint (read->len, ==, pages);
  return read;
}

static void
assert_refused (const HavenPackRequest *request, HavenErrorCode code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (haven_pack_render (request, NULL, &error));
  g_assert_error (error, HAVEN_ERROR, (int) code);
}

static void
test_kinds (void)
{
  guint n = 0;

  for (const char *const *kind = haven_pack_kinds (); *kind != NULL; kind++, n++)
    g_assert_cmpstr (haven_pack_kind_text (*kind), !=, NULL);
  g_assert_cmpuint (n, ==, 16);
  g_assert_null (haven_pack_kind_text ("party"));
}

/* Each kind, on every page: one identity, its number, when and for whom, and when the child was last seen */
static void
test_identity (void)
{
  g_autoptr (ReportSchool) school = report_school_new (30, 2);

  for (const char *const *kind = haven_pack_kinds (); *kind != NULL; kind++) {
    HavenPackRequest request = request_new (school, *kind);
    g_autofree char *id = haven_pack_dup_id (&request);
    g_autoptr (GPtrArray) read = read_pack (&request);
    for (guint i = 0; i < read->len; i++) {
      g_autofree char *number = g_strdup_printf ("Page %u of %u", i + 1, read->len);
      g_assert_cmpuint (report_count (read->pdata[i], id), ==, 1);
      g_assert_cmpuint (report_count (read->pdata[i], number), ==, 1);
      g_assert_cmpuint (report_count (read->pdata[i], "OFFICIAL-SENSITIVE"), ==, 1);
      g_assert_cmpuint (report_count (read->pdata[i], "Printed 21 November 2025, 18:00 for Sam Socialworker"), ==, 1);
    }
  }
}

static void
test_last_seen (void)
{
  g_autoptr (ReportSchool) school = report_school_new (3, 0);

  for (const char *const *kind = haven_pack_kinds (); *kind != NULL; kind++) {
    HavenPackRequest request = request_new (school, *kind);
    g_autoptr (GPtrArray) read = read_pack (&request);
    for (guint i = 0; i < read->len; i++)
      g_assert_cmpuint (report_count (read->pdata[i], "Last seen in school: Thursday PM"), ==, 1);
  }
}

/* Pieces short enough to stand on one line in any font */
static void
test_front_page (void)
{
  g_autoptr (ReportSchool) school = report_school_new (3, 0);
  HavenPackRequest request = request_new (school, "cin-review");
  HavenAttendance figures = haven_attendance_of_pupil (school->school, school->child, haven_test_span ("2025-09-01", "2025-11-20"));
  g_autofree char *attendance = g_strdup_printf ("%.1f%% (%d of %d sessions;", haven_attendance_percent (&figures), (int) figures.attended,
                                                 (int) figures.possible);
  g_autoptr (GPtrArray) read = read_pack (&request);
  const char *wanted[] = {
    "Child-in-need review: Amara Brown", "on a child protection plan, since 3", "Sam Socialworker, Invented", attendance,
    "Why we meet", "27 November 2025, Room 4", "To review the plan", "What has changed since the last meeting (from 13 September 2025)",
    "Began: on a child protection plan, 3 October 2025", "Suspended for 3.5 days", "What we need to decide", "at the gate on Mondays",
    "Still to do, from 14 November 2025: Arrange a taxi", "Review the target due 12 December 2025",
  };

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++) {
    if (report_count (read->pdata[0], wanted[i]) != 1)
      g_test_message ("“%s” is not on the first page: %s", wanted[i], (char *) read->pdata[0]);
    g_assert_cmpuint (report_count (read->pdata[0], wanted[i]), ==, 1);
  }
}

/* What came in, and what was given out, half past midnight in summer: in Greenwich it is still the day before */
static void
test_summer_night (void)
{
  static const HavenLineType types[] = { HAVEN_LINE_CONTRIBUTION, HAVEN_LINE_GIVEN };
  g_autoptr (GDateTime) moment = g_date_time_new_utc (2025, 10, 6, 23, 30, 0);
  HavenTestSchool *test = haven_test_school_new ();
  gint64 child = haven_test_school_add_pupil (test, 1, 9);
  ReportSchool school = { .clock = haven_clock_fixed (haven_test_day ("2025-11-21")), .child = child };
  HavenPackRequest request;
  g_autoptr (GPtrArray) read = NULL;

  haven_test_school_add_calendar (test, 2025);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++) {
    HavenLine *line = haven_line_new ();
    line->pupil_id = child;
    line->type = types[i];
    line->who = g_strdup ("Mx Mentor");
    line->text = g_strdup ("Came to every session");
    line->at = g_date_time_to_unix (moment);
    haven_test_school_add (test, HAVEN_TABLE_LINES, line);
  }
  school.school = haven_test_school_build (test);
  request = request_new (&school, "pep");
  read = read_pack (&request);
  g_assert_cmpuint (report_count_all (read, "Mx Mentor, 7 Oct 2025"), ==, 1);
  g_assert_cmpuint (report_count_all (read, "Came to every session 7 Oct 2025"), ==, 1);
  g_assert_cmpuint (report_count_all (read, "6 Oct 2025"), ==, 0);
  haven_school_unref (school.school);
}

static void
test_sections (void)
{
  g_autoptr (ReportSchool) school = report_school_new (3, 0);
  HavenPackRequest request = request_new (school, "cin-review");
  g_autoptr (GPtrArray) read = read_pack (&request);
  static const char *const wanted[] = {
    "Sessions by term", "Marks this year", "How has attendance changed, beside the others?", "When was this child in school?",
    "Every suspension on record", "cancelled", "Physical assault", "Mx Mentor", "Read for twenty minutes", "Arrange a taxi", "past its day",
    "I like art. I want to stay in this school.", "Art club every Thursday.", "teacher assessment", "below expected",
    "screens; it never diagnoses",
    "Invented Arts Centre", "Transport", "Calls at 9 and 1", "other things changed too", "Entry number 2 of the chronology",
    "This edition was made for Sam Socialworker", "Shared with the parent on", "at this school only",
  };

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++) {
    if (report_count_all (read, wanted[i]) == 0)
      g_test_message ("“%s” is missing", wanted[i]);
    g_assert_cmpuint (report_count_all (read, wanted[i]), >, 0);
  }
}

static void
test_named_recipient (void)
{
  g_autoptr (ReportSchool) school = report_school_new (0, 0);
  HavenPackRequest request = request_new (school, "pep");

  request.recipient = NULL;
  assert_refused (&request, HAVEN_ERROR_INVALID);
  request.recipient = "   ";
  assert_refused (&request, HAVEN_ERROR_INVALID);
}

/* However the name is written */
static void
test_barred_recipient (void)
{
  static const char *const names[] = { REPORT_BARRED, "barry  barredson", "Mr BARRY BARREDSON" };
  g_autoptr (ReportSchool) school = report_school_new (0, 0);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    HavenPackRequest request = request_new (school, "internal");
    request.recipient = names[i];
    assert_refused (&request, HAVEN_ERROR_REFUSED);
  }
}

/* In no edition, whatever is asked for */
static void
test_never (void)
{
  g_autoptr (ReportSchool) school = report_school_new (20, 2);

  for (const char *const *kind = haven_pack_kinds (); *kind != NULL; kind++) {
    HavenPackRequest request = request_new (school, *kind);
    g_autoptr (GPtrArray) read = NULL;
    request.parts = HAVEN_PACK_CARERS | HAVEN_PACK_SIBLINGS;
    read = read_pack (&request);
    g_assert_cmpuint (report_count_all (read, REPORT_RESTRICTED), ==, 0);
    g_assert_cmpuint (report_count_all (read, "Restricted words"), ==, 0);
    g_assert_cmpuint (report_count_all (read, REPORT_PLACEMENT), ==, 0);
    g_assert_cmpuint (report_count_all (read, "Hidden Lane"), ==, 0);
  }
}

static void
test_out_by_default (void)
{
  g_autoptr (ReportSchool) school = report_school_new (20, 2);

  for (const char *const *kind = haven_pack_kinds (); *kind != NULL; kind++) {
    HavenPackRequest request = request_new (school, *kind);
    g_autoptr (GPtrArray) read = read_pack (&request);
    gboolean strategy = g_str_equal (*kind, "strategy");
    g_assert_cmpuint (report_count_all (read, REPORT_CARER), ==, 0);
    g_assert_cmpuint (report_count_all (read, REPORT_BARRED), ==, 0);
    g_assert_true ((report_count_all (read, "Sibling Brown") > 0) == strategy);
  }
}

static void
test_in_when_chosen (void)
{
  g_autoptr (ReportSchool) school = report_school_new (0, 2);
  HavenPackRequest strategy = request_new (school, "strategy");
  HavenPackRequest conference = request_new (school, "cp-conference");
  g_autoptr (GPtrArray) one = NULL;
  g_autoptr (GPtrArray) many = NULL;

  strategy.parts = HAVEN_PACK_CARERS;
  conference.parts = HAVEN_PACK_SIBLINGS;
  one = read_pack (&strategy);
  many = read_pack (&conference);
  g_assert_cmpuint (report_count_all (one, REPORT_CARER), ==, 1);
  g_assert_cmpuint (report_count_all (one, "address not to be disclosed"), ==, 1);
  g_assert_cmpuint (report_count_all (many, "Sibling Brown"), ==, 2);
}

/* One page: last seen, six weeks' marks, siblings, contacts; however many there are */
static void
test_strategy_is_one_page (void)
{
  static const guint siblings[] = { 0, 2, 9, 40 };

  for (guint i = 0; i < G_N_ELEMENTS (siblings); i++) {
    g_autoptr (ReportSchool) school = report_school_new (100, siblings[i]);
    HavenPackRequest request = request_new (school, "strategy");
    g_autoptr (GPtrArray) read = read_pack (&request);
    g_assert_cmpuint (read->len, ==, 1);
    g_assert_cmpuint (report_count_all (read, "Six weeks of marks"), ==, 1);
    g_assert_cmpuint (report_count_all (read, "13 Oct 2025"), ==, 1);
    g_assert_cmpuint (report_count_all (read, REPORT_PARENT ", mother, parental responsibility"), ==, 1);
    g_assert_cmpuint (report_count_all (read, "foster carer (name held by the school)"), ==, 1);
    g_assert_true (siblings[i] < 9 || report_count_all (read, "more, in Haven") == 1);
  }
}

static void
test_no_date_is_not_overdue (void)
{
  g_autoptr (ReportSchool) school = report_school_new (0, 0);
  HavenPackRequest request = request_new (school, "core-group");
  g_autoptr (GPtrArray) read = read_pack (&request);

  g_assert_cmpuint (report_count (read->pdata[0], "no date held: ask the social worker."), ==, 1);
  g_assert_cmpuint (report_count_all (read, "overdue"), ==, 0);
}

static void
test_notes_by_kind (void)
{
  g_autoptr (ReportSchool) school = report_school_new (6, 0);
  HavenPackRequest conference = request_new (school, "cp-conference");
  HavenPackRequest pep = request_new (school, "pep");
  g_autoptr (GPtrArray) with = read_pack (&conference);
  g_autoptr (GPtrArray) without = read_pack (&pep);

  g_assert_cmpuint (report_count_all (with, "Allegation Entry number 1 of"), ==, 1);
  g_assert_cmpuint (report_count_all (with, "Opinion Entry number 2 of"), ==, 1);
  g_assert_cmpuint (report_count_all (with, "Fact Entry number 3 of"), ==, 1);
  g_assert_cmpuint (report_count_all (without, "Entry number"), ==, 0);
}

static void
test_long_chronology (void)
{
  static const guint counts[] = { 0, 1, 25, 26, 27, 28, 60, 200 };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++) {
    g_autoptr (ReportSchool) school = report_school_new (counts[i], 0);
    HavenPackRequest request = request_new (school, "core-group");
    g_autoptr (GPtrArray) read = read_pack (&request);
    for (guint n = 0; n < counts[i]; n++) {
      g_autofree char *entry = g_strdup_printf ("Entry number %u of the chronology", n);
      g_assert_cmpuint (report_count_all (read, entry), ==, 1);
    }
  }
}

/* What the school has still to put right is for the school */
static void
test_housekeeping_stays_home (void)
{
  g_autoptr (ReportSchool) school = report_school_new (0, 0);
  HavenPackRequest inside = request_new (school, "internal");
  HavenPackRequest outside = request_new (school, "cin-review");
  g_autoptr (GPtrArray) ours = read_pack (&inside);
  g_autoptr (GPtrArray) theirs = read_pack (&outside);

  g_assert_cmpuint (report_count (ours->pdata[0], "still to be told"), ==, 1);
  g_assert_cmpuint (report_count_all (theirs, "still to be told"), ==, 0);
}

/* A child of whom only the name is known has a pack, and it says what is not known */
static void
test_bare_child (void)
{
  g_autoptr (ReportSchool) school = report_school_new (0, 0);

  for (const char *const *kind = haven_pack_kinds (); *kind != NULL; kind++) {
    HavenPackRequest request = request_new (school, *kind);
    g_autoptr (GPtrArray) read = NULL;
    request.pupil_id = school->bare;
    read = read_pack (&request);
    g_assert_cmpuint (report_count (read->pdata[0], "Nemo Nobody"), ==, 1);
    g_assert_cmpuint (report_count (read->pdata[0], "none recorded"), >=, 1);
  }
}

static void
test_id (void)
{
  g_autoptr (ReportSchool) school = report_school_new (0, 0);
  HavenPackRequest request = request_new (school, "pep");
  g_autofree char *one = haven_pack_dup_id (&request);
  g_autofree char *same = haven_pack_dup_id (&request);
  g_autofree char *other = NULL;
  g_autoptr (GBytes) first = haven_pack_render (&request, NULL, NULL);
  g_autoptr (GBytes) second = haven_pack_render (&request, NULL, NULL);

  request.recipient = "Somebody Else";
  other = haven_pack_dup_id (&request);
  g_assert_cmpuint (strlen (one), ==, 9);
  g_assert_cmpstr (one, ==, same);
  g_assert_cmpstr (one, !=, other);
  g_assert_true (g_bytes_equal (first, second));
}

static void
test_write (void)
{
  g_autoptr (ReportSchool) school = report_school_new (0, 0);
  HavenPackRequest request = request_new (school, "pep");
  g_autofree char *folder = g_dir_make_tmp ("haven-report-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "pack.pdf", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) nowhere = NULL;
  guint pages = 0;
  GStatBuf file;

  g_assert_true (haven_pack_write_pdf (&request, path, &pages, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (pages, >, 3);
  g_assert_cmpint (g_stat (path, &file), ==, 0);
  g_assert_cmpint (file.st_mode & 0077, ==, 0);
  pages = 77;
  g_assert_false (haven_pack_write_pdf (&request, "/nowhere/at/all/pack.pdf", &pages, &nowhere));
  g_assert_nonnull (nowhere);
  g_assert_cmpuint (pages, ==, 77);
  g_remove (path);
  g_rmdir (folder);
}

static void
test_refusals (void)
{
  g_autoptr (ReportSchool) school = report_school_new (0, 0);
  HavenPackRequest kind = request_new (school, "party");
  HavenPackRequest stranger = request_new (school, "pep");

  stranger.pupil_id = 999999;
  assert_refused (&kind, HAVEN_ERROR_INVALID);
  assert_refused (&stranger, HAVEN_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/pack/kinds", test_kinds);
  g_test_add_func ("/report/pack/identity", test_identity);
  g_test_add_func ("/report/pack/practice_31/last-seen-on-every-page", test_last_seen);
  g_test_add_func ("/report/pack/front-page", test_front_page);
  g_test_add_func ("/report/pack/sections", test_sections);
  g_test_add_func ("/report/pack/summer-night", test_summer_night);
  g_test_add_func ("/report/pack/practice_24/named-recipient", test_named_recipient);
  g_test_add_func ("/report/pack/practice_24/barred-recipient", test_barred_recipient);
  g_test_add_func ("/report/pack/practice_24/never", test_never);
  g_test_add_func ("/report/pack/practice_24/out-by-default", test_out_by_default);
  g_test_add_func ("/report/pack/practice_24/in-when-chosen", test_in_when_chosen);
  g_test_add_func ("/report/pack/practice_22/strategy-is-one-page", test_strategy_is_one_page);
  g_test_add_func ("/report/pack/practice_21/no-date-is-not-overdue", test_no_date_is_not_overdue);
  g_test_add_func ("/report/pack/practice_25/notes-by-kind", test_notes_by_kind);
  g_test_add_func ("/report/pack/long-chronology", test_long_chronology);
  g_test_add_func ("/report/pack/housekeeping-stays-home", test_housekeeping_stays_home);
  g_test_add_func ("/report/pack/bare-child", test_bare_child);
  g_test_add_func ("/report/pack/id", test_id);
  g_test_add_func ("/report/pack/write", test_write);
  g_test_add_func ("/report/pack/refusals", test_refusals);
  return g_test_run ();
}
