/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Help: the desktop's own viewer where it has one, else the browser, at the page about what the person is looking at. No network. */
const char *haven_help_get_topic (GtkWidget *widget);                      /* by the first of its ancestors that Help has a page about */
void        haven_help_show      (GtkWidget *widget, const char *topic);
