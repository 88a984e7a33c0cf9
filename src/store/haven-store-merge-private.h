/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-store-merge.h"
#include "haven-store-private.h"

struct _HavenStoreMerge {
  char *folder;                            /* with the two copies in it */
  char *digest;
  HavenStore *base;
  HavenStore *theirs;
  HavenSchool *mine;
  HavenMerge *merge;
  GPtrArray *new_lines;                    /* HavenAuditEntry: of the audit there, since the two parted */
  gboolean told;                           /* they stand here already */
};

#define HAVEN_STORE_MERGE_ACTION "merge"   /* in the audit; its detail begins with what it was merged with */
char    *haven_store_merge_tell_digest (HavenStoreMerge *self);

/* haven-store-merge-write.c: inside the transaction */
gboolean haven_store_merge_write (HavenStore *self, HavenStoreMerge *merge, HavenClock clock, GError **error);
