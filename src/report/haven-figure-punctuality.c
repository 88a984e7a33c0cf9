/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-figure-private.h"

#include <glib/gi18n-lib.h>

#include "haven-punctuality.h"

/* Minutes late, half term by half term, before the register closed and after; of how many lates they are known stands with each. */

typedef struct {
  GPtrArray *members;
  HavenSpan span;               /* of what is drawn, to the last mark */
  gboolean any;
} LateRun;

static void
put_lateness (HavenFigureRun *run, LateRun *late, guint series, const HavenLateness *lateness)
{
  g_autofree char *explain = haven_lateness_to_text (lateness);

  late->any = late->any || lateness->known > 0;
  if (lateness->known > 0 || lateness->lates == 0)
    haven_chart_draft_put (run->draft, series, lateness->minutes, NULL, explain);
  else
    haven_chart_draft_put_symbol (run->draft, series, HAVEN_SYMBOL_UNAVAILABLE, explain);
}

static void
put_part (HavenFigureRun *run, LateRun *late, HavenSpan span, const char *name)
{
  HavenPunctuality found;

  span = (HavenSpan) { MAX (span.first, late->span.first), MIN (span.last, late->span.last) };
  if (span.first > span.last)
    return;
  found = haven_punctuality_of (run->school, late->members, span);
  haven_chart_draft_add_category (run->draft, name, HAVEN_DAY_NONE);
  put_lateness (run, late, 0, &found.before);
  put_lateness (run, late, 1, &found.after);
}

/* A term as the school counts it, this year's and, where it is asked about, those before */
static void
put_parts (HavenFigureRun *run, LateRun *late)
{
  HavenCalendar *calendar = haven_school_get_calendar (run->school);

  for (int year = haven_academic_year (late->span.first); year <= haven_academic_year (late->span.last); year++)
    for (int term = HAVEN_TERM_AUTUMN; term <= HAVEN_TERM_SUMMER; term++) {
      HavenPeriod period = { year, term };
      g_autofree char *name = haven_figure_term_name (period);
      put_part (run, late, haven_calendar_get_span (calendar, period), name);
    }
}

static void
set_words (HavenFigureRun *run, const LateRun *late)
{
  HavenLateness all = haven_punctuality_get_all (run->school, late->members, late->span);
  g_autofree char *median = haven_unit_format (HAVEN_UNIT_NUMBER, all.median);
  g_autofree char *name = haven_figure_members_name (run);
  g_autofree char *who = haven_figure_begin_upper (name);
  g_autofree char *span = haven_figure_span_text (late->span);

  if (run->pupil != NULL)
    haven_figure_set_title (run, _("%s: median %s minutes late"), who, median);
  else
    haven_figure_set_title (run, _("Median %s minutes late"), median);
  haven_figure_set_subtitle (run, g_dngettext (GETTEXT_PACKAGE, "%s, minutes late in each term, %s; known for %d of n = %d late",
                                               "%s, minutes late in each term, %s; known for %d of n = %d lates", (gulong) all.lates),
                             who, span, (int) all.known, (int) all.lates);
  if (all.known < all.lates)
    haven_figure_warn (run, _("Of some lates nobody wrote down the minutes: the sums are at least this."));
}

gboolean
haven_figure_fill_punctuality (HavenFigureRun *run, GError **error)
{
  g_autoptr (GPtrArray) members = haven_figure_members (run);
  LateRun late = { .members = members, .span = run->span };

  haven_chart_draft_set_measure (run->draft, HAVEN_UNIT_NUMBER, _("Minutes late"));
  haven_chart_draft_set_axis (run->draft, _("Term"));
  haven_chart_draft_add_series (run->draft, _("Before the register closed (L)"));
  haven_chart_draft_add_series (run->draft, _("After it closed (U)"));
  put_parts (run, &late);
  if (!late.any)
    return haven_figure_refuse (error, _("How many minutes late is not known of any late in this period."));
  set_words (run, &late);
  return TRUE;
}
