/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bookings at the Virtual School: whatever is sent, however often and in whatever order, one id is one booking. */
#include "endpoint-fixture.h"
#include "haven-test-long.h"

#include <string.h>

static void
test_confirmed (Office *office, gconstpointer data)
{
  g_assert_cmpint (office_book (office, "a", "open"), ==, HAVEN_WIRE_CONFIRMED);
  g_assert_cmpint (office_book (office, "a", "open"), ==, HAVEN_WIRE_CONFIRMED);
  g_assert_cmpint (office_state_of (office, "a"), ==, HAVEN_WIRE_CONFIRMED);
  office_assert_status (office_ask (office, SCHOOL, "PUT", "/bookings/a",
                                    "{\"format\":\"haven-booking/1\",\"event\":\"open\",\"name\":\"Al Invented\","
                                    "\"email\":\"al@school.example\",\"role\":\"DSL\"}", "k"), 409, "booking-conflict");
}

static void
test_places (Office *office, gconstpointer data)
{
  g_assert_cmpint (office_book (office, "a", "small"), ==, HAVEN_WIRE_CONFIRMED);
  g_assert_cmpint (office_book (office, "b", "small"), ==, HAVEN_WIRE_WAITING_LIST);
  g_assert_cmpint (office_book (office, "c", "small"), ==, HAVEN_WIRE_WAITING_LIST);
  g_assert_cmpint (office_cancel (office, "a"), ==, HAVEN_WIRE_CANCELLED);
  g_assert_cmpint (office_state_of (office, "b"), ==, HAVEN_WIRE_CONFIRMED);
  g_assert_cmpint (office_state_of (office, "c"), ==, HAVEN_WIRE_WAITING_LIST);
  g_assert_cmpint (office_cancel (office, "a"), ==, HAVEN_WIRE_CANCELLED);
  g_assert_cmpint (office_state_of (office, "c"), ==, HAVEN_WIRE_WAITING_LIST);
}

static void
test_full (Office *office, gconstpointer data)
{
  const char *body = "{\"format\":\"haven-booking/1\",\"event\":\"full-stop\",\"name\":\"Jo\",\"email\":\"jo@s.example\",\"role\":\"DT\"}";

  g_assert_cmpint (office_book (office, "a", "full-stop"), ==, HAVEN_WIRE_CONFIRMED);
  office_assert_status (office_ask (office, SCHOOL, "PUT", "/bookings/b", body, "k"), 409, "event-full");
  g_assert_cmpint (office_state_of (office, "b"), ==, -1);
  g_assert_cmpint (office_cancel (office, "a"), ==, HAVEN_WIRE_CANCELLED);
  g_assert_cmpint (office_book (office, "b", "full-stop"), ==, HAVEN_WIRE_CONFIRMED);
}

static void
test_closed (Office *office, gconstpointer data)
{
  static const char *const events[] = { "closed", "gone", "never-was" };

  for (guint i = 0; i < G_N_ELEMENTS (events); i++) {
    g_autofree char *body = g_strdup_printf ("{\"format\":\"haven-booking/1\",\"event\":\"%s\",\"name\":\"Jo\",\"email\":\"jo@s.example\","
                                             "\"role\":\"DT\"}", events[i]);
    office_assert_status (office_ask (office, SCHOOL, "PUT", "/bookings/a", body, "k"), 410, "event-gone");
  }
}

static void
settle (Office *office, const char *id, HavenWireBookingState state, const char *why)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (haven_endpoint_begin (office->endpoint, &error));
  haven_endpoint_settle_booking (office->endpoint, id, state, why, &error);
  g_assert_no_error (error);
  g_assert_true (haven_endpoint_commit (office->endpoint, &error));
}

