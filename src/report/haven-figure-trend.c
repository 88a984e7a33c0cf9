/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-figure-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "haven-before-after.h"
#include "haven-cohort-figures.h"

/* Attendance week by week: a pupil beside the year group, a group beside the rest of the school. */
#define NO_DIFFERENCE 0.05     /* points */

typedef struct {
  HavenFigureRun *run;
  GPtrArray *weeks;            /* of whom it is about: HavenAttendanceRow */
  GPtrArray *other_weeks;      /* NULL: compared with nobody */
  HavenAttendance all;
  HavenAttendance other_all;
} TrendRun;

static const HavenAttendanceRow *
find_week (GPtrArray *rows, HavenDay day)
{
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (((HavenAttendanceRow *) rows->pdata[i])->day == day)
      return rows->pdata[i];
  return NULL;
}

static void
put_week (TrendRun *trend, guint series, const HavenAttendanceRow *row)
{
  g_autofree char *explain = NULL;

  if (row == NULL || row->figures.possible == 0)
    return;
  explain = haven_figure_of_text (row->figures.attended, row->figures.possible, _("sessions"));
  haven_chart_draft_put (trend->run->draft, series, haven_attendance_percent (&row->figures), NULL, explain);
}

/* Every week that somebody had to attend; where the child had not, the line breaks */
static void
put_weeks (TrendRun *trend)
{
  HavenSpan span = trend->run->weeks;

  for (HavenDay day = span.first; day <= span.last; day = haven_day_get_monday (day) + 7) {
    const HavenAttendanceRow *row = find_week (trend->weeks, day);
    const HavenAttendanceRow *other = find_week (trend->other_weeks, day);
    if (row == NULL && other == NULL)
      continue;
    haven_chart_draft_add_category (trend->run->draft, NULL, day);
    put_week (trend, 0, row);
    if (trend->other_weeks != NULL)
      put_week (trend, 1, other);
  }
}

static void
set_compared_title (TrendRun *trend, const char *who, const char *others)
{
  double difference = haven_attendance_percent (&trend->all) - haven_attendance_percent (&trend->other_all);
  g_autofree char *points = haven_unit_format (HAVEN_UNIT_NUMBER, round (fabs (difference) * 10) / 10);

  if (trend->run->pupil == NULL)
    haven_figure_set_title (trend->run, difference < 0 ? _("Attendance is %s points below the rest of school")
                                                       : _("Attendance is %s points above the rest of school"), points);
  else if (fabs (difference) < NO_DIFFERENCE)
    haven_figure_set_title (trend->run, _("%s attends as much as %s"), who, others);
  else
    haven_figure_set_title (trend->run, difference < 0 ? _("%s attends %s points less than %s") : _("%s attends %s points more than %s"),
                            who, points, others);
}

static void
set_words (TrendRun *trend, const char *who, const char *others)
{
  HavenFigureRun *run = trend->run;
  g_autofree char *span = haven_figure_span_text (run->span);
  g_autofree char *percent = haven_figure_percent (haven_attendance_percent (&trend->all));

  if (trend->other_weeks != NULL && trend->all.possible > 0 && trend->other_all.possible > 0) {
    set_compared_title (trend, who, others);
    if (run->pupil != NULL)
      haven_figure_set_subtitle (run, _("Share of sessions attended each week, %s; %s beside others in %s, n = %u pupils"), span, who,
                                 others, trend->other_all.pupils);
    else
      haven_figure_set_subtitle (run, _("Share of sessions attended each week, %s; %s, n = %u; %s, n = %u"), span, who,
                                 trend->all.pupils, others, trend->other_all.pupils);
    return;
  }
  if (trend->all.possible > 0)
    haven_figure_set_title (run, _("%s of sessions were attended"), percent);
  else
    haven_figure_set_title (run, _("There was no session to attend"));
  haven_figure_set_subtitle (run, _("Share of sessions attended each week, %s; %s, n = %u pupils"), span, who, trend->all.pupils);
}

/* A child's weeks are the child's; those of a group are of whoever belonged to it in each: a child flagged in January is not in last
 * autumn's line (practice 3) */
static GPtrArray *
count_weeks (HavenFigureRun *run, GPtrArray *members, HavenGroup group, GError **error)
{
  g_autoptr (HavenCohortFigures) figures = NULL;

  if (run->pupil != NULL)
    return haven_attendance_by (run->school, members, run->weeks, HAVEN_BY_WEEK, error);
  figures = haven_cohort_figures_new (run->school, run->clock);
  return haven_cohort_figures_in (figures, group, run->weeks, HAVEN_BY_WEEK, error);
}

static gboolean
count (TrendRun *trend, GPtrArray *members, GPtrArray *others, GError **error)
{
  HavenFigureRun *run = trend->run;
  HavenGroup other = run->group == HAVEN_GROUP_OTHERS ? HAVEN_GROUP_FLAGGED : HAVEN_GROUP_OTHERS;

  trend->weeks = count_weeks (run, members, run->group, error);
  if (trend->weeks == NULL || !haven_attendance_of (run->school, members, run->weeks, &trend->all, error))
    return FALSE;
  if (others->len == 0)
    return TRUE;
  trend->other_weeks = count_weeks (run, others, other, error);
  return trend->other_weeks != NULL && haven_attendance_of (run->school, others, run->weeks, &trend->other_all, error);
}

