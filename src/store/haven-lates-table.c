/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-tables.h"

#include <glib/gi18n-lib.h>

const HavenTableSql HAVEN_SQL_LATES = {
  .kind = &HAVEN_KIND_LATE,
  .free_record = (GDestroyNotify) haven_late_free,
  .what = N_("minutes late"),
  .undoable = TRUE,
  .read = "SELECT id, pupil_id, day, session, minutes, import_id FROM lates ORDER BY pupil_id, id",
  .insert = "INSERT INTO lates (id, pupil_id, day, session, minutes, import_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
  .update = "UPDATE lates SET pupil_id = ?2, day = ?3, session = ?4, minutes = ?5, import_id = ?6 WHERE id = ?1",
  .remove = "DELETE FROM lates WHERE id = ?1",
};
