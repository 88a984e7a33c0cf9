/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-cli-commands.h"

#include "haven-exemptions.h"
#include "haven-platform.h"
#include "haven-session-access.h"
#include "haven-text.h"

#include <glib/gi18n.h>
#include <string.h>

/* subject-access: everything held on one pupil, for whoever asks; the register of requests; what names others */

static char *upn, *by, *as, *on, *reason, *exemption, *output, *data;

static const GOptionEntry access_options[] = {
  { "upn", 0, 0, G_OPTION_ARG_STRING, &upn, N_("Of which pupil"), "UPN" },
  { "by", 0, 0, G_OPTION_ARG_STRING, &by, N_("ask: who asks; sign: the data protection officer"), N_("NAME") },
  { "as", 0, 0, G_OPTION_ARG_STRING, &as, N_("ask: child, parent or other"), N_("WHO") },
  { "on", 0, 0, G_OPTION_ARG_STRING, &on, N_("ask, identity, extend, sign: on which day, otherwise today"), N_("YYYY-MM-DD") },
  { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, N_("extend, withhold: why"), N_("TEXT") },
  { "exemption", 0, 0, G_OPTION_ARG_STRING, &exemption, N_("withhold: by which exemption; otherwise it is told after all"), N_("CODE") },
  { "output", 0, 0, G_OPTION_ARG_FILENAME, &output, N_("The file to write: .pdf, .json or .csv"), N_("FILE") },
  { "data", 0, 0, G_OPTION_ARG_FILENAME, &data, N_("A second file, for machines: .json or .csv"), N_("FILE") },
  { NULL },
};

/* What the words after the command name */
typedef struct {
  HavenCli *cli;
  const char *what;             /* a number of the register */
  const char *mark;             /* decide: a mark, a kind of mark or words; withhold: table/number */
  const char *decision;
  JsonObject *out;
} Call;

static gboolean
read_day (Call *call, const char *text, HavenDay *ret_day, GError **error)
{
  *ret_day = call->cli->clock.today;
  return text == NULL || haven_cli_parse_day (text, ret_day, error);
}

static const HavenAccessRequest *
find_request (Call *call, GError **error)
{
  guint64 id;
  const HavenAccessRequest *asked = NULL;

  if (call->what != NULL && g_ascii_string_to_unsigned (call->what, 10, 1, G_MAXINT64, &id, NULL))
    asked = haven_school_get_record (haven_cli_get_school (call->cli), HAVEN_TABLE_ACCESS_REQUESTS, id);
  if (asked == NULL)
    haven_cli_usage (error, _("“%s” is not the number of a request. “subject-access list” lists them."),
                     call->what != NULL ? call->what : "");
  return asked;
}

static HavenDossier *
gather (Call *call, GError **error)
{
  const HavenAccessRequest *asked = find_request (call, error);

  return asked != NULL ? haven_session_gather_dossier (call->cli->session, asked->pupil_id, asked->id, error) : NULL;
}

/* ---- the register ---- */

static gboolean
run_ask (Call *call, GError **error)
{
  HavenAccessRequest *asked;
  const HavenPupil *pupil;
  HavenAsker asker = HAVEN_ASKER_PARENT;
  HavenDay day;
  gint64 id;

  if (upn == NULL || by == NULL || (as != NULL && !haven_asker_parse (as, &asker)))
    return haven_cli_usage (error, _("Usage: haven-cli subject-access ask --upn UPN --by NAME [--as child|parent|other] [--on DATE]"));
  pupil = haven_cli_find_pupil (call->cli, upn, error);
  if (pupil == NULL || !read_day (call, on, &day, error))
    return FALSE;
  asked = haven_access_request_new ();
  asked->pupil_id = pupil->id;
  asked->asked_by = g_strdup (by);
  asked->asker = asker;
  asked->asked_on = day;
  haven_cli_set_day (call->out, "due", haven_access_due (asked));
  id = haven_session_run (call->cli->session, haven_command_put (HAVEN_TABLE_ACCESS_REQUESTS, asked), error);
  json_object_set_int_member (call->out, "id", id);
  return id >= 0;
}

