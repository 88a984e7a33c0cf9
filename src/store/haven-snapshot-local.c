/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-snapshot.h"

#include "haven-backup.h"
#include "haven-connection-private.h"
#include "haven-store-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define BASE "base"                        /* the digest of the snapshot that the folder came from */
#define BASE_FILE "base-"                  /* and that snapshot, under its digest */
#define SUFFIX ".havenbackup"
#define MOST_BYTES 4000

/* ---- small files ---- */

char *
haven_snapshot_read_text (const char *folder, const char *name)
{
  g_autofree char *path = haven_store_folder_get_file (folder, name);
  char *text = NULL;
  gsize size = 0;

  if (haven_platform_is_link (path) || !g_file_get_contents (path, &text, &size, NULL))
    return NULL;
  if (size > MOST_BYTES || !g_utf8_validate_len (text, size, NULL))
    g_clear_pointer (&text, g_free);
  return text;
}

gboolean
haven_snapshot_write_text (const char *folder, const char *name, const char *text, GError **error)
{
  g_autofree char *path = haven_store_folder_get_file (folder, name);
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));

  return haven_platform_replace_file (path, bytes, error);
}

void
haven_snapshot_remove (const char *folder, const char *name)
{
  g_autofree char *path = haven_store_folder_get_file (folder, name);

  g_unlink (path);
}

/* ---- a copy to read: since and holder as they were when it was made, and where to look how it is now ---- */

gboolean
haven_snapshot_mark_to_read (const char *folder, const char *shared, const HavenSnapshotState *state, GError **error)
{
  g_autofree char *place = g_canonicalize_filename (shared, NULL);
  const char *holder = state->holder != NULL ? state->holder : "";
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT "\n%s\n%s\n", state->since, holder, place);

  return haven_snapshot_write_text (folder, HAVEN_SNAPSHOT_TO_READ, text, error);
}

static char *
say_held (const char *holder, gint64 since)
{
  g_autofree char *when = haven_time_to_text (since);

  return g_strdup_printf (_("This is a copy to read: %s has the shared store since %s. Nothing was changed."), holder, when);
}

static char *
say_free (void)
{
  return g_strdup (_("This is a copy to read of the shared store, which nobody has at the moment. Nothing was changed. "
                     "Check it out to change it."));
}

/* What the shared folder says now, or said when the copy was made where it cannot be reached */
char *
haven_snapshot_dup_to_read (const char *folder)
{
  g_autofree char *text = haven_snapshot_read_text (folder, HAVEN_SNAPSHOT_TO_READ);
  g_auto(GStrv) lines = text != NULL ? g_strsplit (text, "\n", 4) : NULL;
  g_auto(HavenSnapshotState) state = { 0 };

  if (text == NULL)
    return NULL;
  if (g_strv_length (lines) < 3)
    return say_free ();
  if (haven_snapshot_read_state (lines[2], &state, NULL))
    return state.holder != NULL ? say_held (state.holder, state.since) : say_free ();
  return *lines[1] != '\0' ? say_held (lines[1], g_ascii_strtoll (lines[0], NULL, 10)) : say_free ();
}

gboolean
haven_store_check_own (HavenStore *self, GError **error)
{
  g_autofree char *sentence = NULL;

  if (!self->to_read)
    return TRUE;
  sentence = haven_snapshot_dup_to_read (self->folder);
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED,
                       sentence != NULL ? sentence : _("This is a copy to read. Nothing was changed."));
  return FALSE;
}

/* ---- where it came from ---- */

char *
haven_snapshot_get_base_path (const char *folder, const char *digest)
{
  g_autofree char *name = g_strconcat (BASE_FILE, digest, SUFFIX, NULL);

  return haven_store_folder_get_file (folder, name);
}

static gboolean
copy_file (const char *from, const char *to, GError **error)
{
  g_autoptr(GMappedFile) file = g_mapped_file_new (from, FALSE, NULL);
  g_autoptr(GBytes) bytes = file != NULL ? g_mapped_file_get_bytes (file) : NULL;

  if (bytes != NULL)
    return haven_platform_replace_file (to, bytes, error);
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_FAILED, _("The shared store could not be read. Nothing was changed."));
  return FALSE;
}

