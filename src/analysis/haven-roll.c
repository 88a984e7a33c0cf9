/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-roll.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-reference.h"
#include "haven-text.h"

gboolean
haven_destination_is_home_education (const char *destination)
{
  g_auto(GStrv) words = g_strsplit (haven_rule_text ("home-education", "words"), ",", -1);
  g_autofree char *folded = haven_text_fold (destination != NULL ? destination : "");

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (folded, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

static void
add_change (GArray *changes, HavenSchool *school, HavenRollChange change, HavenSpan period)
{
  const HavenPupil *pupil = change.pupil;
  HavenSpan on_roll = haven_span_intersect (period, (HavenSpan) { pupil->admitted, pupil->left });

  change.standing = haven_standing_on (school, pupil->id, change.day);
  change.own = haven_attendance_of_pupil (school, pupil->id, on_roll);
  if (!change.joined) {
    change.destination = haven_text_is_empty (pupil->destination) ? NULL : pupil->destination;
    change.home_educated = haven_destination_is_home_education (change.destination);
  }
  g_array_append_val (changes, change);
}

static int
compare_changes (gconstpointer a, gconstpointer b)
{
  return ((const HavenRollChange *) a)->day - ((const HavenRollChange *) b)->day;
}

GArray *
haven_roll_changes (HavenSchool *school, HavenGroup group, HavenSpan period, HavenClock clock)
{
  g_autoptr(GPtrArray) members = haven_group_members (school, group, period, clock);
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (HavenRollChange));

  for (guint i = 0; i < members->len; i++) {
    const HavenPupil *pupil = members->pdata[i];

    if (pupil->admitted != HAVEN_DAY_NONE && haven_span_contains (period, pupil->admitted))
      add_change (changes, school, (HavenRollChange) { .pupil = pupil, .day = pupil->admitted, .joined = TRUE }, period);
    if (pupil->left != HAVEN_DAY_NONE && pupil->left <= clock.today && haven_span_contains (period, pupil->left))
      add_change (changes, school, (HavenRollChange) { .pupil = pupil, .day = pupil->left }, period);
  }
  g_array_sort (changes, compare_changes);
  return changes;
}

static void
clear_destination (gpointer data)
{
  g_free (((HavenDestination *) data)->destination);
}

static HavenDestination *
get_destination (GArray *destinations, const HavenRollChange *change)
{
  const char *name = change->destination != NULL ? change->destination : _("not known");
  HavenDestination fresh = { .home_educated = change->home_educated };

  for (guint i = 0; i < destinations->len; i++)
    if (g_str_equal (g_array_index (destinations, HavenDestination, i).destination, name))
      return &g_array_index (destinations, HavenDestination, i);
  fresh.destination = g_strdup (name);
  g_array_append_val (destinations, fresh);
  return &g_array_index (destinations, HavenDestination, destinations->len - 1);
}

static int
compare_destinations (gconstpointer a, gconstpointer b)
{
  const HavenDestination *one = a;
  const HavenDestination *two = b;
  int order = (int) two->pupils - (int) one->pupils;

  return order != 0 ? order : strcmp (one->destination, two->destination);
}

GArray *
haven_roll_destinations (GArray *changes)
{
  GArray *destinations = g_array_new (FALSE, FALSE, sizeof (HavenDestination));

  g_array_set_clear_func (destinations, clear_destination);
  for (guint i = 0; i < changes->len; i++) {
    const HavenRollChange *change = &g_array_index (changes, HavenRollChange, i);

    if (!change->joined)
      get_destination (destinations, change)->pupils++;
  }
  g_array_sort (destinations, compare_destinations);
  return destinations;
}
