/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-switch.h"

void
haven_switch_show (GtkSwitch *choice, gboolean active)
{
  if (gtk_switch_get_active (choice) != active)
    gtk_switch_set_active (choice, active);
}
