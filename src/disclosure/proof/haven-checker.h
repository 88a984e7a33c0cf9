/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-proof.h"

/* The judge. Plain sums over the file and the tables it is handed: it solves nothing, and believes nothing of those who found them.
 * TRUE: every hidden cell of the file has its witnesses (haven-proof.h says which). UNSAFE names the first that has not. */
gboolean haven_checker_accepts (HavenReleaseFile *file, HavenProof *proof, GError **error);
