/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-cli-commands.h"

#include "haven-cli-choices.h"
#include "haven-platform.h"
#include "haven-session-transfer.h"
#include "haven-text.h"

#include <glib/gi18n.h>

/* transfer: records of a child who moves, sealed for the next school; those that came; and the receipts */

static char *upn, *school, *recipient, *output, *seal_file, *receipt_file, *on;
static char **answers, **restricted;
static gboolean dry_run;

static const GOptionEntry transfer_options[] = {
  { "upn", 0, 0, G_OPTION_ARG_STRING, &upn, N_("make: of which pupil"), "UPN" },
  { "to", 0, 0, G_OPTION_ARG_STRING, &school, N_("make: for which school"), N_("NAME") },
  { "for", 0, 0, G_OPTION_ARG_STRING, &recipient, N_("make: for whom there"), N_("NAME") },
  { "restricted", 0, 0, G_OPTION_ARG_STRING_ARRAY, &restricted,
    N_("make: a restricted entry that shall go too, by its number; may be given again"), N_("ID") },
  { "output", 0, 0, G_OPTION_ARG_FILENAME, &output, N_("make, receipt: the file to write"), N_("FILE") },
  { "seal-passphrase-file", 0, 0, G_OPTION_ARG_FILENAME, &seal_file, N_("Where the passphrase of the sealed file stands"), N_("FILE") },
  { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, N_("open: say what would happen, and write nothing"), NULL },
  { "answer", 0, 0, G_OPTION_ARG_STRING_ARRAY, &answers, N_("open: answer a question that --dry-run lists; may be given again"),
    "KEY=ANSWER" },
  { "receipt", 0, 0, G_OPTION_ARG_FILENAME, &receipt_file, N_("open: write the receipt for the other school too"), N_("FILE") },
  { "on", 0, 0, G_OPTION_ARG_STRING, &on, N_("sent: on which day, otherwise today"), N_("YYYY-MM-DD") },
  { NULL },
};

/* ---- make ---- */

static gboolean
parse_id (const char *text, gint64 *ret_id, GError **error)
{
  guint64 id;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT64, &id, NULL))
    return haven_cli_usage (error, _("“%s” is not the number of one. “transfer list” lists them."), text != NULL ? text : "");
  *ret_id = id;
  return TRUE;
}

static gboolean
is_restricted_entry (HavenCli *cli, gint64 pupil_id, gint64 id)
{
  const HavenNote *note = haven_school_get_record (haven_cli_get_school (cli), HAVEN_TABLE_NOTES, id);

  return note != NULL && note->pupil_id == pupil_id && note->restricted;
}

static GArray *
read_restricted (HavenCli *cli, gint64 pupil_id, GError **error)
{
  g_autoptr (GArray) chosen = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; restricted != NULL && restricted[i] != NULL; i++) {
    gint64 id = g_ascii_strtoll (restricted[i], NULL, 10);
    if (!is_restricted_entry (cli, pupil_id, id)) {
      haven_cli_usage (error, _("“%s” is not the number of a restricted entry of this pupil."), restricted[i]);
      return NULL;
    }
    g_array_append_val (chosen, id);
  }
  return g_steal_pointer (&chosen);
}

static GBytes *
seal (HavenCli *cli, const HavenTransferWish *wish, GError **error)
{
  char *passphrase = haven_cli_read_other_passphrase (cli, seal_file, error);
  GBytes *file;

  if (passphrase == NULL)
    return NULL;
  file = haven_session_seal_transfer (cli->session, wish, passphrase, error);
  haven_wipe_string (passphrase);
  g_free (passphrase);
  return file;
}

