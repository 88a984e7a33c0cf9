/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "haven-chart.h"
#include "haven-palette.h"

/* Shows one chart: draws its layout, walks its data by arrow keys (Ctrl: its markers) and says each aloud. Dragging, or Shift and the
 * arrows, chooses a period of its time, which goes to the action period.choose (first and last day) of whatever holds it. Properties: chosen-text (read only), height. */
#define HAVEN_TYPE_CHART_VIEW (haven_chart_view_get_type ())
G_DECLARE_FINAL_TYPE (HavenChartView, haven_chart_view, HAVEN, CHART_VIEW, GtkWidget)

GtkWidget  *haven_chart_view_new       (void);
GtkWidget  *haven_chart_view_new_spark (void);                                       /* for a table's cell: small, and no Tab stop */
void        haven_chart_view_set_chart (HavenChartView *self, HavenChart *chart);    /* NULL: nothing */
HavenTheme  haven_chart_view_theme     (void);                                       /* as the desktop's light, dark, high contrast */
