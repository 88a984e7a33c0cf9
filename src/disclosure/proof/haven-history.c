/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-history.h"

#include <glib/gi18n-lib.h>

#include "haven-error.h"

#define START(file, v) g_array_index ((file)->starts, guint, v)

typedef struct {
  HavenReleaseFile *older;
  HavenReleaseFile *newer;
} Pair;

static gboolean
is_hidden (const Pair *pair, guint cell)
{
  return haven_release_file_get (pair->newer, cell) == HAVEN_HIDDEN;
}

/* By how much a shown figure changed; 0 for a hidden one. */
static gint64
change (const Pair *pair, guint cell)
{
  return is_hidden (pair, cell) ? 0 : haven_release_file_get (pair->newer, cell) - haven_release_file_get (pair->older, cell);
}

static gboolean
is_large (const Pair *pair, gint64 difference)
{
  return ABS (difference) >= (gint64) pair->newer->threshold;
}

static gboolean
is_nothing_or_large (const Pair *pair, gint64 difference)
{
  return difference == 0 || is_large (pair, difference);
}

static const HavenReleaseMeasure *
measure_at (const Pair *pair, guint measure)
{
  return &g_array_index (pair->newer->measures, HavenReleaseMeasure, measure);
}

/* A part of a change, and the rest of it. */
static gboolean
share_is_safe (const Pair *pair, gint64 share, gint64 whole)
{
  if (whole == 0)
    return is_nothing_or_large (pair, share);
  return is_large (pair, share) && is_large (pair, whole - share);
}

/* Nobody was "not_counted" before, nor is now, and both files say so: nobody gave this answer, and it is as if there were none. */
static gboolean
is_no_answer (const Pair *pair, guint cell)
{
  return haven_release_file_is_zero_ok (pair->newer, cell) && haven_release_file_get (pair->newer, cell) == 0 &&
         haven_release_file_get (pair->older, cell) == 0;
}

static gboolean
group_is_safe (const Pair *pair, guint measure, guint group)
{
  const gint64 whole = change (pair, group);
  gint64 rest = whole;
  guint n_hidden = 0, n_shown = 0;

  for (guint r = 0; r < measure_at (pair, measure)->n_responses; r++) {
    guint cell = haven_release_file_count (pair->newer, measure, group, r);

    if (is_no_answer (pair, cell))
      continue;
    rest -= change (pair, cell);
    n_hidden += is_hidden (pair, cell);
    n_shown += !is_hidden (pair, cell);
    if (!is_hidden (pair, cell) && !share_is_safe (pair, change (pair, cell), whole))
      return FALSE;
  }
  if (n_shown == 0)
    return TRUE;
  return (whole == 0 || ABS (whole) >= (gint64) pair->newer->minimum_group) && (n_hidden == 0 || share_is_safe (pair, rest, whole));
}

/* What the hidden groups of a variable changed by together, where everybody's change is shown. */
static gboolean
rest_is_safe (const Pair *pair, guint measure, guint variable, guint response)
{
  const guint all = haven_release_file_count (pair->newer, measure, 0, response);
  gint64 rest = change (pair, all);
  gboolean any = FALSE;

  for (guint g = START (pair->newer, variable); g < START (pair->newer, variable + 1); g++) {
    guint cell = haven_release_file_count (pair->newer, measure, g, response);

    rest -= change (pair, cell);
    any |= is_hidden (pair, cell);
  }
  return is_hidden (pair, all) || !any || is_nothing_or_large (pair, rest);
}

/* The least number of pupils of a group whom the shown changes cannot do without. */
static gint64
count_touched (const Pair *pair, guint group)
{
  gint64 touched = ABS (change (pair, group));

  for (guint m = 1; m < pair->newer->measures->len; m++) {
    gint64 more = 0, fewer = 0;

    for (guint r = 0; r < measure_at (pair, m)->n_responses; r++) {
      gint64 difference = change (pair, haven_release_file_count (pair->newer, m, group, r));

      more += MAX (difference, 0);
      fewer += MAX (-difference, 0);
    }
    touched = MAX (touched, MAX (more, fewer));
  }
  return touched;
}

