/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-figure-private.h"

#include <glib/gi18n-lib.h>

#include "haven-error.h"

#define SPARK_WEEKS 12

/* What there is to ask; fills and charts go with the kinds */
static const HavenFigureKind kinds[] = {
  { "pupil-calendar", N_("When was this child in school?"), HAVEN_FIGURE_OF_PUPIL, 420 },
  { "attendance-trend", N_("How has attendance changed, beside the others?"), HAVEN_FIGURE_OF_PUPIL | HAVEN_FIGURE_OF_GROUP, 380 },
  { "weekday-pattern", N_("Which days are missed?"), HAVEN_FIGURE_OF_PUPIL | HAVEN_FIGURE_OF_GROUP, 320 },
  { "suspensions-by-term", N_("How much school was lost to suspension?"), HAVEN_FIGURE_OF_PUPIL | HAVEN_FIGURE_OF_GROUP, 340 },
  { "absence-bands", N_("How many miss a tenth of school, and how many half?"), HAVEN_FIGURE_OF_GROUP, 380 },
};

static const struct {
  HavenChartKind chart;
  HavenFigureFunc fill;
} makers[G_N_ELEMENTS (kinds)] = {
  { HAVEN_CHART_YEAR, haven_figure_fill_calendar },
  { HAVEN_CHART_LINE, haven_figure_fill_trend },
  { HAVEN_CHART_BARS, haven_figure_fill_weekdays },
  { HAVEN_CHART_BARS, haven_figure_fill_suspensions },
  { HAVEN_CHART_STACK, haven_figure_fill_bands },
};

const HavenFigureKind *
haven_figure_list (guint *ret_n)
{
  *ret_n = G_N_ELEMENTS (kinds);
  return kinds;
}

const HavenFigureKind *
haven_figure_find (const char *name)
{
  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].name, name))
      return &kinds[i];
  return NULL;
}

const char *
haven_figure_kind_get_question (const HavenFigureKind *kind)
{
  return _(kind->question);
}

HavenFigureSubject
haven_figure_subject_of_pupil (HavenSchool *school, HavenClock clock, gint64 pupil_id)
{
  return (HavenFigureSubject) { school, clock, pupil_id, HAVEN_GROUP_ALL, { HAVEN_DAY_NONE, HAVEN_DAY_NONE } };
}

HavenFigureSubject
haven_figure_subject_of_group (HavenSchool *school, HavenClock clock, HavenGroup group)
{
  return (HavenFigureSubject) { school, clock, 0, group, { HAVEN_DAY_NONE, HAVEN_DAY_NONE } };
}

/* Open ends are closed by the default year; nothing after the last mark is asked about (practice 7) */
static HavenSpan
clear_up_span (const HavenFigureSubject *subject, HavenDay marks_until)
{
  HavenSpan usual = haven_default_span (subject->school, subject->clock);
  HavenSpan span = subject->span;

  if (span.first == HAVEN_DAY_NONE)
    span.first = usual.first;
  if (span.last == HAVEN_DAY_NONE)
    span.last = usual.last;
  span.last = MIN (span.last, marks_until != HAVEN_DAY_NONE ? marks_until : subject->clock.today);
  return span;
}

static HavenSpan
widen_to_weeks (HavenSpan span)
{
  if (span.first > span.last)
    return span;
  return (HavenSpan) { haven_week_span (haven_academic_year (span.first), haven_week_index (span.first)).first,
                       haven_week_span (haven_academic_year (span.last), haven_week_index (span.last)).last };
}

static HavenFigureRun
run_new (const HavenFigureSubject *subject, HavenChartKind chart)
{
  HavenFigureRun run = { .school = subject->school, .clock = subject->clock, .group = subject->group };

  run.marks_until = haven_school_get_last_mark (run.school, run.clock.today, &run.marks_session);
  run.span = clear_up_span (subject, run.marks_until);
  run.weeks = widen_to_weeks (run.span);
  run.pupil = subject->pupil_id != 0 ? haven_school_get_pupil (run.school, subject->pupil_id) : NULL;
  run.draft = haven_chart_draft_new (chart);
  run.warning = g_string_new (NULL);
  return run;
}

