/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-secret.h"

#include "haven-error.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#define NONCE_BYTES crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG_BYTES crypto_aead_xchacha20poly1305_ietf_ABYTES

struct _HavenSecret {
  gsize size;
  guint8 *bytes;                           /* guarded and locked; read-only once filled */
};

const HavenStretch HAVEN_STRETCH_DEFAULT = { .memory_kib = 64 * 1024, .passes = 3 };
const HavenStretch HAVEN_STRETCH_TEST = { .memory_kib = 8, .passes = 1 };

G_STATIC_ASSERT (HAVEN_KEY_BYTES == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
G_STATIC_ASSERT (HAVEN_SALT_BYTES == crypto_pwhash_SALTBYTES);

static guint8 *
allocate_guarded (gsize size)
{
  guint8 *bytes = sodium_malloc (size);

  if (bytes == NULL)
    g_error ("no memory for a key");
  return bytes;
}

static HavenSecret *
take_guarded (guint8 *bytes,
              gsize   size)
{
  HavenSecret *self = g_new0 (HavenSecret, 1);

  sodium_mprotect_readonly (bytes);
  self->bytes = bytes;
  self->size = size;
  return self;
}

/* What was opened is wiped when its last reader lets it go. */
static GBytes *
take_opened (guint8 *bytes,
             gsize   size)
{
  return g_bytes_new_with_free_func (bytes, size, sodium_free, bytes);
}

static gboolean
refuse_to_open (GError **error)
{
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_LOCKED,
                       _("This could not be opened: the key does not fit, or it has been altered."));
  return FALSE;
}

gboolean
haven_secret_start (GError **error)
{
  if (sodium_init () >= 0)
    return TRUE;
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_FAILED,
                       _("This computer gives no safe random numbers, so nothing can be encrypted. Nothing was opened."));
  return FALSE;
}

HavenSecret *
haven_secret_new_random (gsize size)
{
  guint8 *bytes = allocate_guarded (size);

  randombytes_buf (bytes, size);
  return take_guarded (bytes, size);
}

HavenSecret *
haven_secret_new_copy (gconstpointer bytes,
                       gsize         size)
{
  guint8 *copy = allocate_guarded (size);

  if (size > 0)
    memcpy (copy, bytes, size);
  return take_guarded (copy, size);
}

void
haven_secret_free (HavenSecret *self)
{
  if (self == NULL)
    return;
  sodium_free (self->bytes);
  g_free (self);
}

const guint8 *
haven_secret_peek (HavenSecret *self)
{
  return self->bytes;
}

gsize
haven_secret_get_size (HavenSecret *self)
{
  return self->size;
}

void
haven_wipe (gpointer memory,
            gsize    size)
{
  if (memory != NULL)
    sodium_memzero (memory, size);
}

void
haven_wipe_string (char *text)
{
  if (text != NULL)
    sodium_memzero (text, strlen (text));
}

gboolean
haven_stretch_is_acceptable (HavenStretch cost)
{
  if (cost.memory_kib == HAVEN_STRETCH_TEST.memory_kib && cost.passes == HAVEN_STRETCH_TEST.passes)
    return TRUE;
  return cost.memory_kib >= HAVEN_STRETCH_MIN_KIB && cost.memory_kib <= HAVEN_STRETCH_MAX_KIB
         && cost.passes >= 1 && cost.passes <= HAVEN_STRETCH_MAX_PASSES;
}

HavenSecret *
haven_secret_stretch (const char    *passphrase,
                      const guint8   salt[HAVEN_SALT_BYTES],
                      HavenStretch   cost,
                      GError       **error)
{
  guint8 *key;

  if (!haven_stretch_is_acceptable (cost)) {
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID,
                         _("The cost of trying a passphrase is out of bounds, so it was not tried."));
    return NULL;
  }
  key = allocate_guarded (HAVEN_KEY_BYTES);
  if (crypto_pwhash (key, HAVEN_KEY_BYTES, passphrase, strlen (passphrase), salt,
                     cost.passes, (gsize) cost.memory_kib * 1024, crypto_pwhash_ALG_ARGON2ID13) != 0) {
    sodium_free (key);
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_FAILED,
                         _("There is not enough free memory to try the passphrase. Close other programs and try again."));
    return NULL;
  }
  return take_guarded (key, HAVEN_KEY_BYTES);
}

GBytes *
haven_secret_wrap (HavenSecret *key,
                   GBytes      *plain,
                   const char  *context)
{
  gsize size = g_bytes_get_size (plain);
  guint8 *sealed = g_malloc (NONCE_BYTES + size + TAG_BYTES);

  g_assert (key->size == HAVEN_KEY_BYTES);
  randombytes_buf (sealed, NONCE_BYTES);
  crypto_aead_xchacha20poly1305_ietf_encrypt (sealed + NONCE_BYTES, NULL, g_bytes_get_data (plain, NULL), size,
                                              (const guint8 *) context, strlen (context), NULL, sealed, key->bytes);
  return g_bytes_new_take (sealed, NONCE_BYTES + size + TAG_BYTES);
}

