/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The clocks of whoever left, and the child protection file, by table */
#include <string.h>

#include "haven-error.h"
#include "haven-retention.h"
#include "haven-test-school.h"

typedef struct {
  const char *says;
  const char *left;
  gboolean child;               /* had a social worker */
  const char *setting;          /* months of the school's own; NULL: as the program has it */
  const char *until;
} Clock;

static const Clock clocks[] = {
  { "pupil, in the autumn", "2025-12-19", FALSE, NULL, "2027-08-31" },
  { "pupil, on the last day of a year", "2026-08-31", FALSE, NULL, "2027-08-31" },
  { "pupil, on the first day of the next", "2026-09-01", FALSE, NULL, "2028-08-31" },
  { "child: the longer of the two", "2025-12-19", TRUE, NULL, "2027-08-31" },
  { "child, on the last day of a year", "2026-08-31", TRUE, NULL, "2027-08-31" },
  { "child: the school's own time", "2025-12-19", TRUE, "36", "2028-12-19" },
  { "child: a short one, with the year's figures", "2025-12-19", TRUE, "0", "2027-08-31" },
  { "child: on 29 February, a year later", "2024-02-29", TRUE, "24", "2026-02-28" },
  { "child: a setting that is none", "2025-12-19", TRUE, "soon", "2027-08-31" },
  { "child: a setting out of bounds", "2025-12-19", TRUE, "9999", "2027-08-31" },
  { "pupil: the setting is the child's", "2025-12-19", FALSE, "36", "2027-08-31" },
};

typedef struct {
  HavenTestSchool *draft;
  HavenSchool *school;
  gint64 id;
} World;

static World
world_new (const char *left, gboolean child)
{
  World world = { haven_test_school_new (), NULL, 0 };

  haven_test_school_add_calendar (world.draft, 2025);
  haven_test_school_add_calendar (world.draft, 2026);
  world.id = haven_test_school_add_pupil (world.draft, 1, 9);
  haven_test_school_get_pupil (world.draft, world.id)->left = left != NULL ? haven_test_day (left) : HAVEN_DAY_NONE;
  if (child)
    haven_test_school_add_spell (world.draft, world.id, HAVEN_STATUS_CIN, "2024-01-10", "");
  return world;
}

static void
world_build (World *world)
{
  world->school = haven_test_school_build (g_steal_pointer (&world->draft));
}

static HavenClock
on (const char *day)
{
  return haven_clock_fixed (haven_test_day (day));
}

static void
test_clock (gconstpointer data)
{
  const Clock *one = data;
  World world = world_new (one->left, one->child);
  HavenRetention retention;

  if (one->setting != NULL)
    haven_test_school_set (world.draft, "retention.child.months", one->setting);
  world_build (&world);
  g_assert_true (haven_retention_find (world.school, world.id, on (one->until), &retention));
  g_assert_cmpint (retention.until, ==, haven_test_day (one->until));
  g_assert_cmpint (retention.state, ==, HAVEN_RETENTION_KEPT);     /* on its last day still */
  haven_school_unref (world.school);
}

/* ---- states ---- */

static HavenDeparture *
add_departure (World *world, const char *left)
{
  HavenDeparture *departure = haven_departure_new ();

  departure->pupil_id = world->id;
  departure->left = haven_test_day (left);
  haven_test_school_add (world->draft, HAVEN_TABLE_DEPARTURES, departure);
  return departure;
}

static HavenRetentionState
state_on (World *world, const char *day)
{
  HavenRetention retention;

  g_assert_true (haven_retention_find (world->school, world->id, on (day), &retention));
  return retention.state;
}

static void
test_advance (void)
{
  World world = world_new ("2025-12-19", FALSE);

  world_build (&world);
  g_assert_cmpint (state_on (&world, "2027-08-31"), ==, HAVEN_RETENTION_KEPT);
  g_assert_cmpint (state_on (&world, "2027-09-01"), ==, HAVEN_RETENTION_DUE);
  haven_school_unref (world.school);
}

