/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-window-system.h"

#include <gmodule.h>
#ifdef G_OS_WIN32
#include <windows.h>
#endif

#define ANNOUNCE_MEDIUM 1   /* GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM */

typedef void (*Announce) (GtkAccessible *self, const char *message, int priority);

#ifdef G_OS_WIN32
/* The font that GTK is told is that of old message boxes, 9 points; a person who has set another finds it as much larger. */
void
haven_window_system_enlarge_font (void)
{
  const double larger = 11 / 9.0;
  GtkSettings *settings = gtk_settings_get_default ();
  g_autofree char *name = NULL;
  g_autofree char *enlarged = NULL;
  PangoFontDescription *font;

  g_object_get (settings, "gtk-font-name", &name, NULL);
  font = pango_font_description_from_string (name);
  pango_font_description_set_size (font, (int) (pango_font_description_get_size (font) * larger));
  enlarged = pango_font_description_to_string (font);
  pango_font_description_free (font);
  g_object_set (settings, "gtk-font-name", enlarged, NULL);
}

gboolean
haven_window_system_prefers_dark (void)
{
  DWORD light = 1, size = sizeof light;

  RegGetValueW (HKEY_CURRENT_USER, L"Software\\Microsoft\\Windows\\CurrentVersion\\Themes\\Personalize", L"AppsUseLightTheme",
                RRF_RT_REG_DWORD, NULL, &light, &size);
  return light == 0;
}
#else
void
haven_window_system_enlarge_font (void)
{
}

gboolean
haven_window_system_prefers_dark (void)
{
  return FALSE;             /* libadwaita follows the desktop's portal */
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
