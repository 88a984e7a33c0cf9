/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-test-system-private.h"

#include <aclapi.h>
#include <windows.h>

#define DEAD 137
#define UNPRIVILEGED 2     /* SYMBOLIC_LINK_FLAG_ALLOW_UNPRIVILEGED_CREATE, newer than these headers */

static gboolean
is_mine (PSID sid)
{
  union { TOKEN_USER user; BYTE bytes[sizeof (TOKEN_USER) + SECURITY_MAX_SID_SIZE]; } is;
  HANDLE token;
  DWORD size;

  g_assert_true (OpenProcessToken (GetCurrentProcess (), TOKEN_QUERY, &token));
  g_assert_true (GetTokenInformation (token, TokenUser, &is, sizeof is, &size));
  CloseHandle (token);
  return EqualSid (sid, is.user.User.Sid);
}

static void
assert_entry_private (PACL access, DWORD n)
{
  ACCESS_ALLOWED_ACE *entry;

  g_assert_true (GetAce (access, n, (void **) &entry));
  if (entry->Header.AceType == ACCESS_ALLOWED_ACE_TYPE)
    g_assert_true (is_mine (&entry->SidStart) || IsWellKnownSid (&entry->SidStart, WinLocalSystemSid));
}

void
haven_test_assert_private (const char *path)
{
  g_autofree wchar_t *wide = g_utf8_to_utf16 (path, -1, NULL, NULL, NULL);
  PSECURITY_DESCRIPTOR descriptor;
  PACL access = NULL;

  g_assert_cmpuint (GetNamedSecurityInfoW (wide, SE_FILE_OBJECT, DACL_SECURITY_INFORMATION, NULL, NULL, &access, NULL, &descriptor), ==, 0);
  g_assert_nonnull (access);
  g_assert_cmpuint (access->AceCount, >, 0);
  for (DWORD i = 0; i < access->AceCount; i++)
    assert_entry_private (access, i);
  LocalFree (descriptor);
}

void
haven_test_open_to_all (const char *path)
{
  g_autofree wchar_t *wide = g_utf8_to_utf16 (path, -1, NULL, NULL, NULL);
  EXPLICIT_ACCESSW everyone = { .grfAccessPermissions = GENERIC_ALL, .grfAccessMode = GRANT_ACCESS };
  PACL access = NULL;

  BuildTrusteeWithNameW (&everyone.Trustee, (LPWSTR) L"Everyone");
  g_assert_cmpuint (SetEntriesInAclW (1, &everyone, NULL, &access), ==, 0);
  g_assert_cmpuint (SetNamedSecurityInfoW (wide, SE_FILE_OBJECT, DACL_SECURITY_INFORMATION, NULL, NULL, access, NULL), ==, 0);
  LocalFree (access);
}

/* An ordinary person may make links only in developer mode, and Wine makes none at all. */
gboolean
haven_test_make_link (const char *target, const char *link)
{
  g_autofree wchar_t *from = g_utf8_to_utf16 (link, -1, NULL, NULL, NULL);
  g_autofree wchar_t *to = g_utf8_to_utf16 (target, -1, NULL, NULL, NULL);
  DWORD kind = g_file_test (target, G_FILE_TEST_IS_DIR) ? SYMBOLIC_LINK_FLAG_DIRECTORY : 0;

  if (CreateSymbolicLinkW (from, to, kind | UNPRIVILEGED) && GetFileAttributesW (from) != INVALID_FILE_ATTRIBUTES)
    return TRUE;
  g_test_skip ("this system lets nobody but an administrator make links");
  return FALSE;
}

void
haven_test_die (void)
{
  TerminateProcess (GetCurrentProcess (), DEAD);
  abort ();
}

gboolean
haven_test_has_died (GSubprocess *process)
{
  return g_subprocess_get_if_exited (process) && g_subprocess_get_exit_status (process) == DEAD;
}
