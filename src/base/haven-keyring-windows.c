/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-keyring-private.h"

#include "haven-windows.h"

#include <wincred.h>

static wchar_t *
make_name (const char *id)
{
  g_autofree char *name = g_strconcat ("Haven/", id, NULL);

  return g_utf8_to_utf16 (name, -1, NULL, NULL, NULL);
}

static gboolean
fail (GError **error)
{
  g_autofree char *reason = g_win32_error_message ((int) GetLastError ());

  return haven_keyring_fail (reason, error);
}

/* Of this logon session: it ends with it, and no other sees it. */
static gboolean
keep (const char *id, HavenSecret *secret, GError **error)
{
  g_autofree wchar_t *name = make_name (id);
  CREDENTIALW credential = {
    .Type = CRED_TYPE_GENERIC, .TargetName = name, .UserName = (wchar_t *) L"Haven", .Persist = CRED_PERSIST_SESSION,
    .CredentialBlobSize = (DWORD) haven_secret_get_size (secret), .CredentialBlob = (BYTE *) haven_secret_peek (secret),
  };

  return CredWriteW (&credential, 0) || fail (error);
}

static HavenSecret *
find (const char *id, GError **error)
{
  g_autofree wchar_t *name = make_name (id);
  CREDENTIALW *credential = NULL;
  HavenSecret *secret = NULL;

  if (!CredReadW (name, CRED_TYPE_GENERIC, 0, &credential))
    return GetLastError () == ERROR_NOT_FOUND ? haven_keyring_miss (error) : fail (error), NULL;
  if (credential->CredentialBlobSize == HAVEN_KEY_BYTES)
    secret = haven_secret_new_copy (credential->CredentialBlob, HAVEN_KEY_BYTES);
  else
    haven_keyring_miss (error);
  haven_wipe (credential->CredentialBlob, credential->CredentialBlobSize);
  CredFree (credential);
  return secret;
}

static gboolean
drop (const char *id, GError **error)
{
  g_autofree wchar_t *name = make_name (id);

  return CredDeleteW (name, CRED_TYPE_GENERIC, 0) || GetLastError () == ERROR_NOT_FOUND || fail (error);
}

static const HavenKeyringBackend backend = { keep, find, drop };
const HavenKeyringBackend *const haven_keyring_system = &backend;
