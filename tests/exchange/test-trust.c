/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom a school speaks to: one address, over TLS, with a certificate that fits. Anything else hears nothing and leaves everything waiting. */
#include "exchange-fixture.h"

#include "haven-reference.h"
#include "haven-secret.h"

#include <string.h>

static void
assert_distrusted (World *world, const char *ca, const char *host, const char *words)
{
  g_autoptr (School) school = school_new (SCHOOL, NULL);
  g_autoptr (HavenTransport) transport = world_connect (world, ca, host, world->port);
  g_autoptr (HavenWireEnrolled) enrolled = NULL;
  g_autoptr (HavenSyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  haven_transport_set_token (transport, "0123456789012345678901234567890123456789012");
  school->keys = haven_wire_keys_new ();
  school->keys->receipts = g_bytes_new_static ("01234567890123456789012345678901", 32);
  school->keys->settings = g_bytes_ref (school->keys->receipts);
  school_book (school, "b-1", "open");
  result = school_sync (school, transport);
  g_assert_cmpint (result->outcome, ==, HAVEN_SYNC_UNTRUSTED);
  g_assert_nonnull (strstr (result->sentence, words));
  g_assert_cmpuint (result->n_waiting, ==, 1);
  error = haven_sync_result_dup_error (result);
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED);
}

static void
serve_with (World *world, const char *certificate)
{
  world_end_server (world);
  world_start_server (world, certificate);
}

static void
test_stranger (World *world, gconstpointer data)
{
  g_autofree char *ca = world_path (world, "stranger.pem");

  assert_distrusted (world, ca, "localhost", "could not prove");
  assert_distrusted (world, NULL, "localhost", "could not prove");
}

static void
test_wrong_host (World *world, gconstpointer data)
{
  assert_distrusted (world, world->ca, "127.0.0.1", "another address");
  serve_with (world, "wrong-host");
  assert_distrusted (world, world->ca, "localhost", "another address");
}

static void
test_expired (World *world, gconstpointer data)
{
  serve_with (world, "expired");
  assert_distrusted (world, world->ca, "localhost", "has expired");
}

static void
test_self_signed (World *world, gconstpointer data)
{
  serve_with (world, "self-signed");
  assert_distrusted (world, world->ca, "localhost", "could not prove");
}

static void
test_no_ca_file (World *world, gconstpointer data)
{
  assert_distrusted (world, "/nowhere/ca.pem", "localhost", "cannot be read");
}

/* TLS 1.1 is not spoken, whatever the server would like */
static void
test_old_tls (World *world, gconstpointer data)
{
  g_autofree char *command = g_strdup_printf ("openssl s_client -connect 127.0.0.1:%u -tls1_1 -cipher ALL:@SECLEVEL=0 < /dev/null > "
                                              "/dev/null 2>&1", world->port);
  g_autofree char *modern = g_strdup_printf ("openssl s_client -connect 127.0.0.1:%u -tls1_2 < /dev/null > /dev/null 2>&1", world->port);

  g_assert_cmpint (system (command), !=, 0);
  g_assert_cmpint (system (modern), ==, 0);
}

static void
test_addresses (World *world, gconstpointer data)
{
  static const char *const bad[] = {
    "", "localhost", "http://vs.example", "HTTP://vs.example", "ftp://vs.example", "file:///etc/passwd", "https://", "https:///x",
    "https://user@vs.example", "https://user:secret@vs.example", "https://vs.example/?x=1", "https://vs.example/#x", "https://vs.example:x",
    "//vs.example", "javascript:alert(1)",
  };
  static const char *const good[] = { "https://vs.example", "https://vs.example/", " https://vs.example:8443/haven/ ",
                                      "https://vs.example/exchange/v1" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    HavenTransportSettings settings = { .endpoint = bad[i] };
    g_autoptr (GError) error = NULL;
    g_assert_null (haven_transport_new (&settings, &error));
    g_assert_true (error->domain == HAVEN_ERROR);
  }
  for (guint i = 0; i < G_N_ELEMENTS (good); i++) {
    HavenTransportSettings settings = { .endpoint = good[i] };
    g_autoptr (GError) error = NULL;
    g_autoptr (HavenTransport) transport = haven_transport_new (&settings, &error);
    g_assert_no_error (error);
  }
}

