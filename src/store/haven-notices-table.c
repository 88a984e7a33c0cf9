/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-tables.h"

#include <glib/gi18n-lib.h>

const HavenTableSql HAVEN_SQL_NOTICES = {
  .kind = &HAVEN_KIND_NOTICE,
  .free_record = (GDestroyNotify) haven_notice_free,
  .what = N_("notices"),
  .undoable = TRUE,
  .read = "SELECT id, pupil_id, suspension_id, \"to\", sent_on, how FROM notices ORDER BY pupil_id, id",
  .insert = "INSERT INTO notices (id, pupil_id, suspension_id, \"to\", sent_on, how) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
  .update = "UPDATE notices SET pupil_id = ?2, suspension_id = ?3, \"to\" = ?4, sent_on = ?5, how = ?6 WHERE id = ?1",
  .remove = "DELETE FROM notices WHERE id = ?1",
};
