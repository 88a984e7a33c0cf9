/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What becomes of a waiting message, answer by answer, without any network: answers come in a signed file. */
#include "exchange-fixture.h"
#include "exchange-release.h"

#include "haven-reference.h"
#include "haven-secret.h"
#include "haven-wire-booking.h"
#include "haven-wire-receipt.h"

#include <string.h>

typedef struct {
  School *school;
  HavenSecret *secret;
  HavenWireEnvelope *envelope;
} Desk;

static void
desk_set_up (Desk *desk, gconstpointer data)
{
  g_autoptr (HavenWireKeys) keys = haven_wire_keys_new ();

  g_assert_true (haven_sign_new_pair (&keys->receipts, &desk->secret));
  keys->settings = g_bytes_ref (keys->receipts);
  desk->school = school_new (SCHOOL, keys);
  desk->envelope = haven_wire_envelope_new ();
  desk->envelope->from = HAVEN_WIRE_FROM_VIRTUAL_SCHOOL;
  desk->envelope->urn = g_strdup (SCHOOL);
  desk->envelope->made = desk->school->now;
}

static void
desk_tear_down (Desk *desk, gconstpointer data)
{
  school_free (desk->school);
  haven_secret_free (desk->secret);
  haven_wire_envelope_free (desk->envelope);
}

static void
add_answer (Desk *desk, const char *id, gint64 status, GBytes *take_body)
{
  HavenWireReply *reply = haven_wire_reply_new ();

  reply->id = g_strdup (id);
  reply->status = status;
  reply->body = take_body;
  g_ptr_array_add (desk->envelope->replies, reply);
}

static HavenSyncResult *
load (Desk *desk)
{
  g_autoptr (GBytes) covered = haven_wire_envelope_to_sign (desk->envelope), file = NULL;
  HavenSyncJob job = school_job (desk->school);
  g_autoptr (GError) error = NULL;
  HavenSyncResult *result;

  g_clear_pointer (&desk->envelope->signature, g_bytes_unref);
  desk->envelope->signature = haven_sign (desk->secret, covered);
  file = haven_wire_envelope_print (desk->envelope);
  result = haven_exchange_load (&job, file, &error);
  g_assert_no_error (error);
  return result;
}

static GBytes *
bytes_of (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

/* Each state of the authority, and what the school calls it */
static void
test_states (Desk *desk, gconstpointer data)
{
  static const int expected[] = { HAVEN_BOOKING_SENT, HAVEN_BOOKING_CONFIRMED, HAVEN_BOOKING_WAITING_LIST, HAVEN_BOOKING_NOT_OFFERED,
                                  HAVEN_BOOKING_CANCELLED, HAVEN_BOOKING_ATTENDED };
  g_autoptr (HavenSyncResult) result = NULL;

  for (guint i = 0; HAVEN_WIRE_BOOKING_CODES[i] != NULL; i++) {
    g_autofree char *id = g_strdup_printf ("b-%u", i);
    const HavenOutboxItem *item = school_book (desk->school, id, "open");
    HavenWireBookingNews news = { id, (char *) "open", i, (char *) "Why.", desk->school->now };
    add_answer (desk, item->key, 200, haven_wire_booking_news_print (&news));
  }
  result = load (desk);
  g_assert_cmpuint (result->n_sent, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++) {
    g_autofree char *id = g_strdup_printf ("b-%u", i);
    g_assert_cmpint (result_news_of (result, id), ==, expected[i]);
  }
}

/* Each status that answers for good or asks to come again */
static void
test_statuses (Desk *desk, gconstpointer data)
{
  static const struct { gint64 status; gboolean problem; HavenOutboxState state; } rows[] = {
    { 400, TRUE, HAVEN_OUTBOX_REFUSED }, { 404, TRUE, HAVEN_OUTBOX_REFUSED }, { 405, TRUE, HAVEN_OUTBOX_REFUSED },
    { 409, TRUE, HAVEN_OUTBOX_REFUSED }, { 410, TRUE, HAVEN_OUTBOX_REFUSED }, { 413, TRUE, HAVEN_OUTBOX_REFUSED },
    { 415, TRUE, HAVEN_OUTBOX_REFUSED }, { 422, TRUE, HAVEN_OUTBOX_REFUSED },
    { 404, FALSE, HAVEN_OUTBOX_WAITING }, { 409, FALSE, HAVEN_OUTBOX_WAITING },
    { 401, TRUE, HAVEN_OUTBOX_WAITING }, { 403, TRUE, HAVEN_OUTBOX_WAITING }, { 408, TRUE, HAVEN_OUTBOX_WAITING },
    { 425, TRUE, HAVEN_OUTBOX_WAITING }, { 429, TRUE, HAVEN_OUTBOX_WAITING }, { 500, TRUE, HAVEN_OUTBOX_WAITING },
    { 502, FALSE, HAVEN_OUTBOX_WAITING }, { 503, TRUE, HAVEN_OUTBOX_WAITING }, { 200, FALSE, HAVEN_OUTBOX_WAITING },
  };
  g_autoptr (HavenSyncResult) result = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *id = g_strdup_printf ("b-%u", i);
    const HavenOutboxItem *item = school_book (desk->school, id, "open");
    const char *problem = "{\"type\":\"t\",\"title\":\"t\",\"status\":400,\"detail\":\"Because.\",\"code\":\"c\",\"extra\":1}";
    add_answer (desk, item->key, rows[i].status, rows[i].problem ? bytes_of (problem) : NULL);
  }
  result = load (desk);
  g_assert_cmpuint (result->items->len, ==, G_N_ELEMENTS (rows));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    const HavenOutboxItem *item = result->items->pdata[i];
    g_test_message ("%" G_GINT64_FORMAT, rows[i].status);
    g_assert_cmpint (item->state, ==, rows[i].state);
    g_assert_cmpint (item->attempts, ==, 1);
    g_assert_nonnull (item->last_error);
    g_assert_cmpint (item->next_try > 0, ==, item->state == HAVEN_OUTBOX_WAITING);
    g_assert_cmpint (item->settled_at > 0, ==, item->state == HAVEN_OUTBOX_REFUSED);
  }
}

