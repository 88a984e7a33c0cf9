/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-attendance.h"

#include <math.h>
#include <string.h>

#include "haven-error.h"
#include "haven-test-school.h"

#define N_PUPILS 24
#define YEAR 2025

/* What was written, mark by mark, beside the school that was built from it */
typedef struct {
  gint64 pupil;
  HavenDay day;
  int session;
  const char *code;
} Mark;

typedef enum { ALL_REGISTERS, ALL_TOTALS, EVERY_SECOND } Keeping;

typedef struct {
  GArray *marks;                /* Mark */
  HavenSchool *school;
  GPtrArray *members;
} World;

static const char *
choose_code (int gone)
{
  static const char *const present[] = { "/", "\\", "L", "U", "B", "K", "V", "P", "W", "J1", "C", "Y1", "D", "#", "X" };
  static const char *const absent[] = { "I", "O", "M", "G", "N", "C2", "E", "Y4", "R", "S", "T", "Q" };

  if (g_test_rand_int_range (0, 100) < gone)
    return absent[g_test_rand_int_range (0, G_N_ELEMENTS (absent))];
  return present[g_test_rand_int_range (0, 3) == 0 ? g_test_rand_int_range (0, G_N_ELEMENTS (present)) : 0];
}

static void
write_mark (World *world, HavenTestSchool *draft, Mark mark)
{
  haven_test_school_mark (draft, mark.pupil, mark.day, mark.session, mark.code);
  g_array_append_val (world->marks, mark);
}

static void
write_year (World *world, HavenTestSchool *draft, gint64 pupil, int year)
{
  HavenSpan span = haven_academic_year_span (year);
  int gone = g_test_rand_int_range (0, 4) == 0 ? 55 : g_test_rand_int_range (0, 25);

  for (HavenDay day = span.first; day <= span.last; day++)
    for (int session = 0; session < HAVEN_SESSIONS_A_DAY && haven_day_get_weekday (day) <= 5; session++)
      if (g_test_rand_int_range (0, 20) > 0)
        write_mark (world, draft, (Mark) { pupil, day, session, choose_code (gone) });
}

static World *
world_new (Keeping keeping)
{
  World *world = g_new0 (World, 1);
  HavenTestSchool *draft = haven_test_school_new ();

  world->marks = g_array_new (FALSE, FALSE, sizeof (Mark));
  world->members = g_ptr_array_new ();
  haven_test_school_add_calendar (draft, YEAR);
  for (guint n = 0; n < N_PUPILS; n++) {
    gint64 pupil = haven_test_school_add_pupil (draft, n, 7 + n % 5);
    write_year (world, draft, pupil, YEAR);
    if (n % 3 == 0)
      write_year (world, draft, pupil, YEAR - 1);
    if (keeping == ALL_TOTALS || (keeping == EVERY_SECOND && n % 2 == 0))
      haven_test_school_keep_totals (draft, pupil);
  }
  world->school = haven_test_school_build (draft);
  for (guint n = 0; n < N_PUPILS; n++)
    g_ptr_array_add (world->members, (gpointer) haven_school_get_nth_pupil (world->school, n));
  return world;
}

static void
world_free (World *world)
{
  g_array_unref (world->marks);
  g_ptr_array_unref (world->members);
  haven_school_unref (world->school);
  g_free (world);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)

static gboolean
is_one_of (const char *code, const char *list)
{
  g_auto(GStrv) codes = g_strsplit (list, " ", -1);

  return g_strv_contains ((const char *const *) codes, code);
}

/* The naive twin: the regulation's own list of codes, one mark at a time */
static void
count_naively (const Mark *mark, HavenAttendance *figures)
{
  if (is_one_of (mark->code, "/ \\ L K V P W B"))
    figures->attended++;
  else if (is_one_of (mark->code, "C C1 C2 E I J1 M R S T"))
    figures->authorised++;
  else if (is_one_of (mark->code, "G N O U"))
    figures->unauthorised++;
  figures->late_before += is_one_of (mark->code, "L");
  figures->late_after += is_one_of (mark->code, "U");
  figures->elsewhere += is_one_of (mark->code, "D B K");
  figures->possible = figures->attended + figures->authorised + figures->unauthorised;
}

