/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-sync-catalogue.h"

#include "haven-authority.h"
#include "haven-clock.h"
#include "haven-text.h"

#include <glib/gi18n-lib.h>

/* Writing */

static gboolean
is_named (GPtrArray *courses, GPtrArray *gone, const char *course)
{
  for (guint i = 0; i < courses->len; i++)
    if (g_strcmp0 (((HavenCourse *) g_ptr_array_index (courses, i))->course, course) == 0)
      return TRUE;
  return g_ptr_array_find_with_equal_func (gone, course, g_str_equal, NULL);
}

static gboolean
is_replaced (HavenSyncResult *result, const char *course)
{
  return result->whole_catalogue || course == NULL || is_named (result->courses, result->gone, course);
}

static gboolean
clear_courses (HavenSyncResult *result, HavenWriting *writing, GError **error)
{
  GPtrArray *old = haven_school_get_table (writing->school, HAVEN_TABLE_COURSES);

  for (guint i = 0; i < old->len; i++) {
    const HavenCourse *course = g_ptr_array_index (old, i);
    if (course->authority == result->authority && is_replaced (result, course->course)
        && !haven_store_remove (writing->store, HAVEN_TABLE_COURSES, course->id, error))
      return FALSE;
  }
  return TRUE;
}


static const HavenEvent *
find_new (HavenSyncResult *result, const char *id)
{
  for (guint i = 0; i < result->events->len; i++) {
    const HavenEvent *event = g_ptr_array_index (result->events, i);
    if (g_strcmp0 (event->event, id) == 0)
      return event;
  }
  return NULL;
}

static gboolean
clear_events (HavenSyncResult *result, HavenWriting *writing, GError **error)
{
  GPtrArray *old = haven_school_get_table (writing->school, HAVEN_TABLE_EVENTS);

  for (guint i = 0; i < old->len; i++) {
    const HavenEvent *event = g_ptr_array_index (old, i);
    if (event->authority == result->authority && (is_replaced (result, event->course) || find_new (result, event->event) != NULL)
        && !haven_store_remove (writing->store, HAVEN_TABLE_EVENTS, event->id, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
put_courses (HavenSyncResult *result, HavenWriting *writing, GError **error)
{
  for (guint i = 0; i < result->courses->len; i++) {
    HavenCourse *course = g_ptr_array_index (result->courses, i);
    course->authority = result->authority;
    if (!haven_store_put (writing->store, HAVEN_TABLE_COURSES, course, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
put_events (HavenSyncResult *result, HavenWriting *writing, GError **error)
{
  for (guint i = 0; i < result->events->len; i++) {
    HavenEvent *event = g_ptr_array_index (result->events, i);
    event->authority = result->authority;
    if (!haven_store_put (writing->store, HAVEN_TABLE_EVENTS, event, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
haven_sync_write_catalogue (HavenSyncResult *result, HavenWriting *writing, GError **error)
{
  return !result->new_catalogue
         || (clear_events (result, writing, error) && clear_courses (result, writing, error)
             && put_courses (result, writing, error) && put_events (result, writing, error));
}

/* Explaining */

static void
tell (HavenBooking *booking, char *take_news)
{
  g_free (booking->news);
  booking->news = take_news;
}

/* Gone from the catalogue before it began; that an event is over is no news */
static gboolean
explain_vanished (HavenSyncResult *result, HavenSchool *before, HavenBooking *booking)
{
  const HavenEvent *old = haven_authority_find_event (before, result->authority, booking->event);

  if (old == NULL || !is_replaced (result, old->course) || old->starts <= result->finished_at)
    return FALSE;
  tell (booking, g_strdup (_("This event is no longer in the catalogue. Ask the Virtual School what became of it.")));
  return TRUE;
}

static gboolean
is_moved (const HavenBooking *booking, const HavenEvent *event)
{
  return booking->starts != 0 && (booking->starts != event->starts || g_strcmp0 (booking->place, event->place) != 0);
}

static void
take_words (HavenBooking *booking, const HavenEvent *event)
{
  booking->starts = event->starts;
  booking->ends = event->ends;
  booking->cancel_by = event->cancel_by;
  g_free (booking->place);
  booking->place = g_strdup (event->place);
}

static const char *
name_place (const char *place)
{
  return place != NULL ? place : _("no place said");
}

static gboolean
explain_moved (HavenBooking *booking, const HavenEvent *event)
{
  g_autofree char *from = haven_time_to_text (booking->starts), *to = haven_time_to_text (event->starts);

  if (!is_moved (booking, event))
    return FALSE;
  tell (booking, g_strdup_printf (_("Moved: it was %s, %s; it is now %s, %s."), from, name_place (booking->place), to,
                                  name_place (event->place)));
  return TRUE;
}

/* What was not asked for yet may not be had any more. */
static gboolean
explain_filled (HavenBooking *booking, const HavenEvent *event, const HavenEvent *old)
{
  gboolean unsent = booking->state == HAVEN_BOOKING_DRAFT || booking->state == HAVEN_BOOKING_ASKED;

  if (!unsent || event->places != 0 || (old != NULL && old->places == 0))
    return FALSE;
  tell (booking, g_strdup (_("All places have been taken meanwhile: you would be on the waiting list, where there is one.")));
  return TRUE;
}

gboolean
haven_sync_explain_event (HavenSyncResult *result, HavenSchool *before, HavenBooking *booking)
{
  const HavenEvent *old = haven_authority_find_event (before, result->authority, booking->event);
  const HavenEvent *event = find_new (result, booking->event);
  gboolean changed;

  if (!result->new_catalogue || booking->state == HAVEN_BOOKING_ELSEWHERE)
    return FALSE;
  if (event == NULL)
    return explain_vanished (result, before, booking);
  changed = explain_moved (booking, event) || explain_filled (booking, event, old);
  if (!changed && booking->starts == event->starts && booking->ends == event->ends && booking->cancel_by == event->cancel_by)
    return FALSE;
  take_words (booking, event);
  return TRUE;
}
