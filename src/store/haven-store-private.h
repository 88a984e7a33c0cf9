/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-connection.h"
#include "haven-keys.h"
#include "haven-platform.h"
#include "haven-store.h"

struct _HavenStore {
  GThread *owner;
  char *folder;
  HavenStoreMode mode;

  HavenConnection *connection;
  HavenKeys *keys;                         /* the writer's and a reader's that was opened by itself; NULL beside a writer */
  GBytes *own_key;                         /* of whoever opened it: for restricted entries */
  HavenSecret *own_secret;
  HavenLock *lock;                         /* the writer's */
  char *user;
  HavenRole role;

  guint changed;                           /* tables, in this transaction */
  gboolean recording;
  gint64 import_id;                        /* whose receipt was put in this transaction */
};

#define HAVEN_STORE_ASSERT_OWNER(self) g_assert ((self)->owner == g_thread_self ())
#define HAVEN_STORE_ASSERT_WRITING(self)                               \
  G_STMT_START {                                                       \
    HAVEN_STORE_ASSERT_OWNER (self);                                   \
    g_assert (haven_connection_is_in_transaction ((self)->connection)); \
  } G_STMT_END

/* haven-store-folder.c: the files of a store, and what may not be one */
char     *haven_store_folder_get_file  (const char *folder, const char *name);
char     *haven_store_folder_normalise (const char *folder);                       /* absolute, without a slash at its end */
gboolean  haven_store_folder_check     (const char *folder, GError **error);       /* local, and neither it nor its files are links */
gboolean  haven_store_folder_make      (const char *folder, GError **error);       /* new or empty, private, with an empty records file */
gboolean  haven_store_folder_is_fixed  (const char *folder);                       /* cannot be written to */
#define HAVEN_STORE_RECORDS "store.db"
#define HAVEN_STORE_KEYS "keys"
void      haven_store_folder_remove_copy (const char *folder);                     /* what a backup that was cut short left behind */
void      haven_store_folder_remove_half_written (const char *folder);             /* by the writer, who has the lock */
#define HAVEN_STORE_LOCK "lock"
#define HAVEN_STORE_COPY "copy.db"         /* while a backup is made */
#define HAVEN_STORE_BEFORE "before-migration"

gboolean  haven_store_check_writer     (HavenStore *self, GError **error);         /* and that no transaction is open */

/* haven-store-people.c, haven-drafts.c */
gboolean  haven_store_settle_people    (HavenStore *self, HavenClock clock, GError **error);
gboolean  haven_store_forget_orphans   (HavenStore *self, GError **error);         /* inside a transaction */

/* haven-store-undo.c */
gboolean  haven_store_keep_undo        (HavenStore *self, GBytes *changeset, GError **error);
const char *const *haven_store_get_undoable (void);                                /* names of tables, NULL-terminated */
