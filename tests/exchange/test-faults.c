/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The wire breaks after each byte, either way; the server is killed; the school forgets what it was told. Sent again, whatever happened,
 * everything is there once: one booking an id, one receipt a return. Faults strike by count of bytes, never by time. */
#include "exchange-fixture.h"
#include "exchange-release.h"

#include "haven-reference.h"
#include "haven-secret.h"
#include "haven-test-long.h"
#include "haven-text.h"

#include <string.h>

typedef struct {
  World world;
  HavenWireEnrolled *enrolled;
} Fixture;

static void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HavenTransport) transport = NULL;

  world_set_up (&fixture->world, NULL);
  transport = world_connect (&fixture->world, fixture->world.ca, "localhost", fixture->world.port);
  fixture->enrolled = world_enrol (&fixture->world, transport, fixture->world.code);
}

static void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  haven_wire_enrolled_free (fixture->enrolled);
  world_tear_down (&fixture->world, NULL);
}

/* A connection of its own each time, so that the count begins with the handshake */
static HavenSyncResult *
sync_once (Fixture *fixture, School *school)
{
  World *world = &fixture->world;
  g_autoptr (HavenTransport) transport = world_connect (world, world->ca, "localhost", proxy_get_port (world->proxy));

  haven_transport_set_token (transport, fixture->enrolled->token);
  return school_sync (school, transport);
}

/* Cut at every so many bytes; with --long at every byte, or every few where each cut starts programs */
static guint
stride (guint usual, guint thorough)
{
  return haven_test_is_long () ? thorough : usual;
}

static void
assert_kept (School *school, HavenSyncResult *result)
{
  for (guint i = 0; i < result->items->len; i++) {
    const HavenOutboxItem *item = result->items->pdata[i];
    g_assert_cmpint (item->state, !=, HAVEN_OUTBOX_REFUSED);
    if (item->state == HAVEN_OUTBOX_WAITING) {
      g_assert_cmpint (item->next_try, >, school->now);
      g_assert_nonnull (item->last_error);
    }
  }
  if (result->outcome != HAVEN_SYNC_DONE)
    g_assert_cmpstr (haven_sync_outcome_code (result->outcome), ==, "offline");
}

/* One booking: once over the broken wire, closed or reset, then over a whole one. Every other time the school loses what the first told it. */
static void
book_twice (Fixture *fixture, guint n, gboolean down)
{
  g_autoptr (School) school = school_new (SCHOOL, fixture->enrolled->keys);
  g_autofree char *id = g_strdup_printf ("%s-%u", down ? "down" : "up", n);
  g_autoptr (HavenSyncResult) broken = NULL, whole = NULL;

  school_book (school, id, "open");
  proxy_plan (fixture->world.proxy, n % 4 < 2 ? PROXY_CUT : PROXY_RESET, down, n, NULL, NULL);
  broken = sync_once (fixture, school);
  assert_kept (school, broken);
  if (n % 2 == 0)
    school_keep (school, broken);
  proxy_plan (fixture->world.proxy, PROXY_PASS, FALSE, 0, NULL, NULL);
  whole = sync_once (fixture, school);
  g_assert_cmpint (whole->outcome, ==, HAVEN_SYNC_DONE);
  school_keep (school, whole);
  g_assert_cmpint (((HavenOutboxItem *) school->items->pdata[0])->state, ==, HAVEN_OUTBOX_SENT);
}

static guint
count_bookings (World *world, GHashTable *ids)
{
  g_autoptr (JsonNode) node = world_bookings (world);
  JsonArray *bookings = json_object_get_array_member (json_node_get_object (node), "bookings");

  for (guint i = 0; i < json_array_get_length (bookings); i++) {
    JsonObject *booking = json_array_get_object_element (bookings, i);
    g_assert_true (g_hash_table_add (ids, g_strdup (json_object_get_string_member (booking, "booking"))));
    g_assert_cmpstr (json_object_get_string_member (booking, "state"), ==, "confirmed");
  }
  return json_array_get_length (bookings);
}

