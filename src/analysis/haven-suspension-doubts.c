/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-suspension-counts.h"

#include <string.h>

#include "haven-reference.h"
#include "haven-suspension-figures.h"

#define SUSPENDED_MARK 'E'

/* One pupil's registers beside what was recorded */
typedef struct {
  HavenSchool *school;
  gint64 pupil_id;
  HavenSlice suspensions;
  HavenSlice plans;
  HavenSpan span;
  GArray *doubts;
} Look;

static guint8
get_mark (const Look *look, HavenDay day, int session)
{
  const guint8 *marks = haven_school_get_marks (look->school, look->pupil_id, haven_academic_year (day));

  return marks != NULL ? marks[haven_register_index (day, session)] : 0;
}

static gboolean
is_in (guint8 mark, const char *marks)
{
  return mark != 0 && strchr (marks, mark) != NULL;
}

static gboolean
was_present (const Look *look, HavenDay day, int session)
{
  return is_in (get_mark (look, day, session), haven_rule_text ("last-seen", "marks"));
}

static gboolean
covers (const Look *look, const HavenSuspension *suspension, HavenDay day)
{
  return suspension->cancelled_on == HAVEN_DAY_NONE && suspension->first <= day
         && (suspension->type == HAVEN_PERMANENT || haven_suspension_get_last (look->school, suspension) >= day);
}

static gboolean
is_covered (const Look *look, HavenDay day)
{
  for (guint i = 0; i < look->suspensions.n; i++)
    if (covers (look, look->suspensions.items[i], day))
      return TRUE;
  return FALSE;
}

static void
extend (HavenDoubt *doubt, HavenDay day, guint sessions)
{
  if (sessions == 0)
    return;
  doubt->first = doubt->sessions == 0 ? day : doubt->first;
  doubt->last = day;
  doubt->sessions += sessions;
}

static void
find_not_recorded (Look *look)
{
  HavenDoubt doubt = { .kind = HAVEN_DOUBT_NOT_RECORDED };

  for (HavenDay day = look->span.first; day <= look->span.last; day++) {
    guint sessions = (get_mark (look, day, 0) == SUSPENDED_MARK) + (get_mark (look, day, 1) == SUSPENDED_MARK);

    if (sessions > 0 && !is_covered (look, day))
      extend (&doubt, day, sessions);
  }
  if (doubt.sessions > 0)
    g_array_append_val (look->doubts, doubt);
}

/* The first day is left out: a child is at school until the suspension begins. So is a last half-day. */
static void
look_at_suspension (Look *look, const HavenSuspension *suspension)
{
  HavenSpan days = { suspension->first + 1, haven_suspension_get_last (look->school, suspension) };
  HavenDoubt doubt = { .kind = HAVEN_DOUBT_YET_PRESENT, .suspension_id = suspension->id };

  if (suspension->type != HAVEN_SUSPENSION || suspension->cancelled_on != HAVEN_DAY_NONE)
    return;
  if (suspension->sessions % HAVEN_SESSIONS_A_DAY != 0)
    days.last--;
  for (HavenDay day = days.first; day <= days.last; day++)
    extend (&doubt, day, was_present (look, day, 0) + was_present (look, day, 1));
  if (doubt.sessions > 0)
    g_array_append_val (look->doubts, doubt);
}

static gboolean
has_part_time_plan (const Look *look, HavenDay day)
{
  for (guint i = 0; i < look->plans.n; i++) {
    const HavenPlan *plan = look->plans.items[i];

    if (haven_span_contains ((HavenSpan) { plan->first, plan->ended_on }, day))
      return TRUE;
  }
  return FALSE;
}

static gboolean
was_sent_home (const Look *look, HavenDay day)
{
  return was_present (look, day, 0) && is_in (get_mark (look, day, 1), haven_rule_text ("unrecorded-suspension", "part-day-marks"))
         && !is_covered (look, day) && !has_part_time_plan (look, day);
}

/* Once is an appointment; again and again is a pattern */
static void
find_sent_home (Look *look)
{
  HavenDoubt doubt = { .kind = HAVEN_DOUBT_SENT_HOME };

  for (HavenDay day = look->span.first; day <= look->span.last; day++)
    extend (&doubt, day, was_sent_home (look, day));
  if (doubt.sessions >= haven_rule_number ("unrecorded-suspension", "part-days"))
    g_array_append_val (look->doubts, doubt);
}

GArray *
haven_suspension_doubts (HavenSchool *school, gint64 pupil_id, HavenSpan span)
{
  Look look = {
    .school = school, .pupil_id = pupil_id, .span = span, .doubts = g_array_new (FALSE, FALSE, sizeof (HavenDoubt)),
    .suspensions = haven_school_of_pupil (school, HAVEN_TABLE_SUSPENSIONS, pupil_id),
    .plans = haven_school_of_pupil (school, HAVEN_TABLE_PLANS, pupil_id),
  };

  if (span.first == HAVEN_DAY_NONE || span.last == HAVEN_DAY_NONE)
    return look.doubts;
  find_not_recorded (&look);
  for (guint i = 0; i < look.suspensions.n; i++)
    if (haven_span_contains (span, ((HavenSuspension *) look.suspensions.items[i])->first))
      look_at_suspension (&look, look.suspensions.items[i]);
  find_sent_home (&look);
  return look.doubts;
}
