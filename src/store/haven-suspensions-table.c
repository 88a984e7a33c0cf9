/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-tables.h"

#include <glib/gi18n-lib.h>

const HavenTableSql HAVEN_SQL_SUSPENSIONS = {
  .kind = &HAVEN_KIND_SUSPENSION,
  .free_record = (GDestroyNotify) haven_suspension_free,
  .what = N_("suspensions"),
  .undoable = TRUE,
  .read = "SELECT id, pupil_id, type, first, last, sessions, reason, cancelled_on, alternatives, reintegrated_on, import_id"
          " FROM suspensions ORDER BY pupil_id, id",
  .insert = "INSERT INTO suspensions (id, pupil_id, type, first, last, sessions, reason, cancelled_on, alternatives, "
            "reintegrated_on, import_id)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
  .update = "UPDATE suspensions SET pupil_id = ?2, type = ?3, first = ?4, last = ?5, sessions = ?6, reason = ?7, "
            "cancelled_on = ?8, alternatives = ?9, reintegrated_on = ?10, import_id = ?11"
            " WHERE id = ?1",
  .remove = "DELETE FROM suspensions WHERE id = ?1",
};
