/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "intake-support.h"

#define HEADER "UPN,Date,Session,Mark\r\n"
/* Monday to Friday of the first whole week of November 2025, one code a session, of one pupil */
#define MONDAY "2025-11-03"

static char *
week_of (const char *upn, const char *monday, const char *marks)
{
  GString *text = g_string_new (HEADER);
  HavenDay day = haven_test_day (monday);

  for (guint i = 0; marks[i] != '\0'; i++) {
    g_autofree char *iso = haven_day_to_iso (day + i / 2);
    if (marks[i] != '.')
      g_string_append_printf (text, "%s,%s,%s,%c\r\n", upn, iso, i % 2 == 0 ? "AM" : "PM", marks[i]);
  }
  return g_string_free (text, FALSE);
}

static HavenWeek
get_week (HavenSchool *school, const char *upn, const char *monday)
{
  const HavenWeek *weeks = haven_school_get_weeks (school, haven_school_find_upn (school, upn)->id, 2025);
  HavenWeek none = { 0 };

  return weeks != NULL ? weeks[haven_week_index (haven_test_day (monday))] : none;
}

static const guint8 *
get_marks (HavenSchool *school, const char *upn)
{
  return haven_school_get_marks (school, haven_school_find_upn (school, upn)->id, 2025);
}

static void
check_week (HavenWeek week, guint possible, guint attended, guint authorised, guint unauthorised, guint covered)
{
  g_assert_cmpuint (week.possible, ==, possible);
  g_assert_cmpuint (week.attended, ==, attended);
  g_assert_cmpuint (week.authorised, ==, authorised);
  g_assert_cmpuint (week.unauthorised, ==, unauthorised);
  g_assert_cmpuint (week.covered, ==, covered);
}

/* One has had a social worker and two has not: one keeps marks, two keeps totals */
static void
test_totals_by_default (void)
{
  g_autofree char *one = week_of (UPN_ONE, MONDAY, "/\\/\\IIOO/U");
  g_autofree char *two = week_of (UPN_TWO, MONDAY, "/\\/\\II#O/L");
  g_autoptr (HavenSchool) school = after (after (haven_test_school_build (small_school ()), one, HAVEN_IMPORT_AUTO), two,
                                          HAVEN_IMPORT_AUTO);
  guint place = haven_register_index (haven_test_day (MONDAY), 0);

  check_week (get_week (school, UPN_ONE, MONDAY), 10, 5, 2, 3, 0x3FF);
  g_assert_cmpuint (get_week (school, UPN_ONE, MONDAY).late_after, ==, 1);
  check_week (get_week (school, UPN_TWO, MONDAY), 9, 6, 2, 1, 0x3FF);
  g_assert_cmpuint (get_week (school, UPN_TWO, MONDAY).late_before, ==, 1);
  g_assert_nonnull (get_marks (school, UPN_ONE));
  g_assert_cmpmem (get_marks (school, UPN_ONE) + place, 10, "/\\/\\IIOO/U", 10);
  g_assert_null (get_marks (school, UPN_TWO));
}

static void
test_everyone_by_choice (void)
{
  HavenTestSchool *draft = small_school ();
  g_autofree char *two = week_of (UPN_TWO, MONDAY, "/\\/\\IIOO/L");
  g_autoptr (HavenSchool) school = NULL;

  haven_test_school_set (draft, "registers", "everyone");
  school = after (haven_test_school_build (draft), two, HAVEN_IMPORT_AUTO);
  g_assert_nonnull (get_marks (school, UPN_TWO));
  check_week (get_week (school, UPN_TWO, MONDAY), 10, 6, 2, 2, 0x3FF);
}

/* Every kind of spell counts, and one that is over counts too */
static void
test_flagged_by_any_spell (void)
{
  for (HavenStatus status = HAVEN_STATUS_NONE; status <= HAVEN_STATUS_KINSHIP; status++) {
    HavenTestSchool *draft = small_school ();
    gint64 pupil = haven_test_school_add_pupil (draft, 31, 9);
    g_autofree char *upn = g_strdup (haven_test_school_get_pupil (draft, pupil)->upn);
    g_autofree char *text = week_of (upn, MONDAY, "//");
    g_autoptr (HavenSchool) school = NULL;

    haven_test_school_add_spell (draft, pupil, status, "2015-01-01", "2016-01-01");
    school = after (haven_test_school_build (draft), text, HAVEN_IMPORT_AUTO);
    g_assert_cmpint (get_marks (school, upn) != NULL, ==, status != HAVEN_STATUS_NONE);
  }
}

