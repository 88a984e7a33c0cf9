/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What anybody can check with the files alone: that each is whole and adds up, that it shows nothing it must not, and that no
 * arithmetic over all of them together pins a hidden cell down. */
typedef struct {
  guint files;
  guint cells;               /* of all files: counts and magnitudes */
  guint hidden;
  guint proved;              /* equals hidden when the files are safe */
} HavenVerdict;

/* files: GBytes of haven-release/1, of one school or several, in any order. UNSAFE names the first cell that is not proved; INVALID,
 * TOO_LARGE or CONFLICT (two files that cannot both be true) says what is wrong with which figure. */
gboolean haven_release_verify (GPtrArray *files, HavenVerdict *ret_verdict, GError **error);
