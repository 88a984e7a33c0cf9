/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-school.h"

#include <string.h>

/* A school drawn from chance, against a twin that searches every table from its beginning to its end. */

#define PUPILS 60
#define SUSPENSIONS 300

static void
free_pupil (gpointer data)
{
  haven_pupil_free (data);
}

static void
free_suspension (gpointer data)
{
  haven_suspension_free (data);
}

static int
compare_suspensions (gconstpointer a, gconstpointer b)
{
  const HavenSuspension *one = *(HavenSuspension *const *) a;
  const HavenSuspension *two = *(HavenSuspension *const *) b;

  if (one->pupil_id != two->pupil_id)
    return one->pupil_id < two->pupil_id ? -1 : 1;
  return one->id < two->id ? -1 : 1;
}

static GPtrArray *
make_pupils (GRand *rand)
{
  GPtrArray *pupils = g_ptr_array_new_with_free_func (free_pupil);

  for (int i = 1; i <= PUPILS; i++) {
    HavenPupil *pupil = haven_pupil_new ();
    pupil->id = i * 3;
    pupil->surname = g_strdup_printf ("Invented%d", g_rand_int_range (rand, 0, 20));
    pupil->forename = g_strdup_printf ("Sam%d", g_rand_int_range (rand, 0, 5));
    pupil->upn = i % 7 == 0 ? NULL : g_strdup_printf ("X%012d", i);
    g_ptr_array_add (pupils, pupil);
  }
  return pupils;
}

static GPtrArray *
make_suspensions (GRand *rand)
{
  GPtrArray *suspensions = g_ptr_array_new_with_free_func (free_suspension);

  for (int i = 1; i <= SUSPENSIONS; i++) {
    HavenSuspension *suspension = haven_suspension_new ();
    suspension->id = i;
    suspension->pupil_id = g_rand_int_range (rand, 1, PUPILS * 3 + 1);
    g_ptr_array_add (suspensions, suspension);
  }
  if (g_rand_boolean (rand))                /* or the school does it */
    g_ptr_array_sort (suspensions, compare_suspensions);
  return suspensions;
}

static HavenSchool *
make_school (guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  GPtrArray *tables[HAVEN_N_TABLES] = { NULL };

  tables[HAVEN_TABLE_PUPILS] = make_pupils (rand);
  tables[HAVEN_TABLE_SUSPENSIONS] = make_suspensions (rand);
  return haven_school_new (NULL, tables);
}

static guint
count_suspensions (HavenSchool *school, gint64 pupil_id)
{
  GPtrArray *all = haven_school_get_table (school, HAVEN_TABLE_SUSPENSIONS);
  guint n = 0;

  for (guint i = 0; i < all->len; i++)
    n += ((HavenSuspension *) all->pdata[i])->pupil_id == pupil_id;
  return n;
}

static void
check_slice (HavenSchool *school, gint64 pupil_id)
{
  HavenSlice slice = haven_school_of_pupil (school, HAVEN_TABLE_SUSPENSIONS, pupil_id);

  g_assert_cmpuint (slice.n, ==, count_suspensions (school, pupil_id));
  for (guint i = 0; i < slice.n; i++) {
    const HavenSuspension *one = slice.items[i];
    g_assert_cmpint (one->pupil_id, ==, pupil_id);
    if (i > 0)
      g_assert_cmpint (((HavenSuspension *) slice.items[i - 1])->id, <, one->id);
  }
}

static void
check_ids (HavenSchool *school, HavenTable table, gint64 until)
{
  GPtrArray *all = haven_school_get_table (school, table);

  for (gint64 id = -1; id <= until; id++) {
    gconstpointer twin = NULL;
    for (guint i = 0; i < all->len; i++)
      if (*(gint64 *) all->pdata[i] == id)
        twin = all->pdata[i];
    g_assert_true (haven_school_get_record (school, table, id) == twin);
  }
}

static void
test_against_twin (void)
{
  for (guint32 seed = 1; seed <= 20; seed++) {
    g_autoptr (HavenSchool) school = make_school (seed);
    for (gint64 pupil = -1; pupil <= PUPILS * 3 + 2; pupil++)
      check_slice (school, pupil);
    check_ids (school, HAVEN_TABLE_SUSPENSIONS, SUSPENSIONS + 2);
    check_ids (school, HAVEN_TABLE_PUPILS, PUPILS * 3 + 2);
  }
}

