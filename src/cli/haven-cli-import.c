/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-cli-commands.h"

#include <glib/gi18n.h>
#include <string.h>

#include "haven-cli-choices.h"

/* import, imports, undo-import */

static char *kind, *mapping, *save_mapping, *date_order, *school_year, *period, *sheet, *authority, *told_by, *confirmed_on;
static char **answers;
static gboolean dry_run, delete_export;
static int receipt_id;

static const GOptionEntry import_options[] = {
  { "kind", 0, 0, G_OPTION_ARG_STRING, &kind, N_("What the files hold, where Haven shall not find out itself"),
    "pupils|statuses|marks|suspensions|totals|attainment|school-attainment|authority-list|auto" },
  { "mapping", 0, 0, G_OPTION_ARG_FILENAME, &mapping, N_("What the columns mean, as --save-mapping wrote it"), "FILE" },
  { "save-mapping", 0, 0, G_OPTION_ARG_FILENAME, &save_mapping, N_("Write what the columns of the first file mean"), "FILE" },
  { "date-order", 0, 0, G_OPTION_ARG_STRING, &date_order, N_("How to read 03/04/2025, where the file does not tell"),
    "day-first|month-first" },
  { "school-year", 0, 0, G_OPTION_ARG_STRING, &school_year, N_("Which school year days without a year belong to, where nothing tells"),
    "2025/26" },
  { "period", 0, 0, G_OPTION_ARG_STRING, &period, N_("Which days totals cover, where the file does not tell"), "FROM..TO|2025/26-autumn" },
  { "sheet", 0, 0, G_OPTION_ARG_STRING, &sheet, N_("Which sheet of a workbook"), "NAME" },
  { "authority", 0, 0, G_OPTION_ARG_STRING, &authority, N_("Whose list of children it is"), "NAME" },
  { "told-by", 0, 0, G_OPTION_ARG_STRING, &told_by, N_("Who gave that list"), "NAME" },
  { "confirmed-on", 0, 0, G_OPTION_ARG_STRING, &confirmed_on, N_("Of which day that list is"), "DATE" },
  { "answer", 0, 0, G_OPTION_ARG_STRING_ARRAY, &answers, N_("Answer a question that --dry-run lists; may be given again"), "KEY=ANSWER" },
  { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, N_("Say what would happen, and write nothing"), NULL },
  { "delete-export", 0, 0, G_OPTION_ARG_NONE, &delete_export, N_("Delete the files once they are imported"), NULL },
  { NULL },
};

static const GOptionEntry imports_options[] = {
  { "receipt", 0, 0, G_OPTION_ARG_INT, &receipt_id, N_("Print the receipt of one of them"), "ID" },
  { NULL },
};

/* What has to be said, and the option that says it */
static const struct {
  const char *key;
  char **value;
  const char *option;
} options[] = {
  { HAVEN_ANSWER_DATE_ORDER, &date_order, "--date-order day-first, --date-order month-first" },
  { HAVEN_ANSWER_SCHOOL_YEAR, &school_year, "--school-year 2025/26" },
  { HAVEN_ANSWER_PERIOD, &period, "--period FROM..TO, --period 2025/26-autumn" },
  { "sheet", &sheet, "--sheet NAME" },
  { HAVEN_ANSWER_AUTHORITY, &authority, "--authority NAME" },
  { HAVEN_ANSWER_TOLD_BY, &told_by, "--told-by NAME" },
  { HAVEN_ANSWER_CONFIRMED_ON, &confirmed_on, "--confirmed-on DATE" },
};

static gboolean
check_options (GError **error)
{
  HavenDay day;

  if (date_order != NULL && !g_str_equal (date_order, "day-first") && !g_str_equal (date_order, "month-first"))
    return haven_cli_usage (error, _("“%s” is no order of dates: day-first or month-first."), date_order);
  return confirmed_on == NULL || haven_cli_parse_day (confirmed_on, &day, error);
}

static gboolean
take_answer (HavenImportChoices *choices, const char *text, GError **error)
{
  const char *equals = strrchr (text, '=');
  g_autofree char *key = equals != NULL ? g_strndup (text, equals - text) : NULL;

  if (key == NULL || *key == '\0')
    return haven_cli_usage (error, _("“%s” is no answer: write KEY=ANSWER."), text);
  haven_import_choices_set_answer (choices, key, equals + 1);
  return TRUE;
}

gboolean
haven_cli_take_answers (HavenImportChoices *choices, char **said, GError **error)
{
  for (guint i = 0; said != NULL && said[i] != NULL; i++)
    if (!take_answer (choices, said[i], error))
      return FALSE;
  return TRUE;
}

