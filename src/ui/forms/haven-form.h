/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-form-spec.h"
#include "haven-save-window.h"

/* A window in which one record is written or changed; it outlives a lock. Signal: saved (what was done, whether it can be undone). */
#define HAVEN_TYPE_FORM (haven_form_get_type ())
G_DECLARE_FINAL_TYPE (HavenForm, haven_form, HAVEN, FORM, HavenSaveWindow)

#define HAVEN_FORM_KIND "record"
GtkWindow *haven_form_new    (HavenSession *session, const HavenFormSpec *spec, gpointer take_draft);
GtkWindow *haven_form_reopen (HavenSession *session, GVariant *typed);     /* a draft of it: haven-kept-form.h */
