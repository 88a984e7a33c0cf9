/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-school.h"
#include "haven-training.h"

/* What else is at the time of a booking, said before it is made and never forbidden: what the same member of staff is booked for, whichever
 * authority's it is, and the school's meetings. Sentences, which name no child. An event without an end lasts an hour. */
GPtrArray *haven_training_list_clashes (HavenSchool *school, const HavenBooking *booking);   /* char * */
/* Two bookings of the same person: by number, or by e-mail, whatever its capitals */
gboolean   haven_training_is_same_person (const HavenBooking *one, const HavenBooking *other);
/* It takes up the person's time, or shall: asked for, sent, confirmed, waited for, booked elsewhere */
gboolean   haven_booking_is_live (const HavenBooking *booking);