/* How many bytes a whole exchange of this kind takes */
static guint
measure (Fixture *fixture, gboolean down)
{
  g_autoptr (School) school = school_new (SCHOOL, fixture->enrolled->keys);
  g_autoptr (HavenSyncResult) result = NULL;

  school_book (school, down ? "measure-down" : "measure-up", "open");
  result = sync_once (fixture, school);
  g_assert_cmpint (result->outcome, ==, HAVEN_SYNC_DONE);
  return proxy_get_passed (fixture->world.proxy, down);
}

static void
cut_everywhere (Fixture *fixture, gboolean down)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint total = measure (fixture, down), rounds = 0;

  g_assert_cmpuint (total, >, 1000);
  for (guint n = 0; n < total; n += stride (59, 1), rounds++)
    book_twice (fixture, n, down);
  g_assert_cmpuint (count_bookings (&fixture->world, ids), ==, rounds + 1);
  g_test_message ("%u bytes, %u cuts", total, rounds);
  haven_test_tell_faults ("book and sync", down ? "the reply cut off" : "what is sent cut off", rounds, rounds, 0);
}

static void
test_cut_down (Fixture *fixture, gconstpointer data)
{
  cut_everywhere (fixture, TRUE);
}

static void
test_cut_up (Fixture *fixture, gconstpointer data)
{
  cut_everywhere (fixture, FALSE);
}

/* Three times as many broken requests as the server takes connections, each on a connection that was well before: the first part of a
 * TLS record and the end come together. None is kept, and the next school is heard. */
static void
test_none_kept (Fixture *fixture, gconstpointer data)
{
  World *world = &fixture->world;
  g_autoptr (School) school = school_new (SCHOOL, fixture->enrolled->keys);
  g_autoptr (HavenSyncResult) whole = NULL;

  for (guint i = 0; i < 200; i++) {
    g_autoptr (HavenTransport) transport = world_connect (world, world->ca, "localhost", proxy_get_port (world->proxy));
    g_autoptr (HavenSyncResult) well = NULL, broken = NULL;
    haven_transport_set_token (transport, fixture->enrolled->token);
    proxy_plan (world->proxy, PROXY_PASS, FALSE, 0, NULL, NULL);
    well = school_sync (school, transport);
    g_assert_cmpstr (haven_sync_outcome_code (well->outcome), ==, "done");
    school_keep (school, well);
    proxy_plan (world->proxy, PROXY_CUT, FALSE, proxy_get_passed (world->proxy, FALSE) + 100, NULL, NULL);
    broken = school_sync (school, transport);
    assert_kept (school, broken);
  }
  proxy_plan (world->proxy, PROXY_PASS, FALSE, 0, NULL, NULL);
  whole = sync_once (fixture, school);
  g_assert_cmpstr (haven_sync_outcome_code (whole->outcome), ==, "done");
}

/* What the school knows of a booking at the end, from the exchange it kept, if it did, and the one after */
static int
last_word (HavenSyncResult *kept, HavenSyncResult *later, const char *booking)
{
  int state = result_news_of (later, booking);

  return state == -1 && kept != NULL ? result_news_of (kept, booking) : state;
}

/* A booking and its cancellation wait together; the wire breaks between or within them: at the end it is cancelled, never booked */
static void
test_cut_cancel (Fixture *fixture, gconstpointer data)
{
  guint total = measure (fixture, TRUE);

  for (guint n = 0; n < total; n += stride (211, 1)) {
    g_autoptr (School) school = school_new (SCHOOL, fixture->enrolled->keys);
    g_autofree char *id = g_strdup_printf ("cancel-%u", n);
    HavenBooking booking = { .booking = id };
    g_autoptr (HavenSyncResult) broken = NULL, whole = NULL;

    school_book (school, id, "open");
    school_take (school, haven_exchange_item_for_cancel (&booking, school->now));
    proxy_plan (fixture->world.proxy, PROXY_CUT, TRUE, n, NULL, NULL);
    broken = sync_once (fixture, school);
    if (n % 2 == 0)
      school_keep (school, broken);
    proxy_plan (fixture->world.proxy, PROXY_PASS, FALSE, 0, NULL, NULL);
    whole = sync_once (fixture, school);
    g_assert_cmpint (whole->outcome, ==, HAVEN_SYNC_DONE);
    g_assert_cmpint (last_word (n % 2 == 0 ? broken : NULL, whole, id), ==, HAVEN_BOOKING_CANCELLED);
  }
}

