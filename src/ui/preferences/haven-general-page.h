/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session.h"
#include "haven-settings.h"

/* How it looks, when it locks, and one's own passphrase */
#define HAVEN_TYPE_GENERAL_PAGE (haven_general_page_get_type ())
G_DECLARE_FINAL_TYPE (HavenGeneralPage, haven_general_page, HAVEN, GENERAL_PAGE, AdwBin)

GtkWidget *haven_general_page_new (HavenSettings *settings, HavenSession *session);
