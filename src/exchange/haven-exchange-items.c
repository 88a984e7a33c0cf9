/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-exchange.h"

#include "haven-sync-private.h"
#include "haven-text.h"
#include "haven-wire-problem.h"
#include "haven-wire-receipt.h"
#include "haven-wire-share.h"

#include <glib/gi18n-lib.h>

#define FIRST_WAIT 60
#define LONGEST_WAIT (6 * 60 * 60)

/* Making */

static HavenOutboxItem *
make_item (HavenOutboxType type, const char *target, gint64 now)
{
  HavenOutboxItem *item = haven_outbox_item_new ();

  item->type = type;
  item->key = haven_text_new_id ();
  item->target = g_strdup (target);
  item->state = HAVEN_OUTBOX_WAITING;
  item->made_at = now;
  return item;
}

HavenOutboxItem *
haven_exchange_item_for_booking (const HavenBooking *booking, gint64 now)
{
  HavenOutboxItem *item = make_item (HAVEN_OUTBOX_BOOKING, booking->booking, now);
  HavenWireBooking body = { booking->event, booking->name, booking->email, booking->role, booking->instead_of, booking->topics };

  item->body = haven_wire_booking_print (&body);
  item->authority = booking->authority;
  return item;
}

HavenOutboxItem *
haven_exchange_item_for_cancel (const HavenBooking *booking, gint64 now)
{
  HavenOutboxItem *item = make_item (HAVEN_OUTBOX_CANCEL, booking->booking, now);

  item->authority = booking->authority;
  return item;
}

HavenOutboxItem *
haven_exchange_item_for_answers (const char *survey, HavenWireAnswers *answers, gint64 now)
{
  HavenOutboxItem *item = make_item (HAVEN_OUTBOX_SURVEY, survey, now);

  item->body = haven_wire_answers_print (answers);
  return item;
}

static char *
make_target (const char *period, gint64 revision)
{
  g_autofree char *path = g_strdelimit (g_strdup (period), "/", '-');

  return g_strdup_printf ("%s/%" G_GINT64_FORMAT, path, revision);
}

HavenOutboxItem *
haven_exchange_item_for_entry (const HavenLedgerEntry *entry, gint64 now)
{
  g_autofree char *target = make_target (entry->period, entry->revision);
  HavenOutboxItem *item = make_item (HAVEN_OUTBOX_RELEASE, target, now);

  item->body = g_bytes_ref (entry->bytes);
  return item;
}

HavenOutboxItem *
haven_exchange_item_for_release (HavenRelease *release, gint64 now)
{
  g_autofree char *target = make_target (haven_release_get_period (release), haven_release_get_revision (release));
  HavenOutboxItem *item = make_item (HAVEN_OUTBOX_RELEASE, target, now);

  item->body = g_bytes_ref (haven_release_get_bytes (release));
  return item;
}

HavenOutboxItem *
haven_exchange_item_for_shares (HavenShares *shares, gint64 now)
{
  g_autofree char *period = g_strdelimit (g_strdup (shares->period), "/", '-');
  g_autofree char *target = g_strdup_printf ("%s/%s", period, shares->report);
  HavenOutboxItem *item = make_item (HAVEN_OUTBOX_SHARES, target, now);
  HavenWireShares body = { shares->spec, shares->virtual_school, shares->key_holder };

  item->body = haven_wire_shares_print (&body);
  return item;
}

/* Sending */

HavenWireRequest *
haven_sync_request_item (const HavenOutboxItem *item)
{
  static const char *const folders[] = {
    [HAVEN_OUTBOX_BOOKING] = "/bookings/", [HAVEN_OUTBOX_CANCEL] = "/bookings/", [HAVEN_OUTBOX_RELEASE] = "/releases/",
    [HAVEN_OUTBOX_SURVEY] = "/surveys/", [HAVEN_OUTBOX_SHARES] = "/shares/",
  };
  g_autofree char *path = g_strconcat (folders[item->type], item->target, NULL);
  HavenWireRequest *request = haven_wire_request_new_full (item->key, item->type == HAVEN_OUTBOX_CANCEL ? "DELETE" : "PUT", path);

  request->key = g_strdup (item->key);
  request->body = item->body == NULL ? NULL : g_bytes_ref (item->body);
  return request;
}

