/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-endpoint-commands.h"

#include "haven-endpoint-booking.h"
#include "haven-endpoint-catalogue.h"
#include "haven-endpoint-document.h"
#include "haven-endpoint-file.h"
#include "haven-endpoint-keep.h"
#include "haven-endpoint-release.h"
#include "haven-endpoint-school.h"
#include "haven-endpoint-server.h"
#include "haven-endpoint-share.h"
#include "haven-endpoint-sql.h"
#include "haven-endpoint-steps.h"
#include "haven-key-holder-commands.h"
#include "haven-platform.h"
#include "haven-reference.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>

/* Setting up */

static gboolean
publish_default_policy (HavenEndpoint *endpoint, GError **error)
{
  GBytes *policy = haven_reference_get ("policy-default.json");

  return haven_endpoint_begin (endpoint, error) && haven_endpoint_import_document (endpoint, "policy", policy, error)
         && haven_endpoint_commit (endpoint, error);
}

static gboolean
run_init (const HavenEndpointOptions *options, char **words, GError **error)
{
  g_autoptr (HavenEndpoint) endpoint = haven_endpoint_create (options->data, options->name != NULL ? options->name : _("Virtual School"),
                                                              error);
  g_autofree char *fingerprint = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (endpoint == NULL || !publish_default_policy (endpoint, error))
    return FALSE;
  fingerprint = haven_wire_keys_dup_fingerprint (haven_endpoint_get_keys (endpoint));
  json_builder_begin_object (builder);
  haven_steps_add_text (builder, "name", haven_endpoint_get_name (endpoint));
  haven_steps_add_text (builder, "fingerprint", fingerprint);
  json_builder_end_object (builder);
  if (haven_steps_wants_json (options))
    haven_steps_print_json (builder);
  else
    g_print (_("%s is set up. Read this fingerprint out to a school that enrols:\n%s\n"), haven_endpoint_get_name (endpoint), fingerprint);
  return TRUE;
}

static void
print_code (const HavenEndpointOptions *options, const char *code)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  haven_steps_add_text (builder, "urn", options->urn);
  haven_steps_add_text (builder, "code", code);
  json_builder_end_object (builder);
  if (haven_steps_wants_json (options))
    haven_steps_print_json (builder);
  else
    g_print (_("The code for %s, for 30 days and one use:\n%s\n"), options->name, code);
}

static gboolean
run_school_add (const HavenEndpointOptions *options, char **words, GError **error)
{
  g_autoptr (HavenEndpoint) endpoint = NULL;
  g_autofree char *code = NULL;

  if (options->urn == NULL || options->name == NULL || !g_regex_match_simple (HAVEN_URN_PATTERN, options->urn, G_REGEX_DOLLAR_ENDONLY, 0)
      || strlen (options->name) > HAVEN_LIMIT_NAME_BYTES || options->name[0] == '\0')
    return haven_steps_refuse (_("A school is added by --urn, six digits, and --name."), error);
  endpoint = haven_steps_open (options, error);
  if (endpoint == NULL || !haven_endpoint_begin (endpoint, error))
    return FALSE;
  code = haven_endpoint_add_school (endpoint, options->urn, options->name);
  if (!haven_endpoint_commit (endpoint, error))
    return FALSE;
  print_code (options, code);
  return TRUE;
}

