/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-endpoint-catalogue.h"

#include "haven-endpoint-call.h"
#include "haven-endpoint-change.h"
#include "haven-endpoint-sql.h"
#include "haven-wire-booking.h"

gboolean
haven_endpoint_find_event (HavenEndpoint *self, const char *id, HavenEndpointEvent *ret_event)
{
  g_autoptr (HavenQuery) query = haven_query_new (self, "SELECT starts, closes_on, by_hand, waiting_list, withdrawn FROM events"
                                                  " WHERE id = ?", "t", id);

  if (!haven_query_next (query))
    return FALSE;
  ret_event->starts = haven_query_get_int (query, 0);
  ret_event->closes_on = haven_query_get_int (query, 1);
  ret_event->by_hand = haven_query_get_int (query, 2);
  ret_event->waiting_list = haven_query_get_int (query, 3);
  ret_event->withdrawn = haven_query_get_int (query, 4);
  return TRUE;
}

/* A booking that waits for a person's word holds its place */
gint64
haven_endpoint_places_left (HavenEndpoint *self, const char *event)
{
  return haven_endpoint_count (self, "SELECT CASE WHEN e.places < 0 THEN -1 ELSE max (0, e.places - (SELECT count(*) FROM bookings b"
                               " WHERE b.event = e.id AND b.state IN (?, ?, ?))) END FROM events e WHERE e.id = ?",
                               "iiit", (gint64) HAVEN_WIRE_ASKED, (gint64) HAVEN_WIRE_CONFIRMED, (gint64) HAVEN_WIRE_ATTENDED, event);
}

static HavenWireEvent *
read_event (HavenEndpoint *self, HavenQuery *query)
{
  HavenWireEvent *event = haven_wire_event_new ();

  event->id = g_strdup (haven_query_get_text (query, 0));
  event->starts = haven_query_get_int (query, 1);
  event->ends = haven_query_get_int (query, 2);
  event->place = g_strdup (haven_query_get_text (query, 3));
  event->online = haven_query_get_int (query, 4);
  event->closes_on = haven_query_get_int (query, 5);
  event->cost = haven_query_get_int (query, 6);
  event->cancel_by = haven_query_get_int (query, 7);
  event->cancellation = g_strdup (haven_query_get_text (query, 8));
  event->places = haven_endpoint_places_left (self, event->id);
  return event;
}

static void
load_events (HavenEndpoint *self, HavenWireCourse *course)
{
  g_autoptr (HavenQuery) query = haven_query_new (self, "SELECT id, starts, ends, venue, online, closes_on, cost, cancel_by, cancellation"
                                                  " FROM events WHERE course = ? AND withdrawn = 0 AND starts > ? ORDER BY starts, id",
                                                  "ti", course->id, haven_endpoint_get_clock (self).now);

  while (haven_query_next (query))
    g_ptr_array_add (course->events, read_event (self, query));
}

static HavenWireCourse *
read_course (HavenEndpoint *self, HavenQuery *query)
{
  HavenWireCourse *course = haven_wire_course_new ();

  course->id = g_strdup (haven_query_get_text (query, 0));
  course->type = haven_query_get_int (query, 1);
  course->title = g_strdup (haven_query_get_text (query, 2));
  course->topic = g_strdup (haven_query_get_text (query, 3));
  course->audience = g_strdup (haven_query_get_text (query, 4));
  course->summary = g_strdup (haven_query_get_text (query, 5));
  course->open_to = haven_query_get_int (query, 6);
  course->url = g_strdup (haven_query_get_text (query, 7));
  load_events (self, course);
  return course;
}

#define COURSE_COLUMNS "id, type, title, topic, audience, summary, open_to, url"

HavenWireCourse *
haven_endpoint_load_course (HavenEndpoint *self, const char *id)
{
  g_autoptr (HavenQuery) query = haven_query_new (self, "SELECT " COURSE_COLUMNS " FROM courses WHERE id = ? AND withdrawn = 0", "t", id);

  return haven_query_next (query) ? read_course (self, query) : NULL;
}

static void
add_gone (HavenEndpoint *self, HavenWireCatalogue *catalogue, gint64 since)
{
  g_autoptr (HavenQuery) query = haven_query_new (self, "SELECT id FROM courses WHERE withdrawn = 1 AND change > ? ORDER BY place", "i",
                                                  since);

  while (haven_query_next (query)) {
    HavenWireGone *gone = haven_wire_gone_new ();
    gone->id = g_strdup (haven_query_get_text (query, 0));
    g_ptr_array_add (catalogue->gone, gone);
  }
}

GBytes *
haven_endpoint_print_catalogue (HavenEndpoint *self, gint64 since)
{
  g_autoptr (HavenWireCatalogue) catalogue = haven_wire_catalogue_new ();
  g_autoptr (HavenQuery) query = haven_query_new (self, "SELECT " COURSE_COLUMNS " FROM courses WHERE withdrawn = 0 AND change > ?"
                                                  " ORDER BY place", "i", MAX (since, 0));

  catalogue->whole = since <= 0;
  while (haven_query_next (query))
    g_ptr_array_add (catalogue->courses, read_course (self, query));
  if (!catalogue->whole)
    add_gone (self, catalogue, since);
  return haven_wire_catalogue_print (catalogue);
}

char *
haven_endpoint_catalogue_cursor (HavenEndpoint *self)
{
  return haven_endpoint_make_cursor (self, haven_endpoint_count (self, "SELECT ifnull (max (change), 0) FROM courses", ""));
}

HavenWireReply *
haven_answer_catalogue (const HavenCall *call)
{
  gint64 since = haven_endpoint_read_cursor (call->endpoint, call->since);
  char *cursor = haven_endpoint_catalogue_cursor (call->endpoint);

  return haven_reply_new_known (call, cursor, haven_endpoint_print_catalogue (call->endpoint, since));
}
