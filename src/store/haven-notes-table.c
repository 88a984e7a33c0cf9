/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-tables.h"

#include <glib/gi18n-lib.h>

const HavenTableSql HAVEN_SQL_NOTES = {
  .kind = &HAVEN_KIND_NOTE,
  .free_record = (GDestroyNotify) haven_note_free,
  .what = N_("notes"),
  .undoable = TRUE,
  .read = "SELECT id, pupil_id, type, day, author, text, restricted, import_id FROM notes ORDER BY pupil_id, id",
  .insert = "INSERT INTO notes (id, pupil_id, type, day, author, text, restricted, import_id)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
  .update = "UPDATE notes SET pupil_id = ?2, type = ?3, day = ?4, author = ?5, text = ?6, restricted = ?7, import_id = ?8"
            " WHERE id = ?1",
  .remove = "DELETE FROM notes WHERE id = ?1",
};
