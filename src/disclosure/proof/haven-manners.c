/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-manners.h"

#include <glib/gi18n-lib.h>

#include "haven-error.h"

/* HAVEN_POLICY_THRESHOLD and its like are out of sight here on purpose: a verifier has nothing but files. */
#define FLOOR_THRESHOLD 5
#define FLOOR_MINIMUM_GROUP 10
#define FLOOR_P_PERCENT 10
#define CEILING_P_PERCENT 50

static gboolean
refuse (HavenReleaseFile *file, guint cell, GError **error)
{
  g_autofree char *figure = haven_release_file_describe (file, cell);

  g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_UNSAFE,
               _("The figure %s is shown as it must not be: a return that Haven made would never hold it."), figure);
  return FALSE;
}

static gboolean
protects_enough (HavenReleaseFile *file, GError **error)
{
  if (file->threshold >= FLOOR_THRESHOLD && file->minimum_group >= FLOOR_MINIMUM_GROUP && file->minimum_group >= 2 * file->threshold &&
      file->p_percent >= FLOOR_P_PERCENT && file->p_percent <= CEILING_P_PERCENT)
    return TRUE;
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_UNSAFE, _("This return was made with thresholds that protect too little."));
  return FALSE;
}

/* May a count be shown in a group with this roll? */
static gboolean
count_is_fit (HavenReleaseFile *file, gint64 value, gint64 roll)
{
  const gint64 threshold = file->threshold;

  if (roll == 0)
    return value == 0;
  return roll >= (gint64) file->minimum_group && value >= threshold && roll - value >= threshold;
}

static gboolean
roll_is_fit (HavenReleaseFile *file, guint group)
{
  const gint64 roll = haven_release_file_get_roll (file, group);

  if (haven_release_file_get_roll (file, 0) == HAVEN_HIDDEN)
    return roll == 0 || roll == HAVEN_HIDDEN;
  return roll == 0 || roll == HAVEN_HIDDEN || roll >= (gint64) file->threshold;
}

static gboolean
cell_is_fit (HavenReleaseFile *file, guint cell)
{
  const gint64 value = haven_release_file_get (file, cell);
  guint measure, group;
  gint64 roll;

  if (cell < file->groups->len)
    return roll_is_fit (file, cell);
  haven_release_file_locate (file, cell, &measure, &group);
  roll = haven_release_file_get_roll (file, group);
  if (value == 0 && roll != 0 && haven_release_file_is_zero_ok (file, cell))
    return haven_release_file_get (file, haven_release_file_get_everybodys (file, cell)) == 0;
  if (value == HAVEN_HIDDEN)
    return roll != 0;
  if (cell < file->n_counts)
    return count_is_fit (file, value, roll);
  return roll == 0 ? value == 0 : roll >= (gint64) file->minimum_group && value > 0;
}

gboolean
haven_manners_accept (HavenReleaseFile *file, GError **error)
{
  if (!protects_enough (file, error))
    return FALSE;
  for (guint cell = 0; cell < file->values->len; cell++)
    if (!cell_is_fit (file, cell))
      return refuse (file, cell, error);
  return TRUE;
}
