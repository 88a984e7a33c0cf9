/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-policy.h"
#include "haven-release.h"
#include "haven-return.h"
#include "haven-share.h"

/* page: what the Virtual School sees of the same totals; which of its figures are hidden decides what may be opened. UNSAFE unless the
 * settings ask for a sealed total; INVALID if page and totals are not of one school, period and list of figures. */
HavenShares *haven_shares_make (HavenReturn *totals, HavenRelease *page, HavenPolicy *policy, const char *report, GError **error);
