/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-store.h"

/* Several people, one store (practice 33): the school's shared folder holds a sealed snapshot, which SQLite never opens there, and a note
 * of who has checked it out. One person at a time takes it to a local folder and brings it back; others read a copy.
 * The snapshot is a backup (haven-backup.h), so every change of it is whole.
 *
 * A local folder is checked out (it holds the same ticket as the shared one, and the snapshot that it came from: what a later merge goes
 * back to), or it is a copy to read, which refuses every change. */
typedef struct {
  char *holder;              /* NULL: nobody has it */
  gint64 since;
  guint64 generation;        /* how often it was brought back */
} HavenSnapshotState;

void     haven_snapshot_state_clear (HavenSnapshotState *state);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HavenSnapshotState, haven_snapshot_state_clear)

gboolean haven_snapshot_read_state  (const char *shared, HavenSnapshotState *ret_state, GError **error);  /* NOT_FOUND: no snapshot there */
char    *haven_snapshot_dup_digest  (const char *shared, GError **error);   /* which one it is; also NOT_FOUND, DAMAGED */

/* By a writer: the first snapshot of this store, checked out by nobody. INVALID where there is one already. */
gboolean haven_snapshot_share       (HavenStore *store, const char *shared, HavenClock clock, GError **error);
/* Into a new or empty local folder, or one that is a copy to read; it opens with the passphrases of the store. BUSY: who has it, and since when. */
gboolean haven_snapshot_check_out   (const char *shared, const char *folder, const char *who, gint64 now, GError **error);
/* By the writer of that folder, which is a copy to read then. CONFLICT where somebody else has it or brought it back meanwhile: nothing in the
 * shared folder changes, and the local store stays as it is. */
gboolean haven_snapshot_check_in    (HavenStore *store, const char *shared, HavenClock clock, GError **error);
/* A person's decision, where a computer that had it is gone: whoever had it cannot check it in any more, and keeps that copy. */
gboolean haven_snapshot_release     (const char *shared, GError **error);
/* For whoever only wants to read: into a new or empty local folder, or over an earlier copy to read. Nobody is kept waiting. */
gboolean haven_snapshot_copy        (const char *shared, const char *folder, GError **error);

/* Why a store in this folder refuses every change, in a sentence that says who has it and since when; NULL: it does not. */
char    *haven_snapshot_dup_to_read (const char *folder);

/* For a merge (haven-store-merge.h): what the local copy came from, and what stands in the shared folder now, fetched into the local folder */
char    *haven_snapshot_get_base    (HavenStore *store, GError **error);    /* path; NOT_FOUND: it came from no shared store */
char    *haven_snapshot_fetch       (HavenStore *store, const char *shared, char **ret_digest, GError **error); /* path of the copy */
#define HAVEN_SNAPSHOT_BASE "shared.base"    /* the setting that names the newer one once a merge was made, and is taken back with it */
