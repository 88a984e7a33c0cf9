/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-figure-private.h"

#include <glib/gi18n-lib.h>

#include "haven-suspension-figures.h"

/* Suspension term by term, this academic year and the one before: a pupil's days, which fall into a term wherever they began
 * (practice 14), or a group's share beside the rest of the school. */

static double
put_pupil_term (HavenFigureRun *run, HavenSpan span)
{
  guint count;
  double days = haven_suspended_half_days (run->school, run->pupil->id, span, &count) / (double) HAVEN_SESSIONS_A_DAY;
  g_autofree char *explain = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u suspension", "%u suspensions", count), count);

  haven_chart_draft_put (run->draft, 0, days, NULL, explain);
  return days;
}

static double
put_group_term (HavenFigureRun *run, guint series, HavenGroup group, HavenSpan span)
{
  g_autoptr (GPtrArray) members = haven_group_members (run->school, group, span, run->clock);
  HavenSuspensionFigures figures = haven_suspensions_of (run->school, members, span);
  g_autofree char *explain = haven_figure_of_text (figures.pupils_suspended, figures.pupils, _("pupils"));
  double percent = figures.pupils > 0 ? 100.0 * figures.pupils_suspended / figures.pupils : 0;

  if (figures.pupils > 0)
    haven_chart_draft_put (run->draft, series, percent, NULL, explain);
  return percent;
}

char *
haven_figure_term_name (HavenPeriod period)
{
  static const char *const names[] = { N_("Autumn"), N_("Spring"), N_("Summer"), N_("Year") };

  /* Translators: a term and its calendar year: "Autumn 2025" */
  return g_strdup_printf (_("%s %d"), _(names[period.term]), period.year + (period.term == HAVEN_TERM_AUTUMN ? 0 : 1));
}

static double
put_term (HavenFigureRun *run, HavenPeriod period, HavenGroup others)
{
  HavenSpan span = haven_calendar_get_span (haven_school_get_calendar (run->school), period);
  g_autofree char *name = haven_figure_term_name (period);
  double last;

  span.last = MIN (span.last, run->clock.today);
  haven_chart_draft_add_category (run->draft, name, HAVEN_DAY_NONE);
  if (run->pupil != NULL)
    return put_pupil_term (run, span);
  last = put_group_term (run, 0, run->group, span);
  if (run->group != HAVEN_GROUP_ALL)
    put_group_term (run, 1, others, span);
  return last;
}

/* All terms from the autumn of the year before; the value of the last */
static double
put_terms (HavenFigureRun *run, HavenGroup others, HavenPeriod now)
{
  double last = 0;

  for (int year = now.year - 1; year <= now.year; year++)
    for (int term = HAVEN_TERM_AUTUMN; term <= HAVEN_TERM_SUMMER; term++)
      if (year < now.year || term <= (int) now.term)
        last = put_term (run, (HavenPeriod) { year, term }, others);
  return last;
}

static void
set_pupil_words (HavenFigureRun *run, double days, HavenPeriod now)
{
  g_autofree char *amount = haven_unit_format (HAVEN_UNIT_NUMBER, days);
  g_autofree char *term = haven_period_to_text (now);
  g_autofree char *who = haven_pupil_dup_initials (run->pupil);
  HavenSpan span = { haven_academic_year_span (now.year - 1).first, run->clock.today };
  guint n;

  haven_suspended_half_days (run->school, run->pupil->id, span, &n);
  if (days > 0)
    haven_figure_set_title (run, _("%s: %s days suspended this term"), who, amount);
  else
    haven_figure_set_title (run, _("%s: not suspended this term"), who);
  haven_figure_set_subtitle (run, _("Days suspended in each term, to %s, at this school only; n = %u suspensions"), term, n);
}

static void
set_group_words (HavenFigureRun *run, double percent, HavenPeriod now, const char *who)
{
  g_autofree char *share = haven_figure_percent (percent);
  g_autofree char *term = haven_period_to_text (now);
  g_autofree char *other = haven_figure_others_name (run);
  g_autoptr (GPtrArray) members = haven_figure_members (run);
  g_autoptr (GPtrArray) others = haven_figure_others (run);
  HavenAttendance size = { .pupils = members->len, .possible = G_MAXINT64 };

  haven_figure_set_title (run, _("%s suspended at least once this term"), share);
  if (others->len > 0)
    haven_figure_set_subtitle (run, _("Share suspended at least once in each term, to %s; %s, n = %u; %s, n = %u"), term, who, members->len,
                               other, others->len);
  else
    haven_figure_set_subtitle (run, _("%s: share suspended at least once in each term, to %s; n = %u"), who, term, members->len);
  haven_figure_warn_few (run, &size);
}

gboolean
haven_figure_fill_suspensions (HavenFigureRun *run, GError **error)
{
  HavenPeriod now = haven_calendar_get_period (haven_school_get_calendar (run->school), run->clock.today);
  HavenGroup others = run->group == HAVEN_GROUP_OTHERS ? HAVEN_GROUP_FLAGGED : HAVEN_GROUP_OTHERS;
  g_autofree char *name = haven_figure_members_name (run);
  g_autofree char *who = haven_figure_begin_upper (name);
  g_autofree char *other_name = haven_figure_others_name (run);
  g_autofree char *other_series = haven_figure_begin_upper (other_name);
  double last;

  if (run->pupil != NULL)
    haven_chart_draft_set_measure (run->draft, HAVEN_UNIT_NUMBER, _("Days suspended"));
  else
    haven_chart_draft_set_measure (run->draft, HAVEN_UNIT_PERCENT, _("Suspended at least once"));
  haven_chart_draft_set_axis (run->draft, _("Term"));
  haven_chart_draft_add_series (run->draft, run->pupil != NULL ? _("Days suspended") : who);
  if (run->pupil == NULL && run->group != HAVEN_GROUP_ALL)
    haven_chart_draft_add_series (run->draft, other_series);
  last = put_terms (run, others, now);
  if (run->pupil != NULL)
    set_pupil_words (run, last, now);
  else
    set_group_words (run, last, now, who);
  return TRUE;
}
