/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-session-private.h"

#include "haven-backup-policy.h"
#include "haven-backup.h"
#include "haven-erasing.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* ---- making one, and letting old ones go ---- */

typedef struct {
  char *path;
  gboolean rotate;              /* path is a folder, and the policy tidies it */
  char *written;                /* the file that was made */
  GPtrArray *tidied;            /* paths of those that went */
} Wish;

static void
free_wish (Wish *self)
{
  g_free (self->path);
  g_free (self->written);
  g_clear_pointer (&self->tidied, g_ptr_array_unref);
  g_free (self);
}

/* Where it stands: an erasure has to reach it. */
static gboolean
note_places (const Wish *wish, HavenWriting *writing, GError **error)
{
  for (guint i = 0; i < wish->tidied->len; i++)
    if (!haven_store_forget_copy (writing->store, wish->tidied->pdata[i], error))
      return FALSE;
  return haven_store_note_backup (writing->store, wish->written, writing->clock.now, error);
}

static gboolean
note_body (HavenJob *job, HavenWriting *writing, GError **error)
{
  g_autofree char *day = haven_day_to_iso (writing->clock.today);

  return note_places (job->data, writing, error)
         && haven_store_set (writing->store, "backup.last", day, error)
         && haven_store_add_audit (writing->store, writing->clock, "backup", 0, NULL, error);
}

static GPtrArray *
list_backups (const char *folder, GArray *ret_days)
{
  g_autoptr (GDir) entries = g_dir_open (folder, 0, NULL);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  const char *name;
  HavenDay day;

  while (entries != NULL && (name = g_dir_read_name (entries)) != NULL) {
    if (!haven_backup_parse_name (name, &day))
      continue;
    g_ptr_array_add (names, g_strdup (name));
    g_array_append_val (ret_days, day);
  }
  return names;
}

/* Only what carries the name that Haven gives; one that cannot be removed is no reason to fail. */
static void
tidy (const char *folder, HavenDay today, GPtrArray *ret_tidied)
{
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (HavenDay));
  g_autoptr (GPtrArray) names = list_backups (folder, days);
  g_autoptr (GArray) kept = haven_backup_choose_kept ((const HavenDay *) (gpointer) days->data, days->len, today);

  for (guint i = 0; i < names->len; i++) {
    g_autofree char *path = g_build_filename (folder, g_ptr_array_index (names, i), NULL);
    if (!g_array_index (kept, gboolean, i) && g_unlink (path) == 0)
      g_ptr_array_add (ret_tidied, g_steal_pointer (&path));
  }
}

static gboolean
backup_work (HavenJob *job, HavenWriting *writing, GError **error)
{
  Wish *wish = job->data;
  g_autofree char *name = wish->rotate ? haven_backup_make_name (writing->clock) : NULL;

  wish->written = wish->rotate ? g_build_filename (wish->path, name, NULL) : g_strdup (wish->path);
  if (!haven_backup_write (writing->store, wish->written, error))
    return FALSE;
  if (wish->rotate)
    tidy (wish->path, writing->clock.today, wish->tidied);
  return haven_job_transact (job, writing, FALSE, note_body, error);
}

static void
start_backup (HavenSession *self, const char *path, gboolean rotate, GTask *task)
{
  Wish *wish = g_new0 (Wish, 1);

  wish->path = g_canonicalize_filename (path, NULL);
  wish->rotate = rotate;
  wish->tidied = g_ptr_array_new_with_free_func (g_free);
  haven_session_start_deed (self, HAVEN_DEED_BACK_UP, task, haven_job_new (backup_work, wish, (GDestroyNotify) free_wish));
}

void
haven_session_backup_async (HavenSession *self, const char *path, GAsyncReadyCallback callback, gpointer user_data)
{
  start_backup (self, path, FALSE, g_task_new (self, NULL, callback, user_data));
}

void
haven_session_backup_to_folder_async (HavenSession *self, const char *folder, GAsyncReadyCallback callback, gpointer user_data)
{
  start_backup (self, folder, TRUE, g_task_new (self, NULL, callback, user_data));
}

gboolean
haven_session_backup_finish (HavenSession *self, GAsyncResult *result, GError **error)
{
  return haven_session_finish_done (result, error);
}

gboolean
haven_session_backup (HavenSession *self, const char *path, GError **error)
{
  HavenWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  haven_session_backup_async (self, path, haven_wait_cb, &wait);
  result = haven_wait_for (&wait);
  return haven_session_backup_finish (self, result, error);
}

gboolean
haven_session_backup_to_folder (HavenSession *self, const char *folder, GError **error)
{
  HavenWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  haven_session_backup_to_folder_async (self, folder, haven_wait_cb, &wait);
  result = haven_wait_for (&wait);
  return haven_session_backup_finish (self, result, error);
}

HavenDay
haven_session_get_backup_due (HavenSession *self)
{
  const char *last = self->school != NULL ? haven_school_get_setting (self->school, "backup.last", NULL) : NULL;
  const char *every = self->school != NULL ? haven_school_get_setting (self->school, "backup.days", "7") : "7";
  gint64 days = g_ascii_strtoll (every, NULL, 10);
  HavenDay day = HAVEN_DAY_NONE;

  if (last != NULL && !haven_day_parse (last, &day))
    day = HAVEN_DAY_NONE;
  return haven_backup_due_on (day, self->clock.today, (int) CLAMP (days, 1, 366));
}

/* ---- opening one beside, and looking a store over: neither needs anything of the other ---- */

typedef struct {
  char *file;
  char *beside;                 /* may be NULL */
  char *folder;
} Restoring;

static void
free_restoring (Restoring *self)
{
  g_free (self->file);
  g_free (self->beside);
  g_free (self->folder);
  g_free (self);
}

static void
do_restore (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Restoring *restoring = data;
  GError *error = NULL;

  if (haven_backup_restore (restoring->file, restoring->beside, restoring->folder, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
haven_restore_async (const char *file, const char *beside, const char *folder, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Restoring *restoring = g_new0 (Restoring, 1);

  restoring->file = g_strdup (file);
  restoring->beside = g_strdup (beside);
  restoring->folder = g_strdup (folder);
  g_task_set_task_data (task, restoring, (GDestroyNotify) free_restoring);
  g_task_run_in_thread (task, do_restore);
}

gboolean
haven_restore_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
haven_restore (const char *file, const char *beside, const char *folder, GError **error)
{
  return haven_backup_restore (file, beside, folder, error);
}

static gboolean
check_work (HavenJob *job, HavenWriting *writing, GError **error)
{
  guint n = 0;

  if (!haven_store_check (writing->store, error) || !haven_store_verify_audit (writing->store, &n, error))
    return FALSE;
  job->id = n;
  return TRUE;
}

void
haven_session_check_async (HavenSession *self, GAsyncReadyCallback callback, gpointer user_data)
{
  haven_session_start_deed (self, HAVEN_DEED_LOOK, g_task_new (self, NULL, callback, user_data), haven_job_new (check_work, NULL, NULL));
}

gint64
haven_session_check_finish (HavenSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_int (G_TASK (result), error);
}

gint64
haven_session_check (HavenSession *self, GError **error)
{
  HavenWait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  haven_session_check_async (self, haven_wait_cb, &wait);
  result = haven_wait_for (&wait);
  return haven_session_check_finish (self, result, error);
}
