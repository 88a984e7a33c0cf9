/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-wire-catalogue.h"

const char *const HAVEN_WIRE_COURSE_CODES[] = { "course", "network", "drop-in", "consultation", "e-learning", NULL };
const char *const HAVEN_WIRE_OPEN_TO_CODES[] = { "schools", "social-workers", "both", NULL };

static const HavenMember event_rows[] = {
  HAVEN_ROW_TEXT (HavenWireEvent, id, "id", 1, 64, HAVEN_ID_PATTERN),
  HAVEN_ROW_TIME (HavenWireEvent, starts, "starts"),
  HAVEN_ROW_TIME (HavenWireEvent, ends, "ends"),
  HAVEN_ROW_TEXT (HavenWireEvent, place, "place", 1, HAVEN_LIMIT_NAME_BYTES, NULL),
  HAVEN_ROW_FLAG (HavenWireEvent, online, "online"),
  HAVEN_ROW_INT_OR_NONE (HavenWireEvent, places, "places", 100000),
  HAVEN_ROW_DAY_OR_NONE (HavenWireEvent, closes_on, "closes_on"),
  HAVEN_ROW_INT (HavenWireEvent, cost, "cost", 0, 10000000),
  HAVEN_ROW_DAY_OR_NONE (HavenWireEvent, cancel_by, "cancel_by"),
  HAVEN_ROW_PROSE_OR_NONE (HavenWireEvent, cancellation, "cancellation", 1000),
};
HAVEN_DEFINE_SHAPE (HavenWireEvent, haven_wire_event, HAVEN_SHAPE_EVENT, "Event", NULL, event_rows)

static const HavenMember course_rows[] = {
  HAVEN_ROW_TEXT (HavenWireCourse, id, "id", 1, 64, HAVEN_ID_PATTERN),
  HAVEN_ROW_CODE (HavenWireCourse, type, "kind", HAVEN_WIRE_COURSE_CODES),
  HAVEN_ROW_TEXT (HavenWireCourse, title, "title", 1, HAVEN_LIMIT_NAME_BYTES, NULL),
  HAVEN_ROW_TEXT (HavenWireCourse, topic, "topic", 0, 64, NULL),
  HAVEN_ROW_TEXT (HavenWireCourse, audience, "audience", 0, HAVEN_LIMIT_NAME_BYTES, NULL),
  HAVEN_ROW_PROSE (HavenWireCourse, summary, "summary", 4000),
  HAVEN_ROW_CODE (HavenWireCourse, open_to, "open_to", HAVEN_WIRE_OPEN_TO_CODES),
  HAVEN_ROW_TEXT_OR_NONE (HavenWireCourse, url, "url", 9, 500, HAVEN_URL_PATTERN),
  HAVEN_ROW_LIST (HavenWireCourse, events, "events", 500, &HAVEN_SHAPE_EVENT),
};
HAVEN_DEFINE_SHAPE (HavenWireCourse, haven_wire_course, HAVEN_SHAPE_COURSE, "Course", NULL, course_rows)

static const HavenMember gone_rows[] = { HAVEN_ROW_TEXT (HavenWireGone, id, "id", 1, 64, HAVEN_ID_PATTERN) };
HAVEN_DEFINE_SHAPE (HavenWireGone, haven_wire_gone, HAVEN_SHAPE_GONE, "Gone", NULL, gone_rows)

static const HavenMember catalogue_rows[] = {
  HAVEN_ROW_FLAG (HavenWireCatalogue, whole, "whole"),
  HAVEN_ROW_LIST (HavenWireCatalogue, courses, "courses", 2000, &HAVEN_SHAPE_COURSE),
  HAVEN_ROW_LIST (HavenWireCatalogue, gone, "gone", 2000, &HAVEN_SHAPE_GONE),
};
HAVEN_DEFINE_SHAPE (HavenWireCatalogue, haven_wire_catalogue, HAVEN_SHAPE_CATALOGUE, "Catalogue", "haven-catalogue/1", catalogue_rows)
