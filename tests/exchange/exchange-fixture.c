/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange-fixture.h"

#include "haven-platform.h"
#include "haven-reference.h"
#include "haven-secret.h"
#include "haven-text.h"

#include <json-glib/json-glib.h>
#include <signal.h>
#include <sys/prctl.h>
#include <string.h>

#define TODAY "2026-01-05"
#define NOW 1767614400                     /* that day, noon */

static const char catalogue[] =
  "course,kind,title,topic,audience,summary,event,starts,ends,place,online,places,waiting_list\n"
  "att,course,Attachment,attachment,All staff,A first day.,open,2026-03-01 09:30,2026-03-01 15:30,Online,yes,,no\n"
  "att,course,Attachment,attachment,All staff,A first day.,one,2026-03-02 09:30,2026-03-02 15:30,Centre,no,1,no\n";

/* Certificates, made once a folder by openssl: an authority of our own and what it signs */
static const char certificates[] =
  "set -e\n"
  "cd \"$1\"\n"
  "key='-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes'\n"
  "authority () { openssl req -x509 $key -days 2 -subj \"/CN=Haven test authority $1\" -keyout \"$1.key\" -out \"$1.pem\"; }\n"
  "sign () { printf 'subjectAltName=%s\\n' \"$2\" > \"$1.ext\"\n"
  "  openssl req $key -subj '/CN=test' -keyout \"$1.key\" -out \"$1.csr\"\n"
  "  openssl x509 -req -in \"$1.csr\" -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile \"$1.ext\" -out \"$1.pem\"; }\n"
  "authority ca; authority stranger\n"
  "sign good DNS:localhost; sign wrong-host DNS:elsewhere.example\n"
  "openssl req -x509 $key -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost -keyout self-signed.key -out self-signed.pem\n"
  "openssl req $key -subj /CN=localhost -keyout expired.key -out expired.csr\n"
  "touch index.txt; echo 1000 > serial\n"
  "printf '[ca]\\ndefault_ca=c\\n[c]\\ndatabase=index.txt\\nserial=serial\\nnew_certs_dir=.\\ndefault_md=sha256\\n"
  "policy=p\\n[p]\\ncommonName=supplied\\n' > ca.cnf\n"
  "openssl ca -batch -config ca.cnf -cert ca.pem -keyfile ca.key -startdate 20200101000000Z -enddate 20200201000000Z -extfile good.ext"
  " -in expired.csr -out expired.pem\n"
  "cp expired.key early.key; : > index.txt\n"
  "openssl ca -batch -config ca.cnf -cert ca.pem -keyfile ca.key -startdate 20990101000000Z -enddate 20990201000000Z -extfile good.ext"
  " -in expired.csr -out early.pem\n";

static void
make_certificates (const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) sh = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error,
                                                 "sh", "-c", certificates, "sh", folder, NULL);

  g_assert_no_error (error);
  g_subprocess_wait_check (sh, NULL, &error);
  g_assert_no_error (error);
}

char *
world_path (World *world, const char *name)
{
  return g_build_filename (world->folder, name, NULL);
}

static GPtrArray *
make_command (World *world)
{
  GPtrArray *args = g_ptr_array_new_with_free_func (g_free);
  const char *fixed[] = { HAVEN_ENDPOINT, "--format", "json", "--today", TODAY, "--data" };

  for (guint i = 0; i < G_N_ELEMENTS (fixed); i++)
    g_ptr_array_add (args, g_strdup (fixed[i]));
  g_ptr_array_add (args, world_path (world, "data"));
  return args;
}

char *
world_run (World *world, ...)
{
  g_autoptr (GPtrArray) args = make_command (world);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;
  char *output = NULL;
  const char *arg;
  va_list list;

  va_start (list, world);
  while ((arg = va_arg (list, const char *)) != NULL)
    g_ptr_array_add (args, g_strdup (arg));
  va_end (list);
  g_ptr_array_add (args, NULL);
  process = g_subprocess_newv ((const char *const *) args->pdata, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));
  return output;
}

static char *
get_text (const char *json, const char *member)
{
  g_autoptr (JsonNode) node = json_from_string (json, NULL);

  g_assert_nonnull (node);
  return g_strdup (json_object_get_string_member (json_node_get_object (node), member));
}

