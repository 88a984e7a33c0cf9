/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "proof/haven-release-file.h"

/* The fewest cells of one measure that anybody could hide, by an integer programme of other people (GLPK), in Fischetti and Salazar's way: a
 * programme over the choice of cells is told, by the attacker's own proofs, which choices do not protect, until one does. */
typedef struct {
  HavenReleaseFile *truth;   /* every figure in clear */
  guint measure;
  const gboolean *own;       /* a flag a cell of the file: hidden for its own sake; rolls are given so */
  gboolean every;            /* every hidden figure has to stay open, since nobody outside can tell which are hidden for their own sake
                                (that is Haven's rule); FALSE: only those that are */
} OptimumQuestion;

typedef struct {
  guint hidden;              /* cells, with those hidden for their own sake; the fewest only where it closed */
  gboolean closed;           /* FALSE: out of time, or nothing protects */
  guint rounds;
} Optimum;

Optimum optimum_find (const OptimumQuestion *question, double seconds);
