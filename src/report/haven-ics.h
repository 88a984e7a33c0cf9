/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-clock.h"
#include "haven-meeting.h"
#include "haven-training.h"

/* Calendar files (RFC 5545), as Outlook and GNOME Calendar take them. The same meeting or booking written again replaces what was there before.
 * Calendars are read by others: a meeting's names its kind, the time and the place, and no child; a booking's names what is booked, and no
 * member of staff. What is not confirmed is tentative there, too. */
char *haven_meeting_to_ics  (const HavenMeeting *meeting, const char *school, HavenClock clock);
char *haven_bookings_to_ics (GPtrArray *bookings, HavenClock clock);       /* HavenBooking; those without a time are left out */