static HavenAttendance
twin_of_pupil (const World *world, gint64 pupil, HavenSpan span)
{
  HavenAttendance figures = { 0 };

  for (guint i = 0; i < world->marks->len; i++) {
    const Mark *mark = &g_array_index (world->marks, Mark, i);
    if (mark->pupil == pupil && haven_span_contains (span, mark->day))
      count_naively (mark, &figures);
  }
  figures.pupils = figures.possible > 0;
  figures.persistently_absent = figures.pupils && 10 * (figures.authorised + figures.unauthorised) >= figures.possible;
  figures.severely_absent = figures.pupils && 2 * (figures.authorised + figures.unauthorised) >= figures.possible;
  return figures;
}

static HavenAttendance
add (HavenAttendance a, const HavenAttendance *b)
{
  a.possible += b->possible;
  a.attended += b->attended;
  a.authorised += b->authorised;
  a.unauthorised += b->unauthorised;
  a.late_before += b->late_before;
  a.late_after += b->late_after;
  a.elsewhere += b->elsewhere;
  a.pupils += b->pupils;
  a.persistently_absent += b->persistently_absent;
  a.severely_absent += b->severely_absent;
  return a;
}

static HavenAttendance
twin_of (const World *world, HavenSpan span)
{
  HavenAttendance sum = { 0 };

  for (guint i = 0; i < world->members->len; i++) {
    HavenAttendance one = twin_of_pupil (world, ((const HavenPupil *) world->members->pdata[i])->id, span);
    sum = add (sum, &one);
  }
  return sum;
}

static void
assert_sessions (const HavenAttendance *a, const HavenAttendance *b)
{
  g_assert_cmpint (a->possible, ==, b->possible);
  g_assert_cmpint (a->attended, ==, b->attended);
  g_assert_cmpint (a->authorised, ==, b->authorised);
  g_assert_cmpint (a->unauthorised, ==, b->unauthorised);
  g_assert_cmpint (a->late_before, ==, b->late_before);
  g_assert_cmpint (a->late_after, ==, b->late_after);
}

static void
assert_same (const HavenAttendance *a, const HavenAttendance *b)
{
  assert_sessions (a, b);
  g_assert_cmpuint (a->pupils, ==, b->pupils);
  g_assert_cmpuint (a->persistently_absent, ==, b->persistently_absent);
  g_assert_cmpuint (a->severely_absent, ==, b->severely_absent);
}

static HavenAttendance
sum_rows (GPtrArray *rows)
{
  HavenAttendance sum = { 0 };

  for (guint i = 0; i < rows->len; i++)
    sum = add (sum, &((HavenAttendanceRow *) rows->pdata[i])->figures);
  return sum;
}

static void
check_total (const World *world, HavenSpan span)
{
  g_autoptr(GError) error = NULL;
  HavenAttendance expected = twin_of (world, span);
  HavenAttendance figures;

  g_assert_true (haven_attendance_of (world->school, world->members, span, &figures, &error));
  g_assert_no_error (error);
  assert_same (&figures, &expected);
}

/* Whole years, terms and weeks, from registers and from weekly totals alike */
static void
test_totals_match_twin (gconstpointer data)
{
  g_autoptr(World) world = world_new (GPOINTER_TO_INT (data));

  check_total (world, haven_academic_year_span (YEAR));
  check_total (world, haven_academic_year_span (YEAR - 1));
  check_total (world, haven_test_span ("", ""));
  check_total (world, haven_test_span ("2025-09-01", "2025-12-21"));
  check_total (world, haven_test_span ("2026-01-05", "2026-03-27"));   /* a Friday: nothing is cut */
  check_total (world, haven_test_span ("2025-11-10", "2025-11-16"));
  check_total (world, haven_test_span ("2030-01-01", "2030-12-31"));
}

