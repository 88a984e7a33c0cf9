/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session.h"

/* A child's records of one table, latest first, each to edit or delete, and a way to add one. Property: title. */
#define HAVEN_TYPE_RECORD_LIST (haven_record_list_get_type ())
G_DECLARE_FINAL_TYPE (HavenRecordList, haven_record_list, HAVEN, RECORD_LIST, AdwBin)

GtkWidget *haven_record_list_new  (HavenTable table, const char *title, const char *nothing);
void       haven_record_list_show (HavenRecordList *self, HavenSession *session, gint64 pupil_id);
