/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-cli-commands.h"

#include <glib/gi18n.h>

#include "haven-cli-choices.h"

/* hand-in, handed-in: files from somebody who may not read the store */

static char *take, *drop;
static char **answers;

static const GOptionEntry options[] = {
  { "import", 0, 0, G_OPTION_ARG_STRING, &take, N_("Import this one, and put it away"), "ID" },
  { "answer", 0, 0, G_OPTION_ARG_STRING_ARRAY, &answers, N_("With --import: answer what the file does not say; may be given again"),
    "KEY=ANSWER" },
  { "drop", 0, 0, G_OPTION_ARG_STRING, &drop, N_("Put this one away unread"), "ID" },
  { NULL },
};

static gboolean
run_hand_in (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  gint64 n = haven_session_hand_in (cli->session, (const char *const *) arguments, error);

  if (n < 0)
    return FALSE;
  json_object_set_int_member (out, "handed_in", n);
  return TRUE;
}

/* With the answers, where there are any; refused while something is still to be said */
static GPtrArray *
look (HavenCli *cli, GError **error)
{
  g_autoptr (GPtrArray) first = haven_session_stage_handed_in (cli->session, take, error);
  g_autoptr (GPtrArray) previews = NULL;

  for (guint i = 0; first != NULL && i < first->len; i++)
    if (!haven_cli_take_answers (((HavenImportPreview *) g_ptr_array_index (first, i))->choices, answers, error))
      return NULL;
  if (first != NULL)
    previews = haven_session_restage (cli->session, first, error);
  if (previews == NULL || haven_cli_refuse_open (previews, error))
    return NULL;
  return g_steal_pointer (&previews);
}

static gboolean
import_one (HavenCli *cli, JsonObject *out, GError **error)
{
  GPtrArray *previews = look (cli, error);
  g_autoptr (GPtrArray) receipts = previews != NULL ? haven_session_apply (cli->session, previews, error) : NULL;
  const HavenImport *receipt;

  if (receipts == NULL || !haven_session_drop_handed_in (cli->session, take, error))
    return FALSE;
  receipt = receipts->len > 0 ? g_ptr_array_index (receipts, 0) : NULL;
  json_object_set_int_member (out, "import", receipt != NULL ? receipt->id : 0);
  return TRUE;
}

static gboolean
list_files (HavenCli *cli, JsonObject *out, GError **error)
{
  g_autoptr (GPtrArray) files = haven_session_list_handed_in (cli->session, error);
  JsonArray *rows;

  if (files == NULL)
    return FALSE;
  rows = json_array_new ();
  for (guint i = 0; i < files->len; i++) {
    const HavenHandedFile *file = g_ptr_array_index (files, i);
    JsonObject *row = haven_cli_add_row (rows);
    haven_cli_set_text (row, "id", file->id);
    haven_cli_set_text (row, "file", file->file);
    haven_cli_set_text (row, "who", file->who);
    haven_cli_set_time (row, "at", file->at);
    json_object_set_int_member (row, "bytes", file->size);
  }
  json_object_set_array_member (out, "handed_in", rows);
  return TRUE;
}

static gboolean
run_handed_in (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  if (take != NULL && !import_one (cli, out, error))
    return FALSE;
  if (drop != NULL && !haven_session_drop_handed_in (cli->session, drop, error))
    return FALSE;
  return list_files (cli, out, error);
}

const HavenCliCommand haven_cli_hand_in = {
  "hand-in", "FILE…", N_("hand files in to whoever looks after the records"), HAVEN_CLI_OPEN, 1, -1, NULL, run_hand_in,
};

const HavenCliCommand haven_cli_handed_in = {
  "handed-in", "[--import ID] [--drop ID]", N_("list what was handed in, and take it in"), HAVEN_CLI_OPEN, 0, 0, options, run_handed_in,
};
