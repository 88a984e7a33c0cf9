/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-snapshot.h"

#include "haven-audit.h"
#include "haven-backup.h"
#include "haven-connection-private.h"
#include "haven-erasing.h"
#include "haven-store-private.h"
#include "haven-text.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define SNAPSHOT "school.havenbackup"
#define HELD "checked-out"                 /* in the shared folder, while somebody has it: ticket, since, holder */
#define TICKET "checked-out"               /* in the local folder: the same ticket */
#define GENERATION "generation"            /* how often it was brought back */
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

/* Whoever makes this file has the snapshot: two cannot. It is flushed, or a power cut would leave a note of nobody that fits no ticket. */
static gboolean
claim (const char *shared, const char *text, GError **error)
{
  g_autofree char *path = haven_store_folder_get_file (shared, HELD);
  int fd = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_BINARY, 0600);
  gssize size = strlen (text);
  gboolean written;

  if (fd < 0 && errno == EEXIST)
    return FALSE;
  written = fd >= 0 && write (fd, text, size) == size && g_fsync (fd) == 0;
  if (fd >= 0 && g_close (fd, NULL) && written)
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
  g_autofree char *text = haven_snapshot_read_text (shared, HELD);
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
  g_autofree char *generation = haven_snapshot_read_text (shared, GENERATION);
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
  if (state.since == 0)
    return refuse (error, HAVEN_ERROR_BUSY,
                   _("Somebody is checking the shared store out, or was cut off in the middle of it. Nothing was changed. "
                     "Ask them, or take it back from whoever has it."));
  since = haven_time_to_text (state.since);
  g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_BUSY,
               _("%s has the shared store since %s. Nothing was changed. Read a copy, or ask them to bring it back."),
               state.holder != NULL ? state.holder : _("Somebody"), since);
  return FALSE;
}

static gboolean
claim_or_say_who (const char *shared, const char *ticket, GError **error)
{
  GError *local = NULL;

  if (claim (shared, ticket, &local))
    return TRUE;
  if (local == NULL)
    return refuse_held (shared, error);
  g_propagate_error (error, local);
  return FALSE;
}

char *
haven_snapshot_get_path (const char *shared)
{
  return haven_store_folder_get_file (shared, SNAPSHOT);
}

char *
haven_snapshot_dup_digest (const char *shared, GError **error)
{
  g_autofree char *path = haven_snapshot_get_path (shared);
  g_auto(HavenSnapshotState) state = { 0 };

  return haven_snapshot_read_state (shared, &state, error) ? haven_backup_dup_digest (path, error) : NULL;
}

/* ---- out of the shared folder ---- */

/* It is a copy to read from its first moment: what makes it more comes last. */
static gboolean
mark_to_read (const char *folder, const char *shared, GError **error)
{
  g_auto(HavenSnapshotState) state = { 0 };

  return haven_snapshot_read_state (shared, &state, error) && haven_snapshot_mark_to_read (folder, shared, &state, error);
}

static gboolean
make_copy (const char *snapshot, const char *shared, const char *folder, GError **error)
{
  return haven_store_folder_check (folder, error)
         && haven_store_folder_make (folder, error)
         && mark_to_read (folder, shared, error)
         && haven_backup_refresh (snapshot, folder, error);
}

/* Nobody has it open, or what is written would be mixed with what is in their memory. */
static gboolean
renew_copy (const char *snapshot, const char *shared, const char *folder, GError **error)
{
  g_autofree char *path = haven_store_folder_get_file (folder, HAVEN_STORE_LOCK);
  g_autoptr(HavenLock) lock = haven_lock_take (path, _("Haven"), g_get_real_time () / G_USEC_PER_SEC, error);

  return lock != NULL && mark_to_read (folder, shared, error) && haven_backup_refresh (snapshot, folder, error);
}

static gboolean
take_copy (const char *shared, const char *folder, GError **error)
{
  g_autofree char *snapshot = haven_snapshot_get_path (shared);
  g_autofree char *place = haven_store_folder_normalise (folder);
  g_autofree char *before = haven_snapshot_read_text (place, HAVEN_SNAPSHOT_TO_READ);

  if (!haven_backup_check (snapshot, error))
    return FALSE;
  return before != NULL ? renew_copy (snapshot, shared, place, error) : make_copy (snapshot, shared, place, error);
}

