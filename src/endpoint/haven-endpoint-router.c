/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-endpoint-call.h"

#include <glib/gi18n-lib.h>
#include <string.h>

const HavenRoute HAVEN_ROUTES[] = {
  { "POST", "/enrolments", TRUE, haven_answer_enrolment, "POST /enrolments" },
  { "GET", "/state", FALSE, haven_answer_state, "GET /state" },
  { "GET", "/catalogue", FALSE, haven_answer_catalogue, "GET /catalogue" },
  { "GET", "/bookings", FALSE, haven_answer_bookings, "GET /bookings" },
  { "PUT", "/bookings/*", FALSE, haven_answer_booking, "PUT /bookings/*" },
  { "DELETE", "/bookings/*", FALSE, haven_answer_booking_cancel, "DELETE /bookings/*" },
  { "GET", "/policy", FALSE, haven_answer_document, "GET /policy" },
  { "GET", "/benchmarks", FALSE, haven_answer_document, "GET /benchmarks" },
  { "GET", "/priorities", FALSE, haven_answer_document, "GET /priorities" },
  { "GET", "/resources", FALSE, haven_answer_document, "GET /resources" },
  { "GET", "/survey", FALSE, haven_answer_document, "GET /survey" },
  { "PUT", "/surveys/*", FALSE, haven_answer_survey, "PUT /surveys/*" },
  { "GET", "/releases", FALSE, haven_answer_releases, "GET /releases" },
  { "GET", "/releases/*/*", FALSE, haven_answer_release_held, "GET /releases/*/*" },
  { "PUT", "/releases/*/*", FALSE, haven_answer_release, "PUT /releases/*/*" },
  { "PUT", "/shares/*/*", FALSE, haven_answer_shares, "PUT /shares/*/*" },
  { "GET", "/shares/*", FALSE, haven_answer_share_list, "GET /shares/*" },
  { "PUT", "/sums/*", FALSE, haven_answer_sum, "PUT /sums/*" },
  { "GET", "/health", TRUE, haven_answer_health, "GET /health" },
  { NULL },
};

static gboolean
matches (const HavenRoute *route, char **segments, HavenCall *call)
{
  g_auto (GStrv) parts = g_strsplit (route->path, "/", -1);
  guint n_args = 0;

  if (g_strv_length (parts) != g_strv_length (segments))
    return FALSE;
  for (guint i = 0; parts[i] != NULL; i++) {
    if (strcmp (parts[i], "*") == 0)
      call->args[n_args++] = segments[i];
    else if (strcmp (parts[i], segments[i]) != 0)
      return FALSE;
  }
  return TRUE;
}

static gboolean
are_ids (const HavenCall *call)
{
  for (guint i = 0; i < G_N_ELEMENTS (call->args); i++)
    if (call->args[i] != NULL && !g_regex_match_simple (HAVEN_ID_PATTERN, call->args[i], G_REGEX_DOLLAR_ENDONLY, 0))
      return FALSE;
  return TRUE;
}

static HavenWireReply *
answer_in_transaction (const HavenRoute *route, HavenCall *call)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HavenWireReply) reply = NULL;

  if (!haven_endpoint_begin (call->endpoint, &error))
    return haven_reply_new_error (503, "busy", error);
  reply = route->answer (call);
  if (haven_endpoint_commit (call->endpoint, &error))
    return g_steal_pointer (&reply);
  return haven_reply_new_error (500, "failed", error);
}

static HavenWireReply *
answer_route (const HavenRoute *route, HavenCall *call)
{
  if (!are_ids (call))
    return haven_reply_new_problem (404, "not-found", _("There is nothing at this address."));
  if (call->urn == NULL && !route->open)
    return haven_reply_new_problem (401, "not-enrolled", _("This school's enrolment is not known or no longer valid. "
                                                           "Ask the Virtual School for a new code."));
  return answer_in_transaction (route, call);
}

static HavenWireReply *
find_answer (HavenCall *call)
{
  g_auto (GStrv) halves = g_strsplit (call->request->path, "?since=", 2);
  g_auto (GStrv) segments = g_strsplit (halves[0], "/", -1);
  gboolean there = FALSE;

  call->since = halves[1];
  for (const HavenRoute *route = HAVEN_ROUTES; route->method != NULL; route++) {
    gboolean same_path = matches (route, segments, call);
    if (same_path && strcmp (route->method, call->request->method) == 0)
      return answer_route (route, call);
    there |= same_path;
  }
  if (there)
    return haven_reply_new_problem (405, "wrong-method", _("This address cannot be used in this way."));
  return haven_reply_new_problem (404, "not-found", _("There is nothing at this address."));
}

const char *
haven_route_describe (HavenWireRequest *request)
{
  g_auto (GStrv) halves = g_strsplit (request->path, "?", 2);
  g_auto (GStrv) segments = g_strsplit (halves[0], "/", -1);
  HavenCall call = { 0 };

  for (const HavenRoute *route = HAVEN_ROUTES; route->method != NULL; route++)
    if (strcmp (route->method, request->method) == 0 && matches (route, segments, &call))
      return route->log;
  return NULL;
}

HavenWireReply *
haven_endpoint_answer (HavenEndpoint *self, const char *urn, HavenWireRequest *request)
{
  HavenCall call = { .endpoint = self, .urn = urn, .request = request };
  HavenWireReply *reply = find_answer (&call);

  reply->id = g_strdup (request->id);
  return reply;
}
