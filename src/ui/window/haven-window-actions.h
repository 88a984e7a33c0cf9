/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* The actions that widgets ask the window for, one small function each. */
void haven_window_actions_install (GtkWidgetClass *klass);
