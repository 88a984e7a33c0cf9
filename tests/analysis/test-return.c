/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-return-maker.h"

#include <string.h>

#include "haven-error.h"
#include "haven-reference.h"
#include "haven-test-school.h"

#define AUTUMN ((HavenPeriod) { 2025, HAVEN_TERM_AUTUMN })
#define AFTER haven_clock_fixed (haven_test_day ("2026-01-10"))

static gint64
value_of (HavenReturn *ret, const char *measure, const char *by, const char *group, const char *response)
{
  for (guint i = 0; i < ret->cells->len; i++) {
    const HavenReturnCell *cell = &g_array_index (ret->cells, HavenReturnCell, i);
    if (strcmp (cell->measure, measure) == 0 && strcmp (cell->by, by) == 0 && strcmp (cell->group, group) == 0
        && strcmp (cell->response, response) == 0)
      return cell->value;
  }
  g_error ("no cell %s %s %s %s", measure, by, group, response);
}

static const HavenReturnMagnitude *
sum_of (HavenReturn *ret, const char *measure, const char *by, const char *group)
{
  for (guint i = 0; i < ret->magnitudes->len; i++) {
    const HavenReturnMagnitude *sum = &g_array_index (ret->magnitudes, HavenReturnMagnitude, i);
    if (strcmp (sum->measure, measure) == 0 && strcmp (sum->by, by) == 0 && strcmp (sum->group, group) == 0)
      return sum;
  }
  g_error ("no sum %s %s %s", measure, by, group);
}

static gint64
add_child (HavenTestSchool *draft, guint n, int year_group, HavenStatus status)
{
  gint64 pupil = haven_test_school_add_pupil (draft, n, year_group);

  haven_test_school_add_spell (draft, pupil, status, "2025-01-01", "");
  haven_test_school_attend (draft, pupil, haven_test_span ("2025-09-02", "2025-12-19"));
  return pupil;
}

static void
add_plan (HavenTestSchool *draft, gint64 pupil, const char *first, const char *ended)
{
  HavenPlan *plan = haven_plan_new ();

  plan->pupil_id = pupil;
  plan->first = haven_test_day (first);
  plan->ended_on = haven_test_day (ended);
  haven_test_school_add (draft, HAVEN_TABLE_PLANS, plan);
}

/* Seven children of the cohort, one looked after, one of the rest of the school */
static HavenSchool *
build_school (void)
{
  HavenTestSchool *draft = haven_test_school_new ();
  gint64 cp = add_child (draft, 1, 9, HAVEN_STATUS_CP);
  gint64 cin = add_child (draft, 2, 9, HAVEN_STATUS_CIN);
  gint64 elsewhere = add_child (draft, 3, 10, HAVEN_STATUS_SW);
  gint64 sixth_form = add_child (draft, 4, 13, HAVEN_STATUS_CIN);
  gint64 before = haven_test_school_add_pupil (draft, 5, 6);

  haven_test_school_add_calendar (draft, 2025);
  add_child (draft, 6, 8, HAVEN_STATUS_KINSHIP);
  add_child (draft, 7, 8, HAVEN_STATUS_CLA);
  haven_test_school_add_pupil (draft, 8, 8);
  haven_test_school_add_spell (draft, before, HAVEN_STATUS_CIN, "2023-01-01", "2024-01-01");
  haven_test_school_mark_days (draft, cp, "2025-11-03", "O O O O O O O O O O O O O O O O O O O O");
  haven_test_school_mark_days (draft, elsewhere, "2025-09-02", "D D D D D D D D B B B B B B B B B B B B B B B B B B B B B B B B");
  haven_test_school_add_suspension (draft, cp, "2025-11-18", 3, "PP");
  haven_test_school_add_suspension (draft, cp, "2025-12-18", 11, "PP");
  haven_test_school_add_suspension (draft, cin, "2025-11-18", 2, "PP");
  add_plan (draft, cin, "2025-11-01", "2025-11-30");
  add_plan (draft, sixth_form, "2025-06-01", "");
  return haven_test_school_build (draft);
}

static HavenReturn *
make (HavenSchool *school)
{
  g_autoptr(GError) error = NULL;
  HavenReturn *ret = haven_return_make (school, AUTUMN, haven_policy_get_default (), AFTER, &error);

  g_assert_no_error (error);
  return ret;
}

