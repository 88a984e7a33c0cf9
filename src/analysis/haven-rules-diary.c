/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-authority.h"
#include "haven-rule.h"

#include <glib/gi18n-lib.h>

#include "haven-reference.h"

#define THIS_WEEK_DAYS 7
#define NOW_DAYS 1

static HavenWhen
weigh_days (HavenDay left)
{
  if (left <= NOW_DAYS)
    return HAVEN_WHEN_NOW;
  return left <= THIS_WEEK_DAYS ? HAVEN_WHEN_THIS_WEEK : HAVEN_WHEN_COMING;
}

static const char *
get_meeting_text (const HavenMeeting *meeting)
{
  const char *text = meeting->type != NULL ? haven_meeting_type_text (meeting->type) : NULL;

  return text != NULL ? text : _("Meeting");
}

static gboolean
is_to_come (const HavenMeeting *meeting, HavenSpan span)
{
  return haven_span_contains (span, meeting->day) && meeting->state < HAVEN_MEETING_HELD;
}

/* "today", "tomorrow", "on Thursday 26 November 2026" */
static char *
tell_day (HavenDay day, HavenClock clock)
{
  g_autofree char *weekday = haven_day_to_weekday (day);
  g_autofree char *text = haven_day_to_text (day);

  if (day == clock.today)
    return g_strdup (_("today"));
  if (day == clock.today + 1)
    return g_strdup (_("tomorrow"));
  /* Translators: a weekday and a date */
  return g_strdup_printf (_("on %s %s"), weekday, text);
}

void
haven_rule_meeting_due (const HavenRule *rule, HavenSight *sight, const HavenChild *child)
{
  HavenSlice meetings = haven_school_of_pupil (sight->school, HAVEN_TABLE_MEETINGS, child->pupil->id);
  HavenDay today = sight->clock.today;
  HavenSpan soon = { today, today + (HavenDay) haven_rule_number (rule->source, "days") };

  for (guint i = 0; i < meetings.n; i++) {
    const HavenMeeting *meeting = meetings.items[i];
    g_autofree char *day = NULL;
    HavenAttentionItem *item;

    if (!is_to_come (meeting, soon))
      continue;
    day = tell_day (meeting->day, sight->clock);
    /* Translators: a kind of meeting and its day: "Core group tomorrow.", "Core group on Thursday 27 November 2026." */
    item = haven_rule_found (rule, sight, child, g_strdup_printf (_("%s %s."), get_meeting_text (meeting), day));
    item->when = weigh_days (meeting->day - today);
    item->record_id = meeting->id;
    item->since = meeting->day;
    item->figures = meeting->place != NULL ? g_strdup (meeting->place) : g_strdup (_("The place is not known"));
    item->advice = g_strdup (meeting->state < HAVEN_MEETING_READY ? _("Prepare the pack.") : _("The pack is ready."));
  }
}

/* The day by which a plan should have been looked at or ended, the later one that has passed; HAVEN_DAY_NONE: neither has */
static HavenDay
get_missed_day (const HavenPlan *plan, HavenDay today)
{
  HavenDay review = plan->review_on != HAVEN_DAY_NONE && plan->review_on < today ? plan->review_on : HAVEN_DAY_NONE;
  HavenDay full = plan->full_time_on != HAVEN_DAY_NONE && plan->full_time_on < today ? plan->full_time_on : HAVEN_DAY_NONE;

  return MAX (review, full);
}

void
haven_rule_part_time_review (const HavenRule *rule, HavenSight *sight, const HavenChild *child)
{
  HavenSlice plans = haven_school_of_pupil (sight->school, HAVEN_TABLE_PLANS, child->pupil->id);

  for (guint i = 0; i < plans.n; i++) {
    const HavenPlan *plan = plans.items[i];
    HavenDay missed = get_missed_day (plan, sight->clock.today);
    g_autofree char *day = NULL;
    HavenAttentionItem *item;

    if (plan->ended_on != HAVEN_DAY_NONE || missed == HAVEN_DAY_NONE)
      continue;
    day = haven_day_to_text (missed);
    item = haven_rule_found (rule, sight, child, g_strdup_printf (missed == plan->full_time_on
                             ? _("Part-time timetable: full time was agreed from %s, and no end is recorded.")
                             : _("Part-time timetable: the review of %s has passed."), day));
    item->record_id = plan->id;
    item->since = missed;
    item->figures = g_strdup_printf (_("%d hours %02d minutes a week"), (int) plan->minutes_a_week / 60, (int) plan->minutes_a_week % 60);
    item->advice = g_strdup (_("Review it with home and the social worker, and set the date of full time."));
  }
}

static gboolean
is_open_action (const HavenAction *action)
{
  return action->done_on == HAVEN_DAY_NONE && action->due != HAVEN_DAY_NONE;
}

static HavenAttentionItem *
tell_action (const HavenRule *rule, HavenSight *sight, const HavenChild *child, const HavenAction *action, char *take_sentence)
{
  HavenAttentionItem *item = haven_rule_found (rule, sight, child, take_sentence);

  item->record_id = action->id;
  item->since = action->due;
  item->figures = g_strdup (action->owner != NULL ? action->owner : _("Nobody is named"));
  return item;
}

