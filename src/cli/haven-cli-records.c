/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-cli-commands.h"

#include "haven-certificate.h"
#include "haven-leaving.h"
#include "haven-platform.h"
#include "haven-retention.h"
#include "haven-session-records.h"
#include "haven-text.h"

#include <glib/gi18n.h>

/* retention, hold, leaver, keep, erase, erasures: looking after the records of whoever left */

static char *upn, *staff, *ground, *because, *until, *decided_by, *certificate, *print, *sent, *to, *receipt, *output;
static gboolean due, lift, stays, again;

#define UPN_OPTION { "upn", 0, 0, G_OPTION_ARG_STRING, &upn, N_("One pupil"), "UPN" }
#define STAFF_OPTION { "staff", 0, 0, G_OPTION_ARG_STRING, &staff, N_("A member of staff who left, by name"), N_("NAME") }
#define BECAUSE_OPTION { "because", 0, 0, G_OPTION_ARG_STRING, &because, N_("Why"), N_("REASON") }

static const GOptionEntry retention_options[] = {
  { "due", 0, 0, G_OPTION_ARG_NONE, &due, N_("Only those whose time is over"), NULL },
  { NULL },
};

static const GOptionEntry hold_options[] = {
  UPN_OPTION, BECAUSE_OPTION,
  { "ground", 0, 0, G_OPTION_ARG_STRING, &ground, N_("inquiry, court, police, complaint, request or other"), N_("GROUND") },
  { "lift", 0, 0, G_OPTION_ARG_NONE, &lift, N_("End the hold that stands"), NULL },
  { NULL },
};

static const GOptionEntry leaver_options[] = {
  UPN_OPTION,
  { "print", 0, 0, G_OPTION_ARG_FILENAME, &print, N_("Print everything on the child, for the child protection file"), "FILE.pdf" },
  { "sent", 0, 0, G_OPTION_ARG_STRING, &sent, N_("The day on which the child protection file was sent"), N_("YYYY-MM-DD") },
  { "to", 0, 0, G_OPTION_ARG_STRING, &to, N_("The school that it was sent to"), N_("SCHOOL") },
  { "receipt", 0, 0, G_OPTION_ARG_STRING, &receipt, N_("The day on which that school received it"), N_("YYYY-MM-DD") },
  { "stays", 0, 0, G_OPTION_ARG_NONE, &stays, N_("No other school asks for the file: it stays here"), NULL },
  { NULL },
};

static const GOptionEntry keep_options[] = {
  UPN_OPTION, STAFF_OPTION, BECAUSE_OPTION,
  { "until", 0, 0, G_OPTION_ARG_STRING, &until, N_("The last day on which the records are kept"), N_("YYYY-MM-DD") },
  { NULL },
};

static const GOptionEntry erase_options[] = {
  UPN_OPTION, STAFF_OPTION, BECAUSE_OPTION,
  { "reason", 0, 0, G_OPTION_ARG_STRING, &ground, N_("time, request, mistake or order"), N_("GROUND") },
  { "decided-by", 0, 0, G_OPTION_ARG_STRING, &decided_by, N_("Who decided it; otherwise who runs this"), N_("NAME") },
  { "certificate", 0, 0, G_OPTION_ARG_FILENAME, &certificate, N_("Where the certificate is written"), "FILE.pdf" },
  { NULL },
};

static const GOptionEntry erasures_options[] = {
  { "certificate", 0, 0, G_OPTION_ARG_STRING, &certificate, N_("Print the certificate of this number"), N_("REFERENCE") },
  { "output", 0, 0, G_OPTION_ARG_FILENAME, &output, N_("Where it is written"), "FILE.pdf" },
  { "again", 0, 0, G_OPTION_ARG_NONE, &again, N_("Try the copies that could not be reached once more"), NULL },
  { NULL },
};

/* ---- whom ---- */

static const HavenPerson *
find_staff (HavenCli *cli, GError **error)
{
  GPtrArray *people = haven_school_get_table (haven_cli_get_school (cli), HAVEN_TABLE_PEOPLE);
  g_autofree char *wanted = haven_text_fold (staff);

  for (guint i = 0; i < people->len; i++) {
    const HavenPerson *person = people->pdata[i];
    g_autofree char *name = haven_text_fold (person->name != NULL ? person->name : "");
    if (person->type == HAVEN_PERSON_STAFF && g_str_equal (name, wanted))
      return person;
  }
  g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND, _("No member of staff is called “%s”. Nothing was changed."), staff);
  return NULL;
}

