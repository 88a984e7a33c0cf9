/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-tables.h"

#include <glib/gi18n-lib.h>

const HavenTableSql HAVEN_SQL_OUTBOX = {
  .kind = &HAVEN_KIND_OUTBOX_ITEM,
  .free_record = (GDestroyNotify) haven_outbox_item_free,
  .what = N_("outbox"),
  .read = "SELECT id, type, key, target, body, state, attempts, next_try, last_error, made_at, settled_at, authority"
          " FROM outbox ORDER BY id",
  .insert = "INSERT INTO outbox (id, type, key, target, body, state, attempts, next_try, last_error, made_at, settled_at, authority)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
  .update = "UPDATE outbox SET type = ?2, key = ?3, target = ?4, body = ?5, state = ?6, attempts = ?7, next_try = ?8, "
            "last_error = ?9, made_at = ?10, settled_at = ?11, authority = ?12"
            " WHERE id = ?1",
  .remove = "DELETE FROM outbox WHERE id = ?1",
};
