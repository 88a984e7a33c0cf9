/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-sketch.h"

/* A plot of lines, as its own sources share it; private to the chart module. */
typedef struct {
  HavenSketch *sketch;
  HavenChart *chart;
  HavenBox plot;
  double right;              /* of all that may be written */
  HavenTicks ticks;
  guint from;                /* the categories that it shows, end not included */
  guint end;
  gboolean by_day;
  HavenDay first;
  HavenDay last;
  gboolean nameless;         /* the names of its lines stand elsewhere */
  GArray *ends;              /* of LineEnd */
  GArray *flags;             /* of HavenFlag */
} HavenLinePlot;

double haven_plot_get_x     (HavenLinePlot *self, HavenDay day);
double haven_plot_get_y     (HavenLinePlot *self, double value);
char  *haven_plot_dup_tick  (HavenLinePlot *self, guint tick);
void   haven_plot_put_rules (HavenLinePlot *self);   /* what to compare with, and the levels before and after */
