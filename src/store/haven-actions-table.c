/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-tables.h"

#include <glib/gi18n-lib.h>

const HavenTableSql HAVEN_SQL_ACTIONS = {
  .kind = &HAVEN_KIND_ACTION,
  .free_record = (GDestroyNotify) haven_action_free,
  .what = N_("actions"),
  .undoable = TRUE,
  .read = "SELECT id, pupil_id, meeting_id, text, owner, due, done_on, import_id FROM actions ORDER BY pupil_id, id",
  .insert = "INSERT INTO actions (id, pupil_id, meeting_id, text, owner, due, done_on, import_id)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
  .update = "UPDATE actions SET pupil_id = ?2, meeting_id = ?3, text = ?4, owner = ?5, due = ?6, done_on = ?7, import_id = ?8"
            " WHERE id = ?1",
  .remove = "DELETE FROM actions WHERE id = ?1",
};
