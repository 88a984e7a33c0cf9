/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-cli-commands.h"

#include "haven-authority.h"
#include "haven-limits.h"
#include "haven-platform.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

/* enrol, sync, outbox, load: the Virtual School, by network or by file */

#define KEPT_FOR_LATER 4

static char *endpoint, *code, *ca_file, *certificate_file, *save, *sent_list, *fingerprint_read;
static gint64 retry_id, remove_id, authority;
static gboolean discard, another;

static const GOptionEntry enrol_options[] = {
  { "endpoint", 0, 0, G_OPTION_ARG_STRING, &endpoint, N_("The Virtual School's address"), "https://…" },
  { "code", 0, 0, G_OPTION_ARG_STRING, &code, N_("The one-time code that the authority gave"), N_("CODE") },
  { "ca", 0, 0, G_OPTION_ARG_FILENAME, &ca_file, N_("A certificate authority of your own"), N_("FILE") },
  { "certificate", 0, 0, G_OPTION_ARG_FILENAME, &certificate_file,
    N_("The school's own certificate and key, where the authority gave one"), N_("FILE") },
  { "another", 0, 0, G_OPTION_ARG_NONE, &another, N_("Of another authority, beside the school's own"), NULL },
  { NULL },
};

static const GOptionEntry outbox_options[] = {
  { "save", 0, 0, G_OPTION_ARG_FILENAME, &save, N_("Write what waits into a file, for the authority's own secure transfer"), N_("FILE") },
  { "list", 0, 0, G_OPTION_ARG_FILENAME, &sent_list, N_("Write a list of what was sent, with digests and receipts, as CSV"), N_("FILE") },
  { "authority", 0, 0, G_OPTION_ARG_INT64, &authority, N_("To whom the file goes, where there are several"), N_("NUMBER") },
  { "another", 0, 0, G_OPTION_ARG_NONE, &another, N_("The first file to another authority, beside the school's own"), NULL },
  { "retry", 0, 0, G_OPTION_ARG_INT64, &retry_id, N_("Send this one again with the next exchange"), N_("ID") },
  { "remove", 0, 0, G_OPTION_ARG_INT64, &remove_id, N_("Do not send this one"), N_("ID") },
  { NULL },
};

static const GOptionEntry load_options[] = {
  { "fingerprint", 0, 0, G_OPTION_ARG_STRING, &fingerprint_read, N_("The key fingerprint that the Virtual School read out by telephone"),
    N_("TEXT") },
  { "another", 0, 0, G_OPTION_ARG_NONE, &another, N_("Of another authority, beside the school's own"), NULL },
  { NULL },
};

static const GOptionEntry leave_options[] = {
  { "authority", 0, 0, G_OPTION_ARG_INT64, &authority, N_("Which, where there are several (see “authorities”)"), N_("NUMBER") },
  { "discard", 0, 0, G_OPTION_ARG_NONE, &discard, N_("Also where something waits to be sent: it is not sent"), NULL },
  { NULL },
};

static gboolean
read_certificate (char **ret_pem, GError **error)
{
  if (certificate_file == NULL || g_file_get_contents (certificate_file, ret_pem, NULL, NULL))
    return TRUE;
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND, _("The school’s certificate could not be read. Nothing was sent."));
  return FALSE;
}

static gint64
find_joined (HavenSchool *school)
{
  g_autoptr (GArray) authorities = haven_authority_list (school);

  for (guint i = authorities->len; another && i > 0; i--)
    if (g_strcmp0 (haven_authority_get (school, g_array_index (authorities, gint64, i - 1), "exchange.url", NULL), endpoint) == 0)
      return g_array_index (authorities, gint64, i - 1);
  return HAVEN_AUTHORITY_OWN;
}

static gboolean
run_enrol (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  g_autofree char *pem = NULL, *fingerprint = NULL;
  HavenJoin join = { NULL, code, ca_file, NULL, another };

  if (endpoint == NULL && !another)
    endpoint = g_strdup (haven_session_get_defaults (cli->session)->address);
  join.url = endpoint;
  if (endpoint == NULL || code == NULL)
    return haven_cli_usage (error, _("To join, say --endpoint and --code."));
  if (!read_certificate (&pem, error))
    return FALSE;
  join.certificate = pem;
  fingerprint = haven_session_join (cli->session, &join, error);
  if (fingerprint == NULL)
    return FALSE;
  haven_cli_set_text (out, "endpoint", endpoint);
  haven_cli_set_text (out, "authority", haven_authority_get_name (haven_cli_get_school (cli), find_joined (haven_cli_get_school (cli))));
  haven_cli_set_text (out, "fingerprint", fingerprint);
  return TRUE;
}

