/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session.h"

/* Who may open the store, and the recovery sheet in the safe */
#define HAVEN_TYPE_PEOPLE_PAGE (haven_people_page_get_type ())
G_DECLARE_FINAL_TYPE (HavenPeoplePage, haven_people_page, HAVEN, PEOPLE_PAGE, AdwBin)

GtkWidget *haven_people_page_new (HavenSession *session);
