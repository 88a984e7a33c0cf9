/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-tables.h"

#include <glib/gi18n-lib.h>

const HavenTableSql HAVEN_SQL_SDQ = {
  .kind = &HAVEN_KIND_SDQ,
  .free_record = (GDestroyNotify) haven_sdq_free,
  .what = N_("SDQ scores"),
  .undoable = TRUE,
  .read = "SELECT id, pupil_id, informant, version, day, total, emotional, conduct, hyperactivity, peer, prosocial, import_id"
          " FROM sdq ORDER BY pupil_id, id",
  .insert = "INSERT INTO sdq (id, pupil_id, informant, version, day, total, emotional, conduct, hyperactivity, peer, prosocial, "
            "import_id)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
  .update = "UPDATE sdq SET pupil_id = ?2, informant = ?3, version = ?4, day = ?5, total = ?6, emotional = ?7, conduct = ?8, "
            "hyperactivity = ?9, peer = ?10, prosocial = ?11, import_id = ?12"
            " WHERE id = ?1",
  .remove = "DELETE FROM sdq WHERE id = ?1",
};
