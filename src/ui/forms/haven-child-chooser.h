/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session.h"

/* Which child a form is about: a few letters of the name, and the children they could be. Property-free; signal: chosen. */
#define HAVEN_TYPE_CHILD_CHOOSER (haven_child_chooser_get_type ())
G_DECLARE_FINAL_TYPE (HavenChildChooser, haven_child_chooser, HAVEN, CHILD_CHOOSER, AdwBin)

void   haven_child_chooser_set_session (HavenChildChooser *self, HavenSession *session);
gint64 haven_child_chooser_get_child   (HavenChildChooser *self);                       /* 0: none yet */
void   haven_child_chooser_set_child   (HavenChildChooser *self, gint64 pupil_id, gboolean fixed);  /* fixed: cannot be changed here */
void   haven_child_chooser_enter       (HavenChildChooser *self);   /* no grab_focus: Tab would come back into it from inside */
