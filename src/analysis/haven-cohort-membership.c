/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-cohort-private.h"

#include "haven-reference.h"

static guint
get_mask (HavenSchool *school, gint64 pupil_id, HavenDay day)
{
  HavenStanding standing = haven_standing_on (school, pupil_id, day);
  guint mask = 0;

  for (HavenGroup group = 0; group < HAVEN_N_GROUPS; group++)
    mask |= haven_group_has (group, &standing) ? 1u << group : 0;
  return mask;
}

static void
add_day (GArray *days, HavenDay day)
{
  if (day != HAVEN_DAY_NONE)
    g_array_append_val (days, day);
}

/* Months are of unequal length: the day on which "in the last six years" ends is one of these */
static void
add_days_of_lapse (GArray *days, HavenDay last)
{
  HavenDay lapse;

  if (last == HAVEN_DAY_NONE)
    return;
  lapse = haven_day_add_months (last, 12 * (int) haven_rule_number ("ever-six", "years"));
  for (HavenDay day = lapse; day <= lapse + 3; day++)
    add_day (days, day);
}

static int
compare_days (gconstpointer a, gconstpointer b)
{
  return (*(const HavenDay *) a > *(const HavenDay *) b) - (*(const HavenDay *) a < *(const HavenDay *) b);
}

/* Every day on which the standing may change */
static GArray *
list_days (HavenSlice spells)
{
  GArray *days = g_array_new (FALSE, FALSE, sizeof (HavenDay));

  for (guint i = 0; i < spells.n; i++) {
    const HavenSpell *spell = spells.items[i];

    add_day (days, spell->first);
    if (spell->last != HAVEN_DAY_NONE)
      add_day (days, spell->last + 1);
    add_days_of_lapse (days, spell->last);
  }
  g_array_sort (days, compare_days);
  return days;
}

static void
add_step (HavenCohortMembership *self, HavenDay from, guint mask)
{
  HavenCohortStep step = { from, mask };

  if (self->steps->len == 0 || g_array_index (self->steps, HavenCohortStep, self->steps->len - 1).mask != mask)
    g_array_append_val (self->steps, step);
}

void
haven_cohort_membership_take (HavenCohortMembership *self, HavenSchool *school, const HavenPupil *pupil)
{
  HavenSlice spells = haven_school_of_pupil (school, HAVEN_TABLE_SPELLS, pupil->id);
  g_autoptr(GArray) days = NULL;

  self->pupil = pupil;
  g_array_set_size (self->steps, 0);
  if (spells.n == 0) {
    add_step (self, HAVEN_DAY_NONE, 1u << HAVEN_GROUP_ALL | 1u << HAVEN_GROUP_OTHERS);
    return;
  }
  days = list_days (spells);
  add_step (self, HAVEN_DAY_NONE, get_mask (school, pupil->id, days->len > 0 ? g_array_index (days, HavenDay, 0) - 1 : 0));
  for (guint i = 0; i < days->len; i++)
    add_step (self, g_array_index (days, HavenDay, i), get_mask (school, pupil->id, g_array_index (days, HavenDay, i)));
}

gboolean
haven_cohort_membership_is_constant (const HavenCohortMembership *self, HavenSpan span)
{
  const HavenPupil *pupil = self->pupil;

  for (guint i = 0; i < self->steps->len; i++)
    if (haven_span_contains (span, g_array_index (self->steps, HavenCohortStep, i).from))
      return FALSE;
  return pupil->admitted <= span.first && (pupil->left == HAVEN_DAY_NONE || pupil->left >= span.last);
}

guint
haven_cohort_membership_of (const HavenCohortMembership *self, HavenSpan part, HavenDay reference)
{
  const HavenPupil *pupil = self->pupil;
  const HavenCohortStep *steps = (const HavenCohortStep *) self->steps->data;
  guint i = self->steps->len - 1;

  if (!haven_span_overlaps ((HavenSpan) { pupil->admitted, pupil->left }, part))
    return 0;
  if (pupil->left != HAVEN_DAY_NONE)
    reference = MIN (reference, pupil->left);
  while (i > 0 && steps[i].from > reference)
    i--;
  return steps[i].mask;
}
