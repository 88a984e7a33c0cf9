/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-training-clash.h"

#include <glib/gi18n-lib.h>

#include "haven-clock.h"
#include "haven-meeting-kinds.h"
#include "haven-reference.h"
#include "haven-text.h"

#define HOUR (60 * 60)

typedef struct {
  gint64 from;
  gint64 until;
} Time;

static Time
time_of (gint64 starts, gint64 ends)
{
  return (Time) { starts, ends > starts ? ends : starts + HOUR };
}

static gboolean
overlap (Time one, Time two)
{
  return one.from < two.until && two.from < one.until;
}

gboolean
haven_booking_is_live (const HavenBooking *booking)
{
  return booking->state <= HAVEN_BOOKING_WAITING_LIST || booking->state == HAVEN_BOOKING_ELSEWHERE;
}

gboolean
haven_training_is_same_person (const HavenBooking *one, const HavenBooking *other)
{
  if (one->person_id != 0 && one->person_id == other->person_id)
    return TRUE;
  return !haven_text_is_empty (one->email) && !haven_text_is_empty (other->email) && g_ascii_strcasecmp (one->email, other->email) == 0;
}

/* Whoever takes over a place does not clash with whose place it was. */
static gboolean
is_another (const HavenBooking *booking, const HavenBooking *other)
{
  return g_strcmp0 (booking->booking, other->booking) != 0 && g_strcmp0 (booking->instead_of, other->booking) != 0
         && haven_booking_is_live (other) && other->starts != 0 && haven_training_is_same_person (booking, other);
}

static void
add_bookings (GPtrArray *sentences, HavenSchool *school, const HavenBooking *booking, Time time)
{
  GPtrArray *bookings = haven_school_get_table (school, HAVEN_TABLE_BOOKINGS);

  for (guint i = 0; i < bookings->len; i++) {
    const HavenBooking *other = g_ptr_array_index (bookings, i);
    g_autofree char *when = NULL;
    if (!is_another (booking, other) || !overlap (time, time_of (other->starts, other->ends)))
      continue;
    when = haven_time_to_text (other->starts);
    g_ptr_array_add (sentences, g_strdup_printf (_("At the same time %s is booked for “%s” (%s; %s)."), booking->name,
                                                 other->title != NULL ? other->title : _("another event"), when,
                                                 haven_booking_state_text (other->state)));
  }
}

static Time
time_of_meeting (const HavenMeeting *meeting)
{
  const HavenMeetingKind *kind = haven_meeting_kind_find (meeting->type);
  guint minutes = kind != NULL ? haven_meeting_kind_get_minutes (kind) : HOUR / 60;
  int year, month, day;
  g_autoptr (GDateTime) starts = NULL;
  gint64 from;

  haven_day_get_ymd (meeting->day, &year, &month, &day);
  starts = g_date_time_new_local (year, month, day, (int) meeting->minute / 60, (int) meeting->minute % 60, 0);
  from = starts != NULL ? g_date_time_to_unix (starts) : 0;
  return time_of (from, from + minutes * 60);
}

static gboolean
has_time (const HavenMeeting *meeting)
{
  return meeting->state < HAVEN_MEETING_HELD && meeting->day != HAVEN_DAY_NONE && meeting->minute > 0;
}

static void
add_meetings (GPtrArray *sentences, HavenSchool *school, Time time)
{
  GPtrArray *meetings = haven_school_get_table (school, HAVEN_TABLE_MEETINGS);

  for (guint i = 0; i < meetings->len; i++) {
    const HavenMeeting *meeting = g_ptr_array_index (meetings, i);
    Time its = has_time (meeting) ? time_of_meeting (meeting) : (Time) { 0, 0 };
    const char *kind = haven_meeting_type_text (meeting->type);
    g_autofree char *when = NULL;
    if (its.from == 0 || !overlap (time, its))
      continue;
    when = haven_time_to_text (its.from);
    g_ptr_array_add (sentences, g_strdup_printf (_("At the same time the school has a meeting: %s, %s."),
                                                 kind != NULL ? kind : _("Meeting"), when));
  }
}

GPtrArray *
haven_training_list_clashes (HavenSchool *school, const HavenBooking *booking)
{
  GPtrArray *sentences = g_ptr_array_new_with_free_func (g_free);
  Time time = time_of (booking->starts, booking->ends);

  if (booking->starts == 0)
    return sentences;
  add_bookings (sentences, school, booking, time);
  add_meetings (sentences, school, time);
  return sentences;
}
