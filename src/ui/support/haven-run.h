/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "haven-session.h"

/* Runs a command from a widget and says how it went, through the actions win.said (label, can be undone) and win.failed (sentence)
 * of the window the widget is in. Takes command. */
void haven_run (GtkWidget *widget, HavenSession *session, HavenCommand *take_command);

void haven_say  (GtkWidget *widget, const char *sentence);
void haven_fail (GtkWidget *widget, const GError *error);
