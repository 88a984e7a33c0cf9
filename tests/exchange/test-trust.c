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
  add ("/exchange/trust/addresses", test_addresses);
  add ("/exchange/trust/http", test_http);
  return g_test_run ();
}