/* Flagged after a term of totals: marks from the next import on, and not a session of the totals is lost or doubled */
static void
test_flagged_later (void)
{
  g_autofree char *before = week_of (UPN_TWO, "2025-10-06", "/\\/\\/\\/\\OO");
  g_autofree char *next = week_of (UPN_TWO, MONDAY, "/\\/\\IIII/\\");
  g_autoptr (HavenSchool) school = after (haven_test_school_build (small_school ()), before, HAVEN_IMPORT_AUTO);
  g_autoptr (HavenSchool) flagged = after (g_steal_pointer (&school), "UPN,Status,Start Date,End Date\r\n" UPN_TWO ",CP,2025-10-30,\r\n",
                                           HAVEN_IMPORT_AUTO);
  g_autoptr (HavenSchool) then = after (g_steal_pointer (&flagged), next, HAVEN_IMPORT_AUTO);

  check_week (get_week (then, UPN_TWO, "2025-10-06"), 10, 8, 0, 2, 0x3FF);
  check_week (get_week (then, UPN_TWO, MONDAY), 10, 6, 4, 0, 0x3FF);
  g_assert_cmpuint (get_marks (then, UPN_TWO)[haven_register_index (haven_test_day ("2025-10-06"), 0)], ==, 0);
  g_assert_cmpuint (get_marks (then, UPN_TWO)[haven_register_index (haven_test_day (MONDAY), 0)], ==, '/');
}

static void
test_whole_week_replaces (void)
{
  g_autofree char *part = week_of (UPN_TWO, MONDAY, "/\\/\\OO");
  g_autofree char *whole = week_of (UPN_TWO, MONDAY, "/\\/\\II/\\/\\");
  g_autoptr (HavenSchool) school = after (haven_test_school_build (small_school ()), part, HAVEN_IMPORT_AUTO);
  g_autoptr (HavenImportPreview) preview = stage_text (whole, HAVEN_IMPORT_AUTO, school);
  g_autoptr (HavenSchool) then = haven_intake_preview_school (school, preview);

  check_week (get_week (school, UPN_TWO, MONDAY), 6, 4, 0, 2, 0x3F);
  assert_counts (preview, 10, 4, 0, 6, 0);
  check_week (get_week (then, UPN_TWO, MONDAY), 10, 8, 2, 0, 0x3FF);
}

static void
test_rest_of_week_adds (void)
{
  g_autofree char *part = week_of (UPN_TWO, MONDAY, "/\\/\\OO");
  g_autofree char *rest = week_of (UPN_TWO, MONDAY, "....../\\I\\");
  g_autoptr (HavenSchool) school = after (after (haven_test_school_build (small_school ()), part, HAVEN_IMPORT_AUTO), rest,
                                          HAVEN_IMPORT_AUTO);

  check_week (get_week (school, UPN_TWO, MONDAY), 10, 7, 1, 2, 0x3FF);
}

/* Totals cannot say which sessions of a week they hold: some of them again is refused, with nothing counted */
static void
test_part_of_week_is_refused (void)
{
  g_autofree char *first = week_of (UPN_TWO, MONDAY, "/\\/\\OO");
  g_autofree char *other = week_of (UPN_TWO, MONDAY, "....II/\\/\\");
  g_autoptr (HavenSchool) school = after (haven_test_school_build (small_school ()), first, HAVEN_IMPORT_AUTO);
  g_autoptr (HavenImportPreview) preview = stage_text (other, HAVEN_IMPORT_AUTO, school);
  g_autoptr (HavenSchool) then = haven_intake_preview_school (school, preview);

  assert_counts (preview, 6, 0, 0, 0, 1);
  assert_problem (preview, 0, 2, "Date", "part-of-week");
  check_week (get_week (then, UPN_TWO, MONDAY), 6, 4, 0, 2, 0x3F);
}

