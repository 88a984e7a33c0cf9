/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-proof.h"

/* What a year's file and its terms' tell together. No sum links them exactly, since children come, go and change groups; but who has all of
 * them would go by these, for everybody together:
 *   - who was suspended, excluded or part-time in a term was so in the year: a year has at least as many as each of its terms;
 *   - who was so in the year, or was absent or elsewhere so much, was so in some term: a year has at most as many as its three terms;
 *   - a year's sessions and half-days are at least its terms'.
 * A bound of which everything is shown says nothing more, whether it holds or not. With the others, every witness of one file has to have
 * two tables that are as far apart beside some tables of the other files. Where a year shows nothing of a measure but its roll there is
 * always room: the year takes whatever the terms say. */
typedef struct {
  HavenReleaseFile *file;
  HavenProof *proof;
} HavenProvedFile;

/* files: of one school, all of one year, the last revision of each period. FALSE: ret_name (lent by a file) is the measure (or
 * "magnitudes") of which they tell too much. */
gboolean haven_year_accepts (const HavenProvedFile *files, guint n_files, const char **ret_name);

gboolean haven_year_is_same (HavenReleaseFile *file, HavenReleaseFile *other); /* one school, one year, two periods */
