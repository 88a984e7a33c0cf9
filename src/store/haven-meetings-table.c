/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-tables.h"

#include <glib/gi18n-lib.h>

const HavenTableSql HAVEN_SQL_MEETINGS = {
  .kind = &HAVEN_KIND_MEETING,
  .free_record = (GDestroyNotify) haven_meeting_free,
  .what = N_("meetings"),
  .undoable = TRUE,
  .read = "SELECT id, pupil_id, type, day, minute, place, state, convened_by, purpose, wishes, wishes_how, working_well, "
          "worried_about, needs_to_happen, present, apologies, gathering, shared_on, sent_on, import_id"
          " FROM meetings ORDER BY pupil_id, id",
  .insert = "INSERT INTO meetings (id, pupil_id, type, day, minute, place, state, convened_by, purpose, wishes, wishes_how, "
            "working_well, worried_about, needs_to_happen, present, apologies, gathering, shared_on, sent_on, import_id)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)",
  .update = "UPDATE meetings SET pupil_id = ?2, type = ?3, day = ?4, minute = ?5, place = ?6, state = ?7, convened_by = ?8, "
            "purpose = ?9, wishes = ?10, wishes_how = ?11, working_well = ?12, worried_about = ?13, needs_to_happen = ?14, "
            "present = ?15, apologies = ?16, gathering = ?17, shared_on = ?18, sent_on = ?19, import_id = ?20"
            " WHERE id = ?1",
  .remove = "DELETE FROM meetings WHERE id = ?1",
};
