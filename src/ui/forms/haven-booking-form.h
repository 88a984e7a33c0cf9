/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-save-window.h"

/* Books an event for oneself or a colleague. Signal: saved. It holds nothing about a child. */
#define HAVEN_TYPE_BOOKING_FORM (haven_booking_form_get_type ())
G_DECLARE_FINAL_TYPE (HavenBookingForm, haven_booking_form, HAVEN, BOOKING_FORM, HavenSaveWindow)

#define HAVEN_BOOKING_FORM_KIND "booking"
GtkWindow *haven_booking_form_new    (HavenSession *session, gint64 authority, const char *event,
                                      const char *instead_of);    /* a booking whose place somebody else takes over; "": none */
GtkWindow *haven_booking_form_reopen (HavenSession *session, GVariant *typed);    /* a draft of it: haven-kept-form.h */
