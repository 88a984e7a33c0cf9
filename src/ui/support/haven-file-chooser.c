/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-file-chooser.h"

#define CHOOSER "haven-file-chooser"

typedef struct {
  GtkFileChooserNative *native;
  HavenFileChosen chosen;             /* one of the two */
  HavenFilesChosen several;
} Chooser;

static void
chooser_free (Chooser *self)
{
  g_object_unref (self->native);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Chooser, chooser_free)

static char **
list_paths (Chooser *self)
{
  g_autoptr (GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (self->native));
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < g_list_model_get_n_items (files); i++) {
    g_autoptr (GFile) file = g_list_model_get_item (files, i);
    g_autofree char *path = g_file_get_path (file);
    if (path != NULL)
      g_strv_builder_add (builder, path);
  }
  return g_strv_builder_end (builder);
}

/* The chooser goes before anything else is done: kept until its window is gone, GTK would look for that window again. */
static void
response_cb (GtkWidget *widget, int response)
{
  g_autoptr (Chooser) self = g_object_steal_data (G_OBJECT (widget), CHOOSER);
  g_auto (GStrv) paths = response == GTK_RESPONSE_ACCEPT ? list_paths (self) : NULL;
  const HavenFileChosen chosen = self->chosen;
  const HavenFilesChosen several = self->several;

  g_clear_pointer (&self, chooser_free);
  if (paths == NULL || paths[0] == NULL)
    return;
  if (several != NULL)
    several (widget, (const char *const *) paths);
  else
    chosen (widget, paths[0]);
}

static void
gone_cb (GtkWidget *widget)
{
  g_object_set_data (G_OBJECT (widget), CHOOSER, NULL);
}

static Chooser *
chooser_new (GtkWidget *widget, const char *title, GtkFileChooserAction action, const char *accept)
{
  Chooser *self = g_new0 (Chooser, 1);
  GtkRoot *root = gtk_widget_get_root (widget);

  self->native = gtk_file_chooser_native_new (title, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, action, accept, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->native), TRUE);
  g_signal_connect_object (self->native, "response", G_CALLBACK (response_cb), widget, G_CONNECT_SWAPPED);
  g_signal_connect_object (widget, "destroy", G_CALLBACK (gone_cb), self->native, 0);
  g_object_set_data_full (G_OBJECT (widget), CHOOSER, self, (GDestroyNotify) chooser_free);
  return self;
}

static void
show (Chooser *self)
{
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->native));
}

void
haven_file_chooser_open (gpointer widget, const char *title, HavenFileChosen chosen)
{
  Chooser *self = chooser_new (widget, title, GTK_FILE_CHOOSER_ACTION_OPEN, NULL);

  self->chosen = chosen;
  show (self);
}

void
haven_file_chooser_folder (gpointer widget, const char *title, HavenFileChosen chosen)
{
  Chooser *self = chooser_new (widget, title, GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, NULL);

  self->chosen = chosen;
  show (self);
}

void
haven_file_chooser_files (gpointer widget, const char *title, const char *accept, HavenFilesChosen chosen)
{
  Chooser *self = chooser_new (widget, title, GTK_FILE_CHOOSER_ACTION_OPEN, accept);

  self->several = chosen;
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (self->native), TRUE);
  show (self);
}

void
haven_file_chooser_save (gpointer widget, const char *title, const char *name, HavenFileChosen chosen)
{
  Chooser *self = chooser_new (widget, title, GTK_FILE_CHOOSER_ACTION_SAVE, NULL);

  self->chosen = chosen;
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->native), name);
  show (self);
}

char **
haven_file_chooser_dup_dropped (const GValue *files)
{
  g_autoptr (GSList) dropped = gdk_file_list_get_files (g_value_get_boxed (files));
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (GSList *file = dropped; file != NULL; file = file->next) {
    g_autofree char *path = g_file_get_path (file->data);
    if (path != NULL)
      g_strv_builder_add (builder, path);
  }
  return g_strv_builder_end (builder);
}
