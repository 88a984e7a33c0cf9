/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-recovery.h"

#include <glib/gi18n-lib.h>
#include "haven-confirm-window.h"
#include "haven-platform.h"
#include "haven-run.h"

#define ERRAND "haven-recovery-errand"

/* Kept by the widget that asked: one at a time */
typedef struct {
  HavenSession *session;
  HavenRecoveryDone done;
  GtkFileChooserNative *chooser;
  char *path;
} Errand;

static void
errand_free (Errand *errand)
{
  g_clear_object (&errand->chooser);
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
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) widget = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) sheet = haven_session_make_recovery_sheet_finish (HAVEN_SESSION (source), result, &error);
  Errand *errand = errand_of (widget);

  if (gtk_widget_get_root (widget) == NULL)
    return;                 /* locked meanwhile: make another */
  if (sheet != NULL && haven_platform_replace_file (errand->path, sheet, &error))
    haven_say (widget, _("Print the sheet, put it into the safe, and delete the file."));
  else
    haven_fail (widget, error);
  errand->done (widget);
}

static void
make_now (gpointer widget)
{
  haven_session_make_recovery_sheet_async (errand_of (widget)->session, made_cb, g_object_ref (widget));
}

static void
chosen_cb (GtkWidget *widget, int response)
{
  Errand *errand = errand_of (widget);
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (errand->chooser)) : NULL;

  g_free (errand->path);
  errand->path = file != NULL ? g_file_get_path (file) : NULL;
  if (errand->path != NULL)
    haven_confirm_then (widget, errand->session, HAVEN_DEED_PEOPLE, make_now);
}

void
haven_recovery_save_sheet (GtkWidget *widget, HavenSession *session, HavenRecoveryDone done)
{
  Errand *errand = g_new0 (Errand, 1);

  errand->session = g_object_ref (session);
  errand->done = done;
  errand->chooser = gtk_file_chooser_native_new (_("Save the Recovery Sheet"), GTK_WINDOW (gtk_widget_get_root (widget)),
                                                 GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  g_object_set_data_full (G_OBJECT (widget), ERRAND, errand, (GDestroyNotify) errand_free);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (errand->chooser), "haven-recovery-sheet.pdf");
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (errand->chooser), TRUE);
  g_signal_connect_object (errand->chooser, "response", G_CALLBACK (chosen_cb), widget, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (errand->chooser));
}

gboolean
haven_recovery_has_sheet (GPtrArray *users)
{
  for (guint i = 0; users != NULL && i < users->len; i++)
    if (((HavenUser *) g_ptr_array_index (users, i))->recovery)
      return TRUE;
  return FALSE;
}
