/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-release.h"
#include "proof/haven-judge.h"

/* How a release comes into being: from bytes that are read, judged by themselves and beside the earlier ones, and from nothing else. */
typedef struct {
  const HavenCellReason *reasons; /* a figure's, in the file's order; NULL: as a file alone can tell */
  const gint64 *own;              /* the school's own figures, likewise; NULL: not known */
  gboolean repeat;
  gboolean frozen;
} HavenReleaseOrigin;

/* earlier: HavenReleaseFile *, those of the same school and year */
HavenRelease *haven_release_new_judged (GBytes *bytes, GPtrArray *earlier, const HavenReleaseOrigin *origin, GError **error);

/* The same of a file of noise, which nothing proves: it is held to what noise may be. */
HavenRelease *haven_release_new_noise  (GBytes *bytes, const HavenReleaseOrigin *origin, GError **error);

/* What was sent of this school and period with noise; NULL: nothing yet. UNSAFE: a protected page was, and one figure goes one way. */
gboolean      haven_release_find_noise (GPtrArray *ledger, const char *urn, const char *period, GBytes **ret_bytes, GError **error);

/* Reads those of a ledger (GBytes; may be NULL) that are of this school and of the period's year: other periods first, then this one's by
 * revision. UNSAFE: one of this period was sent with noise. */
GPtrArray    *haven_release_read_earlier (GPtrArray *ledger, const char *urn, const char *period, GError **error);
