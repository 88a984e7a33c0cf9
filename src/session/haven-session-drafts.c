/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-session-private.h"

#include <glib/gi18n-lib.h>

/* Drafts go past the queue of jobs: what is kept just before a lock is in the store before it closes, since closing stands behind it. */

typedef struct _Wish Wish;
typedef void (*Deed) (HavenStore *store, Wish *wish);

struct _Wish {
  Deed deed;
  char *key;
  GBytes *draft;                /* to be kept, or what was found */
  GStrv keys;
  HavenClock clock;
  GError *error;
};

static void
free_wish (Wish *self)
{
  g_free (self->key);
  g_clear_pointer (&self->draft, g_bytes_unref);
  g_clear_pointer (&self->keys, g_strfreev);
  g_clear_error (&self->error);
  g_free (self);
}

static void
keep (HavenStore *store, Wish *wish)
{
  haven_store_keep_draft (store, wish->clock, wish->key, wish->draft, &wish->error);
}

static void
drop (HavenStore *store, Wish *wish)
{
  haven_store_drop_draft (store, wish->key, &wish->error);
}

static void
get (HavenStore *store, Wish *wish)
{
  wish->draft = haven_store_get_draft (store, wish->key, &wish->error);
}

static void
list (HavenStore *store, Wish *wish)
{
  wish->keys = haven_store_list_drafts (store, &wish->error);
}

/* On the writer thread; data is the caller's task, which this one does not hold. */
static void
do_deed (GTask *errand, gpointer source, gpointer data, GCancellable *cancellable)
{
  HavenSession *self = g_task_get_source_object (data);
  Wish *wish = g_task_get_task_data (data);

  if (self->store != NULL && haven_store_get_mode (self->store) == HAVEN_STORE_WRITER)
    wish->deed (self->store, wish);
  else
    g_set_error_literal (&wish->error, HAVEN_ERROR, HAVEN_ERROR_LOCKED, _("Haven is locked. Nothing was changed."));
  g_task_return_boolean (errand, TRUE);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Wish *wish = g_task_get_task_data (task);

  if (wish->error != NULL)
    g_task_return_error (task, g_steal_pointer (&wish->error));
  else if (wish->deed == get)
    g_task_return_pointer (task, g_steal_pointer (&wish->draft), (GDestroyNotify) g_bytes_unref);
  else if (wish->deed == list)
    g_task_return_pointer (task, g_steal_pointer (&wish->keys), (GDestroyNotify) g_strfreev);
  else
    g_task_return_boolean (task, TRUE);
}

static void
push (HavenSession *self, const char *key, GBytes *draft, GTask *take_task, Deed deed)
{
  g_autoptr (GTask) task = take_task;
  GTask *errand;
  Wish *wish;

  if (!haven_session_check_open (self, task))
    return;
  wish = g_new0 (Wish, 1);
  wish->deed = deed;
  wish->key = g_strdup (key);
  wish->draft = draft != NULL ? g_bytes_ref (draft) : NULL;
  wish->clock = self->clock;
  g_task_set_task_data (task, wish, (GDestroyNotify) free_wish);
  errand = g_task_new (NULL, NULL, done_cb, task);
  g_task_set_task_data (errand, task, NULL);
  haven_worker_push (self->writer, G_PRIORITY_HIGH, errand, do_deed);
  task = NULL;                             /* done_cb's now */
}

void
haven_session_keep_draft_async (HavenSession *self, const char *key, GBytes *draft, GAsyncReadyCallback callback, gpointer user_data)
{
  push (self, key, draft, g_task_new (self, NULL, callback, user_data), keep);
}

void
haven_session_drop_draft_async (HavenSession *self, const char *key, GAsyncReadyCallback callback, gpointer user_data)
{
  push (self, key, NULL, g_task_new (self, NULL, callback, user_data), drop);
}

gboolean
haven_session_draft_finish (HavenSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
haven_session_get_draft_async (HavenSession *self, const char *key, GAsyncReadyCallback callback, gpointer user_data)
{
  push (self, key, NULL, g_task_new (self, NULL, callback, user_data), get);
}

GBytes *
haven_session_get_draft_finish (HavenSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
haven_session_keep_draft (HavenSession *self, const char *key, GBytes *draft, GError **error)
{
  HavenWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  haven_session_keep_draft_async (self, key, draft, haven_wait_cb, &wait);
  result = haven_wait_for (&wait);
  return haven_session_draft_finish (self, result, error);
}

gboolean
haven_session_drop_draft (HavenSession *self, const char *key, GError **error)
{
  HavenWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  haven_session_drop_draft_async (self, key, haven_wait_cb, &wait);
  result = haven_wait_for (&wait);
  return haven_session_draft_finish (self, result, error);
}

GBytes *
haven_session_get_draft (HavenSession *self, const char *key, GError **error)
{
  HavenWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  haven_session_get_draft_async (self, key, haven_wait_cb, &wait);
  result = haven_wait_for (&wait);
  return haven_session_get_draft_finish (self, result, error);
}

GStrv
haven_session_list_drafts (HavenSession *self, GError **error)
{
  HavenWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  push (self, NULL, NULL, g_task_new (self, NULL, haven_wait_cb, &wait), list);
  result = haven_wait_for (&wait);
  return g_task_propagate_pointer (G_TASK (result), error);
}