gboolean
haven_snapshot_keep_base (const char *folder, const char *snapshot, GError **error)
{
  g_autofree char *digest = haven_backup_dup_digest (snapshot, error);
  g_autofree char *path = digest != NULL ? haven_snapshot_get_base_path (folder, digest) : NULL;

  return path != NULL && copy_file (snapshot, path, error) && haven_snapshot_write_text (folder, BASE, digest, error);
}

GStrv
haven_snapshot_list_bases (const char *folder)
{
  g_autoptr(GDir) entries = g_dir_open (folder, 0, NULL);
  g_autoptr(GStrvBuilder) bases = g_strv_builder_new ();
  const char *name;

  while (entries != NULL && (name = g_dir_read_name (entries)) != NULL) {
    g_autofree char *path = haven_store_folder_get_file (folder, name);
    if (g_str_has_prefix (name, BASE_FILE) && g_str_has_suffix (name, SUFFIX))
      g_strv_builder_add (bases, path);
  }
  return g_strv_builder_end (bases);
}

void
haven_snapshot_forget_bases (const char *folder, const char *except)
{
  g_autoptr(GDir) entries = g_dir_open (folder, 0, NULL);
  g_autofree char *first = except != NULL ? haven_snapshot_read_text (folder, BASE) : NULL;
  const char *name;

  while (entries != NULL && (name = g_dir_read_name (entries)) != NULL) {
    g_autofree char *path = haven_store_folder_get_file (folder, name);
    gboolean kept = except != NULL && (strstr (name, except) != NULL || (first != NULL && strstr (name, first) != NULL));
    if (g_str_has_prefix (name, BASE_FILE) && !kept)
      g_unlink (path);
  }
  if (except == NULL)
    haven_snapshot_remove (folder, BASE);
}

static gboolean
refuse_unrelated (GError **error)
{
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND,
                       _("This store was not checked out of a shared one, so there is nothing that the two could be compared with. "
                         "Nothing was changed."));
  return FALSE;
}

/* A merge that was made names the newer one in the store itself, so that taking it back goes back to the older. */
char *
haven_snapshot_get_base (HavenStore *store, GError **error)
{
  g_autofree char *named = haven_store_dup_setting (store, HAVEN_SNAPSHOT_BASE, NULL);
  g_autofree char *path = named != NULL ? haven_snapshot_get_base_path (store->folder, named) : NULL;
  g_autofree char *first = NULL;

  if (path != NULL && g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return g_steal_pointer (&path);
  first = haven_snapshot_read_text (store->folder, BASE);
  g_free (path);
  path = first != NULL ? haven_snapshot_get_base_path (store->folder, first) : NULL;
  if (path != NULL && g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return g_steal_pointer (&path);
  refuse_unrelated (error);
  return NULL;
}

static gboolean
check_same (const char *fetched, const char *digest, GError **error)
{
  if (g_str_equal (fetched, digest))
    return TRUE;
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_BUSY,
                       _("The shared store is being written at this moment. Nothing was changed. Try again in a moment."));
  return FALSE;
}

char *
haven_snapshot_fetch (HavenStore *store, const char *shared, char **ret_digest, GError **error)
{
  g_autofree char *digest = haven_snapshot_dup_digest (shared, error);
  g_autofree char *path = digest != NULL ? haven_snapshot_get_base_path (store->folder, digest) : NULL;
  g_autofree char *snapshot = haven_snapshot_get_path (shared);
  g_autofree char *fetched = NULL;

  if (path == NULL || !haven_connection_allow_write (store->connection, error) || !copy_file (snapshot, path, error))
    return NULL;
  fetched = haven_backup_dup_digest (path, error);
  if (fetched == NULL || !check_same (fetched, digest, error))
    return NULL;
  *ret_digest = g_steal_pointer (&digest);
  return g_steal_pointer (&path);
}
