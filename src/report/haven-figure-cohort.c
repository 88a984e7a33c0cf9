/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-figure-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

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
  g_autofree char *other = haven_figure_others_name (run);
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
    haven_figure_set_subtitle (run, _("Pupils by their attendance, %s; %s, n = %u; %s, n = %u"), span, who, n[0], other, n[1]);
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

/* Times as likely, from the one comparison: like with like, or a symbol and why (practice 4) */

static const struct { HavenMeasure measure; const char *name; } measures[] = {
  { HAVEN_MEASURE_ABSENCE, N_("Sessions missed") }, { HAVEN_MEASURE_UNAUTHORISED, N_("Unauthorised absence") },
  { HAVEN_MEASURE_PERSISTENT, N_("Persistently absent") }, { HAVEN_MEASURE_SEVERE, N_("Severely absent") },
  { HAVEN_MEASURE_SUSPENDED, N_("Suspended at least once") },
};

typedef struct {
  double most;
  const char *name;            /* of the measure with the highest multiple */
  guint n;
  char *beside;
  gint64 beside_n;             /* -1: not published */
  guint multiples;
} Multiples;

/* A group so small that a multiple would be chance; nothing published; not like with like */
static HavenSymbol
symbol_of (const HavenComparison *comparison, const HavenComparisonRow *row)
{
  if (comparison->ours->n < FEWEST_FOR_A_MULTIPLE)
    return HAVEN_SYMBOL_UNRELIABLE;
  if (row == NULL || isnan (row->value))
    return row != NULL && g_strcmp0 (row->symbol, "c") == 0 ? HAVEN_SYMBOL_CONFIDENTIAL : HAVEN_SYMBOL_UNAVAILABLE;
  return isnan (row->multiple) ? HAVEN_SYMBOL_NOT_APPLICABLE : HAVEN_SYMBOL_NONE;
}

static void
put_symbol (HavenFigureRun *run, HavenSymbol symbol, const HavenComparison *comparison, const HavenComparisonRow *row)
{
  g_autofree char *value = haven_explanation_value_text (comparison->ours);
  g_autofree char *why = row != NULL && row->why != NULL ? g_strdup_printf ("%s. %s", value, row->why) : g_strdup (value);

  haven_chart_draft_put_symbol (run->draft, 0, symbol, why);
}

static void
put_times (HavenFigureRun *run, const HavenComparison *comparison, const HavenComparisonRow *row)
{
  g_autofree char *ours = haven_explanation_value_text (comparison->ours), *theirs = haven_figure_percent (row->value);
  g_autofree char *label = g_strdup_printf (_("%.1f times"), row->multiple);
  g_autofree char *explain = g_strdup_printf (_("%s beside %s, %s"), ours, theirs, row->dated);

  haven_chart_draft_put (run->draft, 0, row->multiple, label, explain);
}

static void
put_measure (HavenFigureRun *run, guint i, const HavenComparison *comparison, Multiples *sum)
{
  const HavenComparisonRow *row = haven_figure_versus (comparison, run->versus);
  HavenSymbol symbol = symbol_of (comparison, row);

  haven_chart_draft_add_category (run->draft, _(measures[i].name), HAVEN_DAY_NONE);
  sum->n = MAX (sum->n, comparison->ours->n);
  if (sum->beside == NULL && row != NULL) {
    sum->beside = g_strdup (row->name);
    sum->beside_n = row->n;
  }
  if (symbol != HAVEN_SYMBOL_NONE) {
    put_symbol (run, symbol, comparison, row);
    return;
  }
  put_times (run, comparison, row);
  sum->multiples++;
  if (row->multiple > sum->most) {
    sum->most = row->multiple;
    sum->name = _(measures[i].name);
  }
}

static void
set_multiple_words (HavenFigureRun *run, const Multiples *sum)
{
  g_autofree char *name = haven_figure_members_name (run);
  g_autofree char *who = haven_figure_begin_upper (name);
  g_autofree char *span = haven_figure_span_text (run->span);

  if (sum->multiples == 0)
    haven_figure_set_title (run, _("No multiple can be worked out"));
  else if (sum->most > 1)
    haven_figure_set_title (run, _("%s: %.1f times as likely"), sum->name, sum->most);
  else
    haven_figure_set_title (run, _("Nothing is more likely than for the others"));
  if (sum->beside_n >= 0)
    haven_figure_set_subtitle (run, _("%s: %s, n = %u, beside %s, n = %d"), span, who, sum->n, sum->beside, (int) sum->beside_n);
  else
    haven_figure_set_subtitle (run, _("%s: %s, n = %u, beside %s"), span, who, sum->n, sum->beside);
}

gboolean
haven_figure_fill_multiples (HavenFigureRun *run, GError **error)
{
  HavenScope scope = haven_figure_scope (run);
  Multiples sum = { 0 };

  if (run->group == HAVEN_GROUP_ALL && run->versus == HAVEN_VERSUS_REST)
    return haven_figure_refuse (error, _("The whole school has nobody to be compared with: choose a group."));
  haven_chart_draft_set_measure (run->draft, HAVEN_UNIT_NUMBER, _("Times as likely"));
  haven_chart_draft_set_axis (run->draft, _("Measure"));
  haven_chart_draft_add_series (run->draft, _("Times as likely"));
  for (guint i = 0; i < G_N_ELEMENTS (measures); i++) {
    g_autoptr (HavenComparison) comparison = haven_compare (measures[i].measure, &scope, error);
    if (comparison == NULL) {
      g_free (sum.beside);
      return FALSE;
    }
    put_measure (run, i, comparison, &sum);
  }
  if (sum.beside == NULL)
    return haven_figure_refuse (error, _("Nothing that stands beside this group is published or kept."));
  haven_chart_draft_add_rule (run->draft, 1, _("as likely"), _("1: as likely as for the others"));
  set_multiple_words (run, &sum);
  haven_figure_warn_few (run, &(HavenAttendance) { .pupils = sum.n, .possible = G_MAXINT64 });
  g_free (sum.beside);
  return TRUE;
}
