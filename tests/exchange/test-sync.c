/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole way over real TLS: joining, catalogue in, bookings and returns out, answers and receipts back; and the same by file. */
#include "exchange-fixture.h"
#include "exchange-release.h"

#include "haven-reference.h"
#include "haven-secret.h"
#include "haven-wire-receipt.h"

#include <string.h>

static HavenTransport *
connect (World *world)
{
  return world_connect (world, world->ca, "localhost", proxy_get_port (world->proxy));
}

static void
assert_counts (HavenSyncResult *result, guint sent, guint refused, guint waiting)
{
  g_assert_cmpuint (result->n_sent, ==, sent);
  g_assert_cmpuint (result->n_refused, ==, refused);
  g_assert_cmpuint (result->n_waiting, ==, waiting);
}

static HavenOutboxItem *
get_item (School *school, guint id)
{
  return school->items->pdata[id - 1];
}

static void
assert_first_fetch (HavenSyncResult *result)
{
  const HavenEvent *event;
  GBytes *policy = haven_reference_get ("policy-default.json");

  g_assert_cmpint (result->outcome, ==, HAVEN_SYNC_DONE);
  g_assert_true (result->new_catalogue);
  g_assert_cmpuint (result->courses->len, ==, 1);
  g_assert_cmpuint (result->events->len, ==, 2);
  event = result->events->pdata[1];
  g_assert_cmpstr (event->event, ==, "one");
  g_assert_cmpstr (event->course, ==, "att");
  g_assert_cmpint (event->places, ==, 1);
  g_assert_cmpuint (result->documents->len, ==, 1);
  g_assert_true (g_bytes_equal (((HavenSyncDocument *) result->documents->pdata[0])->bytes, policy));
}

static void
test_happy (World *world, gconstpointer data)
{
  g_autoptr (HavenTransport) transport = connect (world);
  g_autoptr (HavenWireEnrolled) enrolled = world_enrol (world, transport, world->code);
  g_autoptr (School) school = school_new (SCHOOL, enrolled->keys);
  g_autoptr (HavenSyncResult) first = school_sync (school, transport), second = NULL, third = NULL, fourth = NULL;
  HavenBooking booking = { .booking = (char *) "b-1" };

  g_assert_cmpstr (enrolled->school, ==, "Invented High");
  assert_first_fetch (first);
  school_keep (school, first);
  school_book (school, "b-1", "open");
  second = school_sync (school, transport);
  assert_counts (second, 1, 0, 0);
  g_assert_cmpint (result_news_of (second, "b-1"), ==, HAVEN_BOOKING_CONFIRMED);
  g_assert_false (second->new_catalogue);                  /* places without limit: nothing in it changed */
  school_keep (school, second);
  g_assert_cmpint (get_item (school, 1)->state, ==, HAVEN_OUTBOX_SENT);
  third = school_sync (school, transport);
  g_assert_cmpuint (third->items->len + third->news->len + third->documents->len + third->new_catalogue, ==, 0);
  school_take (school, haven_exchange_item_for_cancel (&booking, school->now));
  fourth = school_sync (school, transport);
  assert_counts (fourth, 1, 0, 0);
  g_assert_cmpint (result_news_of (fourth, "b-1"), ==, HAVEN_BOOKING_CANCELLED);
  g_assert_cmpuint (proxy_get_n (world->proxy), ==, 1);    /* one connection, used again */
}

