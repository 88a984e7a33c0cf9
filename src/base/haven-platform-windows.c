/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-platform.h"

#include "haven-error.h"
#include "haven-windows.h"

#include <glib/gi18n-lib.h>
#include <sddl.h>
#include <string.h>

/* The system's calls end at 260 letters; a folder longer than this is written in the form that does not, files in it included. */
#define LONG_FOLDER 200
/* A virus scanner may hold a file that was just written, but not for long. */
#define PATIENCE_TRIES 20
#define PATIENCE_MS 25

/* --- paths --- */

static wchar_t *
make_absolute (const wchar_t *path)
{
  DWORD size = GetFullPathNameW (path, 0, NULL, NULL);
  wchar_t *whole = g_new0 (wchar_t, size + 1);

  GetFullPathNameW (path, size, whole, NULL);
  return whole;
}

/* \\?\C:\folder or \\?\UNC\server\share, which the system takes as it stands: no slashes, no dots. */
static wchar_t *
make_long (const wchar_t *path)
{
  g_autofree wchar_t *whole = make_absolute (path);
  gboolean shared = whole[0] == L'\\' && whole[1] == L'\\';
  const wchar_t *head = shared ? L"\\\\?\\UNC\\" : L"\\\\?\\";
  const wchar_t *rest = shared ? whole + 2 : whole;
  wchar_t *path_long = g_new0 (wchar_t, wcslen (head) + wcslen (rest) + 1);

  if (wcsncmp (whole, L"\\\\?\\", 4) == 0)
    return wcscpy (path_long, whole);
  return wcscat (wcscpy (path_long, head), rest);
}

wchar_t *
haven_windows_widen (const char *path)
{
  g_autofree wchar_t *wide = g_utf8_to_utf16 (path, -1, NULL, NULL, NULL);

  if (wide == NULL)
    return g_new0 (wchar_t, 1);                    /* not UTF-8: an empty name, which no call takes */
  if (wcslen (wide) < LONG_FOLDER || wcsncmp (wide, L"\\\\?\\", 4) == 0)
    return g_steal_pointer (&wide);
  return make_long (wide);
}

gboolean
haven_windows_fail (const char *message, GError **error)
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

/* A file that a cloud folder keeps elsewhere is a reparse point too, but it is itself. */
static gboolean
is_link (const wchar_t *path)
{
  DWORD attributes = GetFileAttributesW (path);
  WIN32_FIND_DATAW found;
  HANDLE search;

  if (attributes == INVALID_FILE_ATTRIBUTES || (attributes & FILE_ATTRIBUTE_REPARSE_POINT) == 0)
    return FALSE;                                  /* nearly always, and cheaper than a look into the folder */
  search = FindFirstFileW (path, &found);
  if (search == INVALID_HANDLE_VALUE)
    return FALSE;
  FindClose (search);
  return (found.dwFileAttributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0
         && (found.dwReserved0 == 0 || IsReparseTagNameSurrogate (found.dwReserved0));
}

static gboolean
is_folder (const wchar_t *path)
{
  DWORD attributes = GetFileAttributesW (path);

  return attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_DIRECTORY) != 0;
}

/* --- access --- */

static char *
find_user_sid (void)
{
  union { TOKEN_USER user; BYTE bytes[sizeof (TOKEN_USER) + SECURITY_MAX_SID_SIZE]; } is;
  HANDLE token;
  DWORD size;
  LPSTR text = NULL;
  char *sid;

  if (!OpenProcessToken (GetCurrentProcess (), TOKEN_QUERY, &token))
    return NULL;
  if (!GetTokenInformation (token, TokenUser, &is, sizeof is, &size) || !ConvertSidToStringSidA (is.user.User.Sid, &text))
    text = NULL;
  CloseHandle (token);
  sid = g_strdup (text);
  LocalFree (text);
  return sid;
}

