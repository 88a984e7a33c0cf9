/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-worker.h"

#include "haven-error.h"

typedef struct {
  HavenWorker *worker;
  GString *order;                          /* written by the worker alone */
  guint done;
  GThread *main_thread;
  GMutex gate;                             /* held by a test that wants jobs to queue up */
} Fixture;

static void
write_name (GTask        *task,
            gpointer      source,
            gpointer      task_data,
            GCancellable *cancellable)
{
  Fixture *fixture = g_object_get_data (G_OBJECT (task), "fixture");

  g_assert_true (haven_worker_is_current (fixture->worker));
  g_assert_true (g_thread_self () != fixture->main_thread);
  g_string_append (fixture->order, task_data);
  g_task_return_boolean (task, TRUE);
}

static void
wait_at_gate (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  Fixture *fixture = g_object_get_data (G_OBJECT (task), "fixture");

  g_mutex_lock (&fixture->gate);
  g_mutex_unlock (&fixture->gate);
  g_task_return_boolean (task, TRUE);
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Fixture *fixture = user_data;

  g_assert_true (g_thread_self () == fixture->main_thread);
  fixture->done++;
}

static void
push (Fixture         *fixture,
      int              priority,
      const char      *name,
      GTaskThreadFunc  func)
{
  GTask *task = g_task_new (NULL, NULL, done_cb, fixture);

  g_object_set_data (G_OBJECT (task), "fixture", fixture);
  g_task_set_task_data (task, g_strdup (name), g_free);
  haven_worker_push (fixture->worker, priority, task, func);
}

static void
wait_for (Fixture *fixture,
          guint    done)
{
  while (fixture->done < done)
    g_main_context_iteration (NULL, TRUE);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->worker = haven_worker_new ("test");
  fixture->order = g_string_new (NULL);
  fixture->main_thread = g_thread_self ();
  g_mutex_init (&fixture->gate);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  haven_worker_stop (fixture->worker);
  g_object_unref (fixture->worker);
  g_string_free (fixture->order, TRUE);
  g_mutex_clear (&fixture->gate);
}

static void
test_order (Fixture       *fixture,
            gconstpointer  data)
{
  g_assert_false (haven_worker_is_current (fixture->worker));
  for (char name = 'a'; name <= 'z'; name++)
    push (fixture, 0, (char[]) { name, '\0' }, write_name);
  wait_for (fixture, 26);
  g_assert_cmpstr (fixture->order->str, ==, "abcdefghijklmnopqrstuvwxyz");
}

static void
test_priority (Fixture       *fixture,
               gconstpointer  data)
{
  g_mutex_lock (&fixture->gate);
  push (fixture, G_PRIORITY_HIGH, "", wait_at_gate);
  push (fixture, G_PRIORITY_LOW, "e", write_name);
  push (fixture, G_PRIORITY_DEFAULT, "c", write_name);
  push (fixture, G_PRIORITY_HIGH, "a", write_name);
  push (fixture, G_PRIORITY_DEFAULT, "d", write_name);
  push (fixture, G_PRIORITY_HIGH, "b", write_name);
  push (fixture, G_PRIORITY_LOW, "f", write_name);
  g_mutex_unlock (&fixture->gate);
  wait_for (fixture, 7);
  g_assert_cmpstr (fixture->order->str, ==, "abcdef");
}

static void
test_stop_finishes_the_queue (Fixture       *fixture,
                              gconstpointer  data)
{
  g_mutex_lock (&fixture->gate);
  push (fixture, 0, "", wait_at_gate);
  push (fixture, 0, "a", write_name);
  push (fixture, 0, "b", write_name);
  g_mutex_unlock (&fixture->gate);
  haven_worker_stop (fixture->worker);
  g_assert_cmpstr (fixture->order->str, ==, "ab");
  wait_for (fixture, 3);
}

static void
refused_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (g_task_propagate_boolean (G_TASK (result), &error));
  g_assert_error (error, HAVEN_ERROR, HAVEN_ERROR_CANCELLED);
  *(gboolean *) user_data = TRUE;
}

static void
test_refuses_after_stop (Fixture       *fixture,
                         gconstpointer  data)
{
  gboolean refused = FALSE;

  haven_worker_stop (fixture->worker);
  haven_worker_push (fixture->worker, 0, g_task_new (NULL, NULL, refused_cb, &refused), write_name);
  while (!refused)
    g_main_context_iteration (NULL, TRUE);
}

static void
cancelled_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (g_task_propagate_boolean (G_TASK (result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  *(gboolean *) user_data = TRUE;
}

static void
test_cancelled_never_runs (Fixture       *fixture,
                           gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  gboolean cancelled = FALSE;

  g_cancellable_cancel (cancellable);
  haven_worker_push (fixture->worker, 0, g_task_new (NULL, cancellable, cancelled_cb, &cancelled), write_name);
  while (!cancelled)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (fixture->order->str, ==, "");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/base/worker/order", Fixture, NULL, set_up, test_order, tear_down);
  g_test_add ("/base/worker/priority", Fixture, NULL, set_up, test_priority, tear_down);
  g_test_add ("/base/worker/stop-finishes-the-queue", Fixture, NULL, set_up, test_stop_finishes_the_queue, tear_down);
  g_test_add ("/base/worker/refuses-after-stop", Fixture, NULL, set_up, test_refuses_after_stop, tear_down);
  g_test_add ("/base/worker/cancelled-never-runs", Fixture, NULL, set_up, test_cancelled_never_runs, tear_down);
  return g_test_run ();
}
