/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-release-file.h"

/* What two revisions of one period tell together. Figures of different periods are of different events and no sum links them; two
 * revisions of one period differ by what was corrected, and who sees both sees the correction. So the difference is held to what a
 * release is held to:
 *   - the same tables under the same protection; hidden stays hidden, shown stays shown;
 *   - a group's roll, and what hidden groups and responses leave over, changes not at all or by at least the threshold;
 *   - where a roll changes and responses are shown, it changes by at least the smallest denominator, and every response, as well as what
 *     that leaves of the change, by at least the threshold;
 *   - a magnitude, and what hidden groups leave over of one, changes only where at least so many pupils of these groups visibly did. */
gboolean haven_history_accepts (HavenReleaseFile *older, HavenReleaseFile *newer, GError **error); /* UNSAFE or CONFLICT */
