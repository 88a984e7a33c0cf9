/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-merge.h"
#include "haven-store.h"

/* What was done on a copy of a shared store that went on without it (practice 33): what both came from, this one, and what stands in the shared
 * folder now. It belongs to the store's thread and to no transaction; it keeps two copies beside the store until it is freed. */
typedef struct _HavenStoreMerge HavenStoreMerge;

/* By a writer who leads. Writes nothing of the store. NOT_FOUND: there is nothing to merge. REFUSED: removed there, or something restricted that
 * this person cannot open was changed there. TOO_NEW, DAMAGED. */
HavenStoreMerge *haven_store_merge_look   (HavenStore *self, const char *shared, GError **error);
void             haven_store_merge_free   (HavenStoreMerge *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenStoreMerge, haven_store_merge_free)
HavenMerge      *haven_store_merge_peek   (HavenStoreMerge *self);
const char      *haven_store_merge_get_digest (HavenStoreMerge *self);   /* of the shared one */

/* All of it or nothing: people, rows, drafts and audit; from then on this copy comes from the shared one as it was looked at. CONFLICT: not every
 * conflict is settled. What ret_undo takes back is the rows; people and audit stay. */
gboolean         haven_store_merge_apply  (HavenStore *self, HavenStoreMerge *merge, HavenClock clock, GBytes **ret_undo, GError **error);
