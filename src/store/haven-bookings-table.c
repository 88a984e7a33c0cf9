/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-tables.h"

#include <glib/gi18n-lib.h>

const HavenTableSql HAVEN_SQL_BOOKINGS = {
  .kind = &HAVEN_KIND_BOOKING,
  .free_record = (GDestroyNotify) haven_booking_free,
  .what = N_("bookings"),
  .read = "SELECT id, booking, event, name, email, role, state, why, made_at, changed_at, person_id, instead_of, "
          "topics, title, starts, ends, place, cancel_by, news, note, url, certificate, authority"
          " FROM bookings ORDER BY id",
  .insert = "INSERT INTO bookings (id, booking, event, name, email, role, state, why, made_at, changed_at, person_id, instead_of, "
            "topics, title, starts, ends, place, cancel_by, news, note, url, certificate, authority)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23)",
  .update = "UPDATE bookings SET booking = ?2, event = ?3, name = ?4, email = ?5, role = ?6, state = ?7, why = ?8, made_at = ?9, "
            "changed_at = ?10, person_id = ?11, instead_of = ?12, topics = ?13, title = ?14, starts = ?15, "
            "ends = ?16, place = ?17, cancel_by = ?18, news = ?19, note = ?20, url = ?21, certificate = ?22, authority = ?23"
            " WHERE id = ?1",
  .remove = "DELETE FROM bookings WHERE id = ?1",
};
