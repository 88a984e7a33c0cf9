/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-platform.h"

#include "haven-error.h"
#include "haven-windows.h"

#include <glib/gi18n-lib.h>

static UINT output_before, input_before;

/* The console outlives the program, so it is given back as it was. */
static void
restore_console_cb (void)
{
  SetConsoleOutputCP (output_before);
  SetConsoleCP (input_before);
}

static void
speak_utf8 (void)
{
  output_before = GetConsoleOutputCP ();
  input_before = GetConsoleCP ();
  if (output_before == 0 || output_before == CP_UTF8)
    return;
  SetConsoleOutputCP (CP_UTF8);
  SetConsoleCP (CP_UTF8);
  atexit (restore_console_cb);
}

gboolean
haven_platform_uses_portals (void)
{
  return FALSE;
}

/* Windows knows the zone. TZ comes from Unix tools, and what GLib does not understand in it would make the clock UTC. It is taken from
 * Windows alone: to take it from the C library too would move what GIO's own thread may be reading there already. */
void
haven_platform_start (void)
{
  SetErrorMode (SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX);
  SetEnvironmentVariableW (L"TZ", NULL);
  speak_utf8 ();
}

char **
haven_platform_dup_arguments (char **argv)
{
  return g_win32_get_command_line ();
}

/* The program stands in bin, wherever that is today. */
void
haven_platform_find_texts (void)
{
  g_autofree char *folder = g_win32_get_package_installation_directory_of_module (NULL);
  g_autofree char *texts = g_build_filename (folder, "share", "locale", NULL);
  g_autofree wchar_t *wide = haven_windows_widen (texts);

  wbindtextdomain (GETTEXT_PACKAGE, wide);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

char *
haven_platform_help_folder (void)
{
  g_autofree char *folder = g_win32_get_package_installation_directory_of_module (NULL);
  const char *elsewhere = g_getenv ("HAVEN_HELP");

  return elsewhere != NULL ? g_strdup (elsewhere) : g_build_filename (folder, "share", "haven", "help", NULL);
}

/* The console itself and not standard input, which may be a file that is being imported. */
static char *
read_unseen (HANDLE console)
{
  wchar_t wide[512];
  DWORD before, length = 0;
  char *passphrase;

  if (!GetConsoleMode (console, &before))
    return NULL;
  SetConsoleMode (console, before & ~ENABLE_ECHO_INPUT);
  if (!ReadConsoleW (console, wide, G_N_ELEMENTS (wide) - 1, &length, NULL))
    length = 0;
  SetConsoleMode (console, before);
  while (length > 0 && (wide[length - 1] == L'\n' || wide[length - 1] == L'\r'))
    length--;
  passphrase = length > 0 ? g_utf16_to_utf8 (wide, length, NULL, NULL, NULL) : NULL;
  SecureZeroMemory (wide, sizeof wide);
  return passphrase;
}

static char *
ask (HANDLE console, HANDLE screen, const char *prompt)
{
  g_autofree wchar_t *wide = g_utf8_to_utf16 (prompt, -1, NULL, NULL, NULL);
  char *passphrase;

  WriteConsoleW (screen, wide, wcslen (wide), NULL, NULL);
  passphrase = read_unseen (console);
  WriteConsoleW (screen, L"\r\n", 2, NULL, NULL);
  return passphrase;
}

char *
haven_platform_ask_passphrase (const char *prompt, GError **error)
{
  HANDLE console = CreateFileW (L"CONIN$", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL);
  HANDLE screen = CreateFileW (L"CONOUT$", GENERIC_WRITE, FILE_SHARE_WRITE, NULL, OPEN_EXISTING, 0, NULL);
  char *passphrase = NULL;

  if (console != INVALID_HANDLE_VALUE && screen != INVALID_HANDLE_VALUE)
    passphrase = ask (console, screen, prompt);
  if (console != INVALID_HANDLE_VALUE)
    CloseHandle (console);
  if (screen != INVALID_HANDLE_VALUE)
    CloseHandle (screen);
  if (passphrase == NULL)
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_LOCKED,
                         _("A passphrase is needed, and there is no console to ask for it. Name a file with --passphrase-file."));
  return passphrase;
}
