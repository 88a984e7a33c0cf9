/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-keyring-private.h"

#include "haven-error.h"

#include <glib/gi18n-lib.h>

static const HavenKeyringBackend *chosen;

static const HavenKeyringBackend *
get_backend (void)
{
  return chosen != NULL ? chosen : haven_keyring_system;
}

void
haven_keyring_set_backend (const HavenKeyringBackend *backend)
{
  chosen = backend;
}

gboolean
haven_keyring_is_there (void)
{
  return get_backend () != NULL;
}

gboolean
haven_keyring_fail (const char *reason, GError **error)
{
  g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_FAILED, _("The desktop’s keyring does not answer as it should (%s). Use your passphrase."),
               reason);
  return FALSE;
}

gboolean
haven_keyring_miss (GError **error)
{
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND, _("The desktop’s keyring keeps nothing for this. Use your passphrase."));
  return FALSE;
}

static gboolean
check_there (GError **error)
{
  if (haven_keyring_is_there ())
    return TRUE;
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND, _("There is no keyring on this computer. Use your passphrase."));
  return FALSE;
}

gboolean
haven_keyring_keep (const char *id, HavenSecret *secret, GError **error)
{
  return check_there (error) && get_backend ()->keep (id, secret, error);
}

HavenSecret *
haven_keyring_find (const char *id, GError **error)
{
  return check_there (error) ? get_backend ()->find (id, error) : NULL;
}

gboolean
haven_keyring_drop (const char *id, GError **error)
{
  return check_there (error) && get_backend ()->drop (id, error);
}
