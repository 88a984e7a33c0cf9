/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-sync-result.h"

/* What a booking is after a sync: news is the authority's word on it, item what became of our own last message about it; NULL where there
 * is none. */
void haven_settle_booking (HavenBooking *booking, const HavenBookingNews *news, const HavenOutboxItem *item, gint64 now);
