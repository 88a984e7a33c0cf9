/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-figure-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "haven-reference.h"
#include "haven-suspension-figures.h"

/* A group beside the others: how its attendance is spread, and how many times as likely each harm is. */
#define FEWEST_FOR_A_MULTIPLE 5

static const double edges[] = { 0, 50, 60, 70, 80, 85, 90, 95, 100 };
#define N_BANDS (G_N_ELEMENTS (edges) - 1)

static gboolean
count_bands (HavenFigureRun *run, GPtrArray *members, guint bands[N_BANDS], guint *ret_n, GError **error)
{
  g_autoptr (GPtrArray) rows = haven_attendance_by (run->school, members, run->weeks, HAVEN_BY_PUPIL, error);

  *ret_n = 0;
  for (guint i = 0; rows != NULL && i < rows->len; i++) {
    const HavenAttendanceRow *row = rows->pdata[i];
    double percent = haven_attendance_percent (&row->figures);
    guint band = N_BANDS - 1;
    if (row->figures.possible == 0)
      continue;
    while (band > 0 && percent <= edges[band])
      band--;
    bands[band]++;
    *ret_n += 1;
  }
  return rows != NULL;
}

static void
put_share (HavenFigureRun *run, guint series, guint part, guint whole)
{
  g_autofree char *explain = haven_figure_of_text (part, whole, _("pupils"));

  if (whole > 0)
    haven_chart_draft_put (run->draft, series, 100.0 * part / whole, NULL, explain);
}

static void
put_bands (HavenFigureRun *run, const guint bands[2][N_BANDS], const guint n[2])
{
  for (guint i = 0; i < N_BANDS; i++) {
    g_autofree char *name = i == 0 ? g_strdup_printf (_("Up to %.0f%%"), edges[1])
                                   : g_strdup_printf (_("%.0f to %.0f%%"), edges[i], edges[i + 1]);
    haven_chart_draft_add_category (run->draft, name, HAVEN_DAY_NONE);
    put_share (run, 0, bands[0][i], n[0]);
    if (n[1] > 0)
      put_share (run, 1, bands[1][i], n[1]);
  }
}

static void
set_band_words (HavenFigureRun *run, const guint bands[N_BANDS], const guint n[2])
{
  g_autofree char *name = haven_figure_members_name (run);
  g_autofree char *who = haven_figure_begin_upper (name);
  g_autofree char *span = haven_figure_span_text (run->span);
  guint low = 0;

  for (guint i = 0; i < N_BANDS && edges[i + 1] <= 90; i++)
    low += bands[i];
  if (n[0] > 0) {
    g_autofree char *share = haven_figure_percent (100.0 * low / n[0]);
    haven_figure_set_title (run, _("%s have an attendance of 90%% or less"), share);
  } else {
    haven_figure_set_title (run, _("Nobody had a session to attend"));
  }
  if (n[1] > 0)
    haven_figure_set_subtitle (run, _("%s: pupils by their attendance, %s; n = %u, beside %u others"), who, span, n[0], n[1]);
  else
    haven_figure_set_subtitle (run, _("%s: pupils by their attendance, %s; n = %u"), who, span, n[0]);
}

gboolean
haven_figure_fill_distribution (HavenFigureRun *run, GError **error)
{
  g_autoptr (GPtrArray) members = haven_figure_members (run);
  g_autoptr (GPtrArray) others = haven_figure_others (run);
  g_autofree char *name = haven_figure_members_name (run);
  g_autofree char *who = haven_figure_begin_upper (name);
  g_autofree char *other_name = haven_figure_others_name (run);
  g_autofree char *other = haven_figure_begin_upper (other_name);
  guint bands[2][N_BANDS] = { { 0 } };
  guint n[2] = { 0 };

  if (!count_bands (run, members, bands[0], &n[0], error) || !count_bands (run, others, bands[1], &n[1], error))
    return FALSE;
  haven_chart_draft_set_measure (run->draft, HAVEN_UNIT_PERCENT, _("Pupils"));
  haven_chart_draft_set_axis (run->draft, _("Attendance"));
  haven_chart_draft_add_series (run->draft, who);
  if (n[1] > 0)
    haven_chart_draft_add_series (run->draft, other);
  put_bands (run, bands, n);
  set_band_words (run, bands[0], n);
  haven_figure_warn_few (run, &(HavenAttendance) { .pupils = n[0], .possible = G_MAXINT64 });
  return TRUE;
}

/* Times as likely */

typedef struct {
  HavenAttendance attendance;
  HavenSuspensionFigures suspensions;
} Side;

typedef struct {
  const char *name;
  double (*share) (const Side *side);    /* percent; NAN: nobody */
} Measure;

static double
part_of (gint64 part, gint64 whole)
{
  return whole > 0 ? 100.0 * part / whole : NAN;
}

static double
share_missed (const Side *side)
{
  return part_of (side->attendance.authorised + side->attendance.unauthorised, side->attendance.possible);
}

