/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Gives a child its place in a parent of this width, counted from where lines of text begin: the left, or the right where people write so. */
void haven_from_start_allocate (GtkWidget *child, int width, GtkAllocation place);
