/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-rule.h"

#include <glib/gi18n-lib.h>

#include "haven-reference.h"
#include "haven-text.h"
#include "haven-training-clash.h"
#include "haven-training-coverage.h"

/* What is about staff, and names them: Today is behind the lock, and nothing of it is said in a notification. */

static HavenDay
day_of (gint64 seconds)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_local (seconds);

  return moment == NULL ? HAVEN_DAY_NONE
         : haven_day_new (g_date_time_get_year (moment), g_date_time_get_month (moment), g_date_time_get_day_of_month (moment));
}

static HavenWhen
weigh (HavenDay left)
{
  if (left <= 1)
    return HAVEN_WHEN_NOW;
  return left <= 7 ? HAVEN_WHEN_THIS_WEEK : HAVEN_WHEN_COMING;
}

static HavenAttentionItem *
tell (const HavenRule *rule, HavenSight *sight, const HavenChild *child, const HavenBooking *booking, char *take_sentence)
{
  HavenAttentionItem *item = haven_rule_found (rule, sight, child, take_sentence);

  item->record_id = booking->id;
  item->figures = g_strdup (haven_booking_state_text (booking->state));
  return item;
}

static const char *
name_event (const HavenBooking *booking)
{
  return haven_text_is_empty (booking->title) ? _("Training") : booking->title;
}

void
haven_rule_training_soon (const HavenRule *rule, HavenSight *sight, const HavenChild *child)
{
  GPtrArray *bookings = haven_school_get_table (sight->school, HAVEN_TABLE_BOOKINGS);
  HavenDay today = sight->clock.today;
  HavenSpan soon = { today, today + (HavenDay) haven_rule_number (rule->source, "days") };

  for (guint i = 0; i < bookings->len; i++) {
    const HavenBooking *booking = bookings->pdata[i];
    HavenDay day = booking->starts != 0 ? day_of (booking->starts) : HAVEN_DAY_NONE;
    g_autofree char *when = NULL;
    HavenAttentionItem *item;

    if (day == HAVEN_DAY_NONE || !haven_span_contains (soon, day) || !haven_booking_is_live (booking))
      continue;
    when = haven_time_to_text (booking->starts);
    item = tell (rule, sight, child, booking, g_strdup_printf (_("%s: “%s” on %s."), booking->name, name_event (booking), when));
    item->when = weigh (day - today);
    item->since = day;
    item->advice = g_strdup (booking->state == HAVEN_BOOKING_CONFIRMED || booking->state == HAVEN_BOOKING_ELSEWHERE
                             ? _("It is confirmed.") : _("It is not confirmed: ask the Virtual School before anybody sets out."));
  }
}

void
haven_rule_cancel_by (const HavenRule *rule, HavenSight *sight, const HavenChild *child)
{
  GPtrArray *bookings = haven_school_get_table (sight->school, HAVEN_TABLE_BOOKINGS);
  HavenDay today = sight->clock.today;
  HavenSpan soon = { today, today + (HavenDay) haven_rule_number (rule->source, "days") };

  for (guint i = 0; i < bookings->len; i++) {
    const HavenBooking *booking = bookings->pdata[i];
    g_autofree char *day = haven_day_to_text (booking->cancel_by);
    HavenAttentionItem *item;

    if (booking->cancel_by == HAVEN_DAY_NONE || !haven_span_contains (soon, booking->cancel_by) || !haven_booking_is_live (booking))
      continue;
    item = tell (rule, sight, child, booking,
                 g_strdup_printf (_("%s: “%s” can be cancelled without charge until %s."), booking->name, name_event (booking), day));
    item->when = weigh (booking->cancel_by - today);
    item->since = booking->cancel_by;
    item->advice = g_strdup (_("Cancel in time, or let a colleague take the place over."));
  }
}

static char *
tell_lapse (const HavenTrained *trained)
{
  g_autofree char *topic = haven_training_topic_text (trained->topic), *day = haven_day_to_text (trained->training->lapses_on);

  return g_strdup_printf (trained->state == HAVEN_TRAINED_LAPSED ? _("%s: training in “%s” lapsed on %s.")
                          : _("%s: training in “%s” lapses on %s."), trained->person->name, topic, day);
}

void
haven_rule_training_lapses (const HavenRule *rule, HavenSight *sight, const HavenChild *child)
{
  g_autoptr (GArray) lapses = haven_training_list_lapses (sight->school, sight->clock.today);

  for (guint i = 0; i < lapses->len; i++) {
    const HavenTrained *trained = &g_array_index (lapses, HavenTrained, i);
    HavenAttentionItem *item;

    if (trained->state != HAVEN_TRAINED_LAPSES_SOON)
      continue;
    item = haven_rule_found (rule, sight, child, tell_lapse (trained));
    item->record_id = trained->training->id;
    item->since = trained->training->lapses_on;
    item->figures = g_strdup (trained->training->title);
    item->advice = g_strdup (_("Look in the catalogue for a next date."));
  }
}

/* An event that moved, filled or vanished is said here too, as long as nothing can be known to be right. */
void
haven_rule_booking_news (const HavenRule *rule, HavenSight *sight, const HavenChild *child)
{
  GPtrArray *bookings = haven_school_get_table (sight->school, HAVEN_TABLE_BOOKINGS);

  for (guint i = 0; i < bookings->len; i++) {
    const HavenBooking *booking = bookings->pdata[i];
    HavenAttentionItem *item;

    if (haven_text_is_empty (booking->news) || booking->starts <= sight->clock.now || !haven_booking_is_live (booking))
      continue;
    item = tell (rule, sight, child, booking, g_strdup_printf (_("%s, “%s”: %s"), booking->name, name_event (booking), booking->news));
    item->since = day_of (booking->changed_at);
    item->advice = g_strdup (_("Look whether it still suits; tell whoever goes."));
  }
}
