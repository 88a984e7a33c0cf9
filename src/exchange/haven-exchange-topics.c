/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-sync-private.h"

#include "haven-wire-booking.h"
#include "haven-wire-catalogue.h"
#include "haven-wire-document.h"

#include <glib/gi18n-lib.h>
#include <string.h>

const char *const HAVEN_SYNC_TOPICS[] = { "catalogue", "bookings", "policy", "benchmarks", "priorities", "resources", "survey",
                                         "returns", NULL };

/* The tags of a state stand in the order of the topics. */
static char **
find_tag (HavenWireState *state, const char *topic)
{
  char **tags[] = { &state->catalogue, &state->bookings, &state->policy, &state->benchmarks, &state->priorities, &state->resources,
                    &state->survey, &state->returns };
  guint i = 0;

  while (strcmp (HAVEN_SYNC_TOPICS[i], topic) != 0)
    i++;
  return tags[i];
}

const char *
haven_sync_get_tag (HavenWireState *state, const char *topic)
{
  return *find_tag (state, topic);
}

void
haven_sync_set_tag (HavenWireState *state, const char *topic, const char *tag)
{
  char **place = find_tag (state, topic);

  g_free (*place);
  *place = g_strdup (tag);
}

HavenWireRequest *
haven_sync_request_topic (HavenWireState *known, const char *topic)
{
  const char *tag = haven_sync_get_tag (known, topic);
  gboolean bookings = strcmp (topic, "bookings") == 0, catalogue = strcmp (topic, "catalogue") == 0 && tag[0] != '\0';
  g_autofree char *path = g_strconcat ("/", strcmp (topic, "returns") == 0 ? "releases" : topic, bookings || catalogue ? "?since=" : "",
                                       bookings || catalogue ? tag : "", NULL);
  HavenWireRequest *request = haven_wire_request_new_full (topic, "GET", path);

  if (!bookings && tag[0] != '\0')
    request->etag = g_strdup (tag);
  return request;
}

/* Each taker reads the whole body before it touches the result. */

static void
add_event (HavenSyncResult *result, HavenWireCourse *course, HavenWireEvent *wire)
{
  HavenEvent *event = haven_event_new ();

  event->event = g_strdup (wire->id);
  event->course = g_strdup (course->id);
  event->starts = wire->starts;
  event->ends = wire->ends;
  event->place = g_strdup (wire->place);
  event->places = wire->places;
  event->closes_on = wire->closes_on;
  event->cost = wire->cost;
  event->cancel_by = wire->cancel_by;
  event->online = wire->online;
  event->cancellation = g_strdup (wire->cancellation);
  g_ptr_array_add (result->events, event);
}

static void
add_course (HavenSyncResult *result, HavenWireCourse *wire)
{
  HavenCourse *course = haven_course_new ();

  course->course = g_strdup (wire->id);
  course->type = g_strdup (HAVEN_WIRE_COURSE_CODES[wire->type]);
  course->title = g_strdup (wire->title);
  course->topic = g_strdup (wire->topic);
  course->audience = g_strdup (wire->audience);
  course->summary = g_strdup (wire->summary);
  course->open_to = g_strdup (HAVEN_WIRE_OPEN_TO_CODES[wire->open_to]);
  course->url = g_strdup (wire->url);
  g_ptr_array_add (result->courses, course);
  for (guint i = 0; i < wire->events->len; i++)
    add_event (result, wire, wire->events->pdata[i]);
}

static gboolean
take_catalogue (HavenSyncResult *result, GBytes *body, GError **error)
{
  g_autoptr (HavenWireCatalogue) catalogue = haven_wire_catalogue_parse (body, error);

  if (catalogue == NULL)
    return FALSE;
  g_ptr_array_set_size (result->courses, 0);
  g_ptr_array_set_size (result->events, 0);
  g_ptr_array_set_size (result->gone, 0);
  for (guint i = 0; i < catalogue->courses->len; i++)
    add_course (result, catalogue->courses->pdata[i]);
  for (guint i = 0; i < catalogue->gone->len; i++)
    g_ptr_array_add (result->gone, g_strdup (((HavenWireGone *) catalogue->gone->pdata[i])->id));
  result->new_catalogue = TRUE;
  result->whole_catalogue = catalogue->whole;
  return TRUE;
}

static HavenBookingState
state_of (HavenWireBookingState state)
{
  static const HavenBookingState states[] = {
    [HAVEN_WIRE_ASKED] = HAVEN_BOOKING_SENT, [HAVEN_WIRE_CONFIRMED] = HAVEN_BOOKING_CONFIRMED,
    [HAVEN_WIRE_WAITING_LIST] = HAVEN_BOOKING_WAITING_LIST, [HAVEN_WIRE_NOT_OFFERED] = HAVEN_BOOKING_NOT_OFFERED,
    [HAVEN_WIRE_CANCELLED] = HAVEN_BOOKING_CANCELLED, [HAVEN_WIRE_ATTENDED] = HAVEN_BOOKING_ATTENDED,
  };

  return states[state];
}