/* What changes one day of a request */
static gboolean
change_request (Call *call, gboolean extend, GError **error)
{
  const HavenAccessRequest *asked = find_request (call, error);
  HavenAccessRequest *draft;
  HavenDay day;

  if (asked == NULL || !read_day (call, on, &day, error))
    return FALSE;
  if (extend && haven_text_is_empty (reason))
    return haven_cli_usage (error, _("Say with --reason why it takes longer: whoever asked has to be told within the month."));
  draft = haven_access_request_copy (asked);
  if (extend) {
    draft->extended_on = day;
    g_free (draft->extended_why);
    draft->extended_why = g_strdup (reason);
  } else
    draft->identity_on = day;
  haven_cli_set_day (call->out, "due", haven_access_due (draft));
  return haven_session_run (call->cli->session, haven_command_put (HAVEN_TABLE_ACCESS_REQUESTS, draft), error) >= 0;
}

static gboolean
run_identity (Call *call, GError **error)
{
  return change_request (call, FALSE, error);
}

static gboolean
run_extend (Call *call, GError **error)
{
  return change_request (call, TRUE, error);
}

static void
list_request (Call *call, JsonArray *rows, const HavenAccessRequest *asked)
{
  const HavenPupil *pupil = haven_school_get_pupil (haven_cli_get_school (call->cli), asked->pupil_id);
  JsonObject *row = haven_cli_add_row (rows);

  json_object_set_int_member (row, "id", asked->id);
  haven_cli_set_text (row, "upn", pupil != NULL ? pupil->upn : NULL);
  haven_cli_set_text (row, "by", asked->asked_by);
  haven_cli_set_text (row, "as", haven_asker_code (asked->asker));
  haven_cli_set_day (row, "asked", asked->asked_on);
  haven_cli_set_day (row, "due", haven_access_due (asked));
  haven_cli_set_day (row, "extended", asked->extended_on);
  haven_cli_set_text (row, "signed_by", asked->signed_by);
  haven_cli_set_day (row, "signed", asked->signed_on);
  haven_cli_set_day (row, "answered", asked->answered_on);
  json_object_set_boolean_member (row, "late", asked->answered_on == HAVEN_DAY_NONE && haven_access_due (asked) < call->cli->clock.today);
}

static gboolean
run_list (Call *call, GError **error)
{
  GPtrArray *all = haven_school_get_table (haven_cli_get_school (call->cli), HAVEN_TABLE_ACCESS_REQUESTS);
  JsonArray *rows = json_array_new ();

  for (guint i = 0; i < all->len; i++)
    list_request (call, rows, all->pdata[i]);
  json_object_set_array_member (call->out, "requests", rows);
  return TRUE;
}

/* ---- marks ---- */

static void
tell_state (Call *call, const HavenDossier *dossier)
{
  g_autofree char *draft = haven_dossier_dup_draft (dossier);

  json_object_set_int_member (call->out, "entries", dossier->n_entries);
  json_object_set_int_member (call->out, "marks", dossier->n_passages);
  json_object_set_int_member (call->out, "open", dossier->n_open);
  json_object_set_int_member (call->out, "withheld", dossier->n_withheld);
  json_object_set_boolean_member (call->out, "draft", draft != NULL);
  haven_cli_set_text (call->out, "state", draft);
}

static void
list_mark (JsonArray *rows, const HavenStop *stop)
{
  g_autofree char *id = haven_stop_dup_id (stop), *words = haven_stop_dup_words (stop), *context = haven_stop_dup_context (stop);
  JsonObject *row = haven_cli_add_row (rows);

  haven_cli_set_text (row, "mark", id);
  haven_cli_set_text (row, "kind", haven_mark_code (stop->passage.mark));
  haven_cli_set_text (row, "words", words);
  haven_cli_set_text (row, "context", context);
  haven_cli_set_text (row, "decision", !stop->passage.decided ? NULL : stop->passage.redacted ? "redact" : "keep");
}

