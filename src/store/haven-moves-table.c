/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-tables.h"

#include <glib/gi18n-lib.h>

const HavenTableSql HAVEN_SQL_MOVES = {
  .kind = &HAVEN_KIND_MOVE,
  .free_record = (GDestroyNotify) haven_move_free,
  .what = N_("moves"),
  .undoable = TRUE,
  .read = "SELECT id, pupil_id, type, day, note, import_id FROM moves ORDER BY pupil_id, id",
  .insert = "INSERT INTO moves (id, pupil_id, type, day, note, import_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
  .update = "UPDATE moves SET pupil_id = ?2, type = ?3, day = ?4, note = ?5, import_id = ?6 WHERE id = ?1",
  .remove = "DELETE FROM moves WHERE id = ?1",
};
