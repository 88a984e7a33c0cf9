/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-briefing.h"

/* A child's page: who it is and who holds the case, and seven tabs */
#define HAVEN_TYPE_PUPIL_PAGE (haven_pupil_page_get_type ())
G_DECLARE_FINAL_TYPE (HavenPupilPage, haven_pupil_page, HAVEN, PUPIL_PAGE, AdwBin)

HavenSpan  haven_pupil_page_get_span (HavenPupilPage *self);   /* which period the figures are of */
GtkWidget *haven_pupil_page_new       (HavenBriefing *briefing, gint64 pupil_id);
gint64     haven_pupil_page_get_pupil (HavenPupilPage *self);
void       haven_pupil_page_show_tab  (HavenPupilPage *self, const char *tab);   /* overview, attendance, … record; others are left alone */
