/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-part-time.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "haven-attendance-codes.h"
#include "haven-reference.h"
#include "haven-text.h"

#define PART_TIME_CODE "C2"

static gint64
read_minutes (HavenSchool *school, const char *key)
{
  return g_ascii_strtoll (haven_school_get_setting (school, key, ""), NULL, 10);
}

gint64
haven_week_minutes (HavenSchool *school, const HavenPupil *pupil)
{
  g_autofree char *key = g_strdup_printf ("week-minutes-%s", pupil->year_group != NULL ? pupil->year_group : "");
  gint64 minutes = read_minutes (school, key);

  if (minutes <= 0)
    minutes = read_minutes (school, "week-minutes");
  return minutes > 0 ? minutes : haven_rule_number ("part-time", "week-minutes");
}

/* The social worker of a child who has one, the Virtual School of a looked-after one, the authority where there is an EHCP */
static gboolean
needs_consulting (HavenSchool *school, const HavenPlan *plan, const HavenPupil *pupil)
{
  HavenStanding standing = haven_standing_on (school, plan->pupil_id, plan->first);

  return standing.plan != HAVEN_STATUS_NONE || standing.looked_after || pupil->sen == HAVEN_SEN_EHCP;
}

static guint
ask_record (HavenSchool *school, const HavenPlan *plan, const HavenPupil *pupil)
{
  guint wants = 0;

  wants |= haven_text_is_empty (plan->agreed_by) ? HAVEN_PLAN_NO_AGREEMENT : 0;
  wants |= plan->full_time_on == HAVEN_DAY_NONE ? HAVEN_PLAN_NO_FULL_TIME_DATE : 0;
  wants |= plan->review_on == HAVEN_DAY_NONE ? HAVEN_PLAN_NO_REVIEW : 0;
  wants |= haven_text_is_empty (plan->safety) ? HAVEN_PLAN_NO_SAFETY : 0;
  if (plan->first == HAVEN_DAY_NONE)
    return wants;
  if (needs_consulting (school, plan, pupil) && (plan->consulted_on == HAVEN_DAY_NONE || plan->consulted_on > plan->first))
    wants |= HAVEN_PLAN_NOT_CONSULTED;
  return wants;
}

static gboolean
has_passed (HavenDay day, HavenClock clock)
{
  return day != HAVEN_DAY_NONE && day < clock.today;
}

static gboolean
is_of_age_throughout (const HavenPupil *pupil, const HavenPartTime *self)
{
  return pupil->born == HAVEN_DAY_NONE || self->plan->first == HAVEN_DAY_NONE
         || (haven_pupil_is_compulsory_age (pupil, self->plan->first) && haven_pupil_is_compulsory_age (pupil, self->last));
}

static guint
ask_dates (const HavenPartTime *self, const HavenPupil *pupil, HavenClock clock)
{
  guint wants = is_of_age_throughout (pupil, self) ? 0 : HAVEN_PLAN_NOT_OF_AGE;

  if (self->plan->first != HAVEN_DAY_NONE && self->last - self->plan->first >= 7 * haven_rule_number ("part-time", "weeks"))
    wants |= HAVEN_PLAN_TOO_LONG;
  if (!self->running)
    return wants;
  wants |= has_passed (self->plan->review_on, clock) ? HAVEN_PLAN_REVIEW_PASSED : 0;
  wants |= has_passed (self->plan->full_time_on, clock) ? HAVEN_PLAN_FULL_TIME_PASSED : 0;
  return wants;
}

static HavenPartTime
look_at_plan (HavenSchool *school, const HavenPlan *plan, const HavenPupil *pupil, HavenClock clock)
{
  HavenPartTime self = { .plan = plan, .week_minutes = haven_week_minutes (school, pupil) };

  self.taught_minutes = haven_rule_number ("part-time", "taught-minutes");
  self.percent = plan->minutes_a_week > 0 ? 100.0 * plan->minutes_a_week / self.week_minutes : NAN;
  self.running = (plan->ended_on == HAVEN_DAY_NONE || plan->ended_on >= clock.today)
                 && (plan->first == HAVEN_DAY_NONE || plan->first <= clock.today);
  self.last = plan->ended_on != HAVEN_DAY_NONE ? MIN (plan->ended_on, clock.today) : clock.today;
  if (plan->first != HAVEN_DAY_NONE && self.last >= plan->first)
    self.weeks = (guint) (self.last - plan->first) / 7 + 1;
  self.wants = ask_record (school, plan, pupil) | ask_dates (&self, pupil, clock);
  return self;
}

static int
compare_plans (gconstpointer a, gconstpointer b)
{
  const HavenPlan *one = ((const HavenPartTime *) a)->plan;
  const HavenPlan *two = ((const HavenPartTime *) b)->plan;

  return (one->first > two->first) - (one->first < two->first);
}

GArray *
haven_part_time_plans (HavenSchool *school, gint64 pupil_id, HavenClock clock)
{
  HavenSlice plans = haven_school_of_pupil (school, HAVEN_TABLE_PLANS, pupil_id);
  const HavenPupil *pupil = haven_school_get_pupil (school, pupil_id);
  GArray *all = g_array_new (FALSE, FALSE, sizeof (HavenPartTime));

  for (guint i = 0; pupil != NULL && i < plans.n; i++) {
    HavenPartTime one = look_at_plan (school, plans.items[i], pupil, clock);
    g_array_append_val (all, one);
  }
  g_array_sort (all, compare_plans);
  return all;
}

