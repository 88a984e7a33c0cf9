/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/* What GTK 4.8 leaves without an accessible name, or with the name of a type: icon buttons, the parts of menu buttons, drop-downs and
 * lists. Tooltips and titles become names; what only scrolls is no stop for Tab. Call once a tree is built. */
void haven_names_complete  (GtkWidget *root);

/* Of a button by itself, or of the part of a menu button that has the focus */
void haven_names_button    (GtkWidget *button, const char *name);

/* A drop-down whose lines have names too. The name is also its tooltip. */
void haven_names_drop_down (GtkDropDown *drop_down, const char *name);
void haven_names_combo_row (AdwComboRow *row);

/* A table, its header and body; and the row of a cell that is bound */
void haven_names_table     (GtkColumnView *table, const char *name);
void haven_names_table_row (GtkListItem *item, const char *name);
