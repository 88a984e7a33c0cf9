/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-attention.h"
#include "haven-attendance.h"
#include "haven-demo.h"
#include "haven-reference.h"
#include "haven-test-school.h"
#include "haven-upn.h"

#include <string.h>

#define DAY(year, month, day) haven_day_new (year, month, day)

static HavenSchool *
make_school (HavenDemoSize size, guint32 seed, HavenDay today)
{
  GPtrArray *tables[HAVEN_N_TABLES] = { NULL };

  haven_demo_make (size, seed, haven_clock_fixed (today), tables);
  return haven_test_school_from_tables (tables);
}

static gboolean
is_same_table (GPtrArray *a, GPtrArray *b, const HavenKind *kind)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (!haven_record_equal (kind, a->pdata[i], b->pdata[i]))
      return FALSE;
  return TRUE;
}

static guint
count_same_tables (HavenSchool *a, HavenSchool *b)
{
  guint same = 0;

  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++)
    same += is_same_table (haven_school_get_table (a, table), haven_school_get_table (b, table), haven_table_get_kind (table));
  return same;
}

/* Whatever the time of that day is */
static void
test_same_seed_same_school (void)
{
  HavenClock morning = haven_clock_fixed (DAY (2026, 3, 18));
  GPtrArray *tables[HAVEN_N_TABLES] = { NULL };
  g_autoptr(HavenSchool) one = make_school (HAVEN_DEMO_SMALL, 7, DAY (2026, 3, 18));
  g_autoptr(HavenSchool) other = make_school (HAVEN_DEMO_SMALL, 8, DAY (2026, 3, 18));
  g_autoptr(HavenSchool) again = NULL;

  morning.minute = 8 * 60;
  morning.now -= 10 * 3600;
  haven_demo_make (HAVEN_DEMO_SMALL, 7, morning, tables);
  again = haven_test_school_from_tables (tables);
  g_assert_cmpuint (count_same_tables (one, again), ==, HAVEN_N_TABLES);
  g_assert_cmpuint (count_same_tables (one, other), <, HAVEN_N_TABLES / 2);
}

static guint
count_flagged (HavenSchool *school, HavenDay today)
{
  g_autoptr(GPtrArray) members = haven_group_members (school, HAVEN_GROUP_FLAGGED, haven_academic_year_span (haven_academic_year (today)),
                                                      haven_clock_fixed (today));

  return members->len;
}

static void
check_numbers (HavenSchool *school)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < haven_school_get_n_pupils (school); i++) {
    const HavenPupil *pupil = haven_school_get_nth_pupil (school, i);
    g_assert_true (haven_upn_is_valid (pupil->upn));
    g_assert_true (g_hash_table_add (seen, pupil->upn));
    g_assert_cmpint (haven_day_get_age (pupil->born, DAY (2025, 8, 31)), ==, haven_pupil_get_year (pupil) + 4);
  }
}

static void
check_size (HavenDemoSize size, guint pupils)
{
  HavenDay today = DAY (2026, 3, 18);
  g_autoptr(HavenSchool) school = make_school (size, 1, today);
  guint flagged = count_flagged (school, today);

  g_assert_cmpuint (haven_school_get_n_pupils (school), ==, pupils);
  g_assert_cmpuint (100 * flagged, >=, 6 * pupils);
  g_assert_cmpuint (100 * flagged, <=, 15 * pupils);
  check_numbers (school);
}

static void
test_sizes (void)
{
  check_size (HAVEN_DEMO_SMALL, 120);
  check_size (HAVEN_DEMO_SCHOOL, 1000);
  check_size (HAVEN_DEMO_LARGE, 2000);
}