/* NULL where the system does not say; the same as long as the program runs. */
static const char *
get_user_sid (void)
{
  static gsize once;
  static char *sid;

  if (g_once_init_enter (&once)) {
    sid = find_user_sid ();
    g_once_init_leave (&once, 1);
  }
  return sid;
}

static char *
find_owner_sid (const wchar_t *path)
{
  union { SECURITY_DESCRIPTOR descriptor; BYTE bytes[sizeof (SECURITY_DESCRIPTOR) + SECURITY_MAX_SID_SIZE]; } is;
  DWORD size;
  BOOL by_default;
  PSID owner = NULL;
  LPSTR text = NULL;
  char *sid;

  if (!GetFileSecurityW (path, OWNER_SECURITY_INFORMATION, &is.descriptor, sizeof is, &size)
      || !GetSecurityDescriptorOwner (&is.descriptor, &owner, &by_default) || owner == NULL || !ConvertSidToStringSidA (owner, &text))
    return NULL;
  sid = g_strdup (text);
  LocalFree (text);
  return sid;
}

/* Everything for this person and the system, inherited below; nothing from above. To be freed by LocalFree. */
static PSECURITY_DESCRIPTOR
make_private_access (void)
{
  const char *sid = get_user_sid ();
  g_autofree char *text = g_strdup_printf ("D:P(A;OICI;FA;;;%s)(A;OICI;FA;;;SY)", sid);
  PSECURITY_DESCRIPTOR descriptor = NULL;

  if (sid == NULL || !ConvertStringSecurityDescriptorToSecurityDescriptorA (text, SDDL_REVISION_1, &descriptor, NULL))
    return NULL;
  return descriptor;
}

static gboolean
close_to_others (const wchar_t *path)
{
  PSECURITY_DESCRIPTOR descriptor = make_private_access ();
  gboolean ok = descriptor != NULL
                && SetFileSecurityW (path, DACL_SECURITY_INFORMATION | PROTECTED_DACL_SECURITY_INFORMATION, descriptor);
  DWORD code = GetLastError ();

  LocalFree (descriptor);
  SetLastError (code);
  return ok;
}

/* Made private from its first moment. A link there is opened itself, not what it points to. */
HANDLE
haven_windows_open_private (const wchar_t *path, DWORD sharing, DWORD disposition)
{
  SECURITY_ATTRIBUTES attributes = { sizeof attributes, make_private_access (), FALSE };
  HANDLE file = INVALID_HANDLE_VALUE;

  if (attributes.lpSecurityDescriptor == NULL)
    return file;
  file = CreateFileW (path, GENERIC_READ | GENERIC_WRITE, sharing, &attributes, disposition,
                      FILE_ATTRIBUTE_NORMAL | FILE_FLAG_OPEN_REPARSE_POINT, NULL);
  LocalFree (attributes.lpSecurityDescriptor);
  return file;
}

/* --- files and folders --- */

static gboolean
write_all (HANDLE file, GBytes *bytes)
{
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);
  DWORD written = 0;

  return size <= G_MAXUINT32 && WriteFile (file, data, (DWORD) size, &written, NULL) && written == size;
}

static gboolean
write_new_file (const wchar_t *path, GBytes *bytes)
{
  HANDLE file = haven_windows_open_private (path, 0, CREATE_NEW);
  gboolean ok;

  if (file == INVALID_HANDLE_VALUE)
    return FALSE;
  ok = write_all (file, bytes) && FlushFileBuffers (file);
  return CloseHandle (file) && ok;
}

static gboolean
is_passing (DWORD code)
{
  return code == ERROR_SHARING_VIOLATION || code == ERROR_ACCESS_DENIED || code == ERROR_LOCK_VIOLATION;
}

static gboolean
move_over (const wchar_t *from, const wchar_t *to)
{
  for (int i = 0; i < PATIENCE_TRIES; i++) {
    if (MoveFileExW (from, to, MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH))
      return TRUE;
    if (!is_passing (GetLastError ()) || is_folder (to))
      return FALSE;
    Sleep (PATIENCE_MS);
  }
  return FALSE;
}

