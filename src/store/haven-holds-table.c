/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-tables.h"

#include <glib/gi18n-lib.h>

const HavenTableSql HAVEN_SQL_HOLDS = {
  .kind = &HAVEN_KIND_HOLD,
  .free_record = (GDestroyNotify) haven_hold_free,
  .what = N_("legal holds"),
  .undoable = TRUE,
  .read = "SELECT id, pupil_id, ground, why, set_by, set_on, lifted_on, lifted_by, lifted_because FROM holds ORDER BY pupil_id, id",
  .insert = "INSERT INTO holds (id, pupil_id, ground, why, set_by, set_on, lifted_on, lifted_by, lifted_because)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
  .update = "UPDATE holds SET pupil_id = ?2, ground = ?3, why = ?4, set_by = ?5, set_on = ?6, lifted_on = ?7, "
            "lifted_by = ?8, lifted_because = ?9"
            " WHERE id = ?1",
  .remove = "DELETE FROM holds WHERE id = ?1",
};
