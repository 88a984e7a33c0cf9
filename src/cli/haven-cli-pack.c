/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-cli-commands.h"

#include "haven-findings.h"
#include "haven-letter.h"
#include "haven-ics.h"
#include "haven-minutes.h"
#include "haven-pack.h"
#include "haven-platform.h"
#include "haven-session-reports.h"

#include <glib/gi18n.h>
#include <string.h>

/* pack, report, letter, minutes: papers. Each tells the audit who was given what. */

static char *upn, *output, *kind, *recipient, *edition, *with, *year, *name;
static gint64 record;
static gboolean landscape, large_print, text, review, fields;

#define PAPER \
  { "landscape", 0, 0, G_OPTION_ARG_NONE, &landscape, N_("On landscape pages"), NULL }, \
  { "large-print", 0, 0, G_OPTION_ARG_NONE, &large_print, N_("In large print"), NULL }, \
  { "text", 0, 0, G_OPTION_ARG_NONE, &text, N_("As text, to be edited or pasted, in place of a PDF"), NULL }, \
  { "recipient", 0, 0, G_OPTION_ARG_STRING, &recipient, N_("Who this is for"), N_("NAME") }, \
  { "output", 0, 0, G_OPTION_ARG_FILENAME, &output, N_("Where it is written"), N_("FILE") }

static const GOptionEntry pack_options[] = {
  { "upn", 0, 0, G_OPTION_ARG_STRING, &upn, N_("Which pupil"), "UPN" },
  { "kind", 0, 0, G_OPTION_ARG_STRING, &kind, N_("Which meeting"), "pep|cin-review|core-group|cp-conference|strategy|internal|…" },
  { "edition", 0, 0, G_OPTION_ARG_STRING, &edition, N_("Which edition"), "full|parent|young-person|class-teacher|summary" },
  { "with", 0, 0, G_OPTION_ARG_STRING, &with, N_("What is put in that is out by default, with commas"),
    "carers,siblings,placement,others" },
  { "review", 0, 0, G_OPTION_ARG_NONE, &review, N_("Say what this edition leaves out, and make nothing"), NULL },
  { "fields", 0, 0, G_OPTION_ARG_NONE, &fields, N_("Text for the authority’s platform, field by field"), NULL },
  PAPER,
  { NULL },
};

static const GOptionEntry report_options[] = {
  { "kind", 0, 0, G_OPTION_ARG_STRING, &kind, N_("Which report"), "dt-annual|governors" },
  { "year", 0, 0, G_OPTION_ARG_STRING, &year, N_("The year or term, “2025/26” or “2025/26-autumn”"), N_("PERIOD") },
  PAPER,
  { NULL },
};

static const GOptionEntry letter_options[] = {
  { "upn", 0, 0, G_OPTION_ARG_STRING, &upn, N_("Which pupil"), "UPN" },
  { "name", 0, 0, G_OPTION_ARG_STRING, &name, N_("Which letter; without it they are listed"), N_("LETTER") },
  { "record", 0, 0, G_OPTION_ARG_INT64, &record, N_("Number of the suspension, plan or meeting; without it the latest"), "ID" },
  PAPER,
  { NULL },
};

static const GOptionEntry minutes_options[] = {
  { "meeting", 0, 0, G_OPTION_ARG_INT64, &record, N_("Number of the meeting"), "ID" },
  { "calendar", 0, 0, G_OPTION_ARG_NONE, &fields, N_("A calendar file in place of minutes; it names no child"), NULL },
  PAPER,
  { NULL },
};

/* ---- what they share ---- */

static guint
get_paper (void)
{
  return (landscape ? HAVEN_PAPER_LANDSCAPE : 0) | (large_print ? HAVEN_PAPER_LARGE : 0);
}

static const char *
choose_recipient (HavenCli *cli)
{
  return recipient != NULL ? recipient : haven_session_get_user (cli->session)->name;
}

static gboolean
write_bytes (GBytes *bytes, JsonObject *out, GError **error)
{
  if (!haven_platform_replace_file (output, bytes, error))
    return FALSE;
  haven_cli_set_text (out, "output", output);
  return TRUE;
}

static gboolean
write_text (char *take_words, JsonObject *out, GError **error)
{
  g_autoptr (GBytes) bytes = take_words != NULL ? g_bytes_new_take (take_words, strlen (take_words)) : NULL;

  return bytes != NULL && write_bytes (bytes, out, error);
}

static gboolean
write_pages (GBytes *pdf, guint pages, JsonObject *out, GError **error)
{
  g_autoptr (GBytes) bytes = pdf;

  json_object_set_int_member (out, "pages", pages);
  return bytes != NULL && write_bytes (bytes, out, error);
}

static gboolean
give (HavenCli *cli, const char *what, gint64 pupil_id, gint64 meeting_id, GError **error)
{
  return haven_session_run (cli->session, haven_command_give (what, pupil_id, meeting_id, choose_recipient (cli)), error) >= 0;
}

