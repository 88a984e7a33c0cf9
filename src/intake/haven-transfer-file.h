/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-school.h"
#include "haven-secret.h"

/* The sealed file of one child who moves, from one Haven to another:
 *
 *   magic "HAVENMOV", version (4 bytes), memory in KiB (4), passes (4), salt (16), number of the transfer (16), sealed records
 *
 * Numbers are little-endian. The records are JSON under XChaCha20-Poly1305, with a key that Argon2id makes of the file's own passphrase; all
 * that stands before them is authenticated with them. Bounds are checked before memory is taken. Everything here is pure. */
#define HAVEN_TRANSFER_EXTENSION ".haven-transfer"
#define HAVEN_TRANSFER_MAGIC "HAVENMOV"

typedef struct {
  guint32 version;
  HavenStretch cost;
  guint8 salt[HAVEN_SALT_BYTES];
  guint8 transfer[HAVEN_TRANSFER_ID_BYTES];
  gsize size;                   /* of all this in the file */
} HavenTransferHeader;

/* What is in it: records as the sender kept them, with the sender's numbers, which mean something among themselves only */
typedef struct {
  char *transfer;               /* its number in hex */
  char *from;                   /* school */
  char *urn;                    /* of that school; NULL: not told */
  char *to;
  char *recipient;
  char *by;                     /* whoever made it */
  gint64 made_at;
  GBytes *receipt_key;
  gint64 pupil_id;
  guint n_unknown;              /* tables and fields that this Haven does not know */
  GPtrArray *tables[HAVEN_N_TABLES];   /* never NULL */
} HavenTransferContent;

HavenTransferContent *haven_transfer_content_new  (void);
void                  haven_transfer_content_free (HavenTransferContent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenTransferContent, haven_transfer_content_free)

/* The child's records of a school: what the next school works with. restricted: gint64, ids of the restricted entries that were chosen;
 * NULL: none. Text of a restricted entry that is covered does not go. */
void                  haven_transfer_gather       (HavenTransferContent *self, HavenSchool *school, gint64 pupil_id, GArray *restricted);
char                 *haven_transfer_dup_digest   (HavenTransferContent *self);     /* SHA-256 of its records as they are sealed, hex */
guint                 haven_transfer_count_restricted (HavenTransferContent *self);
gboolean              haven_transfer_has_table    (HavenTable table);         /* it goes to the next school */

GBytes               *haven_transfer_seal         (HavenTransferContent *content, const char *passphrase, HavenStretch cost,
                                                   GError **error);
/* NOT_A_STORE, DAMAGED, TOO_NEW */
gboolean              haven_transfer_read_header  (GBytes *file, HavenTransferHeader *ret_header, GError **error);
/* LOCKED: another passphrase, or a file that was altered */
GBytes               *haven_transfer_unseal       (GBytes *file, const char *passphrase, GError **error);           /* the JSON */
HavenTransferContent *haven_transfer_parse        (GBytes *json, GError **error);                                   /* INVALID, TOO_LARGE */
HavenTransferContent *haven_transfer_open         (GBytes *file, const char *passphrase, GError **error);           /* both */

/* The receipt: a few lines of text, for a file, paper or the telephone. check proves that whoever wrote it had opened the file. */
typedef struct {
  char *transfer;
  char *digest;                 /* of the records in it */
  char *received_by;            /* person and school */
  HavenDay received_on;
  char *check;
} HavenTransferReceipt;
void      haven_transfer_receipt_free  (HavenTransferReceipt *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenTransferReceipt, haven_transfer_receipt_free)
/* of an incoming one that was received */
char     *haven_transfer_receipt_print (const HavenTransfer *transfer);
HavenTransferReceipt *haven_transfer_receipt_parse (GBytes *text, GError **error);                         /* INVALID */
/* REFUSED: of another file, or not true */
gboolean  haven_transfer_receipt_check (const HavenTransferReceipt *self, const HavenTransfer *sent, GError **error);
