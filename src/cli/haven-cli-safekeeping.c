/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-cli-commands.h"

#include "haven-platform.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

/* backup, restore, check, audit: looking after the store */

static char *as_folder, *output;
static gboolean verify;

static const GOptionEntry restore_options[] = {
  { "as", 0, 0, G_OPTION_ARG_FILENAME, &as_folder, N_("A new folder; nothing is ever restored over a store"), N_("FOLDER") },
  { NULL },
};

static const GOptionEntry audit_options[] = {
  { "verify", 0, 0, G_OPTION_ARG_NONE, &verify, N_("Look whether a line was altered or taken out"), NULL },
  { "output", 0, 0, G_OPTION_ARG_FILENAME, &output, N_("A CSV file to write"), "FILE.csv" },
  { NULL },
};

static void
describe_file (JsonObject *out, const char *path)
{
  GStatBuf status;

  haven_cli_set_text (out, "file", path);
  if (g_stat (path, &status) == 0)
    json_object_set_int_member (out, "bytes", status.st_size);
}

/* A folder gets a file of the day, and old ones go by the policy. */
static gboolean
run_backup (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  if (g_file_test (arguments[0], G_FILE_TEST_IS_DIR)) {
    haven_cli_set_text (out, "folder", arguments[0]);
    return haven_session_backup_to_folder (cli->session, arguments[0], error);
  }
  if (!haven_session_backup (cli->session, arguments[0], error))
    return FALSE;
  describe_file (out, arguments[0]);
  return TRUE;
}

/* With a passphrase at hand the copy is opened too, so that nobody finds out later that it does not. */
static gboolean
try_restored (HavenCli *cli, JsonObject *out, GError **error)
{
  g_autoptr (HavenSession) restored = haven_session_new (as_folder, cli->clock);
  char *passphrase = haven_cli_read_passphrase (cli, FALSE, error);
  gboolean opens;

  if (passphrase == NULL)
    return FALSE;
  opens = haven_session_unlock (restored, cli->user, passphrase, error) && haven_session_check (restored, error) >= 0;
  haven_wipe_string (passphrase);
  g_free (passphrase);
  json_object_set_boolean_member (out, "opens", opens);
  return opens;
}

static gboolean
run_restore (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  if (as_folder == NULL)
    return haven_cli_usage (error, _("Usage: haven-cli restore FILE --as FOLDER"));
  if (!haven_restore (arguments[0], cli->store, as_folder, error))
    return FALSE;
  haven_cli_set_text (out, "store", as_folder);
  return cli->passphrase_file == NULL || try_restored (cli, out, error);
}

static gboolean
run_check (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  g_autofree char *damage = haven_session_dup_damage (cli->session);
  gint64 n = haven_session_check (cli->session, error);

  if (n < 0)
    return FALSE;
  json_object_set_boolean_member (out, "sound", TRUE);
  json_object_set_int_member (out, "audit_lines", n);
  json_object_set_int_member (out, "set_aside", haven_school_get_n_set_aside (haven_cli_get_school (cli)));
  haven_cli_set_text (out, "attention", damage);
  return TRUE;
}

/* ---- audit ---- */

static void
add_line (JsonArray *rows, const HavenAuditLine *line)
{
  JsonObject *row = haven_cli_add_row (rows);

  json_object_set_int_member (row, "line", line->id);
  haven_cli_set_time (row, "at", line->at);
  haven_cli_set_text (row, "who", line->who);
  haven_cli_set_text (row, "action", line->action);
  if (line->pupil_id != 0)
    json_object_set_int_member (row, "pupil", line->pupil_id);
  else
    json_object_set_null_member (row, "pupil");
  haven_cli_set_text (row, "detail", line->detail);
}

static gboolean
write_csv (HavenCli *cli, GError **error)
{
  g_autoptr (GBytes) csv = haven_session_export_audit (cli->session, error);

  return csv != NULL && haven_platform_replace_file (output, csv, error);
}

/* That it was taken out of the store is itself a line. */
static gboolean
give_lines (HavenCli *cli, GPtrArray *lines, JsonObject *out, GError **error)
{
  JsonArray *rows;

  if (output != NULL) {
    haven_cli_set_text (out, "file", output);
    return write_csv (cli, error);
  }
  rows = json_array_new ();
  for (guint i = 0; i < lines->len; i++)
    add_line (rows, g_ptr_array_index (lines, i));
  json_object_set_array_member (out, "audit", rows);
  return TRUE;
}

static gboolean
run_audit (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  g_autoptr (GPtrArray) lines = haven_session_read_audit (cli->session, error);

  if (lines == NULL)
    return FALSE;
  if (verify && haven_session_check (cli->session, error) < 0)
    return FALSE;
  json_object_set_int_member (out, "lines", lines->len);
  if (verify)
    json_object_set_boolean_member (out, "verified", TRUE);
  return (verify && output == NULL) || give_lines (cli, lines, out, error);
}

const HavenCliCommand haven_cli_backup = {
  "backup", "FILE|FOLDER", N_("make an encrypted copy"), HAVEN_CLI_OPEN, 1, 1, NULL, run_backup,
};

const HavenCliCommand haven_cli_restore = {
  "restore", "FILE --as FOLDER", N_("open a copy beside the store, never over it"), HAVEN_CLI_FOLDER, 1, 1, restore_options, run_restore,
};

const HavenCliCommand haven_cli_check = {
  "check", "", N_("look whether the store is sound"), HAVEN_CLI_OPEN, 0, 0, NULL, run_check,
};

const HavenCliCommand haven_cli_audit = {
  "audit", "[--verify] [--output FILE.csv]", N_("who did what and when"), HAVEN_CLI_OPEN, 0, 0, audit_options, run_audit,
};
