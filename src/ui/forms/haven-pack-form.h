/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-save-window.h"

/* A meeting pack, an edition for each named recipient: what it leaves out is said before it is made, it is looked at in a preview, and written
 * where the person says. Made off the main thread. Signal: saved. */
#define HAVEN_TYPE_PACK_FORM (haven_pack_form_get_type ())
G_DECLARE_FINAL_TYPE (HavenPackForm, haven_pack_form, HAVEN, PACK_FORM, HavenSaveWindow)

#define HAVEN_PACK_FORM_KIND "pack"
GtkWindow *haven_pack_form_new    (HavenSession *session, gint64 pupil_id);
void       haven_pack_form_choose (HavenPackForm *self, const char *kind);     /* of meeting */
GtkWindow *haven_pack_form_reopen (HavenSession *session, GVariant *typed);    /* a draft of it: haven-kept-form.h */