gint64
haven_exchange_next_try (gint64 now, gint64 attempts, gint64 retry_after, GRand *rand)
{
  gint64 wait = FIRST_WAIT;

  for (gint64 i = 1; i < attempts && wait < LONGEST_WAIT; i++)
    wait *= 2;
  wait = MIN (wait, LONGEST_WAIT);
  wait += g_rand_int_range (rand, 0, wait / 2 + 1);
  return now + MAX (wait, MIN (retry_after, HAVEN_EXCHANGE_LONGEST_ASKED));
}

/* The longest of our own waits and the longest that anybody may ask for, and an hour for slow clocks */
gboolean
haven_exchange_is_due (const HavenOutboxItem *item, gint64 now)
{
  return item->next_try <= now || item->next_try > now + HAVEN_EXCHANGE_LONGEST_ASKED + LONGEST_WAIT / 2 * 3 + 60 * 60;
}

static HavenOutboxItem *
add_tried (HavenSyncResult *result, const HavenOutboxItem *item)
{
  HavenOutboxItem *tried = haven_outbox_item_copy (item);

  tried->attempts++;
  g_clear_pointer (&tried->last_error, g_free);
  g_ptr_array_add (result->items, tried);
  return tried;
}

void
haven_sync_postpone_item (HavenSyncResult *result, const HavenSyncJob *job, const HavenOutboxItem *item, gint64 retry_after,
                          const char *sentence)
{
  HavenOutboxItem *tried = add_tried (result, item);

  tried->next_try = haven_exchange_next_try (job->now, tried->attempts, retry_after, job->rand);
  tried->last_error = g_strdup (sentence);
}

static HavenOutboxItem *
add_settled (HavenSyncResult *result, const HavenSyncJob *job, const HavenOutboxItem *item, HavenOutboxState state)
{
  HavenOutboxItem *tried = add_tried (result, item);

  tried->state = state;
  tried->next_try = 0;
  tried->settled_at = job->now;
  return tried;
}

/* What answered may have done what was asked, but does not say so as it should: asked again, it gives the same answer. */
static void
postpone_unread (HavenSyncResult *result, const HavenSyncJob *job, const HavenOutboxItem *item, HavenSyncOutcome outcome,
                 const char *sentence)
{
  haven_sync_postpone_item (result, job, item, -1, sentence);
  haven_sync_result_fail (result, outcome, outcome == HAVEN_SYNC_UNTRUSTED ? HAVEN_ERROR_REFUSED : HAVEN_ERROR_INVALID, sentence);
}

static void
settle_booking (HavenSyncResult *result, const HavenSyncJob *job, const HavenOutboxItem *item, HavenWireReply *reply)
{
  g_autoptr (HavenWireBookingNews) news = reply->body == NULL ? NULL : haven_wire_booking_news_parse (reply->body, NULL);

  if (news == NULL || g_strcmp0 (news->booking, item->target) != 0) {
    postpone_unread (result, job, item, HAVEN_SYNC_WRONG_REPLY,
                     _("The answer about a booking could not be read. The booking is kept and will be sent again."));
    return;
  }
  add_settled (result, job, item, HAVEN_OUTBOX_SENT);
  haven_sync_add_news (result, news);
}

static void
settle_answers (HavenSyncResult *result, const HavenSyncJob *job, const HavenOutboxItem *item, HavenWireReply *reply)
{
  g_autoptr (HavenWireAnswered) answered = reply->body == NULL ? NULL : haven_wire_answered_parse (reply->body, NULL);

  if (answered != NULL && g_strcmp0 (answered->survey, item->target) == 0)
    add_settled (result, job, item, HAVEN_OUTBOX_SENT);
  else
    postpone_unread (result, job, item, HAVEN_SYNC_WRONG_REPLY,
                     _("The answer to the survey's answers could not be read. They are kept and will be sent again."));
}

