/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session.h"

/* Joining the Virtual School's system, and exchanging with it over the network or by file */
#define HAVEN_TYPE_ENROL_PANEL (haven_enrol_panel_get_type ())
G_DECLARE_FINAL_TYPE (HavenEnrolPanel, haven_enrol_panel, HAVEN, ENROL_PANEL, AdwBin)

void haven_enrol_panel_show (HavenEnrolPanel *self, HavenSession *session);

/* To join and nothing else, whatever is joined already; another: of another authority, beside the school's own */
void haven_enrol_panel_show_form (HavenEnrolPanel *self, HavenSession *session, gboolean another);