static gboolean
run_schools (const HavenEndpointOptions *options, char **words, GError **error)
{
  g_autoptr (HavenEndpoint) endpoint = haven_steps_open (options, error);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (HavenQuery) query = NULL;

  if (endpoint == NULL || !haven_endpoint_begin (endpoint, error))
    return FALSE;
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "schools");
  json_builder_begin_array (builder);
  query = haven_query_new (endpoint, "SELECT urn, name, urn IN (SELECT urn FROM tokens) FROM schools ORDER BY name", "");
  while (haven_query_next (query)) {
    json_builder_begin_object (builder);
    haven_steps_add_text (builder, "urn", haven_query_get_text (query, 0));
    haven_steps_add_text (builder, "name", haven_query_get_text (query, 1));
    json_builder_set_member_name (builder, "enrolled");
    json_builder_add_boolean_value (builder, haven_query_get_int (query, 2));
    json_builder_end_object (builder);
    if (!haven_steps_wants_json (options))
      g_print ("%s  %s  %s\n", haven_query_get_text (query, 0), haven_query_get_int (query, 2) ? _("enrolled    ") : _("not enrolled"),
               haven_query_get_text (query, 1));
  }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  if (haven_steps_wants_json (options))
    haven_steps_print_json (builder);
  return haven_endpoint_commit (endpoint, error);
}

/* Publishing */

static gboolean
run_catalogue_import (const HavenEndpointOptions *options, char **words, GError **error)
{
  g_autoptr (HavenEndpoint) endpoint = haven_steps_open (options, error);
  g_autoptr (GBytes) file = endpoint == NULL ? NULL : haven_steps_read_file (words[0], error);
  g_autofree char *sentence = NULL;
  gint64 n_events;

  if (file == NULL || !haven_endpoint_begin (endpoint, error))
    return FALSE;
  n_events = haven_endpoint_import_catalogue (endpoint, file, error);
  if (n_events < 0 || !haven_endpoint_commit (endpoint, error))
    return FALSE;
  sentence = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d event is in the catalogue.", "%d events are in the catalogue.", n_events),
                              (int) n_events);
  haven_steps_print_count (options, "events", n_events, sentence);
  return TRUE;
}

static gboolean
import_document (const HavenEndpointOptions *options, const char *type, const char *path, GError **error)
{
  g_autoptr (HavenEndpoint) endpoint = haven_steps_open (options, error);
  g_autoptr (GBytes) file = endpoint == NULL ? NULL : haven_steps_read_file (path, error);

  if (file == NULL || !haven_endpoint_begin (endpoint, error) || !haven_endpoint_import_document (endpoint, type, file, error)
      || !haven_endpoint_commit (endpoint, error))
    return FALSE;
  haven_steps_print_count (options, "published", 1, _("It is published: schools get it with their next exchange."));
  return TRUE;
}

static gboolean
run_policy_import (const HavenEndpointOptions *options, char **words, GError **error)
{
  return import_document (options, "policy", words[0], error);
}

static gboolean
run_benchmarks_import (const HavenEndpointOptions *options, char **words, GError **error)
{
  return import_document (options, "benchmarks", words[0], error);
}

static gboolean
run_priorities_import (const HavenEndpointOptions *options, char **words, GError **error)
{
  return import_document (options, "priorities", words[0], error);
}

static gboolean
run_resources_import (const HavenEndpointOptions *options, char **words, GError **error)
{
  return import_document (options, "resources", words[0], error);
}

/* Bookings and returns */

static void
list_booking (const HavenEndpointOptions *options, HavenQuery *query, JsonBuilder *builder)
{
  static const char *const names[] = { "booking", "urn", "event", "name", "email", "role", "why" };
  const char *state = HAVEN_WIRE_BOOKING_CODES[haven_query_get_int (query, 7)];

  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    haven_steps_add_text (builder, names[i], haven_query_get_text (query, i));
  haven_steps_add_text (builder, "state", state);
  json_builder_end_object (builder);
  if (!haven_steps_wants_json (options))
    g_print ("%s  %s  %-12s  %s  %s\n", haven_query_get_text (query, 0), haven_query_get_text (query, 1), state,
             haven_query_get_text (query, 2), haven_query_get_text (query, 3));
}

