/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-settle.h"

/* Every state a booking can be in, with every word and message that can meet it. The case that was lost: cancelled here while the request
 * was on its way, and "confirmed" came back. */

#define NO_NEWS -1
#define NO_ITEM -1

typedef struct {
  const char *name;
  HavenBookingState before;
  int news;                     /* HavenBookingState */
  int item;                     /* HavenOutboxType */
  HavenOutboxState item_state;
  HavenBookingState after;
} Row;

static const Row rows[] = {
  { "asked-sent", HAVEN_BOOKING_ASKED, NO_NEWS, HAVEN_OUTBOX_BOOKING, HAVEN_OUTBOX_SENT, HAVEN_BOOKING_SENT },
  { "asked-sent-confirmed", HAVEN_BOOKING_ASKED, HAVEN_BOOKING_CONFIRMED, HAVEN_OUTBOX_BOOKING, HAVEN_OUTBOX_SENT,
    HAVEN_BOOKING_CONFIRMED },
  { "asked-refused", HAVEN_BOOKING_ASKED, NO_NEWS, HAVEN_OUTBOX_BOOKING, HAVEN_OUTBOX_REFUSED, HAVEN_BOOKING_NOT_OFFERED },
  { "sent-waiting-list", HAVEN_BOOKING_SENT, HAVEN_BOOKING_WAITING_LIST, NO_ITEM, 0, HAVEN_BOOKING_WAITING_LIST },
  { "waiting-list-confirmed", HAVEN_BOOKING_WAITING_LIST, HAVEN_BOOKING_CONFIRMED, NO_ITEM, 0, HAVEN_BOOKING_CONFIRMED },
  { "confirmed-cancelled-there", HAVEN_BOOKING_CONFIRMED, HAVEN_BOOKING_CANCELLED, NO_ITEM, 0, HAVEN_BOOKING_CANCELLED },
  { "cancelling-told", HAVEN_BOOKING_CANCELLING, NO_NEWS, HAVEN_OUTBOX_CANCEL, HAVEN_OUTBOX_SENT, HAVEN_BOOKING_CANCELLED },
  { "cancelling-not-undone", HAVEN_BOOKING_CANCELLING, HAVEN_BOOKING_CONFIRMED, NO_ITEM, 0, HAVEN_BOOKING_CANCELLING },
  { "cancelling-too-late", HAVEN_BOOKING_CANCELLING, HAVEN_BOOKING_ATTENDED, HAVEN_OUTBOX_CANCEL, HAVEN_OUTBOX_REFUSED,
    HAVEN_BOOKING_ATTENDED },
  { "cancel-refused", HAVEN_BOOKING_CANCELLING, NO_NEWS, HAVEN_OUTBOX_CANCEL, HAVEN_OUTBOX_REFUSED, HAVEN_BOOKING_CANCELLING },
  { "withdrawn-while-sent", HAVEN_BOOKING_CANCELLED, NO_NEWS, HAVEN_OUTBOX_BOOKING, HAVEN_OUTBOX_SENT, HAVEN_BOOKING_CANCELLING },
  { "withdrawn-while-confirmed", HAVEN_BOOKING_CANCELLED, HAVEN_BOOKING_CONFIRMED, HAVEN_OUTBOX_BOOKING, HAVEN_OUTBOX_SENT,
    HAVEN_BOOKING_CANCELLING },
  { "cancelled-stays", HAVEN_BOOKING_CANCELLED, NO_NEWS, HAVEN_OUTBOX_CANCEL, HAVEN_OUTBOX_SENT, HAVEN_BOOKING_CANCELLED },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (HavenBooking) booking = haven_booking_new ();
  g_autoptr (HavenOutboxItem) item = haven_outbox_item_new ();
  HavenBookingNews news = { .state = row->news, .why = (char *) "Because." };

  booking->state = row->before;
  item->type = row->item;
  item->state = row->item_state;
  item->last_error = g_strdup ("No.");
  haven_settle_booking (booking, row->news != NO_NEWS ? &news : NULL, row->item != NO_ITEM ? item : NULL, 42);
  g_assert_cmpint (booking->state, ==, row->after);
  g_assert_cmpint (booking->changed_at, ==, 42);
  if (row->news == NO_NEWS && row->item_state == HAVEN_OUTBOX_REFUSED)
    g_assert_cmpstr (booking->why, ==, "No.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/session/settle/", rows[i].name, NULL);
    g_test_add_data_func (path, &rows[i], test_row);
  }
  return g_test_run ();
}
