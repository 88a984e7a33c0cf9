/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-tables.h"

#include <glib/gi18n-lib.h>

const HavenTableSql HAVEN_SQL_DEPARTURES = {
  .kind = &HAVEN_KIND_DEPARTURE,
  .free_record = (GDestroyNotify) haven_departure_free,
  .what = N_("child protection files of leavers"),
  .undoable = TRUE,
  .read = "SELECT id, pupil_id, \"left\", printed_on, stays, sent_to, sent_on, receipt_on FROM departures ORDER BY pupil_id, id",
  .insert = "INSERT INTO departures (id, pupil_id, \"left\", printed_on, stays, sent_to, sent_on, receipt_on)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
  .update = "UPDATE departures SET pupil_id = ?2, \"left\" = ?3, printed_on = ?4, stays = ?5, sent_to = ?6, sent_on = ?7, receipt_on = ?8"
            " WHERE id = ?1",
  .remove = "DELETE FROM departures WHERE id = ?1",
};
