/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-figure-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "haven-learning-figures.h"

/* Attainment against what is expected: of a child a plot a subject, of a group the share at or above beside the others. */
#define MOST_SUBJECTS 6

static const HavenSpan ever = { G_MININT32 + 1, G_MAXINT32 - 1 };

static HavenSpan
until_today (HavenFigureRun *run)
{
  return (HavenSpan) { ever.first, run->clock.today };
}

static void
put_result (HavenFigureRun *run, const HavenAttainment *result, const char *const *steps)
{
  g_autofree char *day = haven_day_to_text (result->day);
  guint step = (guint) result->expectation - HAVEN_EXPECTATION_BELOW;
  const char *measure = result->measure != NULL ? result->measure : "";
  g_autofree char *explain = g_strdup_printf ("%s, %s", result->result != NULL ? result->result : steps[step], measure);

  haven_chart_draft_add_category (run->draft, day, result->day);
  haven_chart_draft_put (run->draft, 0, step, steps[step], explain);
}

/* Of two results of one day and kind the later in the list stands */
static guint
put_subject (HavenFigureRun *run, const HavenSubject *subject, const char *const *steps)
{
  g_autofree char *both = g_strdup_printf ("%s, %s", subject->subject, subject->measure);
  HavenDay last = HAVEN_DAY_NONE;
  guint n = 0;

  haven_chart_draft_add_panel (run->draft, subject->key_stage ? both : subject->subject);
  for (guint i = 0; i < subject->results->len; i++) {
    const HavenAttainment *result = subject->results->pdata[i];
    if (result->expectation == HAVEN_EXPECTATION_NONE || result->day == last)
      continue;
    put_result (run, result, steps);
    last = result->day;
    n++;
  }
  return n;
}

static HavenExpectation
latest_of (const HavenSubject *subject)
{
  for (guint i = subject->results->len; i > 0; i--) {
    const HavenAttainment *result = subject->results->pdata[i - 1];
    if (result->expectation != HAVEN_EXPECTATION_NONE)
      return result->expectation;
  }
  return HAVEN_EXPECTATION_NONE;
}

static void
set_pupil_words (HavenFigureRun *run, guint below, guint subjects, guint n)
{
  g_autofree char *who = haven_pupil_dup_initials (run->pupil);
  g_autofree char *today = haven_day_to_text (run->clock.today);

  haven_figure_set_title (run, g_dngettext (GETTEXT_PACKAGE, "%s is below expectation in %u of %u subject",
                                            "%s is below expectation in %u of %u subjects", subjects), who, below, subjects);
  haven_figure_set_subtitle (run, _("%s, each result against what is expected at that age, to %s; n = %u results"), who, today, n);
}

static gboolean
fill_pupil (HavenFigureRun *run, GError **error)
{
  g_autoptr (GPtrArray) lines = haven_attainment_lines (run->school, run->pupil->id, until_today (run));
  const char *const steps[] = { _("Below"), _("Expected"), _("Above"), NULL };
  guint subjects = 0, below = 0, n = 0;

  haven_chart_draft_set_measure (run->draft, HAVEN_UNIT_NUMBER, _("Subject"));
  haven_chart_draft_set_axis (run->draft, _("Day"));
  haven_chart_draft_set_steps (run->draft, steps);
  haven_chart_draft_add_series (run->draft, _("Against expectation"));
  for (guint i = 0; i < lines->len && subjects < MOST_SUBJECTS; i++) {
    const HavenSubject *subject = lines->pdata[i];
    if (subject->counted == 0)
      continue;
    n += put_subject (run, subject, steps);
    below += latest_of (subject) == HAVEN_EXPECTATION_BELOW;
    subjects++;
  }
  if (subjects == 0)
    return haven_figure_refuse (error, _("No result with an expectation is recorded for this child."));
  set_pupil_words (run, below, subjects, n);
  return TRUE;
}

/* A group: the latest point of each subject and kind */

static gboolean
is_latest (GPtrArray *points, guint index)
{
  const HavenAttainmentPoint *point = points->pdata[index];
  const HavenAttainmentPoint *next = index + 1 < points->len ? points->pdata[index + 1] : NULL;

  return next == NULL || g_strcmp0 (point->subject, next->subject) != 0 || g_strcmp0 (point->measure, next->measure) != 0;
}

