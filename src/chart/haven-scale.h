/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-chart.h"

/* Round numbers for an axis: low, low + step, … low + (n - 1) * step. */
typedef struct {
  double low;
  double high;
  double step;
  guint n;
} HavenTicks;

HavenTicks haven_ticks_new     (double min, double max, guint most);   /* covers min..max in about `most` steps */
HavenTicks haven_ticks_lines   (HavenUnit unit, double min, double max, guint most);  /* never exaggerates a change */
HavenTicks haven_ticks_bars    (HavenUnit unit, double min, double max, guint most);  /* always holds zero */
double     haven_ticks_get     (const HavenTicks *self, guint tick);
char      *haven_ticks_format  (const HavenTicks *self, HavenUnit unit, guint tick);   /* "80%" */
double     haven_ticks_place   (const HavenTicks *self, double value);  /* 0 at low .. 1 at high */
gboolean   haven_chart_get_range (HavenChart *chart, double *ret_min, double *ret_max); /* FALSE: all is missing */
