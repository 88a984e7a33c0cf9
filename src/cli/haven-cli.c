/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-cli.h"

#include "haven-platform.h"
#include "haven-reference.h"

#include <glib/gi18n.h>
#include <locale.h>

/* haven-cli: options, then a command, then its own. Exit: 0 done, 1 refused or failed, 2 usage, 3 locked, 4 kept for later. */

typedef struct {
  char *today;
  char *format;
  gboolean version;
} Words;

static char *
default_store (void)
{
  g_autofree char *data = haven_platform_data_folder ();

  return g_build_filename (data, "school.haven", NULL);
}

/* How to print must be known even where the options themselves are wrong */
static gboolean
wants_json (char **arguments)
{
  for (guint i = 0; arguments[i] != NULL; i++)
    if (g_str_equal (arguments[i], "--format=json")
        || (g_str_equal (arguments[i], "--format") && g_strcmp0 (arguments[i + 1], "json") == 0))
      return TRUE;
  return FALSE;
}

static char *
list_commands (void)
{
  GString *text = g_string_new (_("Commands:"));

  for (guint i = 0; haven_cli_commands[i] != NULL; i++)
    g_string_append_printf (text, "\n  %-16s %s", haven_cli_commands[i]->name, _(haven_cli_commands[i]->summary));
  return g_string_free (text, FALSE);
}

static gboolean
parse_options (HavenCli *cli, Words *words, char ***arguments, GError **error)
{
  const GOptionEntry entries[] = {
    { "store", 0, 0, G_OPTION_ARG_FILENAME, &cli->store, N_("The store's folder"), N_("FOLDER") },
    { "user", 0, 0, G_OPTION_ARG_STRING, &cli->user, N_("Whose passphrase it is, where there are several"), N_("NAME") },
    { "passphrase-file", 0, 0, G_OPTION_ARG_FILENAME, &cli->passphrase_file, N_("Where the passphrase stands; - is standard input"),
      N_("FILE") },
    { "today", 0, 0, G_OPTION_ARG_STRING, &words->today, N_("The day everything is judged by"), N_("YYYY-MM-DD") },
    { "format", 0, 0, G_OPTION_ARG_STRING, &words->format, N_("How to print"), "text|json" },
    { "quick-keys", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &cli->quick_keys, NULL, NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &words->version, N_("Say which Haven this is"), NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (_("COMMAND …"));
  g_autofree char *commands = list_commands ();

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_set_strict_posix (context, TRUE);
  g_option_context_set_description (context, commands);
  return g_option_context_parse_strv (context, arguments, error);
}

static gboolean
understand_words (HavenCli *cli, const Words *words, GError **error)
{
  HavenDay today;

  if (words->format != NULL && !g_str_equal (words->format, "json") && !g_str_equal (words->format, "text"))
    return haven_cli_usage (error, _("--format is text or json, not “%s”."), words->format);
  cli->clock = haven_clock_system ();
  if (words->today != NULL) {
    if (!haven_cli_parse_day (words->today, &today, error))
      return FALSE;
    cli->clock = haven_clock_fixed (today);
  }
  if (cli->store == NULL)
    cli->store = default_store ();
  return TRUE;
}

static const HavenCliCommand *
find_command (const char *name, GError **error)
{
  for (guint i = 0; name != NULL && haven_cli_commands[i] != NULL; i++)
    if (g_str_equal (haven_cli_commands[i]->name, name))
      return haven_cli_commands[i];
  if (name == NULL)
    haven_cli_usage (error, _("Say what to do: haven-cli --help lists the commands."));
  else
    haven_cli_usage (error, _("There is no command “%s”. haven-cli --help lists them."), name);
  return NULL;
}

static gboolean
parse_command (const HavenCliCommand *command, char ***arguments, GError **error)
{
  g_autofree char *usage = g_strconcat (command->name, " ", command->arguments, NULL);
  g_autoptr (GOptionContext) context = g_option_context_new (usage);
  int n;

  g_option_context_set_summary (context, _(command->summary));
  if (command->options != NULL)
    g_option_context_add_main_entries (context, command->options, GETTEXT_PACKAGE);
  if (!g_option_context_parse_strv (context, arguments, error))
    return FALSE;
  n = (int) g_strv_length (*arguments) - 1;
  if (n < command->least || (command->most >= 0 && n > command->most))
    return haven_cli_usage (error, _("Usage: haven-cli %s"), usage);
  return TRUE;
}

static gboolean
check_store (HavenCli *cli, GError **error)
{
  if (haven_session_exists (cli->session))
    return TRUE;
  if (g_file_test (cli->store, G_FILE_TEST_EXISTS))
    g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_NOT_A_STORE,
                 _("%s is something else, not a Haven store. It was left as it is. Name another with --store."), cli->store);
  else
    g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_NOT_A_STORE,
                 _("There is no Haven store at %s. Make one with “init”, or name another with --store."), cli->store);
  return FALSE;
}