char *
world_add_school (World *world, const char *urn)
{
  g_autofree char *output = world_run (world, "school", "add", "--urn", urn, "--name", "Invented High", NULL);

  return get_text (output, "code");
}

JsonNode *
world_bookings (World *world)
{
  g_autofree char *output = world_run (world, "bookings", NULL);

  return json_from_string (output, NULL);
}

/* A test that is aborted leaves no server behind. */
static void
die_with_parent_cb (gpointer unused)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

void
world_doom (GSubprocessLauncher *launcher, guint die_at)
{
  g_autofree char *number = g_strdup_printf ("%u", die_at);
  const char *given = g_getenv ("ASAN_OPTIONS");
  g_autofree char *options = g_strconcat (given != NULL ? given : "", ":verify_asan_link_order=0", NULL);

  g_subprocess_launcher_setenv (launcher, "LD_PRELOAD", DIE_AT_A_WRITE, TRUE);
  g_subprocess_launcher_setenv (launcher, "HAVEN_TEST_DIE_AT", number, TRUE);
  g_subprocess_launcher_setenv (launcher, "ASAN_OPTIONS", options, TRUE);
}

static GSubprocess *
spawn_server (World *world, const char *certificate)
{
  g_autoptr (GPtrArray) args = make_command (world);
  g_autofree char *pem = g_strconcat (world->folder, "/", certificate, ".pem", NULL);
  g_autofree char *key = g_strconcat (world->folder, "/", certificate, ".key", NULL);
  const char *rest[] = { "serve", "--quiet", "--listen", "127.0.0.1:0", "--tls-cert", pem, "--tls-key", key };
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GError) error = NULL;
  GSubprocess *server;

  for (guint i = 0; i < G_N_ELEMENTS (rest); i++)
    g_ptr_array_add (args, g_strdup (rest[i]));
  g_ptr_array_add (args, NULL);
  if (world->die_at > 0)
    world_doom (launcher, world->die_at);
  g_subprocess_launcher_set_child_setup (launcher, die_with_parent_cb, NULL, NULL);
  server = g_subprocess_launcher_spawnv (launcher, (const char *const *) args->pdata, &error);
  g_assert_no_error (error);
  return server;
}

gboolean
world_start_server (World *world, const char *certificate)
{
  g_autoptr (GDataInputStream) output = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;
  g_autoptr (JsonNode) node = NULL;

  world->server = spawn_server (world, certificate);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (world->server));
  line = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (output), FALSE);
  if (line == NULL && world->die_at > 0)
    return FALSE;
  g_assert_nonnull (line);
  node = json_from_string (line, NULL);
  world->port = json_object_get_int_member (json_node_get_object (node), "port");
  if (world->proxy != NULL)
    proxy_set_upstream (world->proxy, world->port);
  return TRUE;
}

gboolean
world_bury_server (World *world)
{
  gboolean killed;

  g_subprocess_send_signal (world->server, SIGTERM);
  g_subprocess_wait (world->server, NULL, NULL);
  killed = g_subprocess_get_if_signaled (world->server) && g_subprocess_get_term_sig (world->server) == SIGKILL;
  g_assert_true (killed || g_subprocess_get_successful (world->server));
  g_clear_object (&world->server);
  return killed;
}

void
world_kill_server (World *world)
{
  g_subprocess_force_exit (world->server);
  g_subprocess_wait (world->server, NULL, NULL);
  g_clear_object (&world->server);
}

void
world_end_server (World *world)
{
  g_subprocess_send_signal (world->server, SIGTERM);
  g_assert_true (g_subprocess_wait_check (world->server, NULL, NULL));
  g_clear_object (&world->server);
}

void
world_set_up (World *world, gconstpointer unused)
{
  g_autofree char *path = NULL, *made = NULL, *imported = NULL;

  world->folder = haven_platform_make_temp_folder (NULL);
  g_assert_nonnull (world->folder);
  make_certificates (world->folder);
  world->ca = world_path (world, "ca.pem");
  path = world_path (world, "catalogue.csv");
  g_assert_true (g_file_set_contents (path, catalogue, -1, NULL));
  made = world_run (world, "init", "--name", "Invented Virtual School", NULL);
  imported = world_run (world, "catalogue", "import", path, NULL);
  world->code = world_add_school (world, SCHOOL);
  world_start_server (world, "good");
  world->proxy = proxy_start (world->port);
}

