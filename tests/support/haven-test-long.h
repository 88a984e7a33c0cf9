/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* build-aux/test --long: exhaustive loops, which say how many rounds they ran. GLib's runner prints the seed of its own chance;
 * `--seed` repeats it. */
gboolean haven_test_is_long (void);
guint    haven_test_rounds  (const char *what, guint usual, guint many);  /* how many of what; prints it */

/* A line of the table that build-aux/faults prints: what was done, what befell it, how often that was tried and came out well, by which seed */
void     haven_test_tell_faults (const char *deed, const char *fault, guint tried, guint survived, guint32 seed);
