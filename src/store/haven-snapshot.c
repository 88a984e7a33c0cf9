/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-snapshot.h"

#include "haven-backup.h"
#include "haven-connection-private.h"
#include "haven-store-private.h"
#include "haven-text.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#define SNAPSHOT "school.havenbackup"
#define HELD "checked-out"                 /* in the shared folder, while somebody has it: ticket, since, holder */
#define TICKET "checked-out"               /* in the local folder: the same ticket */
#define GENERATION "generation"            /* how often it was brought back */
#define MOST_BYTES 2000
#ifndef O_BINARY
#define O_BINARY 0
#endif

void
haven_snapshot_state_clear (HavenSnapshotState *state)
{
  g_clear_pointer (&state->holder, g_free);
}

static gboolean
refuse (GError **error, HavenErrorCode code, const char *message)
{
  g_set_error_literal (error, HAVEN_ERROR, code, message);
  return FALSE;
}

/* ---- small files ---- */

static char *
read_text (const char *folder, const char *name)
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

static gboolean
write_text (const char *folder, const char *name, const char *text, GError **error)
{
  g_autofree char *path = haven_store_folder_get_file (folder, name);
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));

  return haven_platform_replace_file (path, bytes, error);
}

/* Whoever makes this file has the snapshot: two cannot. */
static gboolean
claim (const char *shared, const char *text, GError **error)
{
  g_autofree char *path = haven_store_folder_get_file (shared, HELD);
  int fd = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_BINARY, 0600);
  FILE *file = fd >= 0 ? fdopen (fd, "wb") : NULL;
  gboolean written;

  if (fd < 0 && errno == EEXIST)
    return FALSE;
  written = file != NULL && fputs (text, file) >= 0;
  if (file != NULL && fclose (file) == 0 && written)
    return TRUE;
  g_unlink (path);
  return refuse (error, HAVEN_ERROR_FAILED, _("The shared folder cannot be written. Nothing was checked out."));
}

static void
release (const char *shared)
{
  g_autofree char *path = haven_store_folder_get_file (shared, HELD);

  g_unlink (path);
}

/* ---- state ---- */

static void
read_holder (const char *shared, HavenSnapshotState *state)
{
  g_autofree char *text = read_text (shared, HELD);
  g_auto(GStrv) lines = text != NULL ? g_strsplit (text, "\n", 4) : NULL;

  if (text == NULL)
    return;
  state->since = lines[0] != NULL && lines[1] != NULL ? g_ascii_strtoll (lines[1], NULL, 10) : 0;
  state->holder = g_strdup (state->since != 0 && lines[2] != NULL ? lines[2] : _("somebody"));
}

gboolean
haven_snapshot_read_state (const char *shared, HavenSnapshotState *ret_state, GError **error)
{
  g_autofree char *path = haven_store_folder_get_file (shared, SNAPSHOT);
  g_autofree char *generation = read_text (shared, GENERATION);
  HavenSnapshotState state = { 0 };

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return refuse (error, HAVEN_ERROR_NOT_FOUND, _("There is no shared store in this folder. Choose another, or share yours there first."));
  read_holder (shared, &state);
  state.generation = generation != NULL ? g_ascii_strtoull (generation, NULL, 10) : 0;
  *ret_state = state;
  return TRUE;
}

static gboolean
refuse_held (const char *shared, GError **error)
{
  g_auto(HavenSnapshotState) state = { 0 };
  g_autofree char *since = NULL;

  if (!haven_snapshot_read_state (shared, &state, error))
    return FALSE;
  since = haven_time_to_text (state.since);
  g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_BUSY,
               _("%s has the shared store since %s. Nothing was changed. Read a copy, or ask them to bring it back."),
               state.holder != NULL ? state.holder : _("Somebody"), since);
  return FALSE;
}

/* ---- the four verbs ---- */

static gboolean
write_snapshot (HavenStore *store, const char *shared, guint64 generation, GError **error)
{
  g_autofree char *path = haven_store_folder_get_file (shared, SNAPSHOT);
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT "\n", generation);

  return haven_backup_write (store, path, error)
         && haven_connection_allow_write (store->connection, error)
         && write_text (shared, GENERATION, number, error);
}

gboolean
haven_snapshot_share (HavenStore *store, const char *shared, GError **error)
{
  g_autofree char *path = haven_store_folder_get_file (shared, SNAPSHOT);

  if (!haven_store_check_writer (store, error))
    return FALSE;
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return refuse (error, HAVEN_ERROR_INVALID, _("There is a shared store in this folder already. Nothing was changed."));
  return write_snapshot (store, shared, 1, error);
}

gboolean
haven_snapshot_copy (const char *shared, const char *folder, GError **error)
{
  g_autofree char *path = haven_store_folder_get_file (shared, SNAPSHOT);
  g_auto(HavenSnapshotState) state = { 0 };

  return haven_snapshot_read_state (shared, &state, error) && haven_backup_restore (path, folder, error);
}

gboolean
haven_snapshot_check_out (const char *shared, const char *folder, const char *who, gint64 now, GError **error)
{
  g_autofree char *id = haven_text_new_id ();
  g_autofree char *text = g_strdup_printf ("%s\n%" G_GINT64_FORMAT "\n%s\n", id, now, who);
  GError *local = NULL;

  if (!claim (shared, text, &local)) {
    if (local == NULL)
      return refuse_held (shared, error);
    g_propagate_error (error, local);
    return FALSE;
  }
  if (haven_snapshot_copy (shared, folder, error) && write_text (folder, TICKET, text, error))
    return TRUE;
  release (shared);
  return FALSE;
}

gboolean
haven_snapshot_release (const char *shared, GError **error)
{
  g_auto(HavenSnapshotState) state = { 0 };

  if (!haven_snapshot_read_state (shared, &state, error))
    return FALSE;
  release (shared);
  return TRUE;
}

static gboolean
check_ticket (HavenStore *store, const char *shared, GError **error)
{
  g_autofree char *held = read_text (shared, HELD);
  g_autofree char *ticket = read_text (store->folder, TICKET);

  if (held != NULL && g_strcmp0 (held, ticket) == 0)
    return TRUE;
  return refuse (error, HAVEN_ERROR_CONFLICT,
                 _("The shared store is not checked out to this copy, so nothing there was changed. Your copy is safe where it is."));
}

gboolean
haven_snapshot_check_in (HavenStore *store, const char *shared, GError **error)
{
  g_autofree char *ticket = haven_store_folder_get_file (store->folder, TICKET);
  g_auto(HavenSnapshotState) state = { 0 };

  if (!haven_store_check_writer (store, error) || !haven_snapshot_read_state (shared, &state, error))
    return FALSE;
  if (!check_ticket (store, shared, error))
    return FALSE;
  if (!write_snapshot (store, shared, state.generation + 1, error))
    return FALSE;
  release (shared);
  g_unlink (ticket);
  return TRUE;
}
