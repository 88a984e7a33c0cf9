/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-findings-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-attention.h"
#include "haven-meeting-kinds.h"
#include "haven-reference.h"
#include "haven-text.h"

/* The child: status and moves, learning, wellbeing, targets, support, and what comes next. */

/* What people wrote, without its full stop: a sentence around it has its own */
static char *
inner_text (const char *text)
{
  char *inner = haven_text_squeeze (text);

  if (g_str_has_suffix (inner, "."))
    inner[strlen (inner) - 1] = '\0';
  return inner;
}

static char *
day_text (HavenDay day)
{
  return haven_day_to_text (day);
}

/* ---- status, moves, leaving ---- */

static void
take_dated (HavenFindingRun *run, const char *key, gint64 id, const char *what, HavenDay day)
{
  g_autofree char *full = g_strdup_printf ("%s-%" G_GINT64_FORMAT, key, id);
  g_autofree char *on = day_text (day);

  if (haven_findings_is_new (run, day))
    haven_findings_take (run, HAVEN_FINDING_CHANGED, full, g_strdup_printf (_("%s, %s."), what, on), g_strdup (on));
}

static void
tell_spells (HavenFindingRun *run)
{
  HavenSlice slice = haven_findings_slice (run, HAVEN_TABLE_SPELLS);

  for (guint i = 0; i < slice.n; i++) {
    const HavenSpell *spell = slice.items[i];
    g_autofree char *began = g_strdup_printf (_("Began: %s"), haven_status_text (spell->status));
    g_autofree char *ended = g_strdup_printf (_("Ended: %s"), haven_status_text (spell->status));
    take_dated (run, "status-began", spell->id, began, spell->first);
    take_dated (run, "status-ended", spell->id, ended, spell->last);
  }
}

static void
tell_moves (HavenFindingRun *run)
{
  static const char *const moves[] = { N_("Change of school"), N_("Change of placement"), N_("Change of social worker") };
  HavenSlice slice = haven_findings_slice (run, HAVEN_TABLE_MOVES);

  for (guint i = 0; i < slice.n; i++) {
    const HavenMove *move = slice.items[i];
    take_dated (run, "move", move->id, _(moves[move->type]), move->day);
  }
}

static void
tell_plans (HavenFindingRun *run)
{
  HavenSlice slice = haven_findings_slice (run, HAVEN_TABLE_PLANS);

  for (guint i = 0; i < slice.n; i++) {
    const HavenPlan *plan = slice.items[i];
    take_dated (run, "part-time-began", plan->id, _("Part-time timetable began"), plan->first);
    take_dated (run, "part-time-ended", plan->id, _("Part-time timetable ended"), plan->ended_on);
  }
}

void
haven_findings_add_status (HavenFindingRun *run)
{
  if (run->pupil->left != HAVEN_DAY_NONE)
    take_dated (run, "left", run->pupil->id, _("Left this school"), run->pupil->left);
  tell_spells (run);
  tell_moves (run);
  tell_plans (run);
}

/* ---- learning ---- */

static const char *
expectation_text (int expectation)
{
  static const char *const texts[] = { N_("not said"), N_("below expected"), N_("as expected"), N_("above expected") };

  return _(texts[expectation]);
}

/* The latest of a subject and measure before another one, both with an expectation; NULL: there is none */
static const HavenAttainment *
find_result (HavenSlice slice, const HavenAttainment *later)
{
  const HavenAttainment *found = NULL;

  for (guint i = 0; i < slice.n; i++) {
    const HavenAttainment *result = slice.items[i];
    if (result->expectation != HAVEN_EXPECTATION_NONE && g_strcmp0 (result->subject, later->subject) == 0
        && g_strcmp0 (result->measure, later->measure) == 0 && result->day != HAVEN_DAY_NONE && result->day < later->day
        && (found == NULL || result->day > found->day))
      found = result;
  }
  return found;
}

