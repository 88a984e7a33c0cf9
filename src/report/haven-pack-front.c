/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-pack-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "haven-expected-meetings.h"
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
  static const char *const informants[] = { N_("carer’s form"), N_("teacher’s form"), N_("own form") };
  HavenSlice slice = haven_pack_slice (run, HAVEN_TABLE_SDQ);
  const HavenSdq *latest = NULL;
  g_autofree char *day = NULL;

  for (guint i = 0; i < slice.n; i++)
    if (latest == NULL || ((HavenSdq *) slice.items[i])->day > latest->day)
      latest = slice.items[i];
  if (latest == NULL)
    return g_strdup (_("none recorded"));
  day = haven_pack_day (latest->day);
  /* Translators: an SDQ total, who answered, the day */
  return g_strdup_printf (_("%d (%s, %s)"), (int) latest->total, _(informants[latest->informant]), day);
}

void
haven_pack_write_who (HavenPackRun *run)
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
  static const char *const needs[] = { N_("none recorded"), N_("SEN support"), N_("EHCP") };
  static const char *const meals[] = { N_("not known"), N_("no"), N_("yes") };
  const char *pairs[] = {
    _("Born"), born, _("Year and form"), year, _("Status"), status, _("Allocated social worker"), worker,
    _("Attendance this year"), rate, _("Beside the year group"), beside, _("Last seen in school"), seen,
    _("Days suspended this year"), days, _("Part-time timetable"), part_time, _("SDQ total, latest"), sdq,
    _("Special educational needs"), _(needs[run->pupil->sen]), _("Free school meals"), _(meals[run->pupil->fsm]), NULL, NULL,
  };

  haven_pages_add_facts (run->pages, pairs);
}

/* Why */

/* A date that others convene is asked for, and never overdue (practice 21) */
static char *
dup_expected (HavenPackRun *run, const char *kind)
{
  g_autoptr (GPtrArray) list = haven_expected_meetings (run->school, run->clock, run->pupil->id);

  for (guint i = 0; i < list->len; i++) {
    const HavenExpected *expected = list->pdata[i];
    if (g_str_has_prefix (expected->kind->type, run->request->kind))
      return g_strdup (expected->sentence);
  }
  return g_strdup_printf (run->kind->others ? _("%s. No date is held for it: ask the social worker.") : _("%s. No date is set for it."),
                          kind);
}

static void
write_why (HavenPackRun *run)
{
  const HavenMeeting *meeting = run->meeting;
  const char *kind = haven_pack_kind_text (run->request->kind);
  g_autofree char *day = NULL;
  g_autofree char *when = NULL;

  haven_pages_add_heading (run->pages, 2, _("Why we meet"));
  if (meeting == NULL) {
    when = dup_expected (run, kind);
    haven_pages_add_paragraph (run->pages, when);
    return;
  }
  day = haven_day_to_text (meeting->day);
  when = haven_text_is_empty (meeting->place) ? g_strdup_printf (_("%s on %s."), kind, day)
                                              /* Translators: a kind of meeting, its day, its place */
                                              : g_strdup_printf (_("%s on %s, %s."), kind, day, meeting->place);
  haven_pages_add_paragraph (run->pages, when);
  if (!haven_text_is_empty (meeting->purpose))
    haven_pack_add_paragraphs (run, meeting->purpose);
}

/* What figures and records say, as somebody left it */

static gboolean
is_for_reader (HavenPackRun *run, const HavenFinding *finding)
{
  return !finding->staff || (run->edition == HAVEN_EDITION_FULL && g_str_equal (run->request->kind, "internal"));
}

/* "Began: looked after, 3 October 2025": what and when, and nothing else to say */
static gboolean
is_dated (const HavenFinding *finding)
{
  return !haven_text_is_empty (finding->evidence) && strstr (finding->text, finding->evidence) != NULL;
}

static void
list_findings (HavenPackRun *run, HavenFindingList list, GPtrArray *sentences)
{
  g_autoptr (GString) dated = g_string_new (NULL);

  for (guint i = 0; i < run->findings->len; i++) {
    const HavenFinding *finding = run->findings->pdata[i];
    g_autofree char *words = haven_pack_words (run, finding->text);
    if (finding->list != list || !is_for_reader (run, finding))
      continue;
    if (is_dated (finding))
      g_string_append_printf (dated, "%s%s", dated->len > 0 ? " " : "", words);
    else
      take (sentences, g_steal_pointer (&words));
  }
  if (dated->len > 0)
    take (sentences, g_strdup (dated->str));
}

