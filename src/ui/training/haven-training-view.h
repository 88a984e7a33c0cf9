/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session.h"

/* The Virtual School's training: what there is, what we booked, who has had which */
#define HAVEN_TYPE_TRAINING_VIEW (haven_training_view_get_type ())
G_DECLARE_FINAL_TYPE (HavenTrainingView, haven_training_view, HAVEN, TRAINING_VIEW, AdwBin)

GtkWidget *haven_training_view_new (HavenSession *session);
