/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-pack-private.h"

#include <glib/gi18n-lib.h>

#include "haven-attention.h"
#include "haven-learning.h"
#include "haven-reference.h"
#include "haven-text.h"

/* The first page answers: who, why we meet, what changed, what we need to decide. Lists are of sentences, char *. */


static void
take (GPtrArray *list, char *take_sentence)
{
  g_ptr_array_add (list, take_sentence);
}

static void
write_list (HavenPackRun *run, GPtrArray *list, const char *none)
{
  if (list->len == 0)
    haven_pages_add_paragraph (run->pages, none);
  g_ptr_array_add (list, NULL);
  haven_pages_add_bullets (run->pages, (const char *const *) list->pdata);
}

/* Who */

static char *
status_text (HavenPackRun *run)
{
  g_autofree char *standing = haven_standing_to_text (&run->standing);
  g_autofree char *since = haven_day_to_text (run->standing.since);
  const char *authority = run->standing.spell != NULL ? run->standing.spell->authority : NULL;

  if (run->standing.since == HAVEN_DAY_NONE)
    return g_steal_pointer (&standing);
  if (haven_text_is_empty (authority))
    return g_strdup_printf (_("%s, since %s"), standing, since);
  return g_strdup_printf (_("%s, since %s (%s)"), standing, since, authority);
}

static char *
year_text (HavenPackRun *run)
{
  g_autofree char *year = haven_pupil_dup_year_text (run->pupil);

  return haven_text_is_empty (run->pupil->reg_group) ? g_strdup (year) : g_strdup_printf ("%s, %s", year, run->pupil->reg_group);
}

static char *
year_group_text (HavenPackRun *run)
{
  HavenFigureSubject subject = haven_figure_subject_of_pupil (run->school, run->clock, run->pupil->id);
  g_autoptr (HavenChart) trend = haven_figure_draw ("attendance-trend", &subject, NULL);

  return g_strdup (trend != NULL && haven_chart_get_n_series (trend) > 1 ? haven_chart_get_title (trend) : _("nobody to compare with"));
}

static char *
part_time_text (HavenPackRun *run)
{
  const HavenPlan *plan = haven_pack_plan_now (run);
  g_autofree char *hours = plan != NULL ? haven_pack_hours (plan->minutes_a_week) : NULL;
  g_autofree char *until = plan != NULL ? haven_pack_day (plan->full_time_on) : NULL;

  return plan == NULL ? g_strdup (_("none")) : g_strdup_printf (_("%s a week; full time on %s"), hours, until);
}

static char *
sdq_text (HavenPackRun *run)
{
  static const char *const informants[] = { N_("carer's form"), N_("teacher's form"), N_("own form") };
  HavenSlice slice = haven_pack_slice (run, HAVEN_TABLE_SDQ);
  const HavenSdq *latest = NULL;
  g_autofree char *day = NULL;

  for (guint i = 0; i < slice.n; i++)
    if (latest == NULL || ((HavenSdq *) slice.items[i])->day > latest->day)
      latest = slice.items[i];
  if (latest == NULL)
    return g_strdup (_("none recorded"));
  day = haven_pack_day (latest->day);
  return g_strdup_printf (_("%d (%s, %s)"), (int) latest->total, _(informants[latest->informant]), day);
}

static void
write_who (HavenPackRun *run)
{
  HavenAttendance figures = haven_attendance_of_pupil (run->school, run->pupil->id, run->year);
  g_autofree char *born = haven_pack_born (run);
  g_autofree char *year = year_text (run);
  g_autofree char *status = status_text (run);
  g_autofree char *worker = haven_pack_social_worker (run, FALSE);
  g_autofree char *rate = haven_pack_rate (&figures);
  g_autofree char *beside = year_group_text (run);
  g_autofree char *seen = haven_pack_last_seen (run);
  HavenSpan whole_year = haven_academic_year_span (haven_academic_year (run->year.first));
  g_autofree char *days = haven_unit_format (HAVEN_UNIT_NUMBER, haven_pack_days_suspended (run, whole_year));
  g_autofree char *part_time = part_time_text (run);
  g_autofree char *sdq = sdq_text (run);
  const char *pairs[] = {
    _("Born"), born, _("Year and form"), year, _("Status"), status, _("Allocated social worker"), worker,
    _("Attendance this year"), rate, _("Beside the year group"), beside, _("Last seen in school"), seen,
    _("Days suspended this year"), days, _("Part-time timetable"), part_time, _("SDQ total, latest"), sdq, NULL, NULL,
  };

  haven_pages_add_facts (run->pages, pairs);
}