static HavenChart *
run_end (HavenFigureRun *run, gboolean ok)
{
  HavenChart *chart = NULL;

  if (ok) {
    haven_chart_draft_set_warning (run->draft, run->warning->str);
    haven_figure_set_source (run);
    chart = haven_chart_draft_end (g_steal_pointer (&run->draft));
  }
  g_clear_pointer (&run->draft, haven_chart_draft_free);
  g_string_free (run->warning, TRUE);
  return chart;
}

static gboolean
check_subject (const HavenFigureKind *kind, const HavenFigureSubject *subject, GError **error)
{
  const char *message = NULL;

  if (kind == NULL)
    message = _("There is no figure of that name.");
  else if (subject->pupil_id == 0 && !(kind->of & HAVEN_FIGURE_OF_GROUP))
    message = _("This figure is about one child: choose whom.");
  else if (subject->pupil_id != 0 && !(kind->of & HAVEN_FIGURE_OF_PUPIL))
    message = _("This figure is about a group, not about one child.");
  else if (subject->pupil_id != 0 && haven_school_get_pupil (subject->school, subject->pupil_id) == NULL)
    message = _("This child is not in the store.");
  if (message != NULL)
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, message);
  return message == NULL;
}

HavenChart *
haven_figure_draw (const char *name, const HavenFigureSubject *subject, GError **error)
{
  const HavenFigureKind *kind = haven_figure_find (name);
  HavenFigureRun run;

  if (!check_subject (kind, subject, error))
    return NULL;
  run = run_new (subject, makers[kind - kinds].chart);
  return run_end (&run, makers[kind - kinds].fill (&run, error));
}

char *
haven_figure_explain (const char *name, const HavenFigureSubject *subject)
{
  HavenFigureRun run = run_new (subject, HAVEN_CHART_SPARK);
  g_autoptr (GPtrArray) members = haven_figure_members (&run);
  g_autofree char *who = haven_figure_members_name (&run);
  g_autofree char *begins = haven_figure_begin_upper (who);
  g_autofree char *span = haven_figure_span_text (run.span);
  g_autoptr (HavenChart) chart = NULL;
  g_autofree char *how = NULL;
  HavenAttendance figures = { 0 };

  if (g_strcmp0 (name, "suspensions-by-term") == 0)
    how = g_strdup (_("Half-days of every suspension that was not cancelled, on the school days of the term in which they fall; "
                      "a lunchtime counts half a day; permanent exclusions are not among them. At this school only."));
  else if (haven_attendance_of (run.school, members, run.weeks, &figures, NULL))
    how = haven_attendance_explain (&figures, run.span);
  else
    how = g_strdup (span);
  chart = run_end (&run, TRUE);
  if (run.pupil != NULL)
    return g_strdup_printf (_("%s: %s %s"), who, how, haven_chart_get_source (chart));
  return g_strdup_printf (_("%s, n = %u. %s %s"), begins, members->len, how, haven_chart_get_source (chart));
}

HavenChart *
haven_figure_spark (HavenSchool *school, HavenClock clock, gint64 pupil_id)
{
  HavenFigureSubject subject = haven_figure_subject_of_pupil (school, clock, pupil_id);
  HavenFigureRun run = run_new (&subject, HAVEN_CHART_SPARK);
  g_autoptr (GPtrArray) members = haven_figure_members (&run);
  g_autoptr (GPtrArray) rows = NULL;

  run.weeks.first = MAX (run.weeks.first, haven_day_get_monday (run.weeks.last) - 7 * (SPARK_WEEKS - 1));
  haven_chart_draft_set_measure (run.draft, HAVEN_UNIT_PERCENT, _("Attendance"));
  haven_chart_draft_add_series (run.draft, _("Attendance"));
  rows = haven_attendance_by (school, members, run.weeks, HAVEN_BY_WEEK, NULL);
  for (guint i = 0; rows != NULL && i < rows->len; i++) {
    const HavenAttendanceRow *row = rows->pdata[i];
    haven_chart_draft_add_category (run.draft, NULL, row->day);
    haven_chart_draft_put (run.draft, 0, haven_attendance_percent (&row->figures), NULL, NULL);
  }
  return run_end (&run, TRUE);
}
