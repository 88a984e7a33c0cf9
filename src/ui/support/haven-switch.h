/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Shows what is kept. To set what is set already would end the movement of a switch that was just pressed, and with it the press. */
void haven_switch_show (GtkSwitch *choice, gboolean active);
