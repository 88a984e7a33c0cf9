/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-tables.h"

#include <glib/gi18n-lib.h>

const HavenTableSql HAVEN_SQL_PEOPLE = {
  .kind = &HAVEN_KIND_PERSON,
  .free_record = (GDestroyNotify) haven_person_free,
  .what = N_("people"),
  .undoable = TRUE,
  .read = "SELECT id, pupil_id, type, name, role, organisation, phone, email, parental_responsibility, address_withheld, barred, "
          "first, last, import_id"
          " FROM people ORDER BY pupil_id, id",
  .insert = "INSERT INTO people (id, pupil_id, type, name, role, organisation, phone, email, parental_responsibility, "
            "address_withheld, barred, first, last, import_id)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
  .update = "UPDATE people SET pupil_id = ?2, type = ?3, name = ?4, role = ?5, organisation = ?6, phone = ?7, email = ?8, "
            "parental_responsibility = ?9, address_withheld = ?10, barred = ?11, first = ?12, last = ?13, import_id = ?14"
            " WHERE id = ?1",
  .remove = "DELETE FROM people WHERE id = ?1",
};
