/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-endpoint-booking.h"

#include "haven-endpoint-call.h"
#include "haven-endpoint-catalogue.h"
#include "haven-endpoint-change.h"
#include "haven-endpoint-sql.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PAGE_ROWS 500
#define NEWS_COLUMNS "id, event, state, why, changed, certificate, lapses_on"

static HavenWireBookingNews *
read_news (HavenQuery *query)
{
  HavenWireBookingNews *news = haven_wire_booking_news_new ();

  news->booking = g_strdup (haven_query_get_text (query, 0));
  news->event = g_strdup (haven_query_get_text (query, 1));
  news->state = haven_query_get_int (query, 2);
  news->why = g_strdup (haven_query_get_text (query, 3));
  news->changed = haven_query_get_int (query, 4);
  news->certificate = g_strdup (haven_query_get_text (query, 5));
  if (haven_query_get_text (query, 6) != NULL)
    news->lapses_on = haven_query_get_int (query, 6);
  return news;
}

static HavenWireBookingNews *
load_news (const HavenCall *call)
{
  g_autoptr (HavenQuery) query = haven_query_new (call->endpoint,
                                                  "SELECT " NEWS_COLUMNS " FROM bookings WHERE urn = ? AND id = ?",
                                                  "tt", call->urn, call->args[0]);

  return haven_query_next (query) ? read_news (query) : NULL;
}

static HavenWireReply *
answer_news (const HavenCall *call, gint64 status)
{
  g_autoptr (HavenWireBookingNews) news = load_news (call);

  if (news == NULL)
    return haven_reply_new_problem (500, "failed", _("The booking could not be kept. Nothing was changed. Try again later."));
  return haven_reply_new (status, haven_wire_booking_news_print (news));
}

/* The places left of its event are told with its course */
static void
touch_course (HavenEndpoint *self, const char *urn, const char *id, gint64 change)
{
  haven_endpoint_run (self, "UPDATE courses SET change = ? WHERE id = (SELECT e.course FROM events e JOIN bookings b ON b.event = e.id"
                      " WHERE b.urn = ? AND b.id = ? AND e.places >= 0)", "itt", change, urn, id);
}

static void
change_state (HavenEndpoint *self, const char *urn, const char *id, HavenWireBookingState state, const char *why)
{
  gint64 change = haven_endpoint_next_change (self);

  haven_endpoint_run (self, "UPDATE bookings SET state = ?, why = ?, changed = ?, change = ? WHERE urn = ? AND id = ?",
                      "itiitt", (gint64) state, why, haven_endpoint_get_clock (self).now, change, urn, id);
  touch_course (self, urn, id, change);
}

/* The first two columns of each row, read whole before anything is changed: what is changed might be met again */
static GPtrArray *
list_pairs (HavenQuery *query)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  while (haven_query_next (query)) {
    const char *pair[] = { haven_query_get_text (query, 0), haven_query_get_text (query, 1), NULL };
    g_ptr_array_add (list, g_strdupv ((char **) pair));
  }
  return list;
}

static void
change_all (HavenEndpoint *self, HavenQuery *query, HavenWireBookingState state, const char *why)
{
  g_autoptr (GPtrArray) pairs = list_pairs (query);

  for (guint i = 0; i < pairs->len; i++) {
    char **pair = pairs->pdata[i];
    change_state (self, pair[0], pair[1], state, why);
  }
}

/* Whoever has waited longest gets the place that became free */
void
haven_endpoint_promote_waiting (HavenEndpoint *self, const char *event)
{
  gint64 left = haven_endpoint_places_left (self, event);
  g_autoptr (HavenQuery) query = haven_query_new (self, "SELECT b.urn, b.id FROM bookings b JOIN events e ON e.id = b.event"
                                                  " WHERE b.event = ? AND b.state = ? AND e.withdrawn = 0 AND e.by_hand = 0"
                                                  " ORDER BY b.made, b.rowid LIMIT ?",
                                                  "tii", event, (gint64) HAVEN_WIRE_WAITING_LIST, left);

  change_all (self, query, HAVEN_WIRE_CONFIRMED, NULL);
}

/* Booking */

static void
insert_booking (const HavenCall *call, HavenWireBooking *body, HavenWireBookingState state, const char *why)
{
  gint64 now = haven_endpoint_get_clock (call->endpoint).now, change = haven_endpoint_next_change (call->endpoint);

  haven_endpoint_run (call->endpoint,
                      "INSERT INTO bookings (urn, id, event, name, email, role, topics, body, state, why, made, changed, change)"
                      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                      "tttttttbitiii", call->urn, call->args[0], body->event, body->name, body->email, body->role, body->topics,
                      call->request->body, (gint64) state, why, now, now, change);
  touch_course (call->endpoint, call->urn, call->args[0], change);
}

/* Somebody else of the same school takes over the place, or the turn on the waiting list: both rows change in one step, so that nobody comes
 * between. FALSE: there is no such place to take over. */
