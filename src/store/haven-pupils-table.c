/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-tables.h"

#include <glib/gi18n-lib.h>

const HavenTableSql HAVEN_SQL_PUPILS = {
  .kind = &HAVEN_KIND_PUPIL,
  .free_record = (GDestroyNotify) haven_pupil_free,
  .what = N_("pupils"),
  .undoable = TRUE,
  .read = "SELECT id, upn, admission_no, surname, forename, preferred, born, sex, year_group, reg_group, sen, fsm, admitted, "
          "\"left\", destination, family, language, import_id"
          " FROM pupils ORDER BY id",
  .insert = "INSERT INTO pupils (id, upn, admission_no, surname, forename, preferred, born, sex, year_group, reg_group, sen, fsm, "
            "admitted, \"left\", destination, family, language, import_id)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)",
  .update = "UPDATE pupils SET upn = ?2, admission_no = ?3, surname = ?4, forename = ?5, preferred = ?6, born = ?7, sex = ?8, "
            "year_group = ?9, reg_group = ?10, sen = ?11, fsm = ?12, admitted = ?13, \"left\" = ?14, destination = ?15, "
            "family = ?16, language = ?17, import_id = ?18"
            " WHERE id = ?1",
  .remove = "DELETE FROM pupils WHERE id = ?1",
};
