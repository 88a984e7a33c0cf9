/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-session-private.h"

#include "haven-kept.h"
#include "haven-keyring.h"

#include <glib/gi18n-lib.h>

/* One half in a file beside the store, the other in the keyring. The file is written and removed on the writer's thread, in the order in which
 * it was asked for; the keyring is another program, and is asked on a thread of the pool. */

typedef struct {
  char *id;
  HavenSecret *half;            /* NULL: drop what is kept under the id */
} Errand;

static void
free_errand (Errand *self)
{
  g_free (self->id);
  haven_secret_free (self->half);
  g_free (self);
}

/* A keyring that does not answer costs the convenience and nothing else. */
static void
run_errand (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Errand *errand = data;

  if (errand->half != NULL)
    haven_keyring_keep (errand->id, errand->half, NULL);
  else
    haven_keyring_drop (errand->id, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
start_errand (char *take_id, HavenSecret *take_half)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);
  Errand *errand = g_new0 (Errand, 1);

  errand->id = take_id;
  errand->half = take_half;
  g_task_set_task_data (task, errand, (GDestroyNotify) free_errand);
  g_task_run_in_thread (task, run_errand);
}

static void
drop_half (const char *folder)
{
  char *id = haven_kept_dup_id (folder);

  if (id != NULL)
    start_errand (id, NULL);
}

/* ---- keeping ---- */

static gboolean
keep_work (HavenJob *job, HavenWriting *writing, GError **error)
{
  char *id = NULL;
  HavenSecret *half = NULL;

  drop_half (haven_store_get_folder (writing->store));
  if (!haven_kept_write (writing->store, &id, &half, error))
    return FALSE;
  start_errand (id, half);
  return TRUE;
}

void
haven_session_keep (HavenSession *self)
{
  if (haven_keyring_is_there ())
    haven_session_start_job (self, g_task_new (self, NULL, NULL, NULL), haven_job_new (keep_work, NULL, NULL));
}

/* Now, and again behind what may still be keeping it */
static void
do_forget (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  drop_half (data);
  haven_kept_forget (data);
  g_task_return_boolean (task, TRUE);
}

void
haven_session_forget_kept (HavenSession *self)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  drop_half (self->folder);
  haven_kept_forget (self->folder);
  g_task_set_task_data (task, g_strdup (self->folder), g_free);
  haven_worker_push (self->writer, G_PRIORITY_DEFAULT, g_steal_pointer (&task), do_forget);
}

/* ---- switching it on and off ---- */

typedef struct {
  gboolean on;
} Wish;

static gboolean
note_body (HavenJob *job, HavenWriting *writing, GError **error)
{
  return haven_store_add_audit (writing->store, writing->clock, ((Wish *) job->data)->on ? "keyring-on" : "keyring-off", 0, NULL, error);
}

static gboolean
note (HavenJob *job, HavenWriting *writing, GError **error)
{
  return haven_store_get_mode (writing->store) == HAVEN_STORE_DOOR || haven_job_transact (job, writing, FALSE, note_body, error);
}

static gboolean
switch_work (HavenJob *job, HavenWriting *writing, GError **error)
{
  const char *folder = haven_store_get_folder (writing->store);
  Wish *wish = job->data;

  if (wish->on && !keep_work (job, writing, error))
    return FALSE;
  if (!wish->on) {
    drop_half (folder);
    haven_kept_forget (folder);
  }
  return haven_kept_want (folder, haven_store_get_own_key (writing->store), wish->on, error) && note (job, writing, error);
}

static void
switched (HavenSession *self, HavenJob *job)
{
  self->keyring = self->user != NULL && ((Wish *) job->data)->on;
}

static gboolean
check_switch (HavenSession *self, gboolean on, GError **error)
{
  if (on && !haven_keyring_is_there ()) {
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND, _("There is no keyring on this computer. Use your passphrase."));
    return FALSE;
  }
  return !on || haven_guard_check (HAVEN_DEED_PEOPLE, self->answers, self->read_wall (self->wall_data), error);
}

void
haven_session_set_keyring_async (HavenSession *self, gboolean on, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  Wish *wish;
  HavenJob *job;
  GError *error = NULL;

  if (!haven_session_check_open (self, task))
    return;
  if (!check_switch (self, on, &error)) {
    g_task_return_error (task, error);
    return;
  }
  wish = g_new0 (Wish, 1);
  wish->on = on;
  job = haven_job_new (switch_work, wish, g_free);
  job->done = switched;
  haven_session_start_job (self, g_steal_pointer (&task), job);
}

gboolean
haven_session_set_keyring_finish (HavenSession *self, GAsyncResult *result, GError **error)
{
  return haven_session_finish_done (result, error);
}

gboolean
haven_session_set_keyring (HavenSession *self, gboolean on, GError **error)
{
  HavenWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  haven_session_set_keyring_async (self, on, haven_wait_cb, &wait);
  result = haven_wait_for (&wait);
  return haven_session_set_keyring_finish (self, result, error);
}

gboolean
haven_session_has_keyring (HavenSession *self)
{
  return haven_keyring_is_there ();
}

gboolean
haven_session_get_keyring (HavenSession *self)
{
  return self->user != NULL && self->keyring;
}

gboolean
haven_session_is_kept (HavenSession *self)
{
  g_autofree char *id = haven_keyring_is_there () ? haven_kept_dup_id (self->folder) : NULL;

  return id != NULL;
}

void
haven_session_unlock_kept_async (HavenSession *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  haven_session_start_kept (self, g_task_new (self, cancellable, callback, user_data));
}

gboolean
haven_session_unlock_kept (HavenSession *self, GError **error)
{
  HavenWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  haven_session_unlock_kept_async (self, NULL, haven_wait_cb, &wait);
  result = haven_wait_for (&wait);
  return haven_session_unlock_finish (self, result, error);
}