/* A school of its own for each cut, so that each cut meets a return that the server does not have yet */
static void
send_release_twice (Fixture *fixture, guint n, gboolean down)
{
  World *world = &fixture->world;
  g_autofree char *urn = g_strdup_printf ("%06u", 200000 + n * 2 + down);
  g_autofree char *code = world_add_school (world, urn), *key = haven_text_new_id ();
  g_autoptr (HavenTransport) transport = world_connect (world, world->ca, "localhost", world->port);
  HavenWireEnrolment enrolment = { code, urn };
  g_autoptr (GError) error = NULL;
  g_autoptr (HavenWireEnrolled) enrolled = haven_exchange_enrol (transport, &enrolment, key, NULL, &error), shared = NULL;
  g_autoptr (School) school = NULL;
  g_autoptr (HavenRelease) release = make_release (urn, "2025/26-autumn", 20);
  g_autoptr (HavenSyncResult) broken = NULL, whole = NULL, again = NULL;
  GBytes *receipt;

  g_assert_no_error (error);
  school = school_new (urn, enrolled->keys);
  shared = g_steal_pointer (&fixture->enrolled);
  fixture->enrolled = enrolled;
  school_take (school, haven_exchange_item_for_release (release, school->now));
  proxy_plan (world->proxy, PROXY_CUT, down, n, NULL, NULL);
  broken = sync_once (fixture, school);
  assert_kept (school, broken);
  proxy_plan (world->proxy, PROXY_PASS, FALSE, 0, NULL, NULL);
  whole = sync_once (fixture, school);
  g_assert_cmpuint (whole->receipts->len, ==, 1);
  receipt = ((HavenSyncReceipt *) whole->receipts->pdata[0])->bytes;
  if (broken->receipts->len > 0)
    g_assert_true (g_bytes_equal (((HavenSyncReceipt *) broken->receipts->pdata[0])->bytes, receipt));
  again = sync_once (fixture, school);
  g_assert_true (g_bytes_equal (((HavenSyncReceipt *) again->receipts->pdata[0])->bytes, receipt));
  fixture->enrolled = g_steal_pointer (&shared);
}

static guint
count_lines (const char *text, const char *part)
{
  guint n = 0;

  for (const char *at = strstr (text, part); at != NULL; at = strstr (at + 1, part))
    n++;
  return n;
}

static void
test_cut_release (Fixture *fixture, gconstpointer data)
{
  g_autofree char *csv = NULL;
  guint rounds = 0;

  for (guint n = 0; n < 4200; n += stride (350, 25), rounds += 2) {
    send_release_twice (fixture, n, TRUE);
    send_release_twice (fixture, n, FALSE);
  }
  csv = world_run (&fixture->world, "releases", "export", NULL);
  g_assert_cmpuint (count_lines (csv, ",roll,Total,Total,Total,20,z"), ==, rounds);
}

/* The server is killed in the middle and started again with the same data */
static void
kill_cb (gpointer world)
{
  world_kill_server (world);
}

static void
kill_and_book (Fixture *fixture, guint n, gboolean down)
{
  World *world = &fixture->world;
  g_autoptr (School) school = school_new (SCHOOL, fixture->enrolled->keys);
  g_autofree char *id = g_strdup_printf ("kill-%s-%u", down ? "down" : "up", n);
  g_autoptr (HavenSyncResult) broken = NULL, whole = NULL;

  school_book (school, id, "open");
  proxy_plan (world->proxy, PROXY_CUT, down, n, kill_cb, world);
  broken = sync_once (fixture, school);
  assert_kept (school, broken);
  proxy_plan (world->proxy, PROXY_PASS, FALSE, 0, NULL, NULL);
  if (world->server == NULL)
    world_start_server (world, "good");
  whole = sync_once (fixture, school);
  g_assert_cmpint (whole->outcome, ==, HAVEN_SYNC_DONE);
  g_assert_cmpint (result_news_of (whole, id), ==, HAVEN_BOOKING_CONFIRMED);
}

