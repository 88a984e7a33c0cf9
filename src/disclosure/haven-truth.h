/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-policy.h"
#include "haven-return.h"
#include "proof/haven-release-file.h"

/* The true totals in the shape of the file that they will become, every figure in clear. INVALID if they are not exactly the policy's
 * tables or do not add up: then something was counted wrongly, and nothing may be published. */
HavenReleaseFile *haven_truth_new (HavenReturn *totals, HavenPolicy *policy, GError **error);