void
haven_sync_add_news (HavenSyncResult *result, HavenWireBookingNews *wire)
{
  HavenBookingNews *news = g_new0 (HavenBookingNews, 1);

  news->booking = g_strdup (wire->booking);
  news->event = g_strdup (wire->event);
  news->state = state_of (wire->state);
  news->why = g_strdup (wire->why);
  news->changed_at = wire->changed;
  news->certificate = g_strdup (wire->certificate);
  news->lapses_on = wire->lapses_on;
  news->name = g_strdup (wire->name);
  news->email = g_strdup (wire->email);
  news->role = g_strdup (wire->role);
  g_ptr_array_add (result->news, news);
}

static gboolean
take_bookings (HavenSyncResult *result, GBytes *body, gboolean *ret_more, GError **error)
{
  g_autoptr (HavenWireBookings) bookings = haven_wire_bookings_parse (body, error);

  if (bookings == NULL)
    return FALSE;
  /* A server that says "more" without moving on would be asked for ever. */
  *ret_more = bookings->more && strcmp (bookings->cursor, result->known->bookings) != 0;
  for (guint i = 0; i < bookings->bookings->len; i++)
    haven_sync_add_news (result, bookings->bookings->pdata[i]);
  result->all_bookings |= bookings->whole;
  haven_sync_set_tag (result->known, "bookings", bookings->cursor);
  return TRUE;
}

static void
add_document (HavenSyncResult *result, HavenDocumentType type, GBytes *bytes)
{
  HavenSyncDocument *document = g_new0 (HavenSyncDocument, 1);

  document->type = type;
  document->bytes = g_bytes_ref (bytes);
  g_ptr_array_add (result->documents, document);
}

static gboolean
take_policy (HavenSyncResult *result, HavenWireKeys *keys, GBytes *body, GError **error)
{
  g_autoptr (HavenWirePolicy) policy = haven_wire_policy_parse (body, error);

  if (policy == NULL)
    return FALSE;
  if (!haven_wire_policy_verify (policy, keys->settings)) {
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED,
                         _("The sharing settings that came are not signed by the Virtual School. Those in force stay. Tell the Virtual "
                           "School."));
    return FALSE;
  }
  add_document (result, HAVEN_DOCUMENT_POLICY, policy->policy);
  return TRUE;
}

static gboolean
take_document (HavenSyncResult *result, HavenDocumentType type, const HavenShape *shape, GBytes *body, GError **error)
{
  gpointer value = haven_shape_parse (shape, body, error);

  if (value == NULL)
    return FALSE;
  haven_shape_free (shape, value);
  add_document (result, type, body);
  return TRUE;
}

static gboolean
take_body (HavenSyncResult *result, const HavenSyncJob *job, const char *topic, GBytes *body, GError **error)
{
  if (strcmp (topic, "catalogue") == 0)
    return take_catalogue (result, body, error);
  if (strcmp (topic, "policy") == 0)
    return take_policy (result, job->keys, body, error);
  if (strcmp (topic, "returns") == 0)
    return haven_sync_take_returns (result, job, body, error);
  if (strcmp (topic, "benchmarks") == 0)
    return take_document (result, HAVEN_DOCUMENT_BENCHMARKS, &HAVEN_SHAPE_BENCHMARKS, body, error);
  if (strcmp (topic, "survey") == 0)
    return take_document (result, HAVEN_DOCUMENT_SURVEY, &HAVEN_SHAPE_SURVEY, body, error);
  if (strcmp (topic, "priorities") == 0)
    return take_document (result, HAVEN_DOCUMENT_PRIORITIES, &HAVEN_SHAPE_PRIORITIES, body, error);
  return take_document (result, HAVEN_DOCUMENT_RESOURCES, &HAVEN_SHAPE_RESOURCES, body, error);
}

static gboolean
take_success (HavenSyncResult *result, const HavenSyncJob *job, const char *topic, HavenWireReply *reply, gboolean *ret_more)
{
  GError *error = NULL;

  if (reply->body == NULL)
    g_set_error_literal (&error, HAVEN_ERROR, HAVEN_ERROR_INVALID,
                         _("The Virtual School's system gave an empty answer. What was known is kept."));
  else if (strcmp (topic, "bookings") == 0 && take_bookings (result, reply->body, ret_more, &error))
    return TRUE;
  else if (strcmp (topic, "bookings") != 0 && take_body (result, job, topic, reply->body, &error)) {
    haven_sync_set_tag (result->known, topic, reply->etag != NULL ? reply->etag : "");
    return TRUE;
  }
  haven_sync_result_take_error (result, error);
  return FALSE;
}

gboolean
haven_sync_take_topic (HavenSyncResult *result, const HavenSyncJob *job, const char *topic, HavenWireReply *reply, gboolean *ret_more)
{
  *ret_more = FALSE;
  if (reply->status == 304)
    return TRUE;
  if (reply->status == 404 && reply->body != NULL) {
    haven_sync_set_tag (result->known, topic, "");
    return TRUE;
  }
  if (reply->status >= 200 && reply->status < 300)
    return take_success (result, job, topic, reply, ret_more);
  haven_sync_note_refusal (result, reply);
  return FALSE;
}
