/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-endpoint-commands.h"
#include "haven-error.h"
#include "haven-platform.h"
#include "haven-reference.h"
#include "haven-secret.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <locale.h>
#include <signal.h>

enum { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_USAGE = 2 };

static int
print_error (const HavenEndpointOptions *options, GError *error)
{
  const char *code = error->domain == HAVEN_ERROR ? haven_error_code_name (error->code) : "failed";
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  g_printerr ("haven-endpoint: %s\n", error->message);
  if (g_strcmp0 (options->format, "json") != 0)
    return EXIT_FAILED;
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "error");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "code");
  json_builder_add_string_value (builder, code);
  json_builder_set_member_name (builder, "message");
  json_builder_add_string_value (builder, error->message);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);
  g_print ("%s\n", text);
  return EXIT_FAILED;
}

static int
print_usage (const char *why)
{
  g_autofree char *usage = haven_endpoint_dup_usage ();

  g_printerr ("haven-endpoint: %s\n\n%s", why, usage);
  return EXIT_USAGE;
}

static gboolean
parse_options (int argc, char **argv, HavenEndpointOptions *options, GError **error)
{
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &options->data, N_("The Virtual School's data"), "FOLDER" },
    { "format", 0, 0, G_OPTION_ARG_STRING, &options->format, N_("How results are printed"), "text|json" },
    { "today", 0, 0, G_OPTION_ARG_STRING, &options->today, N_("The day to go by"), "DATE" },
    { "name", 0, 0, G_OPTION_ARG_STRING, &options->name, N_("Of the Virtual School, or of a school"), "NAME" },
    { "urn", 0, 0, G_OPTION_ARG_STRING, &options->urn, N_("Of a school"), "N" },
    { "why", 0, 0, G_OPTION_ARG_STRING, &options->why, N_("Why a booking is not offered"), "SENTENCE" },
    { "output", 0, 0, G_OPTION_ARG_FILENAME, &options->output, N_("Where to write"), "FILE" },
    { "listen", 0, 0, G_OPTION_ARG_STRING, &options->listen, N_("Where to serve; port 0 picks one"), "ADDRESS:PORT" },
    { "tls-cert", 0, 0, G_OPTION_ARG_FILENAME, &options->tls_cert, N_("The server's certificate and its chain"), "FILE" },
    { "tls-key", 0, 0, G_OPTION_ARG_FILENAME, &options->tls_key, N_("The certificate's key"), "FILE" },
    { "role", 0, 0, G_OPTION_ARG_STRING, &options->role, N_("What this server is"), "virtual-school|second-party" },
    { "code", 0, 0, G_OPTION_ARG_STRING, &options->code, N_("That the Virtual School gave the key-holder"), "CODE" },
    { "ca", 0, 0, G_OPTION_ARG_FILENAME, &options->ca, N_("An authority that the Virtual School's certificate is checked by"), "FILE" },
    { "lapses-on", 0, 0, G_OPTION_ARG_STRING, &options->lapses_on, N_("When what was learnt is to be refreshed"), "DATE" },
    { "quiet", 0, 0, G_OPTION_ARG_NONE, &options->quiet, N_("No line on standard error for each request"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->words, NULL, N_("COMMAND …") },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autofree char *usage = haven_endpoint_dup_usage ();

  g_option_context_set_summary (context, usage);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  return g_option_context_parse (context, &argc, &argv, error);
}

static int
run (const HavenEndpointOptions *options)
{
  const HavenEndpointCommand *command;
  g_autoptr (GError) error = NULL;
  char **rest;

  if (options->data == NULL || options->words == NULL)
    return print_usage (_("Give the folder of the data and a command."));
  command = haven_endpoint_find_command (options->words, &rest);
  if (command == NULL)
    return print_usage (_("There is no such command."));
  if (!haven_secret_start (&error) || !command->run (options, rest, &error))
    return print_error (options, error);
  return EXIT_DONE;
}

static void
clear_options (HavenEndpointOptions *options)
{
  char *texts[] = { options->data, options->format, options->today, options->name, options->urn, options->why,
                    options->output, options->listen, options->tls_cert, options->tls_key, options->role, options->lapses_on,
                    options->code, options->ca };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  g_strfreev (options->words);
}

int
main (int argc, char **argv)
{
  HavenEndpointOptions options = { 0 };
  g_autoptr (GError) error = NULL;
  int code;

  setlocale (LC_ALL, "");
  haven_platform_find_texts ();
  haven_platform_start ();
  haven_reference_start ();
  signal (SIGPIPE, SIG_IGN);
  if (!parse_options (argc, argv, &options, &error))
    code = print_usage (error->message);
  else
    code = run (&options);
  clear_options (&options);
  return code;
}