/* With marks kept, part of a week is no riddle */
static void
test_part_of_week_with_register (void)
{
  g_autofree char *first = week_of (UPN_ONE, MONDAY, "/\\/\\NN");
  g_autofree char *other = week_of (UPN_ONE, MONDAY, "....II/\\/\\");
  g_autoptr (HavenSchool) school = after (haven_test_school_build (small_school ()), first, HAVEN_IMPORT_AUTO);
  g_autoptr (HavenImportPreview) preview = stage_text (other, HAVEN_IMPORT_AUTO, school);
  g_autoptr (HavenSchool) then = haven_intake_preview_school (school, preview);
  HavenImportChange *change = g_ptr_array_index (preview->changes, 0);

  assert_counts (preview, 6, 4, 2, 0, 0);
  check_week (get_week (then, UPN_ONE, MONDAY), 10, 8, 2, 0, 0x3FF);
  g_assert_cmpstr (change->what, ==, "Amara B.: week of 3 November 2025");
  g_assert_cmpstr (change->before, ==, "/\\/\\NN--------");
  g_assert_cmpstr (change->after, ==, "/\\/\\II/\\/\\----");
}

static void
test_twice_is_the_same (void)
{
  g_autofree char *one = week_of (UPN_ONE, MONDAY, "/\\/\\IIOO/U");
  g_autofree char *two = week_of (UPN_TWO, MONDAY, "/\\/\\IIOO/U");
  g_autofree char *both = g_strconcat (one, two + strlen (HEADER), NULL);
  g_autoptr (HavenSchool) school = after (haven_test_school_build (small_school ()), both, HAVEN_IMPORT_AUTO);
  g_autoptr (HavenImportPreview) preview = stage_text (both, HAVEN_IMPORT_AUTO, school);
  g_autoptr (HavenSchool) then = haven_intake_preview_school (school, preview);

  assert_counts (preview, 20, 0, 0, 20, 0);
  g_assert_true (is_same_school (school, then, HAVEN_ALL_TABLES));
  g_assert_true (haven_school_get_table (school, HAVEN_TABLE_WEEKS) == haven_school_get_table (then, HAVEN_TABLE_WEEKS));
}

static void
test_slashes_and_stand_ins (void)
{
  g_autoptr (HavenSchool) school = after (haven_test_school_build (small_school ()), HEADER UPN_ONE "," MONDAY ",AM,\\\r\n"
                                          UPN_ONE "," MONDAY ",PM,/\r\n" UPN_ONE ",2025-11-04,A,>\r\n" UPN_ONE ",2025-11-04,P,C2\r\n"
                                          UPN_ONE ",2025-11-05,Morning,Y4\r\n" UPN_ONE ",2025-11-05,pm, I \r\n", HAVEN_IMPORT_AUTO);
  guint place = haven_register_index (haven_test_day (MONDAY), 0);

  g_assert_cmpmem (get_marks (school, UPN_ONE) + place, 6, "/\\>>`I", 6);
}

static void
test_codes_and_words (void)
{
  g_autoptr (HavenSchool) school = haven_test_school_build (small_school ());
  g_autoptr (HavenImportPreview) preview = stage_text (HEADER UPN_ONE "," MONDAY ",AM,/ - Present (AM)\r\n"
                                                       UPN_ONE "," MONDAY ",PM,Illness (I)\r\n"
                                                       UPN_ONE ",2025-11-04,AM,I01\r\n"
                                                       UPN_ONE ",2025-11-04,PM,C1\r\n"
                                                       UPN_ONE ",2025-11-05,AM,Q01x\r\n", HAVEN_IMPORT_AUTO, school);

  assert_counts (preview, 5, 5, 0, 0, 1);
  assert_problem (preview, 0, 6, "Mark", "unknown-code");
}