/* Which Virtual Schools this school exchanges with, and how each stands */
static gboolean
run_authorities (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  HavenSchool *school = haven_cli_get_school (cli);
  g_autoptr (GArray) authorities = haven_authority_list (school);
  JsonArray *rows = json_array_new ();

  for (guint i = 0; i < authorities->len; i++) {
    gint64 number = g_array_index (authorities, gint64, i);
    g_autofree char *fingerprint = haven_session_dup_fingerprint (cli->session, number);
    gboolean joined = haven_authority_is_joined (school, number);
    JsonObject *row = haven_cli_add_row (rows);

    json_object_set_int_member (row, "authority", number);
    haven_cli_set_text (row, "name", haven_authority_get_name (school, number));
    haven_cli_set_text (row, "endpoint", haven_authority_get (school, number, "exchange.url", NULL));
    haven_cli_set_text (row, "fingerprint", fingerprint);
    json_object_set_boolean_member (row, "joined", joined);
    json_object_set_boolean_member (row, "by_file", !joined && haven_authority_is_known (school, number));
    json_object_set_boolean_member (row, "returns", number == HAVEN_AUTHORITY_OWN);
  }
  json_object_set_array_member (out, "authorities", rows);
  return TRUE;
}

static void
tell_summary (HavenCli *cli, const HavenSyncSummary *summary, JsonObject *out)
{
  json_object_set_int_member (out, "sent", summary->sent);
  json_object_set_int_member (out, "waiting", summary->waiting);
  json_object_set_int_member (out, "refused", summary->refused);
  json_object_set_int_member (out, "received", summary->received);
  json_object_set_boolean_member (out, "offline", summary->offline);
  haven_cli_set_text (out, "sentence", summary->sentence);
  if (summary->offline)
    cli->status = KEPT_FOR_LATER;
}

static gboolean
run_sync (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  g_autoptr (HavenSyncSummary) summary = haven_session_sync (cli->session, error);

  if (summary == NULL)
    return FALSE;
  tell_summary (cli, summary, out);
  return TRUE;
}

static void
add_item (const HavenOutboxItem *item, JsonArray *rows)
{
  JsonObject *row = haven_cli_add_row (rows);

  json_object_set_int_member (row, "id", item->id);
  haven_cli_set_text (row, "type", haven_outbox_type_code (item->type));
  haven_cli_set_text (row, "target", item->target);
  haven_cli_set_text (row, "state", haven_outbox_state_code (item->state));
  json_object_set_int_member (row, "authority", item->authority);
  json_object_set_int_member (row, "attempts", item->attempts);
  haven_cli_set_time (row, "next_try", item->next_try);
  haven_cli_set_text (row, "last_error", item->last_error);
}

/* What the Virtual School signed for, as it wrote it */
static JsonArray *
list_receipts (HavenSchool *school)
{
  GPtrArray *ledger = haven_school_get_table (school, HAVEN_TABLE_RELEASES);
  JsonArray *receipts = json_array_new ();

  for (guint i = 0; i < ledger->len; i++) {
    const HavenLedgerEntry *entry = g_ptr_array_index (ledger, i);
    g_autoptr (JsonParser) parser = json_parser_new ();

    if (entry->receipt != NULL && json_parser_load_from_data (parser, g_bytes_get_data (entry->receipt, NULL),
                                                              g_bytes_get_size (entry->receipt), NULL))
      json_array_add_element (receipts, json_parser_steal_root (parser));
  }
  return receipts;
}

static gboolean
save_outbox (HavenCli *cli, JsonObject *out, GError **error)
{
  gint64 to = another ? haven_authority_get_free (haven_cli_get_school (cli)) : authority;
  g_autoptr (GBytes) file = haven_session_save_outbox (cli->session, to, error);

  if (file == NULL || !haven_platform_replace_file (save, file, error))
    return FALSE;
  haven_cli_set_text (out, "saved", save);
  return TRUE;
}

