/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-places.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include "haven-error.h"
#include "haven-file-chooser.h"
#include "haven-platform.h"

#define KEYS "keys"         /* comes last: before it there is no store, only a folder */
#define LOCK "lock"
#define BEFORE "before-migration"

char *
haven_place_dup_new (const char *name)
{
  g_autofree char *data = haven_platform_data_folder ();
  g_autofree char *plain = g_str_has_suffix (name, ".haven") ? g_strndup (name, strlen (name) - strlen (".haven")) : g_strdup (name);

  for (guint i = 1;; i++) {
    g_autofree char *file = i == 1 ? g_strconcat (plain, ".haven", NULL) : g_strdup_printf ("%s-%u.haven", plain, i);
    char *path = g_build_filename (data, file, NULL);

    if (!g_file_test (path, G_FILE_TEST_EXISTS))
      return path;
    g_free (path);
  }
}

/* Another store */

static gboolean
is_store (const char *folder)
{
  g_autoptr (HavenSession) session = haven_session_new (folder, haven_clock_system ());

  return haven_session_exists (session);
}

static void
folder_chosen_cb (gpointer widget, const char *folder)
{
  HavenWindow *window = widget;

  if (is_store (folder))
    haven_window_open_store (window, folder);
  else
    haven_window_fail (window, _("There is no store in this folder. A store is a folder with the files “keys” and “store.db”."));
}

void
haven_place_choose (HavenWindow *window)
{
  haven_file_chooser_folder (window, _("Choose the Folder of a Store"), folder_chosen_cb);
}

/* From the network to this computer: nobody may be writing there, and the keys come last */

typedef struct {
  char *from;
  char *to;
} Errand;

static void
errand_free (Errand *errand)
{
  g_free (errand->from);
  g_free (errand->to);
  g_free (errand);
}

static gboolean
copy_file (const Errand *errand, const char *name, GError **error)
{
  g_autofree char *from = g_build_filename (errand->from, name, NULL), *to = g_build_filename (errand->to, name, NULL);
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);

  return g_file_copy (source, target, G_FILE_COPY_NOFOLLOW_SYMLINKS, NULL, NULL, NULL, error) && haven_platform_make_private (to, error);
}

static gboolean
is_copied (const Errand *errand, const char *name)
{
  g_autofree char *path = g_build_filename (errand->from, name, NULL);

  return !g_str_equal (name, KEYS) && !g_str_equal (name, LOCK) && !g_str_has_suffix (name, "-shm") &&
         g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

static gboolean
copy_files (const Errand *errand, GError **error)
{
  g_autoptr (GDir) entries = g_dir_open (errand->from, 0, error);
  g_autofree char *above = g_path_get_dirname (errand->to);
  const char *name;

  g_mkdir_with_parents (above, 0700);     /* where it cannot, the next step says so */
  if (entries == NULL || !haven_platform_make_private_folder (errand->to, error))
    return FALSE;
  while ((name = g_dir_read_name (entries)) != NULL)
    if (is_copied (errand, name) && !copy_file (errand, name, error))
      return FALSE;
  return copy_file (errand, KEYS, error);
}

static void
copy (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Errand *errand = task_data;
  g_autofree char *path = g_build_filename (errand->from, LOCK, NULL);
  GError *error = NULL;
  g_autoptr (HavenLock) lock = haven_lock_take (path, g_get_real_name (), g_get_real_time () / G_USEC_PER_SEC, &error);

  /* Some network folders know no locks: there nothing tells, and the copy is taken. */
  if (lock == NULL && !g_error_matches (error, HAVEN_ERROR, HAVEN_ERROR_BUSY))
    g_clear_error (&error);
  if (error == NULL && copy_files (errand, &error)) {
    g_task_return_boolean (task, TRUE);
    return;
  }
  haven_platform_remove_tree (errand->to, NULL);
  g_task_return_error (task, error);
}

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  Errand *errand = g_task_get_task_data (G_TASK (result));

  if (g_task_propagate_boolean (G_TASK (result), &error))
    haven_window_open_store (HAVEN_WINDOW (source), errand->to);
  else
    haven_window_fail (HAVEN_WINDOW (source), error->message);
}

void
haven_place_copy_here (HavenWindow *window)
{
  g_autoptr (GTask) task = g_task_new (window, NULL, copied_cb, NULL);
  Errand *errand = g_new0 (Errand, 1);
  g_autofree char *name = NULL;

  errand->from = g_strdup (haven_session_get_folder (haven_window_get_session (window)));
  name = g_path_get_basename (errand->from);
  errand->to = haven_place_dup_new (name);
  g_task_set_task_data (task, errand, (GDestroyNotify) errand_free);
  g_task_run_in_thread (task, copy);
}

guint
haven_place_count_copies (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, BEFORE, NULL);
  g_autoptr (GDir) entries = g_dir_open (path, 0, NULL);
  guint n = 0;

  while (entries != NULL && g_dir_read_name (entries) != NULL)
    n++;
  return n;
}
