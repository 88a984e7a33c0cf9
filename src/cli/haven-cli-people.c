/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-cli-commands.h"

#include "haven-platform.h"

#include <glib/gi18n.h>
#include <string.h>

/* user, passphrase, recovery-sheet: who may open the store, and with what */

static char *new_file, *name, *role, *output;

static const GOptionEntry user_options[] = {
  { "user", 0, 0, G_OPTION_ARG_STRING, &name, N_("Who is added"), N_("NAME") },
  { "role", 0, 0, G_OPTION_ARG_STRING, &role, N_("dsl, deputy, dt, attendance or reader"), N_("ROLE") },
  { "new-passphrase-file", 0, 0, G_OPTION_ARG_FILENAME, &new_file, N_("Where the new passphrase stands; - is standard input"), N_("FILE") },
  { NULL },
};

static const GOptionEntry passphrase_options[] = {
  { "new-passphrase-file", 0, 0, G_OPTION_ARG_FILENAME, &new_file, N_("Where the new passphrase stands; - is standard input"), N_("FILE") },
  { NULL },
};

static const GOptionEntry sheet_options[] = {
  { "output", 0, 0, G_OPTION_ARG_FILENAME, &output, N_("The PDF to write; put the paper into the safe, and delete the file"), "FILE.pdf" },
  { NULL },
};

static gboolean
parse_role (const char *text, HavenRole *ret_role, GError **error)
{
  return haven_role_parse (text, ret_role) ||
         haven_cli_usage (error, _("There is no role “%s”. Roles: dsl, deputy, dt, attendance, reader."), text);
}

static gboolean
add_user (HavenCli *cli, char **arguments, GError **error)
{
  HavenUser user = { .name = name };
  char *passphrase;
  gboolean added;

  if (name == NULL || role == NULL)
    return haven_cli_usage (error, _("Usage: haven-cli user add --user NAME --role ROLE [--new-passphrase-file FILE]"));
  if (!parse_role (role, &user.role, error))
    return FALSE;
  passphrase = haven_cli_read_other_passphrase (cli, new_file, error);
  if (passphrase == NULL)
    return FALSE;
  added = haven_session_add_user (cli->session, &user, passphrase, error);
  haven_wipe_string (passphrase);
  g_free (passphrase);
  return added;
}

static gboolean
remove_user (HavenCli *cli, char **arguments, GError **error)
{
  if (arguments[0] == NULL || arguments[1] != NULL)
    return haven_cli_usage (error, _("Usage: haven-cli user remove NAME"));
  return haven_session_remove_user (cli->session, arguments[0], error);
}

static gboolean
change_role (HavenCli *cli, char **arguments, GError **error)
{
  HavenRole wanted;

  if (arguments[0] == NULL || arguments[1] == NULL || arguments[2] != NULL)
    return haven_cli_usage (error, _("Usage: haven-cli user role NAME ROLE"));
  return parse_role (arguments[1], &wanted, error) && haven_session_change_role (cli->session, arguments[0], wanted, error);
}

static gboolean
rename_user (HavenCli *cli, char **arguments, GError **error)
{
  if (arguments[0] == NULL || arguments[1] == NULL || arguments[2] != NULL)
    return haven_cli_usage (error, _("Usage: haven-cli user rename NAME NEW-NAME"));
  return haven_session_rename_user (cli->session, arguments[0], arguments[1], error);
}

typedef struct {
  const char *verb;
  gboolean (*run) (HavenCli *cli, char **arguments, GError **error);
} Verb;

static const Verb verbs[] = { { "add", add_user }, { "remove", remove_user }, { "role", change_role }, { "rename", rename_user } };

/* The words are looked at before anything is opened. */
static const Verb *
find_verb (const char *word, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (verbs[i].verb, word))
      return &verbs[i];
  haven_cli_usage (error, _("Say user add, user remove, user role or user rename."));
  return NULL;
}

static gboolean
run_user (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  const Verb *verb = find_verb (arguments[0], error);

  if (verb == NULL || !haven_cli_open (cli, error) || !verb->run (cli, arguments + 1, error))
    return FALSE;
  return haven_cli_users.run (cli, arguments, out, error);
}

/* One's own: the passphrase that opens the store is the one that is changed. */
static gboolean
change_own (HavenCli *cli, const char *before, GError **error)
{
  char *after;
  gboolean changed;

  if (!haven_session_unlock (cli->session, cli->user, before, error))
    return FALSE;
  after = haven_cli_read_other_passphrase (cli, new_file, error);
  if (after == NULL)
    return FALSE;
  changed = haven_session_change_passphrase (cli->session, before, after, error);
  haven_wipe_string (after);
  g_free (after);
  return changed;
}

static gboolean
run_passphrase (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  char *before = haven_cli_read_passphrase (cli, FALSE, error);
  gboolean changed;

  if (before == NULL)
    return FALSE;
  changed = change_own (cli, before, error);
  haven_wipe_string (before);
  g_free (before);
  if (changed)
    haven_cli_set_text (out, "changed", haven_session_get_user (cli->session)->name);
  return changed;
}

static gboolean
run_sheet (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  g_autoptr (GBytes) sheet = NULL;

  if (output == NULL)
    return haven_cli_usage (error, _("Usage: haven-cli recovery-sheet --output FILE.pdf"));
  if (!haven_cli_open (cli, error))
    return FALSE;
  sheet = haven_session_make_recovery_sheet (cli->session, error);
  if (sheet == NULL || !haven_platform_replace_file (output, sheet, error))
    return FALSE;
  haven_cli_set_text (out, "file", output);
  return TRUE;
}

const HavenCliCommand haven_cli_user = {
  "user", "add|remove|role|rename …", N_("add, remove or rename a person, or change a role"), HAVEN_CLI_FOLDER, 1, 3,
  user_options, run_user,
};

const HavenCliCommand haven_cli_passphrase = {
  "passphrase", "", N_("change your own passphrase"), HAVEN_CLI_FOLDER, 0, 0, passphrase_options, run_passphrase,
};

const HavenCliCommand haven_cli_recovery_sheet = {
  "recovery-sheet", "--output FILE.pdf", N_("make a new sheet for the school's safe"), HAVEN_CLI_FOLDER, 0, 0, sheet_options, run_sheet,
};
