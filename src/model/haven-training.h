/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-record.h"

/* The Virtual School's catalogue as last fetched */
typedef struct {
  gint64 id;
  char *course;              /* the Virtual School's id for it */
  char *type;                /* course, network, drop-in, consultation, e-learning */
  char *title;
  char *topic;               /* attachment, trauma, emotion-coaching … */
  char *audience;
  char *summary;
  char *open_to;             /* schools, social-workers, both; NULL: schools */
  char *url;                 /* where it is booked or done, if not through the Virtual School's system; NULL: there */
  gint64 authority;          /* whose catalogue: haven-authority.h */
} HavenCourse;
HAVEN_DECLARE_RECORD (HavenCourse, haven_course, HAVEN_KIND_COURSE)

typedef struct {
  gint64 id;
  char *event;               /* the Virtual School's id for it */
  char *course;
  gint64 starts;             /* seconds since 1970, UTC */
  gint64 ends;
  char *place;               /* "Online", or where */
  gint64 places;             /* left when last fetched; -1: not said */
  HavenDay closes_on;
  gint64 cost;               /* pence */
  HavenDay cancel_by;        /* last day without charge */
  gboolean online;
  char *cancellation;        /* the rule in words; NULL: none */
  gint64 authority;
} HavenEvent;
HAVEN_DECLARE_RECORD (HavenEvent, haven_event, HAVEN_KIND_EVENT)

/* "asked for" is not "confirmed": the states say what is true */
typedef enum {
  HAVEN_BOOKING_ASKED,       /* waiting to be sent */
  HAVEN_BOOKING_SENT,        /* the Virtual School has it, and has not answered */
  HAVEN_BOOKING_CONFIRMED,
  HAVEN_BOOKING_WAITING_LIST,
  HAVEN_BOOKING_NOT_OFFERED, /* why says */
  HAVEN_BOOKING_CANCELLING,  /* cancelled here, not yet told */
  HAVEN_BOOKING_CANCELLED,
  HAVEN_BOOKING_ATTENDED,
  HAVEN_BOOKING_DRAFT,       /* kept here, not asked for */
  HAVEN_BOOKING_ELSEWHERE,   /* booked on somebody else's site: the school's own note */
} HavenBookingState;
typedef struct {
  gint64 id;
  char *booking;             /* UUID made here: the same request twice is one booking */
  char *event;
  char *name;                /* of staff; never a pupil */
  char *email;
  char *role;
  int state;                 /* HavenBookingState */
  char *why;
  gint64 made_at;
  gint64 changed_at;
  gint64 person_id;          /* HavenPerson, staff; 0: nobody of the list */
  char *instead_of;          /* the booking whose place this one takes over; NULL: none */
  char *topics;              /* advice: codes only; NULL: none */
  char *title;               /* what was booked, when and where, as it was last told: it may leave the catalogue */
  gint64 starts;             /* 0: not known */
  gint64 ends;
  char *place;
  HavenDay cancel_by;
  char *news;                /* "Moved from Tuesday 3 March 2026, 09:30 …": what changed since it was booked; NULL: nothing */
  char *note;                /* the school's own */
  char *url;
  char *certificate;         /* its number, after attending */
  gint64 authority;          /* which Virtual School it is asked of; HAVEN_AUTHORITY_LEFT: one that the school has left */
} HavenBooking;
HAVEN_DECLARE_RECORD (HavenBooking, haven_booking, HAVEN_KIND_BOOKING)
const char *haven_booking_state_code (HavenBookingState state);        /* asked, sent, confirmed, waiting-list, not-offered … */
const char *haven_booking_state_text (HavenBookingState state);

typedef struct {
  gint64 id;
  gint64 person_id;          /* HavenPerson, staff */
  char *topic;
  char *title;
  HavenDay done_on;
  HavenDay lapses_on;
  gint64 import_id;
  char *certificate;         /* its number; NULL: none */
  char *booking;             /* what it came of; NULL: entered by hand */
} HavenTraining;
HAVEN_DECLARE_RECORD (HavenTraining, haven_training, HAVEN_KIND_TRAINING)
