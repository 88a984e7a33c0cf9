/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-chart.h"

/* A chart on a card, with its table twin and how it was worked out. Property: height. Action: chart.table. */
#define HAVEN_TYPE_CHART_CARD (haven_chart_card_get_type ())
G_DECLARE_FINAL_TYPE (HavenChartCard, haven_chart_card, HAVEN, CHART_CARD, AdwBin)

GtkWidget *haven_chart_card_new             (int height);
void       haven_chart_card_set_chart       (HavenChartCard *self, HavenChart *chart);
void       haven_chart_card_set_explanation (HavenChartCard *self, const char *explanation);  /* NULL: there is none */
/* What else the foot offers: the actions chart.export (png, svg, pdf, csv, html) and chart.enlarge belong to whatever holds the card */
void       haven_chart_card_offer           (HavenChartCard *self, gboolean export, gboolean enlarge);
void       haven_chart_card_show_table      (HavenChartCard *self, gboolean table);
