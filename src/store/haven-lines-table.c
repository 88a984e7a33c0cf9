/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-tables.h"

#include <glib/gi18n-lib.h>

const HavenTableSql HAVEN_SQL_LINES = {
  .kind = &HAVEN_KIND_LINE,
  .free_record = (GDestroyNotify) haven_line_free,
  .what = N_("lines of meetings"),
  .undoable = TRUE,
  .read = "SELECT id, pupil_id, meeting_id, type, who, text, at"
          " FROM lines ORDER BY pupil_id, id",
  .insert = "INSERT INTO lines (id, pupil_id, meeting_id, type, who, text, at)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
  .update = "UPDATE lines SET pupil_id = ?2, meeting_id = ?3, type = ?4, who = ?5, text = ?6, at = ?7"
            " WHERE id = ?1",
  .remove = "DELETE FROM lines WHERE id = ?1",
};
