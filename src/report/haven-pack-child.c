/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-pack-private.h"

#include <glib/gi18n-lib.h>

#include "haven-reference.h"
#include "haven-text.h"

/* The child: wellbeing, learning, support, targets and actions, wishes and feelings. */

static char *
dup_text (const char *text)
{
  return g_strdup (haven_pack_text (text));
}

static char *
score_text (gint64 score)
{
  return score < 0 ? g_strdup (haven_pack_text (NULL)) : g_strdup_printf ("%d", (int) score);
}

/* Bands are known for one form and one group of children only: carers' forms of looked-after children (practice 17) */
static void
write_sdq_bands (HavenPackRun *run)
{
  int middle = (int) haven_rule_number ("sdq", "slightly-raised");
  int high = (int) haven_rule_number ("sdq", "raised");
  g_autofree char *bands = g_strdup_printf (_("Totals on the carer's form of a looked-after child: 0 to %d, %d to %d, %d to 40."),
                                            middle - 1, middle, high - 1, high);

  if (run->standing.looked_after)
    haven_pages_add_small (run->pages, bands);
  haven_pages_add_small (run->pages, _("The SDQ screens; it never diagnoses. Scores of different forms are not compared."));
}

void
haven_pack_write_wellbeing (HavenPackRun *run)
{
  static const char *const informants[] = { N_("Carer"), N_("Teacher"), N_("Child") };
  const char *header[] = { _("Date"), _("Form of"), _("#Total"), _("#Emotional"), _("#Conduct"), _("#Hyper-activity"), _("#Peers"),
                           _("#Prosocial"), NULL };
  HavenSlice slice = haven_pack_slice (run, HAVEN_TABLE_SDQ);
  g_autoptr (HavenRows) rows = haven_rows_new (header);

  haven_pages_add_heading (run->pages, 1, _("Wellbeing: SDQ scores"));
  if (slice.n == 0) {
    haven_pages_add_paragraph (run->pages, _("No score is on record."));
    return;
  }
  for (int form = HAVEN_INFORMANT_CARER; form <= HAVEN_INFORMANT_SELF; form++)
    for (guint i = 0; i < slice.n; i++) {
      const HavenSdq *sdq = slice.items[i];
      if (sdq->informant == form)
        haven_pack_add_row (rows, haven_pack_day (sdq->day), g_strdup (_(informants[form])), score_text (sdq->total),
                            score_text (sdq->emotional), score_text (sdq->conduct), score_text (sdq->hyperactivity), score_text (sdq->peer),
                            score_text (sdq->prosocial), NULL);
    }
  haven_pages_add_table (run->pages, NULL, rows);
  write_sdq_bands (run);
}

void
haven_pack_write_learning (HavenPackRun *run)
{
  static const char *const expectations[] = { N_("not said"), N_("below expected"), N_("as expected"), N_("above expected") };
  const char *header[] = { _("Date"), _("Subject"), _("Measure"), _("Result"), _("Beside what is expected"), NULL };
  HavenSlice slice = haven_pack_slice (run, HAVEN_TABLE_ATTAINMENT);
  g_autoptr (HavenRows) rows = haven_rows_new (header);

  haven_pages_add_heading (run->pages, 1, _("Learning"));
  if (slice.n == 0) {
    haven_pages_add_paragraph (run->pages, _("No assessment is on record."));
    return;
  }
  for (guint i = 0; i < slice.n; i++) {
    const HavenAttainment *result = slice.items[i];
    haven_pack_add_row (rows, haven_pack_day (result->day), dup_text (result->subject), dup_text (result->measure),
                        dup_text (result->result), g_strdup (_(expectations[result->expectation])), NULL);
  }
  haven_pages_add_table (run->pages, NULL, rows);
}

/* Support */

static void
write_interventions (HavenPackRun *run)
{
  const char *header[] = { _("Support"), _("Need"), _("Who"), _("From"), _("To"), _("Aim"), _("Outcome"), NULL };
  HavenSlice slice = haven_pack_slice (run, HAVEN_TABLE_INTERVENTIONS);
  g_autoptr (HavenRows) rows = haven_rows_new (header);

  if (slice.n == 0) {
    haven_pages_add_paragraph (run->pages, _("No support is on record."));
    return;
  }
  for (guint i = 0; i < slice.n; i++) {
    const HavenIntervention *support = slice.items[i];
    haven_pack_add_row (rows, dup_text (support->what), dup_text (support->need), dup_text (support->who),
                        haven_pack_day (support->first), haven_pack_day (support->last), dup_text (support->aim),
                        dup_text (support->outcome), NULL);
  }
  haven_pages_add_table (run->pages, NULL, rows);
  haven_pages_add_small (run->pages, _("Before and after: other things changed too."));
}

static void
write_barriers (HavenPackRun *run)
{
  HavenSlice slice = haven_pack_slice (run, HAVEN_TABLE_BARRIERS);
  g_autoptr (GPtrArray) list = g_ptr_array_new ();

  for (guint i = 0; i < slice.n; i++) {
    const HavenBarrier *barrier = slice.items[i];
    const char *text = haven_barrier_text (barrier->code);
    if (text != NULL && (barrier->last == HAVEN_DAY_NONE || barrier->last >= run->clock.today))
      g_ptr_array_add (list, (gpointer) text);
  }
  if (list->len == 0)
    return;
  g_ptr_array_add (list, NULL);
  haven_pages_add_heading (run->pages, 2, _("Barriers to learning now"));
  haven_pages_add_bullets (run->pages, (const char *const *) list->pdata);
}

