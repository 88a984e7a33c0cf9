/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session.h"

/* The records of whoever left: what is due for review, what waits, what is held, what is kept and until when; and the certificates of what was
 * erased. Each line has a menu with what can be done about it. */
#define HAVEN_TYPE_RECORDS_PAGE (haven_records_page_get_type ())
G_DECLARE_FINAL_TYPE (HavenRecordsPage, haven_records_page, HAVEN, RECORDS_PAGE, AdwBin)

GtkWidget *haven_records_page_new  (HavenSession *session);
/* What can be done about one person's records, as a menu; the actions are the window's */
GMenu     *haven_records_menu_new  (HavenSession *session, gint64 pupil_id, gint64 person_id);