static gboolean
take_over (const HavenCall *call, HavenWireBooking *body)
{
  g_autoptr (HavenQuery) query = haven_query_new (call->endpoint, "SELECT state, why, made FROM bookings WHERE urn = ? AND id = ? AND "
                                                                  "event = ?"
                                                  " AND state IN (?, ?, ?)", "tttiii", call->urn, body->instead_of, body->event,
                                                  (gint64) HAVEN_WIRE_ASKED, (gint64) HAVEN_WIRE_CONFIRMED,
                                                  (gint64) HAVEN_WIRE_WAITING_LIST);
  g_autofree char *why = NULL;
  HavenWireBookingState state;
  gint64 made;

  if (body->instead_of == NULL || !haven_query_next (query))
    return FALSE;
  state = haven_query_get_int (query, 0);
  why = g_strdup (haven_query_get_text (query, 1));
  made = haven_query_get_int (query, 2);
  change_state (call->endpoint, call->urn, body->instead_of, HAVEN_WIRE_CANCELLED, _("Somebody else of the school takes this place."));
  insert_booking (call, body, state, why);
  haven_endpoint_run (call->endpoint, "UPDATE bookings SET made = ? WHERE urn = ? AND id = ?", "itt", made, call->urn, call->args[0]);
  return TRUE;
}

static HavenWireReply *
book (const HavenCall *call, HavenWireBooking *body, const HavenEndpointEvent *event)
{
  HavenClock clock = haven_endpoint_get_clock (call->endpoint);
  gint64 left = haven_endpoint_places_left (call->endpoint, body->event);

  if (!event->withdrawn && event->starts > clock.now && take_over (call, body))
    return answer_news (call, 201);
  if (event->withdrawn || event->starts <= clock.now || (event->closes_on != HAVEN_DAY_NONE && event->closes_on < clock.today))
    return haven_reply_new_problem (410, "event-gone", _("Booking for this event has closed. Choose another date."));
  if (left == 0 && !event->waiting_list)
    return haven_reply_new_problem (409, "event-full", _("All places are taken. Choose another date."));
  if (event->by_hand)
    insert_booking (call, body, HAVEN_WIRE_ASKED, NULL);
  else if (left == 0)
    insert_booking (call, body, HAVEN_WIRE_WAITING_LIST, _("All places are taken. You will be told when one becomes free."));
  else
    insert_booking (call, body, HAVEN_WIRE_CONFIRMED, NULL);
  return answer_news (call, 201);
}

/* What stands under this id already: the same request again, or one that was cancelled before it came */
static HavenWireReply *
answer_again (const HavenCall *call)
{
  g_autoptr (HavenQuery) query = haven_query_new (call->endpoint, "SELECT body FROM bookings WHERE urn = ? AND id = ?",
                                                  "tt", call->urn, call->args[0]);
  g_autoptr (GBytes) held = NULL;

  if (!haven_query_next (query))
    return NULL;
  held = haven_query_dup_bytes (query, 0);
  if (held == NULL || g_bytes_equal (held, call->request->body))
    return answer_news (call, 200);
  return haven_reply_new_problem (409, "booking-conflict",
                                  _("Another request stands under this booking already. Cancel it and book again."));
}

HavenWireReply *
haven_answer_booking (const HavenCall *call)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HavenWireBooking) body = call->request->body == NULL ? NULL : haven_wire_booking_parse (call->request->body, &error);
  HavenEndpointEvent event;
  HavenWireReply *again;

  if (body == NULL)
    return haven_reply_new_problem (422, "wrong-body", error != NULL ? error->message : _("The request lacks its body."));
  again = answer_again (call);
  if (again != NULL)
    return again;
  if (!haven_endpoint_find_event (call->endpoint, body->event, &event))
    return haven_reply_new_problem (410, "event-gone", _("This event is not in the catalogue any more. Choose another date."));
  return book (call, body, &event);
}

/* Cancelling */

/* A cancellation that overtook its booking: the booking, when it comes, finds itself cancelled. */
static HavenWireReply *
cancel_unknown (const HavenCall *call)
{
  gint64 now = haven_endpoint_get_clock (call->endpoint).now;

  haven_endpoint_run (call->endpoint,
                      "INSERT INTO bookings (urn, id, state, made, changed, change) VALUES (?, ?, ?, ?, ?, ?)",
                      "ttiiii", call->urn, call->args[0], (gint64) HAVEN_WIRE_CANCELLED, now, now,
                      haven_endpoint_next_change (call->endpoint));
  return answer_news (call, 200);
}

/* The booking is told again with the next news, so that the school sees it standing. */
static HavenWireReply *
refuse_cancellation (const HavenCall *call, HavenWireBookingNews *news)
{
  const char *why = _("This event has begun or is over: the booking cannot be cancelled any more.");

  change_state (call->endpoint, call->urn, call->args[0], news->state, why);
  return haven_reply_new_problem (409, "too-late", why);
}

