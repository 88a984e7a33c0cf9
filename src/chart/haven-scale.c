/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-scale.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define LARGEST 1e300        /* so that a range is still a number */
#define LEAST_POINTS 20.0    /* percentage points that a line's axis spans at least */
#define NOT_FROM_ZERO 0.85  /* of the largest: a line of numbers begins at zero unless all lie above this */
#define FROM_ZERO 40.0       /* below this percentage a line's axis begins at zero */

/* 1, 2, 2.5 or 5 times a power of ten */
static double
round_step (double rough)
{
  static const double steps[] = { 1, 2, 2.5, 5, 10 };
  double power = pow (10, floor (log10 (rough)));

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (steps[i] * power >= rough * (1 - 1e-9))
      return steps[i] * power;
  return 10 * power;
}

static HavenTicks
ticks_with_step (double min, double max, double step)
{
  HavenTicks ticks = { .low = floor (min / step + 1e-9) * step, .high = ceil (max / step - 1e-9) * step, .step = step };

  ticks.n = (guint) lround ((ticks.high - ticks.low) / step) + 1;
  return ticks;
}

HavenTicks
haven_ticks_new (double min, double max, guint most)
{
  min = CLAMP (min, -LARGEST, LARGEST);
  max = CLAMP (max, -LARGEST, LARGEST);
  if (max - min <= fabs (max) * 1e-9 || max - min < 1e-300) {
    double room = fabs (max) > 0 ? fabs (max) * 0.1 : 0.5;
    min -= room;
    max += room;
  }
  return ticks_with_step (min, max, round_step ((max - min) / MAX (most, 1)));
}

HavenTicks
haven_ticks_lines (HavenUnit unit, double min, double max, guint most)
{
  if (unit == HAVEN_UNIT_PERCENT) {
    if (max <= 100 && min > FROM_ZERO)
      min = MIN (min, (max > 80 ? 100 : ceil (max / 10) * 10) - LEAST_POINTS);
    else
      min = MIN (min, 0);
    if (max <= 100 && max > 80)
      max = 100;
  } else if (min > 0 && min < max * NOT_FROM_ZERO)
    min = 0;
  return haven_ticks_new (min, max, most);
}

HavenTicks
haven_ticks_bars (HavenUnit unit, double min, double max, guint most)
{
  min = MIN (min, 0);
  max = MAX (max, 0);
  if (min >= max)
    max = 1;
  return haven_ticks_new (min, max, most);
}

double
haven_ticks_get (const HavenTicks *self, guint tick)
{
  double value = self->low + tick * self->step;

  return fabs (value) < self->step * 1e-6 ? 0 : value;
}

double
haven_ticks_place (const HavenTicks *self, double value)
{
  return CLAMP ((value - self->low) / (self->high - self->low), 0, 1);
}

gboolean
haven_chart_get_range (HavenChart *chart, double *ret_min, double *ret_max)
{
  double min = INFINITY;
  double max = -INFINITY;
  double low, high;

  for (guint i = 0; i < haven_chart_get_n_data (chart); i++) {
    const HavenDatum *datum = haven_chart_get_datum (chart, i);
    min = fmin (min, datum->value);
    max = fmax (max, datum->value);
  }
  if (min > max)
    return FALSE;
  for (guint i = 0; i < haven_chart_get_n_rules (chart); i++) {
    min = fmin (min, haven_chart_get_rule (chart, i)->value);
    max = fmax (max, haven_chart_get_rule (chart, i)->value);
  }
  if (haven_chart_get_least_range (chart, &low, &high)) {
    min = fmin (min, low);
    max = fmax (max, high);
  }
  *ret_min = CLAMP (min, -LARGEST, LARGEST);
  *ret_max = CLAMP (max, -LARGEST, LARGEST);
  return TRUE;
}

/* "1250000" -> "1,250,000": the locale is not asked, so that a file is the same everywhere */
static char *
group_thousands (const char *digits)
{
  GString *out = g_string_new (NULL);
  gsize whole = strcspn (digits, ".");
  gsize first = digits[0] == '-' ? 1 : 0;

  for (gsize i = 0; digits[i] != '\0'; i++) {
    if (i > first && i < whole && (whole - i) % 3 == 0)
      g_string_append_c (out, ',');
    g_string_append_c (out, digits[i]);
  }
  return g_string_free (out, FALSE);
}

static char *
format_plain (double value, const char *pattern)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE + 40];

  g_ascii_formatd (buffer, sizeof buffer, pattern, value);
  return group_thousands (buffer + (strspn (buffer, "-0.") == strlen (buffer) && buffer[0] == '-' ? 1 : 0));
}

static char *
format_large (double value)
{
  g_autofree char *plain = NULL;

  if (fabs (value) >= 1e15) {
    char buffer[G_ASCII_DTOSTR_BUF_SIZE];
    return g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.2g", value));
  }
  if (fabs (value) >= 1e9) {
    plain = format_plain (value / 1e9, "%.1f");
    /* Translators: thousands of millions on an axis: "2.5bn" */
    return g_strdup_printf (_("%sbn"), plain);
  }
  plain = format_plain (value / 1e6, "%.1f");
  /* Translators: millions on an axis: "2.5m" */
  return g_strdup_printf (_("%sm"), plain);
}

char *
haven_unit_format (HavenUnit unit, double value)
{
  g_autofree char *plain = NULL;

  if (!isfinite (value))
    return g_strdup (_("no data"));
  if (fabs (value) >= 1e7)
    return format_large (value);
  plain = format_plain (value, unit == HAVEN_UNIT_PERCENT || value != floor (value) ? "%.1f" : "%.0f");
  if (value > 0 && g_str_equal (plain, "0.0"))
    return g_strdup (haven_symbol_text (HAVEN_SYMBOL_LOW));
  return unit == HAVEN_UNIT_PERCENT ? g_strdup_printf ("%s%%", plain) : g_steal_pointer (&plain);
}

char *
haven_ticks_format (const HavenTicks *self, HavenUnit unit, guint tick)
{
  double value = haven_ticks_get (self, tick);
  g_autofree char *plain = NULL;

  if (fabs (value) >= 1e7 || self->step < 0.1)
    return self->step < 0.1 ? format_plain (value, "%.3g") : format_large (value);
  plain = format_plain (value, self->step == floor (self->step) ? "%.0f" : "%.1f");
  return unit == HAVEN_UNIT_PERCENT ? g_strdup_printf ("%s%%", plain) : g_steal_pointer (&plain);
}
