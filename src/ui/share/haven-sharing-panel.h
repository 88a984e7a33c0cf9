/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session.h"

/* Sharing settings: what the Virtual School offers, with what it would change and who approves it; what is in force, in plain words; limits */
#define HAVEN_TYPE_SHARING_PANEL (haven_sharing_panel_get_type ())
G_DECLARE_FINAL_TYPE (HavenSharingPanel, haven_sharing_panel, HAVEN, SHARING_PANEL, AdwBin)

void haven_sharing_panel_show (HavenSharingPanel *self, HavenSession *session);
