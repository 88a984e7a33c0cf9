/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-endpoint-file.h"

#include "haven-endpoint-call.h"
#include "haven-endpoint-school.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A token would stand in the file in clear: a school enrols by network, or pins the keys of its first file. */
static HavenWireReply *
answer_one (HavenEndpoint *self, const char *urn, HavenWireRequest *request)
{
  HavenWireReply *reply;

  if (strcmp (request->method, "POST") != 0)
    return haven_endpoint_answer (self, urn, request);
  reply = haven_reply_new_problem (405, "wrong-method", _("A school cannot enrol by file."));
  reply->id = g_strdup (request->id);
  return reply;
}

static GBytes *
answer_all (HavenEndpoint *self, HavenWireEnvelope *asked)
{
  g_autoptr (HavenWireEnvelope) answer = haven_wire_envelope_new ();
  g_autoptr (GBytes) covered = NULL;

  answer->from = HAVEN_WIRE_FROM_VIRTUAL_SCHOOL;
  answer->urn = g_strdup (asked->urn);
  answer->made = haven_endpoint_get_clock (self).now;
  answer->keys = haven_wire_keys_copy (haven_endpoint_get_keys (self));
  for (guint i = 0; i < asked->requests->len; i++)
    g_ptr_array_add (answer->replies, answer_one (self, asked->urn, asked->requests->pdata[i]));
  covered = haven_wire_envelope_to_sign (answer);
  answer->signature = haven_endpoint_sign_receipt (self, covered);
  return haven_wire_envelope_print (answer);
}

static gboolean
knows_school (HavenEndpoint *self, const char *urn, GError **error)
{
  gboolean known;

  if (!haven_endpoint_begin (self, error))
    return FALSE;
  known = haven_endpoint_has_school (self, urn);
  if (!haven_endpoint_commit (self, error))
    return FALSE;
  if (!known)
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND,
                         _("The file is of a school that is not known here. Add it with “school add”."));
  return known;
}

GBytes *
haven_endpoint_answer_file (HavenEndpoint *self, GBytes *file, GError **error)
{
  g_autoptr (HavenWireEnvelope) asked = haven_wire_envelope_parse (file, error);

  if (asked == NULL)
    return NULL;
  if (asked->from == HAVEN_WIRE_FROM_SCHOOL)
    return knows_school (self, asked->urn, error) ? answer_all (self, asked) : NULL;
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, _("This file was not made by a school."));
  return NULL;
}
