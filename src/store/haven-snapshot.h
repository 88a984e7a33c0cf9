/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-store.h"

/* Several people, one store (practice 33): the school's shared folder holds a sealed snapshot, which SQLite never opens there, and a note
 * of who has checked it out. One person at a time takes it to a local folder and brings it back; others read a copy.
 * The snapshot is a backup (haven-backup.h), so every change of it is whole. */
typedef struct {
  char *holder;              /* NULL: nobody has it */
  gint64 since;
  guint64 generation;        /* how often it was brought back */
} HavenSnapshotState;

void     haven_snapshot_state_clear (HavenSnapshotState *state);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HavenSnapshotState, haven_snapshot_state_clear)

gboolean haven_snapshot_read_state  (const char *shared, HavenSnapshotState *ret_state, GError **error);  /* NOT_FOUND: no snapshot there */

/* By a writer: the first snapshot of this store, checked out by nobody. INVALID where there is one already. */
gboolean haven_snapshot_share       (HavenStore *store, const char *shared, GError **error);
/* Into a new or empty local folder, which opens with the passphrases of the store. BUSY: who has it, and since when. */
gboolean haven_snapshot_check_out   (const char *shared, const char *folder, const char *who, gint64 now, GError **error);
/* By the writer of that folder. CONFLICT where it was not checked out to this folder, or was brought back meanwhile by somebody else:
 * then nothing in the shared folder changes, and the local store stays as it is. */
gboolean haven_snapshot_check_in    (HavenStore *store, const char *shared, GError **error);
/* A person's decision, where a computer that had it is gone: whoever had it cannot check it in any more, and keeps that copy. */
gboolean haven_snapshot_release     (const char *shared, GError **error);
/* For whoever only wants to read: a copy into a new or empty local folder. Nobody is kept waiting, and it cannot be checked in. */
gboolean haven_snapshot_copy        (const char *shared, const char *folder, GError **error);
