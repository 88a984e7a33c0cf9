/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-system-watch.h"
#include "haven-window-system.h"

#include <windows.h>
#include <wtsapi32.h>

/* All that Haven asks of Windows for the sake of a window. */

#define CLASS_NAME L"HavenSystemWatch"

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

/* A window that is never shown: sleep and the end of the session are told to windows of the top level only. GTK's loop runs its messages. */
struct _HavenSystemEars {
  HWND window;
};

static void
hear_session (HavenSystemWatch *watch, WPARAM what)
{
  if (what == WTS_SESSION_LOCK || what == WTS_CONSOLE_DISCONNECT || what == WTS_REMOTE_DISCONNECT || what == WTS_SESSION_LOGOFF)
    haven_system_watch_leave (watch);
}

static LRESULT CALLBACK
hear (HWND window, UINT message, WPARAM what, LPARAM more)
{
  HavenSystemWatch *watch = (HavenSystemWatch *) GetWindowLongPtrW (window, GWLP_USERDATA);

  if (watch == NULL)
    return DefWindowProcW (window, message, what, more);
  if (message == WM_WTSSESSION_CHANGE)
    hear_session (watch, what);
  else if (message == WM_POWERBROADCAST && what == PBT_APMSUSPEND)
    haven_system_watch_leave (watch);
  else if (message == WM_POWERBROADCAST && what == PBT_APMRESUMEAUTOMATIC)
    haven_system_watch_wake (watch);
  else if (message == WM_ENDSESSION && what)
    haven_system_watch_end (watch);
  return DefWindowProcW (window, message, what, more);
}

static void
register_class (void)
{
  static gsize once;
  const WNDCLASSEXW class = { .cbSize = sizeof class, .lpfnWndProc = hear, .hInstance = GetModuleHandleW (NULL),
                              .lpszClassName = CLASS_NAME };

  if (!g_once_init_enter (&once))
    return;
  RegisterClassExW (&class);
  g_once_init_leave (&once, 1);
}

HavenSystemEars *
haven_system_ears_new (HavenSystemWatch *watch)
{
  HavenSystemEars *self = g_new0 (HavenSystemEars, 1);

  register_class ();
  self->window = CreateWindowExW (0, CLASS_NAME, L"", WS_OVERLAPPED, 0, 0, 0, 0, NULL, NULL, GetModuleHandleW (NULL), NULL);
  if (self->window == NULL)
    return self;            /* the idle timer still locks */
  SetWindowLongPtrW (self->window, GWLP_USERDATA, (LONG_PTR) watch);
  WTSRegisterSessionNotification (self->window, NOTIFY_FOR_THIS_SESSION);
  return self;
}

void
haven_system_ears_free (HavenSystemEars *self)
{
  if (self->window != NULL) {
    SetWindowLongPtrW (self->window, GWLP_USERDATA, 0);
    WTSUnRegisterSessionNotification (self->window);
    DestroyWindow (self->window);
  }
  g_free (self);
}
