/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-pack-private.h"

#include <glib/gi18n-lib.h>

#include "haven-reference.h"
#include "haven-text.h"

/* The child: wellbeing, learning, support and provision, stability. */


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
  haven_pack_add_chart (run, "sdq", 230);
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
  if (slice.n > 2)
    haven_pack_add_chart (run, "attainment", 300);
  for (guint i = 0; i < slice.n; i++) {
    const HavenAttainment *result = slice.items[i];
    haven_pack_add_row (rows, haven_pack_day (result->day), haven_pack_words (run, result->subject), haven_pack_words (run,
                                                                                                                       result->measure),
                        haven_pack_words (run, result->result), g_strdup (_(expectations[result->expectation])), NULL);
  }
  haven_pages_add_table (run->pages, NULL, rows);
}

/* Support */

static char *
hours_text (gint64 minutes)
{
  return minutes > 0 ? haven_unit_format (HAVEN_UNIT_NUMBER, minutes / 60.0) : g_strdup (haven_pack_text (NULL));
}

/* How it was, how it is to be known, and what shows it: under the table, where there is room for words */
static void
write_evidence (HavenPackRun *run, const HavenIntervention *support)
{
  g_autofree char *what = haven_pack_words (run, support->what);
  g_autofree char *baseline = haven_pack_words (run, support->baseline);
  g_autofree char *evidence = haven_pack_words (run, support->evidence);
  g_autofree char *review = haven_pack_day (support->review_on);
  g_autofree char *text = g_strdup_printf (_("%s. Before: %s. Review: %s. Evidence: %s."), what, baseline, review, evidence);

  if (!haven_text_is_empty (support->baseline) || !haven_text_is_empty (support->evidence))
    haven_pages_add_paragraph (run->pages, text);
}

static void
write_interventions (HavenPackRun *run)
{
  const char *header[] = { _("Support"), _("Need"), _("Who"), _("From"), _("To"), _("Hours a week"), _("Aim"), _("Outcome"), NULL };
  HavenSlice slice = haven_pack_slice (run, HAVEN_TABLE_INTERVENTIONS);
  g_autoptr (HavenRows) rows = haven_rows_new (header);

  if (slice.n == 0) {
    haven_pages_add_paragraph (run->pages, _("No support is on record."));
    return;
  }
  for (guint i = 0; i < slice.n; i++) {
    const HavenIntervention *support = slice.items[i];
    haven_pack_add_row (rows, haven_pack_words (run, support->what), haven_pack_words (run, support->need), haven_pack_words (run,
                                                                                                                              support->who),
                        haven_pack_day (support->first), haven_pack_day (support->last), hours_text (support->minutes_a_week),
                        haven_pack_words (run, support->aim),
                        haven_pack_words (run, support->outcome), NULL);
  }
  haven_pages_add_table (run->pages, NULL, rows);
  for (guint i = 0; i < slice.n; i++)
    write_evidence (run, slice.items[i]);
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
    haven_pack_add_row (rows, haven_pack_words (run, provision->name), haven_pack_words (run, provision->type),
                        g_strdup (provision->full_time ? _("yes") : _("no")), haven_pack_day (provision->first),
                        haven_pack_day (provision->last), haven_pack_words (run, provision->inspection), NULL);
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

/* Stability: schools, placements, social workers */

static guint
count_moves (HavenSlice slice, int type, HavenDay since)
{
  guint n = 0;

  for (guint i = 0; i < slice.n; i++) {
    const HavenMove *move = slice.items[i];
    n += move->type == type && move->day >= since;
  }
  return n;
}

void
haven_pack_write_stability (HavenPackRun *run)
{
  static const char *const types[] = { N_("School"), N_("Placement"), N_("Social worker") };
  const char *header[] = { _("Date"), _("Change of"), _("Note"), NULL };
  HavenSlice slice = haven_pack_slice (run, HAVEN_TABLE_MOVES);
  g_autoptr (HavenRows) rows = haven_rows_new (header);
  HavenDay year = haven_day_add_months (run->clock.today, -12);
  g_autofree char *text = g_strdup_printf (_("In the last twelve months: changes of school %u, of placement %u, of social worker %u."),
                                           count_moves (slice, HAVEN_MOVE_SCHOOL, year), count_moves (slice, HAVEN_MOVE_PLACEMENT, year),
                                           count_moves (slice, HAVEN_MOVE_SOCIAL_WORKER, year));

  haven_pages_add_heading (run->pages, 1, _("Stability"));
  haven_pages_add_paragraph (run->pages, text);
  for (guint i = 0; i < slice.n; i++) {
    const HavenMove *move = slice.items[i];
    gboolean told = (run->request->parts & HAVEN_PACK_PLACEMENT) != 0 || haven_text_is_empty (move->note);
    haven_pack_add_row (rows, haven_pack_day (move->day), g_strdup (_(types[move->type])),
                        told ? haven_pack_words (run, move->note) : g_strdup (_("held by the school")), NULL);
  }
  if (haven_rows_get_n (rows) > 0)
    haven_pages_add_table (run->pages, NULL, rows);
}
