/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-keys.h"
#include "haven-store.h"

/* Files that somebody hands in who may not read the store: each sealed to the store's public key, in the folder inbox/. Who handed it in
 * is what the sealing slot said; the file's name stands inside the seal and not on the disk. */
typedef struct {
  char *id;                  /* its name in the inbox */
  char *file;                /* as it was called; a base name */
  char *who;
  gint64 at;
  GBytes *bytes;             /* its content, in memory only */
} HavenHandedIn;

void        haven_handed_in_free        (HavenHandedIn *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenHandedIn, haven_handed_in_free)

gboolean    haven_store_hand_in         (HavenStore *self, HavenClock clock, const char *file, GBytes *bytes, GError **error); /* at the door too */
GPtrArray  *haven_store_list_handed_in  (HavenStore *self, guint *ret_unreadable, GError **error);  /* HavenHandedIn, oldest first */
gboolean    haven_store_drop_handed_in  (HavenStore *self, const char *id, GError **error);