static void
test_by_hand (Office *office, gconstpointer data)
{
  g_assert_cmpint (office_book (office, "a", "by-hand"), ==, HAVEN_WIRE_ASKED);
  g_assert_cmpint (office_book (office, "b", "by-hand"), ==, HAVEN_WIRE_ASKED);
  settle (office, "a", HAVEN_WIRE_CONFIRMED, NULL);
  settle (office, "b", HAVEN_WIRE_NOT_OFFERED, "For primary schools only.");
  g_assert_cmpint (office_state_of (office, "a"), ==, HAVEN_WIRE_CONFIRMED);
  g_assert_cmpint (office_state_of (office, "b"), ==, HAVEN_WIRE_NOT_OFFERED);
  g_assert_cmpint (office_book (office, "b", "by-hand"), ==, HAVEN_WIRE_NOT_OFFERED);
  settle (office, "a", HAVEN_WIRE_ATTENDED, NULL);
  office_assert_status (office_ask (office, SCHOOL, "DELETE", "/bookings/a", NULL, "k"), 409, "too-late");
  g_assert_cmpint (office_state_of (office, "a"), ==, HAVEN_WIRE_ATTENDED);
}

static void
test_settle_unknown (Office *office, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (haven_endpoint_begin (office->endpoint, NULL));
  g_assert_false (haven_endpoint_settle_booking (office->endpoint, "nobody", HAVEN_WIRE_CONFIRMED, NULL, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND);
  haven_endpoint_rollback (office->endpoint);
}

/* The event has begun: the school is told again that its booking stands */
static void
test_too_late (Office *office, gconstpointer data)
{
  g_autoptr (HavenWireReply) before = NULL, after = NULL;
  g_autoptr (HavenWireBookings) bookings = NULL, news = NULL;
  g_autofree char *path = NULL;

  g_assert_cmpint (office_book (office, "a", "open"), ==, HAVEN_WIRE_CONFIRMED);
  before = office_ask (office, SCHOOL, "GET", "/bookings", NULL, NULL);
  bookings = haven_wire_bookings_parse (before->body, NULL);
  haven_endpoint_set_today (office->endpoint, haven_day_new (2026, 7, 1));
  office_assert_status (office_ask (office, SCHOOL, "DELETE", "/bookings/a", NULL, "k"), 409, "too-late");
  path = g_strconcat ("/bookings?since=", bookings->cursor, NULL);
  after = office_ask (office, SCHOOL, "GET", path, NULL, NULL);
  news = haven_wire_bookings_parse (after->body, NULL);
  g_assert_cmpuint (news->bookings->len, ==, 1);
  g_assert_cmpint (((HavenWireBookingNews *) news->bookings->pdata[0])->state, ==, HAVEN_WIRE_CONFIRMED);
}

static void
test_cancelled_first (Office *office, gconstpointer data)
{
  g_assert_cmpint (office_cancel (office, "a"), ==, HAVEN_WIRE_CANCELLED);
  g_assert_cmpint (office_book (office, "a", "small"), ==, HAVEN_WIRE_CANCELLED);
  g_assert_cmpint (office_book (office, "b", "small"), ==, HAVEN_WIRE_CONFIRMED);
}

/* One school cannot see or touch what is another's, though it knows the id */
static void
test_other_school (Office *office, gconstpointer data)
{
  g_autoptr (HavenWireReply) reply = NULL;
  g_autoptr (HavenWireBookings) bookings = NULL;

  g_assert_cmpint (office_book (office, "a", "open"), ==, HAVEN_WIRE_CONFIRMED);
  office_assert_status (office_ask (office, OTHER_SCHOOL, "DELETE", "/bookings/a", NULL, "k"), 200, NULL);
  g_assert_cmpint (office_state_of (office, "a"), ==, HAVEN_WIRE_CONFIRMED);
  reply = office_ask (office, OTHER_SCHOOL, "GET", "/bookings", NULL, NULL);
  bookings = haven_wire_bookings_parse (reply->body, NULL);
  g_assert_cmpuint (bookings->bookings->len, ==, 1);
  g_assert_null (((HavenWireBookingNews *) bookings->bookings->pdata[0])->event);
}

/* A new file lacks the event: what was asked for it is cancelled, and says why; what is over stays as it was */
static void
test_withdrawn (Office *office, gconstpointer data)
{
  g_assert_cmpint (office_book (office, "a", "open"), ==, HAVEN_WIRE_CONFIRMED);
  g_assert_cmpint (office_book (office, "b", "small"), ==, HAVEN_WIRE_CONFIRMED);
  haven_endpoint_set_today (office->endpoint, haven_day_new (2026, 2, 1));
  office_import (office, "course,kind,title\natt,course,Attachment\n");
  g_assert_cmpint (office_state_of (office, "a"), ==, HAVEN_WIRE_CANCELLED);
  g_assert_cmpint (office_state_of (office, "b"), ==, HAVEN_WIRE_CONFIRMED);
}

/* Many bookings come by pages, each once, and a foreign cursor begins at the beginning */
static void
test_pages (Office *office, gconstpointer data)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *path = g_strdup ("/bookings?since=other-999999");
  gboolean more = TRUE;
  guint pages = 0;

  for (guint i = 0; i < 1203; i++) {
    g_autofree char *id = g_strdup_printf ("b%u", i);
    g_assert_cmpint (office_book (office, id, "open"), ==, HAVEN_WIRE_CONFIRMED);
  }
  for (; more; pages++) {
    g_autoptr (HavenWireReply) reply = office_ask (office, SCHOOL, "GET", path, NULL, NULL);
    g_autoptr (HavenWireBookings) bookings = haven_wire_bookings_parse (reply->body, NULL);
    for (guint i = 0; i < bookings->bookings->len; i++)
      g_assert_true (g_hash_table_add (seen, g_strdup (((HavenWireBookingNews *) bookings->bookings->pdata[i])->booking)));
    more = bookings->more;
    g_free (path);
    path = g_strconcat ("/bookings?since=", bookings->cursor, NULL);
  }
  g_assert_cmpuint (g_hash_table_size (seen), ==, 1203);
  g_assert_cmpuint (pages, ==, 3);
}