static gboolean
save_list (HavenCli *cli, GError **error)
{
  g_autoptr (GBytes) csv = haven_session_list_sent (cli->session);

  return haven_platform_replace_file (sent_list, csv, error);
}

static gboolean
change_one (HavenCli *cli, GError **error)
{
  return (retry_id == 0 || haven_session_run (cli->session, haven_command_retry_outbox (retry_id), error) >= 0)
         && (remove_id == 0 || haven_session_run (cli->session, haven_command_remove_outbox (remove_id), error) >= 0);
}

static gboolean
list_outbox (HavenCli *cli, JsonObject *out, GError **error)
{
  GPtrArray *items = haven_school_get_table (haven_cli_get_school (cli), HAVEN_TABLE_OUTBOX);
  JsonArray *rows = json_array_new ();
  JsonArray *receipts = list_receipts (haven_cli_get_school (cli));
  guint count[HAVEN_OUTBOX_CANCELLED + 1] = { 0 };

  for (guint i = 0; i < items->len; i++) {
    const HavenOutboxItem *item = g_ptr_array_index (items, i);
    add_item (item, rows);
    count[item->state]++;
  }
  json_object_set_int_member (out, "sent", count[HAVEN_OUTBOX_SENT]);
  json_object_set_int_member (out, "waiting", count[HAVEN_OUTBOX_WAITING]);
  json_object_set_int_member (out, "refused", count[HAVEN_OUTBOX_REFUSED]);
  json_object_set_int_member (out, "received", json_array_get_length (receipts));
  json_object_set_array_member (out, "items", rows);
  json_object_set_array_member (out, "receipts", receipts);
  return save == NULL || save_outbox (cli, out, error);
}

static gboolean
run_outbox (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  return change_one (cli, error) && list_outbox (cli, out, error) && (sent_list == NULL || save_list (cli, error));
}

static GBytes *
read_reply (const char *path, GError **error)
{
  GStatBuf status;
  char *text;
  gsize size;

  if (g_stat (path, &status) == 0 && status.st_size > HAVEN_LIMIT_REPLY_BYTES) {
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_TOO_LARGE,
                         _("This file is far too large to be the Virtual School’s answer. Nothing was changed."));
    return NULL;
  }
  if (g_file_get_contents (path, &text, &size, NULL))
    return g_bytes_new_take (text, size);
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND, _("The file could not be read. Nothing was changed."));
  return NULL;
}

static gboolean
run_load (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  g_autoptr (GBytes) file = read_reply (arguments[0], error);
  g_autoptr (HavenSyncSummary) summary = NULL;

  if (file == NULL || (fingerprint_read != NULL && !haven_session_pin_keys (cli->session, file, fingerprint_read, another, error)))
    return FALSE;
  summary = haven_session_load_reply (cli->session, file, error);
  if (summary == NULL)
    return FALSE;
  tell_summary (cli, summary, out);
  return TRUE;
}

static gboolean
run_leave (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  json_object_set_boolean_member (out, "left", TRUE);
  return haven_session_leave (cli->session, authority, discard, error);
}

const HavenCliCommand haven_cli_enrol = {
  "enrol", "--endpoint URL --code CODE", N_("join the Virtual School"), HAVEN_CLI_OPEN, 0, 0, enrol_options, run_enrol,
};
const HavenCliCommand haven_cli_sync = {
  "sync", "", N_("send what waits and fetch what is new"), HAVEN_CLI_OPEN, 0, 0, NULL, run_sync,
};
const HavenCliCommand haven_cli_outbox = {
  "outbox", "", N_("list what waits to be sent, and why"), HAVEN_CLI_OPEN, 0, 0, outbox_options, run_outbox,
};
const HavenCliCommand haven_cli_load = {
  "load", "FILE", N_("take the Virtual School's answer from a file"), HAVEN_CLI_OPEN, 1, 1, load_options, run_load,
};
const HavenCliCommand haven_cli_leave = {
  "leave", "", N_("end the enrolment with the Virtual School"), HAVEN_CLI_OPEN, 0, 0, leave_options, run_leave,
};
const HavenCliCommand haven_cli_authorities = {
  "authorities", "", N_("list the Virtual Schools that the school exchanges with"), HAVEN_CLI_OPEN, 0, 0, NULL, run_authorities,
};
