/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-day.h"
#include "haven-school.h"
#include "haven-training.h"

/* Which staff have had which training, and what lapses when: window, command line, chart, governors' report and termly return all ask here. Of
 * what one person had in one topic, the training counts that stands longest. */
typedef enum {
  HAVEN_TRAINED_NEVER,
  HAVEN_TRAINED_IN_DATE,
  HAVEN_TRAINED_LAPSES_SOON, /* in date, and not for long: training-lapses of data/reference/rules.json */
  HAVEN_TRAINED_LAPSED,
} HavenTrainedState;

typedef struct {
  const HavenPerson *person; /* lent */
  const char *topic;         /* lent */
  HavenTrainedState state;
  const HavenTraining *training; /* the one that counts; NULL: never */
} HavenTrained;

/* How much of the staff in post has had it, and it has not lapsed */
typedef struct {
  const char *topic;         /* lent */
  guint staff;
  guint current;             /* in date, soon to lapse or not */
  guint lapsed;
} HavenTrainingCoverage;

const char *haven_trained_state_code   (HavenTrainedState state);                     /* never, in-date, lapses-soon, lapsed */
char       *haven_training_topic_text  (const char *topic);                           /* "emotion-coaching" -> "Emotion coaching" */
GPtrArray  *haven_training_list_staff  (HavenSchool *school, HavenDay day);           /* const HavenPerson: in post on that day */
GPtrArray  *haven_training_list_topics (HavenSchool *school);                         /* const char, sorted */
HavenTrained haven_training_look       (HavenSchool *school, const HavenPerson *person, const char *topic, HavenDay day);
GArray     *haven_training_coverage    (HavenSchool *school, HavenDay day);           /* HavenTrainingCoverage, by topic */
GArray     *haven_training_list_lapses (HavenSchool *school, HavenDay day);           /* HavenTrained: lapsed, or soon to; by the day it lapses */