static gboolean
run_marks (Call *call, GError **error)
{
  g_autoptr (HavenDossier) dossier = gather (call, error);
  g_autoptr (GArray) stops = dossier != NULL ? haven_dossier_walk (dossier) : NULL;
  JsonArray *rows;

  if (dossier == NULL)
    return FALSE;
  rows = json_array_new ();
  for (guint i = 0; i < stops->len; i++)
    list_mark (rows, &g_array_index (stops, HavenStop, i));
  json_object_set_array_member (call->out, "passages", rows);
  tell_state (call, dossier);
  return TRUE;
}

/* One mark, every mark of a kind, or every one of the same words */
static gboolean
is_meant (const HavenStop *stop, const char *mark)
{
  g_autofree char *id = haven_stop_dup_id (stop), *words = haven_stop_dup_words (stop);

  return g_str_equal (id, mark) || g_str_equal (haven_mark_code (stop->passage.mark), mark) || g_str_equal (words, mark);
}

static gboolean
run_decide (Call *call, GError **error)
{
  HavenAccessDecision decision;
  g_autoptr (HavenDossier) dossier = NULL;
  g_autoptr (GArray) stops = NULL;
  GPtrArray *choices;

  if (call->mark == NULL || !haven_access_decision_parse (call->decision, &decision) || decision == HAVEN_ACCESS_WITHHOLD)
    return haven_cli_usage (error, _("Usage: haven-cli subject-access decide ID MARK|KIND|WORDS keep|redact"));
  dossier = gather (call, error);
  if (dossier == NULL)
    return FALSE;
  stops = haven_dossier_walk (dossier);
  choices = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_access_choice_free);
  for (guint i = 0; i < stops->len; i++)
    if (is_meant (&g_array_index (stops, HavenStop, i), call->mark))
      g_ptr_array_add (choices, haven_stop_decide (&g_array_index (stops, HavenStop, i), dossier, decision));
  json_object_set_int_member (call->out, "decided", choices->len);
  if (choices->len > 0)
    return haven_session_decide_access (call->cli->session, choices, error);
  g_ptr_array_unref (choices);
  return haven_cli_usage (error, _("No mark is “%s”. “subject-access marks ID” lists them."), call->mark);
}

static HavenHeldEntry *
find_entry (const HavenDossier *dossier, const char *name)
{
  const char *slash = name != NULL ? strrchr (name, '/') : NULL;
  g_autofree char *table = slash != NULL ? g_strndup (name, slash - name) : NULL;

  return table != NULL ? haven_dossier_find (dossier, table, g_ascii_strtoll (slash + 1, NULL, 10)) : NULL;
}

static gboolean
run_withhold (Call *call, GError **error)
{
  g_autoptr (HavenDossier) dossier = gather (call, error);
  HavenHeldEntry *entry = dossier != NULL ? find_entry (dossier, call->mark) : NULL;
  GPtrArray *choices;

  if (dossier == NULL)
    return FALSE;
  if (entry == NULL)
    return haven_cli_usage (error, _("“%s” is no entry: write TABLE/NUMBER, as “notes/14”."), call->mark != NULL ? call->mark : "");
  if (exemption != NULL && haven_exemption_find (exemption) == NULL)
    return haven_cli_usage (error, _("There is no exemption “%s”. “subject-access exemptions” lists them."), exemption);
  choices = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_access_choice_free);
  g_ptr_array_add (choices, haven_entry_withhold (entry, dossier, exemption, reason));
  return haven_session_decide_access (call->cli->session, choices, error);
}

static gboolean
run_exemptions (Call *call, GError **error)
{
  guint n;
  const HavenExemption *all = haven_exemptions (&n);
  JsonArray *rows = json_array_new ();

  for (guint i = 0; i < n; i++) {
    JsonObject *row = haven_cli_add_row (rows);
    haven_cli_set_text (row, "code", all[i].code);
    haven_cli_set_text (row, "title", all[i].title);
    haven_cli_set_text (row, "when", all[i].when);
    haven_cli_set_text (row, "law", all[i].law);
    haven_cli_set_day (row, "dated", all[i].dated);
  }
  json_object_set_array_member (call->out, "exemptions", rows);
  return TRUE;
}

