/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-tables.h"

#include <glib/gi18n-lib.h>

/* The ledger is append-only: what was made is never altered or removed; only its approval and its answer come later. */
const HavenTableSql HAVEN_SQL_RELEASES = {
  .kind = &HAVEN_KIND_LEDGER_ENTRY,
  .free_record = (GDestroyNotify) haven_ledger_entry_free,
  .what = N_("termly returns"),
  .read = "SELECT id, period, revision, bytes, digest, approved_by, made_at, sent_at, receipt FROM releases ORDER BY id",
  .insert = "INSERT INTO releases (id, period, revision, bytes, digest, approved_by, made_at, sent_at, receipt)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
  .update = "UPDATE releases SET approved_by = ?6, sent_at = ?8, receipt = ?9 WHERE id = ?1",
};
