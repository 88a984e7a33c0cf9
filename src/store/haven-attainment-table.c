/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-tables.h"

#include <glib/gi18n-lib.h>

const HavenTableSql HAVEN_SQL_ATTAINMENT = {
  .kind = &HAVEN_KIND_ATTAINMENT,
  .free_record = (GDestroyNotify) haven_attainment_free,
  .what = N_("attainment"),
  .undoable = TRUE,
  .read = "SELECT id, pupil_id, subject, day, measure, result, expectation, import_id FROM attainment ORDER BY pupil_id, id",
  .insert = "INSERT INTO attainment (id, pupil_id, subject, day, measure, result, expectation, import_id)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
  .update = "UPDATE attainment SET pupil_id = ?2, subject = ?3, day = ?4, measure = ?5, result = ?6, expectation = ?7, "
            "import_id = ?8"
            " WHERE id = ?1",
  .remove = "DELETE FROM attainment WHERE id = ?1",
};
