/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-rule.h"

#include <glib/gi18n-lib.h>

#include "haven-leaving.h"
#include "haven-reference.h"
#include "haven-retention.h"

/* What is owed to children who left (practice 25), and records whose time is over */

static gboolean
left_lately (const HavenSight *sight, const HavenLeaving *leaving)
{
  HavenDay since = sight->clock.today - (HavenDay) haven_rule_number ("file-transfer", "looks-back-days");

  return leaving->pupil->left <= sight->clock.today && leaving->pupil->left >= since;
}

/* The day is the law's guidance to this school, so it may be said to have passed. */
void
haven_rule_file_to_send (const HavenRule *rule, HavenSight *sight, const HavenChild *child)
{
  HavenLeaving leaving;
  g_autofree char *left = NULL;
  g_autofree char *due = NULL;
  HavenAttentionItem *item;

  if (!haven_leaving_find (sight->school, child->pupil->id, &leaving) || !left_lately (sight, &leaving)
      || (leaving.stage != HAVEN_FILE_TO_PRINT && leaving.stage != HAVEN_FILE_TO_SEND))
    return;
  left = haven_day_to_text (leaving.pupil->left);
  due = haven_day_to_text (leaving.due);
  item = haven_rule_found (rule, sight, child, g_strdup_printf (
                           leaving.due < sight->clock.today
                           ? _("Left on %s: no day is recorded on which the child protection file was sent. It was to go by %s.")
                           : _("Left on %s: the child protection file goes to the next school by %s."), left, due));
  item->when = leaving.due <= sight->clock.today ? HAVEN_WHEN_NOW : HAVEN_WHEN_THIS_WEEK;
  item->since = leaving.due;
  item->figures = g_strdup (haven_file_stage_text (leaving.stage));
  item->advice = g_strdup (_("Print Haven’s records into the file, send it whole and separate, and record the day."));
}

void
haven_rule_file_receipt (const HavenRule *rule, HavenSight *sight, const HavenChild *child)
{
  HavenLeaving leaving;
  g_autofree char *sent = NULL;
  HavenAttentionItem *item;

  if (!haven_leaving_find (sight->school, child->pupil->id, &leaving) || !left_lately (sight, &leaving)
      || leaving.stage != HAVEN_FILE_TO_ACKNOWLEDGE)
    return;
  sent = haven_day_to_text (leaving.departure->sent_on);
  item = haven_rule_found (rule, sight, child, g_strdup_printf (
                           _("The child protection file was sent on %s, and no receipt is recorded."), sent));
  item->when = leaving.receipt_due < sight->clock.today ? HAVEN_WHEN_THIS_WEEK : HAVEN_WHEN_COMING;
  item->since = leaving.receipt_due;
  item->figures = g_strdup (haven_file_stage_text (leaving.stage));
  item->advice = g_strdup (_("Ask the next school for the receipt, and record its day."));
}

void
haven_rule_records_due (const HavenRule *rule, HavenSight *sight, const HavenChild *child)
{
  g_autoptr (GArray) list = haven_retention_list (sight->school, sight->clock);
  guint n = haven_retention_count (list, HAVEN_RETENTION_DUE);
  HavenAttentionItem *item;

  if (n == 0)
    return;
  item = haven_rule_found (rule, sight, child, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                           "The records of %u person who left are due for review.",
                           "The records of %u people who left are due for review.", n), n));
  item->since = g_array_index (list, HavenRetention, 0).until;
  item->figures = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u held", "%u held", haven_retention_count (list, HAVEN_RETENTION_HELD)),
                                   haven_retention_count (list, HAVEN_RETENTION_HELD));
  item->advice = g_strdup (_("Keep each for a reason until another day, or destroy it."));
}
