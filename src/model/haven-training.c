/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-training.h"

#include <glib/gi18n-lib.h>

#include "haven-code.h"

static const HavenField course_fields[] = {
  HAVEN_INT (HavenCourse, id),
  HAVEN_TEXT (HavenCourse, course),
  HAVEN_TEXT (HavenCourse, type),
  HAVEN_TEXT (HavenCourse, title),
  HAVEN_TEXT (HavenCourse, topic),
  HAVEN_TEXT (HavenCourse, audience),
  HAVEN_TEXT (HavenCourse, summary),
  HAVEN_TEXT (HavenCourse, open_to),
  HAVEN_TEXT (HavenCourse, url),
  HAVEN_INT (HavenCourse, authority),
};
HAVEN_DEFINE_RECORD (HavenCourse, haven_course, HAVEN_KIND_COURSE, "courses", course_fields)

static const HavenField event_fields[] = {
  HAVEN_INT (HavenEvent, id),
  HAVEN_TEXT (HavenEvent, event),
  HAVEN_TEXT (HavenEvent, course),
  HAVEN_INT (HavenEvent, starts),
  HAVEN_INT (HavenEvent, ends),
  HAVEN_TEXT (HavenEvent, place),
  HAVEN_INT (HavenEvent, places),
  HAVEN_DAY (HavenEvent, closes_on),
  HAVEN_INT (HavenEvent, cost),
  HAVEN_DAY (HavenEvent, cancel_by),
  HAVEN_FLAG (HavenEvent, online),
  HAVEN_TEXT (HavenEvent, cancellation),
  HAVEN_INT (HavenEvent, authority),
};
HAVEN_DEFINE_RECORD (HavenEvent, haven_event, HAVEN_KIND_EVENT, "events", event_fields)

static const char *const booking_codes[] = {
  "asked", "sent", "confirmed", "waiting-list", "not-offered", "cancelling", "cancelled", "attended", "draft",
  "elsewhere", NULL,
};
static const char *const booking_texts[] = {
  N_("asked for, waiting to be sent"), N_("sent, no answer yet"), N_("confirmed"), N_("on the waiting list"), N_("not offered"),
  N_("cancelled here, waiting to be sent"), N_("cancelled"), N_("attended"), N_("kept here, not asked for yet"),
  N_("booked elsewhere"), NULL,
};
static const HavenField booking_fields[] = {
  HAVEN_INT (HavenBooking, id),
  HAVEN_TEXT (HavenBooking, booking),
  HAVEN_TEXT (HavenBooking, event),
  HAVEN_TEXT (HavenBooking, name),
  HAVEN_TEXT (HavenBooking, email),
  HAVEN_TEXT (HavenBooking, role),
  HAVEN_CODE (HavenBooking, state, booking_codes),
  HAVEN_TEXT (HavenBooking, why),
  HAVEN_INT (HavenBooking, made_at),
  HAVEN_INT (HavenBooking, changed_at),
  HAVEN_INT (HavenBooking, person_id),
  HAVEN_TEXT (HavenBooking, instead_of),
  HAVEN_TEXT (HavenBooking, topics),
  HAVEN_TEXT (HavenBooking, title),
  HAVEN_INT (HavenBooking, starts),
  HAVEN_INT (HavenBooking, ends),
  HAVEN_TEXT (HavenBooking, place),
  HAVEN_DAY (HavenBooking, cancel_by),
  HAVEN_TEXT (HavenBooking, news),
  HAVEN_TEXT (HavenBooking, note),
  HAVEN_TEXT (HavenBooking, url),
  HAVEN_TEXT (HavenBooking, certificate),
  HAVEN_INT (HavenBooking, authority),
};
HAVEN_DEFINE_RECORD (HavenBooking, haven_booking, HAVEN_KIND_BOOKING, "bookings", booking_fields)

static const HavenField training_fields[] = {
  HAVEN_INT (HavenTraining, id),
  HAVEN_INT (HavenTraining, person_id),
  HAVEN_TEXT (HavenTraining, topic),
  HAVEN_TEXT (HavenTraining, title),
  HAVEN_DAY (HavenTraining, done_on),
  HAVEN_DAY (HavenTraining, lapses_on),
  HAVEN_INT (HavenTraining, import_id),
  HAVEN_TEXT (HavenTraining, certificate),
  HAVEN_TEXT (HavenTraining, booking),
};
HAVEN_DEFINE_RECORD (HavenTraining, haven_training, HAVEN_KIND_TRAINING, "training", training_fields)

const char *
haven_booking_state_code (HavenBookingState state)
{
  return haven_code_at (booking_codes, state);
}

const char *
haven_booking_state_text (HavenBookingState state)
{
  return haven_code_text (booking_texts, state);
}
