/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session.h"

/* Which staff have had which training: a table, and how many of all a topic */
#define HAVEN_TYPE_COVERAGE (haven_coverage_get_type ())
G_DECLARE_FINAL_TYPE (HavenCoverage, haven_coverage, HAVEN, COVERAGE, AdwBin)

void haven_coverage_show (HavenCoverage *self, HavenSession *session);
