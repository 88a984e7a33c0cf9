/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-platform.h"

#include "haven-error.h"
#include "haven-platform-private.h"

#include <aclapi.h>
#include <glib/gi18n-lib.h>
#include <sddl.h>
#include <string.h>
#include <windows.h>

/* Full access for the owner and the system, inherited below; nothing from above. */
#define PRIVATE_ACCESS L"D:P(A;OICI;FA;;;OW)(A;OICI;FA;;;SY)"
/* A lock on Windows forbids reading too, so it lies far behind the note of who holds it. */
#define LOCK_PLACE 0x40000000

struct _HavenLock {
  HANDLE file;
};

static wchar_t *
widen (const char *path)
{
  return g_utf8_to_utf16 (path, -1, NULL, NULL, NULL);
}

static gboolean
fail (const char  *message,
      GError     **error)
{
  g_autofree char *reason = g_win32_error_message (GetLastError ());

  g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_FAILED, "%s (%s)", message, reason);
  return FALSE;
}

static gboolean
refuse_link (GError **error)
{
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID,
                       _("This is a link to another place, so Haven does not write there. Choose the real folder."));
  return FALSE;
}

static gboolean
is_link (const wchar_t *path)
{
  DWORD attributes = GetFileAttributesW (path);

  return attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0;
}

static gboolean
close_to_others (wchar_t *path)
{
  PSECURITY_DESCRIPTOR descriptor = NULL;
  BOOL present, defaulted;
  PACL access = NULL;
  gboolean ok;

  if (!ConvertStringSecurityDescriptorToSecurityDescriptorW (PRIVATE_ACCESS, SDDL_REVISION_1, &descriptor, NULL))
    return FALSE;
  ok = GetSecurityDescriptorDacl (descriptor, &present, &access, &defaulted)
       && SetNamedSecurityInfoW (path, SE_FILE_OBJECT, DACL_SECURITY_INFORMATION | PROTECTED_DACL_SECURITY_INFORMATION,
                                 NULL, NULL, access, NULL) == ERROR_SUCCESS;
  LocalFree (descriptor);
  return ok;
}

static gboolean
write_new_file (const wchar_t *path,
                GBytes        *bytes)
{
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);
  HANDLE file = CreateFileW (path, GENERIC_WRITE, 0, NULL, CREATE_NEW, FILE_ATTRIBUTE_NORMAL, NULL);
  DWORD written = 0;
  gboolean ok;

  if (file == INVALID_HANDLE_VALUE)
    return FALSE;
  ok = size <= G_MAXUINT32 && WriteFile (file, data, (DWORD) size, &written, NULL) && written == size && FlushFileBuffers (file);
  CloseHandle (file);
  return ok;
}

static gboolean
remove_entries (const char *path)
{
  g_autoptr(GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;
  gboolean ok = folder != NULL;

  while (ok && (name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *entry = g_build_filename (path, name, NULL);
    ok = haven_platform_remove_tree (entry, NULL);
  }
  return ok;
}

static gboolean
remember_holder (HANDLE      file,
                 const char *holder,
                 gint64      now)
{
  g_autoptr(GBytes) record = haven_lock_record_new (holder, now);
  gsize size;
  const void *data = g_bytes_get_data (record, &size);
  DWORD written;

  return SetFilePointer (file, 0, NULL, FILE_BEGIN) == 0 && SetEndOfFile (file) && WriteFile (file, data, (DWORD) size, &written, NULL);
}

static void
report_holder (HANDLE   file,
               GError **error)
{
  char record[HAVEN_LOCK_RECORD_BYTES + 1] = { 0 };
  DWORD count;

  if (!ReadFile (file, record, HAVEN_LOCK_RECORD_BYTES, &count, NULL))
    record[0] = '\0';
  haven_lock_record_report (record, error);
}

void
haven_platform_start (void)
{
  SetErrorMode (SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX);
  SetConsoleOutputCP (CP_UTF8);
  SetConsoleCP (CP_UTF8);
}

char *
haven_platform_data_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "Haven", NULL);
}

gboolean
haven_platform_make_private_folder (const char  *path,
                                    GError     **error)
{
  g_autofree char *parent = g_path_get_dirname (path);
  g_autofree wchar_t *wide = widen (path);

  if (g_mkdir_with_parents (parent, 0700) != 0 || (!CreateDirectoryW (wide, NULL) && GetLastError () != ERROR_ALREADY_EXISTS))
    return fail (_("The folder could not be made. Nothing was written."), error);
  if (is_link (wide))
    return refuse_link (error);
  return close_to_others (wide) || fail (_("The folder could not be closed to other people."), error);
}

