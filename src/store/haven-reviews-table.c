/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-tables.h"

#include <glib/gi18n-lib.h>

const HavenTableSql HAVEN_SQL_REVIEWS = {
  .kind = &HAVEN_KIND_REVIEW,
  .free_record = (GDestroyNotify) haven_review_free,
  .what = N_("reviews of what is kept"),
  .undoable = TRUE,
  .read = "SELECT id, pupil_id, person_id, day, by, until, why FROM reviews ORDER BY pupil_id, id",
  .insert = "INSERT INTO reviews (id, pupil_id, person_id, day, by, until, why)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
  .update = "UPDATE reviews SET pupil_id = ?2, person_id = ?3, day = ?4, by = ?5, until = ?6, why = ?7"
            " WHERE id = ?1",
  .remove = "DELETE FROM reviews WHERE id = ?1",
};
