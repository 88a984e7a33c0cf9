/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "haven-child.h"
#include "haven-settings.h"

/* The columns of the list of children, with their sorters; widths are remembered. In the order of HavenChildColumn. */
void haven_children_columns_add  (GtkColumnView *view, HavenSettings *settings);
void haven_children_columns_sort (GtkColumnView *view, HavenChildColumn column, gboolean descending);