/* ---- pack ---- */

static gboolean
read_parts (guint *ret_parts, GError **error)
{
  static const char *const names[] = { "carers", "siblings", "placement", "others" };
  g_auto (GStrv) words = g_strsplit (with != NULL ? with : "", ",", -1);

  for (guint i = 0; words[i] != NULL; i++) {
    guint part = 0;
    for (guint k = 0; k < G_N_ELEMENTS (names); k++)
      part |= g_str_equal (words[i], names[k]) ? 1u << k : 0;
    if (part == 0 && words[i][0] != '\0')
      return haven_cli_usage (error, _("There is no part “%s” to put in."), words[i]);
    *ret_parts |= part;
  }
  return TRUE;
}

static gboolean
read_request (HavenCli *cli, HavenPackRequest *request, GError **error)
{
  const HavenPupil *pupil;

  if (upn == NULL || kind == NULL || (output == NULL && !review && !fields))
    return haven_cli_usage (error, _("A pack needs --upn, --kind and --output."));
  if (haven_pack_kind_text (kind) == NULL)
    return haven_cli_usage (error, _("There is no pack “%s”."), kind);
  if (edition != NULL && !haven_edition_parse (edition, &request->edition))
    return haven_cli_usage (error, _("There is no edition “%s”."), edition);
  pupil = haven_cli_find_pupil (cli, upn, error);
  if (pupil == NULL || !read_parts (&request->parts, error))
    return FALSE;
  request->school = haven_cli_get_school (cli);
  request->clock = cli->clock;
  request->pupil_id = pupil->id;
  request->kind = kind;
  request->recipient = choose_recipient (cli);
  request->printed_by = haven_session_get_user (cli->session)->name;
  request->paper = get_paper ();
  return TRUE;
}

static void
tell_review (const HavenPackRequest *request, JsonObject *out)
{
  g_autoptr (GPtrArray) list = haven_pack_review (request);
  JsonArray *rows = json_array_new ();

  for (guint i = 0; i < list->len; i++) {
    const HavenOmission *omission = list->pdata[i];
    JsonObject *row = haven_cli_add_row (rows);
    haven_cli_set_text (row, "what", omission->what);
    haven_cli_set_text (row, "why", omission->why);
  }
  haven_cli_set_text (out, "edition", haven_edition_code (haven_pack_get_edition (request)));
  json_object_set_array_member (out, "left_out", rows);
}

static gboolean
tell_fields (const HavenPackRequest *request, JsonObject *out, GError **error)
{
  g_autoptr (GPtrArray) list = haven_pack_list_fields (request, error);
  JsonArray *rows = json_array_new ();

  for (guint i = 0; list != NULL && i < list->len; i++) {
    const HavenPackField *field = list->pdata[i];
    JsonObject *row = haven_cli_add_row (rows);
    haven_cli_set_text (row, "field", field->name);
    haven_cli_set_text (row, "text", field->text);
  }
  json_object_set_array_member (out, "fields", rows);
  return list != NULL;
}

static gboolean
make_pack (const HavenPackRequest *request, JsonObject *out, GError **error)
{
  guint pages = 0;
  GBytes *pdf;

  if (text)
    return write_text (haven_pack_to_text (request, error), out, error);
  pdf = haven_pack_render (request, &pages, error);
  return pdf != NULL && write_pages (pdf, pages, out, error);
}

static gboolean
run_pack (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  HavenPackRequest request = { NULL };
  const HavenMeeting *meeting;
  g_autofree char *what = NULL;

  if (!read_request (cli, &request, error))
    return FALSE;
  if (review) {
    tell_review (&request, out);
    return TRUE;
  }
  if (fields ? !tell_fields (&request, out, error) : !make_pack (&request, out, error))
    return FALSE;
  meeting = haven_next_meeting_of (request.school, request.clock, request.pupil_id, kind);
  what = g_strdup_printf ("pack %s, %s edition", kind, haven_edition_code (haven_pack_get_edition (&request)));
  return give (cli, what, request.pupil_id, meeting != NULL ? meeting->id : 0, error);
}

/* ---- report ---- */

/* In the ledger before anybody can read it */
static gboolean
note_report (HavenCli *cli, HavenRelease *page, GError **error)
{
  g_autofree char *what = g_strdup_printf ("report %s", kind);
  HavenCommand *command = page != NULL ? haven_command_tell_governors (page, what, choose_recipient (cli))
                                       : haven_command_record_paper (what, 0, choose_recipient (cli));

  return haven_session_run (cli->session, command, error) >= 0;
}

static gboolean
make_report (HavenCli *cli, const HavenGovernorsRequest *request, JsonObject *out, GError **error)
{
  g_autoptr (HavenRelease) page = NULL;
  g_autoptr (HavenSheets) sheets = haven_session_print_report (cli->session, request, &page, error);

  if (sheets == NULL || !note_report (cli, page, error))
    return FALSE;
  if (text)
    return write_text (g_strdup (haven_sheets_get_text (sheets)), out, error);
  return write_pages (g_bytes_ref (haven_sheets_get_pdf (sheets)), haven_sheets_get_n (sheets), out, error);
}

