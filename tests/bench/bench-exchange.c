/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an exchange costs on the wire; twenty schools at once, and three hundred, beside the HTTP library's own hello under the same load. */
#include "exchange-fixture.h"
#include "haven-bench.h"

#include "haven-reference.h"
#include "haven-secret.h"
#include "haven-text.h"

#include <curl/curl.h>
#include <microhttpd.h>
#include <string.h>

#define N_EVENTS 500
#define MOST_SCHOOLS 300

/* So many at once, who all want the same event of so many places */
static const struct { guint schools, places; const char *event; } loads[] = { { 20, 7, "e0" }, { MOST_SCHOOLS, 100, "e1" } };

static void
publish (World *world, const char *what, GString *take_csv)
{
  g_autofree char *path = world_path (world, "published.csv"), *output = NULL;

  g_assert_true (g_file_set_contents (path, take_csv->str, take_csv->len, NULL));
  output = world_run (world, what, "import", path, NULL);
  g_string_free (take_csv, TRUE);
}

static void
publish_all (World *world)
{
  GString *catalogue = g_string_new ("course,kind,title,topic,audience,summary,event,starts,ends,place,online,places,cost,waiting_list\n");
  GString *benchmarks = g_string_new ("time_period,area_code,group,phase,measure,value,source,published\n");
  GString *resources = g_string_new ("id,kind,title,text,url\n");

  for (guint i = 0; i < N_EVENTS; i++)
    g_string_append_printf (catalogue, "c%u,course,Training number %u,attachment,All staff,What helps in a classroom and in a corridor.,"
                            "e%u,2026-%02u-%02u 09:30,2026-%02u-%02u 15:30,Invented Professional Centre,no,%d,45.50,no\n", i / 5, i / 5, i,
                            3 + i % 9, 1 + i % 28, 3 + i % 9, 1 + i % 28, i < G_N_ELEMENTS (loads) ? loads[i].places : 24);
  for (guint i = 0; i < 1200; i++)
    g_string_append_printf (benchmarks, "2024%02u,E06000000,CINO,secondary,measure_%u,%u.%u,DfE,2025-10-30\n", 25, i, i % 97, i % 10);
  for (guint i = 0; i < 60; i++)
    g_string_append_printf (resources, "r%u,guidance,Guidance %u,What it says in a sentence or two.,https://vs.example/%u\n", i, i, i);
  publish (world, "catalogue", catalogue);
  publish (world, "benchmarks", benchmarks);
  publish (world, "resources", resources);
}

/* Bytes both ways, TLS and all, its handshake with one small certificate: what else the chain of a public authority holds comes once a
 * connection and is not Haven's to make smaller. A record begins a request at most, so requests are counted by the server's log
 * elsewhere. */
static double
exchange_once (World *world, School *school, const char *token, guint *ret_topics)
{
  g_autoptr (HavenTransport) transport = world_connect (world, world->ca, "localhost", proxy_get_port (world->proxy));
  guint before = proxy_get_n (world->proxy);
  g_autoptr (HavenSyncResult) result = NULL;

  haven_transport_set_token (transport, token);
  result = school_sync (school, transport);
  g_assert_cmpstr (haven_sync_outcome_code (result->outcome), ==, "done");
  g_assert_cmpuint (proxy_get_n (world->proxy) - before, ==, 1);           /* one connection */
  *ret_topics = haven_transport_get_n (transport);
  school_keep (school, result);
  return (proxy_get_passed (world->proxy, FALSE) + proxy_get_passed (world->proxy, TRUE)) / 1024.0;
}

