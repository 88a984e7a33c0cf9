/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-outbox.h"
#include "haven-release.h"
#include "haven-share.h"
#include "haven-sync-result.h"
#include "haven-training.h"
#include "haven-transport.h"
#include "haven-wire-enrolment.h"
#include "haven-wire-state.h"
#include "haven-wire-survey.h"

/* The school's side of the exchange. Everything here blocks, belongs on the net thread and never sees the store: what waits comes in
 * as values, what became of it goes out as values. */
/* What can go out. A release's body is made from a HavenRelease and from nothing else. */
HavenOutboxItem *haven_exchange_item_for_booking (const HavenBooking *booking, gint64 now);
HavenOutboxItem *haven_exchange_item_for_cancel  (const HavenBooking *booking, gint64 now);
HavenOutboxItem *haven_exchange_item_for_shares  (HavenShares *shares, gint64 now);
HavenOutboxItem *haven_exchange_item_for_release (HavenRelease *release, gint64 now);
HavenOutboxItem *haven_exchange_item_for_entry   (const HavenLedgerEntry *entry, gint64 now);          /* a release that was lost there, as it was proved and sent */
HavenOutboxItem *haven_exchange_item_for_answers (const char *survey, HavenWireAnswers *answers, gint64 now);

/* key: a UUID made once for this code and used again after a lost reply, so that a one-time code is not lost with it */
HavenWireEnrolled *haven_exchange_enrol (HavenTransport *transport, HavenWireEnrolment *enrolment, const char *key,
                                         GCancellable *cancellable, GError **error);

typedef struct {
  const char *urn;
  HavenWireKeys *keys;       /* pinned at enrolment; NULL: none yet, then only a file can be loaded */
  HavenWireState *known;     /* what was caught up with last; NULL: nothing */
  GPtrArray *items;          /* HavenOutboxItem in order of id; those that do not wait are passed over */
  GPtrArray *ledger;         /* HavenLedgerEntry; NULL: none */
  gboolean at_once;          /* asked for by a person: items are tried before their time */
  gint64 now;
  GRand *rand;               /* for the jitter */
  void (*progress) (guint done, guint all, gpointer data);   /* what waits, and then what is new; on the net thread; NULL: nobody looks */
  gpointer progress_data;
} HavenSyncJob;

/* Sends what is due, in order, then fetches what is new. Never NULL and never an error: what was done before a failure stands. */
HavenSyncResult *haven_exchange_sync (HavenTransport *transport, const HavenSyncJob *job, GCancellable *cancellable);

/* Whether an item's time has come. One that would wait longer than any wait there is was put off while the clock was wrong. */
gboolean         haven_exchange_is_due (const HavenOutboxItem *item, gint64 now);

/* The same by file. What is saved is sealed to the Virtual School where its keys are pinned. Without pinned keys nothing is loaded (COMPARE):
 * the fingerprint of the file's own is compared by telephone first, and then they are pinned. */
GBytes          *haven_exchange_save (const HavenSyncJob *job);
HavenWireKeys   *haven_exchange_read_keys (GBytes *file, const char *urn, char **ret_authority, GError **error);   /* ret_authority: may be NULL */
HavenSyncResult *haven_exchange_load (const HavenSyncJob *job, GBytes *file, GError **error);

/* When to try again after so many attempts: a minute, doubling to six hours, each spread by up to half; never before retry_after, of which a
 * day is believed. */
#define HAVEN_EXCHANGE_LONGEST_ASKED (24 * 60 * 60)
gint64           haven_exchange_next_try (gint64 now, gint64 attempts, gint64 retry_after, GRand *rand);

/* The last word of /state, as one setting of the store */
char            *haven_exchange_state_to_text   (HavenWireState *state);
HavenWireState  *haven_exchange_state_from_text (const char *text);                    /* NULL: nothing known */
char            *haven_exchange_keys_to_text    (HavenWireKeys *keys);
HavenWireKeys   *haven_exchange_keys_from_text  (const char *text);
