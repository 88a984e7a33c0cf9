/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-restore-window.h"

#include <glib/gi18n-lib.h>
#include "haven-file-chooser.h"
#include "haven-names.h"
#include "haven-places.h"

struct _HavenRestoreWindow {
  AdwWindow parent_instance;

  HavenWindow *parent;      /* lent: this goes with it */
  char *file;
  char *folder;

  /* template */
  AdwActionRow *file_row;
  AdwActionRow *folder_row;
  GtkLabel *problem;
  GtkWidget *restore_button;
  GtkSpinner *spinner;
};

G_DEFINE_FINAL_TYPE (HavenRestoreWindow, haven_restore_window, ADW_TYPE_WINDOW)

static void
show_problem (HavenRestoreWindow *self, const char *sentence)
{
  gtk_label_set_label (self->problem, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), sentence != NULL);
}

static void
show_path (AdwActionRow *row, const char *path)
{
  g_autofree char *safe = g_markup_escape_text (path != NULL ? path : _("not chosen yet"), -1);

  adw_action_row_set_subtitle (row, safe);
}

static void
show_paths (HavenRestoreWindow *self)
{
  show_path (self->file_row, self->file);
  show_path (self->folder_row, self->folder);
  gtk_widget_set_sensitive (self->restore_button, self->file != NULL && self->folder != NULL);
}

static void
set_busy (HavenRestoreWindow *self, gboolean busy)
{
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_widget_set_sensitive (self->restore_button, !busy);
}

static void
restored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenRestoreWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean ok = haven_restore_finish (result, &error);

  if (self->parent == NULL)
    return;                 /* closed meanwhile */
  set_busy (self, FALSE);
  show_problem (self, ok ? NULL : error->message);
  if (!ok)
    return;
  haven_window_open_store (self->parent, self->folder);    /* and closes this */
}

static void
restore_cb (HavenRestoreWindow *self)
{
  const char *beside = haven_session_get_folder (haven_window_get_session (self->parent));

  set_busy (self, TRUE);
  show_problem (self, NULL);
  haven_restore_async (self->file, beside, self->folder, restored_cb, g_object_ref (self));
}

static void
take_file (gpointer widget, const char *path)
{
  HavenRestoreWindow *self = widget;
  g_autofree char *name = g_path_get_basename (path);
  char *end;

  g_free (self->file);
  self->file = g_strdup (path);
  end = g_strrstr (name, ".havenbackup");
  if (end != NULL)
    *end = '\0';
  if (self->folder == NULL)
    self->folder = haven_place_dup_new (name);
  show_paths (self);
}

static void
folder_chosen_cb (gpointer widget, const char *path)
{
  HavenRestoreWindow *self = widget;

  g_free (self->folder);
  self->folder = g_strdup (path);
  show_paths (self);
}

static void
choose_file_cb (HavenRestoreWindow *self)
{
  haven_file_chooser_open (self, _("Choose the Backup"), take_file);
}

static void
choose_folder_cb (HavenRestoreWindow *self)
{
  haven_file_chooser_folder (self, _("Choose an Empty Folder"), folder_chosen_cb);
}

static void
haven_restore_window_dispose (GObject *object)
{
  HavenRestoreWindow *self = HAVEN_RESTORE_WINDOW (object);

  self->parent = NULL;
  g_clear_pointer (&self->file, g_free);
  G_OBJECT_CLASS (haven_restore_window_parent_class)->dispose (object);
}

static void
haven_restore_window_finalize (GObject *object)
{
  g_free (HAVEN_RESTORE_WINDOW (object)->folder);
  G_OBJECT_CLASS (haven_restore_window_parent_class)->finalize (object);
}

static void
haven_restore_window_class_init (HavenRestoreWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_restore_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = haven_restore_window_finalize;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/lock/haven-restore-window.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenRestoreWindow, file_row);
  gtk_widget_class_bind_template_child (widget_class, HavenRestoreWindow, folder_row);
  gtk_widget_class_bind_template_child (widget_class, HavenRestoreWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, HavenRestoreWindow, restore_button);
  gtk_widget_class_bind_template_child (widget_class, HavenRestoreWindow, spinner);
  gtk_widget_class_bind_template_callback (widget_class, restore_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_file_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_folder_cb);
}

static void
haven_restore_window_init (HavenRestoreWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  show_paths (self);
  haven_names_complete (GTK_WIDGET (self));
}

GtkWindow *
haven_restore_window_new (HavenWindow *parent, const char *file)
{
  HavenRestoreWindow *self = g_object_new (HAVEN_TYPE_RESTORE_WINDOW, "transient-for", parent, "modal", TRUE, NULL);

  self->parent = parent;
  if (file != NULL)
    take_file (self, file);
  return GTK_WINDOW (self);
}
