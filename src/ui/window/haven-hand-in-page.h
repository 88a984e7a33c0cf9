/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session.h"

/* All that an attendance officer sees: files go in, sealed, and nothing comes out (practice 32). */
#define HAVEN_TYPE_HAND_IN_PAGE (haven_hand_in_page_get_type ())
G_DECLARE_FINAL_TYPE (HavenHandInPage, haven_hand_in_page, HAVEN, HAND_IN_PAGE, AdwBin)

GtkWidget *haven_hand_in_page_new (HavenSession *session);
