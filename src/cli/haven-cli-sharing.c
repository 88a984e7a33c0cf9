/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-cli-commands.h"

#include <glib/gi18n.h>

#include "haven-sharing.h"

/* sharing: which settings are in force, what the Virtual School offers, and agreeing to it for the head or the trust */

static char *approved_by;

static const GOptionEntry sharing_options[] = {
  { "approved-by", 0, 0, G_OPTION_ARG_STRING, &approved_by, N_("Agree to what is offered: who approved it for the head or the trust"),
    N_("NAME") },
  { NULL },
};

static void
tell_policy (JsonObject *out, const char *name, HavenPolicy *policy)
{
  JsonObject *row;

  if (policy == NULL)
    return;
  row = json_object_new ();
  haven_cli_set_text (row, "id", haven_policy_get_id (policy));
  haven_cli_set_text (row, "source", haven_policy_get_source (policy));
  haven_cli_set_text (row, "channel", HAVEN_CHANNEL_CODES[haven_policy_get_channel (policy)]);
  json_object_set_int_member (row, "version", haven_policy_get_version (policy));
  json_object_set_object_member (out, name, row);
}

static void
tell_changes (JsonObject *out, GPtrArray *changes)
{
  JsonArray *rows = json_array_new ();

  for (guint i = 0; changes != NULL && i < changes->len; i++)
    json_array_add_string_element (rows, g_ptr_array_index (changes, i));
  json_object_set_array_member (out, "changes", rows);
}

static gboolean
run_sharing (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  g_autoptr (HavenSharing) before = haven_sharing_new (haven_cli_get_school (cli), error);
  g_autoptr (HavenSharing) sharing = NULL;

  if (before == NULL)
    return FALSE;
  if (approved_by != NULL &&
      haven_session_run (cli->session, haven_command_agree_sharing (before->offered_digest, approved_by), error) < 0)
    return FALSE;
  sharing = haven_sharing_new (haven_cli_get_school (cli), error);
  if (sharing == NULL)
    return FALSE;
  tell_policy (out, "in_force", sharing->in_force);
  haven_cli_set_text (out, "approved_by", sharing->approved_by);
  tell_policy (out, "offered", sharing->offered);
  tell_changes (out, sharing->changes);
  haven_cli_set_text (out, "problem", sharing->problem);
  return TRUE;
}

const HavenCliCommand haven_cli_sharing = {
  "sharing", "[--approved-by NAME]", N_("show the sharing settings, and agree to new ones"), HAVEN_CLI_OPEN, 0, 0, sharing_options,
  run_sharing,
};