static gboolean
run_make (HavenCli *cli, JsonObject *out, GError **error)
{
  const HavenPupil *pupil;
  HavenTransferWish wish = { .recipient = recipient };
  g_autoptr (GArray) chosen = NULL;
  g_autoptr (GBytes) file = NULL;
  g_autofree char *id = NULL;

  if (upn == NULL || output == NULL)
    return haven_cli_usage (error, _("Usage: haven-cli transfer make --upn UPN --output FILE [--to SCHOOL] [--for NAME] [--restricted ID]… "
                                     "[--seal-passphrase-file FILE]"));
  pupil = haven_cli_find_pupil (cli, upn, error);
  chosen = pupil != NULL ? read_restricted (cli, pupil->id, error) : NULL;
  if (chosen == NULL)
    return FALSE;
  wish.pupil_id = pupil->id;
  wish.school = school != NULL ? school : haven_text_is_empty (pupil->destination) ? _("The next school") : pupil->destination;
  wish.restricted = chosen;
  file = seal (cli, &wish, error);
  if (file == NULL || !haven_platform_replace_file (output, file, error))
    return FALSE;
  id = haven_transfer_file_dup_id (file, NULL);
  haven_cli_set_text (out, "transfer", id);
  haven_cli_set_text (out, "file", output);
  json_object_set_int_member (out, "bytes", g_bytes_get_size (file));
  json_object_set_int_member (out, "restricted", chosen->len);
  return TRUE;
}

/* ---- open ---- */

static GPtrArray *
look (HavenCli *cli, const char *path, GError **error)
{
  char *passphrase = haven_cli_read_other_passphrase (cli, seal_file, error);
  g_autoptr (GPtrArray) previews = NULL;

  if (passphrase == NULL)
    return NULL;
  previews = haven_session_open_transfer (cli->session, path, passphrase, error);
  haven_wipe_string (passphrase);
  g_free (passphrase);
  if (previews == NULL || answers == NULL)
    return g_steal_pointer (&previews);
  if (!haven_cli_take_answers (((HavenImportPreview *) previews->pdata[0])->choices, answers, error))
    return NULL;
  return haven_session_restage (cli->session, previews, error);
}

static const HavenTransfer *
find_arrived (HavenCli *cli, gint64 import_id)
{
  GPtrArray *transfers = haven_school_get_table (haven_cli_get_school (cli), HAVEN_TABLE_TRANSFERS);

  for (guint i = 0; i < transfers->len; i++) {
    const HavenTransfer *transfer = transfers->pdata[i];
    if (transfer->incoming && transfer->import_id == import_id)
      return transfer;
  }
  return NULL;
}

static gboolean
write_receipt (HavenCli *cli, gint64 transfer_id, const char *path, JsonObject *out, GError **error)
{
  g_autoptr (GBytes) receipt = haven_session_make_receipt (cli->session, transfer_id, error);

  if (receipt == NULL || !haven_platform_replace_file (path, receipt, error))
    return FALSE;
  haven_cli_set_text (out, "receipt", path);
  return TRUE;
}

static gboolean
apply (HavenCli *cli, GPtrArray *take_previews, JsonObject *row, JsonObject *out, GError **error)
{
  g_autoptr (GPtrArray) receipts = haven_session_apply (cli->session, take_previews, error);
  const HavenTransfer *arrived;

  if (receipts == NULL)
    return FALSE;
  json_object_set_int_member (row, "id", ((HavenImport *) receipts->pdata[0])->id);
  arrived = find_arrived (cli, ((HavenImport *) receipts->pdata[0])->id);
  if (arrived == NULL)
    return TRUE;
  json_object_set_int_member (out, "id", arrived->id);
  haven_cli_set_text (out, "transfer", arrived->transfer);
  return receipt_file == NULL || write_receipt (cli, arrived->id, receipt_file, out, error);
}

static gboolean
run_open (HavenCli *cli, const char *path, JsonObject *out, GError **error)
{
  g_autoptr (GPtrArray) previews = NULL;
  JsonArray *rows;

  if (path == NULL)
    return haven_cli_usage (error, _("Usage: haven-cli transfer open FILE [--dry-run] [--answer KEY=ANSWER]… [--receipt FILE] "
                                     "[--seal-passphrase-file FILE]"));
  previews = look (cli, path, error);
  if (previews == NULL || (!dry_run && haven_cli_refuse_open (previews, error)))
    return FALSE;
  rows = haven_cli_list_previews (cli, previews);
  json_object_set_array_member (out, "imports", rows);
  return dry_run || apply (cli, g_steal_pointer (&previews), json_array_get_object_element (rows, 0), out, error);
}

/* ---- receipts, and what was sent ---- */

