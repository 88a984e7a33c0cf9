/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-recovery.h"

#include <glib/gi18n-lib.h>
#include "haven-confirm-window.h"
#include "haven-file-chooser.h"
#include "haven-run.h"
#include "haven-save-file.h"

#define ERRAND "haven-recovery-errand"

/* Kept by the widget that asked: one at a time */
typedef struct {
  HavenSession *session;
  HavenRecoveryDone done;
  char *path;
} Errand;

static void
errand_free (Errand *errand)
{
  g_clear_object (&errand->session);
  g_free (errand->path);
  g_free (errand);
}

static Errand *
errand_of (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), ERRAND);
}

static void
show_made (GtkWidget *widget, const GError *error)
{
  if (error == NULL)
    haven_say (widget, _("Print the sheet, put it into the safe, and delete the file."));
  else
    haven_fail (widget, error);
  errand_of (widget)->done (widget);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) widget = user_data;
  g_autoptr (GError) error = NULL;

  haven_save_file_finish (result, &error);
  if (gtk_widget_get_root (widget) != NULL)
    show_made (widget, error);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) widget = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) sheet = haven_session_make_recovery_sheet_finish (HAVEN_SESSION (source), result, &error);

  if (gtk_widget_get_root (widget) == NULL)
    return;                 /* locked meanwhile: make another */
  if (sheet != NULL)
    haven_save_file_async (errand_of (widget)->path, sheet, saved_cb, g_object_ref (widget));
  else
    show_made (widget, error);
}

static void
make_now (gpointer widget)
{
  haven_session_make_recovery_sheet_async (errand_of (widget)->session, made_cb, g_object_ref (widget));
}

static void
chosen_cb (gpointer widget, const char *path)
{
  Errand *errand = errand_of (widget);

  errand->path = g_strdup (path);
  haven_confirm_then (widget, errand->session, HAVEN_DEED_PEOPLE, make_now);
}

void
haven_recovery_save_sheet (GtkWidget *widget, HavenSession *session, HavenRecoveryDone done)
{
  Errand *errand = g_new0 (Errand, 1);

  errand->session = g_object_ref (session);
  errand->done = done;
  g_object_set_data_full (G_OBJECT (widget), ERRAND, errand, (GDestroyNotify) errand_free);
  haven_file_chooser_save (widget, _("Save the Recovery Sheet"), "haven-recovery-sheet.pdf", chosen_cb);
}

gboolean
haven_recovery_has_sheet (GPtrArray *users)
{
  for (guint i = 0; users != NULL && i < users->len; i++)
    if (((HavenUser *) g_ptr_array_index (users, i))->recovery)
      return TRUE;
  return FALSE;
}
