/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A trusted certificate and a server that answers badly: every bad answer ends in a clear state, and what waits goes on waiting. */
#include "exchange-fixture.h"

#include "haven-reference.h"
#include "haven-secret.h"
#include "haven-test-long.h"
#include "haven-wire-gzip.h"

#include <microhttpd.h>
#include <string.h>

/* One answer to everything, and what was asked */
typedef struct {
  World world;
  struct MHD_Daemon *daemon;
  guint16 port;
  guint status;
  const char *type;
  const char *header;
  const char *value;
  GBytes *body;
  guint64 promised;                        /* longer than the body: said, and not kept; 0: as long as it is */
  GMutex lock;
  GPtrArray *asked;                        /* "GET /exchange/v1/state" */
} Fixture;

/* Bytes without end, or up to an end that comes too soon */
static ssize_t
read_cb (void *data, uint64_t at, char *buffer, size_t most)
{
  Fixture *fixture = data;
  gsize size;
  const char *body = g_bytes_get_data (fixture->body, &size);
  gsize n = MIN (most, at < size ? size - at : 0);

  if (fixture->promised > G_MAXUINT32) {
    memset (buffer, ' ', most);
    return most;
  }
  if (n == 0)
    return MHD_CONTENT_READER_END_WITH_ERROR;
  memcpy (buffer, body + at, n);
  return n;
}

static struct MHD_Response *
make_response (Fixture *fixture)
{
  if (fixture->promised > 0)
    return MHD_create_response_from_callback (fixture->promised == G_MAXUINT64 ? MHD_SIZE_UNKNOWN : fixture->promised, 65536, read_cb,
                                              fixture,
                                              NULL);
  return MHD_create_response_from_buffer (g_bytes_get_size (fixture->body), (void *) g_bytes_get_data (fixture->body, NULL),
                                          MHD_RESPMEM_PERSISTENT);
}

static enum MHD_Result
answer_cb (void *data, struct MHD_Connection *connection, const char *url, const char *method, const char *version, const char *upload,
           size_t *size, void **state)
{
  Fixture *fixture = data;
  struct MHD_Response *response;
  enum MHD_Result result;

  if (*state == NULL || *size > 0) {
    *state = fixture;
    *size = 0;
    return MHD_YES;
  }
  g_mutex_lock (&fixture->lock);
  g_ptr_array_add (fixture->asked, g_strdup_printf ("%s %s", method, url));
  g_mutex_unlock (&fixture->lock);
  response = make_response (fixture);
  if (fixture->type != NULL)
    MHD_add_response_header (response, "Content-Type", fixture->type);
  if (fixture->header != NULL)
    MHD_add_response_header (response, fixture->header, fixture->value);
  result = MHD_queue_response (connection, fixture->status, response);
  MHD_destroy_response (response);
  return result;
}

static void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *certificate_path = NULL, *key_path = NULL, *certificate = NULL, *key = NULL;

  world_set_up (&fixture->world, NULL);
  certificate_path = world_path (&fixture->world, "good.pem");
  key_path = world_path (&fixture->world, "good.key");
  g_assert_true (g_file_get_contents (certificate_path, &certificate, NULL, NULL));
  g_assert_true (g_file_get_contents (key_path, &key, NULL, NULL));
  g_mutex_init (&fixture->lock);
  fixture->asked = g_ptr_array_new_with_free_func (g_free);
  fixture->daemon = MHD_start_daemon (MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_TLS, 0, NULL, NULL, answer_cb, fixture,
                                      MHD_OPTION_HTTPS_MEM_CERT, certificate, MHD_OPTION_HTTPS_MEM_KEY, key, MHD_OPTION_END);
  g_assert_nonnull (fixture->daemon);
  fixture->port = MHD_get_daemon_info (fixture->daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
}

static void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  MHD_stop_daemon (fixture->daemon);
  g_ptr_array_unref (fixture->asked);
  g_mutex_clear (&fixture->lock);
  g_clear_pointer (&fixture->body, g_bytes_unref);
  world_tear_down (&fixture->world, NULL);
}

