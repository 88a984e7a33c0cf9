/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session.h"

/* Every figure that would leave the school, cell by cell: shown or protected, and why; then the exact bytes, sending, the ledger */
#define HAVEN_TYPE_SHARE_VIEW (haven_share_view_get_type ())
G_DECLARE_FINAL_TYPE (HavenShareView, haven_share_view, HAVEN, SHARE_VIEW, AdwBin)

GtkWidget *haven_share_view_new (HavenSession *session);
