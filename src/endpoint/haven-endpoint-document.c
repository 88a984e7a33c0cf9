/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-endpoint-document.h"

#include "haven-endpoint-booking.h"
#include "haven-endpoint-call.h"
#include "haven-endpoint-catalogue.h"
#include "haven-endpoint-release.h"
#include "haven-endpoint-sql.h"
#include "haven-endpoint-table.h"
#include "haven-policy.h"
#include "haven-wire-document.h"
#include "haven-wire-state.h"
#include "haven-wire-survey.h"

#include <glib/gi18n-lib.h>
#include <string.h>

const char *const HAVEN_DOCUMENTS[] = { "policy", "benchmarks", "priorities", "resources", "survey", NULL };

GBytes *
haven_endpoint_load_document (HavenEndpoint *self, const char *type)
{
  g_autoptr (HavenQuery) query = haven_query_new (self, "SELECT body FROM documents WHERE type = ?", "t", type);

  return haven_query_next (query) ? haven_query_dup_bytes (query, 0) : NULL;
}

HavenWireReply *
haven_answer_document (const HavenCall *call)
{
  GBytes *body = haven_endpoint_load_document (call->endpoint, call->request->path + 1);

  if (body == NULL)
    return haven_reply_new_problem (404, "not-published", _("The Virtual School has not published this."));
  return haven_reply_new_tagged (call, body);
}

/* "" where nothing is published */
static char *
tag_of (GBytes *take_body)
{
  g_autoptr (GBytes) body = take_body;

  return body == NULL ? g_strdup ("") : haven_reply_dup_etag (body);
}

HavenWireReply *
haven_answer_state (const HavenCall *call)
{
  g_autoptr (HavenWireState) state = haven_wire_state_new ();

  state->catalogue = haven_endpoint_catalogue_cursor (call->endpoint);
  state->bookings = haven_endpoint_bookings_cursor (call->endpoint, call->urn);
  state->policy = tag_of (haven_endpoint_load_document (call->endpoint, "policy"));
  state->benchmarks = tag_of (haven_endpoint_load_document (call->endpoint, "benchmarks"));
  state->priorities = tag_of (haven_endpoint_load_document (call->endpoint, "priorities"));
  state->resources = tag_of (haven_endpoint_load_document (call->endpoint, "resources"));
  state->survey = tag_of (haven_endpoint_load_document (call->endpoint, "survey"));
  state->returns = haven_endpoint_returns_tag (call->endpoint, call->urn);
  return haven_reply_new (200, haven_wire_state_print (state));
}

/* Importing. Each row goes into its wire struct; the whole then goes once through the wire's own reader. */

static GBytes *
sign_policy (HavenEndpoint *self, GBytes *file, GError **error)
{
  g_autoptr (HavenPolicy) policy = haven_policy_new_from_json (file, error);
  g_autoptr (HavenWirePolicy) signed_policy = haven_wire_policy_new ();

  if (policy == NULL)
    return NULL;
  signed_policy->policy = g_bytes_ref (file);
  signed_policy->signature = haven_endpoint_sign_settings (self, file);
  return haven_wire_policy_print (signed_policy);
}

static gboolean
read_figure_cb (const HavenTableRow *row, gpointer user_data, GError **error)
{
  HavenWireBenchmarks *benchmarks = user_data;
  HavenWireFigure *figure = haven_wire_figure_new ();

  g_ptr_array_add (benchmarks->figures, figure);
  figure->period = g_strdup (haven_table_get (row, "time_period"));
  figure->area = g_strdup (haven_table_get (row, "area_code"));
  figure->group = g_strdup (haven_table_get (row, "group"));
  figure->phase = g_strdup (haven_table_get (row, "phase"));
  figure->measure = g_strdup (haven_table_get (row, "measure"));
  figure->value = g_strdup (haven_table_get (row, "value"));
  g_clear_pointer (&benchmarks->source, g_free);
  benchmarks->source = g_strdup (haven_table_get (row, "source"));
  return haven_table_get_day (row, "published", &benchmarks->published, error);
}

static GBytes *
print_benchmarks (GBytes *csv, GError **error)
{
  static const char *const columns[] = { "time_period", "area_code", "group", "phase", "measure", "value", "source", "published", NULL };
  g_autoptr (HavenWireBenchmarks) benchmarks = haven_wire_benchmarks_new ();

  if (!haven_table_read (csv, columns, read_figure_cb, benchmarks, error))
    return NULL;
  return haven_wire_benchmarks_print (benchmarks);
}

static gboolean
read_priority_cb (const HavenTableRow *row, gpointer user_data, GError **error)
{
  HavenWirePriorities *priorities = user_data;
  HavenWirePriority *priority = haven_wire_priority_new ();

  g_ptr_array_add (priorities->priorities, priority);
  priority->id = g_strdup (haven_table_get (row, "id"));
  priority->title = g_strdup (haven_table_get (row, "title"));
  priority->text = g_strdup (haven_table_get (row, "text"));
  priority->measure = haven_table_dup (row, "measure");
  priority->target = haven_table_dup (row, "target");
  return haven_table_get_day (row, "by", &priority->by, error);
}

