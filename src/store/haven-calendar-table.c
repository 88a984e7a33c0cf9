/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-tables.h"

#include <glib/gi18n-lib.h>

const HavenTableSql HAVEN_SQL_CALENDAR = {
  .kind = &HAVEN_KIND_DATES,
  .free_record = (GDestroyNotify) haven_dates_free,
  .what = N_("school calendar"),
  .undoable = TRUE,
  .read = "SELECT id, type, year, term, first, last FROM calendar ORDER BY id",
  .insert = "INSERT INTO calendar (id, type, year, term, first, last) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
  .update = "UPDATE calendar SET type = ?2, year = ?3, term = ?4, first = ?5, last = ?6 WHERE id = ?1",
  .remove = "DELETE FROM calendar WHERE id = ?1",
};
