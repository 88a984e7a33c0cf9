/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-attendance.h"
#include "haven-policy.h"
#include "haven-return.h"

/* The true totals of a period for the Virtual School: every cell of every table that the sharing settings name, for the children in the
 * extended duty's cohort on roll in that period (practice 39: looked-after children left out unless the settings say otherwise). */
HavenReturn *haven_return_make (HavenSchool *school, HavenPeriod period, HavenPolicy *policy, HavenClock clock, GError **error);
