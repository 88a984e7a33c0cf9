/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-store.h"

/* A whole store in one file, encrypted as it is: it opens with the passphrases of the day it was made.
 *
 *   magic "HAVENBAK", version, size of the keys (4 bytes), size of the records (8), keys, records, SHA-256 of all that
 */

/* By a writer, outside a transaction: of one moment, opened and checked before it takes its name. What was at path stays until then. */
gboolean haven_backup_write   (HavenStore *store, const char *path, GError **error);
/* The same with something to do to the copy before it is closed: it tells of its own making where the store itself cannot yet. */
typedef gboolean (*HavenBackupTouch) (gpointer copy, gpointer user_data, GError **error);   /* copy: a HavenConnection */
gboolean haven_backup_write_touched (HavenStore *store, const char *path, HavenBackupTouch touch, gpointer user_data, GError **error);
char    *haven_backup_dup_digest (const char *path, GError **error);      /* the SHA-256 at its end, after a check */
gboolean haven_backup_check   (const char *path, GError **error);         /* whole and unaltered? NOT_A_STORE, DAMAGED, TOO_NEW; no passphrase needed */
/* By a writer: the same moment and the same passphrases, with something done to its records, written anew. DAMAGED: it is of another store. */
typedef struct {
  HavenBackupTouch touch;
  gpointer user_data;
  const gboolean *changed;      /* FALSE after the touch: the file stays as it is */
} HavenBackupChange;
gboolean haven_backup_rewrite (HavenStore *store, const char *path, const HavenBackupChange *change, GError **error);
/* Into a new or empty folder, never over a store; the keys come last, so that a half-made one is none. Lists of erasures (haven-erasing.h)
 * that lie beside the backup, or in the folder of the store at hand (beside, may be NULL), are repeated when it is opened first. */
gboolean haven_backup_restore (const char *path, const char *beside, const char *folder, GError **error);
/* Over what is in a folder that keeps nothing of its own: a copy of a shared store that is only read */
gboolean haven_backup_refresh (const char *path, const char *folder, GError **error);
