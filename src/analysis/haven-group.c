/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-group.h"

#include <glib/gi18n-lib.h>

#include "haven-reference.h"

static const char *const group_codes[HAVEN_N_GROUPS] = { "all", "flagged", "others", "CP", "CIN", "CLA", "previous", "kinship",
                                                         "PLA", "care" };
static const char *const group_texts[HAVEN_N_GROUPS] = {
  N_("all pupils"), N_("children with a social worker (now or before)"), N_("rest of the school"),
  N_("on a child protection plan"), N_("on a child in need plan, or a social worker and no plan yet"), N_("looked after"),
  N_("had a social worker before"), N_("in kinship care"), N_("previously looked after"), N_("looked after or previously looked after"),
};

/* Which spell a sentence about the pupil begins with: the lower, the sooner */
static int
rank_status (HavenStatus status)
{
  static const int ranks[] = {
    [HAVEN_STATUS_NONE] = 7, [HAVEN_STATUS_CP] = 0, [HAVEN_STATUS_CIN] = 1, [HAVEN_STATUS_CLA] = 2,
    [HAVEN_STATUS_SW] = 3, [HAVEN_STATUS_PLA] = 4, [HAVEN_STATUS_KINSHIP] = 5,
  };

  return ranks[status];
}

static gboolean
means_social_worker (HavenStatus status)
{
  return status == HAVEN_STATUS_CP || status == HAVEN_STATUS_CIN || status == HAVEN_STATUS_SW || status == HAVEN_STATUS_CLA;
}

/* Open spells come before ended ones, then by rank, then the latest */
static gboolean
comes_first (const HavenSpell *spell, const HavenSpell *other, HavenDay day)
{
  int open = haven_spell_is_open (spell, day) - haven_spell_is_open (other, day);
  int rank = rank_status (other->status) - rank_status (spell->status);

  if (open != 0 || rank != 0)
    return open != 0 ? open > 0 : rank > 0;
  return spell->first > other->first;
}

static void
take_open_spell (HavenStanding *standing, const HavenSpell *spell)
{
  HavenStatus status = spell->status;

  standing->looked_after |= status == HAVEN_STATUS_CLA;
  standing->previously_looked_after |= status == HAVEN_STATUS_PLA;
  standing->kinship |= status == HAVEN_STATUS_KINSHIP;
  if (status <= HAVEN_STATUS_SW && rank_status (status) < rank_status (standing->plan))
    standing->plan = status;
}

static void
take_spell (HavenStanding *standing, const HavenSpell *spell, HavenSpan ever)
{
  gboolean open = haven_spell_is_open (spell, ever.last);
  gboolean recent = means_social_worker (spell->status) && haven_span_overlaps ((HavenSpan) { spell->first, spell->last }, ever);

  if (open)
    take_open_spell (standing, spell);
  standing->ever6 |= recent;
  if ((open || recent) && (standing->spell == NULL || comes_first (spell, standing->spell, ever.last)))
    standing->spell = spell;
}

HavenStanding
haven_standing_on (HavenSchool *school, gint64 pupil_id, HavenDay day)
{
  HavenSlice spells = haven_school_of_pupil (school, HAVEN_TABLE_SPELLS, pupil_id);
  HavenStanding standing = { .plan = HAVEN_STATUS_NONE, .since = HAVEN_DAY_NONE };
  HavenSpan ever;

  if (spells.n == 0)
    return standing;
  ever = (HavenSpan) { haven_day_add_months (day, -12 * (int) haven_rule_number ("ever-six", "years")), day };
  for (guint i = 0; i < spells.n; i++)
    take_spell (&standing, spells.items[i], ever);
  if (standing.spell != NULL) {
    standing.since = standing.spell->first;
    standing.social_worker_id = haven_spell_is_open (standing.spell, day) ? standing.spell->social_worker_id : 0;
  }
  return standing;
}

gboolean
haven_standing_is_flagged (const HavenStanding *standing)
{
  return standing->plan != HAVEN_STATUS_NONE || standing->looked_after || standing->previously_looked_after || standing->kinship
         || standing->ever6;
}

char *
haven_standing_to_text (const HavenStanding *standing)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new ();
  gboolean now = standing->plan != HAVEN_STATUS_NONE || standing->looked_after;

  if (standing->plan != HAVEN_STATUS_NONE && !(standing->plan == HAVEN_STATUS_SW && standing->looked_after))
    g_ptr_array_add (parts, (gpointer) haven_status_text (standing->plan));
  if (standing->looked_after)
    g_ptr_array_add (parts, (gpointer) haven_status_text (HAVEN_STATUS_CLA));
  if (standing->previously_looked_after)
    g_ptr_array_add (parts, (gpointer) haven_status_text (HAVEN_STATUS_PLA));
  if (standing->kinship)
    g_ptr_array_add (parts, (gpointer) haven_status_text (HAVEN_STATUS_KINSHIP));
  if (standing->ever6 && !now)
    g_ptr_array_add (parts, (gpointer) _("had a social worker before"));
  if (parts->len == 0)
    g_ptr_array_add (parts, (gpointer) haven_status_text (HAVEN_STATUS_NONE));
  g_ptr_array_add (parts, NULL);
  /* Translators: joins parts of a pupil's standing: "on a child protection plan, looked after" */
  return g_strjoinv (_(", "), (char **) parts->pdata);
}