char *
haven_cli_read_other_passphrase (HavenCli *cli, char *file, GError **error)
{
  char *before = cli->passphrase_file;
  char *text;

  cli->passphrase_file = file;
  text = haven_cli_read_passphrase (cli, TRUE, error);
  cli->passphrase_file = before;
  return text;
}

gboolean
haven_cli_open (HavenCli *cli, GError **error)
{
  g_autofree char *passphrase = NULL;
  gboolean open;

  if (!check_store (cli, error))
    return FALSE;
  passphrase = haven_cli_read_passphrase (cli, FALSE, error);
  if (passphrase == NULL)
    return FALSE;
  open = haven_session_unlock (cli->session, cli->user, passphrase, error)
         && (!cli->destroys || haven_session_confirm (cli->session, passphrase, error));
  haven_wipe_string (passphrase);
  return open;
}

static gboolean
prepare (HavenCli *cli, const HavenCliCommand *command, GError **error)
{
  if (command->need == HAVEN_CLI_BARE)
    return TRUE;
  if (!haven_secret_start (error))
    return FALSE;
  cli->session = haven_session_new (cli->store, cli->clock);
  cli->destroys = command->need == HAVEN_CLI_DESTROY;
  return command->need == HAVEN_CLI_FOLDER || haven_cli_open (cli, error);
}

static gboolean
run_command (HavenCli *cli, char **arguments, GError **error)
{
  const HavenCliCommand *command = find_command (arguments[1], error);
  g_autoptr (JsonObject) out = json_object_new ();
  g_auto (GStrv) rest = NULL;

  if (command == NULL)
    return FALSE;
  rest = g_strdupv (arguments + 1);
  if (!parse_command (command, &rest, error) || !prepare (cli, command, error) || !command->run (cli, rest + 1, out, error))
    return FALSE;
  haven_cli_print (cli, out);
  return TRUE;
}

static int
choose_status (const GError *error)
{
  if (error->domain == G_OPTION_ERROR)
    return 2;
  if (error->domain != HAVEN_ERROR)
    return 1;
  if (error->code == HAVEN_ERROR_LOCKED || error->code == HAVEN_ERROR_NOT_A_STORE)
    return 3;
  return error->code == HAVEN_ERROR_OFFLINE ? 4 : 1;
}

static void
close_cli (HavenCli *cli)
{
  g_clear_object (&cli->session);
  g_clear_pointer (&cli->exact, g_bytes_unref);
  g_free (cli->store);
  g_free (cli->user);
  g_free (cli->passphrase_file);
}

static void
print_version (void)
{
  const char *notice = haven_defaults_get_notice (haven_defaults_get (), HAVEN_VERSION);

  g_print ("haven-cli %s\n", HAVEN_VERSION);
  if (notice != NULL)
    g_print ("%s\n", notice);
}

static int
run (HavenCli *cli, char ***arguments)
{
  Words words = { NULL };
  g_autoptr (GError) error = NULL;
  gboolean done;

  cli->json = wants_json (*arguments);
  done = parse_options (cli, &words, arguments, &error) && understand_words (cli, &words, &error);
  if (done && words.version)
    print_version ();
  else if (done)
    done = run_command (cli, *arguments, &error);
  g_free (words.today);
  g_free (words.format);
  if (done)
    return cli->status;
  haven_cli_print_error (cli, error);
  return choose_status (error);
}

int
main (int argc, char **argv)
{
  g_auto (GStrv) arguments = NULL;
  HavenCli cli = { NULL };
  int status;

  setlocale (LC_ALL, "");
  haven_platform_find_texts ();
  haven_platform_start ();
  haven_reference_start ();
  arguments = haven_platform_dup_arguments (argv);
  status = run (&cli, &arguments);
  close_cli (&cli);
  return status;
}
