/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz-file.h"
#include "haven-backup.h"
#include "haven-platform.h"
#include "haven-secret.h"

/* A backup whose hash is right, as an attacker's would be: also what a shared folder and a merge read */
static GBytes *
end_with_hash (const uint8_t *data, size_t size)
{
  g_autoptr (GByteArray) file = g_byte_array_new ();
  g_autoptr (GBytes) hash = haven_secret_hash (data, size);

  g_byte_array_append (file, data, size);
  g_byte_array_append (file, g_bytes_get_data (hash, NULL), g_bytes_get_size (hash));
  return g_byte_array_free_to_bytes (g_steal_pointer (&file));
}

static void
restore (const char *path, const char *folder)
{
  g_autoptr (GError) error = NULL;

  if (!haven_backup_restore (path, NULL, folder, &error))
    fuzz_check_error (error);
  else
    g_assert_true (haven_store_is_there (folder));
  haven_platform_remove_tree (folder, NULL);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = end_with_hash (data, size);
  const char *folder = fuzz_file_put ("school.havenbackup", bytes);
  g_autofree char *path = g_build_filename (folder, "school.havenbackup", NULL), *back = g_build_filename (folder, "back.haven", NULL);
  g_autofree char *digest = NULL;
  g_autoptr (GError) error = NULL;

  digest = haven_backup_dup_digest (path, &error);
  if (digest == NULL)
    fuzz_check_error (error);
  restore (path, back);
  return 0;
}
