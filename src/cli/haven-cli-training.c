/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-cli-commands.h"

#include "haven-published.h"

#include <glib/gi18n.h>

/* events, book, bookings, cancel */

static char *name, *email, *role, *topics, *instead_of, *note;
static gboolean draft;

static const GOptionEntry book_options[] = {
  { "name", 0, 0, G_OPTION_ARG_STRING, &name, N_("Who goes"), N_("NAME") },
  { "email", 0, 0, G_OPTION_ARG_STRING, &email, N_("Their work e-mail address"), N_("ADDRESS") },
  { "role", 0, 0, G_OPTION_ARG_STRING, &role, N_("Their post"), N_("ROLE") },
  { "topics", 0, 0, G_OPTION_ARG_STRING, &topics, N_("What advice is asked about, as codes"), N_("CODES") },
  { "instead-of", 0, 0, G_OPTION_ARG_STRING, &instead_of, N_("Take over the place of this booking"), N_("BOOKING") },
  { "draft", 0, 0, G_OPTION_ARG_NONE, &draft, N_("Keep it here, and ask for nothing yet"), NULL },
  { "note", 0, 0, G_OPTION_ARG_STRING, &note, N_("Your own words, which stay here"), N_("NOTE") },
  { NULL },
};

static const HavenCourse *
find_course (HavenSchool *school, const char *id)
{
  GPtrArray *courses = haven_school_get_table (school, HAVEN_TABLE_COURSES);

  for (guint i = 0; i < courses->len; i++) {
    const HavenCourse *course = g_ptr_array_index (courses, i);
    if (g_strcmp0 (course->course, id) == 0)
      return course;
  }
  return NULL;
}

static void
add_event (HavenSchool *school, const HavenEvent *event, JsonArray *rows)
{
  const HavenCourse *course = find_course (school, event->course);
  JsonObject *row = haven_cli_add_row (rows);

  haven_cli_set_text (row, "event", event->event);
  haven_cli_set_text (row, "title", course != NULL ? course->title : NULL);
  haven_cli_set_text (row, "type", course != NULL ? course->type : NULL);
  haven_cli_set_text (row, "topic", course != NULL ? course->topic : NULL);
  haven_cli_set_time (row, "starts", event->starts);
  haven_cli_set_time (row, "ends", event->ends);
  haven_cli_set_text (row, "place", event->place);
  json_object_set_int_member (row, "places", event->places);
  haven_cli_set_day (row, "closes_on", event->closes_on);
  haven_cli_set_day (row, "cancel_by", event->cancel_by);
  json_object_set_int_member (row, "cost_pence", event->cost);
}

static gboolean
run_events (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  HavenSchool *school = haven_cli_get_school (cli);
  GPtrArray *events = haven_school_get_table (school, HAVEN_TABLE_EVENTS);
  JsonArray *rows = json_array_new ();

  for (guint i = 0; i < events->len; i++)
    add_event (school, g_ptr_array_index (events, i), rows);
  json_object_set_array_member (out, "events", rows);
  return TRUE;
}

static HavenBooking *
make_booking (const char *event)
{
  HavenBooking *booking = haven_booking_new ();

  booking->event = g_strdup (event);
  booking->name = g_strdup (name);
  booking->email = g_strdup (email);
  booking->role = g_strdup (role);
  booking->topics = g_strdup (topics);
  booking->instead_of = g_strdup (instead_of);
  booking->note = g_strdup (note);
  booking->state = draft ? HAVEN_BOOKING_DRAFT : HAVEN_BOOKING_ASKED;
  return booking;
}

static gboolean
run_book (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  const HavenBooking *booking;
  gint64 id;

  if (name == NULL || email == NULL)
    return haven_cli_usage (error, _("A booking needs --name and --email of a member of staff."));
  id = haven_session_run (cli->session, haven_command_book_as (make_booking (arguments[0])), error);
  if (id < 0)
    return FALSE;
  booking = haven_school_get_record (haven_cli_get_school (cli), HAVEN_TABLE_BOOKINGS, id);
  haven_cli_set_text (out, "booking", booking->booking);
  haven_cli_set_text (out, "state", haven_booking_state_code (booking->state));
  return TRUE;
}

