/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Keys in locked, guarded memory (libsodium), wiped on free; and the crypto that works on them. */
#define HAVEN_KEY_BYTES 32
#define HAVEN_SALT_BYTES 16

typedef struct _HavenSecret HavenSecret;

gboolean     haven_secret_start      (GError **error);                /* once per process, before anything else of this file */
HavenSecret *haven_secret_new_random (gsize size);
HavenSecret *haven_secret_new_copy   (gconstpointer bytes, gsize size);
void         haven_secret_free       (HavenSecret *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenSecret, haven_secret_free)
const guint8 *haven_secret_peek      (HavenSecret *self);
gsize        haven_secret_get_size   (HavenSecret *self);
void         haven_wipe              (gpointer memory, gsize size);
void         haven_wipe_string       (char *text);                     /* NULL is fine; the string stays allocated, all zero */

/* Argon2id 1.3. memory_kib is at least HAVEN_STRETCH_MIN_KIB unless the test cost is asked for. */
typedef struct {
  guint32 memory_kib;
  guint32 passes;
} HavenStretch;
#define HAVEN_STRETCH_MIN_KIB (46 * 1024)
#define HAVEN_STRETCH_MAX_KIB (1024 * 1024)
#define HAVEN_STRETCH_MAX_PASSES 16
extern const HavenStretch HAVEN_STRETCH_DEFAULT;                       /* 64 MiB, 3 passes */
extern const HavenStretch HAVEN_STRETCH_TEST;                          /* cost 1: tests and the demo only */

gboolean     haven_stretch_is_acceptable (HavenStretch cost);          /* within the bounds, or exactly the test cost */
HavenSecret *haven_secret_stretch    (const char *passphrase, const guint8 salt[HAVEN_SALT_BYTES], HavenStretch cost, GError **error);

/* Authenticated encryption (XChaCha20-Poly1305); the nonce is random and stands in front. context is authenticated, not stored. */
GBytes      *haven_secret_wrap       (HavenSecret *key, GBytes *plain, const char *context);
GBytes      *haven_secret_unwrap     (HavenSecret *key, GBytes *sealed, const char *context, GError **error);
char        *haven_secret_unwrap_text (HavenSecret *key, GBytes *sealed, const char *context, GError **error); /* in ordinary memory: words, no key */
GBytes      *haven_secret_hash       (gconstpointer bytes, gsize size);  /* SHA-256, 32 bytes */
guint64      haven_secret_mac64     (HavenSecret *key, gconstpointer bytes, gsize size); /* the first 64 bits of HMAC-SHA-256 */
void         haven_secret_expand    (const guint8 seed[HAVEN_KEY_BYTES], guint64 *ret_values, gsize n); /* the ChaCha20 stream of a seed used once */
char        *haven_secret_hash_hex   (gconstpointer bytes, gsize size);

/* Key pairs: X25519 sealed boxes (anyone may seal, the owner opens); Ed25519 signatures */
gboolean     haven_seal_new_pair     (GBytes **ret_public, HavenSecret **ret_secret);
GBytes      *haven_seal              (GBytes *public_key, GBytes *plain);
GBytes      *haven_seal_open         (GBytes *public_key, HavenSecret *secret_key, GBytes *sealed, GError **error);
HavenSecret *haven_seal_open_secret  (GBytes *public_key, HavenSecret *secret_key, GBytes *sealed, GError **error);  /* what was sealed is a key */
gboolean     haven_sign_new_pair     (GBytes **ret_public, HavenSecret **ret_secret);
GBytes      *haven_sign              (HavenSecret *secret_key, GBytes *message);
gboolean     haven_sign_verify       (GBytes *public_key, GBytes *message, GBytes *signature);
GBytes      *haven_sign_seal         (GBytes *public_key, GBytes *plain);          /* to whoever signs with that key */
GBytes      *haven_sign_open         (GBytes *public_key, HavenSecret *secret_key, GBytes *sealed, GError **error);