/* Answers to what does not wait here, or not any more, change nothing */
static void
test_not_ours (Desk *desk, gconstpointer data)
{
  HavenWireBookingNews news = { (char *) "b-1", NULL, HAVEN_WIRE_CANCELLED, NULL, desk->school->now };
  HavenOutboxItem *item = (HavenOutboxItem *) school_book (desk->school, "b-1", "open");
  g_autoptr (HavenSyncResult) result = NULL;

  item->state = HAVEN_OUTBOX_CANCELLED;
  add_answer (desk, item->key, 200, haven_wire_booking_news_print (&news));
  add_answer (desk, "another-key", 200, haven_wire_booking_news_print (&news));
  result = load (desk);
  g_assert_cmpuint (result->items->len + result->news->len, ==, 0);
}

static GBytes *
make_receipt (Desk *desk, HavenRelease *release, const char *urn, HavenSecret *secret)
{
  g_autoptr (HavenWireReceipt) receipt = haven_wire_receipt_new ();
  g_autoptr (GBytes) covered = NULL;

  receipt->id = g_strdup ("r");
  receipt->urn = g_strdup (urn);
  receipt->period = g_strdup (haven_release_get_period (release));
  receipt->revision = haven_release_get_revision (release);
  receipt->digest = g_strdup (haven_release_get_digest (release));
  receipt->received = desk->school->now;
  covered = haven_wire_receipt_to_sign (receipt);
  receipt->signature = haven_sign (secret, covered);
  return haven_wire_receipt_print (receipt);
}

/* A receipt of a stranger, for other bytes or for another school is none: the return waits */
static void
test_receipts (Desk *desk, gconstpointer data)
{
  g_autoptr (HavenRelease) release = make_release (SCHOOL, "2025/26-autumn", 20), other = make_release (SCHOOL, "2025/26-spring", 20);
  g_autoptr (GBytes) public_key = NULL;
  g_autoptr (HavenSecret) stranger = NULL;
  g_autoptr (HavenSyncResult) result = NULL;

  haven_sign_new_pair (&public_key, &stranger);
  for (guint i = 0; i < 4; i++) {
    HavenOutboxItem *item = haven_exchange_item_for_release (release, desk->school->now);
    g_assert_cmpstr (item->target, ==, "2025-26-autumn/1");
    school_take (desk->school, item);
    add_answer (desk, item->key, 201, make_receipt (desk, i == 1 ? other : release, i == 2 ? "654321" : SCHOOL,
                                                    i == 3 ? stranger : desk->secret));
  }
  result = load (desk);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpint (((HavenOutboxItem *) result->items->pdata[i])->state, ==, i == 0 ? HAVEN_OUTBOX_SENT : HAVEN_OUTBOX_WAITING);
  g_assert_cmpuint (result->receipts->len, ==, 1);
  g_assert_cmpint (result->outcome, ==, HAVEN_SYNC_UNTRUSTED);
}

