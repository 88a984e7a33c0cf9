/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-connection.h"
#include "haven-store.h"

/* Destroying what is kept of one child, or of one member of staff, for good (practice 35).
 *
 * The rows go in one transaction, with everything that refers to them: sealed texts, drafts, how imports are taken back, and names in
 * receipts and in lines of the audit. What is left is a certificate that names nobody. Sweeping follows: the database is written anew, so
 * that no free page and no log holds anything; and every copy that Haven knows is written anew without the child. Where that is cut short,
 * the next opening goes on with it. A copy that could not be reached is told, and if it is restored with the list of erasures beside it,
 * what was erased is erased again before anybody sees it. */

/* Inside a transaction. REFUSED: a hold stands; files were handed in that may name the child; a booking waits to be sent. NOT_FOUND */
gboolean haven_store_erase           (HavenStore *self, const HavenErasureRequest *request, HavenClock clock, HavenErasure **ret_certificate,
                                      GError **error);
/* Inside a transaction: who was erased and stands here again, because rows of another copy came in, goes again. */
gboolean haven_store_repeat_erasures (HavenStore *self, HavenClock clock, guint *ret_n, GError **error);
/* Outside a transaction. Copies that cannot be reached are no error: the certificates name them. */
gboolean haven_store_sweep           (HavenStore *self, HavenClock clock, GError **error);
gboolean haven_store_sweep_again     (HavenStore *self, HavenClock clock, GError **error);   /* the same for copies that were left over */
gboolean haven_store_is_swept        (HavenStore *self, gboolean *ret_swept, GError **error);

/* Where copies of this store were written: haven-copies.c */
#define HAVEN_COPY_BACKUP "backup"
#define HAVEN_COPY_SHARED "shared"          /* the snapshot of a shared store */
typedef struct {
  char *path;
  char *type;                   /* HAVEN_COPY_… */
  gint64 made_at;
} HavenCopy;
void       haven_copy_free           (HavenCopy *self);
gboolean   haven_copies_note         (HavenConnection *connection, const char *path, const char *type, gint64 now, GError **error);
gboolean   haven_store_note_backup   (HavenStore *self, const char *path, gint64 now, GError **error);     /* inside a transaction */
gboolean   haven_store_forget_copy   (HavenStore *self, const char *path, GError **error);                 /* likewise */
GPtrArray *haven_store_list_copies   (HavenStore *self, GError **error);                                                   /* HavenCopy */

/* The list of erasures outside the store, under the store's key: haven-erasures-file.c. Beside a store and beside its backups; a restore
 * lays those that it finds into the new folder, where the first opening does what they say. */
#define HAVEN_ERASURES_FILE "erasures.haven"
