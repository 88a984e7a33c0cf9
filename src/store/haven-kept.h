/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-store.h"

/* What lets somebody in without a passphrase while the desktop's keyring keeps the other half (haven-keyring.h): the person's own secret, wrapped
 * with that half, in a small file of the store's folder. It is in no backup and in no shared folder, and it is worth nothing without the half.
 * Whoever switched it on stands in another small file; both are of this computer. */
gboolean     haven_kept_is_wanted (const char *folder, GBytes *public_key);
gboolean     haven_kept_want      (const char *folder, GBytes *public_key, gboolean wanted, GError **error);
char        *haven_kept_dup_id    (const char *folder);                     /* by which the keyring knows the half; NULL: nothing is kept */
/* By whoever has the store open: the half is made up anew at each call, and is for the keyring to keep under the id */
gboolean     haven_kept_write     (HavenStore *store, char **ret_id, HavenSecret **ret_half, GError **error);
void         haven_kept_forget    (const char *folder);                     /* at once; the half in the keyring is worth nothing then */
/* As haven_store_open, by a writer. LOCKED: what is kept does not fit any more. */
HavenStore  *haven_kept_open      (const char *folder, HavenSecret *half, HavenClock clock, GError **error);
