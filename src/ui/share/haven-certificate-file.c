/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-certificate-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include "haven-error.h"
#include "haven-secret.h"

static gboolean
refuse (const char *sentence, GError **error)
{
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, sentence);
  return FALSE;
}

static gboolean
check_text (const char *text, gboolean with_key, GError **error)
{
  if (strstr (text, "-----BEGIN CERTIFICATE-----") == NULL)
    return refuse (_("This file holds no certificate in the form that is read here (PEM). Ask the Virtual School or your IT technician for "
                     "one. Nothing was changed."), error);
  if (with_key && strstr (text, "PRIVATE KEY-----") == NULL)
    return refuse (_("This file holds a certificate, and not the private key that belongs to it. Both must be in one file. Nothing was "
                     "changed."), error);
  return TRUE;
}

char *
haven_certificate_file_parse (GBytes *file, gboolean with_key, GError **error)
{
  gsize size;
  const char *bytes = g_bytes_get_data (file, &size);
  char *text = g_strndup (bytes, size);

  if (check_text (text, with_key, error))
    return text;
  haven_wipe_string (text);
  g_free (text);
  return NULL;
}
