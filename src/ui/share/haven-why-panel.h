/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-release.h"

/* Why a figure of a return is shown or protected, with made-up examples showing why nobody can tell */
#define HAVEN_TYPE_WHY_PANEL (haven_why_panel_get_type ())
G_DECLARE_FINAL_TYPE (HavenWhyPanel, haven_why_panel, HAVEN, WHY_PANEL, AdwBin)

void haven_why_panel_show (HavenWhyPanel *self, HavenRelease *release, guint cell);
void haven_why_panel_clear (HavenWhyPanel *self);
