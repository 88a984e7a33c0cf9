/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-record.h"

/* Records of one child that were sealed for the next school, or that came sealed from the one before (practice 25). */
typedef struct {
  gint64 id;
  gint64 pupil_id;
  char *transfer;            /* a random number that stands on the file in clear, in hex */
  gboolean incoming;
  char *school;              /* the other one */
  char *recipient;           /* outgoing: for whom there */
  gint64 restricted;         /* how many restricted entries are in it */
  char *digest;              /* SHA-256 of the records in it, hex */
  GBytes *receipt_key;       /* stands in the sealed file too: who can use it has opened the file */
  gint64 made_at;
  HavenDay sent_on;
  HavenDay received_on;
  char *received_by;
  gint64 import_id;          /* incoming: what it became */
} HavenTransfer;
HAVEN_DECLARE_RECORD (HavenTransfer, haven_transfer, HAVEN_KIND_TRANSFER)

#define HAVEN_TRANSFER_ID_BYTES 16
#define HAVEN_RECEIPT_KEY_BYTES 32