static void
test_http (World *world, gconstpointer data)
{
  HavenTransportSettings settings = { .endpoint = "http://localhost:1" };
  g_autoptr (GError) error = NULL;

  g_assert_null (haven_transport_new (&settings, &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "https://"));
}

/* A proxy that leads out of the school: CONNECT, and then bytes both ways. With wants, only for whoever says that. */
typedef struct {
  GSocketService *service;
  guint16 port;
  guint16 upstream;
  const char *wants;                       /* "Basic …"; NULL: nothing */
  int n_refused;
} Outlet;

static void
copy_until_end (GInputStream *from, GOutputStream *to)
{
  char piece[4096];
  gssize n;

  while ((n = g_input_stream_read (from, piece, sizeof piece, NULL, NULL)) > 0 && g_output_stream_write_all (to, piece, n, NULL, NULL,
                                                                                                             NULL))
    ;
  g_output_stream_close (to, NULL, NULL);
}

static gpointer
copy_back (gpointer data)
{
  GIOStream **ends = data;

  copy_until_end (g_io_stream_get_input_stream (ends[1]), g_io_stream_get_output_stream (ends[0]));
  return NULL;
}

static gboolean
outlet_cb (GThreadedSocketService *service, GSocketConnection *client, GObject *source, gpointer data)
{
  Outlet *outlet = data;
  g_autoptr (GString) head = g_string_new (NULL);
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (client));
  static const char yes[] = "HTTP/1.1 200 Connection established\r\n\r\n";
  static const char no[] = "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"school\"\r\n"
                           "Content-Length: 0\r\nConnection: close\r\n\r\n";
  g_autoptr (GSocketClient) dialer = g_socket_client_new ();
  g_autoptr (GSocketConnection) server = NULL;
  GIOStream *ends[2];
  GThread *back;
  char byte;

  while (!g_str_has_suffix (head->str, "\r\n\r\n") && g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (client)), &byte, 1,
                                                                            NULL, NULL) == 1)
    g_string_append_c (head, byte);
  if (outlet->wants != NULL && strstr (head->str, outlet->wants) == NULL) {
    g_atomic_int_inc (&outlet->n_refused);
    g_output_stream_write_all (output, no, strlen (no), NULL, NULL, NULL);
    return TRUE;
  }
  g_socket_client_set_proxy_resolver (dialer, NULL);
  g_socket_client_set_enable_proxy (dialer, FALSE);
  server = g_socket_client_connect_to_host (dialer, "127.0.0.1", outlet->upstream, NULL, NULL);
  g_output_stream_write_all (output, yes, strlen (yes), NULL, NULL, NULL);
  ends[0] = G_IO_STREAM (client);
  ends[1] = G_IO_STREAM (server);
  back = g_thread_new ("back", copy_back, ends);
  copy_until_end (g_io_stream_get_input_stream (ends[0]), g_io_stream_get_output_stream (ends[1]));
  g_thread_join (back);
  return TRUE;
}

static void
outlet_open (Outlet *outlet, guint16 upstream, const char *wants)
{
  outlet->service = g_threaded_socket_service_new (4);
  outlet->upstream = upstream;
  outlet->wants = wants;
  outlet->port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (outlet->service), NULL, NULL);
  g_signal_connect (outlet->service, "run", G_CALLBACK (outlet_cb), outlet);
}

/* The listener accepts on the main context: it turns on a thread of its own while a transport blocks here */
static gpointer
turn_context (gpointer loop)
{
  g_main_loop_run (loop);
  return NULL;
}

static HavenSyncResult *
sync_through (World *world, Outlet *outlet, const char *login)
{
  g_autofree char *endpoint = g_strdup_printf ("https://localhost:%u", world->port);
  g_autofree char *proxy = g_strdup_printf ("http://%s127.0.0.1:%u", login, outlet->port);
  HavenTransportSettings settings = { .endpoint = endpoint, .ca_file = world->ca, .proxy = proxy, .connect_seconds = 5,
                                     .total_seconds = 20 };
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  GThread *thread = g_thread_new ("context", turn_context, loop);
  g_autoptr (HavenTransport) direct = world_connect (world, world->ca, "localhost", world->port);
  g_autofree char *code = world_add_school (world, SCHOOL);
  g_autoptr (HavenWireEnrolled) enrolled = world_enrol (world, direct, code);
  g_autoptr (School) school = school_new (SCHOOL, enrolled->keys);
  g_autoptr (HavenTransport) transport = haven_transport_new (&settings, NULL);
  HavenSyncResult *result;

  haven_transport_set_token (transport, enrolled->token);
  school_book (school, "b-1", "open");
  result = school_sync (school, transport);
  g_main_loop_quit (loop);
  g_thread_join (thread);
  return result;
}