static void
settle_shares (HavenSyncResult *result, const HavenSyncJob *job, const HavenOutboxItem *item, HavenWireReply *reply)
{
  g_autoptr (HavenWireSharesReceived) received = reply->body == NULL ? NULL : haven_wire_shares_received_parse (reply->body, NULL);

  if (received != NULL && g_str_has_suffix (item->target, received->report))
    add_settled (result, job, item, HAVEN_OUTBOX_SENT);
  else
    postpone_unread (result, job, item, HAVEN_SYNC_WRONG_REPLY,
                     _("The answer to a sealed total could not be read. It is kept and will be sent again."));
}

static void
settle_release (HavenSyncResult *result, const HavenSyncJob *job, const HavenOutboxItem *item, HavenWireReply *reply)
{
  g_autoptr (HavenWireReceipt) receipt = reply->body == NULL ? NULL : haven_wire_receipt_parse (reply->body, NULL);
  HavenSyncReceipt *kept;

  if (receipt == NULL || g_strcmp0 (receipt->urn, job->urn) != 0 || !haven_wire_receipt_verify (receipt, job->keys->receipts, item->body)) {
    postpone_unread (result, job, item, HAVEN_SYNC_UNTRUSTED,
                     _("The receipt for a return is not signed as it should be. The return is kept and will be sent again. Tell the "
                       "Virtual School."));
    return;
  }
  add_settled (result, job, item, HAVEN_OUTBOX_SENT);
  kept = g_new0 (HavenSyncReceipt, 1);
  kept->item = item->id;
  kept->period = g_strdup (receipt->period);
  kept->revision = receipt->revision;
  kept->digest = g_strdup (receipt->digest);
  kept->received_at = receipt->received;
  kept->bytes = g_bytes_ref (reply->body);
  g_ptr_array_add (result->receipts, kept);
}

static void
refuse_item (HavenSyncResult *result, const HavenSyncJob *job, const HavenOutboxItem *item, HavenWireReply *reply)
{
  g_autofree char *sentence = haven_sync_dup_sentence (reply, _("The Virtual School's system did not take it, and did not say why."));
  HavenWireBookingNews news = { .booking = item->target, .state = HAVEN_WIRE_NOT_OFFERED, .why = sentence, .changed = job->now,
                                .lapses_on = HAVEN_DAY_NONE };
  HavenOutboxItem *tried = add_settled (result, job, item, HAVEN_OUTBOX_REFUSED);

  tried->last_error = g_strdup (sentence);
  if (item->type == HAVEN_OUTBOX_BOOKING)
    haven_sync_add_news (result, &news);
}

/* Damaged on the way: what is here is whole, so it goes again. */
static gboolean
was_damaged (HavenWireReply *reply)
{
  g_autoptr (HavenWireProblem) problem = reply->status != 400 ? NULL : haven_wire_problem_parse (reply->body, NULL);

  return problem != NULL && g_str_equal (problem->code, "digest-mismatch");
}

/* An answer for good, as opposed to one that asks to come again */
static gboolean
is_refusal (HavenWireReply *reply)
{
  return reply->status >= 400 && reply->status < 500 && reply->body != NULL && reply->status != 401 && reply->status != 403
         && reply->status != 408 && reply->status != 425 && reply->status != 429
         && !was_damaged (reply);
}

void
haven_sync_settle_item (HavenSyncResult *result, const HavenSyncJob *job, const HavenOutboxItem *item, HavenWireReply *reply)
{
  g_autofree char *sentence = NULL;

  if (reply->status >= 200 && reply->status < 300 && item->type == HAVEN_OUTBOX_RELEASE)
    settle_release (result, job, item, reply);
  else if (reply->status >= 200 && reply->status < 300 && item->type == HAVEN_OUTBOX_SURVEY)
    settle_answers (result, job, item, reply);
  else if (reply->status >= 200 && reply->status < 300 && item->type == HAVEN_OUTBOX_SHARES)
    settle_shares (result, job, item, reply);
  else if (reply->status >= 200 && reply->status < 300)
    settle_booking (result, job, item, reply);
  else if (is_refusal (reply))
    refuse_item (result, job, item, reply);
  else {
    haven_sync_note_refusal (result, reply);
    sentence = haven_sync_dup_sentence (reply, _("The Virtual School's system could not take it now. It is kept and will be sent again."));
    haven_sync_postpone_item (result, job, item, reply->retry_after, sentence);
  }
}