static void
plan (Fixture *fixture, guint status, const char *type, const char *body)
{
  fixture->status = status;
  fixture->type = type;
  fixture->header = fixture->value = NULL;
  fixture->promised = 0;
  g_clear_pointer (&fixture->body, g_bytes_unref);
  fixture->body = g_bytes_new (body, strlen (body));
}

static School *
make_school (void)
{
  g_autoptr (HavenWireKeys) keys = haven_wire_keys_new ();

  keys->receipts = g_bytes_new_static ("01234567890123456789012345678901", 32);
  keys->settings = g_bytes_ref (keys->receipts);
  return school_new (SCHOOL, keys);
}

static HavenSyncResult *
sync_school (Fixture *fixture, School *school)
{
  g_autoptr (HavenTransport) transport = world_connect (&fixture->world, fixture->world.ca, "localhost", fixture->port);

  haven_transport_set_token (transport, "0123456789012345678901234567890123456789012");
  return school_sync (school, transport);
}

/* With one booking waiting: how it ends, and that the booking waits on */
static void
assert_ends (Fixture *fixture, HavenSyncOutcome outcome)
{
  g_autoptr (School) school = make_school ();
  g_autoptr (HavenSyncResult) result = NULL;

  school_book (school, "b-1", "open");
  result = sync_school (fixture, school);
  g_assert_cmpstr (haven_sync_outcome_code (result->outcome), ==, haven_sync_outcome_code (outcome));
  g_assert_cmpuint (result->n_waiting, ==, 1);
  g_assert_cmpuint (result->news->len, ==, 0);
  g_assert_nonnull (result->sentence);
}

#define JSON "application/json"
#define PROBLEM "application/problem+json"
#define PROBLEM_BODY(status) "{\"type\":\"t\",\"title\":\"t\",\"status\":" #status ",\"detail\":\"Because.\",\"code\":\"c\"}"