/* Why */

static void
write_why (HavenPackRun *run)
{
  const HavenMeeting *meeting = run->meeting;
  const char *kind = haven_pack_kind_text (run->request->kind);
  g_autofree char *day = NULL;
  g_autofree char *when = NULL;

  haven_pages_add_heading (run->pages, 2, _("Why we meet"));
  if (meeting == NULL) {
    when = g_strdup_printf (_("%s. No date is held for it: ask the social worker."), kind);
    haven_pages_add_paragraph (run->pages, when);
    return;
  }
  day = haven_day_to_text (meeting->day);
  when = haven_text_is_empty (meeting->place) ? g_strdup_printf (_("%s on %s."), kind, day)
                                              : g_strdup_printf (_("%s on %s, %s."), kind, day, meeting->place);
  haven_pages_add_paragraph (run->pages, when);
  if (!haven_text_is_empty (meeting->purpose))
    haven_pack_add_paragraphs (run, meeting->purpose);
}

/* What changed */

static void
add_attendance_change (HavenPackRun *run, GPtrArray *list)
{
  HavenSpan now = { run->since, run->year.last };
  HavenSpan before = { now.first - (now.last - now.first + 1), now.first - 1 };
  HavenAttendance figures, earlier;
  g_autofree char *rate = NULL;
  g_autofree char *percent = NULL;

  if (now.last < now.first)
    return;
  figures = haven_attendance_of_pupil (run->school, run->pupil->id, now);
  earlier = haven_attendance_of_pupil (run->school, run->pupil->id, before);
  if (figures.possible == 0)
    return;
  rate = haven_pack_rate (&figures);
  percent = haven_unit_format (HAVEN_UNIT_PERCENT, haven_attendance_percent (&earlier));
  if (earlier.possible < haven_rule_number ("few-sessions", "sessions"))
    take (list, g_strdup_printf (_("Attendance: %s."), rate));
  else
    take (list, g_strdup_printf (_("Attendance: %s; in the same time before: %s."), rate, percent));
}

static void
add_suspension_change (HavenPackRun *run, GPtrArray *list)
{
  double days = haven_pack_days_suspended (run, (HavenSpan) { run->since, run->clock.today });
  g_autofree char *text = haven_unit_format (HAVEN_UNIT_NUMBER, days);

  if (days > 0)
    take (list, g_strdup_printf (_("Suspended for %s days."), text));
}

static void
add_dated (HavenPackRun *run, GPtrArray *list, HavenDay day, const char *what)
{
  g_autofree char *text = haven_day_to_text (day);

  if (day != HAVEN_DAY_NONE && day >= run->since && day <= run->clock.today)
    take (list, g_strdup_printf (_("%s, %s."), what, text));
}

static void
add_status_changes (HavenPackRun *run, GPtrArray *list)
{
  HavenSlice slice = haven_pack_slice (run, HAVEN_TABLE_SPELLS);

  for (guint i = 0; i < slice.n; i++) {
    const HavenSpell *spell = slice.items[i];
    g_autofree char *began = g_strdup_printf (_("Began: %s"), haven_status_text (spell->status));
    g_autofree char *ended = g_strdup_printf (_("Ended: %s"), haven_status_text (spell->status));
    add_dated (run, list, spell->first, began);
    add_dated (run, list, spell->last, ended);
  }
}

static void
add_support_changes (HavenPackRun *run, GPtrArray *list)
{
  static const char *const moves[] = { N_("Change of school"), N_("Change of placement"), N_("Change of social worker") };
  HavenSlice slice = haven_pack_slice (run, HAVEN_TABLE_MOVES);

  for (guint i = 0; i < slice.n; i++)
    add_dated (run, list, ((HavenMove *) slice.items[i])->day, _(moves[((HavenMove *) slice.items[i])->type]));
  slice = haven_pack_slice (run, HAVEN_TABLE_PLANS);
  for (guint i = 0; i < slice.n; i++) {
    add_dated (run, list, ((HavenPlan *) slice.items[i])->first, _("Part-time timetable began"));
    add_dated (run, list, ((HavenPlan *) slice.items[i])->ended_on, _("Part-time timetable ended"));
  }
  slice = haven_pack_slice (run, HAVEN_TABLE_INTERVENTIONS);
  for (guint i = 0; i < slice.n; i++) {
    const HavenIntervention *support = slice.items[i];
    g_autofree char *began = g_strdup_printf (_("Support began: %s"), haven_pack_text (support->what));
    add_dated (run, list, support->first, began);
  }
}