static gboolean
run_bookings (const HavenEndpointOptions *options, char **words, GError **error)
{
  g_autoptr (HavenEndpoint) endpoint = haven_steps_open (options, error);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (HavenQuery) query = NULL;

  if (endpoint == NULL || !haven_endpoint_begin (endpoint, error))
    return FALSE;
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "bookings");
  json_builder_begin_array (builder);
  query = haven_query_new (endpoint, "SELECT id, urn, event, name, email, role, why, state FROM bookings WHERE event IS NOT NULL"
                           " ORDER BY made, id", "");
  while (haven_query_next (query))
    list_booking (options, query, builder);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  if (haven_steps_wants_json (options))
    haven_steps_print_json (builder);
  return haven_endpoint_commit (endpoint, error);
}

static gboolean
settle (const HavenEndpointOptions *options, const char *id, HavenWireBookingState state, GError **error)
{
  g_autoptr (HavenEndpoint) endpoint = haven_steps_open (options, error);

  if (endpoint == NULL || !haven_endpoint_begin (endpoint, error)
      || !haven_endpoint_settle_booking (endpoint, id, state, options->why, error) || !haven_endpoint_commit (endpoint, error))
    return FALSE;
  haven_steps_print_count (options, "changed", 1, _("Done: the school is told with its next exchange."));
  return TRUE;
}

static gboolean
run_booking_confirm (const HavenEndpointOptions *options, char **words, GError **error)
{
  return settle (options, words[0], HAVEN_WIRE_CONFIRMED, error);
}

static gboolean
run_booking_refuse (const HavenEndpointOptions *options, char **words, GError **error)
{
  if (options->why == NULL || options->why[0] == '\0' || strlen (options->why) > 1000)
    return haven_steps_refuse (_("Say why in a sentence, with --why: the school is shown it."), error);
  return settle (options, words[0], HAVEN_WIRE_NOT_OFFERED, error);
}

static gboolean
run_booking_attended (const HavenEndpointOptions *options, char **words, GError **error)
{
  return settle (options, words[0], HAVEN_WIRE_ATTENDED, error);
}

static gboolean
run_booking_certify (const HavenEndpointOptions *options, char **words, GError **error)
{
  g_autoptr (HavenEndpoint) endpoint = haven_steps_open (options, error);
  HavenDay lapses_on = HAVEN_DAY_NONE;

  if (endpoint == NULL)
    return FALSE;
  if (options->lapses_on != NULL && !haven_day_parse (options->lapses_on, &lapses_on))
    return haven_steps_refuse (_("--lapses-on should be a day such as 2029-06-04."), error);
  if (!g_regex_match_simple (HAVEN_ID_PATTERN, words[1], G_REGEX_DOLLAR_ENDONLY, 0))
    return haven_steps_refuse (_("A certificate's number is made of letters, digits, dots and dashes."), error);
  if (!haven_endpoint_begin (endpoint, error) || !haven_endpoint_certify_booking (endpoint, words[0], words[1], lapses_on, error)
      || !haven_endpoint_commit (endpoint, error))
    return FALSE;
  haven_steps_print_count (options, "changed", 1, _("Done: the school is told with its next exchange."));
  return TRUE;
}

/* A metadata file lies beside the figures, as with the DfE's own: figures.csv, figures.meta.csv */
static gboolean
write_metadata (const HavenEndpointOptions *options, GError **error)
{
  g_autofree char *stem = options->output == NULL ? NULL : g_strndup (options->output, strlen (options->output)
                                                                      - (g_str_has_suffix (options->output, ".csv") ? 4 : 0));
  g_autofree char *path = stem == NULL ? NULL : g_strconcat (stem, ".meta.csv", NULL);
  char *csv = haven_endpoint_export_metadata ();
  g_autoptr (GBytes) bytes = g_bytes_new_take (csv, strlen (csv));

  return path == NULL || haven_platform_replace_file (path, bytes, error);
}

static char *
export_answers (HavenEndpoint *endpoint, GError **error)
{
  return haven_endpoint_export_answers (endpoint);
}

static char *
export_bookings (HavenEndpoint *endpoint, GError **error)
{
  return haven_endpoint_export_bookings (endpoint);
}

