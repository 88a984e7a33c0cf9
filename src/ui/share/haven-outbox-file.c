/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-outbox-file.h"

#include <glib/gi18n-lib.h>
#include "haven-file-chooser.h"
#include "haven-save-file.h"

#define SAVING "haven-outbox-file"          /* while a file is being chosen, from has it: locked or closed, it goes */

typedef struct {
  GtkWidget *from;                         /* once a file was chosen */
  HavenSession *session;
  gint64 authority;
  HavenOutboxFileDone done;
  char *path;
} Saving;

static void
free_saving (Saving *self)
{
  g_clear_object (&self->from);
  g_object_unref (self->session);
  g_free (self->path);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, free_saving)

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Saving) self = user_data;
  g_autoptr (GError) error = NULL;

  haven_save_file_finish (result, &error);
  if (gtk_widget_get_root (self->from) != NULL)
    self->done (self->from, error);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Saving) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) file = haven_session_save_outbox_finish (HAVEN_SESSION (source), result, &error);

  if (file == NULL && gtk_widget_get_root (self->from) != NULL)
    self->done (self->from, error);
  if (file == NULL)
    return;
  haven_save_file_async (self->path, file, saved_cb, self);
  g_steal_pointer (&self);
}

static Saving *
take_place (GtkWidget *from, const char *path)
{
  Saving *self = g_object_steal_data (G_OBJECT (from), SAVING);

  self->from = g_object_ref (from);
  self->path = g_strdup (path);
  return self;
}

static void
list_place_chosen_cb (gpointer from, const char *path)
{
  g_autoptr (Saving) self = take_place (from, path);
  g_autoptr (GBytes) list = NULL;

  if (haven_session_get_school (self->session) == NULL)
    return;
  list = haven_session_list_sent (self->session);
  haven_save_file_async (self->path, list, saved_cb, self);
  g_steal_pointer (&self);
}

static void
place_chosen_cb (gpointer from, const char *path)
{
  Saving *self = take_place (from, path);

  haven_session_save_outbox_async (self->session, self->authority, made_cb, self);
}

static Saving *
add_saving (GtkWidget *from, HavenSession *session, HavenOutboxFileDone done)
{
  Saving *self = g_new0 (Saving, 1);

  self->session = g_object_ref (session);
  self->done = done;
  g_object_set_data_full (G_OBJECT (from), SAVING, self, (GDestroyNotify) free_saving);
  return self;
}

void
haven_outbox_file_save (GtkWidget *from, HavenSession *session, gint64 authority, HavenOutboxFileDone done)
{
  add_saving (from, session, done)->authority = authority;
  haven_file_chooser_save (from, _("Save What Waits"), "haven-outbox.json", place_chosen_cb);
}

void
haven_outbox_file_save_list (GtkWidget *from, HavenSession *session, HavenOutboxFileDone done)
{
  add_saving (from, session, done);
  haven_file_chooser_save (from, _("List of What Was Sent"), "haven-sent.csv", list_place_chosen_cb);
}
