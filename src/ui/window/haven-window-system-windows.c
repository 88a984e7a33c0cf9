/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-system-watch.h"
#include "haven-window-system.h"

#include <string.h>
#include <windows.h>
#include <wtsapi32.h>

/* All that Haven asks of Windows for the sake of a window. */

#define CLASS_NAME L"HavenSystemWatch"
#define BELL_CLASS L"HavenBell"
#define BELL_PATIENCE_MS 5000
#define MOST_LETTERS 32768  /* of a path */

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

/* --- appearance --- */

static gboolean
has_high_contrast (void)
{
  HIGHCONTRASTW contrast = { .cbSize = sizeof contrast };

  return SystemParametersInfoW (SPI_GETHIGHCONTRAST, sizeof contrast, &contrast, 0) && (contrast.dwFlags & HCF_HIGHCONTRASTON) != 0;
}

/* A contrast theme brings its own colours: what they are written on decides. */
static gboolean
is_ground_dark (void)
{
  const COLORREF ground = GetSysColor (COLOR_WINDOW);

  return GetRValue (ground) * 299 + GetGValue (ground) * 587 + GetBValue (ground) * 114 < 128 * 1000;
}

static gboolean
prefers_dark (void)
{
  DWORD light = 1, size = sizeof light;

  RegGetValueW (HKEY_CURRENT_USER, L"Software\\Microsoft\\Windows\\CurrentVersion\\Themes\\Personalize", L"AppsUseLightTheme",
                RRF_RT_REG_DWORD, NULL, &light, &size);
  return light == 0;
}

static void
tell (const char *schema_id, const char *key, const char *value)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = source != NULL ? g_settings_schema_source_lookup (source, schema_id, TRUE) : NULL;
  g_autoptr (GSettings) settings = schema != NULL ? g_settings_new (schema_id) : NULL;
  g_autoptr (GVariant) variant = g_variant_ref_sink (g_variant_parse (NULL, value, NULL, NULL, NULL));

  if (settings != NULL)
    g_settings_set_value (settings, key, variant);
}

/* libadwaita asks the settings of GNOME's desktop; build-aux/windows/appearance.gschema.xml is the part of them that it asks for. */
void
haven_window_system_tell_appearance (void)
{
  const gboolean high_contrast = has_high_contrast (), dark = high_contrast ? is_ground_dark () : prefers_dark ();

  tell ("org.gnome.desktop.interface", "color-scheme", dark ? "'prefer-dark'" : "'default'");
  tell ("org.gnome.desktop.a11y.interface", "high-contrast", high_contrast ? "true" : "false");
}

/* --- one Haven: a window that is never shown and only takes messages, called like the person, of whom a desktop may have two --- */

static wchar_t *
dup_person (void)
{
  return (wchar_t *) g_utf8_to_utf16 (g_get_user_name (), -1, NULL, NULL, NULL);
}

static gboolean
answer_cb (gpointer path)
{
  GApplication *application = g_application_get_default ();
  g_autoptr (GFile) file = *(char *) path != '\0' ? g_file_new_for_path (path) : NULL;

  if (application != NULL && file != NULL)
    g_application_open (application, &file, 1, "");
  else if (application != NULL)
    g_application_activate (application);
  return G_SOURCE_REMOVE;
}

/* Whoever rang waits: it is answered once it has hung up. Nothing to open comes as an end mark alone, for no bytes have no place either. */
static LRESULT CALLBACK
hear_bell (HWND window, UINT message, WPARAM what, LPARAM more)
{
  const COPYDATASTRUCT *words = (const COPYDATASTRUCT *) more;

  if (message != WM_COPYDATA)
    return DefWindowProcW (window, message, what, more);
  if (words->lpData == NULL || words->cbData == 0 || words->cbData > MOST_LETTERS
      || !g_utf8_validate_len (words->lpData, words->cbData - 1, NULL))
    return FALSE;
  g_idle_add_full (G_PRIORITY_DEFAULT, answer_cb, g_strndup (words->lpData, words->cbData - 1), g_free);
  return TRUE;
}

void
haven_window_system_hang_bell (GApplication *application)
{
  const WNDCLASSEXW class = { .cbSize = sizeof class, .lpfnWndProc = hear_bell, .hInstance = GetModuleHandleW (NULL),
                              .lpszClassName = BELL_CLASS };
  g_autofree wchar_t *person = dup_person ();

  RegisterClassExW (&class);
  CreateWindowExW (0, BELL_CLASS, person, 0, 0, 0, 0, 0, HWND_MESSAGE, NULL, GetModuleHandleW (NULL), NULL);
}

gboolean
haven_window_system_ring_bell (const char *path)
{
  g_autofree wchar_t *person = dup_person ();
  const char *said = path != NULL ? path : "";
  COPYDATASTRUCT words = { .cbData = (DWORD) strlen (said) + 1, .lpData = (void *) said };
  HWND bell = FindWindowExW (HWND_MESSAGE, NULL, BELL_CLASS, person);
  DWORD process = 0;
  DWORD_PTR answer = FALSE;

  if (bell == NULL)
    return FALSE;
  GetWindowThreadProcessId (bell, &process);
  AllowSetForegroundWindow (process);
  return SendMessageTimeoutW (bell, WM_COPYDATA, 0, (LPARAM) &words, SMTO_ABORTIFHUNG, BELL_PATIENCE_MS, &answer) != 0 && answer;
}

/* --- what Windows tells a program --- */

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
  else if (message == WM_SETTINGCHANGE || message == WM_SYSCOLORCHANGE)
    haven_window_system_tell_appearance ();
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
