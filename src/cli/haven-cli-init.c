/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-cli-commands.h"

#include <glib/gi18n.h>
#include <string.h>

/* init: a new, empty, encrypted store with its first user */

static char *school, *urn, *laestab, *user, *role;

static const GOptionEntry options[] = {
  { "school", 0, 0, G_OPTION_ARG_STRING, &school, N_("The school's name"), N_("NAME") },
  { "urn", 0, 0, G_OPTION_ARG_STRING, &urn, N_("Its unique reference number, six digits"), "N" },
  { "laestab", 0, 0, G_OPTION_ARG_STRING, &laestab, N_("Authority and establishment number, seven digits"), "N" },
  { "user", 0, 0, G_OPTION_ARG_STRING, &user, N_("The first user's name"), N_("NAME") },
  { "role", 0, 0, G_OPTION_ARG_STRING, &role, N_("dsl, deputy, dt, attendance or reader"), N_("ROLE") },
  { NULL },
};

static gboolean
is_number (const char *text, gsize digits)
{
  return strlen (text) == digits && strspn (text, "0123456789") == digits;
}

static gboolean
check_words (HavenRole *ret_role, GError **error)
{
  if (school == NULL || urn == NULL)
    return haven_cli_usage (error, _("A new store needs --school and --urn."));
  if (!is_number (urn, 6))
    return haven_cli_usage (error, _("A URN has six digits."));
  if (laestab != NULL && !is_number (laestab, 7))
    return haven_cli_usage (error, _("A LAESTAB has seven digits."));
  if (role != NULL && !haven_role_parse (role, ret_role))
    return haven_cli_usage (error, _("There is no role “%s”."), role);
  return TRUE;
}

static gboolean
set (HavenCli *cli, const char *key, const char *value, GError **error)
{
  return value == NULL || haven_session_run (cli->session, haven_command_set (key, value), error) >= 0;
}

static gboolean
run_init (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  HavenRole first_role = HAVEN_ROLE_DSL;

  if (!check_words (&first_role, error) || !haven_cli_create_store (cli, user, first_role, error))
    return FALSE;
  if (!set (cli, "name", school, error) || !set (cli, "urn", urn, error) || !set (cli, "laestab", laestab, error))
    return FALSE;
  json_object_set_string_member (out, "store", cli->store);
  return TRUE;
}

const HavenCliCommand haven_cli_init = {
  "init", "--school NAME --urn N", N_("make a new, empty, encrypted store"), HAVEN_CLI_FOLDER, 0, 0, options, run_init,
};
