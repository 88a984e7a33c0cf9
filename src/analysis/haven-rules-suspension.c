/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-rule.h"

#include <glib/gi18n-lib.h>

#include "haven-reference.h"
#include "haven-suspension-counts.h"
#include "haven-suspension-figures.h"

static HavenSlice
get_suspensions (const HavenSight *sight, const HavenChild *child)
{
  return haven_school_of_pupil (sight->school, HAVEN_TABLE_SUSPENSIONS, child->pupil->id);
}

static char *
list_owed (const HavenSight *sight, const HavenSuspension *suspension)
{
  g_autoptr(GArray) due = haven_notices_due (sight->school, suspension);
  g_autoptr(GPtrArray) owed = g_ptr_array_new ();

  for (guint i = 0; i < due->len; i++) {
    const HavenNoticeDue *one = &g_array_index (due, HavenNoticeDue, i);

    if (one->sent_on == HAVEN_DAY_NONE)
      g_ptr_array_add (owed, (gpointer) haven_notice_due_text (one));
  }
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
  g_autofree char *owed = list_owed (sight, suspension);
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

static void
tell_not_recorded (const HavenRule *rule, HavenSight *sight, const HavenChild *child, const HavenDoubt *doubt)
{
  g_autofree char *text = haven_day_to_text (doubt->first);
  HavenAttentionItem *item;

  item = haven_rule_found (rule, sight, child, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                           "Possible unrecorded suspension: %u session coded E from %s, and no suspension recorded.",
                           "Possible unrecorded suspension: %u sessions coded E from %s, and no suspension recorded.", doubt->sessions),
                           doubt->sessions, text));
  item->since = doubt->first;
  item->figures = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u session coded E", "%u sessions coded E", doubt->sessions),
                                   doubt->sessions);
  item->advice = g_strdup (_("Record the suspension, or correct the marks."));
}

static void
tell_yet_present (const HavenRule *rule, HavenSight *sight, const HavenChild *child, const HavenDoubt *doubt)
{
  const HavenSuspension *suspension = haven_school_get_record (sight->school, HAVEN_TABLE_SUSPENSIONS, doubt->suspension_id);
  g_autofree char *first = haven_day_to_text (suspension->first);
  g_autofree char *text = haven_day_to_text (doubt->first);
  HavenAttentionItem *item;

  item = haven_rule_found (rule, sight, child, g_strdup_printf (_("Suspended from %s, yet marked in school on %s."), first, text));
  item->record_id = suspension->id;
  item->since = doubt->first;
  item->figures = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u session marked in school while suspended",
                                                "%u sessions marked in school while suspended", doubt->sessions), doubt->sessions);
  item->advice = g_strdup (_("Correct the suspension or the marks: one of them is wrong."));
}

static void
tell_sent_home (const HavenRule *rule, HavenSight *sight, const HavenChild *child, const HavenDoubt *doubt)
{
  g_autofree char *text = haven_day_to_text (doubt->first);
  HavenAttentionItem *item;

  item = haven_rule_found (rule, sight, child, g_strdup_printf (
                           _("Possible unrecorded suspension: in school in the morning and gone in the afternoon on %u days from %s."),
                           doubt->sessions, text));
  item->since = doubt->first;
  item->figures = g_strdup_printf (_("%u afternoons coded %s after a morning in school"), doubt->sessions,
                                   haven_rule_text (rule->source, "part-day-marks"));
  item->advice = g_strdup (_("Ask who sent the child home and why. Being sent home is a suspension, and is recorded as one."));
}

void
haven_rule_unrecorded_suspension (const HavenRule *rule, HavenSight *sight, const HavenChild *child)
{
  static void (*const tell[]) (const HavenRule *, HavenSight *, const HavenChild *, const HavenDoubt *) = {
    [HAVEN_DOUBT_NOT_RECORDED] = tell_not_recorded, [HAVEN_DOUBT_YET_PRESENT] = tell_yet_present, [HAVEN_DOUBT_SENT_HOME] = tell_sent_home,
  };
  HavenSpan recent = { sight->clock.today - (HavenDay) haven_rule_number (rule->source, "days"), sight->attention->marks_until };
  g_autoptr(GArray) doubts = NULL;

  if (!haven_sight_has_marks (sight) || child->marks == NULL)
    return;
  doubts = haven_suspension_doubts (sight->school, child->pupil->id, recent);
  for (guint i = 0; i < doubts->len; i++) {
    const HavenDoubt *doubt = &g_array_index (doubts, HavenDoubt, i);
    tell[doubt->kind] (rule, sight, child, doubt);
  }
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
  HavenSpan term = haven_suspension_term (sight->school, sight->clock.today);
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