static void
test_cells (void)
{
  g_autoptr(HavenSchool) school = build_school ();
  g_autoptr(HavenReturn) ret = make (school);

  g_assert_cmpstr (ret->urn, ==, "999001");
  g_assert_cmpstr (ret->period, ==, "2025/26-autumn");
  g_assert_cmpint (value_of (ret, "roll", "all", "all", "all"), ==, 6);
  g_assert_cmpint (value_of (ret, "roll", "status", "CP", "all"), ==, 1);
  g_assert_cmpint (value_of (ret, "roll", "status", "CIN", "all"), ==, 3);
  g_assert_cmpint (value_of (ret, "roll", "status", "previous", "all"), ==, 1);
  g_assert_cmpint (value_of (ret, "roll", "status", "other", "all"), ==, 1);
  g_assert_cmpint (value_of (ret, "roll", "phase", "primary", "all"), ==, 1);
  g_assert_cmpint (value_of (ret, "roll", "phase", "secondary", "all"), ==, 5);
  g_assert_cmpint (value_of (ret, "absence", "all", "all", "10_to_under_50"), ==, 1);
  g_assert_cmpint (value_of (ret, "absence", "all", "all", "under_10"), ==, 3);
  g_assert_cmpint (value_of (ret, "absence", "all", "all", "not_counted"), ==, 2);  /* too old; no sessions */
  g_assert_cmpint (value_of (ret, "suspended", "status", "CP", "2_or_more"), ==, 1);
  g_assert_cmpint (value_of (ret, "suspended", "status", "CIN", "1"), ==, 1);
  g_assert_cmpint (value_of (ret, "suspended", "all", "all", "0"), ==, 4);
  g_assert_cmpint (value_of (ret, "part_time", "all", "all", "up_to_6_weeks"), ==, 1);
  g_assert_cmpint (value_of (ret, "part_time", "all", "all", "longer"), ==, 1);
  g_assert_cmpint (value_of (ret, "elsewhere", "all", "all", "20_and_over"), ==, 1);
  g_assert_cmpint (value_of (ret, "elsewhere", "all", "all", "not_counted"), ==, 1);
}

/* Half-days are of the term: a suspension that runs over Christmas is split */
static void
test_magnitudes (void)
{
  g_autoptr(HavenSchool) school = build_school ();
  g_autoptr(HavenReturn) ret = make (school);
  const HavenReturnMagnitude *suspended = sum_of (ret, "half_days_suspended", "all", "all");
  const HavenReturnMagnitude *unauthorised = sum_of (ret, "sessions_unauthorised", "status", "CP");
  const HavenReturnMagnitude *possible = sum_of (ret, "sessions_possible", "status", "CIN");

  g_assert_cmpint (suspended->value, ==, 3 + 4 + 2);
  g_assert_cmpuint (suspended->contributors, ==, 2);
  g_assert_cmpint (suspended->largest, ==, 7);
  g_assert_cmpint (suspended->second, ==, 2);
  g_assert_cmpint (unauthorised->value, ==, 20);
  g_assert_cmpuint (possible->contributors, ==, 2);                                /* the sixth former's are not counted */
}

/* What an outsider knows must hold: groups sum to all, responses to the roll, sessions to the possible */
static void
test_identities (void)
{
  g_autoptr(HavenSchool) school = build_school ();
  g_autoptr(HavenReturn) ret = make (school);
  HavenPolicy *policy = haven_policy_get_default ();
  const char *const *variables = haven_policy_get_variables (policy, ret->period);
  const char *const *measures = haven_policy_get_measures (policy, ret->period);

  for (guint v = 0; variables[v] != NULL; v++) {
    const char *const *groups = haven_policy_get_groups (policy, variables[v]);
    for (guint m = 0; measures[m] != NULL; m++) {
      const char *const *responses = haven_policy_get_responses (policy, measures[m]);
      gint64 sum = 0;
      for (guint g = 0; groups[g] != NULL; g++)
        for (guint r = 0; responses[r] != NULL; r++)
          sum += value_of (ret, measures[m], variables[v], groups[g], responses[r]);
      g_assert_cmpint (sum, ==, value_of (ret, "roll", "all", "all", "all"));
    }
  }
  g_assert_cmpint (sum_of (ret, "sessions_possible", "all", "all")->value, ==,
                   sum_of (ret, "sessions_attended", "all", "all")->value + sum_of (ret, "sessions_authorised", "all", "all")->value
                   + sum_of (ret, "sessions_unauthorised", "all", "all")->value);
}

/* Every cell of the settings is there, in their order, and nothing else */
static void
test_order (void)
{
  g_autoptr(HavenSchool) school = build_school ();
  g_autoptr(HavenReturn) ret = make (school);
  g_autoptr(GArray) places = haven_policy_list_cells (haven_policy_get_default (), ret->period);

  g_assert_cmpuint (ret->cells->len, ==, places->len);
  for (guint i = 0; i < places->len; i++) {
    const HavenReturnCell *cell = &g_array_index (ret->cells, HavenReturnCell, i);
    const HavenPolicyCell *place = &g_array_index (places, HavenPolicyCell, i);
    g_assert_true (cell->measure == place->measure && cell->by == place->by);
    g_assert_true (cell->group == place->group && cell->response == place->response);
  }
}

