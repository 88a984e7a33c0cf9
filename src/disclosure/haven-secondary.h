/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-pattern.h"

/* Hides what must be hidden: first figures for their own sake, then as few and as small others as it takes for no sum to give them away.
 * What is enough is not decided here but asked of the finder of witnesses, which sees the published side only; where nothing less
 * will do, a whole block is hidden. */
void     haven_secondary_protect (HavenPattern *pattern);

/* The rule for magnitudes that needs the truth: a hidden one lies far enough from both ends of what sums say of it. */
gboolean haven_secondary_keeps_margins (HavenPattern *pattern);

/* Hides everything of a measure, or of the "magnitudes". */
void     haven_secondary_hide_all (HavenPattern *pattern, const char *name);
