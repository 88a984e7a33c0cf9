/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange-release.h"

#include "haven-policy.h"
#include "haven-release-maker.h"
#include "haven-return.h"

#include <string.h>

#define SESSIONS 100

static gboolean
is_first (const char *const *names, const char *name)
{
  return strcmp (names[0], name) == 0;
}

static void
add_cell (HavenReturn *totals, HavenPolicy *policy, const HavenPolicyCell *place, guint pupils)
{
  gboolean counted = is_first (haven_policy_get_groups (policy, place->by), place->group)
                     && is_first (haven_policy_get_responses (policy, place->measure), place->response);
  HavenReturnCell cell = { place->measure, place->by, place->group, place->response, counted ? pupils : 0 };

  g_array_append_val (totals->cells, cell);
}

static gint64
sessions_of (const char *measure)
{
  if (strcmp (measure, "sessions_possible") == 0)
    return SESSIONS;
  return strcmp (measure, "sessions_attended") == 0 ? SESSIONS : 0;
}

static void
add_magnitude (HavenReturn *totals, HavenPolicy *policy, const HavenPolicyCell *place, guint pupils)
{
  gboolean counted = is_first (haven_policy_get_groups (policy, place->by), place->group);
  gint64 each = counted ? sessions_of (place->measure) : 0;
  HavenReturnMagnitude sum = { place->measure, place->by, place->group, each * pupils, each > 0 ? pupils : 0, each, each };

  g_array_append_val (totals->magnitudes, sum);
}

HavenRelease *
make_release (const char *urn, const char *period, guint pupils)
{
  HavenPolicy *policy = haven_policy_get_default ();
  g_autoptr (HavenReturn) totals = haven_return_new (urn, period);
  g_autoptr (GArray) cells = haven_policy_list_cells (policy, period), magnitudes = haven_policy_list_magnitudes (policy, period);
  g_autoptr (GError) error = NULL;
  HavenRelease *release;

  for (guint i = 0; i < cells->len; i++)
    add_cell (totals, policy, &g_array_index (cells, HavenPolicyCell, i), pupils);
  for (guint i = 0; i < magnitudes->len; i++)
    add_magnitude (totals, policy, &g_array_index (magnitudes, HavenPolicyCell, i), pupils);
  release = haven_release_make (totals, policy, NULL, &error);
  g_assert_no_error (error);
  return release;
}
