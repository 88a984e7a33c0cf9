/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-window-system.h"

#include <gmodule.h>

#define ANNOUNCE_MEDIUM 1   /* GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM */

typedef void (*Announce) (GtkAccessible *self, const char *message, int priority);

#ifndef G_OS_WIN32           /* there: haven-window-system-windows.c */
void
haven_window_system_enlarge_font (void)
{
}

void
haven_window_system_tell_appearance (void)
{                           /* libadwaita follows the desktop's portal */
}

void
haven_window_system_hang_bell (GApplication *application)
{                           /* GApplication itself sees to it */
}

gboolean
haven_window_system_ring_bell (const char *path)
{
  return FALSE;
}
#endif

/* Newer than the oldest GTK that Haven runs on: asked for by name, and left out where it is missing. */
static Announce
find_announce (void)
{
  GModule *self = g_module_open (NULL, 0);
  gpointer symbol = NULL;

  if (self != NULL && !g_module_symbol (self, "gtk_accessible_announce", &symbol))
    symbol = NULL;
  return (Announce) symbol;
}

void
haven_window_system_announce (GtkWidget *widget, const char *sentence)
{
  static gsize once;
  static Announce announce;

  if (g_once_init_enter (&once)) {
    announce = find_announce ();
    g_once_init_leave (&once, 1);
  }
  if (announce != NULL)
    announce (GTK_ACCESSIBLE (widget), sentence, ANNOUNCE_MEDIUM);
}
