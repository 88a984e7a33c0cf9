/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-wire-booking.h"
#include "haven-wire-catalogue.h"
#include "haven-wire-document.h"
#include "haven-wire-enrolment.h"
#include "haven-wire-envelope.h"
#include "haven-wire-problem.h"
#include "haven-wire-receipt.h"
#include "haven-wire-state.h"

const HavenShape *const HAVEN_SHAPES[] = {
  &HAVEN_SHAPE_ENROLMENT, &HAVEN_SHAPE_KEYS, &HAVEN_SHAPE_ENROLLED, &HAVEN_SHAPE_STATE,
  &HAVEN_SHAPE_EVENT, &HAVEN_SHAPE_COURSE, &HAVEN_SHAPE_CATALOGUE,
  &HAVEN_SHAPE_BOOKING, &HAVEN_SHAPE_BOOKING_NEWS, &HAVEN_SHAPE_BOOKINGS,
  &HAVEN_SHAPE_POLICY, &HAVEN_SHAPE_FIGURE, &HAVEN_SHAPE_BENCHMARKS, &HAVEN_SHAPE_PRIORITY, &HAVEN_SHAPE_PRIORITIES,
  &HAVEN_SHAPE_RESOURCE, &HAVEN_SHAPE_RESOURCES,
  &HAVEN_SHAPE_RECEIPT, &HAVEN_SHAPE_PROBLEM, &HAVEN_SHAPE_REQUEST, &HAVEN_SHAPE_REPLY, &HAVEN_SHAPE_ENVELOPE, NULL
};
