/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-wire-shape.h"

/* GET /catalogue?since=: courses, network meetings, drop-ins, consultations with their dated events, and e-learning, which has none. The ETag
 * of an answer is its cursor. */
typedef enum { HAVEN_WIRE_COURSE, HAVEN_WIRE_NETWORK, HAVEN_WIRE_DROP_IN, HAVEN_WIRE_CONSULTATION, HAVEN_WIRE_E_LEARNING } HavenWireCourseType;
extern const char *const HAVEN_WIRE_COURSE_CODES[];
typedef enum { HAVEN_WIRE_FOR_SCHOOLS, HAVEN_WIRE_FOR_SOCIAL_WORKERS, HAVEN_WIRE_FOR_BOTH } HavenWireOpenTo;
extern const char *const HAVEN_WIRE_OPEN_TO_CODES[];

typedef struct {
  char *id;
  gint64 starts;
  gint64 ends;
  char *place;               /* where, or "Online" */
  gboolean online;
  gint64 places;             /* left; -1: not said */
  HavenDay closes_on;        /* last day to book; NONE: until it starts */
  gint64 cost;               /* pence */
  HavenDay cancel_by;        /* last day to cancel without charge; NONE: any time before it starts */
  char *cancellation;        /* the rule in words; NULL: none */
} HavenWireEvent;

typedef struct {
  char *id;
  int type;                  /* HavenWireCourseType */
  char *title;
  char *topic;
  char *audience;
  char *summary;
  int open_to;               /* HavenWireOpenTo */
  char *url;                 /* where it is booked or done, if not here; NULL: here */
  GPtrArray *events;         /* HavenWireEvent */
} HavenWireCourse;

typedef struct {
  char *id;
} HavenWireGone;

typedef struct {
  gboolean whole;            /* else what changed since the cursor: each course with all its events */
  GPtrArray *courses;        /* HavenWireCourse */
  GPtrArray *gone;           /* HavenWireGone: courses that are not offered any more; none where it is whole */
} HavenWireCatalogue;
HAVEN_DECLARE_SHAPE (HavenWireEvent, haven_wire_event, HAVEN_SHAPE_EVENT)
HAVEN_DECLARE_SHAPE (HavenWireCourse, haven_wire_course, HAVEN_SHAPE_COURSE)
HAVEN_DECLARE_SHAPE (HavenWireGone, haven_wire_gone, HAVEN_SHAPE_GONE)
HAVEN_DECLARE_SHAPE (HavenWireCatalogue, haven_wire_catalogue, HAVEN_SHAPE_CATALOGUE)