static void
bench_bytes (World *world)
{
  g_autoptr (HavenTransport) direct = world_connect (world, world->ca, "localhost", world->port);
  g_autoptr (HavenWireEnrolled) enrolled = world_enrol (world, direct, world->code);
  g_autoptr (School) school = school_new (SCHOOL, enrolled->keys);
  guint n_first, n_again;
  double first = exchange_once (world, school, enrolled->token, &n_first), again = exchange_once (world, school, enrolled->token, &n_again);

  haven_bench_row ("first exchange, 500 events, TLS and all", "KB", (const double[]) { first, 150 }, "limit", 1);
  haven_bench_row ("first exchange, requests", "requests", (const double[]) { n_first, 8 }, "limit", 1);
  haven_bench_row ("nothing new, handshake and all", "KB", (const double[]) { again, 2 }, "limit", 1);
  haven_bench_row ("nothing new, requests", "requests", (const double[]) { n_again, 1 }, "limit", 1);
}

/* Many at once */

typedef struct {
  char *url;
  char *token;                             /* NULL: hello */
  char *ca;
  guint nth;
  const char *event;
  guint errors;
  guint confirmed;
  guint full;
} Caller;

static size_t
take_cb (char *data, size_t size, size_t count, void *user_data)
{
  g_byte_array_append (user_data, (guint8 *) data, size * count);
  return size * count;
}

