/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart-samples.h"

typedef struct {
  const char *name;
  HavenChartKind kind;
  void (*fill) (HavenChartDraft *draft);
} ChartSample;

const ChartSample *chart_more_samples (guint *ret_n);
guint              chart_roll         (guint *state, guint sides);     /* chance that is the same every time */
void               chart_set_words    (HavenChartDraft *draft, const char *title, const char *subtitle);
