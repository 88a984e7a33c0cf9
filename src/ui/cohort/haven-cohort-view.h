/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session.h"

/* The children as a group, beside the rest of the school or what is published */
#define HAVEN_TYPE_COHORT_VIEW (haven_cohort_view_get_type ())
G_DECLARE_FINAL_TYPE (HavenCohortView, haven_cohort_view, HAVEN, COHORT_VIEW, AdwBin)

GtkWidget *haven_cohort_view_new (HavenSession *session);
