/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session.h"

/* The terms, half terms and closed days of a year. One that was not entered is proposed as most schools of England have it, and counts from
 * when somebody says that it is right; after that each change is kept at once. */
#define HAVEN_TYPE_CALENDAR_PAGE (haven_calendar_page_get_type ())
G_DECLARE_FINAL_TYPE (HavenCalendarPage, haven_calendar_page, HAVEN, CALENDAR_PAGE, AdwBin)

GtkWidget *haven_calendar_page_new (HavenSession *session);