/* The demo has marks, not totals; and what has been sent, put off, held, decided or erased nobody invents */
static gboolean
is_for_people (HavenTable table)
{
  static const HavenTable tables[] = {
    HAVEN_TABLE_RELEASES, HAVEN_TABLE_TOTALS, HAVEN_TABLE_SNOOZES, HAVEN_TABLE_HOLDS, HAVEN_TABLE_DEPARTURES, HAVEN_TABLE_REVIEWS,
    HAVEN_TABLE_ERASURES, HAVEN_TABLE_ACCESS_REQUESTS, HAVEN_TABLE_ACCESS_CHOICES, HAVEN_TABLE_TRANSFERS,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    if (tables[i] == table)
      return TRUE;
  return FALSE;
}

/* Every view has something to show */
static void
test_nothing_is_empty (void)
{
  g_autoptr(HavenSchool) school = make_school (HAVEN_DEMO_SMALL, 3, DAY (2026, 3, 18));

  for (HavenTable table = 0; table < HAVEN_N_TABLES; table++) {
    g_test_message ("%s", haven_table_get_kind (table)->name);
    if (is_for_people (table))
      g_assert_cmpuint (haven_school_get_table (school, table)->len, ==, 0);
    else
      g_assert_cmpuint (haven_school_get_table (school, table)->len, >, 0);
  }
}

static gboolean
has_rule (HavenAttention *attention, const char *rule)
{
  for (guint i = 0; i < attention->items->len; i++)
    if (strcmp (((HavenAttentionItem *) attention->items->pdata[i])->rule, rule) == 0)
      return TRUE;
  return FALSE;
}

static void
test_today_has_stories (void)
{
  static const char *const rules[] = {
    "unexplained-absence", "suspension-notices", "unrecorded-suspension", "part-time-review", "meeting-due", "reason-wanted",
    "bookings-waiting",
  };
  HavenClock clock = haven_clock_fixed (DAY (2026, 3, 18));

  for (guint seed = 1; seed <= 5; seed++) {
    g_autoptr(HavenSchool) school = make_school (HAVEN_DEMO_SMALL, seed, clock.today);
    g_autoptr(HavenAttention) attention = haven_attention_new (school, clock);

    g_assert_true (attention->reaches_now);
    for (guint i = 0; i < G_N_ELEMENTS (rules); i++) {
      g_test_message ("seed %u: %s", seed, rules[i]);
      g_assert_true (has_rule (attention, rules[i]));
    }
    g_assert_cmpstr (((HavenAttentionItem *) attention->items->pdata[0])->rule, ==, "unexplained-absence");
  }
}

/* What is put off, or worded anew, is kept by rule, child and number: no two lines share them */
static void
check_known_apart (HavenDemoSize size)
{
  HavenClock clock = haven_clock_fixed (DAY (2026, 3, 18));
  g_autoptr(HavenSchool) school = make_school (size, 6, clock.today);
  g_autoptr(HavenAttention) attention = haven_attention_new (school, clock);
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < attention->items->len; i++) {
    const HavenAttentionItem *item = attention->items->pdata[i];
    g_autofree char *key = g_strdup_printf ("%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, item->rule, item->pupil_id, item->record_id);
    g_test_message ("%s: %s", key, item->sentence);
    g_assert_true (g_hash_table_add (seen, g_steal_pointer (&key)));
  }
}

static void
test_known_apart (void)
{
  check_known_apart (HAVEN_DEMO_SMALL);
  check_known_apart (HAVEN_DEMO_SCHOOL);
}

static void
check_day (HavenDay today)
{
  g_autoptr(HavenSchool) school = make_school (HAVEN_DEMO_SMALL, 5, today);
  g_autoptr(HavenAttention) attention = haven_attention_new (school, haven_clock_fixed (today));
  g_autofree char *iso = haven_day_to_iso (today);

  g_test_message ("%s", iso);
  g_assert_cmpint (haven_school_get_last_mark (school, today + 1000, NULL), <=, today);
  g_assert_true (attention->reaches_now);
}

/* Term, half term, Christmas, the first day, a Sunday, August, a leap day */
static void
test_any_day (void)
{
  HavenDay days[] = {
    DAY (2026, 11, 21), DAY (2025, 9, 1), DAY (2025, 9, 2), DAY (2025, 9, 9), DAY (2025, 10, 29), DAY (2025, 12, 25), DAY (2026, 1, 6),
    DAY (2026, 4, 5), DAY (2026, 7, 21), DAY (2026, 8, 20), DAY (2028, 2, 29), DAY (2027, 3, 27),
  };

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    check_day (days[i]);
}

/* The totals of a child with a register are those of the register */
static void
test_totals_agree (void)
{
  HavenSpan year = haven_academic_year_span (2025);
  g_autoptr(HavenSchool) school = make_school (HAVEN_DEMO_SMALL, 2, DAY (2026, 3, 18));
  GPtrArray *none[HAVEN_N_TABLES] = { NULL };
  g_autoptr(HavenSchool) totals_only = NULL;

  none[HAVEN_TABLE_REGISTERS] = g_ptr_array_new ();
  totals_only = haven_school_new (school, none);
  for (guint i = 0; i < haven_school_get_n_pupils (school); i++) {
    const HavenPupil *pupil = haven_school_get_nth_pupil (school, i);
    HavenAttendance one = haven_attendance_of_pupil (school, pupil->id, year);
    HavenAttendance other = haven_attendance_of_pupil (totals_only, pupil->id, year);
    g_assert_cmpint (one.possible, ==, other.possible);
    g_assert_cmpint (one.attended, ==, other.attended);
    g_assert_cmpint (one.unauthorised, ==, other.unauthorised);
    g_assert_cmpint (one.late_before, ==, other.late_before);
  }
}

static double
get_absence (HavenSchool *school, HavenGroup group)
{
  HavenClock clock = haven_clock_fixed (DAY (2026, 7, 21));
  HavenSpan year = haven_academic_year_span (2025);
  g_autoptr(GPtrArray) members = haven_group_members (school, group, year, clock);
  HavenAttendance figures;

  g_assert_true (haven_attendance_of (school, members, year, &figures, NULL));
  return haven_absence_percent (&figures);
}

/* Believable: the published rates are 8 % for secondary schools, 26 % for children in need, 32 % on a plan, 12 % looked after */
static void
test_rates (void)
{
  g_autoptr(HavenSchool) school = make_school (HAVEN_DEMO_SCHOOL, 1, DAY (2026, 7, 21));
  double others = get_absence (school, HAVEN_GROUP_OTHERS);
  double cin = get_absence (school, HAVEN_GROUP_CIN);

  g_test_message ("others %.1f, in need %.1f, looked after %.1f", others, cin, get_absence (school, HAVEN_GROUP_CLA));
  g_assert_cmpfloat (others, >, 5);
  g_assert_cmpfloat (others, <, 11);
  g_assert_cmpfloat (cin, >, 14);
  g_assert_cmpfloat (cin, <, 34);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  haven_reference_start ();
  g_test_add_func ("/session/demo/same-seed-same-school", test_same_seed_same_school);
  g_test_add_func ("/session/demo/sizes", test_sizes);
  g_test_add_func ("/session/demo/nothing-is-empty", test_nothing_is_empty);
  g_test_add_func ("/session/demo/today-has-stories", test_today_has_stories);
  g_test_add_func ("/session/demo/today-is-known-apart", test_known_apart);
  g_test_add_func ("/session/demo/any-day", test_any_day);
  g_test_add_func ("/session/demo/totals-agree", test_totals_agree);
  g_test_add_func ("/session/demo/rates", test_rates);
  return g_test_run ();
}
