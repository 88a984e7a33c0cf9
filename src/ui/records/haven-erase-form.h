/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-save-window.h"

/* Erasing everything on one pupil, or one member of staff, for good: on which ground, why, and who decided. Asks for the passphrase. */
#define HAVEN_TYPE_ERASE_FORM (haven_erase_form_get_type ())
G_DECLARE_FINAL_TYPE (HavenEraseForm, haven_erase_form, HAVEN, ERASE_FORM, HavenSaveWindow)

GtkWindow *haven_erase_form_new (HavenSession *session, gint64 pupil_id, gint64 person_id);   /* one of the two; NULL: nobody of that number */