static void
test_proxy (World *world, gconstpointer data)
{
  Outlet outlet = { 0 };
  g_autoptr (HavenSyncResult) result = NULL;

  outlet_open (&outlet, world->port, NULL);
  result = sync_through (world, &outlet, "");
  g_assert_cmpstr (haven_sync_outcome_code (result->outcome), ==, "done");
  g_assert_cmpuint (result->n_sent, ==, 1);
  g_object_unref (outlet.service);
}

static void
test_proxy_with_password (World *world, gconstpointer data)
{
  Outlet outlet = { 0 };
  g_autoptr (HavenSyncResult) without = NULL, with = NULL;

  outlet_open (&outlet, world->port, "Basic c2Nob29sOnNlY3JldA==");             /* school:secret */
  without = sync_through (world, &outlet, "");
  g_assert_cmpint (without->outcome, ==, HAVEN_SYNC_UNTRUSTED);
  g_assert_nonnull (strstr (without->sentence, "proxy"));
  g_assert_cmpuint (without->n_waiting, ==, 1);
  g_assert_cmpint (outlet.n_refused, >, 0);
  with = sync_through (world, &outlet, "school:secret@");
  g_assert_cmpstr (haven_sync_outcome_code (with->outcome), ==, "done");
  g_assert_cmpuint (with->n_sent, ==, 1);
  g_object_unref (outlet.service);
}

/* A name that no server knows: kept for later */
static void
test_dns (World *world, gconstpointer data)
{
  g_autoptr (School) school = school_new (SCHOOL, NULL);
  g_autoptr (HavenTransport) transport = world_connect (world, world->ca, "virtual-school.invalid", world->port);
  g_autoptr (HavenSyncResult) result = NULL;

  school->keys = haven_wire_keys_new ();
  school->keys->receipts = g_bytes_new_static ("01234567890123456789012345678901", 32);
  school->keys->settings = g_bytes_ref (school->keys->receipts);
  school_book (school, "b-1", "open");
  result = school_sync (school, transport);
  g_assert_cmpint (result->outcome, ==, HAVEN_SYNC_OFFLINE);
  g_assert_nonnull (strstr (result->sentence, "address"));
  g_assert_cmpuint (result->n_waiting, ==, 1);
}

/* Two days behind, a computer finds a new certificate not valid yet: the sentence names the clock */
static void
test_clock_and_certificate (World *world, gconstpointer data)
{
  serve_with (world, "early");
  assert_distrusted (world, world->ca, "localhost", "date");
}

/* A server of openssl's own, which asks for what our endpoint does not */
typedef struct {
  GSubprocess *process;
  guint16 port;
} OtherServer;

static void
other_start (OtherServer *other, World *world, const char *options)
{
  g_autofree char *command = g_strdup_printf ("cd '%s' && exec openssl s_server -accept 127.0.0.1:0 -cert good.pem -key good.key -www %s",
                                              world->folder, options);
  g_autoptr (GDataInputStream) output = NULL;
  g_autofree char *line = NULL;

  other->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL, "sh", "-c", command, NULL);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (other->process));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (output), FALSE);
  do {
    g_free (line);
    line = g_data_input_stream_read_line (output, NULL, NULL, NULL);
    g_assert_nonnull (line);
  } while (!g_str_has_prefix (line, "ACCEPT"));
  other->port = (guint16) g_ascii_strtoull (strrchr (line, ':') + 1, NULL, 10);
}

static void
other_stop (OtherServer *other)
{
  g_subprocess_force_exit (other->process);
  g_subprocess_wait (other->process, NULL, NULL);
  g_object_unref (other->process);
}