static void
test_release (World *world, gconstpointer data)
{
  g_autoptr (HavenTransport) transport = connect (world);
  g_autoptr (HavenWireEnrolled) enrolled = world_enrol (world, transport, world->code);
  g_autoptr (School) school = school_new (SCHOOL, enrolled->keys);
  g_autoptr (HavenRelease) release = make_release (SCHOOL, "2025/26-autumn", 20), other = make_release (SCHOOL, "2025/26-autumn", 30);
  g_autoptr (HavenSyncResult) first = NULL, again = NULL, conflict = NULL;
  const HavenSyncReceipt *receipt;
  g_autoptr (HavenWireReceipt) wire = NULL;

  school_take (school, haven_exchange_item_for_release (release, school->now));
  first = school_sync (school, transport);
  assert_counts (first, 1, 0, 0);
  g_assert_cmpuint (first->receipts->len, ==, 1);
  receipt = first->receipts->pdata[0];
  g_assert_cmpstr (receipt->period, ==, "2025/26-autumn");
  g_assert_cmpint (receipt->revision, ==, 1);
  g_assert_cmpint (receipt->item, ==, 1);
  g_assert_cmpstr (receipt->digest, ==, haven_release_get_digest (release));
  wire = haven_wire_receipt_parse (receipt->bytes, NULL);
  g_assert_true (haven_wire_receipt_verify (wire, enrolled->keys->receipts, haven_release_get_bytes (release)));
  again = school_sync (school, transport);                 /* the first result was lost: the same receipt again */
  g_assert_true (g_bytes_equal (((HavenSyncReceipt *) again->receipts->pdata[0])->bytes, receipt->bytes));
  school_keep (school, again);
  school_take (school, haven_exchange_item_for_release (other, school->now));
  conflict = school_sync (school, transport);
  assert_counts (conflict, 0, 1, 0);
  school_keep (school, conflict);
  g_assert_cmpint (get_item (school, 2)->state, ==, HAVEN_OUTBOX_REFUSED);
  g_assert_nonnull (strstr (get_item (school, 2)->last_error, "revision"));
}

/* A return with a changed figure, or of another school, is not taken, and the school is told why */
static void
test_release_refused (World *world, gconstpointer data)
{
  g_autoptr (HavenTransport) transport = connect (world);
  g_autoptr (HavenWireEnrolled) enrolled = world_enrol (world, transport, world->code);
  g_autoptr (School) school = school_new (SCHOOL, enrolled->keys);
  g_autoptr (HavenRelease) foreign = make_release ("654321", "2025/26-autumn", 20), changed = make_release (SCHOOL, "2025/26-autumn", 20);
  g_autoptr (HavenSyncResult) result = NULL;
  HavenOutboxItem *item = haven_exchange_item_for_release (changed, school->now);
  g_autofree char *text = g_strndup (g_bytes_get_data (item->body, NULL), g_bytes_get_size (item->body));
  g_auto (GStrv) halves = g_strsplit (text, "\"value\":20", 2);
  g_autofree char *wrong = g_strjoinv ("\"value\":21", halves);

  g_bytes_unref (item->body);
  item->body = g_bytes_new (wrong, strlen (wrong));
  school_take (school, haven_exchange_item_for_release (foreign, school->now));
  school_take (school, item);
  result = school_sync (school, transport);
  assert_counts (result, 0, 2, 0);
  g_assert_cmpuint (result->receipts->len, ==, 0);
  g_assert_cmpint (result->outcome, ==, HAVEN_SYNC_DONE);
}

static void
test_full (World *world, gconstpointer data)
{
  g_autoptr (HavenTransport) transport = connect (world);
  g_autoptr (HavenWireEnrolled) enrolled = world_enrol (world, transport, world->code);
  g_autoptr (School) school = school_new (SCHOOL, enrolled->keys);
  g_autoptr (HavenSyncResult) result = NULL;

  school_book (school, "b-1", "one");
  school_book (school, "b-2", "one");
  school_book (school, "b-3", "gone");
  result = school_sync (school, transport);
  assert_counts (result, 1, 2, 0);
  school_keep (school, result);
  g_assert_cmpint (result_news_of (result, "b-1"), ==, HAVEN_BOOKING_CONFIRMED);
  g_assert_cmpint (result_news_of (result, "b-2"), ==, HAVEN_BOOKING_NOT_OFFERED);
  g_assert_cmpint (result_news_of (result, "b-3"), ==, HAVEN_BOOKING_NOT_OFFERED);
  g_assert_cmpstr (get_item (school, 2)->last_error, ==, "All places are taken. Choose another date.");
}

