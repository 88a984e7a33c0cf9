/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session.h"

/* Joining a Virtual School's system, and then the fingerprint of its keys to be read out; another: beside the school's own */
GtkWindow *haven_join_window_new (GtkWidget *from, HavenSession *session, gboolean another);