static gboolean
is_latest (HavenSlice slice, const HavenAttainment *result)
{
  for (guint i = 0; i < slice.n; i++) {
    const HavenAttainment *other = slice.items[i];
    if (other->expectation != HAVEN_EXPECTATION_NONE && g_strcmp0 (other->subject, result->subject) == 0
        && g_strcmp0 (other->measure, result->measure) == 0
        && (other->day > result->day || (other->day == result->day && other->id > result->id)))
      return FALSE;
  }
  return TRUE;
}

static char *
result_evidence (const HavenAttainment *result)
{
  g_autofree char *day = day_text (result->day);

  return g_strdup_printf ("%s: %s, %s", haven_text_is_empty (result->measure) ? _("result") : result->measure,
                          haven_text_is_empty (result->result) ? expectation_text (result->expectation) : result->result, day);
}

static void
tell_result (HavenFindingRun *run, const HavenAttainment *result, const HavenAttainment *before)
{
  g_autofree char *slug = haven_text_slug (result->subject);
  g_autofree char *key = g_strdup_printf ("result-%s", slug);
  g_autofree char *then = before != NULL ? day_text (before->day) : NULL;
  const char *now = expectation_text (result->expectation);
  HavenFinding *finding;

  if (before != NULL && result->expectation != before->expectation) {
    gboolean better = result->expectation > before->expectation;
    finding = haven_findings_take (run, better ? HAVEN_FINDING_STRENGTH : HAVEN_FINDING_WORRY, key,
                                   g_strdup_printf (_("%s is %s; it was %s on %s."), result->subject, now,
                                                    expectation_text (before->expectation), then), result_evidence (result));
    finding->plain = better ? g_strdup_printf (_("You have got better at %s."), result->subject) : NULL;
  } else if (result->expectation == HAVEN_EXPECTATION_ABOVE) {
    finding = haven_findings_take (run, HAVEN_FINDING_STRENGTH, key, g_strdup_printf (_("%s is %s."), result->subject, now),
                                   result_evidence (result));
    finding->plain = g_strdup_printf (_("You do very well in %s."), result->subject);
  } else if (result->expectation == HAVEN_EXPECTATION_BELOW)
    haven_findings_take (run, HAVEN_FINDING_WORRY, key, g_strdup_printf (_("%s is %s."), result->subject, now), result_evidence (result));
}

void
haven_findings_add_learning (HavenFindingRun *run)
{
  HavenSlice slice = haven_findings_slice (run, HAVEN_TABLE_ATTAINMENT);

  for (guint i = 0; i < slice.n; i++) {
    const HavenAttainment *result = slice.items[i];
    if (result->expectation != HAVEN_EXPECTATION_NONE && !haven_text_is_empty (result->subject) && result->day != HAVEN_DAY_NONE
        && is_latest (slice, result))
      tell_result (run, result, find_result (slice, result));
  }
}

/* ---- wellbeing: scores of one form, never mixed; it screens, and never diagnoses (practice 17) ---- */

static const char *
form_text (int informant)
{
  static const char *const forms[] = { N_("the carer’s form"), N_("the teacher’s form"), N_("the child’s own form") };

  return _(forms[informant]);
}

static void
find_two (HavenSlice slice, int informant, const HavenSdq **ret_latest, const HavenSdq **ret_before)
{
  *ret_latest = *ret_before = NULL;
  for (guint i = 0; i < slice.n; i++) {
    const HavenSdq *sdq = slice.items[i];
    if (sdq->informant != informant || sdq->total < 0 || sdq->day == HAVEN_DAY_NONE)
      continue;
    if (*ret_latest == NULL || sdq->day >= (*ret_latest)->day) {
      *ret_before = *ret_latest;
      *ret_latest = sdq;
    } else if (*ret_before == NULL || sdq->day > (*ret_before)->day)
      *ret_before = sdq;
  }
}

