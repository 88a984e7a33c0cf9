/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-tables.h"

#include <glib/gi18n-lib.h>

const HavenTableSql HAVEN_SQL_SCHOOL_ATTAINMENT = {
  .kind = &HAVEN_KIND_SCHOOL_ATTAINMENT,
  .free_record = (GDestroyNotify) haven_school_attainment_free,
  .what = N_("whole-school attainment"),
  .undoable = TRUE,
  .read = "SELECT id, subject, day, measure, year_group, below, at, above, none, import_id FROM school_attainment ORDER BY id",
  .insert = "INSERT INTO school_attainment (id, subject, day, measure, year_group, below, at, above, none, import_id)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
  .update = "UPDATE school_attainment SET subject = ?2, day = ?3, measure = ?4, year_group = ?5, below = ?6, at = ?7, above = ?8, "
            "none = ?9, import_id = ?10"
            " WHERE id = ?1",
  .remove = "DELETE FROM school_attainment WHERE id = ?1",
};
