/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-rule.h"

#include <glib/gi18n-lib.h>

#include "haven-reference.h"

/* The first session after the last that can be seen, on a school day */
static HavenDay
get_first_unseen (const HavenSight *sight, int *ret_session)
{
  *ret_session = !sight->attention->marks_session;
  if (*ret_session == 1)
    return sight->attention->marks_until;
  return haven_calendar_add_school_days (sight->calendar, sight->attention->marks_until, 1);
}

/* "Friday", "today PM", "Friday AM to Tuesday PM" */
static char *
tell_unseen (const HavenSight *sight, HavenDay due, int due_session)
{
  int session = 0;
  HavenDay day = get_first_unseen (sight, &session);
  g_autofree char *first = haven_half_day_to_text (day, session, sight->clock);
  g_autofree char *last = haven_half_day_to_text (due, due_session, sight->clock);

  if (day == due && session == due_session)
    return g_steal_pointer (&first);
  if (day == due && sight->clock.today - day < 7 && day != sight->clock.today)
    return haven_day_to_weekday (day);
  /* Translators: the sessions that cannot be seen: "Friday AM to Tuesday PM" */
  return g_strdup_printf (_("%s to %s"), first, last);
}

static char *
tell_gap (const HavenSight *sight)
{
  int due_session = 0;
  HavenDay due = haven_sight_get_last_due (sight, &due_session);
  g_autofree char *until = haven_sight_until_text (sight);
  g_autofree char *unseen = NULL;

  if (!haven_sight_has_marks (sight))
    return g_strdup (_("There are no marks yet: nobody’s absence can be seen."));
  if (!haven_calendar_is_known (sight->calendar, haven_academic_year (sight->clock.today)))
    return g_strdup_printf (_("Marks end %s. Without the school’s calendar Haven cannot tell whether school has been open since."), until);
  unseen = tell_unseen (sight, due, due_session);
  return g_strdup_printf (_("Marks end %s: %s cannot be seen."), until, unseen);
}

static int
find_last_mark (const HavenSight *sight, const HavenChild *child)
{
  int i = haven_register_index (sight->attention->marks_until, sight->attention->marks_session);

  while (i >= 0 && child->marks[i] == 0)
    i--;
  return i;
}

void
haven_rule_marks_stop_short (const HavenRule *rule, HavenSight *sight, const HavenChild *child)
{
  HavenAttentionItem *item;

  if (sight->attention->reaches_now)
    return;
  sight->attention->marks_sentence = tell_gap (sight);
  item = haven_rule_found (rule, sight, child, g_strdup (sight->attention->marks_sentence));
  item->figures = haven_sight_has_marks (sight) ? haven_sight_until_text (sight) : g_strdup (_("No marks"));
  item->advice = g_strdup (_("Import the marks up to now. Until then “absent today” is not worked out."));
  if (haven_sight_has_marks (sight)) {
    item->since = sight->attention->marks_until;
    item->since_session = sight->attention->marks_session;
  }
}

/* Only while the marks stop short: in the holidays there is nothing to import */
void
haven_rule_stale_import (const HavenRule *rule, HavenSight *sight, const HavenChild *child)
{
  gint64 last = haven_school_get_last_import (sight->school);
  HavenDay days = last != 0 ? sight->clock.today - haven_time_get_day (last) : 0;
  HavenAttentionItem *item;

  if (last == 0 || sight->attention->reaches_now || days < haven_rule_number (rule->source, "days"))
    return;
  item = haven_rule_found (rule, sight, child, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                           "Marks were last imported %d day ago.", "Marks were last imported %d days ago.", (gulong) days), (int) days));
  item->advice = g_strdup (_("Export this term’s marks from the MIS and import the file."));
  item->since -= days;
  item->figures = haven_time_to_text (last);
}

void
haven_rule_child_without_marks (const HavenRule *rule, HavenSight *sight, const HavenChild *child)
{
  g_autofree char *until = haven_sight_until_text (sight);
  g_autofree char *text = NULL;
  HavenAttentionItem *item;
  int last;

  if (!haven_sight_has_marks (sight))
    return;
  last = child->marks != NULL ? find_last_mark (sight, child) : -1;
  if (last / HAVEN_SESSIONS_A_DAY >= sight->attention->marks_until - sight->year.first)
    return;
  if (last >= 0) {
    text = haven_half_day_to_text (sight->year.first + last / HAVEN_SESSIONS_A_DAY, last % HAVEN_SESSIONS_A_DAY, sight->clock);
    item = haven_rule_found (rule, sight, child, g_strdup_printf (_("No mark after %s; other children’s marks reach %s."), text, until));
    item->since = sight->year.first + last / HAVEN_SESSIONS_A_DAY;
  } else {
    item = haven_rule_found (rule, sight, child, g_strdup (_("There is no register of this year: absence cannot be seen.")));
  }
  item->figures = g_strdup_printf (_("Marks of other children reach %s"), until);
  item->advice = g_strdup (_("Import this year’s marks again; the register comes with them."));
}
