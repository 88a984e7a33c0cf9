/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-form-spec.h"

/* A window in which one record is written or changed. Signal: saved (what was done, whether it can be undone). */
#define HAVEN_TYPE_FORM (haven_form_get_type ())
G_DECLARE_FINAL_TYPE (HavenForm, haven_form, HAVEN, FORM, AdwWindow)

GtkWindow           *haven_form_new       (HavenSession *session, const HavenFormSpec *spec, gpointer take_draft);
const HavenFormSpec *haven_form_get_spec  (HavenForm *self);
gpointer             haven_form_dup_draft (HavenForm *self);   /* as typed so far: what cannot be read stays as it was */
