/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-wire-survey.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const HavenMember choice_rows[] = {
  HAVEN_ROW_TEXT (HavenWireChoice, id, "id", 1, 64, HAVEN_ID_PATTERN),
  HAVEN_ROW_TEXT (HavenWireChoice, text, "text", 1, HAVEN_LIMIT_NAME_BYTES, NULL),
};
HAVEN_DEFINE_SHAPE (HavenWireChoice, haven_wire_choice, HAVEN_SHAPE_CHOICE, "Choice", NULL, choice_rows)

static const HavenMember question_rows[] = {
  HAVEN_ROW_TEXT (HavenWireQuestion, id, "id", 1, 64, HAVEN_ID_PATTERN),
  HAVEN_ROW_PROSE (HavenWireQuestion, text, "text", 1000),
  HAVEN_ROW_LIST (HavenWireQuestion, choices, "choices", 20, &HAVEN_SHAPE_CHOICE),
};
HAVEN_DEFINE_SHAPE (HavenWireQuestion, haven_wire_question, HAVEN_SHAPE_QUESTION, "Question", NULL, question_rows)

static const HavenMember survey_rows[] = {
  HAVEN_ROW_TEXT (HavenWireSurvey, id, "id", 1, 64, HAVEN_ID_PATTERN),
  HAVEN_ROW_TEXT (HavenWireSurvey, title, "title", 1, HAVEN_LIMIT_NAME_BYTES, NULL),
  HAVEN_ROW_DAY_OR_NONE (HavenWireSurvey, closes_on, "closes_on"),
  HAVEN_ROW_LIST (HavenWireSurvey, questions, "questions", 100, &HAVEN_SHAPE_QUESTION),
};
HAVEN_DEFINE_SHAPE (HavenWireSurvey, haven_wire_survey, HAVEN_SHAPE_SURVEY, "Survey", "haven-survey/1", survey_rows)

static const HavenMember answer_rows[] = {
  HAVEN_ROW_TEXT (HavenWireAnswer, question, "question", 1, 64, HAVEN_ID_PATTERN),
  HAVEN_ROW_TEXT (HavenWireAnswer, choice, "choice", 1, 64, HAVEN_ID_PATTERN),
};
HAVEN_DEFINE_SHAPE (HavenWireAnswer, haven_wire_answer, HAVEN_SHAPE_ANSWER, "Answer", NULL, answer_rows)

static const HavenMember answers_rows[] = {
  HAVEN_ROW_LIST (HavenWireAnswers, answers, "answers", 100, &HAVEN_SHAPE_ANSWER),
};
HAVEN_DEFINE_SHAPE (HavenWireAnswers, haven_wire_answers, HAVEN_SHAPE_ANSWERS, "Answers", "haven-answers/1", answers_rows)

static const HavenMember answered_rows[] = {
  HAVEN_ROW_TEXT (HavenWireAnswered, survey, "survey", 1, 64, HAVEN_ID_PATTERN),
  HAVEN_ROW_TIME (HavenWireAnswered, received, "received"),
};
HAVEN_DEFINE_SHAPE (HavenWireAnswered, haven_wire_answered, HAVEN_SHAPE_ANSWERED, "Answered", "haven-answered/1", answered_rows)

static HavenWireQuestion *
find_question (HavenWireSurvey *self, const char *id)
{
  for (guint i = 0; i < self->questions->len; i++) {
    HavenWireQuestion *question = self->questions->pdata[i];
    if (strcmp (question->id, id) == 0)
      return question;
  }
  return NULL;
}

static gboolean
has_choice (HavenWireQuestion *question, const char *id)
{
  for (guint i = 0; i < question->choices->len; i++)
    if (strcmp (((HavenWireChoice *) question->choices->pdata[i])->id, id) == 0)
      return TRUE;
  return FALSE;
}

gboolean
haven_wire_survey_check (HavenWireSurvey *self, HavenWireAnswers *answers, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < answers->answers->len; i++) {
    HavenWireAnswer *answer = answers->answers->pdata[i];
    HavenWireQuestion *question = find_question (self, answer->question);
    if (question == NULL || !has_choice (question, answer->choice) || !g_hash_table_add (seen, answer->question)) {
      g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, _("“%s” is not a question of this survey, or its answer is none of its "
                                                              "choices."),
                   answer->question);
      return FALSE;
    }
  }
  return TRUE;
}
