/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-key-holder-client.h"

#include "haven-endpoint-share.h"
#include "haven-exchange.h"
#include "haven-transport.h"
#include "haven-wire-problem.h"
#include "haven-wire-share.h"

#include <glib/gi18n-lib.h>

static HavenTransport *
connect_to (const HavenAccess *access, GError **error)
{
  const HavenTransportSettings settings = { .endpoint = access->url, .ca_file = access->ca };
  HavenTransport *transport = haven_transport_new (&settings, error);

  if (transport != NULL)
    haven_transport_set_token (transport, access->token);
  return transport;
}

gboolean
haven_key_holder_join (HavenEndpoint *self, HavenAccess *access, const char *code, GError **error)
{
  g_autoptr (HavenTransport) transport = connect_to (access, error);
  g_autofree char *key = g_uuid_string_random ();
  HavenWireEnrolment enrolment = { (char *) code, (char *) HAVEN_KEY_HOLDER_URN };
  g_autoptr (HavenWireEnrolled) enrolled = NULL;

  if (transport != NULL)
    enrolled = haven_exchange_enrol (transport, &enrolment, key, NULL, error);
  if (enrolled == NULL || !haven_endpoint_begin (self, error))
    return FALSE;
  access->token = g_strdup (enrolled->token);
  haven_key_holder_set_access (self, access);
  return haven_endpoint_commit (self, error);
}

/* ---- one question ---- */

static gboolean
load_access (HavenEndpoint *self, HavenAccess *access, GError **error)
{
  if (!haven_endpoint_begin (self, error))
    return FALSE;
  if (haven_key_holder_get_access (self, access, error))
    return haven_endpoint_commit (self, error);
  haven_endpoint_rollback (self);
  return FALSE;
}

static HavenWireReply *
ask (const HavenAccess *access, HavenWireRequest *request, GError **error)
{
  g_autoptr (HavenTransport) transport = connect_to (access, error);
  g_autoptr (HavenWireReply) reply = transport != NULL ? haven_transport_send (transport, request, NULL, error) : NULL;
  g_autoptr (HavenWireProblem) problem = NULL;

  if (reply == NULL || (reply->status >= 200 && reply->status < 300))
    return g_steal_pointer (&reply);
  problem = reply->body != NULL ? haven_wire_problem_parse (reply->body, NULL) : NULL;
  g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED, _("The Virtual School's system did not take it (%d). %s"), (int) reply->status,
               problem != NULL ? problem->detail : "");
  return NULL;
}

static HavenWireRequest *
request_for (const char *method, const char *folder, const char *period)
{
  g_autofree char *name = g_strdelimit (g_strdup (period), "/", '-');
  g_autofree char *path = g_strconcat (folder, name, NULL);

  return haven_wire_request_new_full (name, method, path);
}

/* ---- sending what was opened ---- */

static GBytes *
take_next (HavenEndpoint *self, gint64 *ret_n, char **ret_period, GError **error)
{
  GBytes *sum;

  if (!haven_endpoint_begin (self, error))
    return NULL;
  sum = haven_key_holder_next_sum (self, ret_n, ret_period);
  if (haven_endpoint_commit (self, error))
    return sum;
  g_clear_pointer (&sum, g_bytes_unref);
  return NULL;
}

static gboolean
note_gone (HavenEndpoint *self, gint64 n, GError **error)
{
  if (!haven_endpoint_begin (self, error))
    return FALSE;
  haven_key_holder_note_gone (self, n);
  return haven_endpoint_commit (self, error);
}

static gboolean
send_one (HavenEndpoint *self, const HavenAccess *access, gboolean *ret_any, GError **error)
{
  g_autofree char *period = NULL;
  g_autoptr (HavenWireRequest) request = NULL;
  g_autoptr (HavenWireReply) reply = NULL;
  gint64 n = 0;
  GError *problem = NULL;
  g_autoptr (GBytes) sum = take_next (self, &n, &period, &problem);

  *ret_any = sum != NULL;
  if (problem != NULL)
    g_propagate_error (error, problem);
  if (sum == NULL)
    return problem == NULL;
  request = request_for ("PUT", "/sums/", period);
  request->key = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, sum);
  request->body = g_bytes_ref (sum);
  reply = ask (access, request, error);
  return reply != NULL && note_gone (self, n, error);
}

static gboolean
send_sums (HavenEndpoint *self, const HavenAccess *access, GError **error)
{
  gboolean any = TRUE;

  while (any)
    if (!send_one (self, access, &any, error))
      return FALSE;
  return TRUE;
}

/* ---- opening ---- */

static gboolean
open_list (HavenEndpoint *self, const char *period, GBytes *list, GError **error)
{
  g_autoptr (GBytes) sum = NULL;

  if (!haven_endpoint_begin (self, error))
    return FALSE;
  sum = haven_endpoint_open_shares (self, list, error);
  if (sum == NULL) {
    haven_endpoint_rollback (self);
    return FALSE;
  }
  haven_key_holder_keep_sum (self, period, sum);
  return haven_endpoint_commit (self, error);
}

/* A list of another period than was asked for would open that one before its day. */
static gboolean
is_of_period (GBytes *list, const char *period, GError **error)
{
  g_autoptr (HavenWireShareList) read = haven_wire_share_list_parse (list, error);

  if (read != NULL && g_strcmp0 (read->period, period) == 0)
    return TRUE;
  if (read != NULL)
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED,
                         _("The Virtual School's system gave shares of another period than was asked for. Nothing was opened."));
  return FALSE;
}

static gboolean
fetch_and_open (HavenEndpoint *self, const HavenAccess *access, const char *period, GError **error)
{
  g_autoptr (HavenWireRequest) request = request_for ("GET", "/shares/", period);
  g_autoptr (HavenWireReply) reply = ask (access, request, error);

  if (reply == NULL)
    return FALSE;
  if (reply->body == NULL) {
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID, _("The Virtual School's system gave no shares."));
    return FALSE;
  }
  return is_of_period (reply->body, period, error) && open_list (self, period, reply->body, error) && send_sums (self, access, error);
}

gboolean
haven_key_holder_open (HavenEndpoint *self, const char *period, GError **error)
{
  HavenAccess access = { NULL };
  gboolean done = load_access (self, &access, error) && send_sums (self, &access, error) && fetch_and_open (self, &access, period, error);

  haven_access_clear (&access);
  return done;
}

static GPtrArray *
list_due (HavenEndpoint *self, GError **error)
{
  g_autoptr (GPtrArray) due = NULL;

  if (!haven_endpoint_begin (self, error))
    return NULL;
  due = haven_key_holder_list_due (self, haven_endpoint_get_clock (self).today);
  return haven_endpoint_commit (self, error) ? g_steal_pointer (&due) : NULL;
}

int
haven_key_holder_work (HavenEndpoint *self, GError **error)
{
  HavenAccess access = { NULL };
  g_autoptr (GPtrArray) due = NULL;
  int opened = 0;

  if (!load_access (self, &access, error))
    return -1;
  due = send_sums (self, &access, error) ? list_due (self, error) : NULL;
  for (guint i = 0; due != NULL && opened >= 0 && i < due->len; i++)
    opened = fetch_and_open (self, &access, g_ptr_array_index (due, i), error) ? opened + 1 : -1;
  haven_access_clear (&access);
  return due != NULL ? opened : -1;
}