static char *
export_all (HavenEndpoint *endpoint, GError **error)
{
  return haven_endpoint_dump (endpoint);
}

static gboolean
export (const HavenEndpointOptions *options, char *(*print) (HavenEndpoint *endpoint, GError **error), GError **error)
{
  g_autoptr (HavenEndpoint) endpoint = haven_steps_open (options, error);
  g_autoptr (GBytes) bytes = NULL;
  char *text;

  if (endpoint == NULL || !haven_endpoint_begin (endpoint, error))
    return FALSE;
  text = print (endpoint, error);
  if (text == NULL)
    return FALSE;
  bytes = g_bytes_new_take (text, strlen (text));
  return haven_endpoint_commit (endpoint, error) && haven_steps_write_output (options, bytes, error);
}

static gboolean
run_releases_export (const HavenEndpointOptions *options, char **words, GError **error)
{
  return export (options, haven_endpoint_export_releases, error) && write_metadata (options, error);
}

static gboolean
run_bookings_export (const HavenEndpointOptions *options, char **words, GError **error)
{
  return export (options, export_bookings, error);
}

static gboolean
run_answers_export (const HavenEndpointOptions *options, char **words, GError **error)
{
  return export (options, export_answers, error);
}

static gboolean
run_dump (const HavenEndpointOptions *options, char **words, GError **error)
{
  return export (options, export_all, error);
}

static gboolean
run_backup (const HavenEndpointOptions *options, char **words, GError **error)
{
  g_autoptr (HavenEndpoint) endpoint = haven_steps_open (options, error);

  if (endpoint == NULL || !haven_endpoint_back_up (endpoint, words[0], error))
    return FALSE;
  haven_steps_print_count (options, "saved", 1,
                           _("Saved. To put it back: stop the server and copy the file to virtual-school.db in the data folder."));
  return TRUE;
}

static gboolean
run_school_revoke (const HavenEndpointOptions *options, char **words, GError **error)
{
  g_autoptr (HavenEndpoint) endpoint = NULL;

  if (options->urn == NULL)
    return haven_steps_refuse (_("Say which school, with --urn."), error);
  endpoint = haven_steps_open (options, error);
  if (endpoint == NULL || !haven_endpoint_begin (endpoint, error) || !haven_endpoint_revoke_school (endpoint, options->urn, error)
      || !haven_endpoint_commit (endpoint, error))
    return FALSE;
  haven_steps_print_count (options, "revoked", 1,
                           _("Done: none of this school's computers is let in any more. A new code lets it join again."));
  return TRUE;
}

static gboolean
run_survey_import (const HavenEndpointOptions *options, char **words, GError **error)
{
  return import_document (options, "survey", words[0], error);
}

/* The exchange itself */

static gboolean
run_answer (const HavenEndpointOptions *options, char **words, GError **error)
{
  g_autoptr (HavenEndpoint) endpoint = haven_steps_open (options, error);
  g_autoptr (GBytes) file = endpoint == NULL ? NULL : haven_steps_read_file (words[0], error);
  g_autoptr (GBytes) answer = file == NULL ? NULL : haven_endpoint_answer_file (endpoint, file, error);

  return answer != NULL && haven_steps_write_output (options, answer, error);
}

/* One line on standard output says where it listens; then until it is told to end */
static void
serve_until_told (HavenServer *server, const char *listen)
{
  g_autoptr (GMainLoop) loop = haven_steps_new_loop ();
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *host = g_strndup (listen, strrchr (listen, ':') != NULL ? (gsize) (strrchr (listen, ':') - listen) : strlen (listen));

  json_builder_begin_object (builder);
  haven_steps_add_text (builder, "listening", host);
  json_builder_set_member_name (builder, "port");
  json_builder_add_int_value (builder, haven_server_get_port (server));
  json_builder_end_object (builder);
  haven_steps_print_json (builder);
  fflush (stdout);
  g_main_loop_run (loop);
}

