/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-endpoint-catalogue.h"

#include "haven-endpoint-booking.h"
#include "haven-endpoint-change.h"
#include "haven-endpoint-sql.h"
#include "haven-endpoint-table.h"

#include <glib/gi18n-lib.h>

/* A row an event; a course with several events is written out in each. A course without a date has no event. */
static const char *const columns[] = {
  "course", "kind", "title", "topic", "audience", "summary", "event", "starts", "ends", "place", "online", "places", "closes_on", "cost",
  "cancel_by", "cancellation", "by_hand", "waiting_list", "open_to", "url", NULL
};

typedef struct {
  HavenEndpoint *endpoint;
  gint64 n_courses;
  gint64 n_events;
} Import;

static HavenWireCourse *
parse_course (const HavenTableRow *row, GError **error)
{
  g_autoptr (HavenWireCourse) course = haven_wire_course_new ();

  course->id = g_strdup (haven_table_get (row, "course"));
  course->title = g_strdup (haven_table_get (row, "title"));
  course->topic = g_strdup (haven_table_get (row, "topic"));
  course->audience = g_strdup (haven_table_get (row, "audience"));
  course->summary = g_strdup (haven_table_get (row, "summary"));
  course->url = haven_table_dup (row, "url");
  if (!haven_table_get_code (row, "kind", HAVEN_WIRE_COURSE_CODES, &course->type, error))
    return NULL;
  if (haven_table_get (row, "open_to")[0] != '\0'
      && !haven_table_get_code (row, "open_to", HAVEN_WIRE_OPEN_TO_CODES, &course->open_to, error))
    return NULL;
  return g_steal_pointer (&course);
}

static HavenWireEvent *
parse_event (const HavenTableRow *row, GError **error)
{
  g_autoptr (HavenWireEvent) event = haven_wire_event_new ();

  event->id = g_strdup (haven_table_get (row, "event"));
  event->place = g_strdup (haven_table_get (row, "place"));
  event->cancellation = haven_table_dup (row, "cancellation");
  if (!haven_table_get_time (row, "starts", &event->starts, error) || !haven_table_get_time (row, "ends", &event->ends, error)
      || !haven_table_get_flag (row, "online", &event->online, error) || !haven_table_get_count (row, "places", &event->places, error)
      || !haven_table_get_day (row, "closes_on", &event->closes_on, error) || !haven_table_get_pence (row, "cost", &event->cost, error)
      || !haven_table_get_day (row, "cancel_by", &event->cancel_by, error))
    return NULL;
  if (event->ends >= event->starts)
    return g_steal_pointer (&event);
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, _("The event ends before it starts."));
  return NULL;
}

/* What could not be read at the other end must not be taken here: the row goes once through the wire's own reader. */
static gboolean
fits_the_wire (HavenWireCourse *course, GError **error)
{
  g_autoptr (GBytes) printed = haven_wire_course_print (course);
  g_autoptr (HavenWireCourse) again = haven_wire_course_parse (printed, error);

  return again != NULL;
}

static void
save_course (Import *self, HavenWireCourse *course)
{
  haven_endpoint_run (self->endpoint, "INSERT INTO courses (id, place, type, title, topic, audience, summary, open_to, url, change, "
                                      "withdrawn)"
                      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0) ON CONFLICT (id) DO UPDATE SET place = excluded.place, type = "
                      "excluded.type,"
                      " title = excluded.title, topic = excluded.topic, audience = excluded.audience, summary = excluded.summary,"
                      " open_to = excluded.open_to, url = excluded.url, withdrawn = 0 WHERE withdrawn = 1",
                      "tiittttit", course->id, self->n_courses++, (gint64) course->type, course->title, course->topic,
                      course->audience, course->summary, (gint64) course->open_to, course->url);
}

static void
save_event (Import *self, HavenWireCourse *course, HavenWireEvent *event, gboolean by_hand, gboolean waiting_list)
{
  haven_endpoint_run (self->endpoint, "INSERT INTO events (id, course, starts, ends, venue, online, places, closes_on, cost, cancel_by,"
                      " cancellation, by_hand, waiting_list, withdrawn) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)"
                      " ON CONFLICT (id) DO UPDATE SET course = excluded.course, starts = excluded.starts, ends = excluded.ends,"
                      " venue = excluded.venue, online = excluded.online, places = excluded.places, closes_on = excluded.closes_on,"
                      " cost = excluded.cost, cancel_by = excluded.cancel_by, cancellation = excluded.cancellation,"
                      " by_hand = excluded.by_hand, waiting_list = excluded.waiting_list, withdrawn = 0",
                      "ttiitiiiiitii", event->id, course->id, event->starts, event->ends, event->place, (gint64) event->online,
                      event->places, (gint64) event->closes_on, event->cost, (gint64) event->cancel_by, event->cancellation,
                      (gint64) by_hand, (gint64) waiting_list);
  self->n_events++;
}

