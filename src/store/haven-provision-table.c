/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-tables.h"

#include <glib/gi18n-lib.h>

const HavenTableSql HAVEN_SQL_PROVISION = {
  .kind = &HAVEN_KIND_PROVISION,
  .free_record = (GDestroyNotify) haven_provision_free,
  .what = N_("provision"),
  .undoable = TRUE,
  .read = "SELECT id, pupil_id, name, type, full_time, first, last, inspection, inspected_on, framework, import_id"
          " FROM provision ORDER BY pupil_id, id",
  .insert = "INSERT INTO provision (id, pupil_id, name, type, full_time, first, last, inspection, inspected_on, framework, "
            "import_id)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
  .update = "UPDATE provision SET pupil_id = ?2, name = ?3, type = ?4, full_time = ?5, first = ?6, last = ?7, inspection = ?8, "
            "inspected_on = ?9, framework = ?10, import_id = ?11"
            " WHERE id = ?1",
  .remove = "DELETE FROM provision WHERE id = ?1",
};