void
world_tear_down (World *world, gconstpointer unused)
{
  proxy_stop (world->proxy);
  if (world->server != NULL)
    world_end_server (world);
  g_assert_true (haven_platform_remove_tree (world->folder, NULL));
  g_free (world->folder);
  g_free (world->ca);
  g_free (world->code);
}

HavenTransport *
world_connect (World *world, const char *ca, const char *host, guint16 port)
{
  g_autofree char *endpoint = g_strdup_printf ("https://%s:%u", host, port);
  HavenTransportSettings settings = {
    .endpoint = endpoint, .ca_file = ca, .proxy = "", .connect_seconds = 5, .total_seconds = 60, .slow_bytes = 1000, .slow_seconds = 1,
  };
  g_autoptr (GError) error = NULL;
  HavenTransport *transport = haven_transport_new (&settings, &error);

  g_assert_no_error (error);
  return transport;
}

HavenWireEnrolled *
world_enrol (World *world, HavenTransport *transport, const char *code)
{
  HavenWireEnrolment enrolment = { (char *) code, (char *) SCHOOL };
  g_autofree char *key = haven_text_new_id ();
  g_autoptr (GError) error = NULL;
  HavenWireEnrolled *enrolled = haven_exchange_enrol (transport, &enrolment, key, NULL, &error);

  g_assert_no_error (error);
  haven_transport_set_token (transport, enrolled->token);
  return enrolled;
}

/* The school's side */

School *
school_new (const char *urn, HavenWireKeys *keys)
{
  School *self = g_new0 (School, 1);

  self->urn = g_strdup (urn);
  self->keys = keys == NULL ? NULL : haven_wire_keys_copy (keys);
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_outbox_item_free);
  self->rand = g_rand_new_with_seed (7);
  self->now = NOW;
  return self;
}

void
school_free (School *self)
{
  g_free (self->urn);
  haven_wire_keys_free (self->keys);
  haven_wire_state_free (self->known);
  g_ptr_array_unref (self->items);
  g_rand_free (self->rand);
  g_free (self);
}

void
school_take (School *self, HavenOutboxItem *take_item)
{
  take_item->id = self->items->len + 1;
  g_ptr_array_add (self->items, take_item);
}

const HavenOutboxItem *
school_book (School *self, const char *booking, const char *event)
{
  HavenBooking record = { .booking = (char *) booking, .event = (char *) event, .name = (char *) "Jo Invented",
                          .email = (char *) "jo@school.example", .role = (char *) "designated teacher" };

  school_take (self, haven_exchange_item_for_booking (&record, self->now));
  return self->items->pdata[self->items->len - 1];
}

HavenSyncJob
school_job (School *self)
{
  return (HavenSyncJob) { .urn = self->urn, .keys = self->keys, .known = self->known, .items = self->items, .at_once = TRUE,
                          .now = self->now, .rand = self->rand };
}

HavenSyncResult *
school_sync (School *self, HavenTransport *transport)
{
  HavenSyncJob job = school_job (self);
  HavenSyncResult *result = haven_exchange_sync (transport, &job, NULL);

  g_assert_nonnull (result);
  g_assert_cmpint (result->outcome == HAVEN_SYNC_DONE, ==, result->sentence == NULL);
  return result;
}

void
school_keep (School *self, HavenSyncResult *result)
{
  for (guint i = 0; i < result->items->len; i++) {
    const HavenOutboxItem *tried = result->items->pdata[i];
    haven_outbox_item_free (self->items->pdata[tried->id - 1]);
    self->items->pdata[tried->id - 1] = haven_outbox_item_copy (tried);
  }
  haven_wire_state_free (self->known);
  self->known = haven_wire_state_copy (result->known);
}

int
result_news_of (HavenSyncResult *result, const char *booking)
{
  int state = -1;

  for (guint i = 0; i < result->news->len; i++) {
    const HavenBookingNews *news = result->news->pdata[i];
    if (strcmp (news->booking, booking) == 0)
      state = news->state;
  }
  return state;
}
