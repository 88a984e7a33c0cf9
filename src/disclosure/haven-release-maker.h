/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-policy.h"
#include "haven-release.h"
#include "haven-return.h"

/* True totals in; protected, proved bytes out. earlier holds the bytes (GBytes) of every release ever sent by this school, in any
 * order; NULL is none. The same totals and ledger give the same bytes. INVALID if the totals do not have the policy's shape or do not add
 * up; UNSAFE if no proof was found, and then nothing exists that could be sent. */
HavenRelease *haven_release_make (HavenReturn *totals, HavenPolicy *policy, GPtrArray *earlier, GError **error);
