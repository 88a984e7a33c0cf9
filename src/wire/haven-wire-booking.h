/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-wire-shape.h"

/* PUT /bookings/{client-made id}: staff only; there is no member that could hold a pupil */
typedef struct {
  char *event;
  char *name;
  char *email;
  char *role;
  char *instead_of;          /* a booking of the same event whose place this one takes over; NULL: none */
  char *topics;              /* what advice is asked about, as codes: "attendance exclusions"; NULL: not said */
} HavenWireBooking;
HAVEN_DECLARE_SHAPE (HavenWireBooking, haven_wire_booking, HAVEN_SHAPE_BOOKING)

/* The authority's word on one booking: the answer to PUT and DELETE, and a row of GET /bookings?since= */
typedef enum {
  HAVEN_WIRE_ASKED, HAVEN_WIRE_CONFIRMED, HAVEN_WIRE_WAITING_LIST,
  HAVEN_WIRE_NOT_OFFERED, HAVEN_WIRE_CANCELLED, HAVEN_WIRE_ATTENDED,
} HavenWireBookingState;
extern const char *const HAVEN_WIRE_BOOKING_CODES[];

typedef struct {
  char *booking;
  char *event;               /* NULL: cancelled before it was ever asked for */
  int state;                 /* HavenWireBookingState */
  char *why;                 /* a sentence; NULL: none */
  gint64 changed;
  char *certificate;         /* its number, after attending; NULL: none */
  HavenDay lapses_on;        /* what was learnt is to be refreshed by then; NONE: not said */
  char *name;                /* whose place it is, in GET /bookings only: another computer of the school may have asked */
  char *email;
  char *role;
} HavenWireBookingNews;
HAVEN_DECLARE_SHAPE (HavenWireBookingNews, haven_wire_booking_news, HAVEN_SHAPE_BOOKING_NEWS)

typedef struct {
  char *cursor;              /* hand it back as since= */
  gboolean more;             /* ask again at once */
  gboolean whole;            /* this and what follows is everything: what is not there is not known to the Virtual School */
  GPtrArray *bookings;       /* HavenWireBookingNews */
} HavenWireBookings;
HAVEN_DECLARE_SHAPE (HavenWireBookings, haven_wire_bookings, HAVEN_SHAPE_BOOKINGS)