static HavenSyncResult *
sync_with_other (World *world, OtherServer *other, const char *certificate, gboolean waits)
{
  g_autofree char *endpoint = g_strdup_printf ("https://localhost:%u", other->port);
  HavenTransportSettings settings = { .endpoint = endpoint, .ca_file = world->ca, .certificate = certificate, .proxy = "" };
  g_autoptr (HavenTransport) transport = haven_transport_new (&settings, NULL);
  g_autoptr (HavenWireKeys) keys = haven_wire_keys_new ();
  g_autoptr (School) school = school_new (SCHOOL, keys);

  if (waits)
    school_book (school, "b-1", "open");
  return school_sync (school, transport);
}

static char *
read_certificate (World *world, const char *name)
{
  g_autofree char *pem = g_strconcat (world->folder, "/", name, ".pem", NULL), *key = g_strconcat (world->folder, "/", name, ".key", NULL);
  g_autofree char *certificate = NULL, *secret = NULL;

  g_assert_true (g_file_get_contents (pem, &certificate, NULL, NULL) && g_file_get_contents (key, &secret, NULL, NULL));
  return g_strconcat (certificate, secret, NULL);
}

/* A server that wants the school's own certificate: without one, with a stranger's and with an unreadable one that is said, and never called
 * offline; with a right one the page of openssl is reached, which is not the exchange. */
static void
test_client_certificate (World *world, gconstpointer data)
{
  static const char *const versions[] = { "-tls1_2", "-tls1_3" };
  g_autofree char *ours = read_certificate (world, "good"), *stranger = read_certificate (world, "stranger");

  for (guint i = 0; i < G_N_ELEMENTS (versions); i++) {
    g_autofree char *options = g_strconcat ("-Verify 2 -verify_return_error -CAfile ca.pem ", versions[i], NULL);
    g_autoptr (HavenSyncResult) none = NULL, wrong = NULL, unreadable = NULL, right = NULL;
    OtherServer other;
    other_start (&other, world, options);
    none = sync_with_other (world, &other, NULL, TRUE);
    g_assert_cmpint (none->outcome, ==, HAVEN_SYNC_UNTRUSTED);
    g_assert_nonnull (strstr (none->sentence, "certificate of this school's own"));
    g_assert_cmpuint (none->n_waiting, ==, 1);
    wrong = sync_with_other (world, &other, stranger, TRUE);
    g_assert_cmpint (wrong->outcome, ==, HAVEN_SYNC_UNTRUSTED);
    unreadable = sync_with_other (world, &other, "not a certificate", TRUE);
    g_assert_cmpint (unreadable->outcome, ==, HAVEN_SYNC_UNTRUSTED);
    g_assert_nonnull (strstr (unreadable->sentence, "cannot be used"));
    right = sync_with_other (world, &other, ours, FALSE);
    g_assert_cmpint (right->outcome, ==, HAVEN_SYNC_WRONG_REPLY);
    other_stop (&other);
  }
}

/* A server that speaks TLS 1.0 and no other */
static void
test_tls_1_0 (World *world, gconstpointer data)
{
  OtherServer other;
  g_autoptr (HavenSyncResult) result = NULL;

  other_start (&other, world, "-tls1 -cipher ALL:@SECLEVEL=0");
  result = sync_with_other (world, &other, NULL, TRUE);
  g_assert_cmpint (result->outcome, ==, HAVEN_SYNC_UNTRUSTED);
  g_assert_nonnull (strstr (result->sentence, "safe today"));
  g_assert_cmpuint (result->n_waiting, ==, 1);
  other_stop (&other);
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
  add ("/exchange/trust/stranger", test_stranger);
  add ("/exchange/trust/wrong-host", test_wrong_host);
  add ("/exchange/trust/expired", test_expired);
  add ("/exchange/trust/self-signed", test_self_signed);
  add ("/exchange/trust/no-ca-file", test_no_ca_file);
  add ("/exchange/trust/old-tls", test_old_tls);
  add ("/exchange/trust/tls-1.0", test_tls_1_0);
  add ("/exchange/trust/client-certificate", test_client_certificate);
  add ("/exchange/trust/clock-and-certificate", test_clock_and_certificate);
  add ("/exchange/trust/proxy", test_proxy);
  add ("/exchange/trust/proxy-with-password", test_proxy_with_password);
  add ("/exchange/trust/dns", test_dns);
  add ("/exchange/trust/addresses", test_addresses);
  add ("/exchange/trust/http", test_http);
  return g_test_run ();
}
