/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session.h"

/* Adds somebody who may open the store, or changes how they are called and what they may do. Signal: done (a sentence). */
#define HAVEN_TYPE_PERSON_WINDOW (haven_person_window_get_type ())
G_DECLARE_FINAL_TYPE (HavenPersonWindow, haven_person_window, HAVEN, PERSON_WINDOW, AdwWindow)

GtkWindow *haven_person_window_new (GtkWidget *from, HavenSession *session, const HavenUser *user);   /* NULL: somebody new */
