/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-pupil-part.h"

/* A tab of a pupil's page: its parts, in a wide and a narrow column */
typedef struct {
  const char *name;         /* "attendance" */
  const char *title;
  const HavenPupilPart *parts;
  guint n_parts;
} HavenPupilTabSpec;

const HavenPupilTabSpec *haven_pupil_tab_specs (guint *ret_n);

#define HAVEN_TYPE_PUPIL_TAB (haven_pupil_tab_get_type ())
G_DECLARE_FINAL_TYPE (HavenPupilTab, haven_pupil_tab, HAVEN, PUPIL_TAB, AdwBin)

GtkWidget *haven_pupil_tab_new  (const HavenPupilTabSpec *spec);
void       haven_pupil_tab_show (HavenPupilTab *self, HavenBriefing *briefing, gint64 pupil_id);