static void
test_period_to_come (void)
{
  g_autoptr(HavenSchool) school = build_school ();
  g_autoptr(GError) error = NULL;

  g_assert_null (haven_return_make (school, (HavenPeriod) { 2026, HAVEN_TERM_SPRING }, haven_policy_get_default (), AFTER, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID);
}

static void
test_year (void)
{
  g_autoptr(HavenSchool) school = build_school ();
  g_autoptr(GError) error = NULL;
  HavenPeriod year = { 2025, HAVEN_TERM_YEAR };
  g_autoptr(HavenReturn) ret = haven_return_make (school, year, haven_policy_get_default (), AFTER, &error);

  g_assert_no_error (error);
  g_assert_cmpint (value_of (ret, "roll", "sen", "N", "all"), ==, 6);
  g_assert_cmpint (value_of (ret, "roll", "fsm", "other", "all"), ==, 6);
  g_assert_cmpint (value_of (ret, "roll", "kinship", "yes", "all"), ==, 1);
}

/* Looked-after children are counted where the settings have a group for them */
static void
test_looked_after (void)
{
  GBytes *built_in = haven_reference_get ("policy-default.json");
  g_autofree char *json = g_strndup (g_bytes_get_data (built_in, NULL), g_bytes_get_size (built_in));
  g_auto(GStrv) parts = g_strsplit (json, "\"previous\", \"other\"", 2);
  g_autofree char *with_cla = g_strjoinv ("\"previous\", \"CLA\", \"other\"", parts);
  g_autoptr(GBytes) bytes = g_bytes_new (with_cla, strlen (with_cla));
  g_autoptr(GError) error = NULL;
  g_autoptr(HavenPolicy) policy = haven_policy_new_from_json (bytes, &error);
  g_autoptr(HavenSchool) school = build_school ();
  g_autoptr(HavenReturn) ret = NULL;

  g_assert_no_error (error);
  ret = haven_return_make (school, AUTUMN, policy, AFTER, &error);
  g_assert_no_error (error);
  g_assert_cmpint (value_of (ret, "roll", "all", "all", "all"), ==, 7);
  g_assert_cmpint (value_of (ret, "roll", "status", "CLA", "all"), ==, 1);
}

static void
add_result (HavenTestSchool *draft, gint64 pupil, const char *subject, const char *day, HavenExpectation expectation)
{
  HavenAttainment *result = haven_attainment_new ();

  result->pupil_id = pupil;
  result->subject = g_strdup (subject);
  result->measure = g_strdup ("teacher assessment");
  result->day = haven_test_day (day);
  result->expectation = expectation;
  haven_test_school_add (draft, HAVEN_TABLE_ATTAINMENT, result);
}

static void
add_sdq (HavenTestSchool *draft, gint64 pupil, HavenInformant informant, gint64 total)
{
  HavenSdq *sdq = haven_sdq_new ();

  sdq->pupil_id = pupil;
  sdq->informant = informant;
  sdq->day = haven_test_day ("2025-11-03");
  sdq->total = total;
  haven_test_school_add (draft, HAVEN_TABLE_SDQ, sdq);
}

/* What a policy may switch on for the year: below in one subject is below, the last result of a subject counts, and a carer's score goes
 * before a teacher's */
static void
test_switched_on (void)
{
  GBytes *built_in = haven_reference_get ("policy-default.json");
  g_autofree char *json = g_strndup (g_bytes_get_data (built_in, NULL), g_bytes_get_size (built_in));
  g_auto(GStrv) parts = g_strsplit (json, "{ \"name\": \"elsewhere\"", 2);
  g_autofree char *more = g_strjoinv (
    "{ \"name\": \"attainment\", \"files\": [\"year\"], \"responses\": [\"below\", \"expected\", \"greater\", \"none\", "
    "\"not_counted\"] },\n"
    "{ \"name\": \"sdq\", \"files\": [\"year\"], \"responses\": [\"close\", \"slightly_raised\", \"high\", \"very_high\", \"none\", "
    "\"not_counted\"] },\n{ \"name\": \"elsewhere\"", parts);
  g_autoptr(GBytes) bytes = g_bytes_new (more, strlen (more));
  g_autoptr(GError) error = NULL;
  g_autoptr(HavenPolicy) policy = haven_policy_new_from_json (bytes, &error);
  HavenTestSchool *draft = haven_test_school_new ();
  gint64 one = add_child (draft, 1, 9, HAVEN_STATUS_CP), two = add_child (draft, 2, 9, HAVEN_STATUS_CIN);
  g_autoptr(HavenSchool) school = NULL;
  g_autoptr(HavenReturn) ret = NULL;

  g_assert_no_error (error);
  haven_test_school_add_calendar (draft, 2025);
  add_child (draft, 3, 9, HAVEN_STATUS_CIN);
  add_result (draft, one, "Reading", "2025-10-01", HAVEN_EXPECTATION_BELOW);
  add_result (draft, one, "Reading", "2025-12-01", HAVEN_EXPECTATION_AT);
  add_result (draft, one, "Writing", "2025-12-01", HAVEN_EXPECTATION_ABOVE);
  add_result (draft, two, "Reading", "2025-12-01", HAVEN_EXPECTATION_ABOVE);
  add_result (draft, two, "Writing", "2025-12-01", HAVEN_EXPECTATION_BELOW);
  add_sdq (draft, one, HAVEN_INFORMANT_TEACHER, 40);
  add_sdq (draft, one, HAVEN_INFORMANT_CARER, 5);
  school = haven_test_school_build (draft);
  ret = haven_return_make (school, (HavenPeriod) { 2025, HAVEN_TERM_YEAR }, policy, AFTER, &error);
  g_assert_no_error (error);
  g_assert_cmpint (value_of (ret, "attainment", "all", "all", "expected"), ==, 1);
  g_assert_cmpint (value_of (ret, "attainment", "all", "all", "below"), ==, 1);
  g_assert_cmpint (value_of (ret, "attainment", "all", "all", "none"), ==, 1);
  g_assert_cmpint (value_of (ret, "sdq", "status", "CP", "close"), ==, 1);
  g_assert_cmpint (value_of (ret, "sdq", "all", "all", "none"), ==, 2);
}

static const char *
line_of (HavenReturn *ret, const char *line, const char *topic)
{
  for (guint i = 0; i < ret->lines->len; i++) {
    const HavenReturnLine *found = &g_array_index (ret->lines, HavenReturnLine, i);
    if (strcmp (found->line, line) == 0 && g_strcmp0 (found->topic, topic) == 0)
      return found->value;
  }
  return NULL;
}

/* About no child, and of no words but those that Haven knows: neither a topic nor a wish that somebody typed leaves */
static void
test_school_lines (void)
{
  HavenTestSchool *draft = haven_test_school_new ();
  static const char *const topics[] = { "trauma", "about Ann Other" };
  g_autoptr(HavenSchool) school = NULL;
  g_autoptr(HavenReturn) ret = NULL;

  haven_test_school_add_calendar (draft, 2025);
  for (guint i = 0; i < G_N_ELEMENTS (topics); i++) {
    HavenPerson *person = haven_person_new ();
    HavenTraining *training = haven_training_new ();
    gint64 id;
    person->type = HAVEN_PERSON_STAFF;
    person->first = haven_test_day ("2020-09-01");
    id = haven_test_school_add (draft, HAVEN_TABLE_PEOPLE, person);
    training->person_id = id;
    training->topic = g_strdup (topics[i]);
    training->done_on = haven_test_day ("2025-09-01");
    haven_test_school_add (draft, HAVEN_TABLE_TRAINING, training);
  }
  haven_test_school_set (draft, "lines.dsl", "yes");
  haven_test_school_set (draft, "lines.designated-teacher", "Ann Other");
  haven_test_school_set (draft, "lines.whole-school-training", "2025-09-01");
  haven_test_school_set (draft, "lines.support-wanted", "learning,Ann Other,attendance");
  school = haven_test_school_build (draft);
  ret = make (school);
  g_assert_cmpstr (line_of (ret, "staff_in_post", NULL), ==, "2");
  g_assert_cmpstr (line_of (ret, "staff_trained", "trauma"), ==, "1");
  g_assert_cmpstr (line_of (ret, "dsl_in_post", NULL), ==, "yes");
  g_assert_null (line_of (ret, "designated_teacher_in_post", NULL));
  g_assert_cmpstr (line_of (ret, "whole_school_training", NULL), ==, "2025-09-01");
  g_assert_cmpuint (ret->lines->len, ==, 6);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/analysis/return/cells", test_cells);
  g_test_add_func ("/analysis/return/magnitudes", test_magnitudes);
  g_test_add_func ("/analysis/return/identities", test_identities);
  g_test_add_func ("/analysis/return/order", test_order);
  g_test_add_func ("/analysis/return/period-to-come", test_period_to_come);
  g_test_add_func ("/analysis/return/year", test_year);
  g_test_add_func ("/analysis/return/switched-on", test_switched_on);
  g_test_add_func ("/analysis/return/school-lines", test_school_lines);
  g_test_add_func ("/analysis/practice_39/looked-after", test_looked_after);
  return g_test_run ();
}