/* The Virtual School's own word comes with the next exchange */
static void
test_told_later (World *world, gconstpointer data)
{
  g_autoptr (HavenTransport) transport = connect (world);
  g_autoptr (HavenWireEnrolled) enrolled = world_enrol (world, transport, world->code);
  g_autoptr (School) school = school_new (SCHOOL, enrolled->keys);
  g_autoptr (HavenSyncResult) sent = NULL, told = NULL;
  g_autofree char *output = NULL;

  school_book (school, "b-1", "open");
  sent = school_sync (school, transport);
  school_keep (school, sent);
  output = world_run (world, "booking", "refuse", "b-1", "--why", "For primary schools only.", NULL);
  told = school_sync (school, transport);
  g_assert_cmpuint (told->news->len, ==, 1);
  g_assert_cmpint (result_news_of (told, "b-1"), ==, HAVEN_BOOKING_NOT_OFFERED);
  g_assert_cmpstr (((HavenBookingNews *) told->news->pdata[0])->why, ==, "For primary schools only.");
}

static void
test_not_enrolled (World *world, gconstpointer data)
{
  g_autoptr (HavenTransport) transport = connect (world);
  g_autoptr (HavenWireEnrolled) enrolled = world_enrol (world, transport, world->code);
  g_autoptr (School) school = school_new (SCHOOL, enrolled->keys);
  g_autoptr (HavenSyncResult) result = NULL;

  haven_transport_set_token (transport, "0123456789012345678901234567890123456789012");
  school_book (school, "b-1", "open");
  school_book (school, "b-2", "open");
  result = school_sync (school, transport);
  g_assert_cmpint (result->outcome, ==, HAVEN_SYNC_NOT_ENROLLED);
  assert_counts (result, 0, 0, 2);
  g_assert_cmpuint (result->items->len, ==, 1);            /* the second was not even tried */
  g_assert_cmpint (((HavenOutboxItem *) result->items->pdata[0])->state, ==, HAVEN_OUTBOX_WAITING);
}

