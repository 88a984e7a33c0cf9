/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-lesson.h"

typedef struct {
  const gint64 *costs;       /* a cell's */
  guint n_first;             /* so many cells, the first, are everybody's and bear on all the others: they are settled first */
  gint64 limit;              /* what a choice must (noticeably) be cheaper than */
} HavenChoice;

/* The cheapest choice of cells that keeps every lesson: all are gone through but those that cannot be cheaper. budget counts down by lessons looked at;
 * when it is spent, the best so far. FALSE: none was found. */
gboolean haven_choice_find (GArray *lessons, const HavenChoice *choice, guint *budget, HavenCellSet *ret_chosen);
