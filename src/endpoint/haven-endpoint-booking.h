/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-endpoint.h"
#include "haven-wire-booking.h"

/* Inside a transaction, all of them */

/* The Virtual School's own hand on a booking: confirmed, not-offered (why), attended. NOT_FOUND where there is none. */
gboolean haven_endpoint_settle_booking   (HavenEndpoint *self, const char *id, HavenWireBookingState state, const char *why,
                                          GError **error);
/* Attended, with the number of its certificate (NULL: none) and when it is to be refreshed */
gboolean haven_endpoint_certify_booking  (HavenEndpoint *self, const char *id, const char *certificate, HavenDay lapses_on, GError **error);
void     haven_endpoint_promote_waiting  (HavenEndpoint *self, const char *event);
/* An event that is no longer offered: what was asked for it is cancelled, and says why. */
void     haven_endpoint_cancel_event     (HavenEndpoint *self, const char *event);
char    *haven_endpoint_bookings_cursor  (HavenEndpoint *self, const char *urn);