const char *
haven_standing_to_short (const HavenStanding *standing)
{
  if (standing->plan == HAVEN_STATUS_CP)
    return _("CP plan");
  if (standing->plan == HAVEN_STATUS_CIN)
    return _("CIN plan");
  if (standing->looked_after)
    return _("looked after");
  if (standing->plan == HAVEN_STATUS_SW)
    return _("social worker");
  if (standing->ever6 || standing->previously_looked_after)
    return _("before");
  return standing->kinship ? _("kinship") : "";
}

const char *
haven_group_code (HavenGroup group)
{
  g_return_val_if_fail (group < HAVEN_N_GROUPS, NULL);
  return group_codes[group];
}

gboolean
haven_group_parse (const char *code, HavenGroup *ret_group)
{
  for (HavenGroup group = 0; code != NULL && group < HAVEN_N_GROUPS; group++) {
    if (g_ascii_strcasecmp (code, group_codes[group]) == 0) {
      *ret_group = group;
      return TRUE;
    }
  }
  return FALSE;
}

const char *
haven_group_text (HavenGroup group)
{
  g_return_val_if_fail (group < HAVEN_N_GROUPS, NULL);
  return _(group_texts[group]);
}

gboolean
haven_group_has (HavenGroup group, const HavenStanding *standing)
{
  switch (group) {
  case HAVEN_GROUP_ALL:
    return TRUE;
  case HAVEN_GROUP_FLAGGED:
    return haven_standing_is_flagged (standing);
  case HAVEN_GROUP_OTHERS:
    return !haven_standing_is_flagged (standing);
  case HAVEN_GROUP_CP:
    return standing->plan == HAVEN_STATUS_CP;
  case HAVEN_GROUP_CIN:
    return standing->plan == HAVEN_STATUS_CIN || standing->plan == HAVEN_STATUS_SW;
  case HAVEN_GROUP_CLA:
    return standing->looked_after;
  case HAVEN_GROUP_PREVIOUS:
    return (standing->ever6 || standing->previously_looked_after) && standing->plan == HAVEN_STATUS_NONE && !standing->looked_after;
  case HAVEN_GROUP_KINSHIP:
    return standing->kinship;
  case HAVEN_GROUP_PLA:
    return standing->previously_looked_after && !standing->looked_after;
  case HAVEN_GROUP_CARE:
    return standing->looked_after || standing->previously_looked_after;
  default:
    g_return_val_if_reached (FALSE);
  }
}

/* What has begun of the period by today */
static HavenSpan
cut_at_today (HavenSpan period, HavenClock clock)
{
  return haven_span_intersect (period, (HavenSpan) { HAVEN_DAY_NONE, clock.today });
}

/* For everybody who did not leave: the last school day that has begun; where a period has none, its last day */
static HavenDay
find_reference_day (HavenSchool *school, HavenSpan begun)
{
  HavenDay day = haven_calendar_last_school_day (haven_school_get_calendar (school), begun);

  return day != HAVEN_DAY_NONE ? day : begun.last;
}

static HavenDay
end_at_leaving (const HavenPupil *pupil, HavenDay day)
{
  return pupil->left != HAVEN_DAY_NONE ? MIN (pupil->left, day) : day;
}

HavenDay
haven_reference_day (HavenSchool *school, const HavenPupil *pupil, HavenSpan period, HavenClock clock)
{
  return end_at_leaving (pupil, find_reference_day (school, cut_at_today (period, clock)));
}

GPtrArray *
haven_group_members (HavenSchool *school, HavenGroup group, HavenSpan period, HavenClock clock)
{
  GPtrArray *members = g_ptr_array_new ();
  HavenSpan begun = cut_at_today (period, clock);
  HavenDay reference = find_reference_day (school, begun);

  if (begun.first > begun.last)
    return members;
  for (guint i = 0; i < haven_school_get_n_pupils (school); i++) {
    const HavenPupil *pupil = haven_school_get_nth_pupil (school, i);
    HavenStanding standing;

    if (!haven_span_overlaps ((HavenSpan) { pupil->admitted, pupil->left }, begun))
      continue;
    standing = haven_standing_on (school, pupil->id, end_at_leaving (pupil, reference));
    if (haven_group_has (group, &standing))
      g_ptr_array_add (members, (gpointer) pupil);
  }
  return members;
}

HavenSpan
haven_default_span (HavenSchool *school, HavenClock clock)
{
  HavenDay last = haven_school_get_last_mark (school, clock.today, NULL);

  return haven_academic_year_span (haven_academic_year (last != HAVEN_DAY_NONE ? last : clock.today));
}
