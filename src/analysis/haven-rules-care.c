/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-rule.h"

#include <glib/gi18n-lib.h>

#include "haven-expected-meetings.h"
#include "haven-part-time.h"
#include "haven-reference.h"
#include "haven-sdq-figures.h"
#include "haven-support-figures.h"
#include "haven-suspension-counts.h"
#include "haven-suspension-figures.h"
#include "haven-text.h"

#define DAYS_A_WEEK 7

/* What is owed to a child after a suspension, on a part-time timetable, elsewhere, in care and after a plan. */

static gboolean
is_running (const HavenSight *sight, HavenSlice suspensions)
{
  for (guint i = 0; i < suspensions.n; i++) {
    const HavenSuspension *one = suspensions.items[i];

    if (one->type == HAVEN_SUSPENSION && one->cancelled_on == HAVEN_DAY_NONE && one->first <= sight->clock.today
        && haven_suspension_get_last (sight->school, one) >= sight->clock.today)
      return TRUE;
  }
  return FALSE;
}

/* Practice 14: from the sixth school day in a row, and of a looked-after child from the first */
void
haven_rule_education_owed (const HavenRule *rule, HavenSight *sight, const HavenChild *child)
{
  HavenSlice suspensions = haven_school_of_pupil (sight->school, HAVEN_TABLE_SUSPENSIONS, child->pupil->id);
  HavenSuspensionCounts counts;
  g_autofree char *day = NULL;
  HavenAttentionItem *item;

  if (!is_running (sight, suspensions))
    return;
  counts = haven_suspension_counts (sight->school, child->pupil->id, sight->clock.today);
  if (!counts.owed)
    return;
  day = haven_day_to_text (counts.owed_from);
  item = haven_rule_found (rule, sight, child, g_strdup_printf (_("Suspended for %.1f days in a row: full-time education is owed from %s."),
                           (double) counts.running_half_days / HAVEN_SESSIONS_A_DAY, day));
  item->since = counts.owed_from;
  item->when = counts.owed_from <= sight->clock.today + DAYS_A_WEEK ? HAVEN_WHEN_NOW : HAVEN_WHEN_THIS_WEEK;
  item->advice = g_strdup (child->standing.looked_after ? _("Arrange it with the Virtual School from the first day.")
                                                        : _("Arrange it now, and tell home where and when."));
  item->figures = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u half-day in a row", "%u half-days in a row", counts.running_half_days),
                                   counts.running_half_days);
}

static void
look_at_second (const HavenRule *rule, HavenSight *sight, const HavenChild *child, const HavenSuspensionCare *care)
{
  g_autofree char *day = haven_day_to_text (care->suspension->first);
  HavenAttentionItem *item;

  if (!care->consult || care->suspension->first < haven_sight_recently (sight))
    return;
  item = haven_rule_found (rule, sight, child, g_strdup_printf (_("Suspended again on %s: number %u of this term."), day, care->number));
  item->record_id = care->suspension->id;
  item->since = care->suspension->first;
  item->advice = g_strdup (_("Consult the social worker and the authority on what would help, before another."));
  item->figures = g_strdup (care->has_alternatives ? _("What was tried before it is recorded")
                                                   : _("Nothing that was tried before it is recorded"));
}

/* Practice 15 */
void
haven_rule_second_suspension (const HavenRule *rule, HavenSight *sight, const HavenChild *child)
{
  HavenSpan term = haven_suspension_term (sight->school, sight->clock.today);
  g_autoptr(GArray) care = haven_suspension_care (sight->school, child->pupil->id, term, sight->clock);

  for (guint i = 0; i < care->len; i++)
    look_at_second (rule, sight, child, &g_array_index (care, HavenSuspensionCare, i));
}

void
haven_rule_reintegration (const HavenRule *rule, HavenSight *sight, const HavenChild *child)
{
  HavenDay since = sight->clock.today - (HavenDay) haven_rule_number (rule->source, "days");
  g_autoptr(GArray) care = haven_suspension_care (sight->school, child->pupil->id, (HavenSpan) { HAVEN_DAY_NONE, sight->clock.today },
                                                  sight->clock);

  for (guint i = 0; i < care->len; i++) {
    const HavenSuspensionCare *one = &g_array_index (care, HavenSuspensionCare, i);
    g_autofree char *day = NULL;
    HavenAttentionItem *item;

    if (one->reintegrated_on != HAVEN_DAY_NONE || one->back_on == HAVEN_DAY_NONE
        || one->back_on > sight->clock.today || one->back_on < since)
      continue;
    day = haven_day_to_text (one->back_on);
    item = haven_rule_found (rule, sight, child, g_strdup_printf (
                             _("Back from suspension on %s: no reintegration meeting is recorded."), day));
    item->record_id = one->suspension->id;
    item->since = one->back_on;
    item->figures = g_strdup_printf (_("Suspended for %.1f days"), haven_suspension_sessions_in (sight->school, one->suspension,
                                     (HavenSpan) { HAVEN_DAY_NONE, HAVEN_DAY_NONE }) / (double) HAVEN_SESSIONS_A_DAY);
    item->advice = g_strdup (_("Hold it soon, and record it. It is never a condition of return."));
  }
}

