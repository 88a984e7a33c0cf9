/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-tables.h"

#include <glib/gi18n-lib.h>

const HavenTableSql HAVEN_SQL_TOTALS = {
  .kind = &HAVEN_KIND_TOTALS,
  .free_record = (GDestroyNotify) haven_totals_free,
  .what = N_("attendance totals"),
  .undoable = TRUE,
  .read = "SELECT id, pupil_id, first, last, attended, authorised, unauthorised, late_before, late_after, import_id FROM totals"
          " ORDER BY pupil_id, id",
  .insert = "INSERT INTO totals (id, pupil_id, first, last, attended, authorised, unauthorised, late_before, late_after, import_id)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
  .update = "UPDATE totals SET pupil_id = ?2, first = ?3, last = ?4, attended = ?5, authorised = ?6, unauthorised = ?7, "
            "late_before = ?8, late_after = ?9, import_id = ?10"
            " WHERE id = ?1",
  .remove = "DELETE FROM totals WHERE id = ?1",
};
