/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-keyring-private.h"

#include <libsecret/secret.h>
#include <string.h>

#define HEX_BYTES (2 * HAVEN_KEY_BYTES)

static const SecretSchema schema = {
  "uk.org.haven.Haven", SECRET_SCHEMA_NONE, { { "id", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } },
};

/* The service takes texts; this one is wiped by whoever made it. */
static char *
to_text (HavenSecret *secret)
{
  static const char digits[] = "0123456789abcdef";
  const guint8 *bytes = haven_secret_peek (secret);
  gsize size = haven_secret_get_size (secret);
  char *text = g_malloc0 (2 * size + 1);

  for (gsize i = 0; i < size; i++) {
    text[2 * i] = digits[bytes[i] >> 4];
    text[2 * i + 1] = digits[bytes[i] & 15];
  }
  return text;
}

static HavenSecret *
from_text (const char *text, GError **error)
{
  guint8 bytes[HAVEN_KEY_BYTES];
  HavenSecret *secret;

  if (strlen (text) != HEX_BYTES || strspn (text, "0123456789abcdef") != HEX_BYTES)
    return haven_keyring_miss (error), NULL;
  for (gsize i = 0; i < sizeof bytes; i++)
    bytes[i] = (guint8) (g_ascii_xdigit_value (text[2 * i]) << 4 | g_ascii_xdigit_value (text[2 * i + 1]));
  secret = haven_secret_new_copy (bytes, sizeof bytes);
  haven_wipe (bytes, sizeof bytes);
  return secret;
}

static gboolean
keep (const char *id, HavenSecret *secret, GError **error)
{
  g_autoptr (GError) local = NULL;
  char *text = to_text (secret);
  gboolean kept = secret_password_store_sync (&schema, SECRET_COLLECTION_SESSION, "Haven", text, NULL, &local, "id", id, NULL);

  haven_wipe_string (text);
  g_free (text);
  return kept || haven_keyring_fail (local != NULL ? local->message : "", error);
}

static HavenSecret *
find (const char *id, GError **error)
{
  g_autoptr (GError) local = NULL;
  char *text = secret_password_lookup_sync (&schema, NULL, &local, "id", id, NULL);
  HavenSecret *secret;

  if (local != NULL)
    return haven_keyring_fail (local->message, error), NULL;
  if (text == NULL)
    return haven_keyring_miss (error), NULL;
  secret = from_text (text, error);
  secret_password_free (text);
  return secret;
}

static gboolean
drop (const char *id, GError **error)
{
  g_autoptr (GError) local = NULL;

  secret_password_clear_sync (&schema, NULL, &local, "id", id, NULL);
  return local == NULL || haven_keyring_fail (local->message, error);
}

static const HavenKeyringBackend backend = { keep, find, drop };
const HavenKeyringBackend *const haven_keyring_system = &backend;