/* ---- signing, and what leaves ---- */

static gboolean
run_sign (Call *call, GError **error)
{
  g_autoptr (HavenDossier) dossier = NULL;
  HavenDay day;

  if (by == NULL)
    return haven_cli_usage (error, _("Usage: haven-cli subject-access sign ID --by NAME [--on DATE]"));
  if (!read_day (call, on, &day, error))
    return FALSE;
  dossier = gather (call, error);
  haven_cli_set_day (call->out, "signed", day);
  return dossier != NULL && haven_session_sign_access (call->cli->session, dossier, by, day, error);
}

static gboolean
write_one (Call *call, HavenDossier *dossier, const char *path, gboolean answer, GError **error)
{
  HavenDossierForm form;
  g_autoptr (GBytes) bytes = NULL;

  if (!haven_dossier_form_of_path (path, &form))
    return haven_cli_usage (error, _("The file is written as .pdf, .json or .csv, by its ending."));
  bytes = haven_session_export_dossier (call->cli->session, dossier, form, answer, error);
  return bytes != NULL && haven_platform_replace_file (path, bytes, error);
}

static gboolean
write_files (Call *call, HavenDossier *dossier, gboolean answer, GError **error)
{
  if (output == NULL)
    return haven_cli_usage (error, _("Say with --output where it shall be written: .pdf, .json or .csv."));
  haven_cli_set_text (call->out, "file", output);
  haven_cli_set_text (call->out, "data", data);
  return write_one (call, dossier, output, answer, error) && (data == NULL || write_one (call, dossier, data, answer, error));
}

static gboolean
run_answer (Call *call, GError **error)
{
  g_autoptr (HavenDossier) dossier = gather (call, error);

  if (dossier == NULL || !write_files (call, dossier, TRUE, error))
    return FALSE;
  tell_state (call, dossier);
  return TRUE;
}

/* Of a request as it stands, or of a pupil of whom nobody asked: always a draft until it is signed */
static gboolean
run_export (Call *call, GError **error)
{
  const HavenPupil *pupil = upn != NULL ? haven_cli_find_pupil (call->cli, upn, error) : NULL;
  g_autoptr (HavenDossier) dossier = NULL;

  if (upn == NULL && call->what == NULL)
    return haven_cli_usage (error, _("Usage: haven-cli subject-access --upn UPN --output FILE [--data FILE]"));
  if (upn != NULL && pupil == NULL)
    return FALSE;
  dossier = pupil != NULL ? haven_session_gather_dossier (call->cli->session, pupil->id, 0, error) : gather (call, error);
  if (dossier == NULL || !write_files (call, dossier, FALSE, error))
    return FALSE;
  tell_state (call, dossier);
  return TRUE;
}

static const struct {
  const char *verb;
  gboolean (*run) (Call *call, GError **error);
} verbs[] = {
  { "export", run_export }, { "ask", run_ask }, { "list", run_list }, { "identity", run_identity }, { "extend", run_extend },
  { "marks", run_marks }, { "decide", run_decide }, { "withhold", run_withhold }, { "exemptions", run_exemptions }, { "sign", run_sign },
  { "answer", run_answer },
};

static gboolean
run_access (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  guint n = g_strv_length (arguments);
  const char *verb = n > 0 ? arguments[0] : "export";
  Call call = { cli, n > 1 ? arguments[1] : NULL, n > 2 ? arguments[2] : NULL, n > 3 ? arguments[3] : NULL, out };

  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (verb, verbs[i].verb))
      return verbs[i].run (&call, error);
  return haven_cli_usage (error, _("“%s” is not one of export, ask, list, identity, extend, marks, decide, withhold, exemptions, sign and "
                                   "answer."),
                          verb);
}

const HavenCliCommand haven_cli_subject_access = {
  "subject-access", "[ask|list|marks ID|decide ID MARK keep|redact|…]", N_("everything held on one pupil, for whoever asks for it"),
  HAVEN_CLI_OPEN, 0, 4, access_options, run_access,
};
