/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-wire-shape.h"

/* RFC 9457 problem+json: a code for the program and a sentence that a person can act on */
typedef struct {
  char *type;                /* "urn:haven:problem:event-full" */
  char *title;
  gint64 status;
  char *detail;              /* the sentence */
  char *code;                /* event-full, event-gone, revision-conflict … */
  char *where;               /* what is wrong where: a member; NULL: nowhere in particular */
} HavenWireProblem;
HAVEN_DECLARE_SHAPE (HavenWireProblem, haven_wire_problem, HAVEN_SHAPE_PROBLEM)
HavenWireProblem *haven_wire_problem_new_full (gint64 status, const char *code, const char *sentence);
