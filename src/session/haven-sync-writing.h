/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-command-private.h"
#include "haven-sync-result.h"

/* Everything that a sync brought, in one transaction: what became of what was sent, the Virtual School's word on bookings, the catalogue and
 * what it means for what is booked, returns that were sent from elsewhere. What the Virtual School lost is put into the outbox again. */
/* The next sync is told of every booking anew. */
gboolean haven_sync_forget_bookings (gint64 authority, HavenWriting *writing, GError **error);
gboolean haven_sync_write (HavenSyncResult *result, HavenWriting *writing, GError **error);