static void
log_cb (const char *line, gpointer unused)
{
  g_printerr ("%s\n", line);
}

static gboolean
serve (const HavenEndpointOptions *options, HavenEndpoint *endpoint, GError **error)
{
  g_autofree char *certificate = NULL, *key = NULL;
  HavenServerSettings settings = { .listen = options->listen, .log = options->quiet ? NULL : log_cb };
  HavenServer *server;

  if (!g_file_get_contents (options->tls_cert, &certificate, NULL, error) || !g_file_get_contents (options->tls_key, &key, NULL, error))
    return FALSE;
  settings.certificate = certificate;
  settings.key = key;
  server = haven_server_start (endpoint, &settings, error);
  haven_wipe_string (key);
  if (server == NULL)
    return FALSE;
  serve_until_told (server, options->listen);
  haven_server_stop (server);
  return TRUE;
}

static gboolean
run_serve (const HavenEndpointOptions *options, char **words, GError **error)
{
  g_autoptr (HavenEndpoint) endpoint = NULL;

  if (haven_steps_is_second_party (options))
    return haven_key_holder_run_serve (options, error);
  if (options->listen == NULL || options->tls_cert == NULL || options->tls_key == NULL)
    return haven_steps_refuse (_("To serve, give --listen ADDRESS:PORT, --tls-cert FILE and --tls-key FILE."), error);
  if (options->role != NULL && strcmp (options->role, "virtual-school") != 0)
    return haven_steps_refuse (_("There is no such role: --role virtual-school or --role second-party."), error);
  endpoint = haven_steps_open_as (options, "virtual-school", error);
  return endpoint != NULL && serve (options, endpoint, error);
}

/* Sealed totals: the Virtual School's side */

static gboolean
run_share_key (const HavenEndpointOptions *options, char **words, GError **error)
{
  const char *role = haven_steps_is_second_party (options) ? "second-party" : "virtual-school";
  g_autoptr (HavenEndpoint) endpoint = haven_steps_open_as (options, role, error);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GBytes) key = NULL;
  g_autofree char *text = NULL;

  if (endpoint == NULL || !haven_endpoint_begin (endpoint, error))
    return FALSE;
  key = haven_endpoint_get_share_key (endpoint, NULL);
  if (!haven_endpoint_commit (endpoint, error) || key == NULL)
    return FALSE;
  text = g_base64_encode (g_bytes_get_data (key, NULL), g_bytes_get_size (key));
  json_builder_begin_object (builder);
  haven_steps_add_text (builder, "key", text);
  json_builder_end_object (builder);
  if (haven_steps_wants_json (options))
    haven_steps_print_json (builder);
  else
    g_print ("%s\n", text);
  return TRUE;
}

static gboolean
run_shares_export (const HavenEndpointOptions *options, char **words, GError **error)
{
  g_autoptr (HavenEndpoint) endpoint = haven_steps_open_as (options, "virtual-school", error);
  g_autoptr (GBytes) list = NULL;

  if (endpoint == NULL || !haven_endpoint_begin (endpoint, error))
    return FALSE;
  list = haven_endpoint_list_shares (endpoint, words[0]);
  return haven_endpoint_commit (endpoint, error) && haven_steps_write_output (options, list, error);
}

static gboolean
run_sum_import (const HavenEndpointOptions *options, char **words, GError **error)
{
  g_autoptr (HavenEndpoint) endpoint = haven_steps_open_as (options, "virtual-school", error);
  g_autoptr (GBytes) sum = endpoint != NULL ? haven_steps_read_file (words[0], error) : NULL;

  if (sum == NULL || !haven_endpoint_begin (endpoint, error) || !haven_endpoint_keep_sum (endpoint, sum, error) ||
      !haven_endpoint_commit (endpoint, error))
    return FALSE;
  haven_steps_print_count (options, "kept", 1, _("The key-holder's sum is kept: “totals export” gives the totals."));
  return TRUE;
}

