/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-order.h"

/* Papers before they leave: their pages, their words, and for the authority's platform field by field. Printed, saved and copied from here, and
 * each that leaves is told to the store. Nothing is written anywhere but where somebody says. Its title names nobody. */
#define HAVEN_TYPE_PAPER_WINDOW (haven_paper_window_get_type ())
G_DECLARE_FINAL_TYPE (HavenPaperWindow, haven_paper_window, HAVEN, PAPER_WINDOW, AdwWindow)

/* One paper for each recipient; HavenOrder, at least one */
GtkWindow *haven_paper_window_new  (HavenSession *session, GPtrArray *orders);
/* Above the window that widget is in */
void       haven_paper_window_show (GtkWidget *widget, HavenSession *session, HavenOrder *take_order);
