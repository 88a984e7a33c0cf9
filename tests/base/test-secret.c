/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-secret.h"

#include "haven-error.h"

#include <stdio.h>
#include <string.h>
#ifdef G_OS_UNIX
#include <sys/resource.h>
#endif

static GBytes *
bytes_of (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static GBytes *
flip (GBytes *bytes,
      gsize   place)
{
  gsize size;
  guint8 *copy = g_memdup2 (g_bytes_get_data (bytes, &size), g_bytes_get_size (bytes));

  copy[place] ^= 1;
  return g_bytes_new_take (copy, size);
}

static void
test_wrap (void)
{
  g_autoptr(HavenSecret) key = haven_secret_new_random (HAVEN_KEY_BYTES);
  g_autoptr(GBytes) plain = bytes_of ("an invented secret");
  g_autoptr(GBytes) sealed = haven_secret_wrap (key, plain, "slot 1");
  g_autoptr(GBytes) again = haven_secret_wrap (key, plain, "slot 1");
  g_autoptr(GBytes) opened = haven_secret_unwrap (key, sealed, "slot 1", NULL);
  g_autofree char *text = haven_secret_unwrap_text (key, sealed, "slot 1", NULL);

  g_assert_cmpstr (text, ==, "an invented secret");
  g_assert_nonnull (opened);
  g_assert_true (g_bytes_equal (opened, plain));
  g_assert_false (g_bytes_equal (sealed, again));
}

static void
check_refused (HavenSecret *key,
               GBytes      *sealed,
               const char  *context)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (haven_secret_unwrap (key, sealed, context, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_LOCKED);
  g_assert_null (haven_secret_unwrap_text (key, sealed, context, NULL));
}

static void
test_tamper (void)
{
  g_autoptr(HavenSecret) key = haven_secret_new_random (HAVEN_KEY_BYTES);
  g_autoptr(HavenSecret) other = haven_secret_new_random (HAVEN_KEY_BYTES);
  g_autoptr(GBytes) plain = bytes_of ("an invented secret");
  g_autoptr(GBytes) sealed = haven_secret_wrap (key, plain, "slot 1");

  for (gsize i = 0; i < g_bytes_get_size (sealed); i++) {
    g_autoptr(GBytes) altered = flip (sealed, i);
    g_autoptr(GBytes) cut = g_bytes_new_from_bytes (sealed, 0, i);
    check_refused (key, altered, "slot 1");
    check_refused (key, cut, "slot 1");
  }
  check_refused (key, sealed, "slot 2");
  check_refused (other, sealed, "slot 1");
}

static void
test_empty (void)
{
  g_autoptr(HavenSecret) key = haven_secret_new_random (HAVEN_KEY_BYTES);
  g_autoptr(GBytes) nothing = g_bytes_new (NULL, 0);
  g_autoptr(GBytes) sealed = haven_secret_wrap (key, nothing, "");
  g_autoptr(GBytes) opened = haven_secret_unwrap (key, sealed, "", NULL);

  g_assert_nonnull (opened);
  g_assert_cmpuint (g_bytes_get_size (opened), ==, 0);
}

static void
test_stretch (void)
{
  const guint8 salt[HAVEN_SALT_BYTES] = { 1, 2, 3 };
  const guint8 other_salt[HAVEN_SALT_BYTES] = { 1, 2, 4 };
  g_autoptr(HavenSecret) a = haven_secret_stretch ("invented", salt, HAVEN_STRETCH_TEST, NULL);
  g_autoptr(HavenSecret) b = haven_secret_stretch ("invented", salt, HAVEN_STRETCH_TEST, NULL);
  g_autoptr(HavenSecret) c = haven_secret_stretch ("Invented", salt, HAVEN_STRETCH_TEST, NULL);
  g_autoptr(HavenSecret) d = haven_secret_stretch ("invented", other_salt, HAVEN_STRETCH_TEST, NULL);

  g_assert_cmpuint (haven_secret_get_size (a), ==, HAVEN_KEY_BYTES);
  g_assert_cmpmem (haven_secret_peek (a), HAVEN_KEY_BYTES, haven_secret_peek (b), HAVEN_KEY_BYTES);
  g_assert_cmpint (memcmp (haven_secret_peek (a), haven_secret_peek (c), HAVEN_KEY_BYTES), !=, 0);
  g_assert_cmpint (memcmp (haven_secret_peek (a), haven_secret_peek (d), HAVEN_KEY_BYTES), !=, 0);
}

static void
test_stretch_bounds (void)
{
  static const HavenStretch refused[] = {
    { 0, 1 }, { 8, 2 }, { 9, 1 }, { HAVEN_STRETCH_MIN_KIB - 1, 3 }, { HAVEN_STRETCH_MAX_KIB + 1, 3 },
    { HAVEN_STRETCH_MIN_KIB, 0 }, { HAVEN_STRETCH_MIN_KIB, HAVEN_STRETCH_MAX_PASSES + 1 }, { G_MAXUINT32, G_MAXUINT32 },
  };
  const guint8 salt[HAVEN_SALT_BYTES] = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_autoptr(GError) error = NULL;
    g_assert_null (haven_secret_stretch ("invented", salt, refused[i], &error));
    g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID);
  }
  g_assert_true (haven_stretch_is_acceptable (HAVEN_STRETCH_DEFAULT));
}