static gboolean
run_totals_export (const HavenEndpointOptions *options, char **words, GError **error)
{
  g_autoptr (HavenEndpoint) endpoint = haven_steps_open_as (options, "virtual-school", error);
  g_autoptr (GBytes) bytes = NULL;
  char *csv;

  if (endpoint == NULL || !haven_endpoint_begin (endpoint, error))
    return FALSE;
  csv = haven_endpoint_export_totals (endpoint, error);
  if (csv == NULL)
    return FALSE;
  bytes = g_bytes_new_take (csv, strlen (csv));
  return haven_endpoint_commit (endpoint, error) && haven_steps_write_output (options, bytes, error);
}

static const HavenEndpointCommand commands[] = {
  { "init", "[--name NAME]", 0, run_init },
  { "school add", "--urn N --name NAME", 0, run_school_add },
  { "school revoke", "--urn N", 0, run_school_revoke },
  { "schools", "", 0, run_schools },
  { "catalogue import", "FILE.csv", 1, run_catalogue_import },
  { "policy import", "FILE.json", 1, run_policy_import },
  { "benchmarks import", "FILE.csv", 1, run_benchmarks_import },
  { "priorities import", "FILE.csv", 1, run_priorities_import },
  { "resources import", "FILE.csv", 1, run_resources_import },
  { "survey import", "FILE.csv", 1, run_survey_import },
  { "answers export", "[--output FILE.csv]", 0, run_answers_export },
  { "bookings", "", 0, run_bookings },
  { "bookings export", "[--output FILE.csv]", 0, run_bookings_export },
  { "booking certify", "ID CERTIFICATE [--lapses-on DATE]", 2, run_booking_certify },
  { "booking confirm", "ID", 1, run_booking_confirm },
  { "booking refuse", "ID --why SENTENCE", 1, run_booking_refuse },
  { "booking attended", "ID", 1, run_booking_attended },
  { "releases export", "[--output FILE.csv]", 0, run_releases_export },
  { "backup", "FILE", 1, run_backup },
  { "dump", "[--output FILE.sql]", 0, run_dump },
  { "share key", "[--role second-party]", 0, run_share_key },
  { "shares export", "PERIOD --output FILE", 1, run_shares_export },
  { "shares open", "FILE --role second-party --output FILE", 1, haven_key_holder_run_shares_open },
  { "sum import", "FILE", 1, run_sum_import },
  { "totals export", "[--output FILE.csv]", 0, run_totals_export },
  { "join", "URL --code CODE [--ca FILE] --role second-party", 1, haven_key_holder_run_join },
  { "open", "PERIOD --role second-party", 1, haven_key_holder_run_open },
  { "plan", "PERIOD DATE --role second-party", 2, haven_key_holder_run_plan },
  { "serve", "--listen ADDRESS:PORT --tls-cert FILE --tls-key FILE | --role second-party", 0, run_serve },
  { "answer", "FILE --output FILE", 1, run_answer },
};

static gboolean
is_named (const HavenEndpointCommand *command, char **words, char ***ret_rest)
{
  g_auto (GStrv) parts = g_strsplit (command->name, " ", -1);
  guint n = g_strv_length (parts);

  if (g_strv_length (words) != n + command->n_words)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (strcmp (parts[i], words[i]) != 0)
      return FALSE;
  *ret_rest = words + n;
  return TRUE;
}

const HavenEndpointCommand *
haven_endpoint_find_command (char **words, char ***ret_rest)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (is_named (&commands[i], words, ret_rest))
      return &commands[i];
  return NULL;
}

char *
haven_endpoint_dup_usage (void)
{
  GString *usage = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_string_append_printf (usage, "  haven-endpoint --data FOLDER %s %s\n", commands[i].name, commands[i].arguments);
  return g_string_free (usage, FALSE);
}
