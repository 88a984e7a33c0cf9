/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "made-up-school.h"

#include <string.h>

#define ALL_TABLES "2025/26-year"

static const char *const magnitude_names[] = {
  "sessions_possible", "sessions_attended", "sessions_authorised", "sessions_unauthorised", "half_days_suspended", NULL,
};

HavenPolicy *
made_up_policy (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "reference", "policy-default.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  HavenPolicy *policy;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, &error))
    g_error ("%s", error->message);
  bytes = g_bytes_new_take (g_steal_pointer (&text), length);
  policy = haven_policy_new_from_json (bytes, &error);
  g_assert_no_error (error);
  return policy;
}

/* Mostly the first, seldom the last. */
static guint
draw (GRand *rand, guint n, double lean)
{
  for (guint i = 0; i + 1 < n; i++)
    if (g_rand_double (rand) < lean)
      return i;
  return n - 1;
}

static void
draw_magnitudes (GRand *rand, MadeUpPupil *pupil)
{
  const gint64 usual = g_rand_int_range (rand, 1, 30);
  gint64 *m = pupil->magnitudes;

  m[0] = g_rand_double (rand) < 0.95 ? g_rand_int_range (rand, 110, 141) : g_rand_int_range (rand, 0, 110);
  m[2] = g_rand_int_range (rand, 0, 1 + MIN (m[0], usual));
  m[3] = g_rand_double (rand) < 0.5 ? 0 : g_rand_int_range (rand, 0, 1 + (m[0] - m[2]) / g_rand_int_range (rand, 1, 20));
  m[1] = m[0] - m[2] - m[3];
  m[4] = g_rand_double (rand) < 0.85 ? 0 : g_rand_int_range (rand, 1, 20);
}

GArray *
made_up_pupils (GRand *rand, HavenPolicy *policy, guint n)
{
  const char *const *variables = haven_policy_get_variables (policy, ALL_TABLES);
  const char *const *measures = haven_policy_get_measures (policy, ALL_TABLES);
  GArray *pupils = g_array_new (FALSE, TRUE, sizeof (MadeUpPupil));
  double leans[2 * MADE_UP_TABLES];

  for (guint i = 0; i < G_N_ELEMENTS (leans); i++)
    leans[i] = g_rand_double_range (rand, 0.3, 0.9);
  g_array_set_size (pupils, n);
  for (guint i = 0; i < n; i++) {
    MadeUpPupil *pupil = &g_array_index (pupils, MadeUpPupil, i);

    for (guint v = 0; variables[v] != NULL; v++)
      pupil->groups[v] = draw (rand, g_strv_length ((char **) haven_policy_get_groups (policy, variables[v])), leans[v]);
    for (guint m = 0; measures[m] != NULL; m++)
      pupil->responses[m] = draw (rand, g_strv_length ((char **) haven_policy_get_responses (policy, measures[m])),
                                  leans[MADE_UP_TABLES + m]);
    draw_magnitudes (rand, pupil);
  }
  return pupils;
}

static guint
index_of (const char *const *names, const char *name)
{
  guint i = 0;

  while (!g_str_equal (names[i], name))
    i++;
  return i;
}

static gboolean
is_in_group (const MadeUpPupil *pupil, HavenPolicy *policy, const HavenPolicyCell *cell)
{
  const guint variable = index_of (haven_policy_get_variables (policy, ALL_TABLES), cell->by);

  return pupil->groups[variable] == index_of (haven_policy_get_groups (policy, cell->by), cell->group);
}

static HavenReturnCell
count_cell (GArray *pupils, HavenPolicy *policy, const HavenPolicyCell *place)
{
  const guint measure = index_of (haven_policy_get_measures (policy, ALL_TABLES), place->measure);
  const guint response = index_of (haven_policy_get_responses (policy, place->measure), place->response);
  HavenReturnCell cell = { place->measure, place->by, place->group, place->response, 0 };

  for (guint i = 0; i < pupils->len; i++) {
    const MadeUpPupil *pupil = &g_array_index (pupils, MadeUpPupil, i);

    cell.value += is_in_group (pupil, policy, place) && pupil->responses[measure] == response;
  }
  return cell;
}

static HavenReturnMagnitude
sum_cell (GArray *pupils, HavenPolicy *policy, const HavenPolicyCell *place)
{
  const guint magnitude = index_of (magnitude_names, place->measure);
  HavenReturnMagnitude sum = { place->measure, place->by, place->group };

  for (guint i = 0; i < pupils->len; i++) {
    const MadeUpPupil *pupil = &g_array_index (pupils, MadeUpPupil, i);
    const gint64 value = is_in_group (pupil, policy, place) ? pupil->magnitudes[magnitude] : 0;

    sum.value += value;
    sum.contributors += value > 0;
    sum.second = MAX (sum.second, MIN (value, sum.largest));
    sum.largest = MAX (sum.largest, value);
  }
  return sum;
}

HavenReturn *
made_up_return (GArray *pupils, HavenPolicy *policy, const char *period)
{
  HavenReturn *totals = haven_return_new ("123456", period);
  g_autoptr (GArray) cells = haven_policy_list_cells (policy, period);
  g_autoptr (GArray) magnitudes = haven_policy_list_magnitudes (policy, period);

  for (guint i = 0; i < cells->len; i++) {
    HavenReturnCell cell = count_cell (pupils, policy, &g_array_index (cells, HavenPolicyCell, i));

    g_array_append_val (totals->cells, cell);
  }
  for (guint i = 0; i < magnitudes->len; i++) {
    HavenReturnMagnitude sum = sum_cell (pupils, policy, &g_array_index (magnitudes, HavenPolicyCell, i));

    g_array_append_val (totals->magnitudes, sum);
  }
  return totals;
}

gint64 *
made_up_find (HavenReturn *totals, const char *measure, const char *by, const char *group, const char *response)
{
  for (guint i = 0; i < totals->cells->len; i++) {
    HavenReturnCell *cell = &g_array_index (totals->cells, HavenReturnCell, i);

    if (g_str_equal (cell->measure, measure) && g_str_equal (cell->by, by) && g_str_equal (cell->group, group) &&
        g_str_equal (cell->response, response))
      return &cell->value;
  }
  g_assert_not_reached ();
}
