/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-session-private.h"

#include "haven-intake.h"

#include <glib/gi18n-lib.h>

/* ---- previews: on a thread of the pool, from the school as it stands ---- */

typedef struct {
  HavenSchool *school;
  HavenClock clock;
  char **paths;
  HavenImportType type;
} Staging;

static void
free_staging (Staging *self)
{
  haven_school_unref (self->school);
  g_strfreev (self->paths);
  g_free (self);
}

typedef struct {
  const char *path;
  HavenImportType type;
  guint place;                  /* in which it was named */
} Named;

static int
compare_named (gconstpointer a, gconstpointer b)
{
  const Named *left = a, *right = b;

  return left->type != right->type ? (int) left->type - (int) right->type : (int) left->place - (int) right->place;
}

/* Pupils before their statuses, those before marks: so that a child named in the first file is known in the next. */
static GArray *
order_files (Staging *staging, GError **error)
{
  g_autoptr (GArray) files = g_array_new (FALSE, FALSE, sizeof (Named));

  for (guint i = 0; staging->paths[i] != NULL; i++) {
    Named named = { staging->paths[i], staging->type, i };
    if (named.type == HAVEN_IMPORT_AUTO && !haven_intake_detect (named.path, &named.type, error))
      return NULL;
    g_array_append_val (files, named);
  }
  g_array_sort (files, compare_named);
  return g_steal_pointer (&files);
}

static GPtrArray *
stage_files (Staging *staging, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) files = order_files (staging, error);
  g_autoptr (GPtrArray) previews = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_import_preview_free);
  g_autoptr (HavenSchool) school = haven_school_ref (staging->school);

  if (files == NULL)
    return NULL;
  for (guint i = 0; i < files->len; i++) {
    const Named *named = &g_array_index (files, Named, i);
    HavenImportPreview *preview = haven_intake_stage (named->path, named->type, school, staging->clock, cancellable, error);
    HavenSchool *next;

    if (preview == NULL)
      return NULL;
    g_ptr_array_add (previews, preview);
    next = i + 1 < files->len ? haven_intake_preview_school (school, preview) : haven_school_ref (school);
    haven_school_unref (school);
    school = next;
  }
  return g_steal_pointer (&previews);
}

static void
do_stage (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *previews = stage_files (data, cancellable, &error);

  if (previews == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, previews, (GDestroyNotify) g_ptr_array_unref);
}

void
haven_session_stage_async (HavenSession *self, const char *const *paths, HavenImportType type, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Staging *staging;

  if (!haven_session_check_may (self, task, HAVEN_DEED_IMPORT))
    return;
  staging = g_new0 (Staging, 1);
  staging->school = haven_school_ref (self->school);
  staging->clock = self->clock;
  staging->paths = g_strdupv ((char **) paths);
  staging->type = type;
  g_task_set_task_data (task, staging, (GDestroyNotify) free_staging);
  haven_session_push_to_pool (g_steal_pointer (&task), do_stage, (GDestroyNotify) g_ptr_array_unref);
}

GPtrArray *
haven_session_stage_finish (HavenSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

GPtrArray *
haven_session_stage (HavenSession *self, const char *const *paths, HavenImportType type, GError **error)
{
  HavenWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  haven_session_stage_async (self, paths, type, NULL, haven_wait_cb, &wait);
  result = haven_wait_for (&wait);
  return haven_session_stage_finish (self, result, error);
}

/* ---- applying ---- */

/* What is written is what was shown: if the file or the records moved in between, nothing is. */
static gboolean
check_same (const HavenImportPreview *shown, const HavenImportPreview *now, GError **error)
{
  if (shown->rows == now->rows && shown->added == now->added && shown->changed == now->changed && shown->n_problems == now->n_problems)
    return TRUE;
  g_set_error (error, HAVEN_ERROR, HAVEN_ERROR_CONFLICT,
               _("%s is not what it was when it was previewed. It was not imported. Preview it again."), shown->file);
  return FALSE;
}

static HavenImportPreview *
stage_again (const HavenImportPreview *shown, HavenSchool *school, HavenClock clock, GError **error)
{
  if (shown->bytes != NULL)
    return haven_intake_stage_bytes (shown->path, shown->bytes, shown->type, school, clock, error);
  return haven_intake_stage (shown->path, shown->type, school, clock, NULL, error);
}

/* The first was staged on this very school; the later ones on what the earlier would make of it, so they are staged again on what they did. */
static gboolean
apply_one (HavenJob *job, HavenWriting *writing, HavenImportPreview *shown, gint64 *ret_id, GError **error)
{
  g_autoptr (HavenSchool) school = NULL;
  g_autoptr (HavenImportPreview) again = NULL;

  if (job->changed == 0)
    return haven_intake_apply (writing->store, shown, writing->clock, ret_id, error);
  school = haven_store_read_school (writing->store, job->school, job->changed, error);
  if (school == NULL)
    return FALSE;
  again = stage_again (shown, school, writing->clock, error);
  return again != NULL && check_same (shown, again, error) &&
         haven_intake_apply (writing->store, again, writing->clock, ret_id, error);
}

static gboolean
apply_work (HavenJob *job, HavenWriting *writing, GError **error)
{
  GPtrArray *previews = job->data;
  GArray *ids = job->result;

  for (guint i = 0; i < previews->len; i++) {
    HavenImportPreview *preview = g_ptr_array_index (previews, i);
    gint64 id = 0;

    if (!apply_one (job, writing, preview, &id, error))
      return FALSE;
    job->changed |= haven_intake_get_tables (preview->type);
    g_array_append_val (ids, id);
  }
  return TRUE;
}

void
haven_session_apply_async (HavenSession *self, GPtrArray *take_previews, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  HavenJob *job = haven_job_new (apply_work, take_previews, (GDestroyNotify) g_ptr_array_unref);

  job->result = g_array_new (FALSE, FALSE, sizeof (gint64));
  job->free_result = (GDestroyNotify) g_array_unref;
  haven_session_start_deed (self, HAVEN_DEED_IMPORT, g_task_new (self, cancellable, callback, user_data), job);
}

GPtrArray *
haven_session_apply_finish (HavenSession *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GArray) ids = g_task_propagate_pointer (G_TASK (result), error);
  g_autoptr (GPtrArray) receipts = g_ptr_array_new_with_free_func ((GDestroyNotify) haven_import_free);

  if (ids == NULL)
    return NULL;
  for (guint i = 0; i < ids->len && self->school != NULL; i++) {
    const HavenImport *receipt = haven_school_get_record (self->school, HAVEN_TABLE_IMPORTS, g_array_index (ids, gint64, i));
    if (receipt != NULL)
      g_ptr_array_add (receipts, haven_import_copy (receipt));
  }
  return g_steal_pointer (&receipts);
}

GPtrArray *
haven_session_apply (HavenSession *self, GPtrArray *take_previews, GError **error)
{
  HavenWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  haven_session_apply_async (self, take_previews, NULL, haven_wait_cb, &wait);
  result = haven_wait_for (&wait);
  return haven_session_apply_finish (self, result, error);
}
