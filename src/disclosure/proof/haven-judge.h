/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-proof.h"

/* A file by itself: it shows only what may be shown, witnesses are found, and the checker accepts them. NULL: it is not safe. */
HavenProof *haven_judge_file (HavenReleaseFile *file, GError **error);

/* Two files beside each other, in any order: those of one school and period must be revisions that give nothing away together. */
gboolean    haven_judge_pair (HavenReleaseFile *file, HavenReleaseFile *other, GError **error);
