/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-cli-commands.h"

#include "haven-authority.h"
#include "haven-ics.h"
#include "haven-platform.h"
#include "haven-training-clash.h"

#include <glib/gi18n.h>
#include <string.h>

/* events, book, bookings, cancel, ask, note, elsewhere */

static char *name, *email, *role, *topics, *instead_of, *note, *calendar_file, *starts, *place, *url;
static gint64 authority;
static gboolean draft;

static const GOptionEntry book_options[] = {
  { "name", 0, 0, G_OPTION_ARG_STRING, &name, N_("Who goes"), N_("NAME") },
  { "email", 0, 0, G_OPTION_ARG_STRING, &email, N_("Their work e-mail address"), N_("ADDRESS") },
  { "role", 0, 0, G_OPTION_ARG_STRING, &role, N_("Their post"), N_("ROLE") },
  { "topics", 0, 0, G_OPTION_ARG_STRING, &topics, N_("What advice is asked about, as codes"), N_("CODES") },
  { "instead-of", 0, 0, G_OPTION_ARG_STRING, &instead_of, N_("Take over the place of this booking"), N_("BOOKING") },
  { "draft", 0, 0, G_OPTION_ARG_NONE, &draft, N_("Keep it here, and ask for nothing yet"), NULL },
  { "note", 0, 0, G_OPTION_ARG_STRING, &note, N_("Your own words, which stay here"), N_("NOTE") },
  { "authority", 0, 0, G_OPTION_ARG_INT64, &authority, N_("Whose event it is, where there are several (see “authorities”)"), N_("NUMBER") },
  { NULL },
};

static const GOptionEntry bookings_options[] = {
  { "calendar", 0, 0, G_OPTION_ARG_FILENAME, &calendar_file, N_("Write them into a calendar file, too"), N_("FILE") },
  { NULL },
};

static const GOptionEntry elsewhere_options[] = {
  { "name", 0, 0, G_OPTION_ARG_STRING, &name, N_("Who goes"), N_("NAME") },
  { "email", 0, 0, G_OPTION_ARG_STRING, &email, N_("Their work e-mail address"), N_("ADDRESS") },
  { "role", 0, 0, G_OPTION_ARG_STRING, &role, N_("Their post"), N_("ROLE") },
  { "starts", 0, 0, G_OPTION_ARG_STRING, &starts, N_("When, as 2026-06-04T09:30"), N_("TIME") },
  { "place", 0, 0, G_OPTION_ARG_STRING, &place, N_("Where"), N_("PLACE") },
  { "url", 0, 0, G_OPTION_ARG_STRING, &url, N_("Where it was booked"), "https://…" },
  { "note", 0, 0, G_OPTION_ARG_STRING, &note, N_("Your own words"), N_("NOTE") },
  { NULL },
};

static void
add_event (HavenSchool *school, const HavenEvent *event, JsonArray *rows)
{
  const HavenCourse *course = haven_authority_find_course (school, event->authority, event->course);
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
  haven_cli_set_text (row, "cancellation", event->cancellation);
  haven_cli_set_text (row, "open_to", course != NULL ? course->open_to : NULL);
  haven_cli_set_text (row, "url", course != NULL ? course->url : NULL);
  json_object_set_int_member (row, "authority", event->authority);
}

/* E-learning has no event: it is done when it suits. */
static JsonArray *
list_undated (HavenSchool *school)
{
  GPtrArray *courses = haven_school_get_table (school, HAVEN_TABLE_COURSES);
  JsonArray *rows = json_array_new ();

  for (guint i = 0; i < courses->len; i++) {
    const HavenCourse *course = g_ptr_array_index (courses, i);
    JsonObject *row;
    if (g_strcmp0 (course->type, "e-learning") != 0)
      continue;
    row = haven_cli_add_row (rows);
    haven_cli_set_text (row, "course", course->course);
    haven_cli_set_text (row, "title", course->title);
    haven_cli_set_text (row, "topic", course->topic);
    haven_cli_set_text (row, "url", course->url);
    json_object_set_int_member (row, "authority", course->authority);
  }
  return rows;
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
  json_object_set_array_member (out, "undated", list_undated (school));
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
  booking->authority = authority;
  booking->state = draft ? HAVEN_BOOKING_DRAFT : HAVEN_BOOKING_ASKED;
  return booking;
}

