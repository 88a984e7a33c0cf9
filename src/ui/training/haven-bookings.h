/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-session.h"

/* What we booked, and how each stands, in words */
#define HAVEN_TYPE_BOOKINGS (haven_bookings_get_type ())
G_DECLARE_FINAL_TYPE (HavenBookings, haven_bookings, HAVEN, BOOKINGS, AdwBin)

void haven_bookings_show (HavenBookings *self, HavenSession *session);
