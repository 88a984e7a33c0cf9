/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-chart.h"

/* Invented charts of every kind, ordinary and awkward, for the tests and for chart-gallery. */
const char *const *chart_sample_names (void);              /* NULL-terminated */
HavenChart        *chart_sample_new   (const char *name);
