/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session.h"

/* What the school is: its name and numbers, its authority, its phase, its week. Each change is kept at once. */
#define HAVEN_TYPE_SCHOOL_PAGE (haven_school_page_get_type ())
G_DECLARE_FINAL_TYPE (HavenSchoolPage, haven_school_page, HAVEN, SCHOOL_PAGE, AdwBin)

GtkWidget *haven_school_page_new (HavenSession *session);