static double
share_unauthorised (const Side *side)
{
  return part_of (side->attendance.unauthorised, side->attendance.possible);
}

static double
share_persistent (const Side *side)
{
  return part_of (side->attendance.persistently_absent, side->attendance.pupils);
}

static double
share_severe (const Side *side)
{
  return part_of (side->attendance.severely_absent, side->attendance.pupils);
}

static double
share_suspended (const Side *side)
{
  return part_of (side->suspensions.pupils_suspended, side->suspensions.pupils);
}

static const Measure measures[] = {
  { N_("Sessions missed"), share_missed }, { N_("Unauthorised absence"), share_unauthorised },
  { N_("Persistently absent"), share_persistent }, { N_("Severely absent"), share_severe },
  { N_("Suspended at least once"), share_suspended },
};

static gboolean
count_side (HavenFigureRun *run, GPtrArray *members, Side *side, GError **error)
{
  side->suspensions = haven_suspensions_of (run->school, members, run->span);
  return haven_attendance_of (run->school, members, run->weeks, &side->attendance, error);
}

/* No number where one cannot stand: nobody to compare with, or a group so small that a multiple would be chance */
static HavenSymbol
symbol_of (const Side sides[2], double here, double there)
{
  if (sides[0].suspensions.pupils < FEWEST_FOR_A_MULTIPLE)
    return HAVEN_SYMBOL_UNRELIABLE;
  if (isnan (here) || isnan (there))
    return HAVEN_SYMBOL_UNAVAILABLE;
  return there <= 0 ? HAVEN_SYMBOL_NOT_APPLICABLE : HAVEN_SYMBOL_NONE;
}

/* The multiple, or NAN */
static double
put_multiple (HavenFigureRun *run, const Measure *measure, const Side sides[2])
{
  double here = measure->share (&sides[0]), there = measure->share (&sides[1]);
  HavenSymbol symbol = symbol_of (sides, here, there);
  g_autofree char *one = haven_figure_percent (here), *other = haven_figure_percent (there);
  g_autofree char *explain = g_strdup_printf (_("%s beside %s"), one, other);
  g_autofree char *label = NULL;

  haven_chart_draft_add_category (run->draft, _(measure->name), HAVEN_DAY_NONE);
  if (symbol != HAVEN_SYMBOL_NONE) {
    haven_chart_draft_put_symbol (run->draft, 0, symbol, explain);
    return NAN;
  }
  label = g_strdup_printf (_("%.1f times"), here / there);
  haven_chart_draft_put (run->draft, 0, here / there, label, explain);
  return here / there;
}

static void
set_multiple_words (HavenFigureRun *run, const Measure *highest, double times, const Side sides[2])
{
  g_autofree char *name = haven_figure_members_name (run);
  g_autofree char *who = haven_figure_begin_upper (name);
  g_autofree char *others = haven_figure_others_name (run);
  g_autofree char *span = haven_figure_span_text (run->span);

  if (highest == NULL)
    haven_figure_set_title (run, _("No multiple can be worked out"));
  else if (times > 1)
    haven_figure_set_title (run, _("%s: %.1f times as likely"), _(highest->name), times);
  else
    haven_figure_set_title (run, _("Nothing is more likely than for the others"));
  haven_figure_set_subtitle (run, _("%s beside the %s, %s; n = %u and %u pupils"), who, others, span, sides[0].suspensions.pupils,
                             sides[1].suspensions.pupils);
}

static gboolean
refuse_whole_school (GError **error)
{
  return haven_figure_refuse (error, _("The whole school has nobody to be compared with: choose a group."));
}

gboolean
haven_figure_fill_multiples (HavenFigureRun *run, GError **error)
{
  g_autoptr (GPtrArray) members = haven_figure_members (run);
  g_autoptr (GPtrArray) others = haven_figure_others (run);
  const Measure *highest = NULL;
  double most = 0;
  Side sides[2] = { 0 };

  if (others->len == 0)
    return refuse_whole_school (error);
  if (!count_side (run, members, &sides[0], error) || !count_side (run, others, &sides[1], error))
    return FALSE;
  haven_chart_draft_set_measure (run->draft, HAVEN_UNIT_NUMBER, _("Times as likely"));
  haven_chart_draft_set_axis (run->draft, _("Measure"));
  haven_chart_draft_add_series (run->draft, _("Times as likely"));
  for (guint i = 0; i < G_N_ELEMENTS (measures); i++) {
    double times = put_multiple (run, &measures[i], sides);
    if (times > most) {
      most = times;
      highest = &measures[i];
    }
  }
  haven_chart_draft_add_rule (run->draft, 1, _("as likely"), _("1: as likely as for the others"));
  set_multiple_words (run, highest, most, sides);
  haven_figure_warn_few (run, &(HavenAttendance) { .pupils = sides[0].suspensions.pupils, .possible = G_MAXINT64 });
  return TRUE;
}
