/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-session-imports.h"
#include "haven-session-private.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "haven-choices-json.h"
#include "haven-intake.h"
#include "haven-limits.h"
#include "haven-mapping.h"
#include "haven-platform.h"
#include "haven-synonyms.h"

/* ---- what is still to be said ---- */

char *
haven_session_find_open (GPtrArray *previews, const HavenImportQuestion **ret_question)
{
  *ret_question = NULL;
  for (guint i = 0; i < previews->len; i++) {
    HavenImportPreview *preview = previews->pdata[i];
    for (guint j = 0; preview->missing == NULL && j < preview->questions->len; j++) {
      const HavenImportQuestion *question = preview->questions->pdata[j];
      if (question->needed && question->answer == NULL)
        *ret_question = question;
    }
    if (preview->missing != NULL || *ret_question != NULL)
      return haven_intake_dup_open (preview);
  }
  return NULL;
}

/* ---- the meanings a column can have ---- */

static const HavenColumnWords members[] = {
  { "upn", N_("UPN") }, { "former_upn", N_("Former UPN") }, { "admission_no", N_("Admission number") }, { "surname", N_("Surname") },
  { "forename", N_("Forename") }, { "name", N_("Whole name") }, { "born", N_("Date of birth") }, { "preferred", N_("Preferred name") },
  { "sex", N_("Sex") }, { "year_group", N_("Year group") }, { "reg_group", N_("Form or class") },
  { "sen", N_("Special educational needs") }, { "fsm", N_("Free school meals") }, { "admitted", N_("Admission date") },
  { "left", N_("Leaving date") }, { "destination", N_("Destination of a leaver") }, { "language", N_("Home language") },
  { "status", N_("Status with children’s social care") }, { "first", N_("From") }, { "last", N_("To") },
  { "authority", N_("Local authority") }, { "confirmed_on", N_("Confirmed on") }, { "social_worker", N_("Social worker") },
  { "social_worker_phone", N_("Social worker’s telephone") }, { "social_worker_email", N_("Social worker’s e-mail") },
  { "day", N_("Date") }, { "session", N_("Morning or afternoon") }, { "mark", N_("Attendance mark") }, { "week", N_("Week beginning") },
  { "minutes_late", N_("Minutes late") },
  { "am", N_("Morning mark") }, { "pm", N_("Afternoon mark") }, { "marks", N_("A string of marks") }, { "type", N_("Kind of suspension") },
  { "sessions", N_("Sessions suspended") }, { "reason", N_("Reason code") }, { "possible", N_("Possible sessions") },
  { "attended", N_("Sessions attended") }, { "authorised", N_("Authorised absence") }, { "unauthorised", N_("Unauthorised absence") },
  { "late_before", N_("Late before the register closed") }, { "late_after", N_("Late after the register closed") },
  { "subject", N_("Subject") }, { "measure", N_("Measure") }, { "result", N_("Result") },
  { "expectation", N_("Against what is expected") }, { "below", N_("How many below") }, { "at", N_("How many at what is expected") },
  { "above", N_("How many above") }, { "none", N_("How many without a result") },
};

GArray *
haven_session_list_members (HavenImportType type)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (HavenColumnWords));
  HavenColumnWords unused = { "", _("Not used, and not kept") };

  g_array_append_val (list, unused);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++) {
    HavenColumnWords one = { members[i].member, _(members[i].words) };
    if (haven_column_find (one.member) != HAVEN_N_COLUMNS
        && (type == HAVEN_IMPORT_AUTO || haven_synonym_has_column (haven_import_type_code (type), one.member)))
      g_array_append_val (list, one);
  }
  return list;
}

/* ---- the mapping as a file ---- */

GBytes *
haven_session_print_mapping (const HavenImportPreview *preview)
{
  g_autoptr (HavenImportChoices) choices = haven_choices_of_preview (preview);
  char *text = haven_choices_to_json (choices);

  return g_bytes_new_take (text, strlen (text));
}

HavenImportChoices *
haven_session_read_mapping (GBytes *file, GError **error)
{
  gsize size;
  const char *bytes = g_bytes_get_data (file, &size);
  g_autofree char *text = g_strndup (bytes, size);

  return haven_choices_from_json (text, error);
}

gboolean
haven_session_save_mapping (const HavenImportPreview *preview, const char *path, GError **error)
{
  g_autoptr (GBytes) file = haven_session_print_mapping (preview);

  return haven_platform_replace_file (path, file, error);
}

HavenImportChoices *
haven_session_load_mapping (const char *path, GError **error)
{
  g_autoptr (GMappedFile) mapped = g_mapped_file_new (path, FALSE, NULL);
  g_autoptr (GBytes) file = mapped != NULL ? g_mapped_file_get_bytes (mapped) : NULL;

  if (file != NULL && g_bytes_get_size (file) <= HAVEN_MAPPING_BYTES)
    return haven_session_read_mapping (file, error);
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND, _("The mapping cannot be found or read. Nothing was changed."));
  return NULL;
}

/* ---- the receipt as text ---- */

static void
add_line (GString *text, const char *name, const char *value)
{
  g_string_append_printf (text, "%s: %s\n", name, value != NULL ? value : "–");
}

static void
add_number (GString *text, const char *name, gint64 number)
{
  g_string_append_printf (text, "%s: %" G_GINT64_FORMAT "\n", name, number);
}

static JsonNode *
parse (const char *json)
{
  return json != NULL ? json_from_string (json, NULL) : NULL;
}

static void
add_assumptions (GString *text, const char *json)
{
  g_autoptr (JsonNode) node = parse (json);
  JsonArray *list = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (list == NULL || json_array_get_length (list) == 0)
    return;
  g_string_append_printf (text, "\n%s\n", _("What was assumed"));
  for (guint i = 0; i < json_array_get_length (list); i++)
    g_string_append_printf (text, "- %s\n", json_array_get_string_element (list, i));
}

