/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-suspension-figures.h"

#include "haven-reference.h"

#define MAX_SCHOOL_DAYS 400                /* longer than a suspension can be: a calendar without school days still ends */

/* A school day of the suspension, and the half-days that are left from its morning on */
typedef struct {
  HavenDay day;
  guint left;
  guint a_day;                             /* a lunchtime takes half of its day (practice 14) */
} Step;

static gboolean
step_on (Step *step, HavenCalendar *calendar)
{
  if (step->left <= step->a_day)
    return FALSE;
  step->left -= step->a_day;
  step->day = haven_calendar_add_school_days (calendar, step->day, 1);
  return step->day != HAVEN_DAY_NONE;
}

static guint
get_half_days_a_day (const HavenSuspension *suspension)
{
  return suspension->type == HAVEN_LUNCHTIME ? (guint) haven_rule_number ("lunchtime", "half-days") : HAVEN_SESSIONS_A_DAY;
}

/* Half-days of it: as recorded; else every school day to the recorded end */
static guint
get_length (HavenSchool *school, const HavenSuspension *suspension)
{
  HavenCalendar *calendar = haven_school_get_calendar (school);
  guint length = 0;

  if (suspension->sessions > 0)
    return (guint) MIN (suspension->sessions, HAVEN_SESSIONS_A_DAY * MAX_SCHOOL_DAYS);
  if (suspension->last == HAVEN_DAY_NONE)
    return suspension->type == HAVEN_LUNCHTIME ? get_half_days_a_day (suspension) : 0;
  for (HavenDay day = suspension->first; day <= suspension->last && length < HAVEN_SESSIONS_A_DAY * MAX_SCHOOL_DAYS; day++)
    length += haven_calendar_is_school_day (calendar, day) ? get_half_days_a_day (suspension) : 0;
  return length;
}

static Step
start_steps (HavenSchool *school, const HavenSuspension *suspension)
{
  HavenCalendar *calendar = haven_school_get_calendar (school);
  Step step = { suspension->first, get_length (school, suspension), get_half_days_a_day (suspension) };

  if (!haven_calendar_is_school_day (calendar, step.day))
    step.day = haven_calendar_add_school_days (calendar, step.day, 1);
  return step;
}

guint
haven_suspension_sessions_in (HavenSchool *school, const HavenSuspension *suspension, HavenSpan span)
{
  HavenCalendar *calendar = haven_school_get_calendar (school);
  Step step = start_steps (school, suspension);
  guint inside = 0;

  if (step.left == 0 || step.day == HAVEN_DAY_NONE)
    return 0;
  do
    inside += haven_span_contains (span, step.day) ? MIN (step.left, step.a_day) : 0;
  while (step_on (&step, calendar));
  return inside;
}

guint
haven_suspended_half_days (HavenSchool *school, gint64 pupil_id, HavenSpan span, guint *ret_count)
{
  HavenSlice slice = haven_school_of_pupil (school, HAVEN_TABLE_SUSPENSIONS, pupil_id);
  guint half_days = 0;
  guint count = 0;

  for (guint i = 0; i < slice.n; i++) {
    const HavenSuspension *suspension = slice.items[i];
    guint inside = 0;
    if (suspension->cancelled_on == HAVEN_DAY_NONE && suspension->type != HAVEN_PERMANENT)
      inside = haven_suspension_sessions_in (school, suspension, span);
    half_days += inside;
    count += inside > 0;
  }
  if (ret_count != NULL)
    *ret_count = count;
  return half_days;
}

HavenDay
haven_suspension_get_last (HavenSchool *school, const HavenSuspension *suspension)
{
  HavenCalendar *calendar = haven_school_get_calendar (school);
  Step step = start_steps (school, suspension);

  if (suspension->last != HAVEN_DAY_NONE)
    return suspension->last;
  if (step.left == 0 || step.day == HAVEN_DAY_NONE)
    return suspension->first;
  while (step_on (&step, calendar))
    ;
  return step.day != HAVEN_DAY_NONE ? step.day : suspension->first;
}
