/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-release-file.h"

/* What is known of "not_counted" besides what is shown, and so every page is proved twice, as it stands and with this known:
 *   - some measures have an answer for every child on the roll: each was suspended or not, has a result or none. Whoever knows the program
 *     knows that nobody is "not_counted" there, though a page may hide that nought;
 *   - where that nobody is would be shown (zero_ok), and of a measure that shows something it is not, somebody is. That says nothing by itself,
 *     but it must not narrow the other answers: each keeps its two tables among those that have somebody. */

/* Tells the file what is known of a measure: the cells (guint) that became 0, or none and somebody. NULL: nothing is known. */
GArray *haven_assumption_make (HavenReleaseFile *file, guint measure);
void    haven_assumption_drop (HavenReleaseFile *file, GArray *take_cells);   /* as it was; NULL is nothing */
