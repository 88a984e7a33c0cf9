/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-leaving.h"

#include "haven-reference.h"

#include <glib/gi18n-lib.h>

static const char *const codes[] = { "print", "send", "receipt", "settled" };
static const char *const texts[] = {
  N_("Print Haven’s records into the child protection file"), N_("Send the child protection file"), N_("Ask for the receipt"),
  N_("The child protection file is where it belongs"),
};

const char *
haven_file_stage_code (HavenFileStage stage)
{
  return codes[stage];
}

const char *
haven_file_stage_text (HavenFileStage stage)
{
  return _(texts[stage]);
}

gboolean
haven_leaving_is_child (HavenSchool *school, gint64 pupil_id)
{
  return haven_school_of_pupil (school, HAVEN_TABLE_SPELLS, pupil_id).n > 0;
}

/* One count for both halves of the rule: five school days after a last day of term are the first five of the next. */
HavenDay
haven_leaving_file_due (HavenCalendar *calendar, HavenDay left)
{
  return haven_calendar_add_school_days (calendar, left, (int) haven_rule_number ("file-transfer", "school-days"));
}

static const HavenDeparture *
find_departure (HavenSchool *school, const HavenPupil *pupil)
{
  HavenSlice departures = haven_school_of_pupil (school, HAVEN_TABLE_DEPARTURES, pupil->id);

  for (guint i = departures.n; i > 0; i--) {
    const HavenDeparture *departure = departures.items[i - 1];
    if (departure->left == pupil->left)
      return departure;
  }
  return NULL;
}

static HavenFileStage
find_stage (const HavenDeparture *departure)
{
  if (departure == NULL || (departure->printed_on == HAVEN_DAY_NONE && departure->sent_on == HAVEN_DAY_NONE))
    return HAVEN_FILE_TO_PRINT;
  if (departure->stays)
    return HAVEN_FILE_SETTLED;
  if (departure->sent_on == HAVEN_DAY_NONE)
    return HAVEN_FILE_TO_SEND;
  return departure->receipt_on == HAVEN_DAY_NONE ? HAVEN_FILE_TO_ACKNOWLEDGE : HAVEN_FILE_SETTLED;
}

gboolean
haven_leaving_find (HavenSchool *school, gint64 pupil_id, HavenLeaving *ret_leaving)
{
  const HavenPupil *pupil = haven_school_get_pupil (school, pupil_id);
  HavenLeaving leaving = { .pupil = pupil, .receipt_due = HAVEN_DAY_NONE };

  if (pupil == NULL || pupil->left == HAVEN_DAY_NONE || !haven_leaving_is_child (school, pupil_id))
    return FALSE;
  leaving.departure = find_departure (school, pupil);
  leaving.stage = find_stage (leaving.departure);
  leaving.due = haven_leaving_file_due (haven_school_get_calendar (school), pupil->left);
  if (leaving.departure != NULL && leaving.departure->sent_on != HAVEN_DAY_NONE)
    leaving.receipt_due = leaving.departure->sent_on + (HavenDay) haven_rule_number ("file-transfer", "receipt-days");
  *ret_leaving = leaving;
  return TRUE;
}