static char *
sdq_evidence (const HavenSdq *latest, const HavenSdq *before)
{
  g_autofree char *one = day_text (latest->day);
  g_autofree char *two = before != NULL ? day_text (before->day) : NULL;

  if (before == NULL)
    return g_strdup_printf (_("%s; the SDQ screens, it never diagnoses"), one);
  return g_strdup_printf (_("%s and %s; the SDQ screens, it never diagnoses"), two, one);
}

static gboolean
is_same_version (const HavenSdq *one, const HavenSdq *two)
{
  return g_strcmp0 (one->version, two->version) == 0;
}

static void
tell_score (HavenFindingRun *run, const HavenSdq *latest, const HavenSdq *before)
{
  g_autofree char *key = g_strdup_printf ("sdq-%d", latest->informant);
  int change = before != NULL && is_same_version (latest, before) ? (int) (latest->total - before->total) : 0;

  if (ABS (change) >= haven_finding_number ("sdq", "points"))
    haven_findings_take (run, change < 0 ? HAVEN_FINDING_STRENGTH : HAVEN_FINDING_WORRY, key,
                         g_strdup_printf (change < 0 ? _("The SDQ total on %s fell from %d to %d (lower means fewer difficulties).")
                                                     : _("The SDQ total on %s rose from %d to %d (higher means more difficulties)."),
                                          form_text (latest->informant), (int) before->total, (int) latest->total),
                         sdq_evidence (latest, before));
  else if (run->standing.looked_after && latest->informant == HAVEN_INFORMANT_CARER && latest->total >= haven_rule_number ("sdq", "raised"))
    haven_findings_take (run, HAVEN_FINDING_WORRY, key,
                         g_strdup_printf (_("The SDQ total on the carer’s form is %d, in the highest band for looked-after children (%d "
                                            "to 40)."),
                                          (int) latest->total, (int) haven_rule_number ("sdq", "raised")), sdq_evidence (latest, NULL));
}

void
haven_findings_add_wellbeing (HavenFindingRun *run)
{
  HavenSlice slice = haven_findings_slice (run, HAVEN_TABLE_SDQ);

  for (int form = HAVEN_INFORMANT_CARER; form <= HAVEN_INFORMANT_SELF; form++) {
    const HavenSdq *latest, *before;
    find_two (slice, form, &latest, &before);
    if (latest != NULL)
      tell_score (run, latest, before);
  }
}

/* ---- targets ---- */

static char *
target_evidence (const HavenTarget *target)
{
  g_autofree char *due = day_text (target->due);
  const char *say = target->state == HAVEN_TARGET_OPEN ? target->owner : target->outcome;

  if (haven_text_is_empty (say))
    return g_strdup_printf (_("due %s"), target->due != HAVEN_DAY_NONE ? due : _("on no set day"));
  return g_strdup_printf (_("due %s; %s"), target->due != HAVEN_DAY_NONE ? due : _("on no set day"), say);
}

static void
tell_target (HavenFindingRun *run, const HavenTarget *target)
{
  g_autofree char *key = g_strdup_printf ("target-%" G_GINT64_FORMAT, target->id);
  g_autofree char *due = day_text (target->due);
  g_autofree char *text = inner_text (target->text);
  gboolean recent = target->due == HAVEN_DAY_NONE || target->due >= run->span.first;
  HavenFinding *finding;

  if (!recent && target->state != HAVEN_TARGET_OPEN)
    return;
  if (target->state == HAVEN_TARGET_MET) {
    finding = haven_findings_take (run, HAVEN_FINDING_STRENGTH, key, g_strdup_printf (_("Target met: %s."), text),
                                   target_evidence (target));
    finding->plain = g_strdup_printf (_("You did it: %s."), text);
  } else if (target->state == HAVEN_TARGET_PARTLY)
    haven_findings_take (run, HAVEN_FINDING_CHANGED, key, g_strdup_printf (_("Target partly met: %s."), text),
                         target_evidence (target));
  else if (target->state == HAVEN_TARGET_NOT_MET)
    haven_findings_take (run, HAVEN_FINDING_WORRY, key, g_strdup_printf (_("Target not met: %s."), text), target_evidence (target));
  else if (target->state == HAVEN_TARGET_OPEN) {
    finding = haven_findings_take (run, HAVEN_FINDING_STEP, key, target->due == HAVEN_DAY_NONE
                                   ? g_strdup_printf (_("Review the target: %s."), text)
                                   : g_strdup_printf (_("Review the target due %s: %s."), due, text), target_evidence (target));
    finding->plain = g_strdup_printf (_("Keep going with: %s."), text);
  }
}

