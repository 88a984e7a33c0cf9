/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-pattern.h"
#include "proof/haven-block.h"

/* What further cells to hide so that a quantity of hidden cells can come out as wanted: the cheapest way to move figures about, from
 * the truth, without any shown sum noticing. Cells that are already hidden move for nothing. */
typedef struct {
  HavenSummand terms[2];
  guint n_terms;
  gint64 wanted;             /* what the terms should be able to add up to */
} HavenWish;

/* What it costs to hide a cell: a little more for a larger figure, more for everybody's. */
gint64  haven_detour_get_cost (HavenPattern *pattern, guint cell);

/* Shown cells that would have to move: guint. NULL: no way, whatever is hidden. */
GArray *haven_detour_find     (HavenPattern *pattern, guint block, const HavenWish *wish);