static gboolean
run_report (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  HavenGovernorsRequest request = { .kind = kind, .recipient = recipient, .paper = get_paper (),
                                    .printed_by = haven_session_get_user (cli->session)->name };

  if (kind == NULL || year == NULL || output == NULL)
    return haven_cli_usage (error, _("A report needs --kind, --year and --output."));
  if (haven_governors_title (kind) == NULL)
    return haven_cli_usage (error, _("There is no report “%s”."), kind);
  if (!haven_period_parse (year, &request.period))
    return haven_cli_usage (error, _("“%s” is no year or term. Write “2025/26” or “2025/26-autumn”."), year);
  return make_report (cli, &request, out, error);
}

/* ---- letter ---- */

static void
list_letters (JsonObject *out)
{
  JsonArray *rows = json_array_new ();

  for (const char *const *letter = haven_letter_names (); *letter != NULL; letter++) {
    JsonObject *row = haven_cli_add_row (rows);
    haven_cli_set_text (row, "letter", *letter);
    haven_cli_set_text (row, "title", haven_letter_get_title (*letter));
  }
  json_object_set_array_member (out, "letters", rows);
}

static gboolean
make_letter (const HavenLetterRequest *request, JsonObject *out, GError **error)
{
  guint pages = 0;
  GBytes *pdf;

  if (text)
    return write_text (haven_letter_to_text (request, error), out, error);
  pdf = haven_letter_render (request, &pages, error);
  return pdf != NULL && write_pages (pdf, pages, out, error);
}

static gboolean
run_letter (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  HavenLetterRequest request = { .school = haven_cli_get_school (cli), .clock = cli->clock, .name = name, .record_id = record,
                                 .recipient = recipient, .signed_by = haven_session_get_user (cli->session)->name, .paper = get_paper () };
  const HavenPupil *pupil;
  g_autofree char *what = NULL;

  if (name == NULL) {
    list_letters (out);
    return TRUE;
  }
  if (upn == NULL || output == NULL || recipient == NULL)
    return haven_cli_usage (error, _("A letter needs --upn, --name, --recipient and --output."));
  pupil = haven_cli_find_pupil (cli, upn, error);
  if (pupil == NULL)
    return FALSE;
  request.pupil_id = pupil->id;
  what = g_strdup_printf ("letter %s", name);
  return make_letter (&request, out, error) && give (cli, what, pupil->id, 0, error);
}

/* ---- minutes ---- */

static gboolean
make_minutes (HavenCli *cli, const HavenMeeting *meeting, JsonObject *out, GError **error)
{
  HavenMinutesRequest request = { haven_cli_get_school (cli), cli->clock, meeting->id, choose_recipient (cli),
                                  haven_session_get_user (cli->session)->name, get_paper () };
  guint pages = 0;
  GBytes *pdf;

  if (text)
    return write_text (haven_meeting_minutes_to_text (&request, error), out, error);
  pdf = haven_meeting_minutes_render (&request, &pages, error);
  return pdf != NULL && write_pages (pdf, pages, out, error);
}

static gboolean
run_minutes (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  HavenSchool *school = haven_cli_get_school (cli);
  const HavenMeeting *meeting = haven_school_get_record (school, HAVEN_TABLE_MEETINGS, record);

  if (record == 0 || output == NULL)
    return haven_cli_usage (error, _("Minutes need --meeting and --output. “meetings” lists their numbers."));
  if (meeting == NULL) {
    g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND, _("There is no meeting with this number."));
    return FALSE;
  }
  if (fields)
    return write_text (haven_meeting_to_ics (meeting, haven_school_get_setting (school, "name", ""), cli->clock), out, error);
  return make_minutes (cli, meeting, out, error) && give (cli, "minutes", meeting->pupil_id, meeting->id, error);
}

const HavenCliCommand haven_cli_pack = {
  "pack", "--upn UPN --kind KIND --output FILE", N_("print a meeting pack"), HAVEN_CLI_OPEN, 0, 0, pack_options, run_pack,
};
const HavenCliCommand haven_cli_report = {
  "report", "--kind dt-annual|governors --year PERIOD --output FILE", N_("print a report to governors"), HAVEN_CLI_OPEN, 0, 0,
  report_options, run_report,
};
const HavenCliCommand haven_cli_letter = {
  "letter", "[--upn UPN --name LETTER --recipient NAME --output FILE]", N_("write a letter or notice"), HAVEN_CLI_OPEN, 0, 0,
  letter_options, run_letter,
};
const HavenCliCommand haven_cli_minutes = {
  "minutes", "--meeting ID --output FILE", N_("print the minutes of a meeting, or a calendar file"), HAVEN_CLI_OPEN, 0, 0,
  minutes_options, run_minutes,
};