static void
test_pupils_by_name_and_upn (void)
{
  g_autoptr (HavenSchool) school = make_school (7);

  g_assert_cmpuint (haven_school_get_n_pupils (school), ==, PUPILS);
  for (guint i = 0; i < PUPILS; i++) {
    const HavenPupil *pupil = haven_school_get_nth_pupil (school, i);
    const HavenPupil *before = i > 0 ? haven_school_get_nth_pupil (school, i - 1) : NULL;
    g_assert_true (before == NULL || haven_pupil_compare (&before, &pupil) < 0);
    g_assert_true (haven_school_get_pupil (school, pupil->id) == pupil);
    if (pupil->upn != NULL)
      g_assert_true (haven_school_find_upn (school, pupil->upn) == pupil);
  }
  g_assert_null (haven_school_find_upn (school, "X000000000000"));
  g_assert_null (haven_school_find_upn (school, NULL));
}

static void
test_empty (void)
{
  GPtrArray *tables[HAVEN_N_TABLES] = { NULL };
  g_autoptr (HavenSchool) school = haven_school_new (NULL, tables);
  int session = 5;

  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++) {
    g_assert_cmpuint (haven_school_get_table (school, table)->len, ==, 0);
    g_assert_null (haven_school_get_record (school, table, 1));
  }
  g_assert_null (haven_school_get_marks (school, 1, 2025));
  g_assert_null (haven_school_get_weeks (school, 1, 2025));
  g_assert_cmpstr (haven_school_get_setting (school, "name", "none"), ==, "none");
  g_assert_cmpint (haven_school_get_last_mark (school, 20000, &session), ==, HAVEN_DAY_NONE);
  g_assert_cmpint (session, ==, 5);
}

static void
test_shares_what_did_not_change (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  GPtrArray *tables[HAVEN_N_TABLES] = { NULL };
  HavenSchool *first = make_school (3);
  HavenSchool *second = NULL;
  const HavenPupil *pupil = haven_school_get_nth_pupil (first, 4);

  tables[HAVEN_TABLE_SUSPENSIONS] = make_suspensions (rand);
  second = haven_school_new (first, tables);
  g_assert_true (haven_school_get_table (first, HAVEN_TABLE_PUPILS) == haven_school_get_table (second, HAVEN_TABLE_PUPILS));
  g_assert_true (haven_school_get_table (first, HAVEN_TABLE_SUSPENSIONS) != haven_school_get_table (second, HAVEN_TABLE_SUSPENSIONS));
  g_assert_true (haven_school_get_calendar (first) == haven_school_get_calendar (second));
  haven_school_unref (first);
  g_assert_true (haven_school_get_nth_pupil (second, 4) == pupil);
  check_slice (second, pupil->id);
  haven_school_unref (second);
}

/* Every other one changed, one of them twice, and as many new ones */
static GPtrArray *
make_changes (HavenSchool *school)
{
  GPtrArray *all = haven_school_get_table (school, HAVEN_TABLE_SUSPENSIONS);
  GPtrArray *changes = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_suspension_free);

  for (guint i = 0; i < all->len; i++) {
    HavenSuspension *change = haven_suspension_copy (all->pdata[i]);
    change->sessions = 1000 + i;
    if (i % 2 == 1)
      change->id += 10 * SUSPENSIONS;
    g_ptr_array_add (changes, change);
    if (i == 0)
      change->sessions = 999;
    if (i == 0)
      g_ptr_array_add (changes, haven_suspension_copy (change));
  }
  ((HavenSuspension *) changes->pdata[1])->sessions = 1000;
  return changes;
}

static void
check_changed (HavenSchool *before, HavenSchool *school)
{
  GPtrArray *all = haven_school_get_table (before, HAVEN_TABLE_SUSPENSIONS);

  for (guint i = 0; i < all->len; i++) {
    gint64 id = ((HavenSuspension *) all->pdata[i])->id;
    const HavenSuspension *there = haven_school_get_record (school, HAVEN_TABLE_SUSPENSIONS, id);
    const HavenSuspension *more = haven_school_get_record (school, HAVEN_TABLE_SUSPENSIONS, id + 10 * SUSPENSIONS);
    g_assert_true ((there == all->pdata[i]) == (i % 2 == 1));
    g_assert_true ((more != NULL) == (i % 2 == 1));
    g_assert_cmpint ((i % 2 == 1 ? more : there)->sessions, ==, 1000 + i);
  }
}

