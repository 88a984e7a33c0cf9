/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-suspension-counts.h"

#include <glib/gi18n-lib.h>

#include "haven-reference.h"

/* The last notice of it to them; NULL: none */
static const HavenNotice *
find_notice (HavenSchool *school, const HavenSuspension *suspension, HavenNoticeTo to)
{
  HavenSlice notices = haven_school_of_pupil (school, HAVEN_TABLE_NOTICES, suspension->pupil_id);
  const HavenNotice *last = NULL;

  for (guint i = 0; i < notices.n; i++) {
    const HavenNotice *notice = notices.items[i];

    if (notice->suspension_id == suspension->id && notice->to == (int) to && (last == NULL || notice->sent_on >= last->sent_on))
      last = notice;
  }
  return last;
}

/* Everybody without delay; the social worker if there is one; the Virtual School head only of a looked-after child. As things stood on the
 * day: a social worker who came later was not there to be told. */
static gboolean
must_be_told (const HavenStanding *standing, HavenNoticeTo to)
{
  if (to == HAVEN_NOTICE_SOCIAL_WORKER)
    return standing->plan != HAVEN_STATUS_NONE || standing->looked_after;
  return to != HAVEN_NOTICE_VIRTUAL_SCHOOL || standing->looked_after;
}

static gboolean
is_of_age (HavenSchool *school, const HavenSuspension *suspension, HavenDay day)
{
  const HavenPupil *pupil = haven_school_get_pupil (school, suspension->pupil_id);

  return pupil != NULL && pupil->born != HAVEN_DAY_NONE
         && haven_day_get_age (pupil->born, day) >= haven_rule_number ("suspension-notices", "of-age");
}

/* Of the spell of care that is open on the day */
static const char *
find_authority (HavenSchool *school, gint64 pupil_id, HavenDay day)
{
  HavenSlice spells = haven_school_of_pupil (school, HAVEN_TABLE_SPELLS, pupil_id);

  for (guint i = 0; i < spells.n; i++) {
    const HavenSpell *spell = spells.items[i];

    if (spell->status == HAVEN_STATUS_CLA && haven_spell_is_open (spell, day))
      return spell->authority;
  }
  return NULL;
}

static HavenNoticeDue
make_due (HavenSchool *school, const HavenSuspension *suspension, HavenNoticeTo to)
{
  HavenNoticeDue due = { .suspension = suspension, .to = to, .since = suspension->first, .sent_on = HAVEN_DAY_NONE };

  due.to_pupil = to == HAVEN_NOTICE_PARENT && is_of_age (school, suspension, suspension->first);
  if (to == HAVEN_NOTICE_VIRTUAL_SCHOOL)
    due.authority = find_authority (school, suspension->pupil_id, suspension->first);
  return due;
}

/* FALSE: nothing is due to them */
static gboolean
look_at_notice (HavenSchool *school, const HavenSuspension *suspension, const HavenStanding *standing, HavenNoticeDue *due)
{
  const HavenNotice *notice = find_notice (school, suspension, due->to);

  due->cancellation = suspension->cancelled_on != HAVEN_DAY_NONE;
  if (due->cancellation) {                 /* whoever was told of the suspension is told of its end */
    if (notice == NULL)
      return FALSE;
    due->since = suspension->cancelled_on;
  } else if (notice == NULL && !must_be_told (standing, due->to)) {
    return FALSE;
  }
  if (notice != NULL && (!due->cancellation || notice->sent_on >= due->since)) {
    due->sent_on = notice->sent_on;
    due->how = notice->how;
  }
  return TRUE;
}

GArray *
haven_notices_due (HavenSchool *school, const HavenSuspension *suspension)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (HavenNoticeDue));
  HavenStanding standing = haven_standing_on (school, suspension->pupil_id, suspension->first);

  for (HavenNoticeTo to = HAVEN_NOTICE_PARENT; to <= HAVEN_NOTICE_VIRTUAL_SCHOOL; to++) {
    HavenNoticeDue due = make_due (school, suspension, to);

    if (look_at_notice (school, suspension, &standing, &due))
      g_array_append_val (all, due);
  }
  return all;
}

const char *
haven_notice_due_text (const HavenNoticeDue *due)
{
  return due->to_pupil ? _("the pupil, who is 18 or over") : haven_notice_to_text (due->to);
}
