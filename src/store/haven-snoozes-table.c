/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-tables.h"

#include <glib/gi18n-lib.h>

const HavenTableSql HAVEN_SQL_SNOOZES = {
  .kind = &HAVEN_KIND_SNOOZE,
  .free_record = (GDestroyNotify) haven_snooze_free,
  .what = N_("lines of Today put off"),
  .undoable = TRUE,
  .read = "SELECT id, pupil_id, rule, about, until, reason, pressing, by, made_at FROM snoozes ORDER BY pupil_id, id",
  .insert = "INSERT INTO snoozes (id, pupil_id, rule, about, until, reason, pressing, by, made_at)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
  .update = "UPDATE snoozes SET pupil_id = ?2, rule = ?3, about = ?4, until = ?5, reason = ?6, pressing = ?7, by = ?8, made_at = ?9"
            " WHERE id = ?1",
  .remove = "DELETE FROM snoozes WHERE id = ?1",
};