/* How much there is in it; refused: less than nothing */
static gboolean
measure_wrapped (GBytes  *sealed,
                 gsize   *ret_size,
                 GError **error)
{
  if (g_bytes_get_size (sealed) < NONCE_BYTES + TAG_BYTES)
    return refuse_to_open (error);
  *ret_size = g_bytes_get_size (sealed) - NONCE_BYTES - TAG_BYTES;
  return TRUE;
}

static gboolean
unwrap_into (guint8      *plain,
             HavenSecret *key,
             GBytes      *sealed,
             const char  *context,
             GError     **error)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (sealed, &size);

  g_assert (key->size == HAVEN_KEY_BYTES);
  if (crypto_aead_xchacha20poly1305_ietf_decrypt (plain, NULL, NULL, bytes + NONCE_BYTES, size - NONCE_BYTES,
                                                  (const guint8 *) context, strlen (context), bytes, key->bytes) == 0)
    return TRUE;
  return refuse_to_open (error);
}

GBytes *
haven_secret_unwrap (HavenSecret  *key,
                     GBytes       *sealed,
                     const char   *context,
                     GError      **error)
{
  gsize size;
  guint8 *plain;

  if (!measure_wrapped (sealed, &size, error))
    return NULL;
  plain = allocate_guarded (size);
  if (unwrap_into (plain, key, sealed, context, error))
    return take_opened (plain, size);
  sodium_free (plain);
  return NULL;
}

char *
haven_secret_unwrap_text (HavenSecret  *key,
                          GBytes       *sealed,
                          const char   *context,
                          GError      **error)
{
  g_autofree char *text = NULL;
  gsize size;

  if (!measure_wrapped (sealed, &size, error))
    return NULL;
  text = g_malloc0 (size + 1);
  return unwrap_into ((guint8 *) text, key, sealed, context, error) ? g_steal_pointer (&text) : NULL;
}

GBytes *
haven_secret_hash (gconstpointer bytes,
                   gsize         size)
{
  guint8 *hash = g_malloc (crypto_hash_sha256_BYTES);

  crypto_hash_sha256 (hash, bytes, size);
  return g_bytes_new_take (hash, crypto_hash_sha256_BYTES);
}

char *
haven_secret_hash_hex (gconstpointer bytes,
                       gsize         size)
{
  guint8 hash[crypto_hash_sha256_BYTES];
  char *hex = g_malloc (2 * sizeof hash + 1);

  crypto_hash_sha256 (hash, bytes, size);
  return sodium_bin2hex (hex, 2 * sizeof hash + 1, hash, sizeof hash);
}

guint64
haven_secret_mac64 (HavenSecret  *key,
                    gconstpointer bytes,
                    gsize         size)
{
  crypto_auth_hmacsha256_state state;
  guint8 mac[crypto_auth_hmacsha256_BYTES];
  guint64 first = 0;

  crypto_auth_hmacsha256_init (&state, key->bytes, key->size);
  crypto_auth_hmacsha256_update (&state, bytes, size);
  crypto_auth_hmacsha256_final (&state, mac);
  for (guint i = 0; i < sizeof first; i++)
    first = first << 8 | mac[i];
  sodium_memzero (&state, sizeof state);
  return first;
}

void
haven_secret_expand (const guint8 seed[HAVEN_KEY_BYTES],
                     guint64     *ret_values,
                     gsize        n)
{
  static const guint8 nonce[crypto_stream_chacha20_NONCEBYTES] = { 0 };

  crypto_stream_chacha20 ((guint8 *) ret_values, n * sizeof *ret_values, nonce, seed);
  for (gsize i = 0; i < n; i++)
    ret_values[i] = GUINT64_FROM_LE (ret_values[i]);
}

gboolean
haven_seal_new_pair (GBytes      **ret_public,
                     HavenSecret **ret_secret)
{
  guint8 *public_key = g_malloc (crypto_box_PUBLICKEYBYTES);
  guint8 *secret_key = allocate_guarded (crypto_box_SECRETKEYBYTES);

  crypto_box_keypair (public_key, secret_key);
  *ret_public = g_bytes_new_take (public_key, crypto_box_PUBLICKEYBYTES);
  *ret_secret = take_guarded (secret_key, crypto_box_SECRETKEYBYTES);
  return TRUE;
}

GBytes *
haven_seal (GBytes *public_key,
            GBytes *plain)
{
  gsize size = g_bytes_get_size (plain);
  guint8 *sealed = g_malloc (size + crypto_box_SEALBYTES);

  g_assert (g_bytes_get_size (public_key) == crypto_box_PUBLICKEYBYTES);
  if (crypto_box_seal (sealed, g_bytes_get_data (plain, NULL), size, g_bytes_get_data (public_key, NULL)) != 0) {
    g_free (sealed);                       /* a point of low order: not a key that anybody made honestly */
    return NULL;
  }
  return g_bytes_new_take (sealed, size + crypto_box_SEALBYTES);
}

