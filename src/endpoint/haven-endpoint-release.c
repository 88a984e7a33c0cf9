/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-endpoint-release.h"

#include "haven-calendar.h"
#include "haven-endpoint-call.h"
#include "haven-endpoint-sql.h"
#include "haven-release.h"
#include "haven-text.h"
#include "haven-verify.h"
#include "haven-wire-json.h"
#include "haven-wire-receipt.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_REVISION 9999

/* What this school sent before: no single file is safe by itself */
static GPtrArray *
load_earlier (const HavenCall *call)
{
  GPtrArray *earlier = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (HavenQuery) query = haven_query_new (call->endpoint, "SELECT body FROM releases WHERE urn = ? ORDER BY period, revision",
                                                  "t", call->urn);

  while (haven_query_next (query))
    g_ptr_array_add (earlier, haven_query_dup_bytes (query, 0));
  return earlier;
}

/* A proved release of this school, this period and this revision; else NULL with the sentence */
static HavenRelease *
read_release (const HavenCall *call, const char *period, guint64 revision, GError **error)
{
  g_autoptr (JsonNode) json = haven_wire_json_parse (call->request->body, error);
  g_autoptr (GPtrArray) earlier = load_earlier (call);
  g_autoptr (HavenRelease) release = json == NULL ? NULL : haven_release_new_from_bytes (call->request->body, earlier, error);

  if (release == NULL)
    return NULL;
  if (strcmp (haven_release_get_urn (release), call->urn) == 0 && strcmp (haven_release_get_period (release), period) == 0
      && haven_release_get_revision (release) == revision)
    return g_steal_pointer (&release);
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_INVALID,
                       _("The return is of another school, period or revision than its address says. Nothing was kept."));
  return NULL;
}

static HavenWireReceipt *
make_receipt (const HavenCall *call, HavenRelease *release)
{
  HavenWireReceipt *receipt = haven_wire_receipt_new ();
  g_autoptr (GBytes) covered = NULL;

  receipt->id = haven_text_new_id ();
  receipt->urn = g_strdup (call->urn);
  receipt->period = g_strdup (haven_release_get_period (release));
  receipt->revision = haven_release_get_revision (release);
  receipt->digest = g_strdup (haven_release_get_digest (release));
  receipt->received = haven_endpoint_get_clock (call->endpoint).now;
  covered = haven_wire_receipt_to_sign (receipt);
  receipt->signature = haven_endpoint_sign_receipt (call->endpoint, covered);
  return receipt;
}

static HavenWireReply *
keep (const HavenCall *call, HavenRelease *release)
{
  g_autoptr (HavenWireReceipt) receipt = make_receipt (call, release);
  g_autoptr (GBytes) printed = haven_wire_receipt_print (receipt);

  haven_endpoint_run (call->endpoint, "INSERT INTO releases (urn, period, revision, digest, body, receipt, received)"
                      " VALUES (?, ?, ?, ?, ?, ?, ?)", "ttitbbi", call->urn, receipt->period, receipt->revision, receipt->digest,
                      call->request->body, printed, receipt->received);
  return haven_reply_new (201, g_steal_pointer (&printed));
}

/* The same bytes again get the same receipt again; others under the same revision are a conflict. */
static HavenWireReply *
answer_again (const HavenCall *call, const char *period, guint64 revision)
{
  g_autoptr (HavenQuery) query = haven_query_new (call->endpoint,
                                                  "SELECT body, receipt FROM releases WHERE urn = ? AND period = ? AND revision = ?",
                                                  "tti", call->urn, period, (gint64) revision);
  g_autoptr (GBytes) held = NULL;

  if (!haven_query_next (query))
    return NULL;
  held = haven_query_dup_bytes (query, 0);
  if (g_bytes_equal (held, call->request->body))
    return haven_reply_new (200, haven_query_dup_bytes (query, 1));
  return haven_reply_new_problem (409, "revision-conflict",
                                  _("Another return was received under this revision. Make a new revision and send that."));
}

HavenWireReply *
haven_answer_release (const HavenCall *call)
{
  g_autoptr (HavenRelease) release = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *period = NULL;
  HavenPeriod when;
  guint64 revision;
  HavenWireReply *again;

  if (!haven_period_parse (call->args[0], &when) || !g_ascii_string_to_unsigned (call->args[1], 10, 1, MAX_REVISION, &revision, NULL))
    return haven_reply_new_problem (404, "not-found", _("There is nothing at this address."));
  if (call->request->body == NULL)
    return haven_reply_new_problem (422, "wrong-body", _("The request lacks its body."));
  period = haven_period_to_id (when);
  again = answer_again (call, period, revision);
  if (again != NULL)
    return again;
  release = read_release (call, period, revision, &error);
  if (release == NULL)
    return haven_reply_new_error (422, "release-refused", error);
  return keep (call, release);
}

HavenWireReply *
haven_answer_release_held (const HavenCall *call)
{
  g_autoptr (HavenQuery) query = NULL;
  g_autofree char *period = NULL;
  HavenPeriod when;

  if (!haven_period_parse (call->args[0], &when))
    return haven_reply_new_problem (404, "not-found", _("There is nothing at this address."));
  period = haven_period_to_id (when);
  query = haven_query_new (call->endpoint, "SELECT body FROM releases WHERE urn = ? AND period = ? AND revision = ?", "tti", call->urn,
                           period,
                           g_ascii_strtoll (call->args[1], NULL, 10));
  if (!haven_query_next (query))
    return haven_reply_new_problem (404, "not-published", _("No such return of this school is held here."));
  return haven_reply_new (200, haven_query_dup_bytes (query, 0));
}

/* NULL where there are none: that has no tag, so that a school without returns is not told of them */
static GBytes *
print_returns (HavenEndpoint *self, const char *urn)
{
  g_autoptr (HavenWireReturns) returns = haven_wire_returns_new ();
  g_autoptr (HavenQuery) query = haven_query_new (self, "SELECT receipt FROM releases WHERE urn = ? ORDER BY period, revision", "t", urn);

  while (haven_query_next (query)) {
    g_autoptr (GBytes) printed = haven_query_dup_bytes (query, 0);
    HavenWireReceipt *receipt = haven_wire_receipt_parse (printed, NULL);
    if (receipt != NULL)
      g_ptr_array_add (returns->receipts, receipt);
  }
  return returns->receipts->len == 0 ? NULL : haven_wire_returns_print (returns);
}

HavenWireReply *
haven_answer_releases (const HavenCall *call)
{
  g_autoptr (HavenWireReturns) none = haven_wire_returns_new ();
  GBytes *printed = print_returns (call->endpoint, call->urn);

  if (printed == NULL)
    return haven_reply_new (200, haven_wire_returns_print (none));
  return haven_reply_new_tagged (call, printed);
}

char *
haven_endpoint_returns_tag (HavenEndpoint *self, const char *urn)
{
  g_autoptr (GBytes) printed = print_returns (self, urn);

  return printed == NULL ? g_strdup ("") : haven_reply_dup_etag (printed);
}
