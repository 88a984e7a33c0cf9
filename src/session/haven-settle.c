/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-settle.h"

#include "haven-authority.h"

static void
take_news (HavenBooking *booking, const HavenBookingNews *news)
{
  booking->state = news->state;
  g_free (booking->why);
  booking->why = g_strdup (news->why);
}

static gboolean
is_last_word (const HavenBookingNews *news)
{
  return news != NULL && (news->state == HAVEN_BOOKING_NOT_OFFERED || news->state == HAVEN_BOOKING_CANCELLED ||
                          news->state == HAVEN_BOOKING_ATTENDED);
}

/* A person cancelled: "confirmed" does not undo that, only the authority's last word settles it. */
static void
settle_cancelled (HavenBooking *booking, const HavenBookingNews *news, const HavenOutboxItem *item)
{
  if (is_last_word (news))
    take_news (booking, news);
  else if (item != NULL && item->state == HAVEN_OUTBOX_SENT)
    booking->state = item->type == HAVEN_OUTBOX_CANCEL ? HAVEN_BOOKING_CANCELLED : HAVEN_BOOKING_CANCELLING;
}

/* The authority's word comes first; without one, what became of our message is all that is known. */
static void
settle_asked (HavenBooking *booking, const HavenBookingNews *news, const HavenOutboxItem *item)
{
  if (news != NULL)
    take_news (booking, news);
  else if (item != NULL && item->state == HAVEN_OUTBOX_SENT)
    booking->state = HAVEN_BOOKING_SENT;
  else if (item != NULL && item->state == HAVEN_OUTBOX_REFUSED)
    booking->state = HAVEN_BOOKING_NOT_OFFERED;
}

void
haven_settle_booking (HavenBooking *booking, const HavenBookingNews *news, const HavenOutboxItem *item, gint64 now)
{
  if (booking->state == HAVEN_BOOKING_CANCELLING || booking->state == HAVEN_BOOKING_CANCELLED)
    settle_cancelled (booking, news, item);
  else
    settle_asked (booking, news, item);
  if (news == NULL && item != NULL && item->state == HAVEN_OUTBOX_REFUSED) {
    g_free (booking->why);
    booking->why = g_strdup (item->last_error);
  }
  booking->changed_at = now;
}

void
haven_booking_take_words (HavenBooking *booking, HavenSchool *school)
{
  const HavenEvent *event = haven_authority_find_event (school, booking->authority, booking->event);
  const HavenCourse *course = event == NULL ? NULL : haven_authority_find_course (school, event->authority, event->course);

  if (event == NULL)
    return;
  g_free (booking->place);
  booking->place = g_strdup (event->place);
  booking->starts = event->starts;
  booking->ends = event->ends;
  booking->cancel_by = event->cancel_by;
  g_free (booking->title);
  booking->title = g_strdup (course != NULL ? course->title : NULL);
}
