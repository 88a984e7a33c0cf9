/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-chart-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* What helps to read a chart: lines to compare with, named steps, plots side by side, symbols for what is not a number. */

static void
add_rule (HavenChartDraft *self, HavenChartRule rule, const char *label, const char *explain)
{
  g_return_if_fail (isfinite (rule.value));
  rule.label = g_strdup (label != NULL ? label : "");
  rule.explain = g_strdup (explain != NULL ? explain : "");
  g_array_append_val (self->chart->rules, rule);
}

#define ALL_TIME { HAVEN_DAY_NONE, HAVEN_DAY_NONE }

void
haven_chart_draft_add_rule (HavenChartDraft *self, double value, const char *label, const char *explain)
{
  add_rule (self, (HavenChartRule) { value, HAVEN_CHART_EVERYWHERE, ALL_TIME, NULL, NULL }, label, explain);
}

void
haven_chart_draft_add_limit (HavenChartDraft *self, double value, const char *label, const char *explain)
{
  g_return_if_fail (self->chart->categories->len > 0);
  add_rule (self, (HavenChartRule) { value, self->chart->categories->len - 1, ALL_TIME, NULL, NULL }, label, explain);
}

void
haven_chart_draft_add_level (HavenChartDraft *self, HavenSpan span, double value, const char *label, const char *explain)
{
  add_rule (self, (HavenChartRule) { value, HAVEN_CHART_EVERYWHERE, span, NULL, NULL }, label, explain);
}

void
haven_chart_draft_add_panel (HavenChartDraft *self, const char *name)
{
  HavenChart *chart = self->chart;

  g_return_if_fail (chart->panels->len > 0 || chart->categories->len == 0);
  g_ptr_array_add (chart->panels, g_strdup (name));
  g_array_append_val (chart->panel_starts, chart->categories->len);
}

void
haven_chart_draft_add_band (HavenChartDraft *self, double low, double high, guint depth, const char *label)
{
  HavenChart *chart = self->chart;
  HavenChartBand band = { chart->panels->len - 1, low, high, depth, NULL };

  g_return_if_fail (chart->panels->len > 0 && isfinite (low) && isfinite (high) && depth < HAVEN_CHART_MAX_BANDS);
  band.label = g_strdup (label);
  g_array_append_val (chart->bands, band);
}

void
haven_chart_draft_set_steps (HavenChartDraft *self, const char *const *names)
{
  g_strfreev (self->chart->steps);
  self->chart->steps = g_strdupv ((char **) names);
}

void
haven_chart_draft_set_range (HavenChartDraft *self, double low, double high)
{
  self->chart->least_low = low;
  self->chart->least_high = high;
}

void
haven_chart_draft_set_span (HavenChartDraft *self, HavenSpan span)
{
  self->chart->span = span;
}

void
haven_chart_draft_put_symbol (HavenChartDraft *self, guint series, HavenSymbol symbol, const char *explain)
{
  HavenChart *chart = self->chart;
  const char *words = explain != NULL && explain[0] != '\0' ? explain : haven_symbol_meaning (symbol);

  haven_chart_draft_put (self, series, NAN, haven_symbol_text (symbol), words);
  if (chart->data->len >= chart->series->len && series < chart->series->len)
    g_array_index (chart->data, HavenDatum, chart->data->len - chart->series->len + series).symbol = symbol;
}

guint
haven_chart_get_n_bands (HavenChart *self)
{
  return self->bands->len;
}

const HavenChartBand *
haven_chart_get_band (HavenChart *self, guint band)
{
  return &g_array_index (self->bands, HavenChartBand, band);
}

guint
haven_chart_get_n_rules (HavenChart *self)
{
  return self->rules->len;
}

const HavenChartRule *
haven_chart_get_rule (HavenChart *self, guint rule)
{
  return &g_array_index (self->rules, HavenChartRule, rule);
}

guint
haven_chart_get_n_panels (HavenChart *self)
{
  return self->panels->len;
}

const char *
haven_chart_get_panel (HavenChart *self, guint panel)
{
  return g_ptr_array_index (self->panels, panel);
}

void
haven_chart_get_panel_range (HavenChart *self, guint panel, guint *ret_first, guint *ret_end)
{
  gboolean last = panel + 1 >= self->panels->len;

  *ret_first = self->panels->len > 0 ? g_array_index (self->panel_starts, guint, panel) : 0;
  *ret_end = last ? self->categories->len : g_array_index (self->panel_starts, guint, panel + 1);
}

const char *
haven_chart_get_panel_of (HavenChart *self, guint category)
{
  for (guint i = self->panels->len; i > 0; i--)
    if (g_array_index (self->panel_starts, guint, i - 1) <= category)
      return haven_chart_get_panel (self, i - 1);
  return "";
}

guint
haven_chart_get_n_steps (HavenChart *self)
{
  return self->steps != NULL ? g_strv_length (self->steps) : 0;
}

const char *
haven_chart_get_step (HavenChart *self, double value)
{
  guint n = haven_chart_get_n_steps (self);

  return isfinite (value) && value >= 0 && value < n ? self->steps[(guint) value] : NULL;
}

gboolean
haven_chart_get_least_range (HavenChart *self, double *ret_low, double *ret_high)
{
  if (isnan (self->least_low) || isnan (self->least_high))
    return FALSE;
  *ret_low = self->least_low;
  *ret_high = self->least_high;
  return TRUE;
}

HavenSpan
haven_chart_get_span (HavenChart *self)
{
  HavenSpan span = { G_MAXINT32, HAVEN_DAY_NONE };

  if (self->span.first != HAVEN_DAY_NONE || !haven_chart_has_days (self))
    return self->span;
  for (guint i = 0; i < self->categories->len; i++) {
    span.first = MIN (span.first, haven_chart_get_day (self, i));
    span.last = MAX (span.last, haven_chart_get_day (self, i));
  }
  return span;
}

const char *
haven_symbol_text (HavenSymbol symbol)
{
  static const char *const texts[HAVEN_N_SYMBOLS] = { "", "z", "x", "c", "low", "u" };

  return texts[symbol];
}

const char *
haven_symbol_meaning (HavenSymbol symbol)
{
  static const char *const texts[HAVEN_N_SYMBOLS] = {
    "", N_("not applicable"), N_("not available"), N_("hidden to protect people"), N_("more than nought, but rounds to it"),
    N_("unreliable"),
  };

  return symbol == HAVEN_SYMBOL_NONE ? "" : _(texts[symbol]);
}
