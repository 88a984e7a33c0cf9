/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Linear programmes in whole numbers: minimise cost · x where every row's sum of coefficient · x is its right-hand side and no x is
 * negative. The tableau is integers over one common denominator (Edmonds' pivoting), so nothing is ever rounded and the same
 * programme gives the same answer on every machine. Dense and small: it is made for tables of a few hundred cells.
 * Nothing rests on its being right: its answers are checked elsewhere with plain sums. */
typedef struct _HavenSimplex HavenSimplex;

typedef enum {
  HAVEN_SIMPLEX_OPTIMUM,
  HAVEN_SIMPLEX_UNBOUNDED,   /* the solution has been carried along the open direction by the stretch */
  HAVEN_SIMPLEX_GAVE_UP,     /* numbers too large, or the budget is spent */
} HavenSimplexResult;

HavenSimplex *haven_simplex_new             (guint n_rows, guint n_columns);
void          haven_simplex_free            (HavenSimplex *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenSimplex, haven_simplex_free)

void          haven_simplex_set             (HavenSimplex *self, guint row, guint column, gint64 coefficient);
void          haven_simplex_set_sum         (HavenSimplex *self, guint row, gint64 sum);
void          haven_simplex_set_stretch     (HavenSimplex *self, gint64 stretch);
void          haven_simplex_set_budget      (HavenSimplex *self, guint64 *budget); /* lent; counts down by elementary steps */

gboolean      haven_simplex_start           (HavenSimplex *self);        /* FALSE: no solution, or gave up */
HavenSimplexResult haven_simplex_minimise   (HavenSimplex *self, const gint64 *cost); /* again and again, each from where the last ended */

/* The answer: each over the denominator, which is positive */
gint64        haven_simplex_get_denominator (HavenSimplex *self);
gint64        haven_simplex_get             (HavenSimplex *self, guint column);
gint64        haven_simplex_get_multiplier  (HavenSimplex *self, guint row); /* the row's price at the optimum */
