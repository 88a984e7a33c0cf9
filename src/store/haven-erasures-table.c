/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-tables.h"

#include <glib/gi18n-lib.h>

const HavenTableSql HAVEN_SQL_ERASURES = {
  .kind = &HAVEN_KIND_ERASURE,
  .free_record = (GDestroyNotify) haven_erasure_free,
  .what = N_("certificates of what was erased"),
  .undoable = FALSE,
  .read = "SELECT id, reference, subject, number, at, by, ground, why, decided_by, counts, marks, swept_at, left_over"
          " FROM erasures ORDER BY id",
  .insert = "INSERT INTO erasures (id, reference, subject, number, at, by, ground, why, decided_by, counts, marks, swept_at, left_over)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
  .update = "UPDATE erasures SET reference = ?2, subject = ?3, number = ?4, at = ?5, by = ?6, ground = ?7, "
            "why = ?8, decided_by = ?9, counts = ?10, marks = ?11, swept_at = ?12, left_over = ?13"
            " WHERE id = ?1",
};
