/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz-file.h"
#include "haven-keys-private.h"

/* Whose keys they are is read without a passphrase, so anybody's file gets that far */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autofree char *path = g_build_filename (fuzz_file_put ("keys", bytes), "keys", NULL);
  g_autoptr (GError) error = NULL;
  HavenKeys *keys = haven_keys_read_file (path, &error);

  if (keys == NULL) {
    fuzz_check_error (error);
    return 0;
  }
  g_assert_cmpuint (keys->slots->len, <=, HAVEN_KEYS_MAX_SLOTS);
  g_assert_true (haven_stretch_is_acceptable (keys->cost));
  haven_keys_free (keys);
  return 0;
}