gboolean
haven_snapshot_copy (const char *shared, const char *folder, GError **error)
{
  g_auto(HavenSnapshotState) state = { 0 };

  return haven_snapshot_read_state (shared, &state, error) && take_copy (shared, folder, error);
}

/* Whose it is from here on is said last of all. */
static gboolean
make_own (const char *shared, const char *folder, const char *ticket, GError **error)
{
  g_autofree char *snapshot = haven_snapshot_get_path (shared);

  if (!haven_snapshot_keep_base (folder, snapshot, error) || !haven_snapshot_write_text (folder, TICKET, ticket, error))
    return FALSE;
  haven_snapshot_remove (folder, HAVEN_SNAPSHOT_TO_READ);
  return TRUE;
}

static char *
make_ticket (const char *who, gint64 now)
{
  g_autofree char *id = haven_text_new_id ();

  return g_strdup_printf ("%s\n%" G_GINT64_FORMAT "\n%s\n", id, now, who);
}

static gboolean
is_held (const char *shared)
{
  g_autofree char *path = haven_store_folder_get_file (shared, HELD);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static gboolean
say_still_held (GError **error)
{
  g_clear_error (error);
  return refuse (error, HAVEN_ERROR_FAILED,
                 _("The disk failed half-way: the shared folder says that you have the store, and this copy does not hold it. "
                   "Take it back there, then try again."));
}

static gboolean
say_copied (GError **error)
{
  g_clear_error (error);
  return refuse (error, HAVEN_ERROR_FAILED,
                 _("The disk failed half-way: so far this is only a copy to read, and nobody has the shared store. Try again."));
}

gboolean
haven_snapshot_check_out (const char *shared, const char *folder, const char *who, gint64 now, GError **error)
{
  g_autofree char *ticket = make_ticket (who, now);
  g_autofree char *place = haven_store_folder_normalise (folder);
  gboolean copied;

  if (!claim_or_say_who (shared, ticket, error))
    return FALSE;
  copied = haven_snapshot_copy (shared, place, error);
  if (copied && make_own (shared, place, ticket, error))
    return TRUE;
  release (shared);
  if (is_held (shared))
    return say_still_held (error);
  return copied ? say_copied (error) : FALSE;
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

/* ---- into it ---- */

/* The line stands in the snapshot from its first moment, and in the local store once the snapshot stands. */
typedef struct {
  const char *path;                        /* of the snapshot: whoever erases has to reach it */
  const HavenAuditEntry *line;
} Telling;

static gboolean
tell_copy (gpointer copy, gpointer user_data, GError **error)
{
  const Telling *telling = user_data;

  return haven_audit_add (copy, telling->line, error)
         && haven_copies_note (copy, telling->path, HAVEN_COPY_SHARED, telling->line->at, error);
}

static gboolean
tell_here (HavenStore *store, Telling *telling, GError **error)
{
  if (!haven_store_begin (store, FALSE, error))
    return FALSE;
  if (tell_copy (store->connection, telling, error))
    return haven_store_commit (store, NULL, NULL, error);
  haven_store_rollback (store);
  return FALSE;
}

static gboolean
note_snapshot (HavenStore *store, const char *shared, guint64 generation, Telling *telling, GError **error)
{
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT "\n", generation);

  return haven_connection_allow_write (store->connection, error)
         && haven_snapshot_write_text (shared, GENERATION, number, error)
         && tell_here (store, telling, error)
         && haven_connection_allow_write (store->connection, error);
}

static gboolean
is_marked (HavenStore *store)
{
  g_autofree char *text = haven_snapshot_read_text (store->folder, HAVEN_SNAPSHOT_TO_READ);

  return text != NULL;
}

/* From here on the shared one goes its own way, and this is a copy of it. */
static gboolean
become_copy (HavenStore *store, const char *shared, GError **error)
{
  const HavenSnapshotState nobody = { 0 };

  if (!haven_snapshot_mark_to_read (store->folder, shared, &nobody, error) && !is_marked (store))
    return FALSE;
  g_clear_error (error);                   /* it stands, though the disk did not confirm it */
  store->to_read = TRUE;
  release (shared);
  haven_snapshot_remove (store->folder, TICKET);
  haven_snapshot_forget_bases (store->folder, NULL);
  return TRUE;
}

static gboolean
say_half_done (GError **error)
{
  g_clear_error (error);
  return refuse (error, HAVEN_ERROR_FAILED,
                 _("The shared store was written, but the disk failed before this copy could note it. Nothing is lost. "
                   "Try again; if it is refused, check the shared store out."));
}

static gboolean
bring (HavenStore *store, const char *shared, guint64 generation, HavenAuditEntry *line, GError **error)
{
  g_autofree char *path = haven_snapshot_get_path (shared);
  Telling telling = { path, line };

  if (!haven_backup_write_touched (store, path, tell_copy, &telling, error))
    return FALSE;
  return (note_snapshot (store, shared, generation, &telling, error) && become_copy (store, shared, error)) || say_half_done (error);
}

/* Nobody had it yet: without it the store is nobody's copy. */
static gboolean
take_away (const char *shared, GError **error)
{
  g_autofree char *path = haven_snapshot_get_path (shared);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return FALSE;
  haven_snapshot_remove (shared, SNAPSHOT);
  haven_snapshot_remove (shared, GENERATION);
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return say_half_done (error);
  g_clear_error (error);
  return refuse (error, HAVEN_ERROR_FAILED, _("The disk failed, so the store was not shared. Nothing is lost. Try again."));
}

gboolean
haven_snapshot_share (HavenStore *store, const char *shared, HavenClock clock, GError **error)
{
  HavenAuditEntry line = { .at = clock.now, .who = store->user, .action = (char *) "share" };
  g_autofree char *path = haven_snapshot_get_path (shared);

  if (!haven_store_check_writer (store, error) || !haven_store_check_own (store, error))
    return FALSE;
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return refuse (error, HAVEN_ERROR_INVALID, _("There is a shared store in this folder already. Nothing was changed."));
  return bring (store, shared, 1, &line, error) || take_away (shared, error);
}

static gboolean
refuse_moved_on (const HavenSnapshotState *state, GError **error)
{
  g_autofree char *since = NULL;

  if (state->holder == NULL)
    return refuse (error, HAVEN_ERROR_CONFLICT,
                   _("The shared store was taken back from this copy and went on without it, so nothing there was changed. "
                     "Your copy is safe where it is. Merge the two, then bring it back."));
  since = haven_time_to_text (state->since);
  g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_CONFLICT,
               _("The shared store is not checked out to this copy: %s has it since %s. Nothing there was changed, and your copy is safe "
                 "where it is. Merge the two once they have brought it back."), state->holder, since);
  return FALSE;
}

