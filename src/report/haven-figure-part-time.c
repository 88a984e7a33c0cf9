/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-figure-private.h"

#include <glib/gi18n-lib.h>

#include "haven-part-time.h"

/* Hours timetabled a week, against the year group's own week and the taught hours of it (practice 16). */

static double
hours_of (gint64 minutes)
{
  return minutes / 60.0;
}

/* The line is level between changes: the day before a change still has the hours of before */
static void
put_hours (HavenFigureRun *run, HavenDay day, const HavenPartTimeStep *step)
{
  g_autofree char *hours = haven_minutes_to_text (step->minutes);
  g_autofree char *week = haven_minutes_to_text (step->week_minutes);
  g_autofree char *explain = g_strdup_printf (_("%s of %s a week"), hours, week);

  haven_chart_draft_add_category (run->draft, NULL, day);
  haven_chart_draft_put (run->draft, 0, hours_of (step->minutes), NULL, explain);
}

static void
put_steps (HavenFigureRun *run, GArray *steps, HavenSpan span)
{
  HavenDay put = HAVEN_DAY_NONE;

  for (guint i = 0; i < steps->len; i++) {
    const HavenPartTimeStep *step = &g_array_index (steps, HavenPartTimeStep, i);
    HavenDay until = i + 1 < steps->len ? (step + 1)->day - 1 : span.last;
    put_hours (run, step->day, step);
    put = step->day;
    if (until > put)
      put_hours (run, until, step);
  }
}

static void
add_rules (HavenFigureRun *run, const HavenPartTimeStep *step)
{
  g_autofree char *week = haven_unit_format (HAVEN_UNIT_NUMBER, hours_of (step->week_minutes));
  g_autofree char *taught = haven_unit_format (HAVEN_UNIT_NUMBER, hours_of (step->taught_minutes));
  g_autofree char *week_label = g_strdup_printf (_("Full week %s"), week);
  g_autofree char *taught_label = g_strdup_printf (_("Taught %s"), taught);
  g_autofree char *week_text = g_strdup_printf (_("The year group's own week: %s hours with breaks"), week);
  g_autofree char *taught_text = g_strdup_printf (_("Taught hours of that week: %s"), taught);

  haven_chart_draft_add_rule (run->draft, hours_of (step->week_minutes), week_label, week_text);
  haven_chart_draft_add_rule (run->draft, hours_of (step->taught_minutes), taught_label, taught_text);
}

static void
set_words (HavenFigureRun *run, const HavenPartTimeStep *last, HavenSpan span, guint plans)
{
  g_autofree char *who = haven_pupil_dup_initials (run->pupil);
  g_autofree char *period = haven_figure_span_text (span);
  g_autofree char *hours = haven_unit_format (HAVEN_UNIT_NUMBER, hours_of (last->minutes));
  g_autofree char *week = haven_unit_format (HAVEN_UNIT_NUMBER, hours_of (last->week_minutes));

  if (last->minutes < last->week_minutes)
    haven_figure_set_title (run, _("%s is timetabled %s of %s hours"), who, hours, week);
  else
    haven_figure_set_title (run, _("%s is full time again"), who);
  haven_figure_set_subtitle (run, g_dngettext (GETTEXT_PACKAGE, "%s, hours timetabled a week, %s; n = %u plan",
                                               "%s, hours timetabled a week, %s; n = %u plans", plans), who, period, plans);
}

/* From the first plan of the last two years on, and at least the period asked about */
static HavenSpan
choose_span (HavenFigureRun *run, GArray *plans)
{
  HavenSpan span = run->span;

  for (guint i = 0; i < plans->len; i++) {
    HavenDay first = g_array_index (plans, HavenPartTime, i).plan->first;
    if (first != HAVEN_DAY_NONE && first > run->clock.today - 2 * HAVEN_DAYS_A_YEAR)
      span.first = MIN (span.first, first - 14);
  }
  span.last = MAX (span.last, run->clock.today);
  return span;
}

gboolean
haven_figure_fill_part_time (HavenFigureRun *run, GError **error)
{
  g_autoptr (GArray) plans = haven_part_time_plans (run->school, run->pupil->id, run->clock);
  HavenSpan span = choose_span (run, plans);
  g_autoptr (GArray) steps = haven_part_time_steps (run->school, run->pupil->id, span);

  if (steps->len == 0)
    return haven_figure_refuse (error, _("This child has not been on a part-time timetable in this time."));
  haven_chart_draft_set_measure (run->draft, HAVEN_UNIT_NUMBER, _("Hours a week"));
  haven_chart_draft_set_axis (run->draft, _("Day"));
  haven_chart_draft_set_span (run->draft, span);
  haven_chart_draft_set_range (run->draft, 0, 0);
  haven_chart_draft_add_series (run->draft, _("Hours a week"));
  put_steps (run, steps, span);
  add_rules (run, &g_array_index (steps, HavenPartTimeStep, 0));
  set_words (run, &g_array_index (steps, HavenPartTimeStep, steps->len - 1), span, plans->len);
  return TRUE;
}

/* ---- a group, today ---- */

static void
put_count (HavenFigureRun *run, const char *name, guint part, guint whole, const char *of)
{
  g_autofree char *explain = haven_figure_of_text (part, whole, of);

  haven_chart_draft_add_category (run->draft, name, HAVEN_DAY_NONE);
  haven_chart_draft_put (run->draft, 0, part, NULL, explain);
}

static void
set_group_words (HavenFigureRun *run, guint now, guint members)
{
  g_autofree char *name = haven_figure_members_name (run);
  g_autofree char *who = haven_figure_begin_upper (name);
  g_autofree char *day = haven_day_to_text (run->clock.today);

  if (now > 0)
    haven_figure_set_title (run, g_dngettext (GETTEXT_PACKAGE, "%u pupil is on a part-time timetable now",
                                              "%u pupils are on a part-time timetable now", now), now);
  else
    haven_figure_set_title (run, _("Nobody is on a part-time timetable now"));
  haven_figure_set_subtitle (run, _("%s: pupils on a part-time timetable, on %s; n = %u"), who, day, members);
}

gboolean
haven_figure_fill_part_time_group (HavenFigureRun *run, GError **error)
{
  g_autoptr (GPtrArray) members = haven_figure_members (run);
  HavenPartTimeCount count = haven_part_time_of_group (run->school, members, run->clock);

  haven_chart_draft_set_measure (run->draft, HAVEN_UNIT_NUMBER, _("Pupils"));
  haven_chart_draft_set_axis (run->draft, _("Part-time timetable"));
  haven_chart_draft_set_range (run->draft, 0, 4);
  haven_chart_draft_add_series (run->draft, _("Pupils"));
  put_count (run, _("On one now"), count.now, members->len, _("pupils"));
  put_count (run, _("Longer than six weeks"), count.too_long, count.now, _("on one now"));
  put_count (run, _("No review agreed"), count.no_review, count.now, _("on one now"));
  put_count (run, _("Its review has passed"), count.review_passed, count.now, _("on one now"));
  set_group_words (run, count.now, members->len);
  return TRUE;
}
