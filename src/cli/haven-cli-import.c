/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-cli-commands.h"

#include <glib/gi18n.h>

/* import, imports, undo-import */

static char *kind;
static gboolean dry_run;

static const GOptionEntry import_options[] = {
  { "kind", 0, 0, G_OPTION_ARG_STRING, &kind, N_("What the files hold, where Haven shall not find out itself"),
    "pupils|statuses|marks|suspensions|auto" },
  { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, N_("Say what would happen, and write nothing"), NULL },
  { NULL },
};

static JsonArray *
list_problems (const HavenImportPreview *preview)
{
  JsonArray *problems = json_array_new ();

  for (guint i = 0; i < preview->problems->len; i++) {
    const HavenImportProblem *problem = g_ptr_array_index (preview->problems, i);
    JsonObject *row = haven_cli_add_row (problems);

    json_object_set_int_member (row, "line", problem->line);
    haven_cli_set_text (row, "column", problem->column);
    haven_cli_set_text (row, "code", problem->code);
    haven_cli_set_text (row, "message", problem->message);
  }
  return problems;
}

static JsonArray *
list_assumptions (const HavenImportPreview *preview)
{
  JsonArray *assumptions = json_array_new ();

  for (guint i = 0; i < preview->assumptions->len; i++)
    json_array_add_string_element (assumptions, g_ptr_array_index (preview->assumptions, i));
  return assumptions;
}

static JsonArray *
list_previews (GPtrArray *previews)
{
  JsonArray *rows = json_array_new ();

  for (guint i = 0; i < previews->len; i++) {
    const HavenImportPreview *preview = g_ptr_array_index (previews, i);
    JsonObject *row = haven_cli_add_row (rows);

    json_object_set_null_member (row, "id");
    haven_cli_set_text (row, "file", preview->file);
    haven_cli_set_text (row, "kind", haven_import_type_code (preview->type));
    json_object_set_int_member (row, "rows", preview->rows);
    json_object_set_int_member (row, "new", preview->added);
    json_object_set_int_member (row, "changed", preview->changed);
    json_object_set_int_member (row, "same", preview->same);
    json_object_set_int_member (row, "problem_count", preview->n_problems);
    json_object_set_array_member (row, "problems", list_problems (preview));
    json_object_set_array_member (row, "assumptions", list_assumptions (preview));
  }
  return rows;
}

static gboolean
run_import (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  HavenImportType type = HAVEN_IMPORT_AUTO;
  GPtrArray *previews;
  g_autoptr (GPtrArray) receipts = NULL;
  JsonArray *rows;

  if (kind != NULL && !haven_import_type_parse (kind, &type))
    return haven_cli_usage (error, _("There is no kind of file “%s”."), kind);
  previews = haven_session_stage (cli->session, (const char *const *) arguments, type, error);
  if (previews == NULL)
    return FALSE;
  rows = list_previews (previews);
  json_object_set_array_member (out, "imports", rows);
  if (dry_run) {
    g_ptr_array_unref (previews);
    return TRUE;
  }
  receipts = haven_session_apply (cli->session, previews, error);
  for (guint i = 0; receipts != NULL && i < receipts->len; i++)
    json_object_set_int_member (json_array_get_object_element (rows, i), "id", ((HavenImport *) g_ptr_array_index (receipts, i))->id);
  return receipts != NULL;
}

static gboolean
run_imports (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  GPtrArray *imports = haven_school_get_table (haven_cli_get_school (cli), HAVEN_TABLE_IMPORTS);
  JsonArray *rows = json_array_new ();

  for (guint i = 0; i < imports->len; i++) {
    const HavenImport *import = g_ptr_array_index (imports, i);
    JsonObject *row = haven_cli_add_row (rows);

    json_object_set_int_member (row, "id", import->id);
    haven_cli_set_time (row, "at", import->made_at);
    haven_cli_set_text (row, "by", import->by);
    haven_cli_set_text (row, "kind", haven_import_type_code (import->type));
    haven_cli_set_text (row, "file", import->file);
    json_object_set_int_member (row, "rows", import->rows);
    json_object_set_int_member (row, "new", import->added);
    json_object_set_int_member (row, "changed", import->changed);
    json_object_set_int_member (row, "same", import->same);
    json_object_set_int_member (row, "problem_count", import->problems);
    haven_cli_set_time (row, "undone", import->undone_at);
  }
  json_object_set_array_member (out, "imports", rows);
  return TRUE;
}

static gboolean
run_undo (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  guint64 id;

  if (!g_ascii_string_to_unsigned (arguments[0], 10, 1, G_MAXINT64, &id, NULL))
    return haven_cli_usage (error, _("“%s” is not the number of an import. “imports” lists them."), arguments[0]);
  if (haven_session_run (cli->session, haven_command_undo_import (id), error) < 0)
    return FALSE;
  json_object_set_int_member (out, "undone", id);
  return TRUE;
}

const HavenCliCommand haven_cli_import = {
  "import", "FILE…", N_("take what the MIS exports"), HAVEN_CLI_OPEN, 1, -1, import_options, run_import,
};
const HavenCliCommand haven_cli_imports = {
  "imports", "", N_("list what was imported"), HAVEN_CLI_OPEN, 0, 0, NULL, run_imports,
};
const HavenCliCommand haven_cli_undo_import = {
  "undo-import", "ID", N_("take an import back, whole"), HAVEN_CLI_OPEN, 1, 1, NULL, run_undo,
};