static gboolean
make_parents (const char *path)
{
  g_autofree char *parent = g_path_get_dirname (path);
  g_autofree wchar_t *wide = haven_windows_widen (parent);

  if (is_folder (wide) || g_str_equal (parent, path))
    return TRUE;
  return make_parents (parent) && (CreateDirectoryW (wide, NULL) || GetLastError () == ERROR_ALREADY_EXISTS);
}

static gboolean
remove_entries (const char *folder)
{
  g_autofree char *pattern = g_build_filename (folder, "*", NULL);
  g_autofree wchar_t *wide = haven_windows_widen (pattern);
  WIN32_FIND_DATAW found;
  HANDLE search = FindFirstFileW (wide, &found);
  gboolean ok = search != INVALID_HANDLE_VALUE;

  for (BOOL more = ok; ok && more; more = FindNextFileW (search, &found)) {
    g_autofree char *name = g_utf16_to_utf8 (found.cFileName, -1, NULL, NULL, NULL);
    g_autofree char *entry = name == NULL ? NULL : g_build_filename (folder, name, NULL);
    if (g_strcmp0 (name, ".") != 0 && g_strcmp0 (name, "..") != 0)
      ok = entry != NULL && haven_platform_remove_tree (entry, NULL);
  }
  if (search != INVALID_HANDLE_VALUE)
    FindClose (search);
  return ok;
}

/* The place itself, or the nearest folder above it that is there already */
static HANDLE
open_nearest (const char *path)
{
  g_autofree char *nearest = g_canonicalize_filename (path, NULL);

  for (;;) {
    g_autofree wchar_t *wide = haven_windows_widen (nearest);
    HANDLE place = CreateFileW (wide, 0, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL, OPEN_EXISTING,
                                FILE_FLAG_BACKUP_SEMANTICS, NULL);
    char *parent = g_path_get_dirname (nearest);
    gboolean top = g_str_equal (parent, nearest);
    g_free (nearest);
    nearest = parent;
    if (place != INVALID_HANDLE_VALUE || top)
      return place;
  }
}

static gboolean
is_named_remote (const char *path)
{
  g_autofree char *whole = g_canonicalize_filename (path, NULL);
  char root[] = { whole[0], ':', '\\', '\0' };

  if (g_str_has_prefix (whole, "\\\\") || g_str_has_prefix (whole, "//"))
    return !g_str_has_prefix (whole, "\\\\?\\") || g_str_has_prefix (whole, "\\\\?\\UNC\\");
  return g_ascii_isalpha (whole[0]) && GetDriveTypeA (root) == DRIVE_REMOTE;
}

/* A folder above it may be a link to a share. */
static gboolean
leads_to_share (const char *path)
{
  HANDLE place = open_nearest (path);
  g_autofree wchar_t *real = NULL;
  DWORD size;

  if (place == INVALID_HANDLE_VALUE)
    return FALSE;
  size = GetFinalPathNameByHandleW (place, NULL, 0, FILE_NAME_NORMALIZED | VOLUME_NAME_DOS);
  real = g_new0 (wchar_t, size + 1);
  GetFinalPathNameByHandleW (place, real, size, FILE_NAME_NORMALIZED | VOLUME_NAME_DOS);
  CloseHandle (place);
  return wcsncmp (real, L"\\\\?\\UNC\\", 8) == 0;
}

char *
haven_platform_data_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "Haven", NULL);
}

gboolean
haven_platform_make_private_folder (const char *path, GError **error)
{
  g_autofree wchar_t *wide = haven_windows_widen (path);

  if (!make_parents (path) || (!CreateDirectoryW (wide, NULL) && (GetLastError () != ERROR_ALREADY_EXISTS || !is_folder (wide))))
    return haven_windows_fail (_("The folder could not be made. Nothing was written."), error);
  if (is_link (wide))
    return refuse_link (error);
  return close_to_others (wide) || haven_windows_fail (_("The folder could not be closed to other people."), error);
}