/* Practice 16: C2 needs a plan, and is for compulsory school age only */
void
haven_rule_unplanned_part_time (const HavenRule *rule, HavenSight *sight, const HavenChild *child)
{
  HavenSpan recent = { sight->clock.today - (HavenDay) haven_rule_number (rule->source, "days"), sight->attention->marks_until };
  HavenUnplanned found;
  g_autofree char *day = NULL;
  HavenAttentionItem *item;

  if (!haven_sight_has_marks (sight) || child->marks == NULL)
    return;
  found = haven_part_time_without_plan (sight->school, child->pupil->id, recent);
  if (found.sessions == 0)
    return;
  day = haven_day_to_text (found.first);
  item = haven_rule_found (rule, sight, child, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                           "%u session coded C2 since %s, and no part-time plan is recorded.",
                           "%u sessions coded C2 since %s, and no part-time plan is recorded.", found.sessions), found.sessions, day));
  item->since = found.first;
  item->figures = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u session coded C2", "%u sessions coded C2", found.sessions),
                                   found.sessions);
  item->advice = g_strdup (found.not_of_age > 0 ? _("Not of compulsory school age: the code is X. Correct the marks.")
                                                : _("Record the plan with who agreed it, its review and its end; or correct the marks."));
}

/* Practice 16: what a plan that runs does not say */
void
haven_rule_part_time_wants (const HavenRule *rule, HavenSight *sight, const HavenChild *child)
{
  const guint dates = HAVEN_PLAN_REVIEW_PASSED | HAVEN_PLAN_FULL_TIME_PASSED;      /* part-time-review says those */
  g_autoptr(GArray) plans = haven_part_time_plans (sight->school, child->pupil->id, sight->clock);

  for (guint i = 0; i < plans->len; i++) {
    const HavenPartTime *one = &g_array_index (plans, HavenPartTime, i);
    g_autofree char *wants = haven_part_time_wants_text (one->wants & ~dates);
    HavenAttentionItem *item;

    if (!one->running || *wants == '\0')
      continue;
    item = haven_rule_found (rule, sight, child, g_strdup_printf (_("Part-time timetable: %s."), wants));
    item->record_id = one->plan->id;
    item->since = one->plan->first;
    item->figures = haven_minutes_to_text (one->plan->minutes_a_week);
    item->advice = g_strdup (_("Complete the plan with home, the social worker and whoever must be consulted."));
  }
}

/* Practice 9: sessions elsewhere hide children, so every week somebody asks the provider */
void
haven_rule_elsewhere (const HavenRule *rule, HavenSight *sight, const HavenChild *child)
{
  HavenSpan week;
  HavenAttendance figures;
  HavenAttentionItem *item;
  gint64 sessions;

  if (!haven_sight_has_marks (sight) || !child->has_social_worker)
    return;
  week = haven_sight_get_weeks (sight, sight->attention->marks_until, 1);
  figures = haven_attendance_of_pupil (sight->school, child->pupil->id, week);
  if (figures.elsewhere == 0)
    return;
  sessions = figures.possible + figures.not_possible;
  item = haven_rule_found (rule, sight, child, g_strdup_printf (
                           _("%d of %d sessions this week were elsewhere: has the provider confirmed that the child was there?"),
                           (int) figures.elsewhere, (int) sessions));
  item->since = week.first;
  item->figures = g_strdup_printf (_("%d sessions coded D, B or K"), (int) figures.elsewhere);
  item->advice = g_strdup (_("Ask the provider for this week’s attendance, and put this line off until next week when it is confirmed."));
}

/* The authority asks the carer: by when it is expected, never that the school is late (practice 17, 21) */
void
haven_rule_sdq_due (const HavenRule *rule, HavenSight *sight, const HavenChild *child)
{
  HavenSdqDue due = haven_sdq_due (sight->school, child->pupil->id, sight->clock);
  g_autofree char *day = due.wanted ? haven_day_to_text (due.due) : NULL;
  g_autofree char *last = due.last != HAVEN_DAY_NONE ? haven_day_to_text (due.last) : NULL;
  HavenAttentionItem *item;

  if (!due.wanted || due.due > sight->clock.today + haven_rule_number ("due-soon", "days"))
    return;
  item = haven_rule_found (rule, sight, child, last != NULL
                           ? g_strdup_printf (_("The yearly SDQ is expected by %s; the last that is held is of %s."), day, last)
                           : g_strdup_printf (_("The yearly SDQ is expected by %s; none is held."), day));
  item->since = due.due;
  item->figures = last != NULL ? g_strdup_printf (_("Last carer’s score of %s"), last) : g_strdup (_("No carer’s score is held"));
  item->advice = g_strdup (_("Ask the social worker for the carer’s score."));
}