/* The only place that pays the real cost */
static void
test_stretch_default (void)
{
  const guint8 salt[HAVEN_SALT_BYTES] = { 9 };
  g_autoptr(GError) error = NULL;
  g_autoptr(HavenSecret) key = haven_secret_stretch ("invented", salt, HAVEN_STRETCH_DEFAULT, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (haven_secret_get_size (key), ==, HAVEN_KEY_BYTES);
}

static void
test_hash (void)
{
  g_autofree char *hex = haven_secret_hash_hex ("abc", 3);
  g_autoptr(GBytes) hash = haven_secret_hash ("abc", 3);

  g_assert_cmpstr (hex, ==, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  g_assert_cmpuint (g_bytes_get_size (hash), ==, 32);
  g_assert_cmpint (((const guint8 *) g_bytes_get_data (hash, NULL))[0], ==, 0xba);
}

static void
test_seal (void)
{
  g_autoptr(GBytes) public_key = NULL, other_public = NULL;
  g_autoptr(HavenSecret) secret = NULL, other_secret = NULL;
  g_autoptr(GBytes) plain = bytes_of ("handed in");
  g_autoptr(GBytes) sealed = NULL, opened = NULL;
  g_autoptr(HavenSecret) key = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (haven_seal_new_pair (&public_key, &secret));
  g_assert_true (haven_seal_new_pair (&other_public, &other_secret));
  sealed = haven_seal (public_key, plain);
  opened = haven_seal_open (public_key, secret, sealed, NULL);
  g_assert_true (g_bytes_equal (plain, opened));
  key = haven_seal_open_secret (public_key, secret, sealed, NULL);
  g_assert_cmpmem (haven_secret_peek (key), haven_secret_get_size (key), "handed in", strlen ("handed in"));
  g_assert_null (haven_seal_open_secret (other_public, other_secret, sealed, NULL));
  g_assert_null (haven_seal_open (other_public, other_secret, sealed, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_LOCKED);
  for (gsize i = 0; i < g_bytes_get_size (sealed); i++) {
    g_autoptr(GBytes) altered = flip (sealed, i);
    g_assert_null (haven_seal_open (public_key, secret, altered, NULL));
  }
}

static void
test_sign (void)
{
  g_autoptr(GBytes) public_key = NULL, signature = NULL;
  g_autoptr(HavenSecret) secret = NULL;
  g_autoptr(GBytes) message = bytes_of ("a receipt");
  g_autoptr(GBytes) altered = bytes_of ("a Receipt");
  g_autoptr(GBytes) brief = g_bytes_new ("x", 1);

  g_assert_true (haven_sign_new_pair (&public_key, &secret));
  signature = haven_sign (secret, message);
  g_assert_true (haven_sign_verify (public_key, message, signature));
  g_assert_false (haven_sign_verify (public_key, altered, signature));
  g_assert_false (haven_sign_verify (public_key, message, brief));
  g_assert_false (haven_sign_verify (brief, message, signature));
}

static void
test_wipe (void)
{
  char text[] = "invented";

  haven_wipe_string (text);
  haven_wipe_string (NULL);
  g_assert_cmpmem (text, 8, "\0\0\0\0\0\0\0\0", 8);
}

static void
test_secret_is_read_only (void)
{
  if (g_test_subprocess ()) {
    HavenSecret *secret = haven_secret_new_random (HAVEN_KEY_BYTES);
    *(volatile guint8 *) haven_secret_peek (secret) = 1;
    return;
  }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
}

/* Ten thousand savings of the same: no nonce twice, and so nothing that looks like what was saved before */
static void
test_nonces_differ (void)
{
  g_autoptr(HavenSecret) key = haven_secret_new_random (HAVEN_KEY_BYTES);
  g_autoptr(GBytes) plain = g_bytes_new_static ("the same again", 14);
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);

  for (guint i = 0; i < 10000; i++) {
    g_autoptr(GBytes) sealed = haven_secret_wrap (key, plain, "test");
    g_assert_true (g_hash_table_add (seen, g_bytes_new_from_bytes (sealed, 0, 24)));
  }
}

#ifdef G_OS_UNIX
static char *
find_mapping (const void *address)
{
  g_autofree char *maps = NULL;
  g_auto(GStrv) lines = NULL;
  GString *found = g_string_new (NULL);
  gboolean inside = FALSE;

  g_assert_true (g_file_get_contents ("/proc/self/smaps", &maps, NULL, NULL));
  lines = g_strsplit (maps, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++) {
    unsigned long first, last;
    if (sscanf (lines[i], "%lx-%lx ", &first, &last) == 2)
      inside = (gsize) address >= first && (gsize) address < last;
    if (inside)
      g_string_append_printf (found, "%s\n", lines[i]);
  }
  return g_string_free (found, FALSE);
}

/* While it lives the system may not write it to its swap or a core file; afterwards it is nowhere. */
static void
test_locked_and_gone (void)
{
  HavenSecret *secret = haven_secret_new_random (4096);
  const guint8 *bytes = haven_secret_peek (secret);
  g_autofree guint8 *copy = g_memdup2 (bytes, 4096);
  g_autofree char *alive = find_mapping (bytes);
  g_autofree char *dead = NULL;
#if !defined (__SANITIZE_ADDRESS__) && !defined (__SANITIZE_THREAD__)
  struct rlimit limit;
#endif
  FILE *memory;

#if !defined (__SANITIZE_ADDRESS__) && !defined (__SANITIZE_THREAD__)               /* which does as if */
  g_assert_nonnull (strstr (alive, " dd"));                         /* not in a dump */
  if (getrlimit (RLIMIT_MEMLOCK, &limit) == 0 && limit.rlim_cur >= 1024 * 1024)
    g_assert_nonnull (strstr (alive, " lo"));                       /* locked, as far as the system lets anybody */
#endif
  haven_secret_free (secret);
  dead = find_mapping (bytes);
  memory = *dead != '\0' ? fopen ("/proc/self/mem", "rb") : NULL;
  if (memory != NULL) {                                             /* the address is something else's by now */
    g_autofree guint8 *now = g_malloc0 (4096);
    if (fseek (memory, (long) (gsize) bytes, SEEK_SET) == 0 && fread (now, 1, 4096, memory) == 4096)
      g_assert_true (memcmp (now, copy, 4096) != 0);
    fclose (memory);
  }
}
#else
static void
test_locked_and_gone (void)
{
  haven_secret_free (haven_secret_new_random (4096));
}
#endif

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (haven_secret_start (NULL));
  g_test_add_func ("/base/secret/wrap", test_wrap);
  g_test_add_func ("/base/secret/tamper", test_tamper);
  g_test_add_func ("/base/secret/empty", test_empty);
  g_test_add_func ("/base/secret/stretch", test_stretch);
  g_test_add_func ("/base/secret/S3/stretch-bounds", test_stretch_bounds);
  g_test_add_func ("/base/secret/S3/stretch-default", test_stretch_default);
  g_test_add_func ("/base/secret/hash", test_hash);
  g_test_add_func ("/base/secret/seal", test_seal);
  g_test_add_func ("/base/secret/sign", test_sign);
  g_test_add_func ("/base/secret/S10/wipe", test_wipe);
  g_test_add_func ("/base/secret/S10/locked-and-gone", test_locked_and_gone);
  g_test_add_func ("/base/secret/S4/nonces-differ", test_nonces_differ);
  g_test_add_func ("/base/secret/read-only", test_secret_is_read_only);
  return g_test_run ();
}
