/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-endpoint-file.h"

#include "haven-endpoint-call.h"
#include "haven-endpoint-school.h"
#include "haven-wire-receipt.h"

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

/* A list of returns goes with the returns themselves: there is no second question in a file. */
static void
add_returns (HavenEndpoint *self, const char *urn, HavenWireReply *list, GPtrArray *replies)
{
  g_autoptr (HavenWireReturns) returns = list->status == 200 ? haven_wire_returns_parse (list->body, NULL) : NULL;

  for (guint i = 0; returns != NULL && i < returns->receipts->len; i++) {
    HavenWireReceipt *receipt = returns->receipts->pdata[i];
    g_autofree char *period = g_strdelimit (g_strdup (receipt->period), "/", '-');
    g_autofree char *path = g_strdup_printf ("/releases/%s/%" G_GINT64_FORMAT, period, receipt->revision);
    g_autoptr (HavenWireRequest) request = haven_wire_request_new_full (receipt->digest, "GET", path);
    g_ptr_array_add (replies, haven_endpoint_answer (self, urn, request));
  }
}

static void
answer_into (HavenEndpoint *self, const char *urn, HavenWireRequest *request, GPtrArray *replies)
{
  HavenWireReply *reply = answer_one (self, urn, request);

  g_ptr_array_add (replies, reply);
  if (strcmp (request->method, "GET") == 0 && strcmp (request->path, "/releases") == 0)
    add_returns (self, urn, reply, replies);
}

static GBytes *
answer_all (HavenEndpoint *self, HavenWireEnvelope *asked)
{
  g_autoptr (HavenWireEnvelope) answer = haven_wire_envelope_new ();
  g_autoptr (GBytes) covered = NULL;

  answer->from = HAVEN_WIRE_FROM_VIRTUAL_SCHOOL;
  answer->urn = g_strdup (asked->urn);
  answer->made = haven_endpoint_get_clock (self).now;
  answer->authority = g_strdup (haven_endpoint_get_name (self));
  answer->keys = haven_wire_keys_copy (haven_endpoint_get_keys (self));
  for (guint i = 0; i < asked->requests->len; i++)
    answer_into (self, asked->urn, asked->requests->pdata[i], answer->replies);
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
  g_autoptr (GBytes) plain = haven_endpoint_open_sealed (self, file, error);
  g_autoptr (HavenWireEnvelope) asked = plain == NULL ? NULL : haven_wire_envelope_parse (plain, error);

  if (asked == NULL)
    return NULL;
  if (asked->from == HAVEN_WIRE_FROM_SCHOOL)
    return knows_school (self, asked->urn, error) ? answer_all (self, asked) : NULL;
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, _("This file was not made by a school."));
  return NULL;
}
