/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-save-window.h"

/* The last look before a return leaves: whose approval it has. Queues it. Signal: saved. */
#define HAVEN_TYPE_SEND_FORM (haven_send_form_get_type ())
G_DECLARE_FINAL_TYPE (HavenSendForm, haven_send_form, HAVEN, SEND_FORM, HavenSaveWindow)

GtkWindow *haven_send_form_new (HavenSession *session, HavenRelease *release);
