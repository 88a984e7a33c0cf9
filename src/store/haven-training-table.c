/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-tables.h"

#include <glib/gi18n-lib.h>

const HavenTableSql HAVEN_SQL_TRAINING = {
  .kind = &HAVEN_KIND_TRAINING,
  .free_record = (GDestroyNotify) haven_training_free,
  .what = N_("staff training"),
  .undoable = TRUE,
  .read = "SELECT id, person_id, topic, title, done_on, lapses_on, import_id, certificate, booking"
          " FROM training ORDER BY id",
  .insert = "INSERT INTO training (id, person_id, topic, title, done_on, lapses_on, import_id, certificate, booking)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
  .update = "UPDATE training SET person_id = ?2, topic = ?3, title = ?4, done_on = ?5, lapses_on = ?6, import_id = ?7, "
            "certificate = ?8, booking = ?9"
            " WHERE id = ?1",
  .remove = "DELETE FROM training WHERE id = ?1",
};