static guint8 *
open_seal (GBytes       *public_key,
           HavenSecret  *secret_key,
           GBytes       *sealed,
           gsize        *ret_size,
           GError      **error)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (sealed, &size);
  guint8 *plain;

  g_assert (g_bytes_get_size (public_key) == crypto_box_PUBLICKEYBYTES && secret_key->size == crypto_box_SECRETKEYBYTES);
  if (size < crypto_box_SEALBYTES)
    return refuse_to_open (error), NULL;
  *ret_size = size - crypto_box_SEALBYTES;
  plain = allocate_guarded (*ret_size);
  if (crypto_box_seal_open (plain, bytes, size, g_bytes_get_data (public_key, NULL), secret_key->bytes) == 0)
    return plain;
  sodium_free (plain);
  return refuse_to_open (error), NULL;
}

GBytes *
haven_seal_open (GBytes       *public_key,
                 HavenSecret  *secret_key,
                 GBytes       *sealed,
                 GError      **error)
{
  gsize size;
  guint8 *plain = open_seal (public_key, secret_key, sealed, &size, error);

  return plain != NULL ? take_opened (plain, size) : NULL;
}

HavenSecret *
haven_seal_open_secret (GBytes       *public_key,
                        HavenSecret  *secret_key,
                        GBytes       *sealed,
                        GError      **error)
{
  gsize size;
  guint8 *plain = open_seal (public_key, secret_key, sealed, &size, error);

  return plain != NULL ? take_guarded (plain, size) : NULL;
}

gboolean
haven_sign_new_pair (GBytes      **ret_public,
                     HavenSecret **ret_secret)
{
  guint8 *public_key = g_malloc (crypto_sign_PUBLICKEYBYTES);
  guint8 *secret_key = allocate_guarded (crypto_sign_SECRETKEYBYTES);

  crypto_sign_keypair (public_key, secret_key);
  *ret_public = g_bytes_new_take (public_key, crypto_sign_PUBLICKEYBYTES);
  *ret_secret = take_guarded (secret_key, crypto_sign_SECRETKEYBYTES);
  return TRUE;
}

GBytes *
haven_sign (HavenSecret *secret_key,
            GBytes      *message)
{
  guint8 *signature = g_malloc (crypto_sign_BYTES);

  g_assert (secret_key->size == crypto_sign_SECRETKEYBYTES);
  crypto_sign_detached (signature, NULL, g_bytes_get_data (message, NULL), g_bytes_get_size (message), secret_key->bytes);
  return g_bytes_new_take (signature, crypto_sign_BYTES);
}

gboolean
haven_sign_verify (GBytes *public_key,
                   GBytes *message,
                   GBytes *signature)
{
  if (g_bytes_get_size (public_key) != crypto_sign_PUBLICKEYBYTES || g_bytes_get_size (signature) != crypto_sign_BYTES)
    return FALSE;
  return crypto_sign_verify_detached (g_bytes_get_data (signature, NULL), g_bytes_get_data (message, NULL),
                                      g_bytes_get_size (message), g_bytes_get_data (public_key, NULL)) == 0;
}

/* An Ed25519 key has its X25519 twin: one fingerprint, compared once, stands for both uses. */
GBytes *
haven_sign_seal (GBytes *public_key, GBytes *plain)
{
  guint8 twin[crypto_scalarmult_curve25519_BYTES];
  g_autoptr (GBytes) box = NULL;

  if (g_bytes_get_size (public_key) != crypto_sign_PUBLICKEYBYTES
      || crypto_sign_ed25519_pk_to_curve25519 (twin, g_bytes_get_data (public_key, NULL)) != 0)
    return NULL;
  box = g_bytes_new (twin, sizeof twin);
  return haven_seal (box, plain);
}

GBytes *
haven_sign_open (GBytes *public_key, HavenSecret *secret_key, GBytes *sealed, GError **error)
{
  guint8 twin[crypto_scalarmult_curve25519_BYTES];
  guint8 *secret = allocate_guarded (sizeof twin);
  g_autoptr (HavenSecret) secret_twin = NULL;
  g_autoptr (GBytes) box = NULL;

  g_assert (secret_key->size == crypto_sign_SECRETKEYBYTES);
  if (crypto_sign_ed25519_pk_to_curve25519 (twin, g_bytes_get_data (public_key, NULL)) != 0)
    memset (twin, 0, sizeof twin);
  crypto_sign_ed25519_sk_to_curve25519 (secret, secret_key->bytes);
  secret_twin = take_guarded (secret, sizeof twin);
  box = g_bytes_new (twin, sizeof twin);
  return haven_seal_open (box, secret_twin, sealed, error);
}
