/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-cli-commands.h"

#include "haven-expected-meetings.h"
#include "haven-findings.h"
#include "haven-reference.h"
#include "haven-round.h"

#include <glib/gi18n.h>

/* meetings, sentences, round: what is coming, what figures say of a child, whom to speak of */

static char *upn, *kind, *key, *text, *list;
static gboolean strike;

static const GOptionEntry meetings_options[] = {
  { "upn", 0, 0, G_OPTION_ARG_STRING, &upn, N_("Of one pupil"), "UPN" },
  { NULL },
};

static const GOptionEntry sentences_options[] = {
  { "upn", 0, 0, G_OPTION_ARG_STRING, &upn, N_("Which pupil"), "UPN" },
  { "kind", 0, 0, G_OPTION_ARG_STRING, &kind, N_("For which kind of meeting"), N_("KIND") },
  { "key", 0, 0, G_OPTION_ARG_STRING, &key, N_("The sentence to change"), N_("KEY") },
  { "text", 0, 0, G_OPTION_ARG_STRING, &text, N_("What it shall say; without --key a sentence of one’s own"), N_("TEXT") },
  { "list", 0, 0, G_OPTION_ARG_STRING, &list, N_("Where one’s own sentence stands"), "changed|strengths|worries|steps" },
  { "strike", 0, 0, G_OPTION_ARG_NONE, &strike, N_("Strike it out"), NULL },
  { NULL },
};

static void
tell_child (JsonObject *row, const HavenPupil *pupil)
{
  g_autofree char *name = haven_pupil_dup_name (pupil);

  haven_cli_set_text (row, "upn", pupil->upn);
  haven_cli_set_text (row, "name", name);
}

/* ---- meetings ---- */

static const char *
state_text (int state)
{
  static const char *const states[] = { "not-started", "in-progress", "ready", "held", "sent", "returned", "complete" };

  return states[state];
}

static void
list_expected (HavenCli *cli, const HavenPupil *pupil, JsonArray *rows)
{
  g_autoptr (GPtrArray) found = haven_expected_meetings (haven_cli_get_school (cli), cli->clock, pupil->id);

  for (guint i = 0; i < found->len; i++) {
    const HavenExpected *expected = found->pdata[i];
    JsonObject *row = haven_cli_add_row (rows);
    tell_child (row, pupil);
    haven_cli_set_text (row, "kind", expected->kind->type);
    haven_cli_set_day (row, "by", expected->by);
    haven_cli_set_day (row, "date_held", expected->next != NULL ? expected->next->day : HAVEN_DAY_NONE);
    haven_cli_set_text (row, "sentence", expected->sentence);
  }
}

static void
list_held (HavenCli *cli, const HavenPupil *pupil, JsonArray *rows)
{
  HavenSlice meetings = haven_school_of_pupil (haven_cli_get_school (cli), HAVEN_TABLE_MEETINGS, pupil->id);

  for (guint i = 0; i < meetings.n; i++) {
    const HavenMeeting *meeting = meetings.items[i];
    JsonObject *row = haven_cli_add_row (rows);
    json_object_set_int_member (row, "id", meeting->id);
    tell_child (row, pupil);
    haven_cli_set_text (row, "kind", meeting->type);
    haven_cli_set_day (row, "day", meeting->day);
    haven_cli_set_text (row, "state", state_text (meeting->state));
    haven_cli_set_day (row, "share_by", haven_meeting_share_by (haven_cli_get_school (cli), meeting));
    haven_cli_set_day (row, "send_by", haven_meeting_send_by (haven_cli_get_school (cli), meeting));
  }
}

static gboolean
run_meetings (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  HavenSchool *school = haven_cli_get_school (cli);
  const HavenPupil *only = upn != NULL ? haven_cli_find_pupil (cli, upn, error) : NULL;
  JsonArray *expected, *meetings;

  if (upn != NULL && only == NULL)
    return FALSE;
  expected = json_array_new ();
  meetings = json_array_new ();
  for (guint i = 0; i < haven_school_get_n_pupils (school); i++) {
    const HavenPupil *pupil = haven_school_get_nth_pupil (school, i);
    if (only != NULL && pupil != only)
      continue;
    list_held (cli, pupil, meetings);
    if (haven_pupil_is_on_roll (pupil, cli->clock.today))
      list_expected (cli, pupil, expected);
  }
  json_object_set_array_member (out, "meetings", meetings);
  json_object_set_array_member (out, "expected", expected);
  return TRUE;
}

/* ---- sentences ---- */

