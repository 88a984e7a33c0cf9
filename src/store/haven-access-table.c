/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-tables.h"

#include <glib/gi18n-lib.h>

const HavenTableSql HAVEN_SQL_ACCESS_REQUESTS = {
  .kind = &HAVEN_KIND_ACCESS_REQUEST,
  .free_record = (GDestroyNotify) haven_access_request_free,
  .what = N_("requests for access"),
  .undoable = TRUE,
  .read = "SELECT id, pupil_id, asked_by, asker, asked_on, identity_on, extended_on, extended_why, signed_by, signed_on, "
            "signed_digest, answered_on FROM access_requests ORDER BY pupil_id, id",
  .insert = "INSERT INTO access_requests (id, pupil_id, asked_by, asker, asked_on, identity_on, extended_on, extended_why, signed_by, "
            "signed_on, signed_digest, answered_on) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
  .update = "UPDATE access_requests SET pupil_id = ?2, asked_by = ?3, asker = ?4, asked_on = ?5, identity_on = ?6, extended_on = ?7, "
            "extended_why = ?8, signed_by = ?9, signed_on = ?10, signed_digest = ?11, answered_on = ?12 WHERE id = ?1",
  .remove = "DELETE FROM access_requests WHERE id = ?1",
};

const HavenTableSql HAVEN_SQL_ACCESS_CHOICES = {
  .kind = &HAVEN_KIND_ACCESS_CHOICE,
  .free_record = (GDestroyNotify) haven_access_choice_free,
  .what = N_("decisions about access"),
  .undoable = TRUE,
  .read = "SELECT id, pupil_id, request_id, about, record, field, start, length, digest, decision, exemption, reason FROM "
            "access_choices ORDER BY pupil_id, id",
  .insert = "INSERT INTO access_choices (id, pupil_id, request_id, about, record, field, start, length, digest, decision, exemption, "
            "reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
  .update = "UPDATE access_choices SET pupil_id = ?2, request_id = ?3, about = ?4, record = ?5, field = ?6, start = ?7, length = ?8, "
            "digest = ?9, decision = ?10, exemption = ?11, reason = ?12 WHERE id = ?1",
  .remove = "DELETE FROM access_choices WHERE id = ?1",
};