static void
test_answers (Fixture *fixture, gconstpointer data)
{
  static const struct {
    guint status;
    const char *type;
    const char *body;
    HavenSyncOutcome outcome;
  } rows[] = {
    { 200, "text/html", "<html>Sign in to the school's network</html>", HAVEN_SYNC_WRONG_REPLY },
    { 200, JSON, "<html>", HAVEN_SYNC_WRONG_REPLY },
    { 200, JSON, "", HAVEN_SYNC_WRONG_REPLY },
    { 200, JSON, "{}", HAVEN_SYNC_WRONG_REPLY },
    { 200, JSON, "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", HAVEN_SYNC_WRONG_REPLY },
    { 200, JSON, "{\"booking\":\"other\",\"state\":\"confirmed\",\"changed\":\"2026-01-05T12:00:00Z\"}", HAVEN_SYNC_WRONG_REPLY },
    { 204, NULL, "", HAVEN_SYNC_WRONG_REPLY },
    { 301, "text/html", "moved", HAVEN_SYNC_UNTRUSTED },
    { 302, JSON, "{}", HAVEN_SYNC_UNTRUSTED },
    { 307, JSON, "{}", HAVEN_SYNC_UNTRUSTED },
    { 308, JSON, "{}", HAVEN_SYNC_UNTRUSTED },
    { 401, PROBLEM, PROBLEM_BODY (401), HAVEN_SYNC_NOT_ENROLLED },
    { 403, PROBLEM, PROBLEM_BODY (403), HAVEN_SYNC_NOT_ENROLLED },
    { 403, "text/html", "blocked by the filter", HAVEN_SYNC_WRONG_REPLY },
    { 404, "text/html", "not found", HAVEN_SYNC_WRONG_REPLY },
    { 409, JSON, "{}", HAVEN_SYNC_WRONG_REPLY },
    { 408, NULL, "", HAVEN_SYNC_BUSY },
    { 425, NULL, "", HAVEN_SYNC_BUSY },
    { 429, NULL, "", HAVEN_SYNC_BUSY },
    { 500, "text/html", "oops", HAVEN_SYNC_BUSY },
    { 502, "text/html", "bad gateway", HAVEN_SYNC_BUSY },
    { 503, PROBLEM, PROBLEM_BODY (503), HAVEN_SYNC_BUSY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_test_message ("%u %s %s", rows[i].status, rows[i].type, rows[i].body);
    plan (fixture, rows[i].status, rows[i].type, rows[i].body);
    fixture->header = rows[i].status / 100 == 3 ? "Location" : NULL;
    fixture->value = "https://elsewhere.example/";
    assert_ends (fixture, rows[i].outcome);
  }
}

/* A redirect is not followed: the other address is never asked, nor is anything after it */
static void
test_redirect (Fixture *fixture, gconstpointer data)
{
  g_autofree char *back = g_strdup_printf ("https://localhost:%u/exchange/v1/other", fixture->port);

  plan (fixture, 302, JSON, "{}");
  fixture->header = "Location";
  fixture->value = back;
  assert_ends (fixture, HAVEN_SYNC_UNTRUSTED);
  g_assert_cmpuint (fixture->asked->len, ==, 1);
  g_assert_cmpstr (fixture->asked->pdata[0], ==, "PUT /exchange/v1/bookings/b-1");
}

static void
test_too_large (Fixture *fixture, gconstpointer data)
{
  g_autofree char *spaces = g_strnfill (HAVEN_LIMIT_REPLY_BYTES + 1, ' ');
  g_autoptr (School) school = make_school ();
  g_autoptr (HavenSyncResult) result = NULL;

  plan (fixture, 200, JSON, spaces);
  school_book (school, "b-1", "open");
  result = sync_school (fixture, school);
  g_assert_cmpint (result->outcome, ==, HAVEN_SYNC_WRONG_REPLY);
  g_assert_cmpint (result->error_code, ==, HAVEN_ERROR_TOO_LARGE);
  g_assert_cmpuint (result->n_waiting, ==, 1);
}

static GBytes *
compress_spaces (gsize size)
{
  g_autofree char *spaces = g_strnfill (size, ' ');
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  g_autoptr (GInputStream) input = g_memory_input_stream_new_from_data (spaces, size, NULL);
  g_autoptr (GInputStream) gzip = g_converter_input_stream_new (input, G_CONVERTER (compressor));
  g_autoptr (GOutputStream) output = g_memory_output_stream_new_resizable ();

  g_assert_cmpint (g_output_stream_splice (output, gzip, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, NULL), >, 0);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (output));
}

/* A small body that unpacks to a large one */
static void
test_bomb (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) small = compress_spaces (HAVEN_LIMIT_REPLY_BYTES + 1);
  g_autoptr (School) school = make_school ();
  g_autoptr (HavenSyncResult) result = NULL;

  g_assert_cmpuint (g_bytes_get_size (small), <, 100000);
  plan (fixture, 200, JSON, "");
  g_bytes_unref (fixture->body);
  fixture->body = g_bytes_ref (small);
  fixture->header = "Content-Encoding";
  fixture->value = "gzip";
  school_book (school, "b-1", "open");
  result = sync_school (fixture, school);
  g_assert_cmpint (result->outcome, ==, HAVEN_SYNC_WRONG_REPLY);
  g_assert_cmpint (result->error_code, ==, HAVEN_ERROR_TOO_LARGE);
}

#define NEWS "{\"booking\":\"b-1\",\"state\":\"confirmed\",\"changed\":\"2026-01-05T12:00:00Z\"}"

/* Ten gigabytes, with their length said and without: neither is read to its end */
static void
test_ten_gigabytes (Fixture *fixture, gconstpointer data)
{
  const guint64 lengths[] = { G_GUINT64_CONSTANT (10) << 30, G_MAXUINT64 };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++) {
    plan (fixture, 200, JSON, "");
    fixture->promised = lengths[i];
    assert_ends (fixture, HAVEN_SYNC_WRONG_REPLY);
  }
}

