/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-release-file.h"

/* What a single shown figure may be, whoever its neighbours are. Anyone can see from a file whether it keeps this:
 *   - the protection it names is not below the floor built into the program;
 *   - a shown roll is 0 or at least the threshold; where a roll is hidden, so is every figure of the group but that 0;
 *   - a group with nobody in it shows 0 everywhere, and nothing else does but, where the file says so, that nobody is "not_counted";
 *   - a group under the smallest denominator shows its roll only;
 *   - a shown count is at least the threshold, and so is what it leaves of its group. */
gboolean haven_manners_accept (HavenReleaseFile *file, GError **error);
