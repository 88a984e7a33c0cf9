/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-session-private.h"

#include "haven-snapshot.h"

/* ---- from the open store into the school's shared folder ---- */

static gboolean
share_work (HavenJob *job, HavenWriting *writing, GError **error)
{
  return haven_snapshot_share (writing->store, job->data, writing->clock, error);
}

static gboolean
check_in_work (HavenJob *job, HavenWriting *writing, GError **error)
{
  return haven_snapshot_check_in (writing->store, job->data, writing->clock, error);
}

/* From now on it is a copy to read: what could be done is done no more, and nothing is taken back. */
static void
became_copy (HavenSession *self, HavenJob *job)
{
  g_clear_pointer (&self->to_read, g_free);
  self->to_read = haven_snapshot_dup_to_read (self->folder);
  g_ptr_array_set_size (self->undo, 0);
  g_ptr_array_set_size (self->redo, 0);
  g_signal_emit_by_name (self, "changed", (HavenTables) 0);
}

static void
start (HavenSession *self, const char *shared, HavenJobWork work, GTask *task)
{
  HavenJob *job = haven_job_new (work, g_canonicalize_filename (shared, NULL), g_free);

  job->done = became_copy;
  haven_session_start_deed (self, HAVEN_DEED_BACK_UP, task, job);
}

void
haven_session_share_async (HavenSession *self, const char *shared, GAsyncReadyCallback callback, gpointer user_data)
{
  start (self, shared, share_work, g_task_new (self, NULL, callback, user_data));
}

void
haven_session_check_in_async (HavenSession *self, const char *shared, GAsyncReadyCallback callback, gpointer user_data)
{
  start (self, shared, check_in_work, g_task_new (self, NULL, callback, user_data));
}

gboolean
haven_session_share_finish (HavenSession *self, GAsyncResult *result, GError **error)
{
  return haven_session_finish_done (result, error);
}

gboolean
haven_session_share (HavenSession *self, const char *shared, GError **error)
{
  HavenWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  haven_session_share_async (self, shared, haven_wait_cb, &wait);
  result = haven_wait_for (&wait);
  return haven_session_share_finish (self, result, error);
}

gboolean
haven_session_check_in (HavenSession *self, const char *shared, GError **error)
{
  HavenWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  haven_session_check_in_async (self, shared, haven_wait_cb, &wait);
  result = haven_wait_for (&wait);
  return haven_session_share_finish (self, result, error);
}

/* ---- out of it, before any session is open ---- */

gboolean
haven_shared_check_out (const char *shared, const char *folder, const char *who, HavenClock clock, GError **error)
{
  return haven_snapshot_check_out (shared, folder, who, clock.now, error);
}

gboolean
haven_shared_copy (const char *shared, const char *folder, GError **error)
{
  return haven_snapshot_copy (shared, folder, error);
}

gboolean
haven_shared_release (const char *shared, GError **error)
{
  return haven_snapshot_release (shared, error);
}

gboolean
haven_shared_get_holder (const char *shared, char **ret_holder, gint64 *ret_since, GError **error)
{
  HavenSnapshotState state = { 0 };

  if (!haven_snapshot_read_state (shared, &state, error))
    return FALSE;
  *ret_holder = state.holder;
  *ret_since = state.since;
  return TRUE;
}
