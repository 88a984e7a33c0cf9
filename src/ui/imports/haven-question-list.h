/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-question-row.h"

/* The questions of one file in their groups, with a title each. */
#define HAVEN_TYPE_QUESTION_LIST (haven_question_list_get_type ())
G_DECLARE_FINAL_TYPE (HavenQuestionList, haven_question_list, HAVEN, QUESTION_LIST, AdwBin)

typedef enum {
  HAVEN_QUESTIONS_FIRST = 1 << 0,    /* of the whole file: before anything can be shown */
  HAVEN_QUESTIONS_WORDS = 1 << 1,    /* what words of the file stand for */
  HAVEN_QUESTIONS_ROWS = 1 << 2,     /* of children and rows */
  HAVEN_QUESTIONS_ALL = 7,           /* in the preview: what was said can be said otherwise */
} HavenQuestions;

GtkWidget *haven_question_list_new  (HavenQuestions which, HavenAnsweredFunc answered, gpointer data);
/* Keeps the rows, and the focus in them, where the same things are asked */
void       haven_question_list_show (HavenQuestionList *self, const HavenImportPreview *preview);
