/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-error.h"
#include "haven-reference.h"
#include "haven-rule.h"
#include "haven-text.h"

gboolean
haven_attention_can_put_off (const HavenAttentionItem *item)
{
  return strcmp (item->rule, haven_rule_text ("put-off", "never")) != 0;
}

static HavenDay
get_limit (HavenSchool *school, HavenWhen when, HavenDay from)
{
  HavenDay next;

  if (when != HAVEN_WHEN_NOW)
    return from + (HavenDay) haven_rule_number ("put-off", "days");
  next = haven_calendar_add_school_days (haven_school_get_calendar (school), from, (int) haven_rule_number ("put-off", "now-school-days"));
  return next != HAVEN_DAY_NONE ? next - 1 : from;
}

HavenDay
haven_attention_put_off_limit (HavenSchool *school, const HavenAttentionItem *item, HavenClock clock)
{
  return get_limit (school, item->when, clock.today);
}

HavenSnooze *
haven_attention_dup_snooze (HavenSchool *school, const HavenAttentionItem *item, HavenDay until, const char *reason, HavenClock clock,
                            GError **error)
{
  const char *message = NULL;
  HavenSnooze *snooze;

  if (!haven_attention_can_put_off (item))
    message = _("This line cannot be put off.");
  else if (haven_text_is_empty (reason))
    message = _("Say why it is put off.");
  else if (until == HAVEN_DAY_NONE || until < clock.today || until > haven_attention_put_off_limit (school, item, clock))
    message = _("It cannot be put off until that day.");
  if (message != NULL) {
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, message);
    return NULL;
  }
  snooze = haven_snooze_new ();
  snooze->pupil_id = item->pupil_id;
  snooze->rule = g_strdup (item->rule);
  snooze->about = item->record_id;
  snooze->until = until;
  snooze->reason = haven_text_squeeze (reason);
  snooze->pressing = item->when;
  snooze->made_at = clock.now;
  return snooze;
}

/* Whatever a record says, nothing is put off for longer than is allowed */
static HavenDay
get_last_day (HavenSchool *school, const HavenSnooze *snooze)
{
  return MIN (snooze->until, get_limit (school, (HavenWhen) snooze->pressing, haven_time_get_day (snooze->made_at)));
}

static gboolean
is_put_off_by (HavenSchool *school, const HavenAttentionItem *item, const HavenSnooze *snooze, HavenClock clock)
{
  return snooze->pupil_id == item->pupil_id && snooze->about == item->record_id && g_strcmp0 (snooze->rule, item->rule) == 0
         && !haven_text_is_empty (snooze->reason) && (gint64) item->when >= snooze->pressing
         && get_last_day (school, snooze) >= clock.today;
}

static const HavenSnooze *
find_snooze (HavenSchool *school, const HavenAttentionItem *item, HavenClock clock)
{
  GPtrArray *snoozes = haven_school_get_table (school, HAVEN_TABLE_SNOOZES);

  for (guint i = snoozes->len; i > 0; i--)
    if (is_put_off_by (school, item, snoozes->pdata[i - 1], clock))
      return snoozes->pdata[i - 1];
  return NULL;
}

void
haven_attention_put_off (HavenAttention *self, HavenSchool *school, HavenClock clock)
{
  for (guint i = self->items->len; i > 0; i--) {
    HavenAttentionItem *item = self->items->pdata[i - 1];
    const HavenSnooze *snooze = haven_attention_can_put_off (item) ? find_snooze (school, item, clock) : NULL;

    if (snooze == NULL)
      continue;
    item->put_off_until = get_last_day (school, snooze);
    item->put_off_because = g_strdup (snooze->reason);
    item->snooze_id = snooze->id;
    g_ptr_array_insert (self->put_off, 0, g_ptr_array_steal_index (self->items, i - 1));
  }
}