void
haven_rule_action_overdue (const HavenRule *rule, HavenSight *sight, const HavenChild *child)
{
  HavenSlice actions = haven_school_of_pupil (sight->school, HAVEN_TABLE_ACTIONS, child->pupil->id);

  for (guint i = 0; i < actions.n; i++) {
    const HavenAction *action = actions.items[i];
    g_autofree char *day = NULL;
    HavenAttentionItem *item;

    if (!is_open_action (action) || action->due >= sight->clock.today)
      continue;
    day = haven_day_to_text (action->due);
    item = tell_action (rule, sight, child, action, g_strdup_printf (_("Action was due on %s: %s"), day, action->text));
    item->advice = g_strdup (_("Do it, move it or close it."));
  }
}

/* Today's are for now; what is due on another day of the week to come is for this week */
void
haven_rule_action_due (const HavenRule *rule, HavenSight *sight, const HavenChild *child)
{
  HavenSlice actions = haven_school_of_pupil (sight->school, HAVEN_TABLE_ACTIONS, child->pupil->id);
  HavenDay today = sight->clock.today;
  HavenSpan soon = { today, today + (HavenDay) haven_rule_number (rule->source, "days") };

  for (guint i = 0; i < actions.n; i++) {
    const HavenAction *action = actions.items[i];
    g_autofree char *day = NULL;
    HavenAttentionItem *item;

    if (!is_open_action (action) || !haven_span_contains (soon, action->due))
      continue;
    day = tell_day (action->due, sight->clock);
    /* Translators: "Action is due tomorrow: Ask the tutor", "Action is due on Thursday 26 November 2026: …" */
    item = tell_action (rule, sight, child, action, g_strdup_printf (_("Action is due %s: %s"), day, action->text));
    item->when = action->due == today ? HAVEN_WHEN_NOW : weigh_days (MAX (action->due - today, NOW_DAYS + 1));
    item->advice = g_strdup (_("Do it, or ask whoever said they would."));
  }
}

/* What waits to go out, of one kind */
typedef struct {
  guint count;
  gint64 oldest;                /* when the first of them was made */
  gboolean joined;              /* somebody is reached by network, so that they go by themselves */
} Waiting;

/* Sealed shares go with their return, and what was for an authority that was left goes nowhere. */
static gboolean
is_waiting (HavenSchool *school, const HavenOutboxItem *item, gboolean releases)
{
  return item->state == HAVEN_OUTBOX_WAITING && item->type != HAVEN_OUTBOX_SHARES && (item->type == HAVEN_OUTBOX_RELEASE) == releases
         && haven_authority_is_there (school, item->authority);
}

static Waiting
count_waiting (HavenSchool *school, gboolean releases)
{
  GPtrArray *outbox = haven_school_get_table (school, HAVEN_TABLE_OUTBOX);
  Waiting waiting = { 0 };

  for (guint i = 0; i < outbox->len; i++) {
    const HavenOutboxItem *one = outbox->pdata[i];
    if (!is_waiting (school, one, releases))
      continue;
    waiting.oldest = waiting.count++ == 0 ? one->made_at : MIN (waiting.oldest, one->made_at);
    waiting.joined |= haven_authority_is_joined (school, one->authority);
  }
  return waiting;
}

static void
tell_waiting (const HavenRule *rule, HavenSight *sight, const HavenChild *child, char *take_sentence, const Waiting *waiting)
{
  HavenAttentionItem *item = haven_rule_found (rule, sight, child, take_sentence);

  item->since = haven_time_get_day (waiting->oldest);
  item->figures = haven_time_to_text (waiting->oldest);
  if (waiting->joined)
    item->advice = g_strdup (_("They go when there is a network; Share sends them now, or saves them to a file."));
  else
    item->advice = g_strdup (_("They do not go by themselves: join the Virtual School’s system under Share, or save them to a file "
                               "there."));
}

void
haven_rule_bookings_waiting (const HavenRule *rule, HavenSight *sight, const HavenChild *child)
{
  Waiting bookings = count_waiting (sight->school, FALSE), returns = count_waiting (sight->school, TRUE);

  if (bookings.count > 0)
    tell_waiting (rule, sight, child, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u booking or cancellation waits to be sent.",
                  "%u bookings or cancellations wait to be sent.", bookings.count), bookings.count), &bookings);
  if (returns.count > 0)
    tell_waiting (rule, sight, child, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u termly return waits to be sent.",
                  "%u termly returns wait to be sent.", returns.count), returns.count), &returns);
}

char *
haven_sight_dup_next (const HavenSight *sight)
{
  GPtrArray *meetings = haven_school_get_table (sight->school, HAVEN_TABLE_MEETINGS);
  const HavenMeeting *next = NULL;
  g_autofree char *name = NULL;
  g_autofree char *day = NULL;

  for (guint i = 0; i < meetings->len; i++) {
    const HavenMeeting *meeting = meetings->pdata[i];
    if (is_to_come (meeting, (HavenSpan) { sight->clock.today, HAVEN_DAY_NONE }) && (next == NULL || meeting->day < next->day))
      next = meeting;
  }
  if (next == NULL || haven_school_get_pupil (sight->school, next->pupil_id) == NULL)
    return NULL;
  name = haven_pupil_dup_short (haven_school_get_pupil (sight->school, next->pupil_id));
  day = tell_day (next->day, sight->clock);
  /* Translators: what is due next: kind of meeting, for whom, when */
  return g_strdup_printf (_("Next: %s, %s, %s."), get_meeting_text (next), name, day);
}
