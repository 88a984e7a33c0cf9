/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-tables.h"

#include <glib/gi18n-lib.h>

const HavenTableSql HAVEN_SQL_WEEKS = {
  .kind = &HAVEN_KIND_WEEKS,
  .free_record = (GDestroyNotify) haven_weeks_free,
  .what = N_("weekly totals"),
  .undoable = TRUE,
  .read = "SELECT id, pupil_id, year, weeks FROM weeks ORDER BY id",
  .insert = "INSERT INTO weeks (id, pupil_id, year, weeks) VALUES (?1, ?2, ?3, ?4)",
  .update = "UPDATE weeks SET pupil_id = ?2, year = ?3, weeks = ?4 WHERE id = ?1",
  .remove = "DELETE FROM weeks WHERE id = ?1",
};