static gboolean
run_bookings (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  GPtrArray *bookings = haven_school_get_table (haven_cli_get_school (cli), HAVEN_TABLE_BOOKINGS);
  JsonArray *rows = json_array_new ();

  for (guint i = 0; i < bookings->len; i++) {
    const HavenBooking *booking = g_ptr_array_index (bookings, i);
    JsonObject *row = haven_cli_add_row (rows);

    haven_cli_set_text (row, "booking", booking->booking);
    haven_cli_set_text (row, "event", booking->event);
    haven_cli_set_text (row, "name", booking->name);
    haven_cli_set_text (row, "state", haven_booking_state_code (booking->state));
    haven_cli_set_text (row, "why", booking->why);
    haven_cli_set_text (row, "title", booking->title);
    haven_cli_set_time (row, "starts", booking->starts);
    haven_cli_set_text (row, "place", booking->place);
    haven_cli_set_day (row, "cancel_by", booking->cancel_by);
    haven_cli_set_text (row, "news", booking->news);
    haven_cli_set_text (row, "note", booking->note);
    haven_cli_set_text (row, "certificate", booking->certificate);
    haven_cli_set_time (row, "changed", booking->changed_at);
  }
  json_object_set_array_member (out, "bookings", rows);
  return TRUE;
}

static gboolean
run_cancel (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  gint64 id = haven_session_run (cli->session, haven_command_cancel_booking (arguments[0]), error);
  const HavenBooking *booking;

  if (id < 0)
    return FALSE;
  booking = haven_school_get_record (haven_cli_get_school (cli), HAVEN_TABLE_BOOKINGS, id);
  haven_cli_set_text (out, "booking", booking->booking);
  haven_cli_set_text (out, "state", haven_booking_state_code (booking->state));
  return TRUE;
}

static gboolean
run_ask (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  if (haven_session_run (cli->session, haven_command_ask (arguments[0]), error) < 0)
    return FALSE;
  haven_cli_set_text (out, "booking", arguments[0]);
  return TRUE;
}

static gboolean
run_signposts (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  HavenSchool *school = haven_cli_get_school (cli);
  g_autoptr (GPtrArray) signposts = haven_published_list_signposts (school, arguments[0]);
  g_autoptr (GPtrArray) priorities = haven_published_list_priorities (school);
  JsonArray *rows = json_array_new (), *targets = json_array_new ();

  for (guint i = 0; i < signposts->len; i++) {
    const HavenSignpost *signpost = g_ptr_array_index (signposts, i);
    JsonObject *row = haven_cli_add_row (rows);

    haven_cli_set_text (row, "kind", signpost->kind);
    haven_cli_set_text (row, "title", signpost->title);
    haven_cli_set_text (row, "text", signpost->text);
    haven_cli_set_text (row, "url", signpost->url);
    haven_cli_set_text (row, "phone", signpost->phone);
    haven_cli_set_text (row, "email", signpost->email);
    haven_cli_set_day (row, "dated", signpost->dated);
  }
  for (guint i = 0; i < priorities->len; i++) {
    const HavenPriority *priority = g_ptr_array_index (priorities, i);
    JsonObject *row = haven_cli_add_row (targets);

    haven_cli_set_text (row, "title", priority->title);
    haven_cli_set_text (row, "text", priority->text);
    haven_cli_set_text (row, "measure", priority->measure);
    haven_cli_set_text (row, "target", priority->target);
    haven_cli_set_day (row, "by", priority->by);
  }
  json_object_set_array_member (out, "signposts", rows);
  json_object_set_array_member (out, "priorities", targets);
  return TRUE;
}

const HavenCliCommand haven_cli_signposts = {
  "signposts", "[WORDS]", N_("guidance, contacts and priorities of the Virtual School"), HAVEN_CLI_OPEN, 0, 1, NULL, run_signposts,
};
const HavenCliCommand haven_cli_ask = {
  "ask", "BOOKING", N_("ask for the place that a draft is about"), HAVEN_CLI_OPEN, 1, 1, NULL, run_ask,
};
const HavenCliCommand haven_cli_events = {
  "events", "", N_("list the Virtual School's training"), HAVEN_CLI_OPEN, 0, 0, NULL, run_events,
};
const HavenCliCommand haven_cli_book = {
  "book", "EVENT --name NAME --email ADDRESS", N_("ask for a place"), HAVEN_CLI_OPEN, 1, 1, book_options, run_book,
};
const HavenCliCommand haven_cli_bookings = {
  "bookings", "", N_("list the school's bookings"), HAVEN_CLI_OPEN, 0, 0, NULL, run_bookings,
};
const HavenCliCommand haven_cli_cancel = {
  "cancel", "BOOKING", N_("cancel a booking"), HAVEN_CLI_OPEN, 1, 1, NULL, run_cancel,
};
