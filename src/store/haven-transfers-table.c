/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-tables.h"

#include <glib/gi18n-lib.h>

const HavenTableSql HAVEN_SQL_TRANSFERS = {
  .kind = &HAVEN_KIND_TRANSFER,
  .free_record = (GDestroyNotify) haven_transfer_free,
  .what = N_("transfers"),
  .undoable = TRUE,
  .read = "SELECT id, pupil_id, transfer, incoming, school, recipient, restricted, digest, receipt_key, made_at, sent_on, "
            "received_on, received_by, import_id FROM transfers ORDER BY pupil_id, id",
  .insert = "INSERT INTO transfers (id, pupil_id, transfer, incoming, school, recipient, restricted, digest, receipt_key, made_at, "
            "sent_on, received_on, received_by, import_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
  .update = "UPDATE transfers SET pupil_id = ?2, transfer = ?3, incoming = ?4, school = ?5, recipient = ?6, restricted = ?7, digest = "
            "?8, receipt_key = ?9, made_at = ?10, sent_on = ?11, received_on = ?12, received_by = ?13, import_id = ?14 WHERE id = ?1",
  .remove = "DELETE FROM transfers WHERE id = ?1",
};
