/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-session.h"

/* Records of one child who moves, sealed for the next school (practice 25): a file with a passphrase of its own, the receipt that comes
 * back, and the same from the other side. Haven is not the child protection file: that goes whole and by itself. */
#define HAVEN_TRANSFER_FILE_ENDING ".haven-transfer"

typedef struct {
  gint64 pupil_id;
  const char *school;           /* the next one */
  const char *recipient;        /* whoever leads on safeguarding there */
  GArray *restricted;           /* gint64: the restricted entries that shall go with it, each chosen; NULL: none */
} HavenTransferWish;

/* Asks for the own passphrase again as any export does (haven-guard.h). passphrase is the file's, as strong as one of a person. It is
 * noted among the transfers as sealed; that it was sent is put there by hand. */
void       haven_session_seal_transfer_async   (HavenSession *self, const HavenTransferWish *wish, const char *passphrase,
                                                GAsyncReadyCallback callback, gpointer user_data);
GBytes    *haven_session_seal_transfer_finish  (HavenSession *self, GAsyncResult *result, GError **error);
GBytes    *haven_session_seal_transfer         (HavenSession *self, const HavenTransferWish *wish, const char *passphrase, GError **error);
char      *haven_transfer_file_dup_id          (GBytes *file, GError **error);   /* the number that stands on it */
char      *haven_transfer_file_dup_name        (GBytes *file);                   /* "7f3a91c2.haven-transfer": nothing of the child */
char      *haven_session_make_up_passphrase    (void);                           /* to be told by telephone; to be wiped */

/* What it would change here, for haven_session_apply: nothing is written. NOT_A_STORE: it is another kind of file. LOCKED: it does not
 * open. */
void       haven_session_open_transfer_async   (HavenSession *self, const char *path, const char *passphrase, GAsyncReadyCallback callback,
                                                gpointer user_data);
GPtrArray *haven_session_open_transfer_finish  (HavenSession *self, GAsyncResult *result, GError **error);   /* one HavenImportPreview */
GPtrArray *haven_session_open_transfer         (HavenSession *self, const char *path, const char *passphrase, GError **error);
gboolean   haven_path_is_transfer              (const char *path);               /* by its first bytes */

/* Of records that came: text for the other school. Each time in the audit. */
void       haven_session_make_receipt_async    (HavenSession *self, gint64 transfer_id, GAsyncReadyCallback callback, gpointer user_data);
GBytes    *haven_session_make_receipt_finish   (HavenSession *self, GAsyncResult *result, GError **error);
GBytes    *haven_session_make_receipt          (HavenSession *self, gint64 transfer_id, GError **error);
/* Of records that went. REFUSED: it is none of ours, or not true. Gives the transfer's id. */
void       haven_session_take_receipt_async    (HavenSession *self, GBytes *receipt, GAsyncReadyCallback callback, gpointer user_data);
gint64     haven_session_take_receipt_finish   (HavenSession *self, GAsyncResult *result, GError **error);   /* -1 on error */
gint64     haven_session_take_receipt          (HavenSession *self, GBytes *receipt, GError **error);
