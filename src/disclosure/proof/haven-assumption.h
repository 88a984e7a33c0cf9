/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-release-file.h"

/* Of every child on the roll it is known whether it was suspended, excluded or part-time: whoever knows the program knows that nobody is
 * "not_counted" there, though the page hides that nought like any other. So such a page is proved twice, as it stands and with these noughts
 * known. */

/* Puts the noughts into a measure that is all hidden there; guint: the cells. NULL: nobody can know it of this measure. */
GArray *haven_assumption_make (HavenReleaseFile *file, guint measure);
void    haven_assumption_drop (HavenReleaseFile *file, GArray *take_cells);   /* hides them again; NULL is nothing */
