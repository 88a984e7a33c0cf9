/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session.h"

/* Who did what and when: to read, to check, and to export */
#define HAVEN_TYPE_ACTIVITY_PAGE (haven_activity_page_get_type ())
G_DECLARE_FINAL_TYPE (HavenActivityPage, haven_activity_page, HAVEN, ACTIVITY_PAGE, AdwBin)

GtkWidget *haven_activity_page_new (HavenSession *session);
