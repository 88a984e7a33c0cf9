/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-sync-private.h"

#include "haven-wire-receipt.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const HavenLedgerEntry *
find_entry (const HavenSyncJob *job, const char *digest)
{
  for (guint i = 0; job->ledger != NULL && i < job->ledger->len; i++) {
    const HavenLedgerEntry *entry = job->ledger->pdata[i];
    if (entry->receipt != NULL && g_strcmp0 (entry->digest, digest) == 0)
      return entry;
  }
  return NULL;
}

static HavenWireReceipt *
find_receipt (HavenWireReturns *returns, const char *digest)
{
  for (guint i = 0; i < returns->receipts->len; i++) {
    HavenWireReceipt *receipt = returns->receipts->pdata[i];
    if (strcmp (receipt->digest, digest) == 0)
      return receipt;
  }
  return NULL;
}

static void
add_wanted (HavenSyncResult *result, HavenWireReceipt *receipt)
{
  HavenSyncReturn *wanted = g_new0 (HavenSyncReturn, 1);

  wanted->period = g_strdup (receipt->period);
  wanted->revision = receipt->revision;
  wanted->digest = g_strdup (receipt->digest);
  wanted->received_at = receipt->received;
  wanted->receipt = haven_wire_receipt_print (receipt);
  g_ptr_array_add (result->returns, wanted);
}

static gboolean
is_ours (const HavenSyncJob *job, HavenWireReceipt *receipt, GError **error)
{
  if (g_strcmp0 (receipt->urn, job->urn) == 0 && haven_wire_receipt_is_signed (receipt, job->keys->receipts))
    return TRUE;
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED,
                       _("A receipt that came is not signed as it should be. Nothing was taken from it. Tell the Virtual School."));
  return FALSE;
}

gboolean
haven_sync_take_returns (HavenSyncResult *result, const HavenSyncJob *job, GBytes *body, GError **error)
{
  g_autoptr (HavenWireReturns) returns = haven_wire_returns_parse (body, error);

  for (guint i = 0; returns != NULL && i < returns->receipts->len; i++)
    if (!is_ours (job, returns->receipts->pdata[i], error))
      return FALSE;
  for (guint i = 0; returns != NULL && i < returns->receipts->len; i++)
    if (find_entry (job, ((HavenWireReceipt *) returns->receipts->pdata[i])->digest) == NULL)
      add_wanted (result, returns->receipts->pdata[i]);
  for (guint i = 0; returns != NULL && job->ledger != NULL && i < job->ledger->len; i++) {
    const HavenLedgerEntry *entry = job->ledger->pdata[i];
    if (entry->receipt != NULL && find_receipt (returns, entry->digest) == NULL)
      g_ptr_array_add (result->lost, g_strdup (entry->digest));
  }
  return returns != NULL;
}

HavenWireRequest *
haven_sync_request_return (const HavenSyncReturn *wanted)
{
  g_autofree char *period = g_strdelimit (g_strdup (wanted->period), "/", '-');
  g_autofree char *path = g_strdup_printf ("/releases/%s/%" G_GINT64_FORMAT, period, wanted->revision);

  return haven_wire_request_new_full (wanted->digest, "GET", path);
}

gboolean
haven_sync_take_return (HavenSyncReturn *wanted, const HavenSyncJob *job, HavenWireReply *reply)
{
  g_autoptr (HavenWireReceipt) receipt = haven_wire_receipt_parse (wanted->receipt, NULL);

  if (reply->status != 200 || reply->body == NULL || !haven_wire_receipt_verify (receipt, job->keys->receipts, reply->body))
    return FALSE;
  wanted->bytes = g_bytes_ref (reply->body);
  return TRUE;
}

static gboolean
was_just_sent (HavenSyncResult *result, const char *digest)
{
  for (guint i = 0; i < result->receipts->len; i++)
    if (g_str_equal (((HavenSyncReceipt *) result->receipts->pdata[i])->digest, digest))
      return TRUE;
  return FALSE;
}

void
haven_sync_drop_unread (HavenSyncResult *result)
{
  for (guint i = result->returns->len; i > 0; i--) {
    HavenSyncReturn *wanted = result->returns->pdata[i - 1];
    if (wanted->bytes != NULL)
      continue;
    if (!was_just_sent (result, wanted->digest))
      haven_sync_set_tag (result->known, "returns", "");
    g_ptr_array_remove_index (result->returns, i - 1);
  }
}