static void
test_kill (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint total = measure (fixture, TRUE), rounds = 0;

  for (guint n = 0; n < total; n += stride (331, 11), rounds++)
    kill_and_book (fixture, n, TRUE);
  for (guint n = 0; n < 2000; n += stride (331, 11), rounds++)
    kill_and_book (fixture, n, FALSE);
  g_assert_cmpuint (count_bookings (&fixture->world, ids), ==, rounds + 1);
  g_test_message ("%u cuts", rounds);
}

/* The server is killed before each change of a file that it makes, from its start over joining, booking, cancelling and a return to its end. */

static HavenWireEnrolled *
try_to_enrol (World *world, const char *urn, const char *code, const char *key)
{
  g_autoptr (HavenTransport) transport = world_connect (world, world->ca, "localhost", world->port);
  HavenWireEnrolment enrolment = { (char *) code, (char *) urn };

  return haven_exchange_enrol (transport, &enrolment, key, NULL, NULL);
}

typedef struct {
  char *urn;
  char *code;
  char *key;                               /* of the enrolment, the same each time */
  HavenRelease *release;
} Newcomer;

/* A school joins, books, cancels what was booked, books again and sends its return, in one go; NULL: it did not get that far */
static HavenSyncResult *
do_everything (World *world, const Newcomer *newcomer)
{
  g_autoptr (HavenWireEnrolled) enrolled = try_to_enrol (world, newcomer->urn, newcomer->code, newcomer->key);
  g_autofree char *gone = g_strconcat (newcomer->urn, "-gone", NULL), *kept = g_strconcat (newcomer->urn, "-kept", NULL);
  HavenBooking cancelled = { .booking = gone };
  g_autoptr (HavenTransport) transport = NULL;
  g_autoptr (School) school = NULL;

  if (enrolled == NULL)
    return NULL;
  transport = world_connect (world, world->ca, "localhost", world->port);
  haven_transport_set_token (transport, enrolled->token);
  school = school_new (newcomer->urn, enrolled->keys);
  school_book (school, gone, "open");
  school_take (school, haven_exchange_item_for_cancel (&cancelled, school->now));
  school_book (school, kept, "open");
  school_take (school, haven_exchange_item_for_release (newcomer->release, school->now));
  return school_sync (school, transport);
}

static void
assert_everything_done (HavenSyncResult *result, const Newcomer *newcomer)
{
  g_autofree char *gone = g_strconcat (newcomer->urn, "-gone", NULL), *kept = g_strconcat (newcomer->urn, "-kept", NULL);

  g_assert_nonnull (result);
  g_assert_cmpstr (haven_sync_outcome_code (result->outcome), ==, "done");
  g_assert_cmpint (result_news_of (result, gone), ==, HAVEN_BOOKING_CANCELLED);
  g_assert_cmpint (result_news_of (result, kept), ==, HAVEN_BOOKING_CONFIRMED);
  g_assert_cmpuint (result->receipts->len, ==, 1);
}

static gboolean
kill_at_write (World *world, guint n)
{
  g_autofree char *urn = g_strdup_printf ("%06u", 600000 + n), *code = world_add_school (world, urn), *key = haven_text_new_id ();
  g_autoptr (HavenRelease) release = make_release (urn, "2025/26-autumn", 20);
  Newcomer newcomer = { urn, code, key, release };
  g_autoptr (HavenSyncResult) broken = NULL, whole = NULL;
  gboolean killed;

  world->die_at = n;
  if (world_start_server (world, "good"))
    broken = do_everything (world, &newcomer);
  killed = world_bury_server (world);
  world->die_at = 0;
  world_start_server (world, "good");
  whole = do_everything (world, &newcomer);
  assert_everything_done (whole, &newcomer);
  if (broken != NULL && broken->receipts->len > 0)
    g_assert_true (g_bytes_equal (((HavenSyncReceipt *) broken->receipts->pdata[0])->bytes,
                                  ((HavenSyncReceipt *) whole->receipts->pdata[0])->bytes));
  world_end_server (world);
  return killed;
}