void
haven_findings_add_targets (HavenFindingRun *run)
{
  HavenSlice slice = haven_findings_slice (run, HAVEN_TABLE_TARGETS);

  for (guint i = 0; i < slice.n; i++)
    if (!haven_text_is_empty (((HavenTarget *) slice.items[i])->text))
      tell_target (run, slice.items[i]);
}

/* ---- support: before and after, and what else changed ---- */

static void
tell_effect (HavenFindingRun *run, const HavenIntervention *support)
{
  HavenDay last = support->last != HAVEN_DAY_NONE ? MIN (support->last, run->span.last) : run->span.last;
  HavenSpan after = { support->first, last };
  HavenSpan before = { support->first - (last - support->first + 1), support->first - 1 };
  HavenAttendance now, then;
  g_autofree char *key = g_strdup_printf ("effect-%" G_GINT64_FORMAT, support->id);
  g_autofree char *rate = NULL, *earlier = NULL;

  if (after.last < after.first)
    return;
  now = haven_attendance_of_pupil (run->school, run->pupil->id, after);
  then = haven_attendance_of_pupil (run->school, run->pupil->id, before);
  if (now.possible < haven_rule_number ("few-sessions", "sessions") || then.possible < haven_rule_number ("few-sessions", "sessions"))
    return;
  rate = g_strdup_printf ("%.1f%%", haven_attendance_percent (&now));
  earlier = g_strdup_printf ("%.1f%%", haven_attendance_percent (&then));
  haven_findings_take (run, HAVEN_FINDING_CHANGED, key,
                       g_strdup_printf (_("With “%s” attendance was %s; in as long a time before, %s."), support->what, rate, earlier),
                       g_strdup_printf (_("%d and %d sessions; other things changed too"), (int) now.possible, (int) then.possible));
}

static void
tell_support (HavenFindingRun *run, const HavenIntervention *support)
{
  g_autofree char *began = g_strdup_printf (_("Support began: %s"), support->what);
  g_autofree char *ended = g_strdup_printf (_("Support ended: %s"), support->what);
  g_autofree char *key = g_strdup_printf ("support-review-%" G_GINT64_FORMAT, support->id);
  g_autofree char *review = day_text (support->review_on);

  take_dated (run, "support-began", support->id, began, support->first);
  take_dated (run, "support-ended", support->id, ended, support->last);
  if (haven_findings_is_new (run, support->first) || haven_findings_is_new (run, support->last))
    tell_effect (run, support);
  if (support->review_on != HAVEN_DAY_NONE && support->review_on <= run->clock.today + (HavenDay) haven_rule_number ("due-soon", "days")
      && (support->last == HAVEN_DAY_NONE || support->last >= run->clock.today) && haven_text_is_empty (support->outcome))
    haven_findings_take (run, HAVEN_FINDING_STEP, key, g_strdup_printf (_("Review “%s”: what has come of it? (review day %s)"),
                                                                        support->what,
                                                                        review), g_strdup (support->aim));
}

void
haven_findings_add_support (HavenFindingRun *run)
{
  HavenSlice slice = haven_findings_slice (run, HAVEN_TABLE_INTERVENTIONS);

  for (guint i = 0; i < slice.n; i++)
    if (!haven_text_is_empty (((HavenIntervention *) slice.items[i])->what))
      tell_support (run, slice.items[i]);
}

/* ---- what comes next ---- */