static gboolean
take_receipt (HavenCli *cli, const char *path, JsonObject *out, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GBytes) text = g_file_load_bytes (file, NULL, NULL, NULL);
  gint64 id;

  if (text == NULL) {
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND, _("The receipt cannot be found or read. Nothing was recorded."));
    return FALSE;
  }
  id = haven_session_take_receipt (cli->session, text, error);
  json_object_set_int_member (out, "received", id);
  return id >= 0;
}

/* A number and --output makes one; a file is taken. */
static gboolean
run_receipt (HavenCli *cli, const char *what, JsonObject *out, GError **error)
{
  gint64 id;

  if (what == NULL)
    return haven_cli_usage (error, _("Usage: haven-cli transfer receipt FILE | haven-cli transfer receipt ID --output FILE"));
  if (output == NULL)
    return take_receipt (cli, what, out, error);
  return parse_id (what, &id, error) && write_receipt (cli, id, output, out, error);
}

static gboolean
run_sent (HavenCli *cli, const char *number, JsonObject *out, GError **error)
{
  const HavenTransfer *kept;
  g_autoptr (HavenTransfer) row = NULL;
  HavenDay day = cli->clock.today;
  gint64 id;

  if (!parse_id (number, &id, error) || (on != NULL && !haven_cli_parse_day (on, &day, error)))
    return FALSE;
  kept = haven_school_get_record (haven_cli_get_school (cli), HAVEN_TABLE_TRANSFERS, id);
  if (kept == NULL || kept->incoming)
    return haven_cli_usage (error, _("“%s” is not the number of one. “transfer list” lists them."), number);
  row = haven_transfer_copy (kept);
  row->sent_on = day;
  haven_cli_set_day (out, "sent", day);
  return haven_session_run (cli->session, haven_command_put (HAVEN_TABLE_TRANSFERS, g_steal_pointer (&row)), error) >= 0;
}

static void
list_one (HavenCli *cli, JsonArray *rows, const HavenTransfer *transfer)
{
  const HavenPupil *pupil = haven_school_get_pupil (haven_cli_get_school (cli), transfer->pupil_id);
  JsonObject *row = haven_cli_add_row (rows);

  json_object_set_int_member (row, "id", transfer->id);
  haven_cli_set_text (row, "upn", pupil != NULL ? pupil->upn : NULL);
  haven_cli_set_text (row, "way", transfer->incoming ? "in" : "out");
  haven_cli_set_text (row, "school", transfer->school);
  haven_cli_set_text (row, "transfer", transfer->transfer);
  json_object_set_int_member (row, "restricted", transfer->restricted);
  haven_cli_set_time (row, "made", transfer->made_at);
  haven_cli_set_day (row, "sent", transfer->sent_on);
  haven_cli_set_day (row, "received", transfer->received_on);
  haven_cli_set_text (row, "received_by", transfer->received_by);
}

static gboolean
run_list (HavenCli *cli, JsonObject *out)
{
  GPtrArray *transfers = haven_school_get_table (haven_cli_get_school (cli), HAVEN_TABLE_TRANSFERS);
  JsonArray *rows = json_array_new ();

  for (guint i = 0; i < transfers->len; i++)
    list_one (cli, rows, transfers->pdata[i]);
  json_object_set_array_member (out, "transfers", rows);
  return TRUE;
}

static gboolean
run_transfer (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  const char *verb = arguments[0] != NULL ? arguments[0] : "make";
  const char *what = arguments[0] != NULL ? arguments[1] : NULL;

  if (g_str_equal (verb, "make"))
    return run_make (cli, out, error);
  if (g_str_equal (verb, "open"))
    return run_open (cli, what, out, error);
  if (g_str_equal (verb, "receipt"))
    return run_receipt (cli, what, out, error);
  if (g_str_equal (verb, "sent"))
    return run_sent (cli, what, out, error);
  if (g_str_equal (verb, "list"))
    return run_list (cli, out);
  return haven_cli_usage (error, _("“%s” is not one of make, open, receipt, sent and list."), verb);
}

const HavenCliCommand haven_cli_transfer = {
  "transfer", "[make|open FILE|receipt ID|FILE|sent ID|list]", N_("seal records for the next school, open sealed ones, receipts"),
  HAVEN_CLI_OPEN, 0, 2, transfer_options, run_transfer,
};
