/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-save-file.h"

#include "haven-platform.h"

typedef struct {
  char *path;
  GBytes *bytes;
} Errand;

static void
errand_free (gpointer data)
{
  Errand *errand = data;

  g_free (errand->path);
  g_bytes_unref (errand->bytes);
  g_free (errand);
}

static void
save_work (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Errand *errand = task_data;
  GError *error = NULL;

  if (haven_platform_replace_file (errand->path, errand->bytes, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
haven_save_file_async (const char *path, GBytes *bytes, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Errand *errand = g_new0 (Errand, 1);

  errand->path = g_strdup (path);
  errand->bytes = g_bytes_ref (bytes);
  g_task_set_task_data (task, errand, errand_free);
  g_task_run_in_thread (task, save_work);
}

gboolean
haven_save_file_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