/* One of the two numbers; the other is 0. */
static gboolean
find_subject (HavenCli *cli, gint64 *ret_pupil, gint64 *ret_person, GError **error)
{
  const HavenPupil *pupil;
  const HavenPerson *person;

  *ret_pupil = *ret_person = 0;
  if ((upn == NULL) == (staff == NULL))
    return haven_cli_usage (error, _("Say whom: --upn or --staff."));
  if (upn != NULL) {
    pupil = haven_cli_find_pupil (cli, upn, error);
    *ret_pupil = pupil != NULL ? pupil->id : 0;
    return pupil != NULL;
  }
  person = find_staff (cli, error);
  *ret_person = person != NULL ? person->id : 0;
  return person != NULL;
}

static gboolean
parse_day (const char *text, HavenDay *ret_day, GError **error)
{
  if (text != NULL)
    return haven_cli_parse_day (text, ret_day, error);
  return TRUE;
}

static gboolean
write_sheets (HavenSheets *sheets, const char *path, JsonObject *out, const char *key, GError **error)
{
  if (sheets == NULL || !haven_platform_replace_file (path, haven_sheets_get_pdf (sheets), error))
    return FALSE;
  haven_cli_set_text (out, key, path);
  json_object_set_int_member (out, "pages", haven_sheets_get_n (sheets));
  return TRUE;
}

/* ---- retention ---- */

static void
add_retention (HavenSchool *school, JsonArray *rows, const HavenRetention *one)
{
  const HavenPupil *pupil = one->pupil_id != 0 ? haven_school_get_pupil (school, one->pupil_id) : NULL;
  const HavenPerson *person = one->person_id != 0 ? haven_school_get_record (school, HAVEN_TABLE_PEOPLE, one->person_id) : NULL;
  g_autofree char *name = pupil != NULL ? haven_pupil_dup_name (pupil) : g_strdup (person->name);
  g_autofree char *why = haven_retention_dup_why (one);
  JsonObject *row = haven_cli_add_row (rows);

  haven_cli_set_text (row, "state", haven_retention_state_code (one->state));
  haven_cli_set_text (row, "subject", pupil != NULL ? "pupil" : "staff");
  haven_cli_set_text (row, "upn", pupil != NULL ? pupil->upn : NULL);
  haven_cli_set_text (row, "name", name);
  haven_cli_set_day (row, "left", one->left);
  haven_cli_set_day (row, "until", one->until);
  haven_cli_set_day (row, "file_until", one->file_until);
  haven_cli_set_text (row, "why", why);
}

static gboolean
run_retention (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  HavenSchool *school = haven_cli_get_school (cli);
  g_autoptr (GArray) list = haven_retention_list (school, cli->clock);
  JsonArray *rows = json_array_new ();

  for (guint i = 0; i < list->len; i++) {
    const HavenRetention *one = &g_array_index (list, HavenRetention, i);
    if (!due || one->state == HAVEN_RETENTION_DUE)
      add_retention (school, rows, one);
  }
  json_object_set_int_member (out, "due", haven_retention_count (list, HAVEN_RETENTION_DUE));
  json_object_set_int_member (out, "held", haven_retention_count (list, HAVEN_RETENTION_HELD));
  json_object_set_array_member (out, "records", rows);
  return TRUE;
}

/* ---- hold ---- */

static void
list_holds (HavenSchool *school, JsonObject *out)
{
  GPtrArray *holds = haven_school_get_table (school, HAVEN_TABLE_HOLDS);
  JsonArray *rows = json_array_new ();

  for (guint i = 0; i < holds->len; i++) {
    const HavenHold *hold = holds->pdata[i];
    const HavenPupil *pupil = haven_school_get_pupil (school, hold->pupil_id);
    JsonObject *row = haven_cli_add_row (rows);
    haven_cli_set_text (row, "upn", pupil != NULL ? pupil->upn : NULL);
    haven_cli_set_text (row, "ground", hold->ground);
    haven_cli_set_text (row, "why", hold->why);
    haven_cli_set_text (row, "set_by", hold->set_by);
    haven_cli_set_day (row, "set_on", hold->set_on);
    haven_cli_set_day (row, "lifted_on", hold->lifted_on);
  }
  json_object_set_array_member (out, "holds", rows);
}

static gboolean
run_hold (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  const HavenPupil *pupil;
  HavenCommand *command;

  if (upn == NULL) {
    list_holds (haven_cli_get_school (cli), out);
    return TRUE;
  }
  if (because == NULL || lift == (ground != NULL))
    return haven_cli_usage (error, _("A hold needs --ground and --because; --lift needs --because."));
  pupil = haven_cli_find_pupil (cli, upn, error);
  if (pupil == NULL)
    return FALSE;
  command = lift ? haven_command_lift_hold (pupil->id, because) : haven_command_set_hold (pupil->id, ground, because);
  if (haven_session_run (cli->session, command, error) < 0)
    return FALSE;
  json_object_set_boolean_member (out, "held", !lift);
  return TRUE;
}

