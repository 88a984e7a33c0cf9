/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-proof.h"

/* Finds witnesses from a published file, and from nothing else: this library has no include path to the truth. */

/* What sums over the file say too closely. */
typedef struct {
  HavenWitnessKind kind;
  guint cell;
  gint64 lowest;
  gint64 highest;
} HavenExposure;

/* Does one block keep all its hidden cells? FALSE: the first that it does not; highest < lowest if no table agrees at all. */
gboolean    haven_witness_probe (HavenReleaseFile *file, guint block, HavenExposure *ret_exposure);

/* Witnesses for every hidden cell. UNSAFE names the first cell that has none; INVALID a figure that does not add up. */
HavenProof *haven_witness_find  (HavenReleaseFile *file, GError **error);