/* A published figure is of a whole year, so it stands as a level line, with what it is and when it was */
static void
add_published (HavenFigureRun *run)
{
  HavenScope scope = haven_figure_scope (run);
  g_autoptr (HavenComparison) comparison = haven_compare (HAVEN_MEASURE_ABSENCE, &scope, NULL);
  const HavenComparisonRow *row = comparison != NULL ? haven_figure_versus (comparison, run->versus) : NULL;
  g_autofree char *share = NULL, *label = NULL, *explain = NULL;

  if (row == NULL || isnan (row->value)) {
    haven_figure_warn (run, _("No published figure stands beside it."));
    return;
  }
  share = haven_figure_percent (100 - row->value);
  label = g_strdup_printf ("%s: %s", row->name, share);
  explain = g_strdup_printf (_("Published for %s, %s: attendance %s. %s"), row->name, row->dated, share,
                             row->source != NULL ? row->source : "");
  haven_chart_draft_add_rule (run->draft, 100 - row->value, label, explain);
  if (row->covers != NULL)
    haven_figure_warn (run, row->covers);
}

static void
draw (TrendRun *trend)
{
  HavenFigureRun *run = trend->run;
  g_autofree char *who = haven_figure_members_name (run);
  g_autofree char *others = haven_figure_others_name (run);
  g_autofree char *series = haven_figure_begin_upper (who);
  g_autofree char *other_series = haven_figure_begin_upper (others);

  haven_chart_draft_set_measure (run->draft, HAVEN_UNIT_PERCENT, _("Attendance"));
  haven_chart_draft_set_axis (run->draft, _("Week beginning"));
  haven_chart_draft_add_series (run->draft, series);
  if (trend->other_weeks != NULL)
    haven_chart_draft_add_series (run->draft, other_series);
  put_weeks (trend);
  set_words (trend, who, others);
  haven_figure_warn_few (run, &trend->all);
  if (run->pupil != NULL)
    haven_figure_add_events (run);
  else if (run->versus != HAVEN_VERSUS_REST)
    add_published (run);
  haven_figure_add_targets (run, &(HavenFigureTargets) { "overall_absence_rate", _("attendance"), TRUE, TRUE });
  haven_figure_add_targets (run, &(HavenFigureTargets) { "attendance_rate", _("attendance"), FALSE, FALSE });
}

gboolean
haven_figure_fill_trend (HavenFigureRun *run, GError **error)
{
  g_autoptr (GPtrArray) members = haven_figure_members (run);
  g_autoptr (GPtrArray) others = haven_figure_others (run);
  TrendRun trend = { .run = run };
  gboolean ok;

  if (run->pupil == NULL && run->versus != HAVEN_VERSUS_REST)
    g_ptr_array_set_size (others, 0);
  ok = count (&trend, members, others, error);

  if (ok)
    draw (&trend);
  g_clear_pointer (&trend.weeks, g_ptr_array_unref);
  g_clear_pointer (&trend.other_weeks, g_ptr_array_unref);
  return ok;
}

/* Before and after: as the trend, with the level on either side of the last thing that began and has enough sessions on both */

static const HavenBeforeAfter *
find_latest (GArray *list)
{
  for (guint i = list->len; i > 0; i--) {
    const HavenBeforeAfter *one = &g_array_index (list, HavenBeforeAfter, i - 1);
    if (!one->few)
      return one;
  }
  return NULL;
}

static void
add_level (HavenFigureRun *run, HavenSpan span, const HavenAttendance *figures, gboolean after)
{
  double percent = haven_attendance_percent (figures);
  g_autofree char *share = haven_figure_percent (percent);
  g_autofree char *period = haven_figure_span_text (span);
  g_autofree char *part = haven_figure_of_text (figures->attended, figures->possible, _("sessions"));
  g_autofree char *label = g_strdup_printf (after ? _("After: %s, n = %d") : _("Before: %s, n = %d"), share, (int) figures->possible);
  g_autofree char *explain = g_strdup_printf (after ? _("After, %s: %s, %s. Other things changed too.")
                                                    : _("Before, %s: %s, %s. Other things changed too."), period, share, part);

  haven_chart_draft_add_level (run->draft, span, percent, label, explain);
}

static void
set_around_words (HavenFigureRun *run, const HavenBeforeAfter *around)
{
  g_autofree char *points = haven_unit_format (HAVEN_UNIT_NUMBER, round (fabs (around->change) * 10) / 10);
  g_autofree char *who = haven_pupil_dup_initials (run->pupil);
  g_autofree char *day = haven_day_to_text (around->day);

  if (fabs (around->change) < NO_DIFFERENCE)
    haven_figure_set_title (run, _("%s attends as much as before"), who);
  else
    haven_figure_set_title (run, around->change > 0 ? _("%s attends %s points more than before")
                                                    : _("%s attends %s points less than before"), who, points);
  haven_figure_set_subtitle (run, _("Attendance on either side of: %s, %s; n = %d and %d sessions. Other things changed too."),
                             around->label, day, (int) around->figures_before.possible, (int) around->figures_after.possible);
}

gboolean
haven_figure_fill_around (HavenFigureRun *run, GError **error)
{
  g_autoptr (GArray) list = haven_before_after_list (run->school, run->pupil->id, run->span, run->clock);
  const HavenBeforeAfter *around = find_latest (list);

  if (!haven_figure_fill_trend (run, error))
    return FALSE;
  if (around == NULL)
    return haven_figure_refuse (error, _("Nothing that began in this period has enough sessions both before and after it."));
  add_level (run, around->before, &around->figures_before, FALSE);
  add_level (run, around->after, &around->figures_after, TRUE);
  set_around_words (run, around);
  return TRUE;
}
