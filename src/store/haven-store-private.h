/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-connection.h"
#include "haven-keys.h"
#include "haven-platform.h"
#include "haven-snapshot.h"
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
  gboolean to_read;                        /* a copy of a shared store: nothing of its own is written */
  char *user;
  HavenRole role;

  HavenTables changed;                     /* in this transaction */
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
void      haven_store_folder_remove_log (const char *folder);                      /* of records that are about to be replaced */
#define HAVEN_STORE_LOCK "lock"
#define HAVEN_STORE_COPY "copy.db"         /* while a backup is made */
#define HAVEN_STORE_BEFORE "before-migration"
#define HAVEN_STORE_MERGING "merging"      /* while two are put together */

/* haven-store.c: a whole store beside this one that opens with the same key; nobody else has it, and it is brought up to date */
HavenStore *haven_store_open_keys      (const char *folder, HavenKeys *take_keys, HavenClock clock, GError **error);  /* as a writer */
HavenStore *haven_store_open_copy      (HavenStore *writer, const char *folder, GError **error);

gboolean  haven_store_check_writer     (HavenStore *self, GError **error);         /* and that no transaction is open */
gboolean  haven_store_check_own        (HavenStore *self, GError **error);         /* no copy to read: REFUSED with who has it */

char     *haven_snapshot_get_path      (const char *shared);
gboolean  haven_snapshot_is_still_ours (HavenStore *store, const char *shared);    /* it is checked out to this copy */
/* haven-snapshot-local.c: what a local folder says of where it came from */
char     *haven_snapshot_read_text     (const char *folder, const char *name);     /* NULL: no such small file */
gboolean  haven_snapshot_write_text    (const char *folder, const char *name, const char *text, GError **error);
void      haven_snapshot_remove        (const char *folder, const char *name);
gboolean  haven_snapshot_mark_to_read  (const char *folder, const char *shared, const HavenSnapshotState *state, GError **error);
gboolean  haven_snapshot_keep_base     (const char *folder, const char *snapshot, GError **error);
char     *haven_snapshot_get_base_path (const char *folder, const char *digest);
GStrv     haven_snapshot_list_bases    (const char *folder);                       /* paths */
void      haven_snapshot_forget_bases  (const char *folder, const char *except);   /* digest; NULL: none is kept */
#define HAVEN_SNAPSHOT_TO_READ "to-read"

/* haven-store-people.c, haven-drafts.c */
gboolean  haven_store_settle_people    (HavenStore *self, HavenClock clock, GError **error);
gboolean  haven_store_bring_in_line    (HavenStore *self, GError **error);         /* inside a transaction: seals, drafts and digest for these people */
gboolean  haven_store_write_keys       (HavenStore *self, GError **error);
gboolean  haven_store_take_drafts      (HavenStore *self, HavenStore *theirs, HavenStore *base, GError **error); /* inside a transaction */
gboolean  haven_store_forget_orphans   (HavenStore *self, GError **error);         /* inside a transaction */

/* haven-store-undo.c */
gboolean  haven_store_keep_undo        (HavenStore *self, GBytes *changeset, GError **error);
gboolean  haven_store_take_undo        (HavenStore *self, HavenStore *theirs, gint64 import_id, GError **error); /* how theirs of that number is taken back */
gboolean  haven_store_drop_undo        (HavenStore *self, gint64 import_id, GError **error);
const char *const *haven_store_get_undoable (void);                                /* names of tables, NULL-terminated */