HavenWireReply *
haven_answer_booking_cancel (const HavenCall *call)
{
  g_autoptr (HavenWireBookingNews) news = load_news (call);
  HavenEndpointEvent event;

  if (news == NULL)
    return cancel_unknown (call);
  if (news->state == HAVEN_WIRE_CANCELLED || news->state == HAVEN_WIRE_NOT_OFFERED)
    return answer_news (call, 200);
  if (news->state == HAVEN_WIRE_ATTENDED
      || (haven_endpoint_find_event (call->endpoint, news->event, &event) && event.starts <= haven_endpoint_get_clock (call->endpoint).now))
    return refuse_cancellation (call, news);
  change_state (call->endpoint, call->urn, call->args[0], HAVEN_WIRE_CANCELLED, NULL);
  haven_endpoint_promote_waiting (call->endpoint, news->event);
  return answer_news (call, 200);
}

/* Telling */

char *
haven_endpoint_bookings_cursor (HavenEndpoint *self, const char *urn)
{
  return haven_endpoint_make_cursor (self, haven_endpoint_count (self, "SELECT ifnull (max (change), 0) FROM bookings WHERE urn = ?",
                                                                 "t", urn));
}

/* A school is told whose its own bookings are: another of its computers may have asked for them. */
static HavenWireBookingNews *
read_own_news (HavenQuery *query)
{
  HavenWireBookingNews *news = read_news (query);

  news->name = g_strdup (haven_query_get_text (query, 8));
  news->email = g_strdup (haven_query_get_text (query, 9));
  news->role = g_strdup (haven_query_get_text (query, 10));
  return news;
}

HavenWireReply *
haven_answer_bookings (const HavenCall *call)
{
  g_autoptr (HavenWireBookings) bookings = haven_wire_bookings_new ();
  gint64 since = haven_endpoint_read_cursor (call->endpoint, call->since), change = MAX (since, 0);
  g_autoptr (HavenQuery) query = haven_query_new (call->endpoint,
                                                  "SELECT " NEWS_COLUMNS ", change, name, email, role FROM bookings"
                                                  " WHERE urn = ? AND change > ? ORDER BY change LIMIT ?",
                                                  "tii", call->urn, change, (gint64) PAGE_ROWS);

  while (haven_query_next (query)) {
    g_ptr_array_add (bookings->bookings, read_own_news (query));
    change = haven_query_get_int (query, 7);
  }
  bookings->whole = since <= 0;
  bookings->more = bookings->bookings->len == PAGE_ROWS;
  bookings->cursor = haven_endpoint_make_cursor (call->endpoint, change);
  return haven_reply_new (200, haven_wire_bookings_print (bookings));
}

/* The Virtual School's own hand */

gboolean
haven_endpoint_settle_booking (HavenEndpoint *self, const char *id, HavenWireBookingState state, const char *why, GError **error)
{
  g_autoptr (HavenQuery) query = haven_query_new (self, "SELECT urn, event FROM bookings WHERE id = ? AND state NOT IN (?, ?)", "tii", id,
                                                  (gint64) HAVEN_WIRE_CANCELLED, (gint64) state);
  g_autofree char *urn = NULL, *event = NULL;

  if (!haven_query_next (query)) {
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND, _("There is no booking with this id that could be changed so."));
    return FALSE;
  }
  urn = g_strdup (haven_query_get_text (query, 0));
  event = g_strdup (haven_query_get_text (query, 1));
  change_state (self, urn, id, state, why);
  haven_endpoint_promote_waiting (self, event);
  return TRUE;
}

void
haven_endpoint_cancel_event (HavenEndpoint *self, const char *event)
{
  g_autoptr (HavenQuery) query = haven_query_new (self, "SELECT urn, id FROM bookings WHERE event = ? AND state IN (?, ?, ?)",
                                                  "tiii", event, (gint64) HAVEN_WIRE_ASKED, (gint64) HAVEN_WIRE_CONFIRMED,
                                                  (gint64) HAVEN_WIRE_WAITING_LIST);

  change_all (self, query, HAVEN_WIRE_CANCELLED, _("The Virtual School no longer offers this event."));
}

gboolean
haven_endpoint_certify_booking (HavenEndpoint *self, const char *id, const char *certificate, HavenDay lapses_on, GError **error)
{
  g_autoptr (HavenQuery) query = haven_query_new (self, "SELECT urn FROM bookings WHERE id = ? AND state IN (?, ?)", "tii", id,
                                                  (gint64) HAVEN_WIRE_CONFIRMED, (gint64) HAVEN_WIRE_ATTENDED);
  g_autofree char *urn = NULL;

  if (!haven_query_next (query)) {
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND, _("There is no booking with this id that could be changed so."));
    return FALSE;
  }
  urn = g_strdup (haven_query_get_text (query, 0));
  if (lapses_on == HAVEN_DAY_NONE)
    haven_endpoint_run (self, "UPDATE bookings SET certificate = ?, lapses_on = NULL WHERE urn = ? AND id = ?", "ttt", certificate, urn,
                        id);
  else
    haven_endpoint_run (self, "UPDATE bookings SET certificate = ?, lapses_on = ? WHERE urn = ? AND id = ?", "titt", certificate,
                        (gint64) lapses_on, urn, id);
  change_state (self, urn, id, HAVEN_WIRE_ATTENDED, NULL);
  return TRUE;
}
