/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-wire-shape.h"

/* GET /survey: what the Virtual School asks about the school itself, with closed answers only: nothing can be written about anybody */
typedef struct {
  char *id;
  char *text;
} HavenWireChoice;

typedef struct {
  char *id;
  char *text;
  GPtrArray *choices;        /* HavenWireChoice */
} HavenWireQuestion;

typedef struct {
  char *id;
  char *title;
  HavenDay closes_on;        /* NONE: open */
  GPtrArray *questions;      /* HavenWireQuestion */
} HavenWireSurvey;
HAVEN_DECLARE_SHAPE (HavenWireChoice, haven_wire_choice, HAVEN_SHAPE_CHOICE)
HAVEN_DECLARE_SHAPE (HavenWireQuestion, haven_wire_question, HAVEN_SHAPE_QUESTION)
HAVEN_DECLARE_SHAPE (HavenWireSurvey, haven_wire_survey, HAVEN_SHAPE_SURVEY)

/* PUT /surveys/{id}: one choice a question. Sent again, the last answers stand. */
typedef struct {
  char *question;
  char *choice;
} HavenWireAnswer;

typedef struct {
  GPtrArray *answers;        /* HavenWireAnswer */
} HavenWireAnswers;

typedef struct {
  char *survey;
  gint64 received;
} HavenWireAnswered;
HAVEN_DECLARE_SHAPE (HavenWireAnswer, haven_wire_answer, HAVEN_SHAPE_ANSWER)
HAVEN_DECLARE_SHAPE (HavenWireAnswers, haven_wire_answers, HAVEN_SHAPE_ANSWERS)
HAVEN_DECLARE_SHAPE (HavenWireAnswered, haven_wire_answered, HAVEN_SHAPE_ANSWERED)

/* Every question that is answered is one of the survey's, once, with one of its choices: INVALID says which is not. */
gboolean haven_wire_survey_check (HavenWireSurvey *self, HavenWireAnswers *answers, GError **error);
