/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* One of England's authorities, from a list in which the first letters of a name find it. Names, as the school keeps them: "" for none; one that
 * is not of England's is kept. */
void        haven_authority_choice_fill (GtkDropDown *choice, const char *chosen);
const char *haven_authority_choice_get  (GtkDropDown *choice);            /* lent */
