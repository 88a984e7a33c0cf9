/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-tables.h"

#include <glib/gi18n-lib.h>

const HavenTableSql HAVEN_SQL_SPELLS = {
  .kind = &HAVEN_KIND_SPELL,
  .free_record = (GDestroyNotify) haven_spell_free,
  .what = N_("statuses"),
  .undoable = TRUE,
  .read = "SELECT id, pupil_id, status, first, last, authority, told_by, confirmed_on, social_worker_id, ended_check, import_id"
          " FROM spells ORDER BY pupil_id, id",
  .insert = "INSERT INTO spells (id, pupil_id, status, first, last, authority, told_by, confirmed_on, social_worker_id, "
            "ended_check, import_id)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
  .update = "UPDATE spells SET pupil_id = ?2, status = ?3, first = ?4, last = ?5, authority = ?6, told_by = ?7, confirmed_on = ?8, "
            "social_worker_id = ?9, ended_check = ?10, import_id = ?11"
            " WHERE id = ?1",
  .remove = "DELETE FROM spells WHERE id = ?1",
};
