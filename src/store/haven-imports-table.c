/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-tables.h"

#include <glib/gi18n-lib.h>

const HavenTableSql HAVEN_SQL_IMPORTS = {
  .kind = &HAVEN_KIND_IMPORT,
  .free_record = (GDestroyNotify) haven_import_free,
  .what = N_("imports"),
  .read = "SELECT id, made_at, \"by\", type, file, digest, rows, added, changed, same, problems, problem_list, assumptions, first, "
          "last, undone_at, absent, answers"
          " FROM imports ORDER BY id",
  .insert = "INSERT INTO imports (id, made_at, \"by\", type, file, digest, rows, added, changed, same, problems, problem_list, "
            "assumptions, first, last, undone_at, absent, answers)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)",
  .update = "UPDATE imports SET made_at = ?2, \"by\" = ?3, type = ?4, file = ?5, digest = ?6, rows = ?7, added = ?8, changed = ?9, "
            "same = ?10, problems = ?11, problem_list = ?12, assumptions = ?13, first = ?14, last = ?15, undone_at = ?16, "
            "absent = ?17, answers = ?18"
            " WHERE id = ?1",
  .remove = "DELETE FROM imports WHERE id = ?1",
};
