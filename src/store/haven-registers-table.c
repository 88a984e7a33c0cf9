/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-tables.h"

#include <glib/gi18n-lib.h>

const HavenTableSql HAVEN_SQL_REGISTERS = {
  .kind = &HAVEN_KIND_REGISTER,
  .free_record = (GDestroyNotify) haven_register_free,
  .what = N_("registers"),
  .undoable = TRUE,
  .read = "SELECT id, pupil_id, year, marks FROM registers ORDER BY id",
  .insert = "INSERT INTO registers (id, pupil_id, year, marks) VALUES (?1, ?2, ?3, ?4)",
  .update = "UPDATE registers SET pupil_id = ?2, year = ?3, marks = ?4 WHERE id = ?1",
  .remove = "DELETE FROM registers WHERE id = ?1",
};
