/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-load-file.h"

#include <glib/gi18n-lib.h>
#include "haven-error.h"
#include "haven-secret.h"

typedef struct {
  char *path;
  goffset most;
} Errand;

typedef struct {
  char *text;
  gsize size;
} Loaded;

static void
errand_free (gpointer data)
{
  Errand *errand = data;

  g_free (errand->path);
  g_free (errand);
}

static void
loaded_free (gpointer data)
{
  Loaded *loaded = data;

  haven_wipe (loaded->text, loaded->size);
  g_free (loaded->text);
  g_free (loaded);
}

static GError *
check_size (const Errand *errand)
{
  g_autoptr (GFile) file = g_file_new_for_path (errand->path);
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, 0, NULL, NULL);

  if (info == NULL)
    return g_error_new_literal (HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND, _("The file could not be read. Nothing was changed."));
  if (g_file_info_get_size (info) > errand->most)
    return g_error_new_literal (HAVEN_ERROR, HAVEN_ERROR_TOO_LARGE,
                                _("The file is too large to be what it should be. Nothing was changed."));
  return NULL;
}

static GError *
read_whole (const Errand *errand, GBytes **ret_bytes)
{
  Loaded *loaded = g_new0 (Loaded, 1);
  GError *error = check_size (errand);

  if (error == NULL && !g_file_get_contents (errand->path, &loaded->text, &loaded->size, NULL))
    error = g_error_new_literal (HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND, _("The file could not be read. Nothing was changed."));
  if (error == NULL)
    *ret_bytes = g_bytes_new_with_free_func (loaded->text, loaded->size, loaded_free, loaded);
  else
    g_free (loaded);
  return error;
}

static void
load_work (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GBytes *bytes = NULL;
  GError *error = read_whole (task_data, &bytes);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
}

void
haven_load_file_async (const char *path, goffset most, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Errand *errand = g_new0 (Errand, 1);

  errand->path = g_strdup (path);
  errand->most = most;
  g_task_set_task_data (task, errand, errand_free);
  g_task_run_in_thread (task, load_work);
}

GBytes *
haven_load_file_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