static void
test_changed (void)
{
  for (guint32 seed = 1; seed <= 20; seed++) {
    HavenSchool *first = make_school (seed);
    GPtrArray *changes[HAVEN_N_TABLES] = { [HAVEN_TABLE_SUSPENSIONS] = make_changes (first) };
    guint n = haven_school_get_table (first, HAVEN_TABLE_SUSPENSIONS)->len;
    g_autoptr (HavenSchool) second = haven_school_new_changed (first, changes);

    g_assert_true (haven_school_get_table (first, HAVEN_TABLE_PUPILS) == haven_school_get_table (second, HAVEN_TABLE_PUPILS));
    g_assert_cmpuint (haven_school_get_table (second, HAVEN_TABLE_SUSPENSIONS)->len, ==, n + n / 2);
    check_changed (first, second);
    haven_school_unref (first);            /* what it lent lives on */
    for (gint64 pupil = -1; pupil <= PUPILS * 3 + 2; pupil++)
      check_slice (second, pupil);
    check_ids (second, HAVEN_TABLE_SUSPENSIONS, 11 * SUSPENSIONS + 2);
  }
}

static HavenRegister *
make_register (gint64 id, gint64 pupil_id, int year, HavenDay last, int session)
{
  guint8 marks[HAVEN_REGISTER_BYTES] = { 0 };
  HavenRegister *self = haven_register_new ();

  memset (marks, '/', haven_register_index (last, session) + 1);
  self->id = id;
  self->pupil_id = pupil_id;
  self->year = year;
  self->marks = g_bytes_new (marks, sizeof marks);
  return self;
}

static HavenWeeks *
make_weeks (gint64 id, gint64 pupil_id, int year, HavenDay day, guint16 covered)
{
  HavenWeek weeks[HAVEN_WEEKS_A_YEAR] = { { 0 } };
  HavenWeeks *self = haven_weeks_new ();

  weeks[haven_week_index (day)].covered = covered;
  self->id = id;
  self->pupil_id = pupil_id;
  self->year = year;
  self->weeks = g_bytes_new (weeks, sizeof weeks);
  return self;
}

static HavenSchool *
make_marked_school (void)
{
  GPtrArray *tables[HAVEN_N_TABLES] = { NULL };

  tables[HAVEN_TABLE_REGISTERS] = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_register_free);
  g_ptr_array_add (tables[HAVEN_TABLE_REGISTERS], make_register (2, 1, 2024, haven_day_new (2025, 7, 18), 1));
  g_ptr_array_add (tables[HAVEN_TABLE_REGISTERS], make_register (1, 1, 2025, haven_day_new (2025, 11, 12), 0));
  tables[HAVEN_TABLE_WEEKS] = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_weeks_free);
  g_ptr_array_add (tables[HAVEN_TABLE_WEEKS], make_weeks (1, 2, 2025, haven_day_new (2025, 11, 10), 0x3F));  /* Monday to Wednesday */
  return haven_school_new (NULL, tables);
}

static void
check_last (HavenSchool *school, HavenDay until, HavenDay day, int session)
{
  int found = -1;

  g_assert_cmpint (haven_school_get_last_mark (school, until, &found), ==, day);
  g_assert_cmpint (found, ==, session);
}

static void
test_last_mark (void)
{
  g_autoptr (HavenSchool) school = make_marked_school ();

  check_last (school, haven_day_new (2026, 1, 1), haven_day_new (2025, 11, 12), 1);   /* the weeks reach the afternoon */
  check_last (school, haven_day_new (2025, 11, 12), haven_day_new (2025, 11, 12), 1);
  check_last (school, haven_day_new (2025, 11, 11), haven_day_new (2025, 11, 11), 1);
  check_last (school, haven_day_new (2025, 8, 20), haven_day_new (2025, 7, 18), 1);   /* the year before */
  g_assert_cmpint (haven_school_get_last_mark (school, haven_day_new (2024, 8, 31), NULL), ==, HAVEN_DAY_NONE);
}

static void
test_marks_and_weeks (void)
{
  g_autoptr (HavenSchool) school = make_marked_school ();

  g_assert_cmpuint (haven_school_get_marks (school, 1, 2025)[0], ==, '/');
  g_assert_null (haven_school_get_marks (school, 1, 2023));
  g_assert_null (haven_school_get_marks (school, 2, 2025));
  g_assert_cmpuint (haven_school_get_weeks (school, 2, 2025)[haven_week_index (haven_day_new (2025, 11, 10))].covered, ==, 0x3F);
  g_assert_null (haven_school_get_weeks (school, 1, 2025));
}

