/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-rule.h"

#include <glib/gi18n-lib.h>

#include "haven-attendance-codes.h"
#include "haven-reference.h"
#include "haven-suspension-figures.h"

#define SUSPENDED_MARK "E"

static HavenSlice
get_suspensions (const HavenSight *sight, const HavenChild *child)
{
  return haven_school_of_pupil (sight->school, HAVEN_TABLE_SUSPENSIONS, child->pupil->id);
}

/* Practice 13: everybody without delay; the Virtual School head only if looked after; the same people when it is cancelled */
static gboolean
must_be_told (const HavenChild *child, HavenNoticeTo to)
{
  if (to == HAVEN_NOTICE_SOCIAL_WORKER)
    return child->has_social_worker;
  return to != HAVEN_NOTICE_VIRTUAL_SCHOOL || child->standing.looked_after;
}

/* When they were last told of it; HAVEN_DAY_NONE: never */
static HavenDay
find_notice (const HavenSight *sight, const HavenSuspension *suspension, HavenNoticeTo to)
{
  HavenSlice notices = haven_school_of_pupil (sight->school, HAVEN_TABLE_NOTICES, suspension->pupil_id);
  HavenDay last = HAVEN_DAY_NONE;

  for (guint i = 0; i < notices.n; i++) {
    const HavenNotice *notice = notices.items[i];
    if (notice->suspension_id == suspension->id && notice->to == (int) to)
      last = MAX (last, notice->sent_on);
  }
  return last;
}

static gboolean
is_owed (const HavenSight *sight, const HavenChild *child, const HavenSuspension *suspension, HavenNoticeTo to)
{
  HavenDay told = find_notice (sight, suspension, to);

  if (suspension->cancelled_on != HAVEN_DAY_NONE)
    return told != HAVEN_DAY_NONE && told < suspension->cancelled_on;
  return told == HAVEN_DAY_NONE && must_be_told (child, to);
}

static char *
list_owed (const HavenSight *sight, const HavenChild *child, const HavenSuspension *suspension)
{
  g_autoptr(GPtrArray) owed = g_ptr_array_new ();

  for (HavenNoticeTo to = HAVEN_NOTICE_PARENT; to <= HAVEN_NOTICE_VIRTUAL_SCHOOL; to++)
    if (is_owed (sight, child, suspension, to))
      g_ptr_array_add (owed, (gpointer) haven_notice_to_text (to));
  if (owed->len == 0)
    return NULL;
  g_ptr_array_add (owed, NULL);
  return g_strjoinv (_(", "), (char **) owed->pdata);
}

static void
look_at_notices (const HavenRule *rule, HavenSight *sight, const HavenChild *child, const HavenSuspension *suspension)
{
  gboolean cancelled = suspension->cancelled_on != HAVEN_DAY_NONE;
  HavenDay day = cancelled ? suspension->cancelled_on : suspension->first;
  g_autofree char *owed = list_owed (sight, child, suspension);
  g_autofree char *text = haven_day_to_text (day);
  HavenAttentionItem *item;

  if (owed == NULL)
    return;
  item = haven_rule_found (rule, sight, child, g_strdup_printf (cancelled ? _("Suspension cancelled on %s: still to be told: %s.")
                                                                          : _("Suspended on %s: still to be told: %s."), text, owed));
  item->record_id = suspension->id;
  item->since = day;
  item->figures = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d half-day", "%d half-days", suspension->sessions),
                                   (int) suspension->sessions);
  item->advice = g_strdup (_("Tell them without delay, and record when and how."));
}

void
haven_rule_suspension_notices (const HavenRule *rule, HavenSight *sight, const HavenChild *child)
{
  HavenSlice suspensions = get_suspensions (sight, child);
  HavenSpan recent = { sight->clock.today - (HavenDay) haven_rule_number (rule->source, "days"), sight->clock.today };

  for (guint i = 0; i < suspensions.n; i++) {
    const HavenSuspension *suspension = suspensions.items[i];
    if (haven_span_contains (recent, suspension->first))
      look_at_notices (rule, sight, child, suspension);
  }
}

static gboolean
covers (const HavenSight *sight, const HavenSuspension *suspension, HavenDay day)
{
  return suspension->cancelled_on == HAVEN_DAY_NONE && suspension->first <= day
         && (suspension->type == HAVEN_PERMANENT || haven_suspension_get_last (sight->school, suspension) >= day);
}

static gboolean
is_covered (const HavenSight *sight, HavenSlice suspensions, HavenDay day)
{
  for (guint i = 0; i < suspensions.n; i++)
    if (covers (sight, suspensions.items[i], day))
      return TRUE;
  return FALSE;
}

static void
look_for_marks_without_suspension (const HavenRule *rule, HavenSight *sight, const HavenChild *child, HavenSpan recent)
{
  HavenSlice suspensions = get_suspensions (sight, child);
  HavenDay first = HAVEN_DAY_NONE;
  g_autofree char *text = NULL;
  HavenAttentionItem *item;
  guint count = 0;

  for (HavenDay day = recent.last; day >= recent.first; day--) {
    guint marks = haven_child_count_marks (sight, child, (HavenSpan) { day, day }, SUSPENDED_MARK);
    if (marks > 0 && !is_covered (sight, suspensions, day)) {
      first = day;
      count += marks;
    }
  }
  if (count == 0)
    return;
  text = haven_day_to_text (first);
  item = haven_rule_found (rule, sight, child, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                           "Possible unrecorded suspension: %u session coded E from %s, and no suspension recorded.",
                           "Possible unrecorded suspension: %u sessions coded E from %s, and no suspension recorded.", count),
                           count, text));
  item->since = first;
  item->advice = g_strdup (_("Record the suspension, or correct the marks."));
}