/* ---- leaver ---- */

static void
tell_leaving (HavenCli *cli, gint64 pupil_id, JsonObject *out)
{
  HavenLeaving leaving;

  if (!haven_leaving_find (haven_cli_get_school (cli), pupil_id, &leaving))
    return;
  haven_cli_set_text (out, "stage", haven_file_stage_code (leaving.stage));
  haven_cli_set_day (out, "left", leaving.pupil->left);
  haven_cli_set_day (out, "due", leaving.due);
  if (leaving.departure == NULL)
    return;
  haven_cli_set_day (out, "printed_on", leaving.departure->printed_on);
  haven_cli_set_text (out, "sent_to", leaving.departure->sent_to);
  haven_cli_set_day (out, "sent_on", leaving.departure->sent_on);
  haven_cli_set_day (out, "receipt_on", leaving.departure->receipt_on);
}

static gboolean
take_words (HavenDeparture *departure, GError **error)
{
  departure->stays |= stays;
  if (to != NULL) {
    g_free (departure->sent_to);
    departure->sent_to = haven_text_squeeze (to);
  }
  return parse_day (sent, &departure->sent_on, error) && parse_day (receipt, &departure->receipt_on, error);
}

static gboolean
note_leaving (HavenCli *cli, gint64 pupil_id, GError **error)
{
  g_autoptr (HavenDeparture) departure = NULL;
  HavenLeaving leaving = { 0 };

  haven_leaving_find (haven_cli_get_school (cli), pupil_id, &leaving);
  departure = leaving.departure != NULL ? haven_departure_copy (leaving.departure) : haven_departure_new ();
  departure->pupil_id = pupil_id;
  return take_words (departure, error)
         && haven_session_run (cli->session, haven_command_note_departure (g_steal_pointer (&departure)), error) >= 0;
}

static gboolean
run_leaver (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  const HavenPupil *pupil = upn != NULL ? haven_cli_find_pupil (cli, upn, error) : NULL;
  g_autoptr (HavenSheets) sheets = NULL;
  gint64 pupil_id;

  if (upn == NULL)
    return haven_cli_usage (error, _("Say which pupil: --upn."));
  if (pupil == NULL)
    return FALSE;
  pupil_id = pupil->id;                     /* the school is read anew with each change */
  if (print != NULL) {
    sheets = haven_session_print_for_file (cli->session, pupil_id, error);
    if (!write_sheets (sheets, print, out, "output", error))
      return FALSE;
  }
  if ((sent != NULL || to != NULL || receipt != NULL || stays) && !note_leaving (cli, pupil_id, error))
    return FALSE;
  tell_leaving (cli, pupil_id, out);
  return TRUE;
}

/* ---- keep ---- */

static gboolean
run_keep (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  gint64 pupil_id, person_id;
  HavenDay day = HAVEN_DAY_NONE;

  if (until == NULL || because == NULL)
    return haven_cli_usage (error, _("Keeping longer needs --until and --because."));
  if (!find_subject (cli, &pupil_id, &person_id, error) || !haven_cli_parse_day (until, &day, error)
      || haven_session_run (cli->session, haven_command_keep_on (pupil_id, person_id, day, because), error) < 0)
    return FALSE;
  haven_cli_set_day (out, "until", day);
  return TRUE;
}

/* ---- erase ---- */

static void
tell_certificate (JsonObject *out, const HavenErasure *erasure)
{
  g_autoptr (GPtrArray) list = haven_certificate_list (erasure);
  g_auto (GStrv) paths = erasure->left_over != NULL ? g_strsplit (erasure->left_over, "\n", -1) : NULL;
  JsonArray *rows = json_array_new ();
  JsonArray *left_over = json_array_new ();

  for (guint i = 0; i < list->len; i++) {
    const HavenErasedRows *one = list->pdata[i];
    JsonObject *row = haven_cli_add_row (rows);
    haven_cli_set_text (row, "class", one->kept);
    haven_cli_set_text (row, "what", one->table);
    json_object_set_int_member (row, "rows", (gint64) one->n);
  }
  for (guint i = 0; paths != NULL && paths[i] != NULL; i++)
    haven_cli_set_text (haven_cli_add_row (left_over), "destroy_this_too", paths[i]);
  haven_cli_set_text (out, "reference", erasure->reference);
  haven_cli_set_time (out, "at", erasure->at);
  haven_cli_set_text (out, "ground", erasure->ground);
  haven_cli_set_text (out, "decided_by", erasure->decided_by);
  haven_cli_set_time (out, "swept_at", erasure->swept_at);
  json_object_set_array_member (out, "erased", rows);
  json_object_set_array_member (out, "left_over", left_over);
}

