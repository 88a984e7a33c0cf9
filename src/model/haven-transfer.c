/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-transfer.h"

static const HavenField transfer_fields[] = {
  HAVEN_INT (HavenTransfer, id),
  HAVEN_INT (HavenTransfer, pupil_id),
  HAVEN_TEXT (HavenTransfer, transfer),
  HAVEN_FLAG (HavenTransfer, incoming),
  HAVEN_TEXT (HavenTransfer, school),
  HAVEN_TEXT (HavenTransfer, recipient),
  HAVEN_INT (HavenTransfer, restricted),
  HAVEN_TEXT (HavenTransfer, digest),
  HAVEN_BYTES (HavenTransfer, receipt_key),
  HAVEN_INT (HavenTransfer, made_at),
  HAVEN_DAY (HavenTransfer, sent_on),
  HAVEN_DAY (HavenTransfer, received_on),
  HAVEN_TEXT (HavenTransfer, received_by),
  HAVEN_INT (HavenTransfer, import_id),
};
HAVEN_DEFINE_RECORD (HavenTransfer, haven_transfer, HAVEN_KIND_TRANSFER, "transfers", transfer_fields)