static void
test_code_refused (World *world, gconstpointer data)
{
  g_autoptr (HavenTransport) transport = connect (world);
  HavenWireEnrolment wrong = { (char *) "0000-0000-0000-0000", (char *) SCHOOL }, unsound = { (char *) "no!", (char *) SCHOOL };
  g_autofree char *heard = g_ascii_strdown (world->code, -1), *spaced = g_strconcat (" ", heard, " ", NULL);
  g_autoptr (HavenWireEnrolled) enrolled = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (haven_exchange_enrol (transport, &wrong, "k", NULL, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_null (haven_exchange_enrol (transport, &unsound, "k", NULL, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID);
  enrolled = world_enrol (world, transport, spaced);
  g_assert_nonnull (enrolled);
}

static void
test_cancelled (World *world, gconstpointer data)
{
  g_autoptr (HavenTransport) transport = connect (world);
  g_autoptr (HavenWireEnrolled) enrolled = world_enrol (world, transport, world->code);
  g_autoptr (School) school = school_new (SCHOOL, enrolled->keys);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (HavenSyncResult) result = NULL;
  HavenSyncJob job;

  school_book (school, "b-1", "open");
  job = school_job (school);
  g_cancellable_cancel (cancellable);
  result = haven_exchange_sync (transport, &job, cancellable);
  g_assert_cmpint (result->outcome, ==, HAVEN_SYNC_CANCELLED);
  g_assert_cmpuint (result->items->len, ==, 0);
  assert_counts (result, 0, 0, 1);
}

/* What is not due yet is left alone, unless a person asks; and nothing of the same booking overtakes it */
static void
test_due (World *world, gconstpointer data)
{
  g_autoptr (HavenTransport) transport = connect (world);
  g_autoptr (HavenWireEnrolled) enrolled = world_enrol (world, transport, world->code);
  g_autoptr (School) school = school_new (SCHOOL, enrolled->keys);
  HavenBooking booking = { .booking = (char *) "b-1" };
  g_autoptr (HavenSyncResult) early = NULL, asked = NULL;
  HavenSyncJob job;

  school_book (school, "b-1", "open");
  school_take (school, haven_exchange_item_for_cancel (&booking, school->now));
  school_book (school, "b-2", "open");
  get_item (school, 1)->next_try = school->now + 60;
  job = school_job (school);
  job.at_once = FALSE;
  early = haven_exchange_sync (transport, &job, NULL);
  assert_counts (early, 1, 0, 2);
  g_assert_cmpint (((HavenOutboxItem *) early->items->pdata[0])->id, ==, 3);
  school_keep (school, early);
  asked = school_sync (school, transport);
  assert_counts (asked, 2, 0, 0);
  g_assert_cmpint (result_news_of (asked, "b-1"), ==, HAVEN_BOOKING_CANCELLED);
}

/* Keys that came in a file are nobody's until a person has compared their fingerprint: until then nothing is taken from it */
static void
pin_keys (School *school, GBytes *answer)
{
  HavenSyncJob job = school_job (school);
  g_autoptr (GError) error = NULL;
  g_autofree char *fingerprint = NULL;

  g_assert_null (haven_exchange_load (&job, answer, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_COMPARE);
  school->keys = haven_exchange_read_keys (answer, school->urn, NULL, NULL);
  g_assert_nonnull (school->keys);
  fingerprint = haven_wire_keys_dup_fingerprint (school->keys);
  g_assert_nonnull (strstr (error->message, fingerprint));
}

/* The same things by file: saved, answered by the Virtual School's program without any network, loaded */
static HavenSyncResult *
exchange_by_file (World *world, School *school, GError **error)
{
  g_autofree char *out = world_path (world, "from-school.json"), *back = world_path (world, "to-school.json");
  g_autofree char *printed = NULL, *contents = NULL;
  HavenSyncJob job = school_job (school);
  g_autoptr (GBytes) saved = haven_exchange_save (&job), answer = NULL;
  gsize size;

  g_assert_true (g_file_set_contents (out, g_bytes_get_data (saved, NULL), g_bytes_get_size (saved), NULL));
  printed = world_run (world, "answer", out, "--output", back, NULL);
  g_assert_true (g_file_get_contents (back, &contents, &size, NULL));
  answer = g_bytes_new (contents, size);
  if (school->keys == NULL)
    pin_keys (school, answer);
  job = school_job (school);
  return haven_exchange_load (&job, answer, error);
}

/* What goes once the keys are known is for the Virtual School's eyes only */
static void
assert_sealed (School *school)
{
  HavenSyncJob job = school_job (school);
  g_autoptr (GBytes) saved = haven_exchange_save (&job);
  g_autofree char *text = g_strndup (g_bytes_get_data (saved, NULL), g_bytes_get_size (saved));

  g_assert_true (g_str_has_prefix (text, "haven-sealed/1\n"));
  g_assert_null (memmem (g_bytes_get_data (saved, NULL), g_bytes_get_size (saved), "catalogue", 9));
}

static void
test_by_file (World *world, gconstpointer data)
{
  g_autoptr (School) school = school_new (SCHOOL, NULL);
  g_autoptr (HavenRelease) release = make_release (SCHOOL, "2025/26-autumn", 20);
  g_autoptr (GError) error = NULL;
  g_autoptr (HavenSyncResult) first = NULL, second = NULL;

  school_book (school, "b-1", "open");
  school_take (school, haven_exchange_item_for_release (release, school->now));
  first = exchange_by_file (world, school, &error);
  g_assert_no_error (error);
  assert_first_fetch (first);
  assert_counts (first, 2, 0, 0);
  g_assert_cmpint (result_news_of (first, "b-1"), ==, HAVEN_BOOKING_CONFIRMED);
  g_assert_cmpuint (first->receipts->len, ==, 1);
  school_keep (school, first);
  assert_sealed (school);
  second = exchange_by_file (world, school, &error);
  g_assert_no_error (error);
  g_assert_false (second->new_catalogue);
  g_assert_cmpuint (second->documents->len + second->items->len, ==, 0);
}

/* A file with a changed byte, of a stranger, or of another school is refused whole */
static void
test_bad_file (World *world, gconstpointer data)
{
  g_autoptr (School) school = school_new (SCHOOL, NULL), stranger = school_new ("654321", NULL);
  g_autoptr (HavenSyncResult) first = exchange_by_file (world, school, NULL);
  g_autofree char *back = world_path (world, "to-school.json"), *contents = NULL;
  HavenSyncJob job = school_job (school), foreign = school_job (stranger);
  g_autoptr (GBytes) answer = NULL, changed = NULL, saved = haven_exchange_save (&job), public_key = NULL;
  g_autoptr (HavenSecret) secret = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (back, &contents, &size, NULL));
  answer = g_bytes_new (contents, size);
  g_assert_null (haven_exchange_load (&foreign, answer, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_null (haven_exchange_load (&job, saved, &error));                /* a school's own file is no answer */
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED);
  g_clear_error (&error);
  *strstr (contents, "\"status\":200") = ' ';
  memcpy (strstr (contents, "\"made\":\"2026") + 8, "2027", 4);
  changed = g_bytes_new (contents, size);
  g_assert_null (haven_exchange_load (&job, changed, NULL));
  haven_sign_new_pair (&public_key, &secret);
  g_bytes_unref (school->keys->receipts);
  school->keys->receipts = g_bytes_ref (public_key);
  job = school_job (school);
  g_assert_null (haven_exchange_load (&job, answer, &error));               /* signed, but not by the one we joined */
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED);
}

/* Returns as the Virtual School's own analysts read them */
static void
test_export (World *world, gconstpointer data)
{
  g_autoptr (School) school = school_new (SCHOOL, NULL);
  g_autoptr (HavenRelease) release = make_release (SCHOOL, "2025/26-autumn", 20);
  g_autoptr (HavenSyncResult) sent = NULL;
  g_autofree char *csv = NULL;

  school_take (school, haven_exchange_item_for_release (release, school->now));
  sent = exchange_by_file (world, school, NULL);
  csv = world_run (world, "releases", "export", NULL);
  g_assert_true (g_str_has_prefix (csv, "time_period,time_identifier,geographic_level,country_code,country_name,school_urn,school_name,"));
  g_assert_nonnull (strstr (csv, "\r\n202526,Autumn term,School,E92000001,England,123456,Invented High,1,roll,Total,Total,Total,20,z\r\n"));
  g_assert_nonnull (strstr (csv, ",sessions_possible,Total,Total,Total,z,"));
  g_assert_nonnull (strstr (csv, ",absence,Total,Total,under_10,"));
}

static void
add (const char *path, void (*func) (World *world, gconstpointer data))
{
  g_test_add (path, World, NULL, world_set_up, func, world_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (haven_secret_start (NULL));
  haven_reference_start ();
  add ("/exchange/sync/happy", test_happy);
  add ("/exchange/sync/release", test_release);
  add ("/exchange/sync/release-refused", test_release_refused);
  add ("/exchange/sync/full", test_full);
  add ("/exchange/sync/told-later", test_told_later);
  add ("/exchange/sync/not-enrolled", test_not_enrolled);
  add ("/exchange/sync/code-refused", test_code_refused);
  add ("/exchange/sync/cancelled", test_cancelled);
  add ("/exchange/sync/due", test_due);
  add ("/exchange/practice_38/by-file", test_by_file);
  add ("/exchange/practice_38/bad-file", test_bad_file);
  add ("/exchange/practice_38/export", test_export);
  return g_test_run ();
}
