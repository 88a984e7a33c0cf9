/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-ics.h"

#include <glib/gi18n-lib.h>

#include "haven-meeting-kinds.h"
#include "haven-reference.h"
#include "haven-text.h"

#define ICS_LINE 75            /* octets, as calendars want them */
#define USUAL_MINUTES 45       /* of a meeting */
#define HOUR (60 * 60)         /* of an event without an end */
/* No METHOD: that would make it an invitation, which has to name an organiser (RFC 5546). */
#define BEGIN "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Haven//Haven//EN\r\n"
#define END "END:VCALENDAR\r\n"

/* Commas, semicolons, backslashes and line ends have a meaning there */
static char *
escape (const char *text)
{
  g_autoptr (GString) escaped = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c++) {
    if (*c == ',' || *c == ';' || *c == '\\')
      g_string_append_c (escaped, '\\');
    if (*c == '\n')
      g_string_append (escaped, "\\n");
    else if (*c != '\r')
      g_string_append_c (escaped, *c);
  }
  return g_string_free (g_steal_pointer (&escaped), FALSE);
}

/* Folded so that no line is longer than a calendar allows, and none is cut within a letter */
static void
add_property (GString *ics, const char *name, const char *value)
{
  g_autofree char *line = g_strdup_printf ("%s:%s", name, value);
  gsize used = 0;

  for (const char *c = line; *c != '\0'; c = g_utf8_next_char (c)) {
    gsize width = (gsize) (g_utf8_next_char (c) - c);
    if (used + width > ICS_LINE) {
      g_string_append (ics, "\r\n ");
      used = 1;
    }
    g_string_append_len (ics, c, (gssize) width);
    used += width;
  }
  g_string_append (ics, "\r\n");
}

static void
add_text (GString *ics, const char *name, const char *text)
{
  g_autofree char *value = haven_text_is_empty (text) ? NULL : escape (text);

  if (value != NULL)
    add_property (ics, name, value);
}

/* A name of its own that says nothing: the same seed, the same entry */
static void
add_uid (GString *ics, const char *seed)
{
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, seed, -1);
  g_autofree char *uid = g_strdup_printf ("%.32s@haven", digest);

  add_property (ics, "UID", uid);
}

static void
add_moment (GString *ics, const char *name, gint64 seconds)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_utc (seconds);
  g_autofree char *text = g_date_time_format (moment, "%Y%m%dT%H%M%SZ");

  add_property (ics, name, text);
}

/* ---- a meeting ---- */

static void
add_times (GString *ics, const HavenMeeting *meeting)
{
  const HavenMeetingKind *kind = haven_meeting_kind_find (meeting->type);
  int length = kind != NULL ? (int) haven_meeting_kind_get_minutes (kind) : USUAL_MINUTES;
  int end = (int) meeting->minute + length;
  int year, month, dom;
  g_autofree char *first = NULL, *last = NULL;

  haven_day_get_ymd (meeting->day, &year, &month, &dom);
  if (meeting->minute <= 0) {
    first = g_strdup_printf ("%04d%02d%02d", year, month, dom);
    add_property (ics, "DTSTART;VALUE=DATE", first);
    return;
  }
  first = g_strdup_printf ("%04d%02d%02dT%02d%02d00", year, month, dom, (int) meeting->minute / 60, (int) meeting->minute % 60);
  last = g_strdup_printf ("%04d%02d%02dT%02d%02d00", year, month, dom, MIN (end / 60, 23), end / 60 > 23 ? 59 : end % 60);
  add_property (ics, "DTSTART", first);
  add_property (ics, "DTEND", last);
}

char *
haven_meeting_to_ics (const HavenMeeting *meeting, const char *school, HavenClock clock)
{
  GString *ics = g_string_new (BEGIN "BEGIN:VEVENT\r\n");
  g_autofree char *seed = g_strdup_printf ("%s %" G_GINT64_FORMAT " %d", school, meeting->id, meeting->day);
  const char *kind = haven_meeting_type_text (meeting->type);

  add_uid (ics, seed);
  add_moment (ics, "DTSTAMP", clock.now);
  add_times (ics, meeting);
  add_text (ics, "SUMMARY", kind != NULL ? kind : _("Meeting"));
  add_text (ics, "LOCATION", meeting->place);
  add_text (ics, "DESCRIPTION", _("Papers are in Haven."));
  add_property (ics, "CLASS", "PRIVATE");
  g_string_append (ics, "END:VEVENT\r\n" END);
  return g_string_free (ics, FALSE);
}

/* ---- bookings ---- */

static const char *
get_status (const HavenBooking *booking)
{
  if (booking->state == HAVEN_BOOKING_CONFIRMED || booking->state == HAVEN_BOOKING_ATTENDED || booking->state == HAVEN_BOOKING_ELSEWHERE)
    return "CONFIRMED";
  if (booking->state == HAVEN_BOOKING_CANCELLED || booking->state == HAVEN_BOOKING_NOT_OFFERED)
    return "CANCELLED";
  return "TENTATIVE";
}

static char *
describe (const HavenBooking *booking)
{
  g_autofree char *day = booking->cancel_by != HAVEN_DAY_NONE ? haven_day_to_text (booking->cancel_by) : NULL;
  g_autofree char *deadline = day != NULL ? g_strdup_printf (_("\nCan be cancelled without charge until %s."), day) : g_strdup ("");

  return g_strdup_printf (_("The booking is %s.%s"), haven_booking_state_text (booking->state), deadline);
}

static void
add_reminder (GString *ics)
{
  g_string_append (ics, "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-P1D\r\n");
  add_text (ics, "DESCRIPTION", _("Training tomorrow"));
  g_string_append (ics, "END:VALARM\r\n");
}

static void
add_booking (GString *ics, const HavenBooking *booking, HavenClock clock)
{
  g_autofree char *described = describe (booking), *sequence = NULL;

  sequence = g_strdup_printf ("%" G_GINT64_FORMAT, MAX (booking->changed_at - booking->made_at, 0));
  g_string_append (ics, "BEGIN:VEVENT\r\n");
  add_uid (ics, booking->booking);
  add_moment (ics, "DTSTAMP", clock.now);
  add_property (ics, "SEQUENCE", sequence);
  add_moment (ics, "DTSTART", booking->starts);
  add_moment (ics, "DTEND", booking->ends > booking->starts ? booking->ends : booking->starts + HOUR);
  add_property (ics, "STATUS", get_status (booking));
  add_text (ics, "SUMMARY", haven_text_is_empty (booking->title) ? _("Training") : booking->title);
  add_text (ics, "LOCATION", booking->place);
  add_text (ics, "URL", booking->url);
  add_text (ics, "DESCRIPTION", described);
  add_reminder (ics);
  g_string_append (ics, "END:VEVENT\r\n");
}

char *
haven_bookings_to_ics (GPtrArray *bookings, HavenClock clock)
{
  GString *ics = g_string_new (BEGIN);

  for (guint i = 0; i < bookings->len; i++) {
    const HavenBooking *booking = g_ptr_array_index (bookings, i);
    if (booking->starts != 0 && booking->state != HAVEN_BOOKING_DRAFT)
      add_booking (ics, booking, clock);
  }
  g_string_append (ics, END);
  return g_string_free (ics, FALSE);
}
