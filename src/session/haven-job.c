/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-session-private.h"

#include <glib/gi18n-lib.h>

HavenJob *
haven_job_new (HavenJobWork work, gpointer take_data, GDestroyNotify free_data)
{
  HavenJob *self = g_new0 (HavenJob, 1);

  self->work = work;
  self->data = take_data;
  self->free_data = free_data;
  return self;
}

void
haven_job_free (HavenJob *self)
{
  if (self->data != NULL && self->free_data != NULL)
    self->free_data (self->data);
  if (self->result != NULL && self->free_result != NULL)
    self->free_result (self->result);
  g_clear_pointer (&self->undo, g_bytes_unref);
  g_clear_pointer (&self->school, haven_school_unref);
  g_clear_error (&self->error);
  g_clear_error (&self->failure);
  g_free (self->label);
  g_free (self);
}

gboolean
haven_job_transact (HavenJob *self, HavenWriting *writing, gboolean record_undo, HavenJobBody body, GError **error)
{
  HavenTables changed = 0;

  if (!haven_store_begin (writing->store, record_undo, error))
    return FALSE;
  if (!body (self, writing, error)) {
    haven_store_rollback (writing->store);
    return FALSE;
  }
  g_clear_pointer (&self->undo, g_bytes_unref);
  if (!haven_store_commit (writing->store, &changed, record_undo ? &self->undo : NULL, error))
    return FALSE;
  self->changed |= changed;
  return TRUE;
}

void
haven_undo_step_free (HavenUndoStep *self)
{
  g_free (self->label);
  g_bytes_unref (self->changeset);
  g_free (self);
}

void
haven_session_push (HavenWorker *worker, GTask *take_task, GTaskThreadFunc func, GAsyncReadyCallback callback)
{
  GTask *errand = g_task_new (NULL, g_task_get_cancellable (take_task), callback, take_task);

  g_task_set_task_data (errand, take_task, NULL);
  haven_worker_push (worker, G_PRIORITY_DEFAULT, errand, func);
}

static void
pool_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  gpointer answer = g_task_propagate_pointer (G_TASK (result), &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, answer, g_object_get_data (G_OBJECT (result), "free-answer"));
}

void
haven_session_push_to_pool (GTask *take_task, GTaskThreadFunc func, GDestroyNotify free_answer)
{
  g_autoptr (GTask) errand = g_task_new (NULL, g_task_get_cancellable (take_task), pool_done_cb, take_task);

  g_task_set_task_data (errand, g_task_get_task_data (take_task), NULL);
  g_object_set_data (G_OBJECT (errand), "free-answer", free_answer);
  g_task_run_in_thread (errand, func);
}

static void start_next (HavenSession *self);

static void
return_job (HavenSession *self, GTask *task, GError *take_error)
{
  HavenJob *job = g_task_get_task_data (task);

  if (take_error != NULL) {
    g_task_return_error (task, take_error);
    return;
  }
  if (job->done != NULL)
    job->done (self, job);
  if (job->failure != NULL) {
    g_task_return_error (task, g_steal_pointer (&job->failure));
    return;
  }
  if (job->free_result != NULL)
    g_task_return_pointer (task, g_steal_pointer (&job->result), job->free_result);
  else
    g_task_return_int (task, job->id);
}

/* The job is over, well or badly: the next may start before its caller hears of it. */
static void
finish_job (HavenSession *self, GTask *take_task, GError *take_error)
{
  g_autoptr (GTask) task = take_task;

  if (self->running == task) {
    g_clear_object (&self->running);
    start_next (self);
  }
  return_job (self, task, take_error);
}

static void
read_school (GTask *read, gpointer source, gpointer data, GCancellable *cancellable)
{
  HavenSession *self = g_task_get_source_object (data);
  HavenJob *job = g_task_get_task_data (data);
  GError *error = NULL;
  HavenSchool *school;

  if (self->beside == NULL) {
    g_task_return_new_error (read, HAVEN_ERROR, HAVEN_ERROR_LOCKED, _("Haven is locked."));
    return;
  }
  school = haven_store_read_school (self->beside, job->school, job->changed, &error);
  if (school == NULL)
    g_task_return_error (read, error);
  else
    g_task_return_pointer (read, school, (GDestroyNotify) haven_school_unref);
}

static void
read_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  HavenSession *self = g_task_get_source_object (task);
  HavenJob *job = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (HavenSchool) school = g_task_propagate_pointer (G_TASK (result), &error);

  if (job->error != NULL) {
    g_clear_error (&error);
    error = g_steal_pointer (&job->error);
  }

  /* Locked meanwhile: the work is kept in the store, and nobody may see it. */
  if (school != NULL && self->state == HAVEN_SESSION_OPEN && self->running == task) {
    haven_session_take_school (self, g_steal_pointer (&school));
    g_signal_emit_by_name (self, "changed", job->changed);
  }
  finish_job (self, task, error);
}

