/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-worker.h"

#include "haven-error.h"

#include <glib/gi18n-lib.h>

typedef struct {
  int priority;
  GTask *task;
  GTaskThreadFunc func;
} Job;

struct _HavenWorker {
  GObject parent_instance;

  GThread *thread;
  GMutex mutex;
  GCond wake;
  GQueue jobs;                             /* Job, the next one first; under mutex */
  gboolean stopping;                       /* under mutex */
};

G_DEFINE_FINAL_TYPE (HavenWorker, haven_worker, G_TYPE_OBJECT)

static void
job_free (Job *job)
{
  g_object_unref (job->task);
  g_free (job);
}

static void
run_job (Job *job)
{
  GTask *task = job->task;

  if (!g_task_return_error_if_cancelled (task))
    job->func (task, g_task_get_source_object (task), g_task_get_task_data (task), g_task_get_cancellable (task));
}

/* NULL when there will be no more */
static Job *
wait_for_job (HavenWorker *self)
{
  Job *job;

  g_mutex_lock (&self->mutex);
  while ((job = g_queue_pop_head (&self->jobs)) == NULL && !self->stopping)
    g_cond_wait (&self->wake, &self->mutex);
  g_mutex_unlock (&self->mutex);
  return job;
}

static gpointer
work (gpointer data)
{
  HavenWorker *self = data;
  Job *job;

  while ((job = wait_for_job (self)) != NULL) {
    run_job (job);
    job_free (job);
  }
  return NULL;
}

/* Behind every job of the same or a more urgent priority, so that equals keep their order */
static void
insert_job (GQueue *jobs,
            Job    *job)
{
  GList *after = jobs->tail;

  while (after != NULL && ((Job *) after->data)->priority > job->priority)
    after = after->prev;
  if (after == NULL)
    g_queue_push_head (jobs, job);
  else
    g_queue_insert_after (jobs, after, job);
}

static gboolean
try_insert_job (HavenWorker *self,
                Job         *job)
{
  gboolean accepted;

  g_mutex_lock (&self->mutex);
  accepted = !self->stopping;
  if (accepted)
    insert_job (&self->jobs, job);
  g_cond_signal (&self->wake);
  g_mutex_unlock (&self->mutex);
  return accepted;
}

static void
haven_worker_dispose (GObject *object)
{
  haven_worker_stop (HAVEN_WORKER (object));
  G_OBJECT_CLASS (haven_worker_parent_class)->dispose (object);
}

static void
haven_worker_finalize (GObject *object)
{
  HavenWorker *self = HAVEN_WORKER (object);

  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->wake);
  G_OBJECT_CLASS (haven_worker_parent_class)->finalize (object);
}

static void
haven_worker_class_init (HavenWorkerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = haven_worker_dispose;
  G_OBJECT_CLASS (klass)->finalize = haven_worker_finalize;
}

static void
haven_worker_init (HavenWorker *self)
{
  g_mutex_init (&self->mutex);
  g_cond_init (&self->wake);
  g_queue_init (&self->jobs);
}

HavenWorker *
haven_worker_new (const char *name)
{
  HavenWorker *self = g_object_new (HAVEN_TYPE_WORKER, NULL);

  self->thread = g_thread_new (name, work, self);
  return self;
}

void
haven_worker_push (HavenWorker     *self,
                   int              priority,
                   GTask           *task,
                   GTaskThreadFunc  func)
{
  Job *job;

  g_return_if_fail (HAVEN_IS_WORKER (self));
  g_return_if_fail (G_IS_TASK (task));

  job = g_new0 (Job, 1);
  *job = (Job) { priority, task, func };
  if (try_insert_job (self, job))
    return;
  g_task_return_new_error (task, HAVEN_ERROR, HAVEN_ERROR_CANCELLED, _("Haven is closing; this was not done."));
  job_free (job);
}

gboolean
haven_worker_is_current (HavenWorker *self)
{
  g_return_val_if_fail (HAVEN_IS_WORKER (self), FALSE);

  return g_thread_self () == self->thread;
}

/* A thread cannot join itself: a worker whose last reference a job drops is a fault of its owner. */
void
haven_worker_stop (HavenWorker *self)
{
  g_return_if_fail (HAVEN_IS_WORKER (self));

  if (self->thread == NULL)
    return;
  g_assert (!haven_worker_is_current (self));
  g_mutex_lock (&self->mutex);
  self->stopping = TRUE;
  g_cond_signal (&self->wake);
  g_mutex_unlock (&self->mutex);
  g_thread_join (self->thread);            /* the jobs still queued ask whether they are on it */
  self->thread = NULL;
}
