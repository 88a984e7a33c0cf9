/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* In GTK 4.8 Tab walks through every row of a list: with this it leaves the list, as it does from 4.12. */
void haven_tab_out_add (GtkWidget *list, GtkWidget *scrolled_window);
