/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session.h"

/* Going through what is held on a child, for whoever asked: one marked passage after another, by key presses; then the data protection
 * officer signs, and the answer is saved. */
#define HAVEN_TYPE_ACCESS_PAGE (haven_access_page_get_type ())
G_DECLARE_FINAL_TYPE (HavenAccessPage, haven_access_page, HAVEN, ACCESS_PAGE, AdwBin)

GtkWidget *haven_access_page_new (HavenSession *session, gint64 request_id);