/* The mapping first: what is said on the line beats what was saved */
static HavenImportChoices *
read_choices (GError **error)
{
  g_autoptr (HavenImportChoices) choices = haven_import_choices_new (HAVEN_IMPORT_AUTO);

  if (mapping != NULL) {
    g_autoptr (HavenImportChoices) saved = haven_session_load_mapping (mapping, error);
    if (saved == NULL)
      return NULL;
    haven_import_choices_add (choices, saved);
  }
  if (!check_options (error))
    return NULL;
  if (kind != NULL && !haven_import_type_parse (kind, &choices->type)) {
    haven_cli_usage (error, _("There is no kind of file “%s”."), kind);
    return NULL;
  }
  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    if (*options[i].value != NULL)
      haven_import_choices_set_answer (choices, options[i].key, *options[i].value);
  return haven_cli_take_answers (choices, answers, error) ? g_steal_pointer (&choices) : NULL;
}

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
list_texts (char **texts)
{
  JsonArray *list = json_array_new ();

  for (guint i = 0; texts[i] != NULL; i++)
    json_array_add_string_element (list, texts[i]);
  return list;
}

static JsonArray *
list_questions (const HavenImportPreview *preview)
{
  JsonArray *questions = json_array_new ();

  for (guint i = 0; i < preview->questions->len; i++) {
    const HavenImportQuestion *question = g_ptr_array_index (preview->questions, i);
    JsonObject *row = haven_cli_add_row (questions);

    haven_cli_set_text (row, "key", question->key);
    json_object_set_int_member (row, "line", question->line);
    haven_cli_set_text (row, "sentence", question->sentence);
    json_object_set_array_member (row, "answers", list_texts (question->answers));
    haven_cli_set_text (row, "answer", question->answer);
    json_object_set_boolean_member (row, "needed", question->needed);
  }
  return questions;
}

static JsonArray *
list_changes (const HavenImportPreview *preview)
{
  JsonArray *changes = json_array_new ();

  for (guint i = 0; i < preview->changes->len; i++) {
    const HavenImportChange *change = g_ptr_array_index (preview->changes, i);
    JsonObject *row = haven_cli_add_row (changes);

    haven_cli_set_text (row, "what", change->what);
    haven_cli_set_text (row, "before", change->before);
    haven_cli_set_text (row, "after", change->after);
  }
  return changes;
}

static JsonArray *
list_columns (const HavenImportPreview *preview)
{
  JsonArray *columns = json_array_new ();

  for (guint i = 0; i < preview->columns->len; i++) {
    const HavenImportColumn *column = g_ptr_array_index (preview->columns, i);
    JsonObject *row = haven_cli_add_row (columns);

    haven_cli_set_text (row, "column", column->header);
    haven_cli_set_text (row, "means", column->member);
  }
  return columns;
}

static void
fill_counts (JsonObject *row, const HavenImportPreview *preview)
{
  json_object_set_int_member (row, "rows", preview->rows);
  json_object_set_int_member (row, "new", preview->added);
  json_object_set_int_member (row, "changed", preview->changed);
  json_object_set_int_member (row, "same", preview->same);
  json_object_set_int_member (row, "problem_count", preview->n_problems);
  json_object_set_int_member (row, "absent", preview->absent);
}

/* For scripts; a person reads the questions as a table of their own */
static void
add_details (JsonObject *row, const HavenImportPreview *preview)
{
  json_object_set_array_member (row, "questions", list_questions (preview));
  json_object_set_array_member (row, "changes", list_changes (preview));
  json_object_set_array_member (row, "columns", list_columns (preview));
}

JsonArray *
haven_cli_list_previews (HavenCli *cli, GPtrArray *previews)
{
  JsonArray *rows = json_array_new ();

  for (guint i = 0; i < previews->len; i++) {
    const HavenImportPreview *preview = g_ptr_array_index (previews, i);
    JsonObject *row = haven_cli_add_row (rows);

    json_object_set_null_member (row, "id");
    haven_cli_set_text (row, "file", preview->file);
    haven_cli_set_text (row, "kind", haven_import_type_code (preview->type));
    fill_counts (row, preview);
    json_object_set_array_member (row, "problems", list_problems (preview));
    json_object_set_array_member (row, "assumptions", list_assumptions (preview));
    if (cli->json)
      add_details (row, preview);
  }
  return rows;
}