/* A body shorter than was said: broken off, so it is asked for again */
static void
test_wrong_length (Fixture *fixture, gconstpointer data)
{
  plan (fixture, 200, JSON, NEWS);
  fixture->promised = strlen (NEWS) + 1;
  assert_ends (fixture, HAVEN_SYNC_OFFLINE);
}

static void
test_wrong_digest (Fixture *fixture, gconstpointer data)
{
  plan (fixture, 200, JSON, NEWS);
  fixture->header = "Content-Digest";
  fixture->value = "sha-256=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:";
  assert_ends (fixture, HAVEN_SYNC_OFFLINE);
}

/* Our own request was damaged on the way: it is whole here, so it is sent again and never given up */
static void
test_damaged_request (Fixture *fixture, gconstpointer data)
{
  plan (fixture, 400, PROBLEM, "{\"type\":\"t\",\"title\":\"t\",\"status\":400,\"detail\":\"Damaged.\",\"code\":\"digest-mismatch\"}");
  assert_ends (fixture, HAVEN_SYNC_WRONG_REPLY);
}

/* Cut after every byte, and with a byte of its middle changed */
static void
test_truncated_gzip (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) plain = g_bytes_new_static (NEWS, strlen (NEWS)), packed = haven_wire_gzip (plain);

  for (gsize n = 1; n < g_bytes_get_size (packed); n += haven_test_is_long () ? 1 : 7) {
    plan (fixture, 200, JSON, "");
    g_bytes_unref (fixture->body);
    fixture->body = g_bytes_new_from_bytes (packed, 0, n);
    fixture->header = "Content-Encoding";
    fixture->value = "gzip";
    assert_ends (fixture, HAVEN_SYNC_WRONG_REPLY);
  }
}

static void
test_wrong_types (Fixture *fixture, gconstpointer data)
{
  static const char *const bodies[] = {
    "[]", "null", "\"text\"", "1", "{\"booking\":1,\"state\":\"confirmed\",\"changed\":\"2026-01-05T12:00:00Z\"}",
    "{\"booking\":\"b-1\",\"state\":true,\"changed\":\"2026-01-05T12:00:00Z\"}",
    "{\"booking\":\"b-1\",\"state\":\"promised\",\"changed\":\"2026-01-05T12:00:00Z\"}",
    "{\"booking\":\"b-1\",\"state\":\"confirmed\",\"changed\":1767614400}",
    "{\"booking\":\"b-1\",\"state\":\"confirmed\",\"changed\":\"2026-01-05T12:00:00Z\",\"pupil\":\"x\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++) {
    plan (fixture, 200, JSON, bodies[i]);
    assert_ends (fixture, HAVEN_SYNC_WRONG_REPLY);
  }
}

static void
test_deep_json (Fixture *fixture, gconstpointer data)
{
  g_autofree char *deep = g_strnfill (1000000, '[');

  plan (fixture, 200, JSON, deep);
  assert_ends (fixture, HAVEN_SYNC_WRONG_REPLY);
}

/* 409, 410 and 422 are answers for good: the booking is not offered, and why is said; the other goes its way */
static void
test_refusals (Fixture *fixture, gconstpointer data)
{
  static const guint statuses[] = { 409, 410, 422 };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++) {
    g_autoptr (School) school = make_school ();
    g_autoptr (HavenSyncResult) result = NULL;

    plan (fixture, statuses[i], PROBLEM, PROBLEM_BODY (422));
    school_book (school, "b-1", "open");
    result = sync_school (fixture, school);
    g_assert_cmpint (((HavenOutboxItem *) result->items->pdata[0])->state, ==, HAVEN_OUTBOX_REFUSED);
    g_assert_cmpint (result_news_of (result, "b-1"), ==, HAVEN_BOOKING_NOT_OFFERED);
    g_assert_cmpstr (((HavenBookingNews *) result->news->pdata[0])->why, ==, "Because.");
  }
}

