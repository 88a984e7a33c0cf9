/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "haven-import.h"

/* A row for one question of an import: a tick, a choice, a line to type, or only words. answered is called with what the person said. */
typedef void (*HavenAnsweredFunc) (const char *key, const char *answer, gpointer data);

GtkWidget *haven_question_row_new (const HavenImportQuestion *question, HavenAnsweredFunc answered, gpointer data);
/* A second one, to type what none of the choices says; NULL: there is nothing to type */
GtkWidget *haven_question_row_new_line (const HavenImportQuestion *question, HavenAnsweredFunc answered, gpointer data);
