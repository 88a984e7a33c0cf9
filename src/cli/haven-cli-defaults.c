/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-cli-commands.h"

#include <glib/gi18n.h>

/* defaults: what a technician laid down for this computer, as Haven understands it */

static JsonArray *
list_places (void)
{
  const char *const *folders = g_get_system_config_dirs ();
  JsonArray *places = json_array_new ();

  for (guint i = 0; folders[i] != NULL; i++) {
    g_autofree char *path = haven_defaults_dup_place (folders[i]);
    json_array_add_string_element (places, path);
  }
  return places;
}

static JsonArray *
list_refused (const HavenDefaults *defaults)
{
  JsonArray *refused = json_array_new ();

  for (guint i = 0; i < defaults->refused->len; i++)
    json_array_add_string_element (refused, defaults->refused->pdata[i]);
  return refused;
}

/* What makes no sense ends it like a failure, so that a script that deploys the file sees it. */
static gboolean
run_defaults (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  const HavenDefaults *defaults = haven_defaults_get ();

  haven_cli_set_text (out, "file", defaults->path);
  json_object_set_array_member (out, "places", list_places ());
  haven_cli_set_text (out, "address", defaults->address);
  haven_cli_set_text (out, "proxy", defaults->proxy);
  haven_cli_set_text (out, "ca", defaults->ca_file);
  if (defaults->lock_minutes > 0)
    json_object_set_int_member (out, "lock_minutes", defaults->lock_minutes);
  else
    json_object_set_null_member (out, "lock_minutes");
  json_object_set_boolean_member (out, "full_registers", defaults->full_registers);
  haven_cli_set_text (out, "notice_version", defaults->notice_version);
  haven_cli_set_text (out, "notice", defaults->notice);
  json_object_set_array_member (out, "refused", list_refused (defaults));
  cli->status = defaults->refused->len > 0 ? 1 : 0;
  return TRUE;
}

const HavenCliCommand haven_cli_defaults = {
  "defaults", "", N_("what was laid down for this computer, and what of it makes no sense"), HAVEN_CLI_BARE, 0, 0, NULL, run_defaults,
};