static char *
tell_last (const HavenExpected *expected)
{
  g_autofree char *day = expected->last != NULL ? haven_day_to_text (expected->last->day) : NULL;

  return day != NULL ? g_strdup_printf (_("The last that is known was on %s"), day) : g_strdup (_("None is known yet"));
}

/* Reintegration speaks from the day the child is back, and part-time-review once the review's day is over */
static gboolean
is_said_by_another_rule (const HavenExpected *one, HavenDay today)
{
  return (one->due->suspension && one->by <= today) || (one->due->plan && one->by < today);
}

void
haven_rule_meeting_expected (const HavenRule *rule, HavenSight *sight, const HavenChild *child)
{
  g_autoptr(GPtrArray) expected = haven_expected_meetings (sight->school, sight->clock, child->pupil->id);
  HavenDay soon = sight->clock.today + (HavenDay) haven_rule_number (rule->source, "days");

  for (guint i = 0; i < expected->len; i++) {
    const HavenExpected *one = expected->pdata[i];
    HavenAttentionItem *item;

    if (one->next != NULL || one->by == HAVEN_DAY_NONE || one->by > soon || is_said_by_another_rule (one, sight->clock.today))
      continue;
    item = haven_rule_found (rule, sight, child, g_strdup (one->sentence));
    item->record_id = one->number;
    item->since = one->by;
    item->figures = tell_last (one);
    item->advice = g_strdup (_("Ask for the date, and enter it."));
  }
}

static HavenDay
find_check (const HavenSpell *spell, HavenDay today)
{
  static const char *const weeks[] = { "second-weeks", "first-weeks" };

  for (guint i = 0; i < G_N_ELEMENTS (weeks); i++) {
    HavenDay due = spell->last + DAYS_A_WEEK * (HavenDay) haven_rule_number ("still-our-child", weeks[i]);

    if (today >= due)
      return today < due + (HavenDay) haven_rule_number ("still-our-child", "days") ? due : HAVEN_DAY_NONE;
  }
  return HAVEN_DAY_NONE;
}

static gboolean
is_plan_of_social_worker (const HavenSpell *spell)
{
  return spell->status == HAVEN_STATUS_CP || spell->status == HAVEN_STATUS_CIN || spell->status == HAVEN_STATUS_SW
         || spell->status == HAVEN_STATUS_CLA;
}

/* Practice 27: a plan that ended is no end of care; two looks, after six weeks and after twelve */
void
haven_rule_still_our_child (const HavenRule *rule, HavenSight *sight, const HavenChild *child)
{
  HavenSlice spells = haven_school_of_pupil (sight->school, HAVEN_TABLE_SPELLS, child->pupil->id);

  for (guint i = 0; i < spells.n && !child->has_social_worker; i++) {
    const HavenSpell *spell = spells.items[i];
    HavenDay due = spell->last != HAVEN_DAY_NONE && is_plan_of_social_worker (spell) ? find_check (spell,
                                                                                                   sight->clock.today) : HAVEN_DAY_NONE;
    g_autofree char *last = NULL;
    HavenAttentionItem *item;

    if (due == HAVEN_DAY_NONE || (spell->ended_check != HAVEN_DAY_NONE && spell->ended_check >= due))
      continue;
    last = haven_day_to_text (spell->last);
    item = haven_rule_found (rule, sight, child, g_strdup_printf (_("Still our child: %d weeks since “%s” ended on %s."),
                             (int) (due - spell->last) / DAYS_A_WEEK, haven_status_text (spell->status), last));
    item->record_id = spell->id;
    item->since = due;
    item->figures = spell->ended_check != HAVEN_DAY_NONE ? g_strdup (_("Looked at before, since it ended"))
                                                         : g_strdup (_("Not looked at since it ended"));
    item->advice = g_strdup (_("See how the child is, and record that you looked."));
  }
}

/* Practice 18 */
void
haven_rule_support_review (const HavenRule *rule, HavenSight *sight, const HavenChild *child)
{
  g_autoptr(GArray) support = haven_support_of_pupil (sight->school, child->pupil->id, sight->clock);

  for (guint i = 0; i < support->len; i++) {
    const HavenSupport *one = &g_array_index (support, HavenSupport, i);
    g_autofree char *day = NULL;
    HavenAttentionItem *item;

    if (!one->review_passed)
      continue;
    day = haven_day_to_text (one->record->review_on);
    item = haven_rule_found (rule, sight, child, g_strdup_printf (_("Support “%s”: the review of %s has passed."),
                             haven_text_is_empty (one->record->what) ? _("not named") : one->record->what, day));
    item->record_id = one->record->id;
    item->since = one->record->review_on;
    item->figures = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u week so far", "%u weeks so far", one->weeks), one->weeks);
    item->advice = g_strdup (_("Look at what it has done, and go on, change it or end it."));
  }
}
