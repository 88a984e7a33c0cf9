/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-exchange.h"
#include "haven-wire-booking.h"

/* One exchange, whichever way it travels: requests as values go out, replies as values come in. */
void              haven_sync_result_fail       (HavenSyncResult *self, HavenSyncOutcome outcome, HavenErrorCode code, const char *sentence);
void              haven_sync_result_take_error (HavenSyncResult *self, GError *take_error);

/* What waits */
HavenWireRequest *haven_sync_request_item      (const HavenOutboxItem *item);
void              haven_sync_settle_item       (HavenSyncResult *result, const HavenSyncJob *job, const HavenOutboxItem *item,
                                                HavenWireReply *reply);
void              haven_sync_postpone_item     (HavenSyncResult *result, const HavenSyncJob *job, const HavenOutboxItem *item,
                                                gint64 retry_after, const char *sentence);

/* What is new: by name, "catalogue", "bookings", "policy" … ; the names, NULL-terminated, are those of HavenWireState */
extern const char *const HAVEN_SYNC_TOPICS[];
const char       *haven_sync_get_tag           (HavenWireState *state, const char *topic);
HavenWireRequest *haven_sync_request_topic     (HavenWireState *known, const char *topic);
void              haven_sync_set_tag           (HavenWireState *state, const char *topic, const char *tag);
gboolean          haven_sync_take_topic        (HavenSyncResult *result, const HavenSyncJob *job, const char *topic, HavenWireReply *reply,
                                                gboolean *ret_more);
/* Returns that are there and not here are listed without their bytes; each is then asked for. */
gboolean          haven_sync_take_returns      (HavenSyncResult *result, const HavenSyncJob *job, GBytes *body, GError **error);
HavenWireRequest *haven_sync_request_return    (const HavenSyncReturn *wanted);
gboolean          haven_sync_take_return       (HavenSyncReturn *wanted, const HavenSyncJob *job, HavenWireReply *reply);
void              haven_sync_drop_unread       (HavenSyncResult *result);                /* those whose bytes did not come are asked for next time */

void              haven_sync_add_news          (HavenSyncResult *result, HavenWireBookingNews *wire);

/* The sentence of a problem+json, or one of ours */
char             *haven_sync_dup_sentence      (HavenWireReply *reply, const char *otherwise);
gboolean          haven_sync_note_refusal      (HavenSyncResult *result, HavenWireReply *reply);   /* TRUE: the whole exchange stops */