static void
test_unknown_codes (void)
{
  g_autoptr (HavenSchool) school = haven_test_school_build (small_school ());
  g_autoptr (HavenImportPreview) preview = stage_text (HEADER UPN_ONE "," MONDAY ",AM,Q9\r\n"
                                                       UPN_ONE "," MONDAY ",PM,l\r\n"
                                                       UPN_ONE ",2025-11-04,AM,\r\n"
                                                       UPN_ONE ",2025-11-04,PM,-\r\n"
                                                       UPN_ONE ",2025-11-05,Noon,/\r\n"
                                                       UPN_ONE ",,AM,/\r\n"
                                                       UPN_ONE ",yesterday,AM,/\r\n"
                                                       UPN_NEW "," MONDAY ",AM,/\r\n", HAVEN_IMPORT_AUTO, school);
  HavenImportProblem *first = g_ptr_array_index (preview->problems, 0);

  assert_counts (preview, 8, 2, 0, 2, 6);
  assert_problem (preview, 0, 2, "Mark", "unknown-code");
  g_assert_nonnull (strstr (first->message, "“Q9”"));
  assert_problem (preview, 1, 3, "Mark", "unknown-code");
  assert_problem (preview, 2, 6, "Session", "bad-session");
  assert_problem (preview, 3, 7, "Date", "no-date");
  assert_problem (preview, 4, 8, "Date", "bad-date");
  assert_problem (preview, 5, 9, "UPN", "unknown-upn");
}

static void
test_two_marks_for_one_session (void)
{
  g_autoptr (HavenSchool) school = haven_test_school_build (small_school ());
  g_autoptr (HavenImportPreview) preview = stage_text (HEADER UPN_ONE "," MONDAY ",AM,I\r\n"
                                                       UPN_ONE "," MONDAY ",AM,/\r\n"
                                                       UPN_ONE "," MONDAY ",PM,I\r\n"
                                                       UPN_ONE "," MONDAY ",PM,I\r\n", HAVEN_IMPORT_AUTO, school);
  g_autoptr (HavenSchool) then = haven_intake_preview_school (school, preview);
  guint place = haven_register_index (haven_test_day (MONDAY), 0);

  assert_counts (preview, 4, 1, 0, 1, 1);
  assert_problem (preview, 0, 3, "Mark", "two-marks");
  g_assert_cmpuint (get_marks (then, UPN_ONE)[place], ==, 0);
  g_assert_cmpuint (get_marks (then, UPN_ONE)[place + 1], ==, 'I');
}

static void
test_years_and_their_edges (void)
{
  g_autoptr (HavenSchool) school = after (haven_test_school_build (small_school ()), HEADER UPN_ONE ",2025-08-31,PM,I\r\n"
                                          UPN_ONE ",2025-09-01,AM,/\r\n" UPN_TWO ",2025-08-31,PM,I\r\n" UPN_TWO ",2025-09-01,AM,/\r\n",
                                          HAVEN_IMPORT_AUTO);
  gint64 one = haven_school_find_upn (school, UPN_ONE)->id;

  g_assert_cmpuint (haven_school_get_marks (school, one, 2024)[haven_register_index (haven_test_day ("2025-08-31"), 1)], ==, 'I');
  g_assert_cmpuint (haven_school_get_marks (school, one, 2025)[0], ==, '/');
  check_week (get_week (school, UPN_TWO, "2025-09-01"), 1, 1, 0, 0, 1);
  check_week (haven_school_get_weeks (school, haven_school_find_upn (school, UPN_TWO)->id,
                                      2024)[haven_week_index (haven_test_day ("2025-08-31"))],
              1, 0, 1, 0, 1u << 13);
}

static void
test_days_to_come (void)
{
  g_autoptr (HavenSchool) school = haven_test_school_build (small_school ());
  g_autoptr (HavenImportPreview) preview = stage_text (HEADER UPN_ONE ",2025-11-03,AM,I\r\n" UPN_ONE ",2026-01-12,AM,#\r\n",
                                                       HAVEN_IMPORT_AUTO, school);

  g_assert_true (assumes (preview, "still to come"));
  g_assert_cmpint (preview->days.first, ==, haven_test_day ("2025-11-03"));
  g_assert_cmpint (preview->days.last, ==, haven_test_day ("2026-01-12"));
}

