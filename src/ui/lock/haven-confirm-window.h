/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session.h"

/* Is it still the same person? Asked before a send, an export, an erasure or a change of people, where the last answer is too old. */
#define HAVEN_TYPE_CONFIRM_WINDOW (haven_confirm_window_get_type ())
G_DECLARE_FINAL_TYPE (HavenConfirmWindow, haven_confirm_window, HAVEN, CONFIRM_WINDOW, AdwWindow)

typedef void (*HavenConfirmed) (gpointer widget);

/* Goes on with confirmed (widget) at once, or when the passphrase was given; never when it was not, or the widget is gone. */
void haven_confirm_then (GtkWidget *widget, HavenSession *session, HavenDeed deed, HavenConfirmed confirmed);
