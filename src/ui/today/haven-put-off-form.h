/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-attention.h"
#include "haven-save-window.h"

/* Puts a line of Today off: when it comes back, and why it can wait. A line is known by its rule, its child and the record it is about.
 * Signal: saved (label, can be undone). */
#define HAVEN_PUT_OFF_FORM_KIND "put-off"
#define HAVEN_TYPE_PUT_OFF_FORM (haven_put_off_form_get_type ())
G_DECLARE_FINAL_TYPE (HavenPutOffForm, haven_put_off_form, HAVEN, PUT_OFF_FORM, HavenSaveWindow)

/* NULL: there is no such line any more, or it can never be put off */
GtkWindow *haven_put_off_form_new    (HavenSession *session, const char *rule, gint64 pupil_id, gint64 record_id);
GtkWindow *haven_put_off_form_reopen (HavenSession *session, GVariant *typed);
