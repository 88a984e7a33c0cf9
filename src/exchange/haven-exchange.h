/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-outbox.h"
#include "haven-release.h"
#include "haven-sync-result.h"
#include "haven-training.h"
#include "haven-transport.h"
#include "haven-wire-enrolment.h"
#include "haven-wire-state.h"

/* The school's side of the exchange. Everything here blocks, belongs on the net thread and never sees the store: what waits comes in
 * as values, what became of it goes out as values. */
/* What can go out. A release's body is made from a HavenRelease and from nothing else. */
HavenOutboxItem *haven_exchange_item_for_booking (const HavenBooking *booking, gint64 now);
HavenOutboxItem *haven_exchange_item_for_cancel  (const HavenBooking *booking, gint64 now);
HavenOutboxItem *haven_exchange_item_for_release (HavenRelease *release, gint64 now);

/* key: a UUID made once for this code and used again after a lost reply, so that a one-time code is not lost with it */
HavenWireEnrolled *haven_exchange_enrol (HavenTransport *transport, HavenWireEnrolment *enrolment, const char *key,
                                         GCancellable *cancellable, GError **error);

typedef struct {
  const char *urn;
  HavenWireKeys *keys;       /* pinned at enrolment; NULL: none yet, then only a file can be loaded */
  HavenWireState *known;     /* what was caught up with last; NULL: nothing */
  GPtrArray *items;          /* HavenOutboxItem in order of id; those that do not wait are passed over */
  gboolean at_once;          /* asked for by a person: items are tried before their time */
  gint64 now;
  GRand *rand;               /* for the jitter */
} HavenSyncJob;

/* Sends what is due, in order, then fetches what is new. Never NULL and never an error: what was done before a failure stands. */
HavenSyncResult *haven_exchange_sync (HavenTransport *transport, const HavenSyncJob *job, GCancellable *cancellable);

/* The same by file */
GBytes          *haven_exchange_save (const HavenSyncJob *job);
HavenSyncResult *haven_exchange_load (const HavenSyncJob *job, GBytes *file, GError **error);

/* When to try again after so many attempts: a minute, doubling to six hours, each spread by up to half; never before retry_after. */
gint64           haven_exchange_next_try (gint64 now, gint64 attempts, gint64 retry_after, GRand *rand);

/* The last word of /state, as one setting of the store */
char            *haven_exchange_state_to_text   (HavenWireState *state);
HavenWireState  *haven_exchange_state_from_text (const char *text);                    /* NULL: nothing known */
char            *haven_exchange_keys_to_text    (HavenWireKeys *keys);
HavenWireKeys   *haven_exchange_keys_from_text  (const char *text);
