/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Where the keys go on */
gboolean haven_focus_is_in   (GtkWidget *part);
/* To the first thing of a page, or where the page itself wants it. One that is still being filled holds the focus until there is something. */
void     haven_focus_enter   (GtkWidget *page);
/* F6: from the part that has the focus to the next (or the one before) that is shown and takes it, where it was there before. */
void     haven_focus_go_on   (GtkWidget *const *parts, guint n_parts, gboolean backward);