static void
write_provision (HavenPackRun *run)
{
  const char *header[] = { _("Provision"), _("Type"), _("Full time"), _("From"), _("To"), _("Inspection outcome as published"), NULL };
  HavenSlice slice = haven_pack_slice (run, HAVEN_TABLE_PROVISION);
  g_autoptr (HavenRows) rows = haven_rows_new (header);

  for (guint i = 0; i < slice.n; i++) {
    const HavenProvision *provision = slice.items[i];
    haven_pack_add_row (rows, dup_text (provision->name), dup_text (provision->type),
                        g_strdup (provision->full_time ? _("yes") : _("no")), haven_pack_day (provision->first),
                        haven_pack_day (provision->last), dup_text (provision->inspection), NULL);
  }
  if (slice.n > 0)
    haven_pages_add_table (run->pages, _("Where the child is taught"), rows);
}

void
haven_pack_write_support (HavenPackRun *run)
{
  haven_pages_add_heading (run->pages, 1, _("Support and provision"));
  write_interventions (run);
  write_provision (run);
  write_barriers (run);
}

/* Targets and actions */

static void
write_target_list (HavenPackRun *run)
{
  static const char *const states[] = { N_("open"), N_("met"), N_("partly met"), N_("not met") };
  const char *header[] = { _("Target"), _("Owner"), _("Due"), _("Support"), _("State"), _("Outcome"), NULL };
  HavenSlice slice = haven_pack_slice (run, HAVEN_TABLE_TARGETS);
  g_autoptr (HavenRows) rows = haven_rows_new (header);

  for (guint i = 0; i < slice.n; i++) {
    const HavenTarget *target = slice.items[i];
    haven_pack_add_row (rows, dup_text (target->text), dup_text (target->owner), haven_pack_day (target->due),
                        dup_text (target->support), g_strdup (_(states[target->state])), dup_text (target->outcome), NULL);
  }
  if (slice.n > 0)
    haven_pages_add_table (run->pages, _("Targets"), rows);
  else
    haven_pages_add_paragraph (run->pages, _("No target is on record."));
}

static void
write_action_list (HavenPackRun *run)
{
  const char *header[] = { _("Action"), _("Owner"), _("Due"), _("Done"), NULL };
  HavenSlice slice = haven_pack_slice (run, HAVEN_TABLE_ACTIONS);
  g_autoptr (HavenRows) rows = haven_rows_new (header);

  for (guint i = 0; i < slice.n; i++) {
    const HavenAction *action = slice.items[i];
    gboolean late = action->done_on == HAVEN_DAY_NONE && action->due != HAVEN_DAY_NONE && action->due < run->clock.today;
    haven_pack_add_row (rows, dup_text (action->text), dup_text (action->owner), haven_pack_day (action->due),
                        late ? g_strdup (_("past its day")) : haven_pack_day (action->done_on), NULL);
  }
  if (slice.n > 0)
    haven_pages_add_table (run->pages, _("Actions"), rows);
  else
    haven_pages_add_paragraph (run->pages, _("No action is on record."));
}

void
haven_pack_write_targets (HavenPackRun *run)
{
  haven_pages_add_heading (run->pages, 1, _("Targets and actions"));
  write_target_list (run);
  write_action_list (run);
}

/* Voice */

static const HavenMeeting *
find_voice (HavenPackRun *run)
{
  HavenSlice slice = haven_pack_slice (run, HAVEN_TABLE_MEETINGS);
  const HavenMeeting *latest = NULL;

  for (guint i = 0; i < slice.n; i++) {
    const HavenMeeting *meeting = slice.items[i];
    if (!haven_text_is_empty (meeting->wishes) && (latest == NULL || meeting->day > latest->day))
      latest = meeting;
  }
  return latest;
}

static void
write_part (HavenPackRun *run, const char *heading, const char *text)
{
  haven_pages_add_heading (run->pages, 2, heading);
  if (haven_text_is_empty (text))
    haven_pages_add_lines (run->pages, (const char *const[]) { "", "", NULL });
  else
    haven_pack_add_paragraphs (run, text);
}

void
haven_pack_write_voice (HavenPackRun *run)
{
  const HavenMeeting *voice = find_voice (run);
  g_autofree char *day = voice != NULL ? haven_pack_day (voice->day) : NULL;
  g_autofree char *how = voice != NULL ? g_strdup_printf (_("Gathered: %s (%s)."), haven_pack_text (voice->wishes_how), day) : NULL;

  haven_pages_add_heading (run->pages, 1, _("The child's wishes and feelings"));
  if (voice != NULL) {
    haven_pack_add_paragraphs (run, voice->wishes);
    haven_pages_add_small (run->pages, how);
  } else {
    haven_pages_add_paragraph (run->pages, _("Not gathered yet. In the child's own words:"));
    haven_pages_add_lines (run->pages, (const char *const[]) { "", "", "", NULL });
  }
  write_part (run, _("Working well"), run->meeting != NULL ? run->meeting->working_well : NULL);
  write_part (run, _("Worried about"), run->meeting != NULL ? run->meeting->worried_about : NULL);
  write_part (run, _("Needs to happen"), run->meeting != NULL ? run->meeting->needs_to_happen : NULL);
}
