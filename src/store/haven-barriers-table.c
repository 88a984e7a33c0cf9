/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-tables.h"

#include <glib/gi18n-lib.h>

const HavenTableSql HAVEN_SQL_BARRIERS = {
  .kind = &HAVEN_KIND_BARRIER,
  .free_record = (GDestroyNotify) haven_barrier_free,
  .what = N_("barriers to learning"),
  .undoable = TRUE,
  .read = "SELECT id, pupil_id, code, first, last, import_id FROM barriers ORDER BY pupil_id, id",
  .insert = "INSERT INTO barriers (id, pupil_id, code, first, last, import_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
  .update = "UPDATE barriers SET pupil_id = ?2, code = ?3, first = ?4, last = ?5, import_id = ?6 WHERE id = ?1",
  .remove = "DELETE FROM barriers WHERE id = ?1",
};