gboolean
haven_snapshot_is_still_ours (HavenStore *store, const char *shared)
{
  g_autofree char *held = haven_snapshot_read_text (shared, HELD);
  g_autofree char *ticket = haven_snapshot_read_text (store->folder, TICKET);

  return held != NULL && g_strcmp0 (held, ticket) == 0;
}

/* Nobody has it, and it is still what this copy came from or was merged with: it can be had again. */
static gboolean
take_again (HavenStore *store, const char *shared, HavenClock clock, GError **error)
{
  g_autofree char *ticket = make_ticket (store->user, clock.now);
  g_autofree char *base = haven_snapshot_get_base (store, NULL);
  g_autofree char *ours = base != NULL ? haven_backup_dup_digest (base, NULL) : NULL;
  g_autofree char *theirs = haven_snapshot_dup_digest (shared, NULL);
  const HavenSnapshotState nobody = { 0 };

  if (ours == NULL || g_strcmp0 (ours, theirs) != 0)
    return refuse_moved_on (&nobody, error);
  return haven_snapshot_write_text (store->folder, TICKET, ticket, error) && claim_or_say_who (shared, ticket, error);
}

static gboolean
check_ticket (HavenStore *store, const char *shared, const HavenSnapshotState *state, HavenClock clock, GError **error)
{
  if (haven_snapshot_is_still_ours (store, shared))
    return TRUE;
  return state->holder != NULL ? refuse_moved_on (state, error) : take_again (store, shared, clock, error);
}

gboolean
haven_snapshot_check_in (HavenStore *store, const char *shared, HavenClock clock, GError **error)
{
  HavenAuditEntry line = { .at = clock.now, .who = store->user, .action = (char *) "check-in" };
  g_auto(HavenSnapshotState) state = { 0 };

  return haven_store_check_writer (store, error)
         && haven_store_check_own (store, error)
         && haven_snapshot_read_state (shared, &state, error)
         && check_ticket (store, shared, &state, clock, error)
         && bring (store, shared, state.generation + 1, &line, error);
}