/* A day inside a week: only registers can tell */
static void
test_days_need_registers (void)
{
  g_autoptr(World) registers = world_new (ALL_REGISTERS);
  g_autoptr(World) totals = world_new (ALL_TOTALS);
  g_autoptr(World) mixed = world_new (EVERY_SECOND);
  HavenSpan wednesday = haven_test_span ("2025-09-01", "2025-11-12");
  World *refused[] = { totals, mixed };
  HavenAttendance figures;

  check_total (registers, wednesday);
  check_total (registers, haven_test_span ("2025-11-12", "2025-11-12"));
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_autoptr(GError) error = NULL;
    g_assert_false (haven_attendance_of (refused[i]->school, refused[i]->members, wednesday, &figures, &error));
    g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID);
    g_assert_null (haven_attendance_by (refused[i]->school, refused[i]->members, haven_academic_year_span (YEAR), HAVEN_BY_CODE, NULL));
    g_assert_null (haven_attendance_by (refused[i]->school, refused[i]->members, haven_academic_year_span (YEAR), HAVEN_BY_WEEKDAY, NULL));
  }
}

/* The same total whichever way it is cut */
static void
test_parts_sum_to_total (gconstpointer data)
{
  g_autoptr(World) world = world_new (GPOINTER_TO_INT (data));
  HavenBy cuts[] = { HAVEN_BY_TERM, HAVEN_BY_WEEK, HAVEN_BY_PUPIL };
  HavenSpan span = haven_academic_year_span (YEAR);
  HavenAttendance total = twin_of (world, span);

  for (guint i = 0; i < G_N_ELEMENTS (cuts); i++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) rows = haven_attendance_by (world->school, world->members, span, cuts[i], &error);
    HavenAttendance sum;

    g_assert_no_error (error);
    sum = sum_rows (rows);
    assert_sessions (&sum, &total);
    if (cuts[i] == HAVEN_BY_PUPIL)
      assert_same (&sum, &total);
  }
}

static void
test_codes_and_weekdays_sum_to_total (void)
{
  g_autoptr(World) world = world_new (ALL_REGISTERS);
  HavenBy cuts[] = { HAVEN_BY_CODE, HAVEN_BY_WEEKDAY };
  HavenSpan span = haven_academic_year_span (YEAR);
  HavenAttendance total = twin_of (world, span);

  for (guint i = 0; i < G_N_ELEMENTS (cuts); i++) {
    g_autoptr(GPtrArray) rows = haven_attendance_by (world->school, world->members, span, cuts[i], NULL);
    HavenAttendance sum = sum_rows (rows);

    assert_sessions (&sum, &total);
    g_assert_cmpint (sum.elsewhere, ==, total.elsewhere);
  }
}

static void
test_by_week_matches_twin (void)
{
  g_autoptr(World) world = world_new (EVERY_SECOND);
  g_autoptr(GPtrArray) rows = haven_attendance_by (world->school, world->members, haven_academic_year_span (YEAR), HAVEN_BY_WEEK, NULL);

  g_assert_cmpuint (rows->len, ==, 53);
  for (guint i = 0; i < rows->len; i++) {
    const HavenAttendanceRow *row = rows->pdata[i];
    HavenAttendance expected = twin_of (world, (HavenSpan) { row->day, haven_day_get_monday (row->day) + 6 });
    g_autofree char *iso = haven_day_to_iso (row->day);

    g_assert_cmpstr (row->key, ==, iso);
    assert_same (&row->figures, &expected);
  }
}

static void
test_by_code_counts_marks (void)
{
  HavenTestSchool *draft = haven_test_school_new ();
  gint64 pupil = haven_test_school_add_pupil (draft, 1, 9);
  g_autoptr(GPtrArray) members = g_ptr_array_new ();
  g_autoptr(HavenSchool) school = NULL;
  g_autoptr(GPtrArray) rows = NULL;
  const HavenAttendanceRow *row;

  haven_test_school_mark_days (draft, pupil, "2025-09-08", "/ \\ Y4 Y4 D D D C2");
  school = haven_test_school_build (draft);
  g_ptr_array_add (members, (gpointer) haven_school_get_pupil (school, pupil));
  rows = haven_attendance_by (school, members, haven_test_span ("", ""), HAVEN_BY_CODE, NULL);
  g_assert_cmpuint (rows->len, ==, 5);
  row = rows->pdata[2];
  g_assert_cmpstr (row->key, ==, "D");
  g_assert_cmpint (row->sessions, ==, 3);
  g_assert_cmpint (row->figures.elsewhere, ==, 3);
  g_assert_cmpint (row->figures.possible, ==, 0);
}

