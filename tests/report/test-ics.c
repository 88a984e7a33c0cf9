/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calendar files read back by libical, which GNOME Calendar and others read them with. */
#include "haven-ics.h"

#include <libical/ical.h>
#include <string.h>

#include "haven-test-school.h"

#define STARTS 1780389000                  /* 2 June 2026, 09:30 in England */
#define LONG "A day’s training, on attachment; trauma, and what helps in a classroom — with a title of more than seventy-five octets"

static HavenClock
get_clock (void)
{
  return haven_clock_fixed (haven_test_day ("2026-03-18"));
}

static HavenBooking *
make_booking (const char *id, HavenBookingState state)
{
  HavenBooking *booking = haven_booking_new ();

  booking->booking = g_strdup (id);
  booking->name = g_strdup ("Jo Invented");
  booking->email = g_strdup ("jo@school.example");
  booking->title = g_strdup (LONG);
  booking->place = g_strdup ("Invented Centre, Room 1;\\ground floor");
  booking->url = g_strdup ("https://vs.example/a?b=c,d");
  booking->starts = STARTS;
  booking->ends = STARTS + 6 * 60 * 60;
  booking->cancel_by = haven_test_day ("2026-05-20");
  booking->made_at = STARTS - 1000;
  booking->changed_at = STARTS - 900;
  booking->state = state;
  return booking;
}

/* Whole, with every required property and none of a wrong kind */
static icalcomponent *
read_calendar (const char *ics)
{
  icalcomponent *calendar = icalparser_parse_string (ics);

  g_assert_nonnull (calendar);
  g_assert_cmpint (icalcomponent_isa (calendar), ==, ICAL_VCALENDAR_COMPONENT);
  icalrestriction_check (calendar);
  g_assert_cmpint (icalcomponent_count_errors (calendar), ==, 0);
  return calendar;
}

static void
assert_lines (const char *ics)
{
  g_auto (GStrv) lines = g_strsplit (ics, "\r\n", -1);
  g_autofree char *rest = g_strjoinv ("", lines);

  g_assert_null (strchr (rest, '\n'));
  for (guint i = 0; lines[i] != NULL; i++)
    g_assert_cmpuint (strlen (lines[i]), <=, 75);
}

static void
assert_booking (icalcomponent *event, const HavenBooking *booking, icalproperty_status status)
{
  icaltimetype starts = icalcomponent_get_dtstart (event), ends = icalcomponent_get_dtend (event);
  icalcomponent *alarm = icalcomponent_get_first_component (event, ICAL_VALARM_COMPONENT);
  icalproperty *trigger = alarm != NULL ? icalcomponent_get_first_property (alarm, ICAL_TRIGGER_PROPERTY) : NULL;

  g_assert_cmpstr (icalcomponent_get_summary (event), ==, LONG);
  g_assert_cmpstr (icalcomponent_get_location (event), ==, booking->place);
  g_assert_true (icaltime_is_utc (starts));
  g_assert_cmpint (icaltime_as_timet (starts), ==, booking->starts);
  g_assert_cmpint (icaltime_as_timet (ends), ==, booking->ends);
  g_assert_cmpint (icalcomponent_get_status (event), ==, status);
  g_assert_cmpint (icalcomponent_get_sequence (event), ==, 100);
  g_assert_nonnull (strstr (icalcomponent_get_description (event), "20 May 2026"));
  g_assert_nonnull (trigger);
  g_assert_cmpint (icaldurationtype_as_int (icalproperty_get_trigger (trigger).duration), ==, -24 * 60 * 60);
}

static void
test_bookings (void)
{
  static const struct { HavenBookingState state; icalproperty_status status; } rows[] = {
    { HAVEN_BOOKING_ASKED, ICAL_STATUS_TENTATIVE }, { HAVEN_BOOKING_WAITING_LIST, ICAL_STATUS_TENTATIVE },
    { HAVEN_BOOKING_CONFIRMED, ICAL_STATUS_CONFIRMED }, { HAVEN_BOOKING_ELSEWHERE, ICAL_STATUS_CONFIRMED },
    { HAVEN_BOOKING_CANCELLED, ICAL_STATUS_CANCELLED }, { HAVEN_BOOKING_NOT_OFFERED, ICAL_STATUS_CANCELLED },
  };
  g_autoptr (GPtrArray) bookings = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_booking_free);
  g_autoptr (GHashTable) uids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *ics = NULL, *again = NULL;
  icalcomponent *calendar, *event;
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *id = g_strdup_printf ("booking-%u", i);
    g_ptr_array_add (bookings, make_booking (id, rows[i].state));
  }
  g_ptr_array_add (bookings, make_booking ("draft", HAVEN_BOOKING_DRAFT));
  ics = haven_bookings_to_ics (bookings, get_clock ());
  again = haven_bookings_to_ics (bookings, get_clock ());
  g_assert_cmpstr (ics, ==, again);        /* the same entries take the place of what was there before */
  assert_lines (ics);
  calendar = read_calendar (ics);
  event = icalcomponent_get_first_component (calendar, ICAL_VEVENT_COMPONENT);
  for (; event != NULL; event = icalcomponent_get_next_component (calendar, ICAL_VEVENT_COMPONENT), n++) {
    g_assert_cmpuint (n, <, G_N_ELEMENTS (rows));
    assert_booking (event, bookings->pdata[n], rows[n].status);
    g_assert_true (g_hash_table_add (uids, (gpointer) icalcomponent_get_uid (event)));
  }
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (rows));
  g_assert_null (strstr (ics, "Jo Invented"));
  icalcomponent_free (calendar);
}

/* Of a day alone, and at a time of the day that is the same wherever the calendar is read */
static void
test_meetings (void)
{
  static const int minutes[] = { 0, 10 * 60 };

  for (guint i = 0; i < G_N_ELEMENTS (minutes); i++) {
    g_autoptr (HavenMeeting) meeting = haven_meeting_new ();
    g_autofree char *ics = NULL;
    icalcomponent *calendar, *event;
    icaltimetype starts;

    meeting->id = 7;
    meeting->type = g_strdup ("pep");
    meeting->day = haven_test_day ("2026-03-18");
    meeting->minute = minutes[i];
    meeting->place = g_strdup ("Library");
    ics = haven_meeting_to_ics (meeting, "Invented High", get_clock ());
    assert_lines (ics);
    calendar = read_calendar (ics);
    event = icalcomponent_get_first_component (calendar, ICAL_VEVENT_COMPONENT);
    starts = icalcomponent_get_dtstart (event);
    g_assert_cmpint (starts.year * 10000 + starts.month * 100 + starts.day, ==, 20260318);
    g_assert_cmpint (starts.is_date, ==, minutes[i] == 0);
    g_assert_cmpint (starts.hour, ==, minutes[i] / 60);
    g_assert_cmpstr (icalcomponent_get_location (event), ==, "Library");
    icalcomponent_free (calendar);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/ics/bookings", test_bookings);
  g_test_add_func ("/report/ics/meetings", test_meetings);
  return g_test_run ();
}
