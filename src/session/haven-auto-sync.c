/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-auto-sync.h"

#include "haven-authority.h"
#include "haven-exchange.h"

#define SPREAD_SECONDS 20                  /* every school's network comes back at the same minute */

struct _HavenAutoSync {
  HavenSession *session;
  GNetworkMonitor *monitor;
  GCancellable *cancellable;
  HavenAutoSyncDone done;
  gpointer data;
  gulong changed;
  gulong opened;
  guint timer;
  gint64 last;
  gboolean under_way;
};

gint64
haven_auto_sync_decide (const HavenAutoSyncView *view)
{
  gint64 soonest = view->last == 0 ? view->now : view->last + HAVEN_AUTO_SYNC_LEAST;
  gint64 when = view->last == 0 ? view->now : view->last + HAVEN_AUTO_SYNC_NEWS;

  if (!view->joined || !view->available || view->metered)
    return -1;
  if (view->last > view->now)              /* the clock was set back */
    return 0;
  if (view->due >= 0)
    when = MIN (when, MAX (view->due, soonest));
  return MAX (0, when - view->now);
}

static gint64
now_here (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static gint64
find_due (HavenSession *session, gint64 now)
{
  HavenSchool *school = haven_session_get_school (session);
  GPtrArray *items = haven_school_get_table (school, HAVEN_TABLE_OUTBOX);
  gint64 due = -1;

  for (guint i = 0; i < items->len; i++) {
    const HavenOutboxItem *item = g_ptr_array_index (items, i);
    gint64 when = haven_exchange_is_due (item, now) ? now : item->next_try;
    if (item->state == HAVEN_OUTBOX_WAITING && haven_authority_is_joined (school, item->authority) && (due < 0 || when < due))
      due = when;
  }
  return due;
}

/* Unless the school said that it may cost something */
static gboolean
is_metered (HavenAutoSync *self)
{
  HavenSchool *school = haven_session_get_school (self->session);

  return g_network_monitor_get_network_metered (self->monitor)
         && (school == NULL || !g_str_equal (haven_school_get_setting (school, "exchange.metered", ""), "yes"));
}

static HavenAutoSyncView
look (HavenAutoSync *self)
{
  HavenAutoSyncView view = { .now = now_here (), .last = self->last, .due = -1 };

  view.joined = haven_session_get_school (self->session) != NULL && haven_session_is_enrolled (self->session)
                && haven_session_may (self->session, HAVEN_DEED_BOOK);
  view.available = g_network_monitor_get_network_available (self->monitor);
  view.metered = is_metered (self);
  if (view.joined)
    view.due = find_due (self->session, view.now);
  return view;
}

static void plan (HavenAutoSync *self);

static void
synced_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HavenAutoSync *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HavenSyncSummary) summary = haven_session_sync_finish (HAVEN_SESSION (source), result, &error);

  if (self->session == NULL) {             /* freed meanwhile: this was the last to hold it */
    g_object_unref (self->cancellable);
    g_free (self);
    return;
  }
  self->under_way = FALSE;
  self->last = now_here ();
  if (self->done != NULL)
    self->done (summary, error, self->data);
  plan (self);
}

static gboolean
start_cb (gpointer user_data)
{
  HavenAutoSync *self = user_data;

  self->timer = 0;
  self->under_way = TRUE;
  haven_session_sync_by_itself_async (self->session, self->cancellable, synced_cb, self);
  return G_SOURCE_REMOVE;
}

static void
plan (HavenAutoSync *self)
{
  HavenAutoSyncView view = look (self);
  gint64 wait = haven_auto_sync_decide (&view);

  g_clear_handle_id (&self->timer, g_source_remove);
  if (wait >= 0 && !self->under_way)
    self->timer = g_timeout_add_seconds (wait + g_random_int_range (0, SPREAD_SECONDS), start_cb, self);
}

static void
network_cb (GNetworkMonitor *monitor, gboolean available, gpointer self)
{
  plan (self);
}

static void
school_cb (HavenSession *session, guint64 tables, gpointer self)
{
  if ((tables & (HAVEN_TABLE_BIT (HAVEN_TABLE_OUTBOX) | HAVEN_TABLE_BIT (HAVEN_TABLE_SETTINGS))) != 0)
    plan (self);
}

HavenAutoSync *
haven_auto_sync_new (HavenSession *session, GNetworkMonitor *monitor, HavenAutoSyncDone done, gpointer data)
{
  HavenAutoSync *self = g_new0 (HavenAutoSync, 1);

  self->session = g_object_ref (session);
  self->monitor = g_object_ref (monitor != NULL ? monitor : g_network_monitor_get_default ());
  self->cancellable = g_cancellable_new ();
  self->done = done;
  self->data = data;
  self->changed = g_signal_connect (self->monitor, "network-changed", G_CALLBACK (network_cb), self);
  self->opened = g_signal_connect (self->session, "changed", G_CALLBACK (school_cb), self);
  plan (self);
  return self;
}

/* Timers stand still while the computer sleeps. */
void
haven_auto_sync_wake (HavenAutoSync *self)
{
  plan (self);
}

void
haven_auto_sync_free (HavenAutoSync *self)
{
  if (self == NULL)
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_signal_handler (&self->changed, self->monitor);
  g_clear_signal_handler (&self->opened, self->session);
  g_clear_object (&self->monitor);
  g_clear_object (&self->session);
  g_cancellable_cancel (self->cancellable);
  if (self->under_way)
    return;                                /* synced_cb frees the rest */
  g_object_unref (self->cancellable);
  g_free (self);
}