static void
test_kill_at_write (Fixture *fixture, gconstpointer data)
{
  World *world = &fixture->world;
  g_autofree char *csv = NULL;
  g_autoptr (JsonNode) node = NULL;
  guint n = 1;

  world_end_server (world);
  while (kill_at_write (world, n))
    n += stride (3, 1);
  g_assert_cmpuint (n, >, 20);             /* else nobody was killed where it matters */
  world_start_server (world, "good");
  csv = world_run (world, "releases", "export", NULL);
  g_assert_cmpuint (count_lines (csv, ",roll,Total,Total,Total,20,z"), ==, 1 + (n - 1) / stride (3, 1));
  node = world_bookings (world);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (json_node_get_object (node), "bookings")), ==,
                    2 * (1 + (n - 1) / stride (3, 1)));
  g_test_message ("lived through %u changes of files", n);
}

/* An answer to joining is lost: the code is not lost with it */
static void
test_cut_enrolment (Fixture *fixture, gconstpointer data)
{
  World *world = &fixture->world;

  for (guint n = 0; n < 3000; n += stride (300, 7)) {
    g_autofree char *urn = g_strdup_printf ("%06u", 300000 + n), *code = world_add_school (world, urn), *key = haven_text_new_id ();
    g_autoptr (HavenTransport) transport = world_connect (world, world->ca, "localhost", proxy_get_port (world->proxy));
    HavenWireEnrolment enrolment = { code, urn };
    g_autoptr (HavenWireEnrolled) first = NULL, second = NULL;

    proxy_plan (world->proxy, PROXY_CUT, TRUE, n, NULL, NULL);
    first = haven_exchange_enrol (transport, &enrolment, key, NULL, NULL);
    proxy_plan (world->proxy, PROXY_PASS, FALSE, 0, NULL, NULL);
    second = haven_exchange_enrol (transport, &enrolment, key, NULL, NULL);
    g_assert_nonnull (second);
  }
}

/* Nothing more comes, or hardly anything: given up, kept for later, and well the next time */
static void
slow (Fixture *fixture, ProxyFault fault)
{
  g_autoptr (School) school = school_new (SCHOOL, fixture->enrolled->keys);
  guint total = measure (fixture, TRUE);
  g_autofree char *id = g_strdup_printf ("slow-%d", fault);
  g_autoptr (HavenSyncResult) broken = NULL, whole = NULL;

  school_book (school, id, "open");
  proxy_plan (fixture->world.proxy, fault, TRUE, total - 700, NULL, NULL);
  broken = sync_once (fixture, school);
  g_assert_cmpint (broken->outcome, ==, HAVEN_SYNC_OFFLINE);
  proxy_plan (fixture->world.proxy, PROXY_PASS, FALSE, 0, NULL, NULL);
  school_keep (school, broken);
  whole = sync_once (fixture, school);
  g_assert_cmpint (whole->outcome, ==, HAVEN_SYNC_DONE);
}

static void
test_stall (Fixture *fixture, gconstpointer data)
{
  slow (fixture, PROXY_STALL);
}

static void
test_drip (Fixture *fixture, gconstpointer data)
{
  slow (fixture, PROXY_DRIP);
}

static void
test_nobody_there (Fixture *fixture, gconstpointer data)
{
  g_autoptr (School) school = school_new (SCHOOL, fixture->enrolled->keys);
  g_autoptr (HavenSyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  world_end_server (&fixture->world);
  school_book (school, "b-1", "open");
  result = sync_once (fixture, school);
  g_assert_cmpint (result->outcome, ==, HAVEN_SYNC_OFFLINE);
  g_assert_cmpuint (result->n_waiting, ==, 1);
  error = haven_sync_result_dup_error (result);
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_OFFLINE);
  world_start_server (&fixture->world, "good");
}

static void
add (const char *path, void (*func) (Fixture *fixture, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (haven_secret_start (NULL));
  haven_reference_start ();
  add ("/exchange/faults/cut-down", test_cut_down);
  add ("/exchange/faults/cut-up", test_cut_up);
  add ("/exchange/faults/none-kept", test_none_kept);
  add ("/exchange/faults/cut-cancel", test_cut_cancel);
  add ("/exchange/faults/cut-release", test_cut_release);
  add ("/exchange/faults/cut-enrolment", test_cut_enrolment);
  add ("/exchange/faults/kill", test_kill);
  add ("/exchange/faults/kill-at-every-write", test_kill_at_write);
  add ("/exchange/faults/stall", test_stall);
  add ("/exchange/faults/drip", test_drip);
  add ("/exchange/faults/nobody-there", test_nobody_there);
  return g_test_run ();
}