/* Practice 25: nothing is due while nobody knows where the file is */
static void
test_waits_for_the_file (void)
{
  static const struct {
    const char *printed, *sent, *receipt;
    gboolean stays;
    HavenRetentionState state;
  } files[] = {
    { NULL, NULL, NULL, FALSE, HAVEN_RETENTION_WAITS },
    { "2026-01-05", NULL, NULL, FALSE, HAVEN_RETENTION_WAITS },
    { "2026-01-05", "2026-01-06", NULL, FALSE, HAVEN_RETENTION_WAITS },
    { "2026-01-05", "2026-01-06", "2026-01-07", FALSE, HAVEN_RETENTION_DUE },
    { "2026-01-05", NULL, NULL, TRUE, HAVEN_RETENTION_DUE },
    { NULL, NULL, NULL, TRUE, HAVEN_RETENTION_WAITS },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++) {
    World world = world_new ("2025-12-19", TRUE);
    HavenDeparture *departure = add_departure (&world, "2025-12-19");
    departure->printed_on = files[i].printed != NULL ? haven_test_day (files[i].printed) : HAVEN_DAY_NONE;
    departure->sent_on = files[i].sent != NULL ? haven_test_day (files[i].sent) : HAVEN_DAY_NONE;
    departure->receipt_on = files[i].receipt != NULL ? haven_test_day (files[i].receipt) : HAVEN_DAY_NONE;
    departure->stays = files[i].stays;
    world_build (&world);
    g_test_message ("%" G_GSIZE_FORMAT, i);
    g_assert_cmpint (state_on (&world, "2027-09-01"), ==, files[i].state);
    haven_school_unref (world.school);
  }
}

/* What is recorded of an earlier leaving says nothing of this one. */
static void
test_left_twice (void)
{
  World world = world_new ("2025-12-19", TRUE);
  HavenDeparture *departure = add_departure (&world, "2024-07-19");
  HavenLeaving leaving;

  departure->printed_on = departure->sent_on = departure->receipt_on = haven_test_day ("2024-07-22");
  world_build (&world);
  g_assert_true (haven_leaving_find (world.school, world.id, &leaving));
  g_assert_cmpint (leaving.stage, ==, HAVEN_FILE_TO_PRINT);
  g_assert_null (leaving.departure);
  haven_school_unref (world.school);
}

static void
add_hold (World *world, const char *lifted)
{
  HavenHold *hold = haven_hold_new ();

  hold->pupil_id = world->id;
  hold->ground = g_strdup ("court");
  hold->set_on = haven_test_day ("2026-01-05");
  hold->lifted_on = lifted != NULL ? haven_test_day (lifted) : HAVEN_DAY_NONE;
  haven_test_school_add (world->draft, HAVEN_TABLE_HOLDS, hold);
}

static void
test_held (void)
{
  World world = world_new ("2025-12-19", FALSE);

  add_hold (&world, "2026-02-01");
  add_hold (&world, NULL);
  world_build (&world);
  g_assert_cmpint (state_on (&world, "2026-03-01"), ==, HAVEN_RETENTION_HELD);
  g_assert_cmpint (state_on (&world, "2040-03-01"), ==, HAVEN_RETENTION_HELD);
  haven_school_unref (world.school);
}

static void
add_review (World *world, const char *day, const char *until)
{
  HavenReview *review = haven_review_new ();

  review->pupil_id = world->id;
  review->day = haven_test_day (day);
  review->until = haven_test_day (until);
  review->why = g_strdup ("a claim is expected");
  haven_test_school_add (world->draft, HAVEN_TABLE_REVIEWS, review);
}

/* The last one counts; one of before this leaving does not. */
static void
test_reviewed (void)
{
  World world = world_new ("2025-12-19", FALSE);
  HavenRetention retention;
  g_autofree char *why = NULL;

  add_review (&world, "2025-01-01", "2050-01-01");
  add_review (&world, "2027-09-05", "2029-01-01");
  add_review (&world, "2027-09-04", "2040-01-01");
  world_build (&world);
  g_assert_true (haven_retention_find (world.school, world.id, on ("2028-01-01"), &retention));
  g_assert_cmpint (retention.until, ==, haven_test_day ("2029-01-01"));
  g_assert_cmpint (retention.state, ==, HAVEN_RETENTION_KEPT);
  g_assert_cmpint (state_on (&world, "2029-01-02"), ==, HAVEN_RETENTION_DUE);
  why = haven_retention_dup_why (&retention);
  g_assert_nonnull (strstr (why, "a claim is expected"));
  haven_school_unref (world.school);
}

/* ---- staff ---- */

