/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* How much larger than usual this person's text is, by font or by scale: 1 is usual, and the least. Widths at which a layout
 * changes are multiplied by it. */
double haven_text_scale (GtkWidget *widget);
