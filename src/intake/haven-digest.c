/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-digest.h"

#include <openssl/evp.h>

#include "haven-secret.h"

char *
haven_digest_new (gconstpointer bytes, gsize size)
{
  guint8 hash[EVP_MAX_MD_SIZE];
  guint length = 0;
  GString *hex;

  if (EVP_Digest (bytes, size, hash, &length, EVP_sha256 (), NULL) != 1)
    return haven_secret_hash_hex (bytes, size);
  hex = g_string_sized_new (2 * length + 1);
  for (guint i = 0; i < length; i++)
    g_string_append_printf (hex, "%02x", hash[i]);
  return g_string_free (hex, FALSE);
}