/* What a school's own code or word stands for is said once, and never guessed */
static void
test_said (void)
{
  g_autoptr (HavenSchool) school = haven_test_school_build (small_school ());
  const char *text = "UPN,Date,Session,Mark\r\n" UPN_ONE "," MONDAY ",Reg 1,?1\r\n" UPN_ONE "," MONDAY ",Reg 2,?1\r\n";
  g_autoptr (HavenImportPreview) open = stage_said (text, school, NULL);
  g_autoptr (HavenImportPreview) said = stage_said (text, school, "value:session:Reg 1", "AM", "value:session:Reg 2", "PM",
                                                    "value:mark:?1", "I", NULL);
  g_autoptr (HavenSchool) then = haven_intake_preview_school (school, said);
  const guint8 *marks = haven_school_get_marks (then, haven_school_find_upn (then, UPN_ONE)->id, 2025);

  g_assert_cmpuint (open->added, ==, 0);
  g_assert_cmpuint (said->n_problems, ==, 0);
  g_assert_cmpuint (said->added, ==, 2);
  g_assert_cmpint (marks[haven_register_index (haven_test_day (MONDAY), 0)], ==, 'I');
  g_assert_cmpint (marks[haven_register_index (haven_test_day (MONDAY), 1)], ==, 'I');
}

/* ---- minutes late ---- */

#define LATE_HEADER "UPN,Date,Session,Mark,Mins Late\r\n"

static gint64
get_minutes (HavenSchool *school, const char *upn, const char *day, int session)
{
  HavenSlice lates = haven_school_of_pupil (school, HAVEN_TABLE_LATES, haven_school_find_upn (school, upn)->id);

  for (guint i = 0; i < lates.n; i++) {
    const HavenLate *late = lates.items[i];
    if (late->day == haven_test_day (day) && late->session == session)
      return late->minutes;
  }
  return 0;
}

/* A cell beside L or U, and what is kept of it */
static const struct {
  const char *mark;
  const char *cell;
  gint64 minutes;
  guint problems;
} lates[] = {
  { "L", "12", 12, 0 }, { "U", "35", 35, 0 }, { "L", "1", 1, 0 }, { "L", "12 mins", 12, 0 }, { "U", "00:45", 45, 0 },
  { "U", "1:05", 65, 0 }, { "U", "480", 480, 0 }, { "L", "", 0, 0 }, { "L", "0", 0, 0 }, { "L", "  ", 0, 0 },
  { "/", "12", 0, 0 }, { "I", "12", 0, 0 }, { "L", "481", 0, 1 }, { "L", "-3", 0, 1 }, { "L", "soon", 0, 1 },
};

static void
test_minutes_late (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (lates); i++) {
    g_autofree char *text = g_strdup_printf (LATE_HEADER UPN_ONE "," MONDAY ",AM,%s,%s\r\n", lates[i].mark, lates[i].cell);
    g_autoptr (HavenSchool) school = haven_test_school_build (small_school ());
    g_autoptr (HavenImportPreview) preview = stage_text (text, HAVEN_IMPORT_AUTO, school);
    g_autoptr (HavenSchool) then = haven_intake_preview_school (school, preview);

    g_test_message ("%s %s", lates[i].mark, lates[i].cell);
    g_assert_cmpint (get_minutes (then, UPN_ONE, MONDAY, 0), ==, lates[i].minutes);
    g_assert_cmpuint (preview->n_problems, ==, lates[i].problems);
    g_assert_cmpuint (preview->added, ==, 1);          /* the mark is taken whatever is said of the minutes */
    g_assert_true (assumes (preview, "how many minutes late") == (lates[i].minutes > 0));
  }
}

/* Totals say nothing of one session: nor are minutes kept where marks are not (practice 34) */
static void
test_minutes_late_with_marks_alone (void)
{
  g_autoptr (HavenSchool) school = after (haven_test_school_build (small_school ()), LATE_HEADER UPN_TWO "," MONDAY ",AM,L,12\r\n",
                                          HAVEN_IMPORT_AUTO);

  g_assert_cmpuint (get_week (school, UPN_TWO, MONDAY).late_before, ==, 1);
  g_assert_cmpuint (haven_school_get_table (school, HAVEN_TABLE_LATES)->len, ==, 0);
}

