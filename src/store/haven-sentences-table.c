/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-tables.h"

#include <glib/gi18n-lib.h>

const HavenTableSql HAVEN_SQL_SENTENCES = {
  .kind = &HAVEN_KIND_SENTENCE,
  .free_record = (GDestroyNotify) haven_sentence_free,
  .what = N_("sentences"),
  .undoable = TRUE,
  .read = "SELECT id, pupil_id, meeting_id, kind, key, list, made, text, struck"
          " FROM sentences ORDER BY pupil_id, id",
  .insert = "INSERT INTO sentences (id, pupil_id, meeting_id, kind, key, list, made, text, struck)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
  .update = "UPDATE sentences SET pupil_id = ?2, meeting_id = ?3, kind = ?4, key = ?5, list = ?6, made = ?7, text = ?8, "
            "struck = ?9"
            " WHERE id = ?1",
  .remove = "DELETE FROM sentences WHERE id = ?1",
};