static void
put_share (HavenFigureRun *run, guint series, const HavenExpectations *counts)
{
  guint sum = haven_expectations_sum (counts);
  g_autofree char *explain = haven_figure_of_text (counts->at + counts->above, sum, _("pupils"));

  if (sum > 0)
    haven_chart_draft_put (run->draft, series, haven_expectations_percent (counts), NULL, explain);
  else
    haven_chart_draft_put_symbol (run->draft, series, HAVEN_SYMBOL_UNAVAILABLE, NULL);
}

typedef struct {
  guint points;
  guint others;                /* points that have something to be compared with */
  guint results;
  const HavenAttainmentPoint *widest;
} Summary;

static Summary
sum_up (GPtrArray *points)
{
  Summary summary = { 0 };

  for (guint i = 0; i < points->len; i++) {
    const HavenAttainmentPoint *point = points->pdata[i];
    if (!is_latest (points, i) || haven_expectations_sum (&point->group) == 0)
      continue;
    summary.points++;
    summary.others += point->has_others;
    summary.results += haven_expectations_sum (&point->group);
    if (!isnan (point->gap) && (summary.widest == NULL || point->gap > summary.widest->gap))
      summary.widest = point;
  }
  return summary;
}

static void
put_point (HavenFigureRun *run, const HavenAttainmentPoint *point, gboolean others)
{
  g_autofree char *day = haven_day_to_text (point->day);
  g_autofree char *name = g_strdup_printf ("%s, %s", point->subject, day);

  haven_chart_draft_add_category (run->draft, name, HAVEN_DAY_NONE);
  put_share (run, 0, &point->group);
  if (others && point->has_others)
    put_share (run, 1, &point->others);
}

static void
set_group_words (HavenFigureRun *run, const Summary *summary)
{
  g_autofree char *name = haven_figure_members_name (run);
  g_autofree char *who = haven_figure_begin_upper (name);
  g_autofree char *today = haven_day_to_text (run->clock.today);

  if (summary->widest != NULL) {
    g_autofree char *points = haven_unit_format (HAVEN_UNIT_NUMBER, round (fabs (summary->widest->gap) * 10) / 10);
    haven_figure_set_title (run, summary->widest->gap >= 0 ? _("Widest gap: %s points in %s") : _("No gap: %s points ahead in %s"), points,
                            summary->widest->subject);
  } else {
    haven_figure_set_title (run, _("At or above what is expected"));
  }
  haven_figure_set_subtitle (run, _("%s: share at or above what is expected, latest results to %s; n = %u results"), who, today,
                             summary->results);
}

static gboolean
fill_group (HavenFigureRun *run, GError **error)
{
  g_autoptr (GPtrArray) members = haven_figure_members (run);
  g_autoptr (GPtrArray) points = haven_attainment_of_group (run->school, members, until_today (run));
  g_autofree char *name = haven_figure_members_name (run);
  g_autofree char *who = haven_figure_begin_upper (name);
  Summary summary = sum_up (points);

  if (summary.points == 0)
    return haven_figure_refuse (error, _("No result with an expectation is recorded for this group."));
  haven_chart_draft_set_measure (run->draft, HAVEN_UNIT_PERCENT, _("At or above"));
  haven_chart_draft_set_axis (run->draft, _("Subject"));
  haven_chart_draft_add_series (run->draft, who);
  if (summary.others > 0)
    haven_chart_draft_add_series (run->draft, _("Others, whole school"));
  for (guint i = 0; i < points->len; i++)
    if (is_latest (points, i) && haven_expectations_sum (&((HavenAttainmentPoint *) points->pdata[i])->group) > 0)
      put_point (run, points->pdata[i], summary.others > 0);
  set_group_words (run, &summary);
  haven_figure_warn_few (run, &(HavenAttendance) { .pupils = members->len, .possible = G_MAXINT64 });
  return TRUE;
}

gboolean
haven_figure_fill_attainment (HavenFigureRun *run, GError **error)
{
  return run->pupil != NULL ? fill_pupil (run, error) : fill_group (run, error);
}
