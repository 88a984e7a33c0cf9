/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-tables.h"

#include <glib/gi18n-lib.h>

const HavenTableSql HAVEN_SQL_SETTINGS = {
  .kind = &HAVEN_KIND_SETTING,
  .free_record = (GDestroyNotify) haven_setting_free,
  .what = N_("settings"),
  .undoable = TRUE,
  .read = "SELECT id, key, value FROM settings ORDER BY id",
  .insert = "INSERT INTO settings (id, key, value) VALUES (?1, ?2, ?3)",
  .update = "UPDATE settings SET key = ?2, value = ?3 WHERE id = ?1",
  .remove = "DELETE FROM settings WHERE id = ?1",
};
