/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-cli-commands.h"

#include "haven-published.h"
#include "haven-training-coverage.h"

#include <glib/gi18n.h>

/* signposts, survey, coverage: what the Virtual School publishes and asks, and which staff have had which training */

static char *on;

static const GOptionEntry coverage_options[] = {
  { "on", 0, 0, G_OPTION_ARG_STRING, &on, N_("On another day than today"), N_("DATE") },
  { NULL },
};

static gboolean
run_signposts (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  HavenSchool *school = haven_cli_get_school (cli);
  g_autoptr (GPtrArray) signposts = haven_published_list_signposts (school, arguments[0]);
  g_autoptr (GPtrArray) priorities = haven_published_list_priorities (school);
  JsonArray *rows = json_array_new (), *targets = json_array_new ();

  for (guint i = 0; i < signposts->len; i++) {
    const HavenSignpost *signpost = g_ptr_array_index (signposts, i);
    JsonObject *row = haven_cli_add_row (rows);

    haven_cli_set_text (row, "kind", signpost->kind);
    haven_cli_set_text (row, "title", signpost->title);
    haven_cli_set_text (row, "text", signpost->text);
    haven_cli_set_text (row, "url", signpost->url);
    haven_cli_set_text (row, "phone", signpost->phone);
    haven_cli_set_text (row, "email", signpost->email);
    haven_cli_set_day (row, "dated", signpost->dated);
    haven_cli_set_text (row, "source", signpost->source);
    haven_cli_set_text (row, "from", signpost->authority == HAVEN_PUBLISHED_BY_HAVEN ? "england" : "authority");
  }
  for (guint i = 0; i < priorities->len; i++) {
    const HavenPriority *priority = g_ptr_array_index (priorities, i);
    JsonObject *row = haven_cli_add_row (targets);

    haven_cli_set_text (row, "title", priority->title);
    haven_cli_set_text (row, "text", priority->text);
    haven_cli_set_text (row, "measure", priority->measure);
    haven_cli_set_text (row, "target", priority->target);
    haven_cli_set_day (row, "by", priority->by);
  }
  json_object_set_array_member (out, "signposts", rows);
  json_object_set_array_member (out, "priorities", targets);
  return TRUE;
}

/* ---- survey ---- */

static void
add_question (const HavenSurveyQuestion *question, JsonArray *rows)
{
  JsonObject *row = haven_cli_add_row (rows);
  JsonArray *choices = json_array_new ();

  haven_cli_set_text (row, "question", question->id);
  haven_cli_set_text (row, "text", question->text);
  for (guint i = 0; question->choices[i] != NULL; i++) {
    JsonObject *choice = haven_cli_add_row (choices);
    haven_cli_set_text (choice, "choice", question->choices[i]);
    haven_cli_set_text (choice, "text", question->choice_texts[i]);
  }
  json_object_set_array_member (row, "choices", choices);
}

static void
list_surveys (HavenCli *cli, JsonObject *out)
{
  g_autoptr (GPtrArray) surveys = haven_published_list_surveys (haven_cli_get_school (cli), haven_session_get_clock (cli->session).today);
  JsonArray *rows = json_array_new ();

  for (guint i = 0; i < surveys->len; i++) {
    const HavenSurvey *survey = g_ptr_array_index (surveys, i);
    JsonObject *row = haven_cli_add_row (rows);
    JsonArray *questions = json_array_new ();

    haven_cli_set_text (row, "survey", survey->id);
    haven_cli_set_text (row, "title", survey->title);
    haven_cli_set_day (row, "closes_on", survey->closes_on);
    json_object_set_boolean_member (row, "answered", survey->answered);
    for (guint k = 0; k < survey->questions->len; k++)
      add_question (g_ptr_array_index (survey->questions, k), questions);
    json_object_set_array_member (row, "questions", questions);
  }
  json_object_set_array_member (out, "surveys", rows);
}

/* QUESTION=CHOICE … */
static gboolean
split_answers (char **words, GStrvBuilder *questions, GStrvBuilder *choices, GError **error)
{
  for (guint i = 0; words[i] != NULL; i++) {
    g_auto (GStrv) pair = g_strsplit (words[i], "=", 2);
    if (pair[0] == NULL || pair[1] == NULL)
      return haven_cli_usage (error, _("An answer is written as QUESTION=CHOICE."));
    g_strv_builder_add (questions, pair[0]);
    g_strv_builder_add (choices, pair[1]);
  }
  return TRUE;
}

