/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-cli-commands.h"

#include <glib/gi18n.h>

/* share, check-out, check-in, shared: one store for several people, in the school's shared folder */

static char *as_folder;
static gboolean to_read, give_free;

static const GOptionEntry check_out_options[] = {
  { "as", 0, 0, G_OPTION_ARG_FILENAME, &as_folder, N_("A new folder on this computer"), N_("FOLDER") },
  { "to-read", 0, 0, G_OPTION_ARG_NONE, &to_read, N_("Only a copy to read: it cannot be checked in"), NULL },
  { NULL },
};

static const GOptionEntry shared_options[] = {
  { "release", 0, 0, G_OPTION_ARG_NONE, &give_free, N_("Take it back from whoever has it: they cannot check it in any more"), NULL },
  { NULL },
};

static gboolean
run_share (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  haven_cli_set_text (out, "shared", arguments[0]);
  return haven_session_share (cli->session, arguments[0], error);
}

static gboolean
run_check_in (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  haven_cli_set_text (out, "shared", arguments[0]);
  return haven_session_check_in (cli->session, arguments[0], error);
}

static gboolean
run_check_out (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  const char *who = cli->user != NULL ? cli->user : g_get_real_name ();

  if (as_folder == NULL)
    return haven_cli_usage (error, _("Usage: haven-cli check-out SHARED-FOLDER --as FOLDER"));
  haven_cli_set_text (out, "store", as_folder);
  if (to_read)
    return haven_shared_copy (arguments[0], as_folder, error);
  return haven_shared_check_out (arguments[0], as_folder, who, cli->clock, error);
}

static gboolean
run_shared (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  g_autofree char *holder = NULL;
  gint64 since = 0;

  if (give_free && !haven_shared_release (arguments[0], error))
    return FALSE;
  if (!haven_shared_get_holder (arguments[0], &holder, &since, error))
    return FALSE;
  haven_cli_set_text (out, "holder", holder);
  haven_cli_set_time (out, "since", since);
  return TRUE;
}

const HavenCliCommand haven_cli_share = {
  "share", "SHARED-FOLDER", N_("put a sealed copy into the school's shared folder"), HAVEN_CLI_OPEN, 1, 1, NULL, run_share,
};

const HavenCliCommand haven_cli_check_out = {
  "check-out", "SHARED-FOLDER --as FOLDER", N_("take the shared store to this computer"), HAVEN_CLI_FOLDER, 1, 1,
  check_out_options, run_check_out,
};

const HavenCliCommand haven_cli_check_in = {
  "check-in", "SHARED-FOLDER", N_("bring it back"), HAVEN_CLI_OPEN, 1, 1, NULL, run_check_in,
};

const HavenCliCommand haven_cli_shared = {
  "shared", "SHARED-FOLDER", N_("who has the shared store, and since when"), HAVEN_CLI_FOLDER, 1, 1, shared_options, run_shared,
};