/* The clock was two days ahead when a booking was put off: set right, it does not wait two days */
static void
test_clock_two_days_wrong (Fixture *fixture, gconstpointer data)
{
  g_autoptr (School) school = make_school ();
  g_autoptr (HavenSyncResult) result = NULL;
  gint64 now = school->now;

  plan (fixture, 503, PROBLEM, PROBLEM_BODY (503));
  school_book (school, "b-1", "open");
  school->now = now + 2 * 24 * 60 * 60;
  result = sync_school (fixture, school);
  school_keep (school, result);
  g_assert_true (haven_exchange_is_due (school->items->pdata[0], now));
  g_assert_false (haven_exchange_is_due (school->items->pdata[0], school->now));
  g_assert_true (haven_exchange_is_due (school->items->pdata[0], school->now + 24 * 60 * 60));
}

/* Asked to come back later: not before then, and nothing else is tried */
static void
test_retry_after (Fixture *fixture, gconstpointer data)
{
  g_autoptr (School) school = make_school ();
  g_autoptr (HavenSyncResult) result = NULL;
  const HavenOutboxItem *item;

  plan (fixture, 429, PROBLEM, PROBLEM_BODY (429));
  fixture->header = "Retry-After";
  fixture->value = "86400";
  school_book (school, "b-1", "open");
  school_book (school, "b-2", "open");
  result = sync_school (fixture, school);
  g_assert_cmpuint (result->items->len, ==, 1);
  item = result->items->pdata[0];
  g_assert_cmpint (item->next_try, >=, school->now + 86400);
  g_assert_cmpint (item->attempts, ==, 1);
  g_assert_cmpstr (item->last_error, ==, "Because.");
  g_assert_cmpuint (fixture->asked->len, ==, 1);
}

/* A 500 holds up its own booking and no other */
static void
test_one_bad_apple (Fixture *fixture, gconstpointer data)
{
  g_autoptr (School) school = make_school ();
  g_autoptr (HavenSyncResult) result = NULL;
  HavenBooking booking = { .booking = (char *) "b-1" };

  plan (fixture, 500, NULL, "");
  school_book (school, "b-1", "open");
  school_take (school, haven_exchange_item_for_cancel (&booking, school->now));
  school_book (school, "b-2", "open");
  result = sync_school (fixture, school);
  g_assert_cmpuint (result->items->len, ==, 2);
  g_assert_cmpint (((HavenOutboxItem *) result->items->pdata[0])->id, ==, 1);
  g_assert_cmpint (((HavenOutboxItem *) result->items->pdata[1])->id, ==, 3);
  g_assert_cmpint (result->outcome, ==, HAVEN_SYNC_BUSY);
}

/* No name, address or role of anybody is ever in an address */
static void
test_nothing_in_urls (Fixture *fixture, gconstpointer data)
{
  plan (fixture, 500, NULL, "");
  assert_ends (fixture, HAVEN_SYNC_BUSY);
  for (guint i = 0; i < fixture->asked->len; i++) {
    g_assert_null (strstr (fixture->asked->pdata[i], "Invented"));
    g_assert_null (strstr (fixture->asked->pdata[i], "school.example"));
    g_assert_null (strstr (fixture->asked->pdata[i], "0123456789"));
  }
}

/* A state that is well, and bookings that are not of their shape: the cursor stays where it was */
static void
test_wrong_bookings (Fixture *fixture, gconstpointer data)
{
  g_autoptr (School) school = make_school ();
  g_autoptr (HavenSyncResult) result = NULL;

  plan (fixture, 200, JSON, "{\"format\":\"haven-state/1\",\"catalogue\":\"\",\"bookings\":\"x-1\",\"policy\":\"\",\"benchmarks\":\"\","
                            "\"priorities\":\"\",\"resources\":\"\",\"survey\":\"\",\"returns\":\"\"}");
  result = sync_school (fixture, school);
  g_assert_cmpint (result->outcome, ==, HAVEN_SYNC_WRONG_REPLY);
  g_assert_cmpuint (fixture->asked->len, ==, 2);
  g_assert_cmpstr (result->known->bookings, ==, "");
}

