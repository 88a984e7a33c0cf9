/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session.h"

/* A meeting pack for a named recipient: asked for, made off the main thread, and written where the person says. Signal: saved. */
#define HAVEN_TYPE_PACK_FORM (haven_pack_form_get_type ())
G_DECLARE_FINAL_TYPE (HavenPackForm, haven_pack_form, HAVEN, PACK_FORM, AdwWindow)

#define HAVEN_PACK_FORM_KIND "pack"
GtkWindow *haven_pack_form_new    (HavenSession *session, gint64 pupil_id);
GtkWindow *haven_pack_form_reopen (HavenSession *session, GVariant *typed);    /* a draft of it: haven-kept-form.h */
