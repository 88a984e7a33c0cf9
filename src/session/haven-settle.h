/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-school.h"
#include "haven-sync-result.h"

/* What a booking is after a sync: news is the authority's word on it, item what became of our own last message about it; NULL where there
 * is none. */
/* What was booked, when and where, in the words of the catalogue, so that the booking can say it when the catalogue does not any more */
void haven_booking_take_words (HavenBooking *booking, HavenSchool *school);
void haven_settle_booking (HavenBooking *booking, const HavenBookingNews *news, const HavenOutboxItem *item, gint64 now);
