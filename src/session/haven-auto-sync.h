/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "haven-session.h"

/* Sends and fetches by itself: when a network comes, when what was put off is due, after sleep, and a few times a day. A metered connection is
 * left alone unless the setting exchange.metered is yes: there a person says when. What a person asks for goes through haven_session_sync_async () at any time. */
typedef struct _HavenAutoSync HavenAutoSync;

/* monitor: NULL for the system's. done: after each exchange of its own, on the main thread; summary is NULL where error says why. */
typedef void   (*HavenAutoSyncDone) (HavenSyncSummary *summary, const GError *error, gpointer data);
HavenAutoSync *haven_auto_sync_new  (HavenSession *session, GNetworkMonitor *monitor, HavenAutoSyncDone done, gpointer data);
void           haven_auto_sync_wake (HavenAutoSync *self);             /* the computer was asleep */
void           haven_auto_sync_free (HavenAutoSync *self);             /* stops what is under way; nothing is lost by it */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HavenAutoSync, haven_auto_sync_free)

/* How things stand, and in how many seconds to try: 0 at once, -1 not until something changes */
typedef struct {
  gboolean joined;              /* and somebody who may exchange has opened the store */
  gboolean available;
  gboolean metered;
  gint64 now;
  gint64 last;                  /* when an exchange of this run last ended; 0: none yet */
  gint64 due;                   /* when the first message that waits is due; -1: nothing waits */
} HavenAutoSyncView;
#define HAVEN_AUTO_SYNC_NEWS (4 * 60 * 60)
#define HAVEN_AUTO_SYNC_LEAST 60                               /* between two exchanges */
gint64         haven_auto_sync_decide (const HavenAutoSyncView *view);
