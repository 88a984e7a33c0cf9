/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-scale.h"

#include <math.h>

typedef struct {
  double min;
  double max;
  guint most;
  double low;
  double high;
  double step;
} TickCase;

static void
test_round (void)
{
  static const TickCase cases[] = {
    { 0, 100, 5, 0, 100, 20 },
    { 0, 14.5, 5, 0, 15, 5 },
    { 3, 97, 4, 0, 100, 25 },
    { 0, 7, 6, 0, 8, 2 },
    { -3, 3, 6, -3, 3, 1 },
    { 0.02, 0.09, 4, 0.02, 0.1, 0.02 },
    { 1e6, 9e6, 4, 0, 10e6, 2e6 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    HavenTicks ticks = haven_ticks_new (cases[i].min, cases[i].max, cases[i].most);
    g_assert_cmpfloat_with_epsilon (ticks.low, cases[i].low, fabs (cases[i].step) * 1e-6);
    g_assert_cmpfloat_with_epsilon (ticks.high, cases[i].high, fabs (cases[i].step) * 1e-6);
    g_assert_cmpfloat_with_epsilon (ticks.step, cases[i].step, fabs (cases[i].step) * 1e-6);
  }
}

/* Whatever comes, the values lie on the axis and the ticks are few */
static void
test_any_range (void)
{
  for (int round = 0; round < 20000; round++) {
    double a = g_test_rand_double_range (-1, 1) * pow (10, g_test_rand_int_range (-12, 300));
    double b = g_test_rand_bit () ? a : g_test_rand_double_range (-1, 1) * pow (10, g_test_rand_int_range (-12, 300));
    guint most = (guint) g_test_rand_int_range (1, 9);
    HavenTicks ticks = haven_ticks_new (MIN (a, b), MAX (a, b), most);
    g_assert_true (isfinite (ticks.low) && isfinite (ticks.high) && ticks.step > 0);
    g_assert_cmpfloat (ticks.low, <=, MIN (a, b) + ticks.step * 1e-6);
    g_assert_cmpfloat (ticks.high, >=, MAX (a, b) - ticks.step * 1e-6);
    g_assert_cmpuint (ticks.n, >=, 2);
    g_assert_cmpuint (ticks.n, <=, most + 3);
  }
}

static void
test_bars_hold_zero (void)
{
  static const double ranges[][2] = { { 60, 90 }, { 0, 0 }, { -9, -3 }, { 0, 1e12 }, { -1e308, 1e308 } };

  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++) {
    HavenTicks ticks = haven_ticks_bars (HAVEN_UNIT_PERCENT, ranges[i][0], ranges[i][1], 5);
    g_assert_cmpfloat (ticks.low, <=, 0);
    g_assert_cmpfloat (ticks.high, >=, 0);
    g_assert_cmpfloat (ticks.high, >, ticks.low);
  }
}

/* Attendance of 95.1 and 95.9 must not look like a cliff */
static void
test_lines_never_exaggerate (void)
{
  HavenTicks close = haven_ticks_lines (HAVEN_UNIT_PERCENT, 95.1, 95.9, 5);
  HavenTicks low = haven_ticks_lines (HAVEN_UNIT_PERCENT, 12, 95, 5);
  HavenTicks rates = haven_ticks_lines (HAVEN_UNIT_PERCENT, 1, 3, 5);

  g_assert_cmpfloat (close.high - close.low, >=, 20);
  g_assert_cmpfloat (close.high, ==, 100);
  g_assert_cmpfloat (low.low, ==, 0);
  g_assert_cmpfloat (low.high, ==, 100);
  g_assert_cmpfloat (rates.low, ==, 0);
}

static void
test_format (void)
{
  static const struct { HavenUnit unit; double value; const char *text; } cases[] = {
    { HAVEN_UNIT_PERCENT, 84.2, "84.2%" }, { HAVEN_UNIT_PERCENT, 100, "100.0%" }, { HAVEN_UNIT_PERCENT, 0, "0.0%" },
    { HAVEN_UNIT_NUMBER, 14.5, "14.5" }, { HAVEN_UNIT_NUMBER, 3, "3" }, { HAVEN_UNIT_NUMBER, 1250, "1,250" },
    { HAVEN_UNIT_NUMBER, -1250000, "-1,250,000" }, { HAVEN_UNIT_NUMBER, 12345678, "12.3m" }, { HAVEN_UNIT_NUMBER, 2.5e9, "2.5bn" },
    { HAVEN_UNIT_NUMBER, 1e300, "1e+300" }, { HAVEN_UNIT_NUMBER, NAN, "no data" }, { HAVEN_UNIT_PERCENT, INFINITY, "no data" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = haven_unit_format (cases[i].unit, cases[i].value);
    g_assert_cmpstr (text, ==, cases[i].text);
  }
}

static void
test_tick_format (void)
{
  HavenTicks percent = haven_ticks_new (80, 100, 4);
  HavenTicks halves = haven_ticks_new (0, 2, 4);
  g_autofree char *top = haven_ticks_format (&percent, HAVEN_UNIT_PERCENT, percent.n - 1);
  g_autofree char *half = haven_ticks_format (&halves, HAVEN_UNIT_NUMBER, 1);

  g_assert_cmpstr (top, ==, "100%");
  g_assert_cmpstr (half, ==, "0.5");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/scale/round", test_round);
  g_test_add_func ("/chart/scale/any-range", test_any_range);
  g_test_add_func ("/chart/scale/bars-hold-zero", test_bars_hold_zero);
  g_test_add_func ("/chart/scale/lines-never-exaggerate", test_lines_never_exaggerate);
  g_test_add_func ("/chart/scale/format", test_format);
  g_test_add_func ("/chart/scale/tick-format", test_tick_format);
  return g_test_run ();
}
