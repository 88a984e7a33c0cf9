/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-wire-booking.h"

const char *const HAVEN_WIRE_BOOKING_CODES[] = { "asked", "confirmed", "waiting-list", "not-offered", "cancelled", "attended", NULL };

static const HavenMember booking_rows[] = {
  HAVEN_ROW_TEXT (HavenWireBooking, event, "event", 1, 64, HAVEN_ID_PATTERN),
  HAVEN_ROW_TEXT (HavenWireBooking, name, "name", 1, HAVEN_LIMIT_NAME_BYTES, NULL),
  HAVEN_ROW_TEXT (HavenWireBooking, email, "email", 3, 254, HAVEN_EMAIL_PATTERN),
  HAVEN_ROW_TEXT (HavenWireBooking, role, "role", 1, HAVEN_LIMIT_NAME_BYTES, NULL),
  HAVEN_ROW_TEXT_OR_NONE (HavenWireBooking, instead_of, "instead_of", 1, 64, HAVEN_ID_PATTERN),
  HAVEN_ROW_TEXT_OR_NONE (HavenWireBooking, topics, "topics", 1, 200, HAVEN_CODES_PATTERN),
};
HAVEN_DEFINE_SHAPE (HavenWireBooking, haven_wire_booking, HAVEN_SHAPE_BOOKING, "Booking", "haven-booking/1", booking_rows)

static const HavenMember news_rows[] = {
  HAVEN_ROW_TEXT (HavenWireBookingNews, booking, "booking", 1, 64, HAVEN_ID_PATTERN),
  HAVEN_ROW_TEXT_OR_NONE (HavenWireBookingNews, event, "event", 1, 64, HAVEN_ID_PATTERN),
  HAVEN_ROW_CODE (HavenWireBookingNews, state, "state", HAVEN_WIRE_BOOKING_CODES),
  HAVEN_ROW_PROSE_OR_NONE (HavenWireBookingNews, why, "why", 1000),
  HAVEN_ROW_TIME (HavenWireBookingNews, changed, "changed"),
  HAVEN_ROW_TEXT_OR_NONE (HavenWireBookingNews, certificate, "certificate", 1, 64, HAVEN_ID_PATTERN),
  HAVEN_ROW_DAY_OR_NONE (HavenWireBookingNews, lapses_on, "lapses_on"),
  HAVEN_ROW_TEXT_OR_NONE (HavenWireBookingNews, name, "name", 1, HAVEN_LIMIT_NAME_BYTES, NULL),
  HAVEN_ROW_TEXT_OR_NONE (HavenWireBookingNews, email, "email", 3, 254, HAVEN_EMAIL_PATTERN),
  HAVEN_ROW_TEXT_OR_NONE (HavenWireBookingNews, role, "role", 1, HAVEN_LIMIT_NAME_BYTES, NULL),
};
HAVEN_DEFINE_SHAPE (HavenWireBookingNews, haven_wire_booking_news, HAVEN_SHAPE_BOOKING_NEWS, "BookingNews", NULL, news_rows)

static const HavenMember bookings_rows[] = {
  HAVEN_ROW_TEXT (HavenWireBookings, cursor, "cursor", 1, 64, HAVEN_TAG_PATTERN),
  HAVEN_ROW_FLAG (HavenWireBookings, more, "more"),
  HAVEN_ROW_FLAG (HavenWireBookings, whole, "whole"),
  HAVEN_ROW_LIST (HavenWireBookings, bookings, "bookings", 1000, &HAVEN_SHAPE_BOOKING_NEWS),
};
HAVEN_DEFINE_SHAPE (HavenWireBookings, haven_wire_bookings, HAVEN_SHAPE_BOOKINGS, "Bookings", "haven-bookings/1", bookings_rows)
