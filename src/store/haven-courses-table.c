/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-tables.h"

#include <glib/gi18n-lib.h>

const HavenTableSql HAVEN_SQL_COURSES = {
  .kind = &HAVEN_KIND_COURSE,
  .free_record = (GDestroyNotify) haven_course_free,
  .what = N_("courses"),
  .read = "SELECT id, course, type, title, topic, audience, summary, open_to, url, authority"
          " FROM courses ORDER BY id",
  .insert = "INSERT INTO courses (id, course, type, title, topic, audience, summary, open_to, url, authority)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
  .update = "UPDATE courses SET course = ?2, type = ?3, title = ?4, topic = ?5, audience = ?6, summary = ?7, open_to = ?8, url = ?9, "
            "authority = ?10"
            " WHERE id = ?1",
  .remove = "DELETE FROM courses WHERE id = ?1",
};
