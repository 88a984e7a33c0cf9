/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-school.h"

#define HAVEN_PUBLISHED_BY_HAVEN (-2)

/* What the Virtual Schools publish, as it was last fetched; and what holds for the whole of England. Readable without a network. */
typedef struct {
  char *id;
  char *title;
  char *text;
  char *measure;                /* NULL: none that is counted */
  char *target;                 /* "12.5"; NULL: none */
  HavenDay by;
  gint64 authority;             /* whose: haven-authority.h */
} HavenPriority;

typedef struct {
  char *id;
  char *kind;                   /* guidance, contact, advice-line, tool, newsletter */
  char *title;
  char *text;
  char *url;
  char *phone;
  char *email;
  HavenDay dated;               /* HAVEN_DAY_NONE: not said */
  gint64 authority;             /* whose; HAVEN_PUBLISHED_BY_HAVEN: one of those for England that ship with Haven */
  char *source;                 /* of those: who says so; else NULL */
} HavenSignpost;

GPtrArray *haven_published_list_priorities (HavenSchool *school);                       /* HavenPriority */
/* The authorities' first. search: every word of it begins a word of the title or the text; NULL or "": all */
GPtrArray *haven_published_list_signposts  (HavenSchool *school, const char *search);   /* HavenSignpost */

/* What the Virtual School asks about the school itself: closed answers only, so that nothing can be written about anybody */
typedef struct {
  char *id;
  char *text;
  GStrv choices;
  GStrv choice_texts;
} HavenSurveyQuestion;

typedef struct {
  char *id;
  char *title;
  HavenDay closes_on;           /* HAVEN_DAY_NONE: open */
  gint64 authority;
  GPtrArray *questions;         /* HavenSurveyQuestion */
  gboolean answered;            /* waiting to be sent, or sent; sent again, the last answers stand */
} HavenSurvey;
GPtrArray *haven_published_list_surveys    (HavenSchool *school, HavenDay today);       /* HavenSurvey: those that are open */
/* For haven_command_answer_survey (): one choice for each question that was answered */
GBytes    *haven_survey_make_answers       (const char *const *questions, const char *const *choices);