/* Sept 2026 begins on a Tuesday: the week is cut there, and a term's holiday belongs to it */
static void
test_by_term_keys (void)
{
  g_autoptr(World) world = world_new (ALL_TOTALS);
  g_autoptr(GPtrArray) rows = haven_attendance_by (world->school, world->members, haven_academic_year_span (YEAR), HAVEN_BY_TERM, NULL);

  g_assert_cmpuint (rows->len, ==, 3);
  g_assert_cmpstr (((HavenAttendanceRow *) rows->pdata[0])->key, ==, "2025/26-autumn");
  g_assert_cmpstr (((HavenAttendanceRow *) rows->pdata[1])->key, ==, "2025/26-spring");
  g_assert_cmpstr (((HavenAttendanceRow *) rows->pdata[2])->key, ==, "2025/26-summer");
}

/* A pupil flagged in January: totals before, a register from then on; both count, and none twice */
static void
test_register_begins_in_the_middle (void)
{
  g_autoptr(World) world = world_new (ALL_REGISTERS);
  GPtrArray *tables[HAVEN_N_TABLES] = { NULL };
  g_autoptr(HavenSchool) school = NULL;
  g_autoptr(GPtrArray) registers = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_register_free);
  GPtrArray *old = haven_school_get_table (world->school, HAVEN_TABLE_REGISTERS);
  HavenAttendance expected = twin_of (world, haven_academic_year_span (YEAR));
  HavenAttendance figures;
  int january = haven_register_index (haven_test_day ("2026-01-14"), 1);   /* in the middle of a week */

  for (guint i = 0; i < old->len; i++) {
    HavenRegister *copy = haven_register_copy (old->pdata[i]);
    guint8 *marks = g_memdup2 (haven_register_peek (copy), HAVEN_REGISTER_BYTES);
    memset (marks, 0, january);
    g_bytes_unref (copy->marks);
    copy->marks = g_bytes_new_take (marks, HAVEN_REGISTER_BYTES);
    g_ptr_array_add (registers, copy);
  }
  tables[HAVEN_TABLE_REGISTERS] = g_ptr_array_ref (registers);
  school = haven_school_new (world->school, tables);
  g_assert_true (haven_attendance_of (school, world->members, haven_academic_year_span (YEAR), &figures, NULL));
  assert_same (&figures, &expected);
}

static void
test_severe_is_persistent (void)
{
  g_autoptr(World) world = world_new (ALL_TOTALS);
  HavenSpan spans[] = { haven_academic_year_span (YEAR), haven_test_span ("2025-11-10", "2025-11-16"), haven_test_span ("", "2025-12-21") };

  for (guint k = 0; k < G_N_ELEMENTS (spans); k++)
    for (guint i = 0; i < world->members->len; i++) {
      const HavenPupil *pupil = world->members->pdata[i];
      HavenAttendance figures = haven_attendance_of_pupil (world->school, pupil->id, spans[k]);
      if (haven_attendance_is_severe (&figures))
        g_assert_true (haven_attendance_is_persistent (&figures));
    }
}

