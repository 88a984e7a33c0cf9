/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-region.h"

/* The language in which the finder of witnesses speaks to the checker.
 *
 * A table is a made-up figure for every cell of a file: whole, not negative, equal to everything shown, adding up everywhere. A witness
 * is two tables in which one thing that nobody may know comes out differently:
 *
 *   cell       the hidden count itself: how many gave this response
 *   others     how many of its group gave any other response (the group's roll less the count)
 *   magnitude  the hidden sum
 *
 * Nobody outside can tell a cell that is hidden for its own sake from one that is hidden to protect a neighbour, so every hidden count
 * has to keep what a small one must keep. With threshold t:
 *
 *   - the low table has 0 and the high one t or more; or
 *   - where sums alone prove that it is t or more (a neighbour's protector, large and plainly so), the floor says by which
 *     identities, and the high table has at least t more than the low one;
 *   - and the same for the others, since "all but one" tells as much as "only one". The roll has no others.
 *
 * So no hidden count, and no hidden remainder, can be placed strictly inside 0 … t, and none to fewer than t + 1 values.
 *
 * Counts and magnitudes are proved apart, for no sum links them: a shown magnitude says only that enough pupils add to it.
 * Everything here holds against whoever has the files and any amount of computing, but not the program: haven-twins.h is about those.
 *
 * How far a hidden magnitude must be open depends on the greatest and second contribution, which no file holds. What a file can show is
 * that some figure lies p % away from both ends: (100 - p) · high >= (100 + p) · low, and high - low >= t. The maker, who knows the
 * figure X, also sees to it that X itself is p % of X (and t) away from both, or from 0; that is never less than the p %-rule asks,
 * since p % of the greatest contribution less the rest is at most p % of X. */
typedef enum {
  HAVEN_WITNESS_CELL,
  HAVEN_WITNESS_OTHERS,
  HAVEN_WITNESS_MAGNITUDE,
} HavenWitnessKind;

typedef struct {
  HavenWitnessKind kind;
  guint cell;
  guint low;                 /* tables */
  guint high;
  GArray *floor;             /* HavenMultiple; NULL where low has 0 */
  gint64 divisor;
} HavenWitness;

typedef struct {
  GPtrArray *tables;         /* gint64 *, one figure for every cell */
  GArray *witnesses;         /* HavenWitness, by cell */
} HavenProof;

HavenProof *haven_proof_new  (void);
void        haven_proof_free (HavenProof *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenProof, haven_proof_free)
