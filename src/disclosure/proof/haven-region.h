/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-block.h"

/* Every table of whole, non-negative figures that agrees with what one block of a file shows: where its hidden cells may lie. */
typedef struct _HavenRegion HavenRegion;

typedef struct {
  gint64 value;              /* least value that a table of the region has */
  gint64 proved;             /* no table has less; the floor's multipliers say why */
  gboolean open;             /* there is no least value: this is one far out */
} HavenBound;

/* An identity so many times. */
typedef struct {
  HavenIdentity identity;
  gint64 times;
} HavenMultiple;

/* NULL: no table agrees; ret_cell is one that does not fit. budget, lent, bounds the work. */
HavenRegion *haven_region_new        (HavenReleaseFile *file, guint block, guint64 *budget, guint *ret_cell);
void         haven_region_free       (HavenRegion *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenRegion, haven_region_free)

const gint64 *haven_region_get_table (HavenRegion *self);    /* some table of the region; 0 where the block has no figure */

/* The least value of a sum of hidden cells, and a table (a figure for every cell of the file) that has it. All cells hang together
 * by an equation. FALSE: not found. */
gboolean     haven_region_minimise   (HavenRegion *self, const HavenSummand *terms, guint n_terms, gint64 *table, HavenBound *ret_bound);

/* Why the last minimum is one: divisor · sum + these identities has no negative share in any hidden cell. HavenMultiple. */
GArray      *haven_region_list_floor (HavenRegion *self, gint64 *ret_divisor);

/* The same as shares: what each cell of the file has in it. Shown cells with a share are those that the minimum rests on. */
void         haven_region_list_shares (HavenRegion *self, gint64 *shares);
