/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-tables.h"

#include <glib/gi18n-lib.h>

const HavenTableSql HAVEN_SQL_EVENTS = {
  .kind = &HAVEN_KIND_EVENT,
  .free_record = (GDestroyNotify) haven_event_free,
  .what = N_("events"),
  .read = "SELECT id, event, course, starts, ends, place, places, closes_on, cost, cancel_by, online, cancellation, authority"
          " FROM events ORDER BY id",
  .insert = "INSERT INTO events (id, event, course, starts, ends, place, places, closes_on, cost, cancel_by, online, cancellation, "
            "authority)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
  .update = "UPDATE events SET event = ?2, course = ?3, starts = ?4, ends = ?5, place = ?6, places = ?7, closes_on = ?8, "
            "cost = ?9, cancel_by = ?10, online = ?11, cancellation = ?12, authority = ?13"
            " WHERE id = ?1",
  .remove = "DELETE FROM events WHERE id = ?1",
};