/* Requests of three bookings, doubled and shuffled: at the end nothing is booked twice, and what was cancelled is cancelled */
static void
test_shuffled (Office *office, gconstpointer data)
{
  guint rounds = haven_test_rounds ("shuffled rounds", 60, 500);

  for (guint round = 0; round < rounds; round++) {
    g_autofree char *cancelled = g_strdup_printf ("c%u", round), *kept = g_strdup_printf ("k%u", round);
    for (guint step = 0; step < 12; step++) {
      switch (g_test_rand_int_range (0, 3)) {
      case 0:
        office_book (office, cancelled, "open");
        break;
      case 1:
        office_cancel (office, cancelled);
        break;
      default:
        g_assert_cmpint (office_book (office, kept, "open"), ==, HAVEN_WIRE_CONFIRMED);
      }
    }
    office_cancel (office, cancelled);
    office_book (office, cancelled, "open");
    office_book (office, kept, "open");
  }
  for (guint round = 0; round < rounds; round += 20) {
    g_autofree char *cancelled = g_strdup_printf ("c%u", round), *kept = g_strdup_printf ("k%u", round);
    office_cancel (office, kept);
    g_assert_cmpint (office_book (office, cancelled, "open"), ==, HAVEN_WIRE_CANCELLED);
    g_assert_cmpint (office_book (office, kept, "open"), ==, HAVEN_WIRE_CANCELLED);
  }
}

static void
add (const char *path, void (*func) (Office *office, gconstpointer data))
{
  g_test_add (path, Office, NULL, office_set_up, func, office_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (haven_secret_start (NULL));
  add ("/endpoint/bookings/confirmed", test_confirmed);
  add ("/endpoint/bookings/places", test_places);
  add ("/endpoint/bookings/full", test_full);
  add ("/endpoint/bookings/closed", test_closed);
  add ("/endpoint/bookings/by-hand", test_by_hand);
  add ("/endpoint/bookings/settle-unknown", test_settle_unknown);
  add ("/endpoint/bookings/too-late", test_too_late);
  add ("/endpoint/bookings/cancelled-first", test_cancelled_first);
  add ("/endpoint/bookings/other-school", test_other_school);
  add ("/endpoint/bookings/withdrawn", test_withdrawn);
  add ("/endpoint/bookings/pages", test_pages);
  add ("/endpoint/bookings/shuffled", test_shuffled);
  return g_test_run ();
}