static void
write_changes (HavenPackRun *run)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *since = haven_day_to_text (run->since);
  g_autofree char *heading = g_strdup_printf (run->before != NULL ? _("What has changed since the last meeting (from %s)")
                                                                  : _("What has changed this school year (from %s)"), since);

  haven_pages_add_heading (run->pages, 2, heading);
  add_attendance_change (run, list);
  add_suspension_change (run, list);
  add_status_changes (run, list);
  add_support_changes (run, list);
  write_list (run, list, _("Nothing is recorded as changed."));
}

/* What to decide */

static void
add_meeting_needs (HavenPackRun *run, GPtrArray *list)
{
  g_auto (GStrv) lines = NULL;

  if (run->meeting == NULL || haven_text_is_empty (run->meeting->needs_to_happen))
    return;
  lines = g_strsplit (run->meeting->needs_to_happen, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (!haven_text_is_empty (lines[i]))
      take (list, g_strdup (lines[i]));
}

/* What the school's own staff have still to put right stays out of editions for others */
static gboolean
is_housekeeping (const HavenAttentionItem *item)
{
  static const char *const rules[] = { "suspension-notices", "unrecorded-suspension", "reason-wanted", "child-without-marks", "meeting-due",
                                       "action-overdue", NULL };

  return g_strv_contains (rules, item->rule);
}

static void
add_attention (HavenPackRun *run, GPtrArray *list)
{
  g_autoptr (HavenAttention) attention = haven_attention_new (run->school, run->clock);
  gboolean internal = g_str_equal (run->request->kind, "internal");

  for (guint i = 0; i < attention->items->len; i++) {
    const HavenAttentionItem *item = attention->items->pdata[i];
    if (item->pupil_id != run->pupil->id)
      continue;
    if (internal && !haven_text_is_empty (item->advice))
      take (list, g_strdup_printf ("%s %s", item->sentence, item->advice));
    else if (internal || !is_housekeeping (item))
      take (list, g_strdup (item->sentence));
  }
}

static void
add_overdue (HavenPackRun *run, GPtrArray *list)
{
  HavenSlice slice = haven_pack_slice (run, HAVEN_TABLE_ACTIONS);
  guint overdue = 0;
  guint targets = 0;

  for (guint i = 0; i < slice.n; i++) {
    const HavenAction *action = slice.items[i];
    overdue += action->done_on == HAVEN_DAY_NONE && action->due != HAVEN_DAY_NONE && action->due < run->clock.today;
  }
  slice = haven_pack_slice (run, HAVEN_TABLE_TARGETS);
  for (guint i = 0; i < slice.n; i++)
    targets += ((HavenTarget *) slice.items[i])->state == HAVEN_TARGET_OPEN;
  /* the school's own edition names each of them already */
  if (overdue > 0 && !g_str_equal (run->request->kind, "internal"))
    take (list, g_strdup_printf (ngettext ("%u action is past its day.", "%u actions are past their day.", overdue), overdue));
  if (targets > 0)
    take (list, g_strdup_printf (ngettext ("%u target is open and wants a review.", "%u targets are open and want a review.", targets),
                                 targets));
}

static void
write_decisions (HavenPackRun *run)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);

  haven_pages_add_heading (run->pages, 2, _("What we need to decide"));
  add_meeting_needs (run, list);
  add_attention (run, list);
  add_overdue (run, list);
  write_list (run, list, _("Nothing on record waits for a decision."));
}

void
haven_pack_write_front (HavenPackRun *run)
{
  g_autofree char *name = haven_pupil_dup_name (run->pupil);
  g_autofree char *title = g_strdup_printf (_("%s: %s"), haven_pack_kind_text (run->request->kind), name);

  haven_pages_add_title (run->pages, title);
  write_who (run);
  write_why (run);
  write_changes (run);
  write_decisions (run);
  haven_pages_add_heading (run->pages, 2, _("In this pack"));
  haven_pages_add_contents (run->pages);
}