/* Sharing settings that are not signed by the Virtual School do not arrive */
static void
test_policy (Desk *desk, gconstpointer data)
{
  g_autofree guchar *zeros = g_malloc0 (64);
  g_autofree char *signature = g_base64_encode (zeros, 64);
  g_autofree char *body = g_strdup_printf ("{\"format\":\"haven-signed-policy/1\",\"policy\":\"e30=\",\"signature\":\"%s\"}", signature);
  g_autoptr (HavenSyncResult) result = NULL;

  add_answer (desk, "policy", 200, bytes_of (body));
  result = load (desk);
  g_assert_cmpuint (result->documents->len, ==, 0);
  g_assert_cmpint (result->outcome, ==, HAVEN_SYNC_UNTRUSTED);
  g_assert_cmpstr (result->known->policy, ==, "");
}

/* What leaves for a booking is its event and the member of staff, and nothing else */
static void
test_bodies (Desk *desk, gconstpointer data)
{
  const HavenOutboxItem *item = school_book (desk->school, "b-1", "open");
  const char *expected = "{\"format\":\"haven-booking/1\",\"event\":\"open\",\"name\":\"Jo Invented\",\"email\":\"jo@school.example\","
                         "\"role\":\"designated teacher\"}";

  g_assert_cmpmem (g_bytes_get_data (item->body, NULL), g_bytes_get_size (item->body), expected, strlen (expected));
  g_assert_cmpstr (item->target, ==, "b-1");
  g_assert_cmpint (item->type, ==, HAVEN_OUTBOX_BOOKING);
  g_assert_cmpint (item->state, ==, HAVEN_OUTBOX_WAITING);
}

/* A minute, doubling to six hours, each spread by up to half; the same chance gives the same time */
static void
test_next_try (Desk *desk, gconstpointer data)
{
  static const gint64 waits[] = { 60, 60, 120, 240, 480, 960, 1920, 3840, 7680, 15360, 21600, 21600 };
  g_autoptr (GRand) a = g_rand_new_with_seed (1), b = g_rand_new_with_seed (1);

  for (guint i = 0; i < G_N_ELEMENTS (waits); i++)
    for (guint round = 0; round < 200; round++) {
      gint64 next = haven_exchange_next_try (1000, i, -1, a);
      g_assert_cmpint (next, >=, 1000 + waits[i]);
      g_assert_cmpint (next, <=, 1000 + waits[i] + waits[i] / 2);
      g_assert_cmpint (next, ==, haven_exchange_next_try (1000, i, -1, b));
    }
  g_assert_cmpint (haven_exchange_next_try (1000, 1, 7200, a), ==, 8200);
  g_assert_cmpint (haven_exchange_next_try (1000, G_MAXINT64, 0, a), <=, 1000 + 21600 + 10800);
}

static void
test_settings (Desk *desk, gconstpointer data)
{
  g_autoptr (HavenSyncResult) result = load (desk);
  g_autofree char *keys_text = haven_exchange_keys_to_text (desk->school->keys), *state_text = haven_exchange_state_to_text (result->known);
  g_autoptr (HavenWireKeys) keys = haven_exchange_keys_from_text (keys_text);
  g_autoptr (HavenWireState) state = haven_exchange_state_from_text (state_text);

  g_assert_true (haven_wire_keys_equal (keys, desk->school->keys));
  g_assert_cmpstr (state->bookings, ==, "");
  g_assert_null (haven_exchange_state_from_text (NULL));
  g_assert_null (haven_exchange_state_from_text ("nonsense"));
  g_assert_null (haven_exchange_keys_from_text ("{}"));
}

static void
add (const char *path, void (*func) (Desk *desk, gconstpointer data))
{
  g_test_add (path, Desk, NULL, desk_set_up, func, desk_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (haven_secret_start (NULL));
  haven_reference_start ();
  add ("/exchange/items/states", test_states);
  add ("/exchange/items/statuses", test_statuses);
  add ("/exchange/items/not-ours", test_not_ours);
  add ("/exchange/items/receipts", test_receipts);
  add ("/exchange/items/policy", test_policy);
  add ("/exchange/items/bodies", test_bodies);
  add ("/exchange/items/next-try", test_next_try);
  add ("/exchange/items/settings", test_settings);
  return g_test_run ();
}
