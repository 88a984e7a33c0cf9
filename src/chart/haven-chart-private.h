/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-chart.h"

/* What a chart is made of; for haven-chart.c and haven-chart-aids.c only */
typedef struct {
  char *name;
  HavenDay day;
} HavenChartCategory;

struct _HavenChart {
  gatomicrefcount refs;
  HavenChartKind kind;
  HavenUnit unit;
  char *title;
  char *subtitle;
  char *source;
  char *warning;
  char *measure;
  char *axis;
  GPtrArray *series;         /* of char * */
  GArray *categories;        /* of HavenChartCategory */
  GArray *data;              /* of HavenDatum */
  GArray *events;            /* of HavenChartEvent */
  GArray *rules;             /* of HavenChartRule */
  GArray *bands;             /* of HavenChartBand */
  GPtrArray *panels;         /* of char * */
  GArray *panel_starts;      /* of guint, the first category of each */
  char **steps;              /* NULL: values are numbers */
  HavenSpan span;
  double least_low;          /* NAN: as the values have it */
  double least_high;
};

struct _HavenChartDraft {
  HavenChart *chart;
};
