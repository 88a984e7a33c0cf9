/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-tables.h"

#include <glib/gi18n-lib.h>

const HavenTableSql HAVEN_SQL_TARGETS = {
  .kind = &HAVEN_KIND_TARGET,
  .free_record = (GDestroyNotify) haven_target_free,
  .what = N_("targets"),
  .undoable = TRUE,
  .read = "SELECT id, pupil_id, meeting_id, text, owner, due, support, state, outcome, baseline, measure, child_does, "
          "ppp_asked, ppp_agreed, ppp_spent, ppp_effect, import_id"
          " FROM targets ORDER BY pupil_id, id",
  .insert = "INSERT INTO targets (id, pupil_id, meeting_id, text, owner, due, support, state, outcome, baseline, measure, "
            "child_does, ppp_asked, ppp_agreed, ppp_spent, ppp_effect, import_id)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
  .update = "UPDATE targets SET pupil_id = ?2, meeting_id = ?3, text = ?4, owner = ?5, due = ?6, support = ?7, state = ?8, "
            "outcome = ?9, baseline = ?10, measure = ?11, child_does = ?12, ppp_asked = ?13, ppp_agreed = ?14, ppp_spent = "
            "?15, ppp_effect = ?16, import_id = ?17"
            " WHERE id = ?1",
  .remove = "DELETE FROM targets WHERE id = ?1",
};
