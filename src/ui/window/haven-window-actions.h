/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-window.h"

/* The actions that widgets ask the window for, one small function each. */
void haven_window_actions_install (GtkWidgetClass *klass);
void haven_window_actions_update  (HavenWindow *window);   /* what shows or changes a child cannot be asked for while locked or hidden */
