/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-proof.h"

/* A file by itself: it shows only what may be shown, witnesses are found, and the checker accepts them. NULL: it is not safe. */
HavenProof *haven_judge_file (HavenReleaseFile *file, GError **error);

/* Two files beside each other, in any order: those of one school and period must be revisions that give nothing away together. */
gboolean    haven_judge_pair (HavenReleaseFile *file, HavenReleaseFile *other, GError **error);

/* A file, with its proof, beside those of other periods of the same school and year among others (HavenReleaseFile *), the last of each.
 * UNSAFE; ret_name, which may be NULL, is the measure or magnitude that tells too much (lent by the files). */
gboolean    haven_judge_year (HavenReleaseFile *file, HavenProof *proof, GPtrArray *others, const char **ret_name, GError **error);