static GBytes *
print_priorities (GBytes *csv, GError **error)
{
  static const char *const columns[] = { "id", "title", "text", "measure", "target", "by", NULL };
  g_autoptr (HavenWirePriorities) priorities = haven_wire_priorities_new ();

  if (!haven_table_read (csv, columns, read_priority_cb, priorities, error))
    return NULL;
  return haven_wire_priorities_print (priorities);
}

static gboolean
read_resource_cb (const HavenTableRow *row, gpointer user_data, GError **error)
{
  HavenWireResources *resources = user_data;
  HavenWireResource *resource = haven_wire_resource_new ();

  g_ptr_array_add (resources->resources, resource);
  resource->id = g_strdup (haven_table_get (row, "id"));
  resource->title = g_strdup (haven_table_get (row, "title"));
  resource->text = g_strdup (haven_table_get (row, "text"));
  resource->url = haven_table_dup (row, "url");
  resource->phone = haven_table_dup (row, "phone");
  resource->email = haven_table_dup (row, "email");
  return haven_table_get_code (row, "kind", HAVEN_WIRE_RESOURCE_CODES, &resource->type, error)
         && haven_table_get_day (row, "dated", &resource->dated, error);
}

static GBytes *
print_resources (GBytes *csv, GError **error)
{
  static const char *const columns[] = { "id", "kind", "title", "text", "url", "phone", "email", "dated", NULL };
  g_autoptr (HavenWireResources) resources = haven_wire_resources_new ();

  if (!haven_table_read (csv, columns, read_resource_cb, resources, error))
    return NULL;
  return haven_wire_resources_print (resources);
}

/* A row a choice; the survey's and the question's own columns are read from the first row of each */
static HavenWireQuestion *
find_or_add_question (HavenWireSurvey *survey, const HavenTableRow *row)
{
  const char *id = haven_table_get (row, "question");
  HavenWireQuestion *last = survey->questions->len == 0 ? NULL : survey->questions->pdata[survey->questions->len - 1];

  if (last != NULL && strcmp (last->id, id) == 0)
    return last;
  last = haven_wire_question_new ();
  last->id = g_strdup (id);
  last->text = g_strdup (haven_table_get (row, "question_text"));
  g_ptr_array_add (survey->questions, last);
  return last;
}

static gboolean
read_choice_cb (const HavenTableRow *row, gpointer user_data, GError **error)
{
  HavenWireSurvey *survey = user_data;
  HavenWireQuestion *question = find_or_add_question (survey, row);
  HavenWireChoice *choice = haven_wire_choice_new ();

  choice->id = g_strdup (haven_table_get (row, "choice"));
  choice->text = g_strdup (haven_table_get (row, "choice_text"));
  g_ptr_array_add (question->choices, choice);
  if (survey->id != NULL)
    return TRUE;
  survey->id = g_strdup (haven_table_get (row, "survey"));
  survey->title = g_strdup (haven_table_get (row, "title"));
  return haven_table_get_day (row, "closes_on", &survey->closes_on, error);
}

static GBytes *
print_survey (GBytes *csv, GError **error)
{
  static const char *const columns[] = { "survey", "title", "closes_on", "question", "question_text", "choice", "choice_text", NULL };
  g_autoptr (HavenWireSurvey) survey = haven_wire_survey_new ();

  if (!haven_table_read (csv, columns, read_choice_cb, survey, error))
    return NULL;
  if (survey->id != NULL)
    return haven_wire_survey_print (survey);
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, _("The file holds no question."));
  return NULL;
}

static gboolean
is_readable (const HavenShape *shape, GBytes *body, GError **error)
{
  gpointer value = haven_shape_parse (shape, body, error);

  haven_shape_free (shape, value);
  return value != NULL;
}

gboolean
haven_endpoint_import_document (HavenEndpoint *self, const char *type, GBytes *file, GError **error)
{
  static const HavenShape *const shapes[] = { &HAVEN_SHAPE_POLICY, &HAVEN_SHAPE_BENCHMARKS, &HAVEN_SHAPE_PRIORITIES,
                                              &HAVEN_SHAPE_RESOURCES, &HAVEN_SHAPE_SURVEY };
  static GBytes *(*const printers[]) (GBytes *csv, GError **error) = { NULL, print_benchmarks, print_priorities, print_resources,
                                                                      print_survey };
  g_autoptr (GBytes) body = NULL;
  guint i = 0;

  while (strcmp (HAVEN_DOCUMENTS[i], type) != 0)
    i++;
  body = i == 0 ? sign_policy (self, file, error) : printers[i] (file, error);
  if (body == NULL || !is_readable (shapes[i], body, error))
    return FALSE;
  haven_endpoint_run (self, "INSERT INTO documents (type, body) VALUES (?, ?) ON CONFLICT (type) DO UPDATE SET body = excluded.body",
                      "tb", type, body);
  return TRUE;
}
