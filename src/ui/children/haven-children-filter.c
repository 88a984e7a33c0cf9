/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-children-filter.h"

#include <glib/gi18n-lib.h>

static const char *const texts[HAVEN_N_CHIPS] = {
  [HAVEN_CHIP_ALL] = N_("All"),
  [HAVEN_CHIP_CP] = N_("Child protection plan"),
  [HAVEN_CHIP_CIN] = N_("Child in need plan"),
  [HAVEN_CHIP_NO_PLAN] = N_("No plan yet"),
  [HAVEN_CHIP_CLA] = N_("Looked after"),
  [HAVEN_CHIP_BEFORE] = N_("Before"),
  [HAVEN_CHIP_KINSHIP] = N_("Kinship"),
  [HAVEN_CHIP_ATTENTION] = N_("Needs attention"),
};

const char *
haven_chip_text (HavenChip chip)
{
  return _(texts[chip]);
}

gboolean
haven_chip_has (HavenChip chip, HavenChild *child, HavenBriefing *briefing)
{
  const HavenStanding *standing = haven_child_get_standing (child);

  switch (chip) {
  case HAVEN_CHIP_CP: return standing->plan == HAVEN_STATUS_CP;
  case HAVEN_CHIP_CIN: return standing->plan == HAVEN_STATUS_CIN;
  case HAVEN_CHIP_NO_PLAN: return standing->plan == HAVEN_STATUS_SW;
  case HAVEN_CHIP_CLA: return standing->looked_after;
  case HAVEN_CHIP_BEFORE: return haven_group_has (HAVEN_GROUP_PREVIOUS, standing);
  case HAVEN_CHIP_KINSHIP: return standing->kinship;
  case HAVEN_CHIP_ATTENTION: return haven_briefing_needs_attention (briefing, haven_child_get_id (child));
  default: return TRUE;
  }
}

gboolean
haven_children_filter_passes (const HavenChildrenFilter *self, HavenChild *child, HavenBriefing *briefing)
{
  return (self->year == HAVEN_EVERY_YEAR || haven_child_get_year (child) == self->year) &&
         haven_child_matches (child, self->needle) && haven_chip_has (self->chip, child, briefing);
}
