/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-attendance.h"
#include "haven-policy.h"
#include "haven-return.h"
#include "haven-secret.h"

/* The true totals of a period for the Virtual School: every cell of every table that the sharing settings name, for the children in the
 * extended duty's cohort on roll in that period (practice 39: looked-after children left out unless the settings say otherwise). */
HavenReturn *haven_return_make (HavenSchool *school, HavenPeriod period, HavenPolicy *policy, HavenClock clock, GError **error);

/* The same, with the keys of those who were counted: for noise that is the same whenever the same children are (haven-noise.h). A child's key
 * comes of the school's secret alone, is the same for life, and goes nowhere. */
HavenReturn *haven_return_make_keyed (HavenSchool *school, HavenPeriod period, HavenPolicy *policy, HavenClock clock, HavenSecret *secret,
                                      GError **error);
