/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-certificate-file.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include "haven-error.h"
#include "haven-secret.h"

#define MOST_BYTES (1024 * 1024)           /* all that a system trusts is a quarter of this */

static gboolean
refuse (HavenErrorCode code, const char *sentence, GError **error)
{
  g_set_error_literal (error, HAVEN_ERROR, code, sentence);
  return FALSE;
}

static gboolean
check_size (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, 0, NULL, NULL);

  if (info == NULL)
    return refuse (HAVEN_ERROR_NOT_FOUND, _("The file could not be read. Nothing was changed."), error);
  if (g_file_info_get_size (info) > MOST_BYTES)
    return refuse (HAVEN_ERROR_TOO_LARGE, _("This file is too large to be a certificate. Nothing was changed."), error);
  return TRUE;
}

static gboolean
check_text (const char *text, gboolean with_key, GError **error)
{
  if (strstr (text, "-----BEGIN CERTIFICATE-----") == NULL)
    return refuse (HAVEN_ERROR_INVALID,
                   _("This file holds no certificate in the form that is read here (PEM). Ask the Virtual School or your IT technician for "
                     "one. Nothing was changed."), error);
  if (with_key && strstr (text, "PRIVATE KEY-----") == NULL)
    return refuse (HAVEN_ERROR_INVALID,
                   _("This file holds a certificate, and not the private key that belongs to it. Both must be in one file. Nothing was "
                     "changed."), error);
  return TRUE;
}

char *
haven_certificate_file_read (const char *path, gboolean with_key, GError **error)
{
  char *text = NULL;

  if (!check_size (path, error))
    return NULL;
  if (!g_file_get_contents (path, &text, NULL, NULL)) {
    refuse (HAVEN_ERROR_NOT_FOUND, _("The file could not be read. Nothing was changed."), error);
    return NULL;
  }
  if (check_text (text, with_key, error))
    return text;
  haven_wipe_string (text);
  g_free (text);
  return NULL;
}
