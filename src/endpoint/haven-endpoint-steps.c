/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-endpoint-steps.h"

#include "haven-endpoint-key-holder.h"
#include "haven-platform.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>

gboolean
haven_steps_refuse (const char *sentence, GError **error)
{
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, sentence);
  return FALSE;
}

HavenEndpoint *
haven_steps_open (const HavenEndpointOptions *options, GError **error)
{
  g_autoptr (HavenEndpoint) endpoint = haven_endpoint_open (options->data, error);
  HavenDay today = HAVEN_DAY_NONE;

  if (endpoint == NULL)
    return NULL;
  if (options->today != NULL && !haven_day_parse (options->today, &today)) {
    haven_steps_refuse (_("--today should be a day such as 2026-06-04."), error);
    return NULL;
  }
  haven_endpoint_set_today (endpoint, today);
  return g_steal_pointer (&endpoint);
}

GBytes *
haven_steps_read_file (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, NULL, error);

  if (info == NULL)
    return NULL;
  if (g_file_info_get_size (info) <= HAVEN_LIMIT_REPLY_BYTES)
    return g_file_load_bytes (file, NULL, NULL, error);
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_TOO_LARGE, _("The file is larger than anything that the exchange carries."));
  return NULL;
}

gboolean
haven_steps_write_output (const HavenEndpointOptions *options, GBytes *bytes, GError **error)
{
  if (options->output != NULL)
    return haven_platform_replace_file (options->output, bytes, error);
  fwrite (g_bytes_get_data (bytes, NULL), 1, g_bytes_get_size (bytes), stdout);
  return TRUE;
}

gboolean
haven_steps_wants_json (const HavenEndpointOptions *options)
{
  return g_strcmp0 (options->format, "json") == 0;
}

void
haven_steps_print_json (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, FALSE);

  g_print ("%s\n", text);
}

void
haven_steps_add_text (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

void
haven_steps_print_count (const HavenEndpointOptions *options, const char *name, gint64 count, const char *sentence)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (!haven_steps_wants_json (options)) {
    g_print ("%s\n", sentence);
    return;
  }
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, count);
  json_builder_end_object (builder);
  haven_steps_print_json (builder);
}

gboolean
haven_steps_is_second_party (const HavenEndpointOptions *options)
{
  return g_strcmp0 (options->role, "second-party") == 0;
}

HavenEndpoint *
haven_steps_open_as (const HavenEndpointOptions *options, const char *role, GError **error)
{
  g_autoptr (HavenEndpoint) endpoint = haven_steps_open (options, error);

  if (endpoint == NULL || !haven_endpoint_begin (endpoint, error))
    return NULL;
  if (haven_endpoint_take_role (endpoint, role, error))
    return haven_endpoint_commit (endpoint, error) ? g_steal_pointer (&endpoint) : NULL;
  haven_endpoint_rollback (endpoint);
  return NULL;
}

static gboolean
stop_cb (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_CONTINUE;
}

GMainLoop *
haven_steps_new_loop (void)
{
  GMainLoop *loop = g_main_loop_new (NULL, FALSE);

  g_unix_signal_add (SIGTERM, stop_cb, loop);
  g_unix_signal_add (SIGINT, stop_cb, loop);
  return loop;
}
