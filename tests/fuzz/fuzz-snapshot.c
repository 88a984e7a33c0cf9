/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz-file.h"
#include "haven-snapshot.h"

/* The small files beside a shared store, which anybody with the folder can write: who has it, and how often it came back */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char *const names[] = { "checked-out", "generation", "to-read", "school.havenbackup" };
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  const char *folder = NULL;
  g_autofree char *to_read = NULL, *digest = NULL;
  g_auto (HavenSnapshotState) state = { 0 };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    folder = fuzz_file_put (names[i], bytes);
  if (!haven_snapshot_read_state (folder, &state, &error))
    fuzz_check_error (error);
  else if (state.holder != NULL)
    g_assert_true (g_utf8_validate (state.holder, -1, NULL));
  to_read = haven_snapshot_dup_to_read (folder);
  digest = haven_snapshot_dup_digest (folder, NULL);
  return 0;
}