/* What else is at that time is said, and forbids nothing. */
static void
tell_booking (HavenCli *cli, const HavenBooking *booking, JsonObject *out)
{
  g_autoptr (GPtrArray) clashes = haven_training_list_clashes (haven_cli_get_school (cli), booking);
  JsonArray *warnings = json_array_new ();

  for (guint i = 0; i < clashes->len; i++)
    json_array_add_string_element (warnings, g_ptr_array_index (clashes, i));
  haven_cli_set_text (out, "booking", booking->booking);
  haven_cli_set_text (out, "state", haven_booking_state_code (booking->state));
  json_object_set_array_member (out, "clashes", warnings);
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
  tell_booking (cli, booking, out);
  return TRUE;
}

/* "2026-06-04T09:30", of this computer's zone */
static gboolean
read_time (const char *text, gint64 *ret_seconds, GError **error)
{
  g_autoptr (GTimeZone) here = g_time_zone_new_local ();
  g_autofree char *whole = g_strconcat (text, strlen (text) == strlen ("2026-06-04T09:30") ? ":00" : "", NULL);
  g_autoptr (GDateTime) moment = g_date_time_new_from_iso8601 (whole, here);

  if (moment == NULL)
    return haven_cli_usage (error, _("When it begins is written as 2026-06-04T09:30."));
  *ret_seconds = g_date_time_to_unix (moment);
  return TRUE;
}

static gboolean
run_elsewhere (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  g_autoptr (HavenBooking) booking = make_booking (NULL);
  gint64 id;

  if (starts != NULL && !read_time (starts, &booking->starts, error))
    return FALSE;
  booking->state = HAVEN_BOOKING_ELSEWHERE;
  booking->title = g_strdup (arguments[0]);
  booking->place = g_strdup (place);
  booking->url = g_strdup (url);
  id = haven_session_run (cli->session, haven_command_book_as (g_steal_pointer (&booking)), error);
  if (id < 0)
    return FALSE;
  tell_booking (cli, haven_school_get_record (haven_cli_get_school (cli), HAVEN_TABLE_BOOKINGS, id), out);
  return TRUE;
}

static gboolean
run_note (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  gint64 id = haven_session_run (cli->session, haven_command_note_booking (arguments[0], arguments[1]), error);

  if (id < 0)
    return FALSE;
  tell_booking (cli, haven_school_get_record (haven_cli_get_school (cli), HAVEN_TABLE_BOOKINGS, id), out);
  return TRUE;
}

static gboolean
save_calendar (HavenCli *cli, GPtrArray *bookings, GError **error)
{
  char *ics = calendar_file == NULL ? NULL : haven_bookings_to_ics (bookings, haven_session_get_clock (cli->session));
  g_autoptr (GBytes) bytes = ics == NULL ? NULL : g_bytes_new_take (ics, strlen (ics));

  return bytes == NULL || haven_platform_replace_file (calendar_file, bytes, error);
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
    haven_cli_set_text (row, "url", booking->url);
    json_object_set_int_member (row, "authority", booking->authority);
    haven_cli_set_time (row, "changed", booking->changed_at);
  }
  json_object_set_array_member (out, "bookings", rows);
  return save_calendar (cli, bookings, error);
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
  "bookings", "", N_("list the school's bookings"), HAVEN_CLI_OPEN, 0, 0, bookings_options, run_bookings,
};
const HavenCliCommand haven_cli_cancel = {
  "cancel", "BOOKING", N_("cancel a booking"), HAVEN_CLI_OPEN, 1, 1, NULL, run_cancel,
};
const HavenCliCommand haven_cli_note = {
  "note", "BOOKING NOTE", N_("keep your own words with a booking"), HAVEN_CLI_OPEN, 2, 2, NULL, run_note,
};
const HavenCliCommand haven_cli_elsewhere = {
  "elsewhere", "TITLE --name NAME", N_("note what was booked on somebody else's site"), HAVEN_CLI_OPEN, 1, 1, elsewhere_options,
  run_elsewhere,
};