static HavenFindingQuestion
make_question (HavenCli *cli, const HavenPupil *pupil)
{
  HavenSchool *school = haven_cli_get_school (cli);
  const HavenMeeting *last = haven_last_meeting_of (school, cli->clock, pupil->id, kind);
  const HavenMeeting *next = haven_next_meeting_of (school, cli->clock, pupil->id, kind);

  return (HavenFindingQuestion) { school, cli->clock, pupil->id, last != NULL ? last->day + 1 : HAVEN_DAY_NONE, kind,
                                  next != NULL ? next->id : 0 };
}

static const HavenFinding *
find_sentence (GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    if (g_str_equal (((HavenFinding *) findings->pdata[i])->key, key))
      return findings->pdata[i];
  return NULL;
}

static gboolean
change_sentence (HavenCli *cli, const HavenFindingQuestion *question, GError **error)
{
  g_autoptr (GPtrArray) findings = haven_findings_apply (question);
  const HavenFinding *finding = key != NULL ? find_sentence (findings) : NULL;
  HavenFindingList which = HAVEN_FINDING_WORRY;
  HavenSentence *sentence;

  if (key != NULL && finding == NULL)
    return haven_cli_usage (error, _("There is no sentence “%s”."), key);
  if (list != NULL && !haven_finding_list_parse (list, &which))
    return haven_cli_usage (error, _("There is no list “%s”."), list);
  sentence = finding != NULL ? haven_finding_edit (question, finding, text, strike) : haven_finding_own (question, which, text);
  return haven_session_run (cli->session, haven_command_put (HAVEN_TABLE_SENTENCES, sentence), error) >= 0;
}

static void
tell_sentences (const HavenFindingQuestion *question, JsonObject *out)
{
  g_autoptr (GPtrArray) findings = haven_findings_apply (question);
  JsonArray *rows = json_array_new ();

  for (guint i = 0; i < findings->len; i++) {
    const HavenFinding *finding = findings->pdata[i];
    JsonObject *row = haven_cli_add_row (rows);
    haven_cli_set_text (row, "list", haven_finding_list_code (finding->list));
    haven_cli_set_text (row, "key", finding->key);
    haven_cli_set_text (row, "text", finding->text);
    haven_cli_set_text (row, "evidence", finding->evidence);
    json_object_set_boolean_member (row, "edited", finding->edited);
    json_object_set_boolean_member (row, "struck", finding->struck);
    json_object_set_boolean_member (row, "moved_on", finding->moved_on);
  }
  json_object_set_array_member (out, "sentences", rows);
}

static gboolean
run_sentences (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  HavenFindingQuestion question;
  const HavenPupil *pupil;

  if (upn == NULL || kind == NULL || haven_meeting_kind_find (kind) == NULL)
    return haven_cli_usage (error, _("Sentences need --upn and --kind."));
  pupil = haven_cli_find_pupil (cli, upn, error);
  if (pupil == NULL)
    return FALSE;
  question = make_question (cli, pupil);
  if ((key != NULL || text != NULL) && !change_sentence (cli, &question, error))
    return FALSE;
  question = make_question (cli, haven_cli_find_pupil (cli, upn, error));
  tell_sentences (&question, out);
  return TRUE;
}

/* ---- round ---- */

static gboolean
run_round (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  g_autoptr (GPtrArray) round = haven_round_list (haven_cli_get_school (cli), cli->clock, 0);
  JsonArray *rows = json_array_new ();

  for (guint i = 0; i < round->len; i++) {
    const HavenRoundEntry *entry = round->pdata[i];
    JsonObject *row = haven_cli_add_row (rows);
    tell_child (row, entry->pupil);
    haven_cli_set_day (row, "last_round", entry->last_round);
    haven_cli_set_text (row, "last_action", entry->last_action != NULL ? entry->last_action->text : NULL);
    haven_cli_set_text (row, "why", entry->why);
    haven_cli_set_text (row, "seen", entry->seen);
  }
  json_object_set_int_member (out, "minutes", haven_round_get_minutes ());
  json_object_set_array_member (out, "round", rows);
  return TRUE;
}

const HavenCliCommand haven_cli_meetings = {
  "meetings", "[--upn UPN]", N_("meetings, and those that are expected"), HAVEN_CLI_OPEN, 0, 0, meetings_options, run_meetings,
};
const HavenCliCommand haven_cli_sentences = {
  "sentences", "--upn UPN --kind KIND", N_("what figures say of a child, to be edited or struck out"), HAVEN_CLI_OPEN, 0, 0,
  sentences_options, run_sentences,
};
const HavenCliCommand haven_cli_round = {
  "round", NULL, N_("whom to speak of in the weekly staff round"), HAVEN_CLI_OPEN, 0, 0, NULL, run_round,
};
