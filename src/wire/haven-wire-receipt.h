/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-wire-shape.h"

/* The answer to PUT /releases/{period}/{revision}: the Virtual School signs what it holds. The same release again gives the same receipt. */
typedef struct {
  char *id;
  char *urn;
  char *period;              /* "2025/26-autumn" */
  gint64 revision;
  char *digest;              /* SHA-256 of the release's bytes, hex */
  gint64 received;
  GBytes *signature;         /* Ed25519 over the receipt printed without it */
} HavenWireReceipt;
HAVEN_DECLARE_SHAPE (HavenWireReceipt, haven_wire_receipt, HAVEN_SHAPE_RECEIPT)
GBytes  *haven_wire_receipt_to_sign (HavenWireReceipt *self);                          /* the bytes that the signature covers */
gboolean haven_wire_receipt_verify  (HavenWireReceipt *self, GBytes *key, GBytes *release);
gboolean haven_wire_receipt_is_signed (HavenWireReceipt *self, GBytes *key);             /* whatever it is for */

/* GET /releases: what the Virtual School holds of this school. A school that lost its own returns finds them here, and one whose returns
 * were lost there sends them again. */
typedef struct {
  GPtrArray *receipts;       /* HavenWireReceipt */
} HavenWireReturns;
HAVEN_DECLARE_SHAPE (HavenWireReturns, haven_wire_returns, HAVEN_SHAPE_RETURNS)
