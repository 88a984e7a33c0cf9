/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz-file.h"

#include <stdlib.h>

#include "haven-error.h"
#include "haven-platform.h"

static char *folder;

static void
remove_folder (void)
{
  haven_platform_remove_tree (folder, NULL);
}

const char *
fuzz_file_put (const char *name, GBytes *bytes)
{
  g_autofree char *path = NULL;
  const char *data;
  gsize size;

  if (folder == NULL) {
    folder = haven_platform_make_temp_folder (NULL);
    g_assert_nonnull (folder);
    atexit (remove_folder);
  }
  path = g_build_filename (folder, name, NULL);
  data = g_bytes_get_data (bytes, &size);
  g_assert_true (g_file_set_contents_full (path, data, size, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  return folder;
}

void
fuzz_check_error (const GError *error)
{
  g_assert_nonnull (error);
  g_assert_cmpint (error->domain, ==, HAVEN_ERROR);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
}