void
haven_pack_write_findings (HavenPackRun *run, HavenFindingList list, const char *heading, const char *none)
{
  g_autoptr (GPtrArray) sentences = g_ptr_array_new_with_free_func (g_free);

  list_findings (run, list, sentences);
  if (sentences->len == 0 && none == NULL)
    return;
  haven_pages_add_heading (run->pages, 2, heading);
  write_list (run, sentences, none);
}

static void
write_changes (HavenPackRun *run)
{
  g_autofree char *since = haven_day_to_text (run->since);
  g_autofree char *heading = g_strdup_printf (run->before != NULL ? _("What has changed since the last meeting (from %s)")
                                                                  : _("What has changed this school year (from %s)"), since);

  haven_pack_write_findings (run, HAVEN_FINDING_CHANGED, heading, _("Nothing is recorded as changed."));
  haven_pack_write_findings (run, HAVEN_FINDING_STRENGTH, _("Strengths"), NULL);
  haven_pack_write_findings (run, HAVEN_FINDING_WORRY, _("Worries"), NULL);
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
      take (list, haven_pack_words (run, lines[i]));
}

static void
write_decisions (HavenPackRun *run)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);

  haven_pages_add_heading (run->pages, 2, _("What we need to decide"));
  add_meeting_needs (run, list);
  list_findings (run, HAVEN_FINDING_STEP, list);
  write_list (run, list, _("Nothing on record waits for a decision."));
}

/* What those sentences rest on: beside the sentence there would be no room for it on one page */
static void
write_evidence (HavenPackRun *run)
{
  const char *header[] = { _("Sentence"), _("Rests on"), NULL };
  g_autoptr (HavenRows) rows = haven_rows_new (header);

  for (guint i = 0; i < run->findings->len; i++) {
    const HavenFinding *finding = run->findings->pdata[i];
    if (is_for_reader (run, finding) && !haven_text_is_empty (finding->evidence) && !is_dated (finding))
      haven_pack_add_row (rows, haven_pack_words (run, finding->text), haven_pack_words (run, finding->evidence), NULL);
  }
  haven_pages_add_heading (run->pages, 1, _("What the first page rests on"));
  if (haven_rows_get_n (rows) > 0)
    haven_pages_add_table (run->pages, NULL, rows);
  else
    haven_pages_add_paragraph (run->pages, _("Nothing in it is worked out from figures."));
}

/* What is wanted of the school, and by when */

static void
write_brought (HavenPackRun *run)
{
  g_autofree char *share = NULL, *text = NULL;
  HavenDay by;

  if (run->meeting == NULL || run->edition != HAVEN_EDITION_FULL || g_str_equal (run->request->kind, "cp-conference"))
    return;
  by = haven_meeting_share_by (run->school, run->meeting);
  if (by == HAVEN_DAY_NONE)
    return;
  share = haven_day_to_text (run->meeting->shared_on != HAVEN_DAY_NONE ? run->meeting->shared_on : by);
  text = g_strdup_printf (run->meeting->shared_on != HAVEN_DAY_NONE ? _("Shared with the parent on %s.")
                                                                    : _("To be shared with the parent by %s."), share);
  haven_pages_add_small (run->pages, text);
}

static void
write_summary_charts (HavenPackRun *run, guint charts)
{
  static const char *const figures[] = { "attendance-trend", "weekday-pattern" };
  HavenFigureSubject subject = haven_figure_subject_of_pupil (run->school, run->clock, run->pupil->id);

  for (guint i = 0; i < charts && i < G_N_ELEMENTS (figures); i++) {
    g_autoptr (HavenChart) chart = haven_figure_draw (figures[i], &subject, NULL);
    if (chart != NULL)
      haven_pages_add_chart (run->pages, chart, 200);
  }
}

void
haven_pack_write_summary (HavenPackRun *run, guint charts)
{
  g_autofree char *name = haven_pupil_dup_name (run->pupil);
  g_autofree char *title = g_strdup_printf (_("Summary: %s"), name);

  haven_pages_add_title (run->pages, title);
  haven_pack_write_who (run);
  write_why (run);
  write_changes (run);
  write_decisions (run);
  write_summary_charts (run, charts);
}

void
haven_pack_write_front (HavenPackRun *run)
{
  g_autofree char *name = haven_pupil_dup_name (run->pupil);
  g_autofree char *title = g_strdup_printf (_("%s: %s"), haven_pack_kind_text (run->request->kind), name);

  haven_pages_add_title (run->pages, title);
  haven_pack_write_who (run);
  write_why (run);
  write_brought (run);
  write_changes (run);
  write_decisions (run);
  haven_pages_add_heading (run->pages, 2, _("In this pack"));
  haven_pages_add_contents (run->pages);
  write_evidence (run);
}