static gboolean
answer (HavenCli *cli, char **arguments, GError **error)
{
  g_autoptr (GStrvBuilder) questions = g_strv_builder_new (), choices = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL, chosen = NULL;
  g_autoptr (GBytes) answers = NULL;

  if (!split_answers (arguments + 1, questions, choices, error))
    return FALSE;
  ids = g_strv_builder_end (questions);
  chosen = g_strv_builder_end (choices);
  answers = haven_survey_make_answers ((const char *const *) ids, (const char *const *) chosen);
  return haven_session_run (cli->session, haven_command_answer_survey (arguments[0], answers), error) >= 0;
}

static gboolean
run_survey (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  if (arguments[0] != NULL && arguments[1] == NULL)
    return haven_cli_usage (error, _("To answer, say SURVEY and then QUESTION=CHOICE for each question."));
  if (arguments[0] != NULL && !answer (cli, arguments, error))
    return FALSE;
  list_surveys (cli, out);
  return TRUE;
}

/* ---- coverage ---- */

static void
add_topic (const HavenTrainingCoverage *topic, JsonArray *rows)
{
  JsonObject *row = haven_cli_add_row (rows);

  haven_cli_set_text (row, "topic", topic->topic);
  json_object_set_int_member (row, "staff", topic->staff);
  json_object_set_int_member (row, "current", topic->current);
  json_object_set_int_member (row, "lapsed", topic->lapsed);
  json_object_set_int_member (row, "never", topic->staff - topic->current - topic->lapsed);
}

static void
add_trained (const HavenTrained *trained, JsonArray *rows)
{
  JsonObject *row = haven_cli_add_row (rows);

  haven_cli_set_text (row, "name", trained->person->name);
  haven_cli_set_text (row, "topic", trained->topic);
  haven_cli_set_text (row, "state", haven_trained_state_code (trained->state));
  if (trained->training == NULL)
    return;
  haven_cli_set_text (row, "title", trained->training->title);
  haven_cli_set_day (row, "done_on", trained->training->done_on);
  haven_cli_set_day (row, "lapses_on", trained->training->lapses_on);
  haven_cli_set_text (row, "certificate", trained->training->certificate);
}

static JsonArray *
list_staff (HavenSchool *school, HavenDay day)
{
  g_autoptr (GPtrArray) staff = haven_training_list_staff (school, day), topics = haven_training_list_topics (school);
  JsonArray *rows = json_array_new ();

  for (guint i = 0; i < staff->len; i++)
    for (guint k = 0; k < topics->len; k++) {
      HavenTrained trained = haven_training_look (school, g_ptr_array_index (staff, i), g_ptr_array_index (topics, k), day);
      add_trained (&trained, rows);
    }
  return rows;
}

static gboolean
run_coverage (HavenCli *cli, char **arguments, JsonObject *out, GError **error)
{
  HavenSchool *school = haven_cli_get_school (cli);
  HavenDay day = haven_session_get_clock (cli->session).today;
  g_autoptr (GArray) coverage = NULL, lapses = NULL;
  JsonArray *topics = json_array_new (), *rows = json_array_new ();

  json_object_set_array_member (out, "topics", topics);
  json_object_set_array_member (out, "lapses", rows);
  if (on != NULL && !haven_day_parse (on, &day))
    return haven_cli_usage (error, _("A day is written as 2026-06-04."));
  coverage = haven_training_coverage (school, day);
  lapses = haven_training_list_lapses (school, day);
  for (guint i = 0; i < coverage->len; i++)
    add_topic (&g_array_index (coverage, HavenTrainingCoverage, i), topics);
  for (guint i = 0; i < lapses->len; i++)
    add_trained (&g_array_index (lapses, HavenTrained, i), rows);
  json_object_set_array_member (out, "staff", list_staff (school, day));
  return TRUE;
}

const HavenCliCommand haven_cli_signposts = {
  "signposts", "[WORDS]", N_("guidance, contacts and priorities of the Virtual School"), HAVEN_CLI_OPEN, 0, 1, NULL, run_signposts,
};
const HavenCliCommand haven_cli_survey = {
  "survey", "[SURVEY QUESTION=CHOICE…]", N_("what the Virtual School asks about the school, and the answers"), HAVEN_CLI_OPEN, 0, 100, NULL,
  run_survey,
};
const HavenCliCommand haven_cli_coverage = {
  "coverage", "", N_("which staff have had which training, and what lapses when"), HAVEN_CLI_OPEN, 0, 0, coverage_options, run_coverage,
};