static void
add (const char *path, void (*func) (Fixture *fixture, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down);
}

#define TOTAL_REPORT "0f0f0f0f-0000-4000-8000-000000000001"

static void
seal_total (School *school)
{
  g_autoptr (GBytes) sealed = g_bytes_new_static ("sealed for somebody else", 24);
  HavenShares shares = { (char *) TOTAL_REPORT, school->urn, (char *) "2025/26-autumn", (char *) "haven-totals/1", sealed, sealed };

  school_take (school, haven_exchange_item_for_shares (&shares, school->now));
}

#define RECEIVED(report) \
  "{\"format\":\"haven-shares-received/1\",\"report\":\"" report "\",\"received\":\"2026-01-05T12:00:00Z\"}"

static HavenSyncOutcome
sync_total (Fixture *fixture, School *school, const char *answer)
{
  g_autoptr (HavenSyncResult) result = NULL;

  plan (fixture, 200, JSON, answer);
  result = sync_school (fixture, school);
  school_keep (school, result);
  return result->outcome;
}

/* A sealed total whose answer says nothing of it may not have arrived: the same goes again, byte for byte, until the answer names it, so that
 * it counts once. */
static void
test_sealed_total (Fixture *fixture, gconstpointer data)
{
  static const char *const answers[] = { "<html>", "{}", RECEIVED ("0f0f0f0f-0000-4000-8000-000000000002") };
  g_autoptr (School) school = make_school ();
  const HavenOutboxItem *item;
  g_autoptr (GBytes) body = NULL;

  seal_total (school);
  item = school->items->pdata[0];
  body = g_bytes_ref (item->body);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++) {
    g_assert_cmpint (sync_total (fixture, school, answers[i]), ==, HAVEN_SYNC_WRONG_REPLY);
    item = school->items->pdata[0];
    g_assert_cmpint (item->state, ==, HAVEN_OUTBOX_WAITING);
    g_assert_true (g_bytes_equal (item->body, body));
  }
  sync_total (fixture, school, RECEIVED (TOTAL_REPORT));
  g_assert_cmpint (((HavenOutboxItem *) school->items->pdata[0])->state, ==, HAVEN_OUTBOX_SENT);
  for (guint i = 0; i <= G_N_ELEMENTS (answers); i++)
    g_assert_cmpstr (fixture->asked->pdata[i], ==, "PUT /exchange/v1/shares/2025-26-autumn/" TOTAL_REPORT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (haven_secret_start (NULL));
  haven_reference_start ();
  add ("/exchange/hostile/answers", test_answers);
  add ("/exchange/hostile/redirect", test_redirect);
  add ("/exchange/hostile/too-large", test_too_large);
  add ("/exchange/hostile/bomb", test_bomb);
  add ("/exchange/hostile/retry-after", test_retry_after);
  add ("/exchange/hostile/ten-gigabytes", test_ten_gigabytes);
  add ("/exchange/hostile/wrong-length", test_wrong_length);
  add ("/exchange/hostile/wrong-digest", test_wrong_digest);
  add ("/exchange/hostile/damaged-request", test_damaged_request);
  add ("/exchange/hostile/truncated-gzip", test_truncated_gzip);
  add ("/exchange/hostile/wrong-types", test_wrong_types);
  add ("/exchange/hostile/deep-json", test_deep_json);
  add ("/exchange/hostile/refusals", test_refusals);
  add ("/exchange/hostile/clock-two-days-wrong", test_clock_two_days_wrong);
  add ("/exchange/hostile/one-bad-apple", test_one_bad_apple);
  add ("/exchange/hostile/nothing-in-urls", test_nothing_in_urls);
  add ("/exchange/hostile/wrong-bookings", test_wrong_bookings);
  add ("/exchange/hostile/sealed-total", test_sealed_total);
  return g_test_run ();
}