static gboolean
print_certificate (HavenCli *cli, const HavenErasure *erasure, const char *path, JsonObject *out, GError **error)
{
  g_autoptr (HavenSheets) sheets = haven_certificate_print (haven_cli_get_school (cli), erasure, cli->clock, error);

  return write_sheets (sheets, path, out, "certificate", error);
}

static gboolean
run_erase (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  gint64 pupil_id, person_id;
  HavenErasureRequest request = { .ground = ground, .why = because, .decided_by = decided_by };
  g_autoptr (HavenErasure) erasure = NULL;

  if (ground == NULL)
    return haven_cli_usage (error, _("An erasure needs --reason: time, request, mistake or order."));
  if (!find_subject (cli, &pupil_id, &person_id, error))
    return FALSE;
  request.subject = pupil_id != 0 ? HAVEN_ERASED_PUPIL : HAVEN_ERASED_STAFF;
  request.id = pupil_id != 0 ? pupil_id : person_id;
  erasure = haven_session_erase (cli->session, &request, error);
  if (erasure == NULL)
    return FALSE;
  tell_certificate (out, erasure);
  return certificate == NULL || print_certificate (cli, erasure, certificate, out, error);
}

/* ---- erasures ---- */

static const HavenErasure *
find_erasure (HavenCli *cli, GError **error)
{
  GPtrArray *erasures = haven_school_get_table (haven_cli_get_school (cli), HAVEN_TABLE_ERASURES);

  for (guint i = 0; i < erasures->len; i++)
    if (g_strcmp0 (((const HavenErasure *) erasures->pdata[i])->reference, certificate) == 0)
      return erasures->pdata[i];
  g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND, _("There is no certificate “%s”."), certificate);
  return NULL;
}

static gboolean
run_erasures (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  const HavenErasure *erasure = certificate != NULL ? find_erasure (cli, error) : NULL;
  GPtrArray *erasures;
  JsonArray *rows;

  if ((certificate == NULL) != (output == NULL))
    return haven_cli_usage (error, _("A certificate needs --certificate and --output."));
  if (certificate != NULL)
    return erasure != NULL && print_certificate (cli, erasure, output, out, error);
  if (again && haven_session_sweep (cli->session, error) < 0)
    return FALSE;
  erasures = haven_school_get_table (haven_cli_get_school (cli), HAVEN_TABLE_ERASURES);
  rows = json_array_new ();
  for (guint i = 0; i < erasures->len; i++)
    tell_certificate (haven_cli_add_row (rows), erasures->pdata[i]);
  json_object_set_array_member (out, "erasures", rows);
  return TRUE;
}

const HavenCliCommand haven_cli_retention = {
  "retention", "[--due]", N_("what is kept of whoever left, until when and why"), HAVEN_CLI_OPEN, 0, 0, retention_options, run_retention,
};

const HavenCliCommand haven_cli_hold = {
  "hold", "[--upn UPN (--ground GROUND | --lift) --because REASON]", N_("keep a child's records from being destroyed, or end that"),
  HAVEN_CLI_OPEN, 0, 0, hold_options, run_hold,
};

const HavenCliCommand haven_cli_leaver = {
  "leaver", "--upn UPN [--print FILE.pdf] [--sent DAY --to SCHOOL] [--receipt DAY] [--stays]",
  N_("print a child's records into the child protection file, and record what became of that file"),
  HAVEN_CLI_OPEN, 0, 0, leaver_options, run_leaver,
};

const HavenCliCommand haven_cli_keep = {
  "keep", "(--upn UPN | --staff NAME) --until DAY --because REASON", N_("keep the records of whoever left longer, for a reason"),
  HAVEN_CLI_OPEN, 0, 0, keep_options, run_keep,
};

const HavenCliCommand haven_cli_erase = {
  "erase", "(--upn UPN | --staff NAME) --reason GROUND [--because REASON] [--decided-by NAME] [--certificate FILE.pdf]",
  N_("erase everything on one pupil or member of staff, for good"), HAVEN_CLI_DESTROY, 0, 0, erase_options, run_erase,
};

const HavenCliCommand haven_cli_erasures = {
  "erasures", "[--certificate REFERENCE --output FILE.pdf] [--again]", N_("certificates of what was erased"),
  HAVEN_CLI_OPEN, 0, 0, erasures_options, run_erasures,
};
