/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-pattern.h"

/* What a choice of hidden cells that does not protect teaches about every other choice. Cells are numbered as in the list of a block's
 * spare ones, those whose fate is open. */
#define HAVEN_LESSON_CELLS 256

typedef struct {
  guint64 words[HAVEN_LESSON_CELLS / 64];
} HavenCellSet;

/* Whoever protects hides one of these, or shows one of those. */
typedef struct {
  HavenCellSet hide;
  HavenCellSet show;
} HavenLesson;

void     haven_cell_set_add     (HavenCellSet *self, guint i);
gboolean haven_cell_set_has     (const HavenCellSet *self, guint i);
gboolean haven_cell_set_meets   (const HavenCellSet *self, const HavenCellSet *other);

/* Looks at the block of counts as the pattern stands, and appends a lesson for every hidden figure that sums pin down: the shown figures
 * that the attacker's own sum needs. FALSE: not a thing was learnt. spare holds guint; lessons HavenLesson. */
gboolean haven_lesson_learn     (HavenPattern *pattern, guint block, GArray *spare, GArray *lessons);