/* The first day is left out: a child is at school until the suspension begins. So is a last half-day. */
static HavenDay
find_day_in_school (const HavenSight *sight, const HavenChild *child, const HavenSuspension *suspension)
{
  HavenSpan days = { suspension->first + 1, haven_suspension_get_last (sight->school, suspension) };

  if (suspension->type != HAVEN_SUSPENSION || suspension->cancelled_on != HAVEN_DAY_NONE)
    return HAVEN_DAY_NONE;
  if (suspension->sessions % HAVEN_SESSIONS_A_DAY != 0)
    days.last--;
  for (HavenDay day = days.first; day <= MIN (days.last, sight->attention->marks_until); day++)
    if (haven_child_count_marks (sight, child, (HavenSpan) { day, day }, haven_rule_text ("last-seen", "marks")) > 0)
      return day;
  return HAVEN_DAY_NONE;
}

static void
look_for_marks_despite_suspension (const HavenRule *rule, HavenSight *sight, const HavenChild *child, HavenSpan recent)
{
  HavenSlice suspensions = get_suspensions (sight, child);

  for (guint i = 0; i < suspensions.n; i++) {
    const HavenSuspension *suspension = suspensions.items[i];
    HavenDay day = haven_span_contains (recent, suspension->first) ? find_day_in_school (sight, child, suspension) : HAVEN_DAY_NONE;
    g_autofree char *first = haven_day_to_text (suspension->first);
    g_autofree char *text = haven_day_to_text (day);
    HavenAttentionItem *item;

    if (day == HAVEN_DAY_NONE)
      continue;
    item = haven_rule_found (rule, sight, child, g_strdup_printf (_("Suspended from %s, yet marked in school on %s."), first, text));
    item->record_id = suspension->id;
    item->since = day;
    item->advice = g_strdup (_("Correct the suspension or the marks: one of them is wrong."));
  }
}

void
haven_rule_unrecorded_suspension (const HavenRule *rule, HavenSight *sight, const HavenChild *child)
{
  HavenSpan recent = { sight->clock.today - (HavenDay) haven_rule_number (rule->source, "days"), sight->attention->marks_until };

  if (!haven_sight_has_marks (sight) || child->marks == NULL)
    return;
  look_for_marks_without_suspension (rule, sight, child, recent);
  look_for_marks_despite_suspension (rule, sight, child, recent);
}

/* Half-days suspended in a span, if the last suspension is news; else 0 */
static guint
count_half_days (const HavenSight *sight, const HavenChild *child, HavenSpan span)
{
  HavenSlice suspensions = get_suspensions (sight, child);
  HavenDay latest = HAVEN_DAY_NONE;
  guint count = 0;

  for (guint i = 0; i < suspensions.n; i++) {
    const HavenSuspension *suspension = suspensions.items[i];
    if (suspension->cancelled_on != HAVEN_DAY_NONE || suspension->type == HAVEN_PERMANENT || suspension->first > sight->clock.today)
      continue;
    count += haven_suspension_sessions_in (sight->school, suspension, span);
    latest = MAX (latest, suspension->first);
  }
  return latest >= haven_sight_recently (sight) ? count : 0;
}

/* "More than" so many days: near from `near` days below it on */
static gboolean
is_past_or_near (const HavenRule *rule, guint half_days, const char *limit)
{
  gint64 near = haven_rule_number (rule->source, limit) - haven_rule_number (rule->source, "near");

  return half_days >= HAVEN_SESSIONS_A_DAY * near;
}

static void
tell_half_days (HavenAttentionItem *item, HavenSpan span, guint half_days)
{
  item->since = span.first;
  item->figures = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u half-day", "%u half-days", half_days), half_days);
}

void
haven_rule_suspended_term (const HavenRule *rule, HavenSight *sight, const HavenChild *child)
{
  HavenSpan term = haven_calendar_get_span (sight->calendar, haven_calendar_get_period (sight->calendar, sight->clock.today));
  guint half_days = count_half_days (sight, child, term);
  HavenAttentionItem *item;
  const char *limit;

  if (!is_past_or_near (rule, half_days, "days"))
    return;
  limit = is_past_or_near (rule, half_days, "governors-days") ? "governors-days" : "days";
  item = haven_rule_found (rule, sight, child, g_strdup_printf (_("Suspended for %.1f days this term: past or near the limit of %d days."),
                           (double) half_days / HAVEN_SESSIONS_A_DAY, (int) haven_rule_number (rule->source, limit)));
  tell_half_days (item, term, half_days);
  item->advice = g_strdup (_("Ask the governing board what it must consider, and by when."));
}

void
haven_rule_suspended_year (const HavenRule *rule, HavenSight *sight, const HavenChild *child)
{
  HavenSpan year = haven_academic_year_span (haven_academic_year (sight->clock.today));
  guint half_days = count_half_days (sight, child, year);
  HavenAttentionItem *item;

  if (!is_past_or_near (rule, half_days, "days"))
    return;
  item = haven_rule_found (rule, sight, child, g_strdup_printf (
                           _("Suspended for %.1f days this year at this school: near or at the limit of %d days over all schools."),
                           (double) half_days / HAVEN_SESSIONS_A_DAY, (int) haven_rule_number (rule->source, "days")));
  tell_half_days (item, year, half_days);
  item->advice = g_strdup (_("No further suspension may pass the limit: plan with the authority now."));
}
