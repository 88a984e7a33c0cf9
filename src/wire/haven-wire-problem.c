/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-wire-problem.h"

/* Open: RFC 9457 lets anybody add members, and a proxy on the way may answer too. */
static const HavenMember problem_rows[] = {
  HAVEN_ROW_TEXT (HavenWireProblem, type, "type", 0, 200, NULL),
  HAVEN_ROW_TEXT (HavenWireProblem, title, "title", 0, 200, NULL),
  HAVEN_ROW_INT (HavenWireProblem, status, "status", 100, 599),
  HAVEN_ROW_PROSE (HavenWireProblem, detail, "detail", 1000),
  HAVEN_ROW_TEXT (HavenWireProblem, code, "code", 1, 64, HAVEN_ID_PATTERN),
  HAVEN_ROW_TEXT_OR_NONE (HavenWireProblem, where, "where", 1, 200, NULL),
};
const HavenShape HAVEN_SHAPE_PROBLEM = { "Problem", NULL, TRUE, sizeof (HavenWireProblem), problem_rows, G_N_ELEMENTS (problem_rows) };
HAVEN_DEFINE_SHAPE_FUNCTIONS (HavenWireProblem, haven_wire_problem, HAVEN_SHAPE_PROBLEM)

HavenWireProblem *
haven_wire_problem_new_full (gint64 status, const char *code, const char *sentence)
{
  HavenWireProblem *self = haven_wire_problem_new ();

  self->type = g_strconcat ("urn:haven:problem:", code, NULL);
  self->title = g_strdup (code);
  self->status = status;
  self->detail = g_strdup (sentence);
  self->code = g_strdup (code);
  return self;
}
