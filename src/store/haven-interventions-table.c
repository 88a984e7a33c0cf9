/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-tables.h"

#include <glib/gi18n-lib.h>

const HavenTableSql HAVEN_SQL_INTERVENTIONS = {
  .kind = &HAVEN_KIND_INTERVENTION,
  .free_record = (GDestroyNotify) haven_intervention_free,
  .what = N_("interventions"),
  .undoable = TRUE,
  .read = "SELECT id, pupil_id, need, what, who, first, last, minutes_a_week, aim, baseline, review_on, outcome, evidence, "
          "import_id"
          " FROM interventions ORDER BY pupil_id, id",
  .insert = "INSERT INTO interventions (id, pupil_id, need, what, who, first, last, minutes_a_week, aim, baseline, review_on, "
            "outcome, evidence, import_id)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
  .update = "UPDATE interventions SET pupil_id = ?2, need = ?3, what = ?4, who = ?5, first = ?6, last = ?7, minutes_a_week = ?8, "
            "aim = ?9, baseline = ?10, review_on = ?11, outcome = ?12, evidence = ?13, import_id = ?14"
            " WHERE id = ?1",
  .remove = "DELETE FROM interventions WHERE id = ?1",
};