static void
do_job (GTask *write, gpointer source, gpointer data, GCancellable *cancellable)
{
  HavenSession *self = g_task_get_source_object (data);
  HavenJob *job = g_task_get_task_data (data);
  HavenWriting writing = { self->store, job->school, job->clock };
  GError *error = NULL;

  if (self->store == NULL)
    g_task_return_new_error (write, HAVEN_ERROR, HAVEN_ERROR_LOCKED, _("Haven is locked."));
  else if (job->work (job, &writing, &error))
    g_task_return_boolean (write, TRUE);
  else
    g_task_return_error (write, error);
}

/* Work may have failed after some of it was committed (the second of three files): what changed is read all the same. */
static void
work_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  HavenSession *self = g_task_get_source_object (task);
  HavenJob *job = g_task_get_task_data (task);

  g_task_propagate_boolean (G_TASK (result), &job->error);
  if (job->changed == 0) {
    finish_job (self, task, g_steal_pointer (&job->error));
    return;
  }
  haven_session_push (self->reader, task, read_school, read_done_cb);
}

static void
start_next (HavenSession *self)
{
  HavenJob *job;

  if (self->running != NULL || g_queue_is_empty (&self->waiting))
    return;
  self->running = g_queue_pop_head (&self->waiting);
  job = g_task_get_task_data (self->running);
  job->school = haven_school_ref (self->school);
  job->clock = self->clock;
  haven_session_push (self->writer, g_object_ref (self->running), do_job, work_done_cb);
}

gboolean
haven_session_check_open (HavenSession *self, GTask *task)
{
  if (self->state == HAVEN_SESSION_OPEN)
    return TRUE;
  g_task_return_new_error (task, HAVEN_ERROR, HAVEN_ERROR_LOCKED, _("Haven is locked. Nothing was changed."));
  return FALSE;
}

static gboolean
check_own (HavenSession *self, HavenDeed deed, GError **error)
{
  if (self->to_read == NULL || !haven_deed_changes (deed))
    return TRUE;
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED, self->to_read);
  return FALSE;
}

/* Somebody who cannot be seen would be entered twice, and what is damaged might be written over. */
static gboolean
check_sound (HavenSession *self, HavenDeed deed, GError **error)
{
  if (self->school == NULL || haven_school_get_n_damaged (self->school) == 0 || !haven_deed_changes (deed))
    return TRUE;
  g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_REFUSED,
                       _("Part of these records is damaged, so nothing is changed in them. Open a backup."));
  return FALSE;
}

gboolean
haven_session_check_deed (HavenSession *self, HavenDeed deed, GError **error)
{
  return haven_role_check (haven_session_get_acting_role (self), deed, error)
         && check_own (self, deed, error)
         && check_sound (self, deed, error)
         && haven_guard_check (deed, self->answers, self->read_wall (self->wall_data), error);
}

gboolean
haven_session_check_may (HavenSession *self, GTask *task, HavenDeed deed)
{
  GError *error = NULL;

  if (!haven_session_check_open (self, task))
    return FALSE;
  if (haven_session_check_deed (self, deed, &error))
    return TRUE;
  g_task_return_error (task, error);
  return FALSE;
}

void
haven_session_start_deed (HavenSession *self, HavenDeed deed, GTask *take_task, HavenJob *take_job)
{
  g_autoptr (GTask) task = take_task;

  if (haven_session_check_may (self, task, deed))
    haven_session_start_job (self, g_steal_pointer (&task), take_job);
  else
    haven_job_free (take_job);
}

gboolean
haven_session_finish_done (GAsyncResult *result, GError **error)
{
  return g_task_propagate_int (G_TASK (result), error) >= 0;
}

void
haven_session_start_job (HavenSession *self, GTask *take_task, HavenJob *take_job)
{
  g_autoptr (GTask) task = take_task;

  g_task_set_task_data (task, take_job, (GDestroyNotify) haven_job_free);
  if (!haven_session_check_open (self, task))
    return;
  g_queue_push_tail (&self->waiting, g_steal_pointer (&task));
  start_next (self);
}

void
haven_wait_cb (GObject *source, GAsyncResult *result, gpointer wait)
{
  ((HavenWait *) wait)->result = g_object_ref (result);
}

GAsyncResult *
haven_wait_for (HavenWait *wait)
{
  while (wait->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return wait->result;
}
