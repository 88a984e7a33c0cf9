/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-outbox-file.h"

#include <glib/gi18n-lib.h>
#include "haven-platform.h"

#define SAVING "haven-outbox-file"          /* while a file is being chosen, from has it: locked or closed, it goes, and the chooser with it */

typedef struct {
  GtkWidget *from;                         /* once a file was chosen */
  HavenSession *session;
  gint64 authority;
  HavenOutboxFileDone done;
  GtkFileChooserNative *chooser;
  char *path;
} Saving;

static void
free_saving (Saving *self)
{
  g_object_unref (self->session);
  g_object_unref (self->chooser);
  g_free (self->path);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, free_saving)

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Saving) self = user_data;
  g_autoptr (GtkWidget) from = self->from;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = haven_session_save_outbox_finish (HAVEN_SESSION (source), result, &error);

  if (file != NULL)
    haven_platform_replace_file (self->path, file, &error);
  if (gtk_widget_get_root (from) != NULL)
    self->done (from, error);
}

static Saving *
take_answer (GtkNativeDialog *dialog, int response, GtkWidget *from)
{
  Saving *self = g_object_steal_data (G_OBJECT (from), SAVING);
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;

  self->path = file != NULL ? g_file_get_path (file) : NULL;
  return self;
}

static void
list_chosen_cb (GtkNativeDialog *dialog, int response, GtkWidget *from)
{
  g_autoptr (Saving) self = take_answer (dialog, response, from);
  g_autoptr (GBytes) list = NULL;
  g_autoptr (GError) error = NULL;

  if (self->path == NULL || haven_session_get_school (self->session) == NULL)
    return;
  list = haven_session_list_sent (self->session);
  haven_platform_replace_file (self->path, list, &error);
  self->done (from, error);
}

static void
chosen_cb (GtkNativeDialog *dialog, int response, GtkWidget *from)
{
  g_autoptr (Saving) self = take_answer (dialog, response, from);

  if (self->path == NULL)
    return;
  self->from = g_object_ref (from);
  haven_session_save_outbox_async (self->session, self->authority, saved_cb, self);
  g_steal_pointer (&self);
}

static Saving *
make_saving (HavenSession *session, HavenOutboxFileDone done)
{
  Saving *self = g_new0 (Saving, 1);

  self->session = g_object_ref (session);
  self->done = done;
  return self;
}

static void
choose (Saving *take_saving, GtkWidget *from, const char *title, const char *name, GCallback callback)
{
  Saving *self = take_saving;

  self->chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (gtk_widget_get_root (from)), GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  g_signal_connect (self->chooser, "response", callback, from);
  g_object_set_data_full (G_OBJECT (from), SAVING, self, (GDestroyNotify) free_saving);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

void
haven_outbox_file_save (GtkWidget *from, HavenSession *session, gint64 authority, HavenOutboxFileDone done)
{
  Saving *self = make_saving (session, done);

  self->authority = authority;
  choose (self, from, _("Save What Waits"), "haven-outbox.json", G_CALLBACK (chosen_cb));
}

void
haven_outbox_file_save_list (GtkWidget *from, HavenSession *session, HavenOutboxFileDone done)
{
  choose (make_saving (session, done), from, _("List of What Was Sent"), "haven-sent.csv", G_CALLBACK (list_chosen_cb));
}
