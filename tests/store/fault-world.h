/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store-support.h"

/* A folder with all that one deed touches: stores, a backup, a shared folder. Each try begins with the same one. */
typedef struct {
  char *folder;
  char *store;
  char *home;                              /* checked out of the shared one */
  char *back;                              /* where a backup is restored to */
  char *shared;
  char *backup;
  HavenStore *open;                        /* what the deed works with; NULL: it opens what it needs */
} World;

typedef struct {
  const char *name;
  const char *opens;                       /* the store that is open when it begins; NULL: none */
  void     (*prepare) (World *world);
  gboolean (*run) (World *world, GError **error);
  HavenErrorCode half_done;                /* how it is refused afterwards where half of it was done: by a shared folder or the keys; 0: never */
  gboolean goes_on;                        /* what was half done stays, and the next try goes on from there */
} Deed;

extern const Deed fault_deeds[];
extern const guint fault_n_deeds;

void     world_init  (World *world, const char *folder);
void     world_clear (World *world);
HavenStore *world_open (const char *folder, GError **error);   /* with the old passphrase or the new */
/* What is in it, a part an entry: the records, people and audit of each store, the records of each backup, who has the shared one. Everything
 * is opened, checked and read by a Haven that starts anew. NULL, with a message, where something cannot be. */
GStrv    world_describe (World *world);