/* Rates, targets and actions have sentences of their own above */
static gboolean
is_told_already (const char *rule)
{
  static const char *const rules[] = { "persistent-absence", "severe-absence", "attendance-falling", "support-review", "action-overdue",
                                       NULL };

  return g_strv_contains (rules, rule);
}

/* What the school's own staff have still to put right is for no edition but theirs */
static gboolean
is_housekeeping (const char *rule)
{
  static const char *const rules[] = { "suspension-notices", "unrecorded-suspension", "reason-wanted", "child-without-marks", "meeting-due",
                                       "meeting-expected", "action-due", "elsewhere", "unplanned-part-time",
                                       "part-time-wants", "still-our-child", "sdq-due", NULL };

  return g_strv_contains (rules, rule);
}

/* What somebody typed may lack its full stop */
static char *
join_sentences (const char *sentence, const char *advice)
{
  gboolean ended = g_str_has_suffix (sentence, ".") || g_str_has_suffix (sentence, "?") || g_str_has_suffix (sentence, "!");

  return g_strjoin (ended ? " " : ". ", sentence, advice, NULL);
}

static void
tell_attention (HavenFindingRun *run)
{
  g_autoptr (HavenAttention) attention = haven_attention_new (run->school, run->clock);

  for (guint i = 0; i < attention->items->len; i++) {
    const HavenAttentionItem *item = attention->items->pdata[i];
    g_autofree char *key = g_strdup_printf ("%s-%" G_GINT64_FORMAT, item->rule, item->record_id);
    gboolean staff;
    char *text;
    if (item->pupil_id != run->pupil->id || is_told_already (item->rule))
      continue;
    /* what to do about it is said to the school's own staff */
    staff = is_housekeeping (item->rule);
    text = staff && !haven_text_is_empty (item->advice) ? join_sentences (item->sentence, item->advice)
        : g_strdup (item->sentence);
    haven_findings_take (run, HAVEN_FINDING_STEP, key, text, g_strdup (item->figures))->staff = staff;
  }
}

static void
tell_wishes (HavenFindingRun *run)
{
  HavenSlice slice = haven_findings_slice (run, HAVEN_TABLE_MEETINGS);

  for (guint i = 0; i < slice.n; i++) {
    const HavenMeeting *meeting = slice.items[i];
    if (!haven_text_is_empty (meeting->wishes) && meeting->day >= run->span.first)
      return;
  }
  slice = haven_findings_slice (run, HAVEN_TABLE_LINES);
  for (guint i = 0; i < slice.n; i++) {
    const HavenLine *line = slice.items[i];
    if (line->type == HAVEN_LINE_WISHES && haven_time_get_day (line->at) >= run->span.first)
      return;
  }
  if (run->pupil->left == HAVEN_DAY_NONE || run->pupil->left > run->clock.today)
    haven_findings_take (run, HAVEN_FINDING_STEP, "wishes", g_strdup (_("Ask the child what they wish and feel, in a way that suits "
                                                                        "them.")),
                         haven_findings_span_text (run->span))->staff = TRUE;
}

static void
tell_actions (HavenFindingRun *run)
{
  HavenSlice slice = haven_findings_slice (run, HAVEN_TABLE_ACTIONS);

  for (guint i = 0; i < slice.n; i++) {
    const HavenAction *action = slice.items[i];
    g_autofree char *key = g_strdup_printf ("action-%" G_GINT64_FORMAT, action->id);
    g_autofree char *due = day_text (action->due);
    g_autofree char *text = inner_text (action->text);
    if (action->done_on != HAVEN_DAY_NONE || action->due == HAVEN_DAY_NONE || action->due >= run->clock.today
        || haven_text_is_empty (action->text))
      continue;
    haven_findings_take (run, HAVEN_FINDING_STEP, key, g_strdup_printf (_("Still to do, from %s: %s."), due, text),
                         g_strdup (action->owner));
  }
}

void
haven_findings_add_steps (HavenFindingRun *run)
{
  tell_actions (run);
  tell_attention (run);
  tell_wishes (run);
}
