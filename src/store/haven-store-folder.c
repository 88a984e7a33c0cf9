/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-store-private.h"

#include "haven-erasing-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

/* All that a store may leave in its folder */
static const char *const files[] = {
  HAVEN_STORE_KEYS, HAVEN_STORE_RECORDS, HAVEN_STORE_RECORDS "-wal", HAVEN_STORE_RECORDS "-shm", HAVEN_STORE_LOCK,
  HAVEN_SNAPSHOT_TO_READ, HAVEN_ERASURES_OF_BACKUP, HAVEN_ERASURES_OF_STORE, NULL,
};

static gboolean
has_links (const char *folder)
{
  if (haven_platform_is_link (folder))
    return TRUE;
  for (gsize i = 0; files[i] != NULL; i++) {
    g_autofree char *path = haven_store_folder_get_file (folder, files[i]);
    if (haven_platform_is_link (path))
      return TRUE;
  }
  return FALSE;
}

/* "keys.1234abcd": a file that was being replaced when the process died, or the disk */
static gboolean
is_half_written (const char *name)
{
  static const char *const replaced[] = {
    HAVEN_STORE_KEYS ".", HAVEN_STORE_RECORDS ".", "attempts.", HAVEN_SNAPSHOT_TO_READ ".", "checked-out.", "base.", "keyring.", "kept.",
    HAVEN_ERASURES_FILE ".", HAVEN_ERASURES_OF_BACKUP ".", HAVEN_ERASURES_OF_STORE ".", NULL,
  };

  for (gsize i = 0; replaced[i] != NULL; i++) {
    gsize length = strlen (replaced[i]);
    if (g_str_has_prefix (name, replaced[i]) && strlen (name) == length + 8 && strspn (name + length, "0123456789abcdef") == 8)
      return TRUE;
  }
  return FALSE;
}

static gboolean
refuse (HavenErrorCode code, const char *message, GError **error)
{
  g_set_error_literal (error, HAVEN_ERROR, code, message);
  return FALSE;
}

/* A making that was cut short leaves records without keys, which nobody can ever open: they are as good as nothing. */
static gboolean
is_free (const char *folder)
{
  g_autoptr(GDir) entries = g_dir_open (folder, 0, NULL);
  g_autofree char *keys = haven_store_folder_get_file (folder, HAVEN_STORE_KEYS);
  const char *name;

  if (entries == NULL)
    return !g_file_test (folder, G_FILE_TEST_EXISTS);
  if (g_file_test (keys, G_FILE_TEST_EXISTS))
    return FALSE;
  while ((name = g_dir_read_name (entries)) != NULL) {
    if (!g_strv_contains (files, name) && !is_half_written (name))
      return FALSE;
  }
  return TRUE;
}

static void
remove_leftovers (const char *folder)
{
  for (gsize i = 0; files[i] != NULL; i++) {
    g_autofree char *path = haven_store_folder_get_file (folder, files[i]);
    g_unlink (path);
  }
  haven_store_folder_remove_half_written (folder);
}

/* SQLite gives its other files the mode of this one. */
static gboolean
make_records_file (const char *folder, GError **error)
{
  g_autofree char *path = haven_store_folder_get_file (folder, HAVEN_STORE_RECORDS);
  int fd = g_open (path, O_WRONLY | O_CREAT | O_EXCL, 0600);

  if (fd < 0 || !g_close (fd, NULL))
    return refuse (HAVEN_ERROR_FAILED, _("The store's records could not be made in this folder. Nothing was written."), error);
  return haven_platform_make_private (path, error);
}

char *
haven_store_folder_get_file (const char *folder, const char *name)
{
  return g_build_filename (folder, name, NULL);
}

char *
haven_store_folder_normalise (const char *folder)
{
  return haven_platform_long_path (folder);
}

gboolean
haven_store_folder_check (const char *folder, GError **error)
{
  if (haven_platform_is_network_path (folder))
    return refuse (HAVEN_ERROR_REFUSED,
                   _("A store cannot be used over the network: it could be damaged. "
                     "Copy its folder to this computer and open the copy."), error);
  if (has_links (folder))
    return refuse (HAVEN_ERROR_REFUSED, _("This store, or a file of it, is only a link to another place, so it was not opened."), error);
  return TRUE;
}

gboolean
haven_store_folder_make (const char *folder, GError **error)
{
  gboolean fresh = !g_file_test (folder, G_FILE_TEST_EXISTS);

  if (!is_free (folder))
    return refuse (HAVEN_ERROR_INVALID,
                   _("There is already something in this folder. Nothing was changed. Choose a new or empty folder."), error);
  if (!haven_platform_make_private_folder (folder, error))
    return FALSE;
  if (!fresh)
    remove_leftovers (folder);
  return make_records_file (folder, error);
}

void
haven_store_folder_remove_half_written (const char *folder)
{
  g_autoptr(GDir) entries = g_dir_open (folder, 0, NULL);
  const char *name;

  while (entries != NULL && (name = g_dir_read_name (entries)) != NULL) {
    g_autofree char *path = haven_store_folder_get_file (folder, name);
    if (is_half_written (name))
      g_unlink (path);
  }
}

void
haven_store_folder_remove_copy (const char *folder)
{
  static const char *const names[] = { HAVEN_STORE_COPY, HAVEN_STORE_COPY "-journal", HAVEN_STORE_COPY "-wal", HAVEN_STORE_COPY "-shm" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = haven_store_folder_get_file (folder, names[i]);
    g_unlink (path);
  }
}

/* Of records that are about to be replaced: it would be taken for theirs. */
void
haven_store_folder_remove_log (const char *folder)
{
  static const char *const names[] = { HAVEN_STORE_RECORDS "-wal", HAVEN_STORE_RECORDS "-shm" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = haven_store_folder_get_file (folder, names[i]);
    g_unlink (path);
  }
}

gboolean
haven_store_folder_is_fixed (const char *folder)
{
  return !haven_platform_can_write (folder);
}