static HavenDates *
make_dates (HavenDatesType type, int year, HavenTerm term, HavenDay first, HavenDay last)
{
  HavenDates *dates = haven_dates_new ();

  dates->type = type;
  dates->year = year;
  dates->term = term;
  dates->first = first;
  dates->last = last;
  return dates;
}

static void
test_calendar (void)
{
  GPtrArray *tables[HAVEN_N_TABLES] = { NULL };
  GPtrArray *dates = tables[HAVEN_TABLE_CALENDAR] = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_dates_free);
  g_autoptr (HavenSchool) school = NULL;
  HavenCalendar *calendar;

  g_ptr_array_add (dates, make_dates (HAVEN_DATES_TERM, 2025, HAVEN_TERM_AUTUMN, haven_day_new (2025, 9, 3), haven_day_new (2025, 12, 19)));
  g_ptr_array_add (dates, make_dates (HAVEN_DATES_HALF_TERM, 2025, 0, haven_day_new (2025, 10, 27), haven_day_new (2025, 10, 31)));
  g_ptr_array_add (dates, make_dates (HAVEN_DATES_CLOSED, 2025, 0, haven_day_new (2025, 11, 20), haven_day_new (2025, 11, 21)));
  g_ptr_array_add (dates, make_dates (HAVEN_DATES_CLOSED, 2025, 0, HAVEN_DAY_NONE, HAVEN_DAY_NONE));   /* says nothing */
  g_ptr_array_add (dates, make_dates (HAVEN_DATES_TERM, 2025, HAVEN_TERM_YEAR, haven_day_new (2025, 9, 3), haven_day_new (2026, 7, 1)));
  school = haven_school_new (NULL, tables);
  calendar = haven_school_get_calendar (school);
  g_assert_false (haven_calendar_is_school_day (calendar, haven_day_new (2025, 9, 2)));
  g_assert_true (haven_calendar_is_school_day (calendar, haven_day_new (2025, 9, 3)));
  g_assert_false (haven_calendar_is_school_day (calendar, haven_day_new (2025, 10, 28)));
  g_assert_false (haven_calendar_is_school_day (calendar, haven_day_new (2025, 11, 21)));
  g_assert_true (haven_calendar_is_school_day (calendar, haven_day_new (2025, 11, 24)));
}

static void
test_settings (void)
{
  GPtrArray *tables[HAVEN_N_TABLES] = { NULL };
  HavenSetting *setting = haven_setting_new ();
  g_autoptr (HavenSchool) school = NULL;

  setting->id = 1;
  setting->key = g_strdup ("registers");
  setting->value = g_strdup ("everyone");
  tables[HAVEN_TABLE_SETTINGS] = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_setting_free);
  g_ptr_array_add (tables[HAVEN_TABLE_SETTINGS], setting);
  school = haven_school_new (NULL, tables);
  g_assert_cmpstr (haven_school_get_setting (school, "registers", "flagged"), ==, "everyone");
  g_assert_null (haven_school_get_setting (school, "name", NULL));
}

/* More tables than an int has bits: the last of them is a bit of its own, and all are all */
static void
test_every_table_has_a_bit (void)
{
  HavenTables all = 0;

  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++) {
    g_assert_cmpuint (HAVEN_TABLE_BIT (table), !=, 0);
    g_assert_cmpuint (all & HAVEN_TABLE_BIT (table), ==, 0);
    all |= HAVEN_TABLE_BIT (table);
  }
  g_assert_cmpuint (HAVEN_N_TABLES, >, 32);
  g_assert_cmpuint (all, ==, HAVEN_ALL_TABLES);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/school/against-twin", test_against_twin);
  g_test_add_func ("/model/school/pupils-by-name-and-upn", test_pupils_by_name_and_upn);
  g_test_add_func ("/model/school/empty", test_empty);
  g_test_add_func ("/model/school/shares-what-did-not-change", test_shares_what_did_not_change);
  g_test_add_func ("/model/school/changed", test_changed);
  g_test_add_func ("/model/practice_07/last-mark", test_last_mark);
  g_test_add_func ("/model/school/marks-and-weeks", test_marks_and_weeks);
  g_test_add_func ("/model/school/calendar", test_calendar);
  g_test_add_func ("/model/school/settings", test_settings);
  g_test_add_func ("/model/school/every-table-has-a-bit", test_every_table_has_a_bit);
  return g_test_run ();
}