static void
test_staff (void)
{
  World world = world_new (NULL, FALSE);
  HavenPerson *person = haven_person_new ();
  HavenRetention retention;

  person->type = HAVEN_PERSON_STAFF;
  person->last = haven_test_day ("2025-08-31");
  haven_test_school_add (world.draft, HAVEN_TABLE_PEOPLE, person);
  world_build (&world);
  g_assert_false (haven_retention_find_staff (world.school, person->id, on ("2025-08-30"), &retention));
  g_assert_true (haven_retention_find_staff (world.school, person->id, on ("2026-08-31"), &retention));
  g_assert_cmpint (retention.state, ==, HAVEN_RETENTION_KEPT);
  g_assert_true (haven_retention_find_staff (world.school, person->id, on ("2026-09-01"), &retention));
  g_assert_cmpint (retention.state, ==, HAVEN_RETENTION_DUE);
  haven_school_unref (world.school);
}

/* ---- the file's own time ---- */

static void
test_file_until (void)
{
  static const struct {
    const char *born, *until;
  } births[] = {
    { "2010-05-17", "2035-05-17" },
    { "2012-02-29", "2037-03-01" },         /* no 29 February in 2037 */
    { "2008-02-28", "2033-02-28" },
    { "2011-12-31", "2036-12-31" },
    { "2011-03-01", "2036-03-01" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (births); i++)
    g_assert_cmpint (haven_retention_file_until (haven_test_day (births[i].born)), ==, haven_test_day (births[i].until));
  g_assert_cmpint (haven_retention_file_until (HAVEN_DAY_NONE), ==, HAVEN_DAY_NONE);
}

/* ---- grounds ---- */

static gboolean
may (World *world, const char *ground, const char *day)
{
  g_autoptr (GError) error = NULL;
  gboolean answer = haven_retention_check (world->school, world->id, 0, ground, on (day), &error);

  if (!answer)
    g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED);
  return answer;
}

static void
test_grounds (void)
{
  World world = world_new ("2025-12-19", FALSE), here = world_new (NULL, FALSE);

  world_build (&world);
  world_build (&here);
  g_assert_false (may (&world, "time", "2027-08-31"));
  g_assert_true (may (&world, "time", "2027-09-01"));
  g_assert_false (may (&here, "time", "2027-09-01"));
  g_assert_false (may (&world, "because", "2027-09-01"));
  g_assert_false (may (&world, NULL, "2027-09-01"));
  for (const char *const *ground = haven_erasure_grounds (); *ground != NULL; ground++)
    if (!haven_erasure_ground_is_after_time (*ground)) {
      g_assert_true (may (&world, *ground, "2026-01-01"));
      g_assert_true (may (&here, *ground, "2026-01-01"));
    }
  haven_school_unref (world.school);
  haven_school_unref (here.school);
}

/* Practice 25: five school days in the year, the first five of a new term over a holiday */
static void
test_file_due (void)
{
  World world = world_new (NULL, FALSE);
  HavenCalendar *calendar;
  HavenDay left, first;

  world_build (&world);
  calendar = haven_school_get_calendar (world.school);
  left = haven_test_day ("2025-11-10");                            /* a Monday in the middle of a half term */
  g_assert_cmpint (haven_leaving_file_due (calendar, left), ==, haven_test_day ("2025-11-17"));
  left = haven_calendar_last_school_day (calendar, haven_calendar_get_span (calendar, (HavenPeriod) { 2025, HAVEN_TERM_AUTUMN }));
  first = haven_calendar_add_school_days (calendar, left, 1);
  g_assert_cmpint (haven_calendar_get_period (calendar, first).term, ==, HAVEN_TERM_SPRING);
  g_assert_cmpint (haven_leaving_file_due (calendar, left), ==, haven_calendar_add_school_days (calendar, first, 4));
  haven_school_unref (world.school);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (clocks); i++) {
    g_autofree char *path = g_strdup_printf ("/analysis/retention/S25/clock/%s", clocks[i].says);
    g_test_add_data_func (path, &clocks[i], test_clock);
  }
  g_test_add_func ("/analysis/retention/S24/advance", test_advance);
  g_test_add_func ("/analysis/retention/S24/reviewed", test_reviewed);
  g_test_add_func ("/analysis/retention/S24/held", test_held);
  g_test_add_func ("/analysis/retention/S25/file-until", test_file_until);
  g_test_add_func ("/analysis/retention/staff", test_staff);
  g_test_add_func ("/analysis/retention/practice_35/grounds", test_grounds);
  g_test_add_func ("/analysis/retention/practice_25/waits-for-the-file", test_waits_for_the_file);
  g_test_add_func ("/analysis/retention/practice_25/left-twice", test_left_twice);
  g_test_add_func ("/analysis/retention/practice_25/file-due", test_file_due);
  return g_test_run ();
}
