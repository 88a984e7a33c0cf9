/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session.h"

/* The Virtual Schools that this school has joined, joining and leaving, and how the network is used. Each change is kept at once. */
#define HAVEN_TYPE_VIRTUAL_SCHOOL_PAGE (haven_virtual_school_page_get_type ())
G_DECLARE_FINAL_TYPE (HavenVirtualSchoolPage, haven_virtual_school_page, HAVEN, VIRTUAL_SCHOOL_PAGE, AdwBin)

GtkWidget *haven_virtual_school_page_new (HavenSession *session);