static long
call (Caller *self, CURL *curl, const char *method, const char *path, const char *body, GByteArray *reply)
{
  g_autofree char *url = g_strconcat (self->url, path, NULL), *auth = g_strconcat ("Authorization: Bearer ", self->token, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  g_autofree char *digest = haven_wire_content_digest (bytes), *line = g_strconcat ("Content-Digest: ", digest, NULL);
  struct curl_slist *headers = curl_slist_append (NULL, auth);
  long status = 0;

  headers = curl_slist_append (curl_slist_append (headers, "Idempotency-Key: k"), line);
  g_byte_array_set_size (reply, 0);
  curl_easy_reset (curl);
  curl_easy_setopt (curl, CURLOPT_URL, url);
  curl_easy_setopt (curl, CURLOPT_CAINFO, self->ca);
  curl_easy_setopt (curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt (curl, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt (curl, CURLOPT_CUSTOMREQUEST, method);
  if (body[0] != '\0')
    curl_easy_setopt (curl, CURLOPT_COPYPOSTFIELDS, body);
  curl_easy_setopt (curl, CURLOPT_WRITEFUNCTION, take_cb);
  curl_easy_setopt (curl, CURLOPT_WRITEDATA, reply);
  if (curl_easy_perform (curl) == CURLE_OK)
    curl_easy_getinfo (curl, CURLINFO_RESPONSE_CODE, &status);
  curl_slist_free_all (headers);
  return status;
}

/* What is new, a place on the event that everybody wants, and how it ended: three requests on one connection */
static gpointer
live (gpointer data)
{
  Caller *self = data;
  CURL *curl = curl_easy_init ();
  g_autoptr (GByteArray) reply = g_byte_array_new ();
  g_autofree char *path = g_strdup_printf ("/bookings/load-%u", self->nth);
  g_autofree char *body = g_strdup_printf ("{\"format\":\"haven-booking/1\",\"event\":\"%s\",\"name\":\"Jo Invented\","
                                           "\"email\":\"jo@school.example\",\"role\":\"DT\"}", self->event);
  long status;

  self->errors += call (self, curl, "GET", "/state", "", reply) != 200;
  status = call (self, curl, "PUT", path, body, reply);
  self->confirmed = status == 201;
  self->full = status == 409;
  self->errors += status != 201 && status != 409 && self->token[0] != '\0';
  self->errors += call (self, curl, "GET", "/bookings", "", reply) != 200;
  curl_easy_cleanup (curl);
  return NULL;
}

static double
all_at_once (Caller *callers, guint n)
{
  g_autoptr (GPtrArray) threads = g_ptr_array_new ();
  gint64 began = g_get_monotonic_time ();

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (threads, g_thread_new ("school", live, &callers[i]));
  for (guint i = 0; i < n; i++)
    g_thread_join (threads->pdata[i]);
  return (g_get_monotonic_time () - began) / 1000.0;
}

static enum MHD_Result
hello_cb (void *data, struct MHD_Connection *connection, const char *url, const char *method, const char *version, const char *upload,
          size_t *size, void **state)
{
  struct MHD_Response *response;
  enum MHD_Result result;

  if (*state == NULL || *size > 0) {
    *state = connection;
    *size = 0;
    return MHD_YES;
  }
  response = MHD_create_response_from_buffer (5, (void *) "hello", MHD_RESPMEM_PERSISTENT);
  result = MHD_queue_response (connection, 200, response);
  MHD_destroy_response (response);
  return result;
}

static double
time_hello (World *world, Caller *callers, guint n)
{
  g_autofree char *pem = world_path (world, "good.pem"), *key_path = world_path (world, "good.key"), *certificate = NULL, *key = NULL;
  struct MHD_Daemon *daemon;
  double took;

  g_assert_true (g_file_get_contents (pem, &certificate, NULL, NULL) && g_file_get_contents (key_path, &key, NULL, NULL));
  daemon = MHD_start_daemon (MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_TLS | MHD_USE_POLL, 0, NULL, NULL, hello_cb, NULL,
                             MHD_OPTION_HTTPS_MEM_CERT, certificate, MHD_OPTION_HTTPS_MEM_KEY, key,
                             MHD_OPTION_CONNECTION_LIMIT, (guint) 1000, MHD_OPTION_END);
  for (guint i = 0; i < n; i++)
    callers[i] = (Caller) { g_strdup_printf ("https://localhost:%u", MHD_get_daemon_info (daemon, MHD_DAEMON_INFO_BIND_PORT)->port),
                            g_strdup (""), world->ca, i, "" };
  took = all_at_once (callers, n);
  MHD_stop_daemon (daemon);
  return took;
}

static void
enrol_all (World *world, Caller *callers, guint load)
{
  for (guint i = 0; i < loads[load].schools; i++) {
    g_autofree char *urn = g_strdup_printf ("%06u", 500000 + load * 1000 + i), *code = world_add_school (world, urn);
    g_autofree char *key = haven_text_new_id ();
    g_autoptr (HavenTransport) transport = world_connect (world, world->ca, "localhost", world->port);
    HavenWireEnrolment enrolment = { code, urn };
    g_autoptr (HavenWireEnrolled) enrolled = haven_exchange_enrol (transport, &enrolment, key, NULL, NULL);
    callers[i] = (Caller) { g_strdup_printf ("https://localhost:%u/exchange/v1", world->port), g_strdup (enrolled->token), world->ca, i,
                            loads[load].event };
  }
}

static void
bench_load (World *world, guint load)
{
  Caller schools[MOST_SCHOOLS] = { 0 }, peers[MOST_SCHOOLS] = { 0 };
  guint n = loads[load].schools, errors = 0, confirmed = 0, full = 0;
  double hello = time_hello (world, peers, n), ours;
  g_autofree char *what = g_strdup_printf ("%u schools at once, %u requests, none failed", n, 3 * n);

  enrol_all (world, schools, load);
  ours = all_at_once (schools, n);
  for (guint i = 0; i < n; i++) {
    errors += schools[i].errors;
    confirmed += schools[i].confirmed;
    full += schools[i].full;
  }
  g_assert_cmpuint (errors, ==, 0);
  g_assert_cmpuint (confirmed, ==, loads[load].places);                    /* not one more, not one fewer */
  g_assert_cmpuint (confirmed + full, ==, n);
  haven_bench_row (what, "ms", (const double[]) { ours, hello }, "libmicrohttpd's hello", 10);
}

int
main (int argc, char **argv)
{
  World world = { 0 };

  g_assert_true (haven_secret_start (NULL));
  haven_reference_start ();
  world_set_up (&world, NULL);
  publish_all (&world);
  bench_bytes (&world);
  for (guint i = 0; i < G_N_ELEMENTS (loads); i++)
    bench_load (&world, i);
  world_tear_down (&world, NULL);
  return 0;
}
