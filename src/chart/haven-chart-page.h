/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-chart.h"

/* A chart as a page of HTML for whoever hears it: heading, what it shows, the table twin, the source; its drawing stands beside for whoever
 * looks. Nothing is fetched from anywhere when it is opened. */
char *haven_chart_to_page (HavenChart *chart, GBytes *svg);
