/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session.h"

/* What is told about one child to somebody outside: who asked for what is held, and which records were sealed for another school or came
 * from one. */
#define HAVEN_TYPE_REQUESTS_PAGE (haven_requests_page_get_type ())
G_DECLARE_FINAL_TYPE (HavenRequestsPage, haven_requests_page, HAVEN, REQUESTS_PAGE, AdwBin)

GtkWidget *haven_requests_page_new (HavenSession *session, gint64 pupil_id);
