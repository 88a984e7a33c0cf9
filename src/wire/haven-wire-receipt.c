/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-wire-receipt.h"

#include "haven-secret.h"

#include <string.h>

/* The signature comes last: what it covers is the receipt printed without that row. */
static const HavenMember receipt_rows[] = {
  HAVEN_ROW_TEXT (HavenWireReceipt, id, "id", 1, 64, HAVEN_ID_PATTERN),
  HAVEN_ROW_TEXT (HavenWireReceipt, urn, "urn", 6, 6, HAVEN_URN_PATTERN),
  HAVEN_ROW_TEXT (HavenWireReceipt, period, "period", 12, 16, "^[0-9]{4}/[0-9]{2}-(autumn|spring|summer|year)$"),
  HAVEN_ROW_INT (HavenWireReceipt, revision, "revision", 1, 9999),
  HAVEN_ROW_TEXT (HavenWireReceipt, digest, "digest", 64, 64, "^[0-9a-f]{64}$"),
  HAVEN_ROW_TIME (HavenWireReceipt, received, "received"),
  HAVEN_ROW_BYTES (HavenWireReceipt, signature, "signature", 64, 64),
};
HAVEN_DEFINE_SHAPE (HavenWireReceipt, haven_wire_receipt, HAVEN_SHAPE_RECEIPT, "Receipt", "haven-receipt/1", receipt_rows)

GBytes *
haven_wire_receipt_to_sign (HavenWireReceipt *self)
{
  HavenShape covered = HAVEN_SHAPE_RECEIPT;

  covered.n_members--;
  return haven_shape_print (&covered, self);
}

static const HavenMember returns_rows[] = {
  HAVEN_ROW_LIST (HavenWireReturns, receipts, "receipts", 1000, &HAVEN_SHAPE_RECEIPT),
};
HAVEN_DEFINE_SHAPE (HavenWireReturns, haven_wire_returns, HAVEN_SHAPE_RETURNS, "Returns", "haven-returns/1", returns_rows)

gboolean
haven_wire_receipt_is_signed (HavenWireReceipt *self, GBytes *key)
{
  g_autoptr (GBytes) covered = haven_wire_receipt_to_sign (self);

  return haven_sign_verify (key, covered, self->signature);
}

gboolean
haven_wire_receipt_verify (HavenWireReceipt *self, GBytes *key, GBytes *release)
{
  g_autofree char *digest = haven_secret_hash_hex (g_bytes_get_data (release, NULL), g_bytes_get_size (release));

  return strcmp (digest, self->digest) == 0 && haven_wire_receipt_is_signed (self, key);
}
