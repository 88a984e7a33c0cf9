/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-session-private.h"

#include "haven-inbox.h"
#include "haven-limits.h"

#include <glib/gi18n-lib.h>

void
haven_handed_file_free (HavenHandedFile *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->file);
  g_free (self->who);
  g_free (self);
}

/* ---- handing in: all of the files can be read before the first is sealed ---- */

static GBytes *
read_file (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                                  G_FILE_QUERY_INFO_NONE, NULL, NULL);
  GBytes *bytes = NULL;

  if (info != NULL && g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR && g_file_info_get_size (info) <= HAVEN_LIMIT_FILE_BYTES)
    bytes = g_file_load_bytes (file, NULL, NULL, NULL);
  if (bytes == NULL)
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND,
                         _("A file cannot be found or read, or is too large. Nothing was handed in."));
  return bytes;
}

static GPtrArray *
read_files (char **paths, GError **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (guint i = 0; paths[i] != NULL; i++) {
    GBytes *bytes = read_file (paths[i], error);
    if (bytes == NULL)
      return NULL;
    g_ptr_array_add (files, bytes);
  }
  return g_steal_pointer (&files);
}

static gboolean
hand_in_work (HavenJob *job, HavenWriting *writing, GError **error)
{
  char **paths = job->data;
  g_autoptr (GPtrArray) files = read_files (paths, error);

  for (guint i = 0; files != NULL && i < files->len; i++)
    if (!haven_store_hand_in (writing->store, writing->clock, paths[i], g_ptr_array_index (files, i), error))
      return FALSE;
  job->id = files != NULL ? files->len : 0;
  return files != NULL;
}

void
haven_session_hand_in_async (HavenSession *self, const char *const *paths, GAsyncReadyCallback callback, gpointer user_data)
{
  haven_session_start_deed (self, HAVEN_DEED_HAND_IN, g_task_new (self, NULL, callback, user_data),
                            haven_job_new (hand_in_work, g_strdupv ((char **) paths), (GDestroyNotify) g_strfreev));
}

gint64
haven_session_hand_in_finish (HavenSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_int (G_TASK (result), error);
}

gint64
haven_session_hand_in (HavenSession *self, const char *const *paths, GError **error)
{
  HavenWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  haven_session_hand_in_async (self, paths, haven_wait_cb, &wait);
  result = haven_wait_for (&wait);
  return haven_session_hand_in_finish (self, result, error);
}

/* ---- what lies there ---- */

static HavenHandedFile *
make_line (const HavenHandedIn *file)
{
  HavenHandedFile *line = g_new0 (HavenHandedFile, 1);

  line->id = g_strdup (file->id);
  line->file = g_strdup (file->file);
  line->who = g_strdup (file->who);
  line->at = file->at;
  line->size = g_bytes_get_size (file->bytes);
  return line;
}

static gboolean
list_work (HavenJob *job, HavenWriting *writing, GError **error)
{
  g_autoptr (GPtrArray) files = haven_store_list_handed_in (writing->store, NULL, error);
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_handed_file_free);

  for (guint i = 0; files != NULL && i < files->len; i++)
    g_ptr_array_add (lines, make_line (g_ptr_array_index (files, i)));
  job->result = lines;
  return files != NULL;
}

void
haven_session_list_handed_in_async (HavenSession *self, GAsyncReadyCallback callback, gpointer user_data)
{
  HavenJob *job = haven_job_new (list_work, NULL, NULL);

  job->free_result = (GDestroyNotify) g_ptr_array_unref;
  haven_session_start_deed (self, HAVEN_DEED_IMPORT, g_task_new (self, NULL, callback, user_data), job);
}

GPtrArray *
haven_session_list_handed_in_finish (HavenSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

GPtrArray *
haven_session_list_handed_in (HavenSession *self, GError **error)
{
  HavenWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  haven_session_list_handed_in_async (self, haven_wait_cb, &wait);
  result = haven_wait_for (&wait);
  return haven_session_list_handed_in_finish (self, result, error);
}

/* ---- a preview of one, from memory ---- */

static HavenHandedIn *
find_file (GPtrArray *files, const char *id)
{
  for (guint i = 0; i < files->len; i++) {
    HavenHandedIn *file = g_ptr_array_index (files, i);
    if (g_str_equal (file->id, id))
      return file;
  }
  return NULL;
}

static gboolean
stage_work (HavenJob *job, HavenWriting *writing, GError **error)
{
  g_autoptr (GPtrArray) files = haven_store_list_handed_in (writing->store, NULL, error);
  HavenHandedIn *file = files != NULL ? find_file (files, job->data) : NULL;

  if (files != NULL && file == NULL)
    g_set_error_literal (error, HAVEN_ERROR, HAVEN_ERROR_NOT_FOUND, _("There is no such file among those handed in."));
  if (file == NULL)
    return FALSE;
  job->result = haven_session_stage_bytes (writing->school, writing->clock, file->file, file->bytes, error);
  return job->result != NULL;
}

void
haven_session_stage_handed_in_async (HavenSession *self, const char *id, GAsyncReadyCallback callback, gpointer user_data)
{
  HavenJob *job = haven_job_new (stage_work, g_strdup (id), g_free);

  job->free_result = (GDestroyNotify) g_ptr_array_unref;
  haven_session_start_deed (self, HAVEN_DEED_IMPORT, g_task_new (self, NULL, callback, user_data), job);
}

GPtrArray *
haven_session_stage_handed_in_finish (HavenSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

GPtrArray *
haven_session_stage_handed_in (HavenSession *self, const char *id, GError **error)
{
  HavenWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  haven_session_stage_handed_in_async (self, id, haven_wait_cb, &wait);
  result = haven_wait_for (&wait);
  return haven_session_stage_handed_in_finish (self, result, error);
}

/* ---- taken in, or not wanted: the audit says who put it away ---- */

static gboolean
drop_body (HavenJob *job, HavenWriting *writing, GError **error)
{
  return haven_store_add_audit (writing->store, writing->clock, "drop-handed-in", 0, NULL, error)
         && haven_store_drop_handed_in (writing->store, job->data, error);
}

static gboolean
drop_work (HavenJob *job, HavenWriting *writing, GError **error)
{
  return haven_job_transact (job, writing, FALSE, drop_body, error);
}

void
haven_session_drop_handed_in_async (HavenSession *self, const char *id, GAsyncReadyCallback callback, gpointer user_data)
{
  haven_session_start_deed (self, HAVEN_DEED_IMPORT, g_task_new (self, NULL, callback, user_data),
                            haven_job_new (drop_work, g_strdup (id), g_free));
}

gboolean
haven_session_drop_handed_in_finish (HavenSession *self, GAsyncResult *result, GError **error)
{
  return haven_session_finish_done (result, error);
}

gboolean
haven_session_drop_handed_in (HavenSession *self, const char *id, GError **error)
{
  HavenWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  haven_session_drop_handed_in_async (self, id, haven_wait_cb, &wait);
  result = haven_wait_for (&wait);
  return haven_session_drop_handed_in_finish (self, result, error);
}