static void
add_problems (GString *text, const char *json)
{
  g_autoptr (JsonNode) node = parse (json);
  JsonArray *list = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (list == NULL || json_array_get_length (list) == 0)
    return;
  g_string_append_printf (text, "\n%s\n", _("Rows that were left out"));
  for (guint i = 0; i < json_array_get_length (list); i++) {
    JsonObject *problem = json_array_get_object_element (list, i);
    g_string_append_printf (text, _("- Line %d, %s: %s\n"), (int) json_object_get_int_member (problem, "line"),
                            json_object_get_string_member (problem, "column"), json_object_get_string_member (problem, "message"));
  }
}

static void
add_answers (GString *text, const char *json)
{
  g_autoptr (JsonNode) node = parse (json);
  JsonObjectIter iter;
  const char *key;
  JsonNode *value;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node) || json_object_get_size (json_node_get_object (node)) == 0)
    return;
  g_string_append_printf (text, "\n%s\n", _("What was decided"));
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &key, &value))
    g_string_append_printf (text, "- %s: %s\n", key, json_node_get_string (value));
}

static void
add_days (GString *text, const HavenImport *import)
{
  g_autofree char *first = haven_day_to_text (import->first);
  g_autofree char *last = haven_day_to_text (import->last);
  g_autofree char *days = g_strdup_printf (_("%s to %s"), first, last);

  if (import->first != HAVEN_DAY_NONE)
    add_line (text, _("Days"), days);
}

char *
haven_session_print_receipt (HavenSession *self, gint64 import_id)
{
  HavenSchool *school = haven_session_get_school (self);
  const HavenImport *import = school != NULL ? haven_school_get_record (school, HAVEN_TABLE_IMPORTS, import_id) : NULL;
  g_autofree char *when = import != NULL ? haven_time_to_text (import->made_at) : NULL;
  g_autofree char *undone = import != NULL && import->undone_at != 0 ? haven_time_to_text (import->undone_at) : NULL;
  GString *text;

  if (import == NULL)
    return NULL;
  text = g_string_new (NULL);
  g_string_append_printf (text, _("Receipt of import %d\n\n"), (int) import->id);
  add_line (text, _("School"), haven_school_get_setting (school, "name", ""));
  add_line (text, _("File"), import->file);
  add_line (text, _("SHA-256"), import->digest);
  add_line (text, _("Kind"), haven_import_type_code (import->type));
  add_line (text, _("When"), when);
  add_line (text, _("By"), import->by);
  add_days (text, import);
  add_number (text, _("Rows"), import->rows);
  add_number (text, _("New"), import->added);
  add_number (text, _("Changed"), import->changed);
  add_number (text, _("Same"), import->same);
  add_number (text, _("Problems"), import->problems);
  add_number (text, _("Kept here and not in the file"), import->absent);
  if (undone != NULL)
    add_line (text, _("Taken back"), undone);
  add_assumptions (text, import->assumptions);
  add_answers (text, import->answers);
  add_problems (text, import->problem_list);
  return g_string_free (text, FALSE);
}

/* ---- the export has done its work ---- */

typedef struct {
  char *path;
  char *digest;
} Export;

static void
free_export (gpointer data)
{
  Export *self = data;

  g_free (self->path);
  g_free (self->digest);
  g_free (self);
}

/* A file of the same name may have come since: only what was imported is deleted */
static gboolean
check_is_export (GFile *file, const char *digest, GError **error)
{
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                                  G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *hash = NULL;

  if (info != NULL && g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR && g_file_info_get_size (info) <= HAVEN_LIMIT_FILE_BYTES)
    bytes = g_file_load_bytes (file, NULL, NULL, NULL);
  if (bytes != NULL)
    hash = haven_secret_hash_hex (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  if (g_strcmp0 (hash, digest) == 0)
    return TRUE;
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_CONFLICT,
                       _("The file is not there any more, or is not the one that was imported. It was not deleted."));
  return FALSE;
}

static gboolean
audit_body (HavenJob *job, HavenWriting *writing, GError **error)
{
  return haven_store_add_audit (writing->store, writing->clock, "delete-export", 0, NULL, error);
}

static gboolean
delete_work (HavenJob *job, HavenWriting *writing, GError **error)
{
  const Export *export = job->data;
  g_autoptr (GFile) file = g_file_new_for_path (export->path);

  if (!check_is_export (file, export->digest, error))
    return FALSE;
  if (!g_file_delete (file, NULL, NULL)) {
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_FAILED,
                         _("The file could not be deleted. Close it in other programs, or delete it yourself."));
    return FALSE;
  }
  return haven_job_transact (job, writing, FALSE, audit_body, error);
}

void
haven_session_delete_export_async (HavenSession *self, const char *path, const char *digest, GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  Export *export = g_new0 (Export, 1);

  export->path = g_strdup (path);
  export->digest = g_strdup (digest);
  haven_session_start_deed (self, HAVEN_DEED_IMPORT, g_task_new (self, NULL, callback, user_data),
                            haven_job_new (delete_work, export, free_export));
}

gboolean
haven_session_delete_export_finish (HavenSession *self, GAsyncResult *result, GError **error)
{
  return haven_session_finish_done (result, error);
}

gboolean
haven_session_delete_export (HavenSession *self, const char *path, const char *digest, GError **error)
{
  HavenWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  haven_session_delete_export_async (self, path, digest, haven_wait_cb, &wait);
  result = haven_wait_for (&wait);
  return haven_session_delete_export_finish (self, result, error);
}
