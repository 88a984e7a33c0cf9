/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-endpoint-document.h"

#include "haven-csv.h"
#include "haven-endpoint-call.h"
#include "haven-endpoint-sql.h"
#include "haven-wire-state.h"
#include "haven-wire-survey.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static HavenWireSurvey *
load_survey (HavenEndpoint *self)
{
  g_autoptr (GBytes) body = haven_endpoint_load_document (self, "survey");

  return body == NULL ? NULL : haven_wire_survey_parse (body, NULL);
}

static void
keep_answers (const HavenCall *call, HavenWireAnswers *body, gint64 now)
{
  haven_endpoint_run (call->endpoint, "DELETE FROM answers WHERE urn = ? AND survey = ?", "tt", call->urn, call->args[0]);
  for (guint i = 0; i < body->answers->len; i++) {
    HavenWireAnswer *answer = body->answers->pdata[i];
    haven_endpoint_run (call->endpoint, "INSERT INTO answers (urn, survey, question, choice, received) VALUES (?, ?, ?, ?, ?)", "tttti",
                        call->urn, call->args[0], answer->question, answer->choice, now);
  }
}

HavenWireReply *
haven_answer_survey (const HavenCall *call)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HavenWireAnswers) body = call->request->body == NULL ? NULL : haven_wire_answers_parse (call->request->body, &error);
  g_autoptr (HavenWireSurvey) survey = load_survey (call->endpoint);
  HavenClock clock = haven_endpoint_get_clock (call->endpoint);
  HavenWireAnswered answered = { .survey = (char *) call->args[0], .received = clock.now };

  if (body == NULL)
    return haven_reply_new_problem (422, "wrong-body", error != NULL ? error->message : _("The request lacks its body."));
  if (survey == NULL || strcmp (survey->id, call->args[0]) != 0 || (survey->closes_on != HAVEN_DAY_NONE && survey->closes_on < clock.today))
    return haven_reply_new_problem (410, "survey-gone", _("This survey is over."));
  if (!haven_wire_survey_check (survey, body, &error))
    return haven_reply_new_error (422, "wrong-body", error);
  keep_answers (call, body, clock.now);
  return haven_reply_new (200, haven_wire_answered_print (&answered));
}

/* Answered at all, the data was readable: the router's transaction saw to that. */
HavenWireReply *
haven_answer_health (const HavenCall *call)
{
  HavenWireHealth health = { HAVEN_WIRE_WELL };

  return haven_reply_new (200, haven_wire_health_print (&health));
}

char *
haven_endpoint_export_answers (HavenEndpoint *self)
{
  static const char *const columns[] = { "survey", "school_urn", "school_name", "question", "choice" };
  GString *csv = g_string_new (NULL);
  g_autoptr (HavenQuery) query = haven_query_new (self, "SELECT a.survey, a.urn, s.name, a.question, a.choice FROM answers a"
                                                  " JOIN schools s ON s.urn = a.urn ORDER BY a.survey, a.urn, a.question", "");

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    haven_csv_add_field (csv, columns[i]);
  haven_csv_end_row (csv);
  while (haven_query_next (query)) {
    for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
      haven_csv_add_field (csv, haven_query_get_text (query, i));
    haven_csv_end_row (csv);
  }
  return g_string_free (csv, FALSE);
}
