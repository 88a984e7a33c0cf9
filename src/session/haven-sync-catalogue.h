/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-command-private.h"
#include "haven-sync-result.h"

/* The catalogue that a sync brought, whole or what changed of it */
gboolean haven_sync_write_catalogue (HavenSyncResult *result, HavenWriting *writing, GError **error);
/* What it means for a booking that still counts: its own words are those of the event, and what filled, moved or vanished is said in news.
 * FALSE: nothing changed for it. */
gboolean haven_sync_explain_event   (HavenSyncResult *result, HavenSchool *before, HavenBooking *booking);