static void
test_bands (void)
{
  static const struct {
    gint64 absent;
    gint64 possible;
    const char *band;
    const char *text;
  } cases[] = {
    { 0, 0, "not_counted", "" },
    { 0, 1, "under_10", "" },
    { 1, 10, "10_to_under_50", "persistent" },
    { 1, 11, "under_10", "" },
    { 29, 300, "under_10", "" },
    { 30, 300, "10_to_under_50", "persistent" },
    { 31, 301, "10_to_under_50", "persistent" },
    { 30, 301, "under_10", "" },
    { 149, 299, "10_to_under_50", "persistent" },
    { 150, 300, "50_and_over", "severe" },
    { 150, 299, "50_and_over", "severe" },
    { 1, 1, "50_and_over", "severe" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    HavenAttendance figures = { .possible = cases[i].possible, .unauthorised = cases[i].absent / 2 };
    figures.authorised = cases[i].absent - figures.unauthorised;
    g_assert_cmpstr (haven_attendance_band (&figures), ==, cases[i].band);
    g_assert_cmpstr (haven_attendance_band_text (cases[i].band), ==, cases[i].text);
  }
}

static void
test_percent (void)
{
  HavenAttendance none = { 0 };
  HavenAttendance some = { .possible = 400, .attended = 351, .authorised = 40, .unauthorised = 9 };
  g_autofree char *text = haven_attendance_explain (&some, haven_test_span ("2025-09-01", "2025-11-12"));

  g_assert_true (isnan (haven_attendance_percent (&none)));
  g_assert_cmpfloat (haven_attendance_percent (&some), ==, 87.75);
  g_assert_cmpfloat (haven_absence_percent (&some), ==, 12.25);
  g_assert_nonnull (strstr (text, "351 sessions attended of 400 possible; 40 authorised and 9 unauthorised"));
  g_assert_nonnull (strstr (text, "From 1 September 2025 to 12 November 2025"));
  g_assert_nonnull (strstr (text, "/ \\ L"));
}

static void
test_empty (void)
{
  g_autoptr(HavenSchool) school = haven_test_school_build (haven_test_school_new ());
  g_autoptr(GPtrArray) nobody = g_ptr_array_new ();
  HavenAttendance figures = { .possible = 5 };

  g_assert_true (haven_attendance_of (school, nobody, haven_academic_year_span (YEAR), &figures, NULL));
  g_assert_cmpint (figures.possible, ==, 0);
  for (HavenBy by = HAVEN_BY_TERM; by <= HAVEN_BY_PUPIL; by++) {
    g_autoptr(GPtrArray) rows = haven_attendance_by (school, nobody, haven_test_span ("", ""), by, NULL);
    g_assert_nonnull (rows);
    g_assert_cmpuint (rows->len, ==, 0);
  }
}

static void
test_by_parse (void)
{
  HavenBy by;

  g_assert_true (haven_by_parse ("weekday", &by));
  g_assert_cmpint (by, ==, HAVEN_BY_WEEKDAY);
  g_assert_false (haven_by_parse ("month", &by));
  g_assert_false (haven_by_parse (NULL, &by));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/analysis/attendance/registers-match-twin", GINT_TO_POINTER (ALL_REGISTERS), test_totals_match_twin);
  g_test_add_data_func ("/analysis/practice_34/totals-match-twin", GINT_TO_POINTER (ALL_TOTALS), test_totals_match_twin);
  g_test_add_data_func ("/analysis/practice_34/mixture-matches-twin", GINT_TO_POINTER (EVERY_SECOND), test_totals_match_twin);
  g_test_add_func ("/analysis/practice_34/days-and-codes-need-registers", test_days_need_registers);
  g_test_add_func ("/analysis/practice_34/register-begins-in-the-middle", test_register_begins_in_the_middle);
  g_test_add_data_func ("/analysis/attendance/parts-sum/registers", GINT_TO_POINTER (ALL_REGISTERS), test_parts_sum_to_total);
  g_test_add_data_func ("/analysis/attendance/parts-sum/totals", GINT_TO_POINTER (ALL_TOTALS), test_parts_sum_to_total);
  g_test_add_func ("/analysis/attendance/parts-sum/codes-and-weekdays", test_codes_and_weekdays_sum_to_total);
  g_test_add_func ("/analysis/attendance/by-week", test_by_week_matches_twin);
  g_test_add_func ("/analysis/attendance/by-code", test_by_code_counts_marks);
  g_test_add_func ("/analysis/attendance/by-term", test_by_term_keys);
  g_test_add_func ("/analysis/practice_12/severe-is-persistent", test_severe_is_persistent);
  g_test_add_func ("/analysis/practice_12/bands", test_bands);
  g_test_add_func ("/analysis/attendance/percent", test_percent);
  g_test_add_func ("/analysis/attendance/empty", test_empty);
  g_test_add_func ("/analysis/attendance/by-parse", test_by_parse);
  return g_test_run ();
}