gboolean
haven_platform_make_private (const char  *path,
                             GError     **error)
{
  g_autofree wchar_t *wide = widen (path);

  if (is_link (wide))
    return refuse_link (error);
  return close_to_others (wide) || fail (_("The file could not be closed to other people."), error);
}

gboolean
haven_platform_replace_file (const char  *path,
                             GBytes      *bytes,
                             GError     **error)
{
  g_autofree char *fresh = g_strdup_printf ("%s.%08x", path, g_random_int ());
  g_autofree wchar_t *wide = widen (path);
  g_autofree wchar_t *wide_fresh = widen (fresh);

  if (write_new_file (wide_fresh, bytes) && MoveFileExW (wide_fresh, wide, MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH))
    return TRUE;
  fail (_("The file could not be written. What was there before is unchanged."), error);
  DeleteFileW (wide_fresh);
  return FALSE;
}

gboolean
haven_platform_is_network_path (const char *path)
{
  g_autofree wchar_t *wide = widen (path);
  wchar_t root[MAX_PATH + 1];

  if (g_str_has_prefix (path, "\\\\") || g_str_has_prefix (path, "//"))
    return TRUE;
  return GetVolumePathNameW (wide, root, MAX_PATH) && GetDriveTypeW (root) == DRIVE_REMOTE;
}

char *
haven_platform_make_temp_folder (GError **error)
{
  char *path = g_dir_make_tmp ("haven-XXXXXX", NULL);

  if (path == NULL)
    fail (_("A temporary folder could not be made."), error);
  return path;
}

/* A link is removed itself, never what it points to. */
gboolean
haven_platform_remove_tree (const char  *path,
                            GError     **error)
{
  g_autofree wchar_t *wide = widen (path);
  DWORD attributes = GetFileAttributesW (wide);
  gboolean ok;

  if (attributes == INVALID_FILE_ATTRIBUTES)
    return TRUE;
  if ((attributes & FILE_ATTRIBUTE_DIRECTORY) == 0)
    ok = DeleteFileW (wide);
  else
    ok = ((attributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0 || remove_entries (path)) && RemoveDirectoryW (wide);
  return ok || fail (_("The folder could not be removed completely."), error);
}

HavenLock *
haven_lock_take (const char  *path,
                 const char  *holder,
                 gint64       now,
                 GError     **error)
{
  g_autofree wchar_t *wide = widen (path);
  HANDLE file = CreateFileW (wide, GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE,
                             NULL, OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL);
  OVERLAPPED place = { .Offset = LOCK_PLACE };
  HavenLock *self;

  if (file == INVALID_HANDLE_VALUE)
    return fail (_("The store's lock could not be opened."), error), NULL;
  if (!LockFileEx (file, LOCKFILE_EXCLUSIVE_LOCK | LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, &place)) {
    report_holder (file, error);
    CloseHandle (file);
    return NULL;
  }
  if (!remember_holder (file, holder, now)) {
    fail (_("The store's lock could not be written."), error);
    CloseHandle (file);
    return NULL;
  }
  self = g_new0 (HavenLock, 1);
  self->file = file;
  return self;
}

void
haven_lock_free (HavenLock *self)
{
  if (self == NULL)
    return;
  SetFilePointer (self->file, 0, NULL, FILE_BEGIN);
  SetEndOfFile (self->file);
  CloseHandle (self->file);
  g_free (self);
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

char *
haven_platform_ask_passphrase (const char *prompt, GError **error)
{
  HANDLE console = CreateFileW (L"CONIN$", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL);
  HANDLE screen = CreateFileW (L"CONOUT$", GENERIC_WRITE, FILE_SHARE_WRITE, NULL, OPEN_EXISTING, 0, NULL);
  g_autofree wchar_t *wide = g_utf8_to_utf16 (prompt, -1, NULL, NULL, NULL);
  char *passphrase = NULL;

  if (console != INVALID_HANDLE_VALUE && screen != INVALID_HANDLE_VALUE) {
    WriteConsoleW (screen, wide, wcslen (wide), NULL, NULL);
    passphrase = read_unseen (console);
  }
  if (console != INVALID_HANDLE_VALUE)
    CloseHandle (console);
  if (screen != INVALID_HANDLE_VALUE)
    CloseHandle (screen);
  if (passphrase == NULL)
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_LOCKED,
                         _("A passphrase is needed, and there is no console to ask for it. Name a file with --passphrase-file."));
  return passphrase;
}
