/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-from-start.h"

void
haven_from_start_allocate (GtkWidget *child, int width, GtkAllocation place)
{
  if (gtk_widget_get_direction (gtk_widget_get_parent (child)) == GTK_TEXT_DIR_RTL)
    place.x = width - place.x - place.width;
  gtk_widget_size_allocate (child, &place, -1);
}