static gboolean
import_event (Import *self, const HavenTableRow *row, HavenWireCourse *course, GError **error)
{
  HavenWireEvent *event = parse_event (row, error);
  gboolean by_hand, waiting_list;

  if (event == NULL)
    return FALSE;
  g_ptr_array_add (course->events, event);
  if (!haven_table_get_flag (row, "by_hand", &by_hand, error) || !haven_table_get_flag (row, "waiting_list", &waiting_list, error)
      || !fits_the_wire (course, error))
    return FALSE;
  if (haven_endpoint_count (self->endpoint, "SELECT count(*) FROM events WHERE id = ? AND withdrawn = 0", "t", event->id) > 0) {
    g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, _("The event “%s” stands twice."), event->id);
    return FALSE;
  }
  save_event (self, course, event, by_hand, waiting_list);
  return TRUE;
}

static gboolean
import_row_cb (const HavenTableRow *row, gpointer user_data, GError **error)
{
  Import *self = user_data;
  g_autoptr (HavenWireCourse) course = parse_course (row, error);

  if (course == NULL || !fits_the_wire (course, error))
    return FALSE;
  save_course (self, course);
  return haven_table_get (row, "event")[0] == '\0' || import_event (self, row, course, error);
}

static void
cancel_withdrawn (HavenEndpoint *self)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (HavenQuery) query = haven_query_new (self, "SELECT id FROM events WHERE withdrawn = 1 AND starts > ?", "i",
                                                  haven_endpoint_get_clock (self).now);

  while (haven_query_next (query))
    g_ptr_array_add (events, g_strdup (haven_query_get_text (query, 0)));
  for (guint i = 0; i < events->len; i++)
    haven_endpoint_cancel_event (self, events->pdata[i]);
}

/* More places than before go to those who wait */
static void
fill_new_places (HavenEndpoint *self)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (HavenQuery) query = haven_query_new (self, "SELECT DISTINCT event FROM bookings WHERE state = ?", "i",
                                                  (gint64) HAVEN_WIRE_WAITING_LIST);

  while (haven_query_next (query))
    g_ptr_array_add (events, g_strdup (haven_query_get_text (query, 0)));
  for (guint i = 0; i < events->len; i++)
    haven_endpoint_promote_waiting (self, events->pdata[i]);
}

/* What a school would read of each course, "" where it is not offered */
static GHashTable *
describe_courses (HavenEndpoint *self)
{
  GHashTable *texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (HavenQuery) query = haven_query_new (self, "SELECT id FROM courses", "");

  while (haven_query_next (query)) {
    g_autoptr (HavenWireCourse) course = haven_endpoint_load_course (self, haven_query_get_text (query, 0));
    g_autoptr (GBytes) printed = course == NULL ? g_bytes_new_static ("", 0) : haven_wire_course_print (course);
    g_hash_table_insert (texts, g_strdup (haven_query_get_text (query, 0)),
                         g_strndup (g_bytes_get_data (printed, NULL), g_bytes_get_size (printed)));
  }
  return texts;
}

/* Only a course that reads otherwise than before is told again: importing the same file twice is no news. */
static void
number_changes (HavenEndpoint *self, GHashTable *before)
{
  g_autoptr (GHashTable) after = describe_courses (self);
  GHashTableIter iter;
  gpointer id, text;

  g_hash_table_iter_init (&iter, after);
  while (g_hash_table_iter_next (&iter, &id, &text))
    if (g_strcmp0 (text, g_hash_table_lookup (before, id)) != 0)
      haven_endpoint_run (self, "UPDATE courses SET change = ? WHERE id = ?", "it", haven_endpoint_next_change (self), id);
}

/* Together, too, the catalogue must be one that a school can read */
static gboolean
is_readable (HavenEndpoint *self, GError **error)
{
  g_autoptr (GBytes) printed = haven_endpoint_print_catalogue (self, 0);
  g_autoptr (HavenWireCatalogue) catalogue = haven_wire_catalogue_parse (printed, error);

  return catalogue != NULL;
}

gint64
haven_endpoint_import_catalogue (HavenEndpoint *self, GBytes *csv, GError **error)
{
  g_autoptr (GHashTable) before = describe_courses (self);
  Import import = { .endpoint = self };

  haven_endpoint_run (self, "UPDATE courses SET withdrawn = 1 WHERE withdrawn = 0", "");
  haven_endpoint_run (self, "UPDATE events SET withdrawn = 1 WHERE withdrawn = 0", "");
  if (!haven_table_read (csv, columns, import_row_cb, &import, error))
    return -1;
  cancel_withdrawn (self);
  fill_new_places (self);
  number_changes (self, before);
  return is_readable (self, error) ? import.n_events : -1;
}