/* What is not said is not guessed: the sentence names the option that says it */
gboolean
haven_cli_refuse_open (GPtrArray *previews, GError **error)
{
  const HavenImportQuestion *question;
  g_autofree char *sentence = haven_session_find_open (previews, &question);

  if (sentence == NULL)
    return FALSE;
  for (guint i = 0; question != NULL && i < G_N_ELEMENTS (options); i++)
    if (g_str_equal (options[i].key, question->key)) {
      g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, _("%s Nothing was imported. Say it with %s."), sentence, options[i].option);
      return TRUE;
    }
  g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, _("%s Nothing was imported. Say it with --answer %s=…."), sentence,
               question != NULL ? question->key : "");
  return TRUE;
}

static gboolean
delete_exports (HavenCli *cli, char **paths, GPtrArray *receipts, GError **error)
{
  for (guint i = 0; paths[i] != NULL; i++) {
    g_autofree char *name = g_path_get_basename (paths[i]);
    for (guint j = 0; j < receipts->len; j++) {
      const HavenImport *receipt = g_ptr_array_index (receipts, j);
      if (!g_str_equal (receipt->file, name))
        continue;
      if (!haven_session_delete_export (cli->session, paths[i], receipt->digest, error))
        return FALSE;
      break;
    }
  }
  return TRUE;
}

static gboolean
apply (HavenCli *cli, GPtrArray *take_previews, char **paths, JsonArray *rows, GError **error)
{
  g_autoptr (GPtrArray) receipts = haven_session_apply (cli->session, take_previews, error);

  for (guint i = 0; receipts != NULL && i < receipts->len; i++)
    json_object_set_int_member (json_array_get_object_element (rows, i), "id", ((HavenImport *) g_ptr_array_index (receipts, i))->id);
  return receipts != NULL && (!delete_export || delete_exports (cli, paths, receipts, error));
}

/* A dry run shows what is asked, and ends as the import would */
static gboolean
finish_dry_run (HavenCli *cli, GPtrArray *take_previews)
{
  g_autoptr (GPtrArray) previews = take_previews;
  g_autoptr (GError) open = NULL;

  if (haven_cli_refuse_open (previews, &open)) {
    g_printerr ("%s\n", open->message);
    cli->status = 1;
  }
  return TRUE;
}

static gboolean
run_import (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  g_autoptr (HavenImportChoices) choices = read_choices (error);
  g_autoptr (GPtrArray) previews = NULL;
  JsonArray *rows;

  if (choices != NULL)
    previews = haven_session_stage_chosen (cli->session, (const char *const *) arguments, choices, error);
  if (previews == NULL)
    return FALSE;
  if (save_mapping != NULL && !haven_session_save_mapping (g_ptr_array_index (previews, 0), save_mapping, error))
    return FALSE;
  if (!dry_run && haven_cli_refuse_open (previews, error))
    return FALSE;
  rows = haven_cli_list_previews (cli, previews);
  json_object_set_array_member (out, "imports", rows);
  for (guint i = 0; !cli->json && i < previews->len; i++)
    if (((HavenImportPreview *) g_ptr_array_index (previews, i))->questions->len > 0)
      json_object_set_array_member (out, "questions", list_questions (g_ptr_array_index (previews, i)));
  if (dry_run)
    return finish_dry_run (cli, g_steal_pointer (&previews));
  return apply (cli, g_steal_pointer (&previews), arguments, rows, error);
}

static gboolean
print_receipt (HavenCli *cli, JsonObject *out, GError **error)
{
  g_autofree char *text = haven_session_print_receipt (cli->session, receipt_id);

  if (text == NULL) {
    g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND, _("There is no import of the number %d."), receipt_id);
    return FALSE;
  }
  if (!cli->json)
    cli->exact = g_bytes_new (text, strlen (text));
  json_object_set_int_member (out, "id", receipt_id);
  haven_cli_set_text (out, "receipt", text);
  return TRUE;
}

static gboolean
run_imports (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  GPtrArray *imports = haven_school_get_table (haven_cli_get_school (cli), HAVEN_TABLE_IMPORTS);
  JsonArray *rows;

  if (receipt_id != 0)
    return print_receipt (cli, out, error);
  rows = json_array_new ();
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
    json_object_set_int_member (row, "absent", import->absent);
    haven_cli_set_text (row, "digest", import->digest);
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
  "imports", "", N_("list what was imported"), HAVEN_CLI_OPEN, 0, 0, imports_options, run_imports,
};
const HavenCliCommand haven_cli_undo_import = {
  "undo-import", "ID", N_("take an import back, whole"), HAVEN_CLI_OPEN, 1, 1, NULL, run_undo,
};