gboolean
haven_platform_make_private (const char *path, GError **error)
{
  g_autofree wchar_t *wide = haven_windows_widen (path);

  if (is_link (wide))
    return refuse_link (error);
  return close_to_others (wide) || haven_windows_fail (_("The file could not be closed to other people."), error);
}

gboolean
haven_platform_replace_file (const char *path, GBytes *bytes, GError **error)
{
  g_autofree char *fresh = g_strdup_printf ("%s.%08x", path, g_random_int ());
  g_autofree wchar_t *wide = haven_windows_widen (path);
  g_autofree wchar_t *wide_fresh = haven_windows_widen (fresh);

  if (write_new_file (wide_fresh, bytes) && move_over (wide_fresh, wide))
    return TRUE;
  haven_windows_fail (_("The file could not be written. What was there before is unchanged."), error);
  DeleteFileW (wide_fresh);
  return FALSE;
}

gboolean
haven_platform_is_network_path (const char *path)
{
  return is_named_remote (path) || leads_to_share (path);
}

gboolean
haven_platform_is_link (const char *path)
{
  g_autofree wchar_t *wide = haven_windows_widen (path);

  return is_link (wide);
}

/* Anybody may make a folder in %ProgramData%, so who wrote the file counts: an administrator, the system, or the person who runs this. */
gboolean
haven_platform_is_of_administrator (const char *path)
{
  static const char *const trusted[] = { "S-1-5-32-544", "S-1-5-18", NULL };
  g_autofree wchar_t *wide = haven_windows_widen (path);
  g_autofree char *owner = find_owner_sid (wide);

  return owner != NULL && (g_strv_contains (trusted, owner) || g_strcmp0 (owner, get_user_sid ()) == 0);
}

/* Asked of the folder itself: its access list and a medium that is read only both say no. */
gboolean
haven_platform_can_write (const char *folder)
{
  g_autofree wchar_t *wide = haven_windows_widen (folder);
  HANDLE place = CreateFileW (wide, FILE_ADD_FILE, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL, OPEN_EXISTING,
                              FILE_FLAG_BACKUP_SEMANTICS, NULL);

  if (place == INVALID_HANDLE_VALUE)
    return FALSE;
  return CloseHandle (place);
}

char *
haven_platform_long_path (const char *path)
{
  g_autofree char *whole = g_canonicalize_filename (path, NULL);
  g_autofree wchar_t *wide = haven_windows_widen (whole);

  return g_utf16_to_utf8 (wide, -1, NULL, NULL, NULL);
}

char *
haven_platform_make_temp_folder (GError **error)
{
  char *path = g_dir_make_tmp ("haven-XXXXXX", NULL);

  if (path == NULL)
    haven_windows_fail (_("A temporary folder could not be made."), error);
  else if (!haven_platform_make_private_folder (path, error))
    g_clear_pointer (&path, g_free);
  return path;
}

/* A link is removed itself, never what it points to. */
gboolean
haven_platform_remove_tree (const char *path, GError **error)
{
  g_autofree wchar_t *wide = haven_windows_widen (path);
  DWORD attributes = GetFileAttributesW (wide);
  gboolean ok;

  if (attributes == INVALID_FILE_ATTRIBUTES)
    return TRUE;
  if ((attributes & FILE_ATTRIBUTE_READONLY) != 0)
    SetFileAttributesW (wide, attributes & ~FILE_ATTRIBUTE_READONLY);
  if ((attributes & FILE_ATTRIBUTE_DIRECTORY) == 0)
    ok = DeleteFileW (wide);
  else
    ok = (is_link (wide) || remove_entries (path)) && RemoveDirectoryW (wide);
  return ok || haven_windows_fail (_("The folder could not be removed completely."), error);
}
