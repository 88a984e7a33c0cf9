/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-truth.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-calendar.h"
#include "haven-error.h"
#include "proof/haven-block.h"

static gboolean
fail (HavenReleaseFile *file, guint cell, const char *what, GError **error)
{
  g_autofree char *figure = haven_release_file_describe (file, cell);

  g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, _("Nothing was made: at %s %s."), figure, what);
  return FALSE;
}

static gboolean
fail_shape (GError **error)
{
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID,
                       _("The figures were not counted in the tables that the sharing settings ask for. Nothing was made."));
  return FALSE;
}

static gboolean
head_is_valid (HavenReturn *totals)
{
  HavenPeriod period;
  g_autofree char *id = NULL;

  if (strlen (totals->urn) != 6 || strspn (totals->urn, "0123456789") != 6 || !haven_period_parse (totals->period, &period))
    return FALSE;
  id = haven_period_to_id (period);
  return g_str_equal (id, totals->period);
}

static gboolean
append_counts (HavenReleaseFile *file, HavenReturn *totals, HavenPolicy *policy)
{
  g_autoptr (GArray) expected = haven_policy_list_cells (policy, totals->period);

  if (expected->len != totals->cells->len)
    return FALSE;
  for (guint i = 0; i < expected->len; i++) {
    const HavenPolicyCell *place = &g_array_index (expected, HavenPolicyCell, i);
    const HavenReturnCell *cell = &g_array_index (totals->cells, HavenReturnCell, i);
    const HavenReleaseLabel label = { place->measure, place->by, place->group, place->response };

    if (place->measure != cell->measure || place->by != cell->by || place->group != cell->group || place->response != cell->response)
      return FALSE;
    haven_release_file_append (file, &label, cell->value);
  }
  return TRUE;
}

static gboolean
append_magnitudes (HavenReleaseFile *file, HavenReturn *totals, HavenPolicy *policy)
{
  g_autoptr (GArray) expected = haven_policy_list_magnitudes (policy, totals->period);

  if (expected->len != totals->magnitudes->len)
    return FALSE;
  for (guint i = 0; i < expected->len; i++) {
    const HavenPolicyCell *place = &g_array_index (expected, HavenPolicyCell, i);
    const HavenReturnMagnitude *magnitude = &g_array_index (totals->magnitudes, HavenReturnMagnitude, i);
    const HavenReleaseLabel label = { place->measure, place->by, place->group, NULL };

    if (place->measure != magnitude->measure || place->by != magnitude->by || place->group != magnitude->group)
      return FALSE;
    haven_release_file_append (file, &label, magnitude->value);
  }
  return TRUE;
}

static gboolean
figures_are_possible (HavenReleaseFile *file, GError **error)
{
  for (guint cell = 0; cell < file->values->len; cell++) {
    const gint64 value = haven_release_file_get (file, cell);
    guint measure, group;

    haven_release_file_locate (file, cell, &measure, &group);
    if (value < 0 || value > HAVEN_RELEASE_LARGEST || (value > 0 && haven_release_file_get_roll (file, group) == 0))
      return fail (file, cell, _("there is a figure that cannot be"), error);
  }
  return TRUE;
}

static gboolean
contributions_are_possible (HavenReleaseFile *file, HavenReturn *totals, GError **error)
{
  for (guint i = 0; i < totals->magnitudes->len; i++) {
    const HavenReturnMagnitude *magnitude = &g_array_index (totals->magnitudes, HavenReturnMagnitude, i);
    guint measure, group;

    haven_release_file_locate (file, file->n_counts + i, &measure, &group);
    if (magnitude->second < 0 || magnitude->second > magnitude->largest || magnitude->largest + magnitude->second > magnitude->value ||
        (magnitude->contributors == 0) != (magnitude->value == 0) || (magnitude->largest == 0) != (magnitude->value == 0) ||
        (gint64) magnitude->contributors > haven_release_file_get_roll (file, group))
      return fail (file, file->n_counts + i, _("the parts of the sum cannot be right"), error);
  }
  return TRUE;
}

static gboolean
block_adds_up (HavenReleaseFile *file, guint block, GError **error)
{
  g_autoptr (GArray) equations = haven_block_list_equations (file, block);

  for (guint i = 0; i < equations->len; i++) {
    const GArray *terms = g_array_index (equations, HavenEquation, i).terms;
    gint64 sum = 0;

    for (guint t = 0; t < terms->len; t++)
      sum += g_array_index (terms, HavenSummand, t).times * haven_release_file_get (file, g_array_index (terms, HavenSummand, t).cell);
    if (sum != 0)
      return fail (file, g_array_index (terms, HavenSummand, 0).cell, _("the figures do not add up"), error);
  }
  return TRUE;
}

static gboolean
is_sound (HavenReleaseFile *file, HavenReturn *totals, GError **error)
{
  if (!figures_are_possible (file, error) || !contributions_are_possible (file, totals, error))
    return FALSE;
  for (guint block = 0; block < haven_block_get_n (file); block++)
    if (!block_adds_up (file, block, error))
      return FALSE;
  return TRUE;
}

static void
append_lines (HavenReleaseFile *file, HavenReturn *totals)
{
  for (guint i = 0; i < totals->lines->len; i++) {
    const HavenReturnLine *line = &g_array_index (totals->lines, HavenReturnLine, i);
    const HavenReleaseLine copy = { line->line, line->topic, line->value };

    haven_release_file_append_line (file, &copy);
  }
}

HavenReleaseFile *
haven_truth_new (HavenReturn *totals, HavenPolicy *policy, GError **error)
{
  g_autoptr (HavenReleaseFile) file = haven_release_file_new (totals->urn, totals->period, 1);

  file->policy = g_strdup (haven_policy_get_id (policy));
  file->threshold = haven_policy_get_threshold (policy);
  file->minimum_group = haven_policy_get_minimum_group (policy);
  file->p_percent = haven_policy_get_p_percent (policy);
  file->zero_ok = haven_policy_get_zero_ok (policy);
  if (!head_is_valid (totals) || !append_counts (file, totals, policy) || !append_magnitudes (file, totals, policy)) {
    fail_shape (error);
    return NULL;
  }
  append_lines (file, totals);
  if (!haven_release_file_close (file, error) || !is_sound (file, totals, error))
    return NULL;
  return g_steal_pointer (&file);
}