/* What any plan that runs wants; 0 where it wants nothing, and ret_running says whether one runs */
static guint
wants_of_running (HavenSchool *school, gint64 pupil_id, HavenClock clock, gboolean *ret_running)
{
  g_autoptr(GArray) plans = haven_part_time_plans (school, pupil_id, clock);
  guint wants = 0;

  *ret_running = FALSE;
  for (guint i = 0; i < plans->len; i++) {
    const HavenPartTime *one = &g_array_index (plans, HavenPartTime, i);
    if (one->running)
      wants |= one->wants;
    *ret_running |= one->running;
  }
  return wants;
}

HavenPartTimeCount
haven_part_time_of_group (HavenSchool *school, GPtrArray *members, HavenClock clock)
{
  HavenPartTimeCount self = { 0 };

  for (guint i = 0; i < members->len; i++) {
    gboolean running;
    guint wants = wants_of_running (school, ((const HavenPupil *) members->pdata[i])->id, clock, &running);
    gboolean none = (wants & HAVEN_PLAN_NO_REVIEW) != 0;
    self.now += running;
    self.too_long += (wants & HAVEN_PLAN_TOO_LONG) != 0;
    self.no_review += none;
    self.review_passed += (wants & HAVEN_PLAN_REVIEW_PASSED) != 0 && !none;
  }
  return self;
}

char *
haven_part_time_wants_text (guint wants)
{
  static const char *const texts[] = {
    N_("who agreed it is not recorded"), N_("no date of full time"), N_("no review date"), N_("safety off site is not said"),
    N_("social worker, Virtual School or authority not consulted before it began"), N_("its review has passed"),
    N_("the agreed date of full time has passed"), N_("longer than six weeks"), N_("not of compulsory school age: X, not C2"),
  };
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (wants & 1u << i)
      g_string_append_printf (list, "%s%s", list->len > 0 ? "; " : "", _(texts[i]));
  return g_string_free (list, FALSE);
}

char *
haven_minutes_to_text (gint64 minutes)
{
  if (minutes % 60 == 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d hour", "%d hours", (gulong) (minutes / 60)), (int) (minutes / 60));
  return g_strdup_printf (_("%d hours %d minutes"), (int) (minutes / 60), (int) (minutes % 60));
}

/* ---- steps ---- */

/* Fewest minutes of the plans that run on the day; -1: none */
static gint64
find_minutes (HavenSlice plans, HavenDay day)
{
  gint64 minutes = -1;

  for (guint i = 0; i < plans.n; i++) {
    const HavenPlan *plan = plans.items[i];

    if (haven_span_contains ((HavenSpan) { plan->first, plan->ended_on }, day) && (minutes < 0 || plan->minutes_a_week < minutes))
      minutes = plan->minutes_a_week;
  }
  return minutes;
}

static void
add_step (GArray *steps, HavenDay day, gint64 minutes, gint64 week_minutes)
{
  HavenPartTimeStep step = { day, minutes < 0 ? week_minutes : minutes, week_minutes, haven_rule_number ("part-time", "taught-minutes") };

  if (steps->len == 0 || g_array_index (steps, HavenPartTimeStep, steps->len - 1).minutes != step.minutes)
    g_array_append_val (steps, step);
}

GArray *
haven_part_time_steps (HavenSchool *school, gint64 pupil_id, HavenSpan span)
{
  HavenSlice plans = haven_school_of_pupil (school, HAVEN_TABLE_PLANS, pupil_id);
  const HavenPupil *pupil = haven_school_get_pupil (school, pupil_id);
  GArray *steps = g_array_new (FALSE, FALSE, sizeof (HavenPartTimeStep));
  gint64 week_minutes = pupil != NULL ? haven_week_minutes (school, pupil) : 0;
  gboolean any = FALSE;

  if (span.first == HAVEN_DAY_NONE || span.last == HAVEN_DAY_NONE || pupil == NULL)
    return steps;
  for (HavenDay day = span.first; day <= span.last; day++) {
    gint64 minutes = find_minutes (plans, day);

    any |= minutes >= 0;
    add_step (steps, day, minutes, week_minutes);
  }
  if (!any)
    g_array_set_size (steps, 0);
  return steps;
}

/* ---- C2 without a plan ---- */

static void
look_at_day (HavenUnplanned *found, const HavenPupil *pupil, HavenDay day, guint sessions)
{
  found->first = found->sessions == 0 ? day : found->first;
  found->last = day;
  found->sessions += sessions;
  if (pupil != NULL && pupil->born != HAVEN_DAY_NONE && !haven_pupil_is_compulsory_age (pupil, day))
    found->not_of_age += sessions;
}

static guint
count_marks (HavenSchool *school, gint64 pupil_id, HavenDay day, guint8 mark)
{
  const guint8 *marks = haven_school_get_marks (school, pupil_id, haven_academic_year (day));
  int i = haven_register_index (day, 0);

  return marks == NULL ? 0 : (marks[i] == mark) + (marks[i + 1] == mark);
}

HavenUnplanned
haven_part_time_without_plan (HavenSchool *school, gint64 pupil_id, HavenSpan span)
{
  HavenSlice plans = haven_school_of_pupil (school, HAVEN_TABLE_PLANS, pupil_id);
  const HavenPupil *pupil = haven_school_get_pupil (school, pupil_id);
  guint8 mark = haven_attendance_code_find (PART_TIME_CODE)->mark;
  HavenUnplanned found = { .first = HAVEN_DAY_NONE, .last = HAVEN_DAY_NONE };

  if (span.first == HAVEN_DAY_NONE || span.last == HAVEN_DAY_NONE)
    return found;
  for (HavenDay day = span.first; day <= span.last; day++) {
    guint sessions = count_marks (school, pupil_id, day, mark);

    if (sessions > 0 && find_minutes (plans, day) < 0)
      look_at_day (&found, pupil, day, sessions);
  }
  return found;
}
