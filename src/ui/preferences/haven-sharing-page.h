/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session.h"

/* What a return says of the school and of no child, and whether one may go that nobody has looked at. Each change is kept at once. */
#define HAVEN_TYPE_SHARING_PAGE (haven_sharing_page_get_type ())
G_DECLARE_FINAL_TYPE (HavenSharingPage, haven_sharing_page, HAVEN, SHARING_PAGE, AdwBin)

GtkWidget *haven_sharing_page_new (HavenSession *session);
