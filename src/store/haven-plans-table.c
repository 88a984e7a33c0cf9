/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-tables.h"

#include <glib/gi18n-lib.h>

const HavenTableSql HAVEN_SQL_PLANS = {
  .kind = &HAVEN_KIND_PLAN,
  .free_record = (GDestroyNotify) haven_plan_free,
  .what = N_("part-time timetables"),
  .undoable = TRUE,
  .read = "SELECT id, pupil_id, first, full_time_on, ended_on, minutes_a_week, agreed_by, review_on, consulted_on, safety, "
          "import_id"
          " FROM plans ORDER BY pupil_id, id",
  .insert = "INSERT INTO plans (id, pupil_id, first, full_time_on, ended_on, minutes_a_week, agreed_by, review_on, consulted_on, "
            "safety, import_id)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
  .update = "UPDATE plans SET pupil_id = ?2, first = ?3, full_time_on = ?4, ended_on = ?5, minutes_a_week = ?6, agreed_by = ?7, "
            "review_on = ?8, consulted_on = ?9, safety = ?10, import_id = ?11"
            " WHERE id = ?1",
  .remove = "DELETE FROM plans WHERE id = ?1",
};
