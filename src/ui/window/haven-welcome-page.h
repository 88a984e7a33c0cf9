/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session.h"

/* What a new store needs next (a recovery sheet, the school's year, the children) and, in five sentences, where things are. */
#define HAVEN_TYPE_WELCOME_PAGE (haven_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (HavenWelcomePage, haven_welcome_page, HAVEN, WELCOME_PAGE, AdwBin)

GtkWidget *haven_welcome_page_new (HavenSession *session);