/* The same file again changes nothing; one that says the minutes of marks that were there already adds them */
static void
test_minutes_late_again (void)
{
  const char *bare = HEADER UPN_ONE "," MONDAY ",AM,L\r\n";
  const char *said = LATE_HEADER UPN_ONE "," MONDAY ",AM,L,12\r\n";
  const char *other = LATE_HEADER UPN_ONE "," MONDAY ",AM,L,15\r\n";
  g_autoptr (HavenSchool) school = after (haven_test_school_build (small_school ()), bare, HAVEN_IMPORT_AUTO);
  g_autoptr (HavenImportPreview) first = stage_text (said, HAVEN_IMPORT_AUTO, school);
  g_autoptr (HavenSchool) once = haven_intake_preview_school (school, first);
  g_autoptr (HavenImportPreview) second = stage_text (said, HAVEN_IMPORT_AUTO, once);
  g_autoptr (HavenImportPreview) third = stage_text (other, HAVEN_IMPORT_AUTO, once);
  g_autoptr (HavenSchool) then = haven_intake_preview_school (once, third);

  assert_counts (first, 1, 0, 1, 0, 0);
  assert_counts (second, 1, 0, 0, 1, 0);
  assert_counts (third, 1, 0, 1, 0, 0);
  g_assert_cmpint (get_minutes (once, UPN_ONE, MONDAY, 0), ==, 12);
  g_assert_cmpint (get_minutes (then, UPN_ONE, MONDAY, 0), ==, 15);
  g_assert_cmpuint (haven_school_get_table (then, HAVEN_TABLE_LATES)->len, ==, 1);
}

/* Two rows of one session that say different minutes: the mark stands, how late is not known */
static void
test_minutes_late_twice_said (void)
{
  g_autoptr (HavenSchool) school = after (haven_test_school_build (small_school ()),
                                          LATE_HEADER UPN_ONE "," MONDAY ",AM,L,12\r\n" UPN_ONE "," MONDAY ",AM,L,15\r\n"
                                          UPN_ONE "," MONDAY ",PM,U,40\r\n" UPN_ONE "," MONDAY ",PM,/,\r\n", HAVEN_IMPORT_AUTO);

  g_assert_cmpuint (haven_school_get_table (school, HAVEN_TABLE_LATES)->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/intake/practice_34/totals-by-default", test_totals_by_default);
  g_test_add_func ("/intake/practice_34/everyone-by-choice", test_everyone_by_choice);
  g_test_add_func ("/intake/practice_34/flagged-by-any-spell", test_flagged_by_any_spell);
  g_test_add_func ("/intake/practice_34/flagged-later", test_flagged_later);
  g_test_add_func ("/intake/marks/whole-week-replaces", test_whole_week_replaces);
  g_test_add_func ("/intake/marks/rest-of-week-adds", test_rest_of_week_adds);
  g_test_add_func ("/intake/marks/part-of-week-is-refused", test_part_of_week_is_refused);
  g_test_add_func ("/intake/marks/part-of-week-with-register", test_part_of_week_with_register);
  g_test_add_func ("/intake/marks/twice-is-the-same", test_twice_is_the_same);
  g_test_add_func ("/intake/marks/slashes-and-stand-ins", test_slashes_and_stand_ins);
  g_test_add_func ("/intake/marks/codes-and-words", test_codes_and_words);
  g_test_add_func ("/intake/marks/unknown-codes", test_unknown_codes);
  g_test_add_func ("/intake/marks/two-marks-for-one-session", test_two_marks_for_one_session);
  g_test_add_func ("/intake/marks/years-and-their-edges", test_years_and_their_edges);
  g_test_add_func ("/intake/marks/days-to-come", test_days_to_come);
  g_test_add_func ("/intake/marks/said", test_said);
  g_test_add_func ("/intake/marks/minutes-late", test_minutes_late);
  g_test_add_func ("/intake/marks/minutes-late/again", test_minutes_late_again);
  g_test_add_func ("/intake/marks/minutes-late/twice-said", test_minutes_late_twice_said);
  g_test_add_func ("/intake/practice_34/minutes-late-with-marks-alone", test_minutes_late_with_marks_alone);
  return g_test_run ();
}