static gboolean
magnitude_is_safe (const Pair *pair, guint cell)
{
  guint magnitude, group;

  haven_release_file_locate (pair->newer, cell, &magnitude, &group);
  return change (pair, cell) == 0 || is_large (pair, count_touched (pair, group));
}

/* What hidden groups changed by together comes out as a remainder: then enough of their pupils must visibly have changed. */
static gboolean
magnitude_rest_is_safe (const Pair *pair, guint magnitude, guint variable)
{
  const guint *groups = (const guint *) pair->newer->magnitude_groups->data;
  const guint all = haven_release_file_magnitude (pair->newer, magnitude, 0);
  gint64 rest = change (pair, all);
  gint64 touched = 0;
  gboolean any = FALSE;

  for (guint k = 0; k < pair->newer->magnitude_groups->len; k++) {
    guint cell = haven_release_file_magnitude (pair->newer, magnitude, k);

    if (g_array_index (pair->newer->groups, HavenReleaseGroup, groups[k]).variable != variable)
      continue;
    rest -= change (pair, cell);
    touched += is_hidden (pair, cell) ? count_touched (pair, groups[k]) : 0;
    any |= is_hidden (pair, cell);
  }
  return is_hidden (pair, all) || !any || rest == 0 || is_large (pair, touched);
}

static gboolean
refuse (const Pair *pair, guint cell, GError **error)
{
  g_autofree char *figure = haven_release_file_describe (pair->newer, cell);

  g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_UNSAFE,
               _("Revisions %u and %u of %s together give away what changed at %s."),
               pair->older->revision, pair->newer->revision, pair->newer->period, figure);
  return FALSE;
}

static gboolean
counts_are_safe (const Pair *pair, GError **error)
{
  const guint n_variables = pair->newer->starts->len - 1;

  for (guint g = 0; g < pair->newer->groups->len; g++) {
    if (!is_nothing_or_large (pair, change (pair, g)))
      return refuse (pair, g, error);
    for (guint m = 1; m < pair->newer->measures->len; m++)
      if (!group_is_safe (pair, m, g))
        return refuse (pair, haven_release_file_count (pair->newer, m, g, 0), error);
  }
  for (guint m = 0; m < pair->newer->measures->len; m++)
    for (guint v = 1; v < n_variables; v++)
      for (guint r = 0; r < measure_at (pair, m)->n_responses; r++)
        if (!rest_is_safe (pair, m, v, r))
          return refuse (pair, haven_release_file_count (pair->newer, m, 0, r), error);
  return TRUE;
}

static gboolean
magnitudes_are_safe (const Pair *pair, GError **error)
{
  for (guint cell = pair->newer->n_counts; cell < pair->newer->values->len; cell++)
    if (!magnitude_is_safe (pair, cell))
      return refuse (pair, cell, error);
  for (guint m = 0; m < pair->newer->magnitudes->len; m++)
    for (guint v = 1; v + 1 < pair->newer->starts->len; v++)
      if (!magnitude_rest_is_safe (pair, m, v))
        return refuse (pair, haven_release_file_magnitude (pair->newer, m, 0), error);
  return TRUE;
}

static gboolean
have_same_tables (const Pair *pair)
{
  return g_str_equal (pair->older->policy, pair->newer->policy) && pair->older->threshold == pair->newer->threshold &&
         pair->older->minimum_group == pair->newer->minimum_group && pair->older->p_percent == pair->newer->p_percent &&
         pair->older->zero_ok == pair->newer->zero_ok &&
         haven_release_file_has_same_cells (pair->older, pair->newer);
}

gboolean
haven_history_accepts (HavenReleaseFile *older, HavenReleaseFile *newer, GError **error)
{
  const Pair pair = { older, newer };

  if (!have_same_tables (&pair)) {
    g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_CONFLICT,
                 _("Revisions %u and %u of %s do not hold the same tables, so they cannot be judged together."),
                 older->revision, newer->revision, newer->period);
    return FALSE;
  }
  for (guint cell = 0; cell < newer->values->len; cell++)
    if (is_hidden (&pair, cell) != (haven_release_file_get (older, cell) == HAVEN_HIDDEN))
      return refuse (&pair, cell, error);
  return counts_are_safe (&pair, error) && magnitudes_are_safe (&pair, error);
}
