/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-unseal-window.h"

#include "haven-input.h"
#include "haven-names.h"
#include "haven-session-transfer.h"

struct _HavenUnsealWindow {
  AdwWindow parent_instance;

  HavenSession *session;
  GtkWidget *widget;            /* weak */
  HavenUnsealed unsealed;
  char *path;

  /* template */
  GtkEditable *passphrase;
  GtkLabel *problem;
  GtkWidget *open_button;
  GtkSpinner *spinner;
};

G_DEFINE_FINAL_TYPE (HavenUnsealWindow, haven_unseal_window, ADW_TYPE_WINDOW)

static void
set_busy (HavenUnsealWindow *self, gboolean busy)
{
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_widget_set_sensitive (self->open_button, !busy);
}

static void
show_problem (HavenUnsealWindow *self, const char *sentence)
{
  gtk_label_set_label (self->problem, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), sentence != NULL);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenUnsealWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) previews = haven_session_open_transfer_finish (HAVEN_SESSION (source), result, &error);

  if (self->session == NULL)
    return;                     /* locked meanwhile, or closed */
  set_busy (self, FALSE);
  if (previews == NULL) {
    show_problem (self, error->message);
    gtk_widget_grab_focus (GTK_WIDGET (self->passphrase));
    return;
  }
  if (self->widget != NULL)
    self->unsealed (self->widget, g_steal_pointer (&previews));
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
open_cb (HavenUnsealWindow *self)
{
  show_problem (self, NULL);
  set_busy (self, TRUE);
  haven_session_open_transfer_async (self->session, self->path, gtk_editable_get_text (self->passphrase), opened_cb, g_object_ref (self));
}

static void
locked_cb (HavenUnsealWindow *self)
{
  if (haven_session_get_state (self->session) == HAVEN_SESSION_CLOSED)
    gtk_window_destroy (GTK_WINDOW (self));
}

static void
haven_unseal_window_dispose (GObject *object)
{
  HavenUnsealWindow *self = HAVEN_UNSEAL_WINDOW (object);

  g_clear_weak_pointer (&self->widget);
  g_clear_pointer (&self->path, g_free);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (haven_unseal_window_parent_class)->dispose (object);
}

static void
haven_unseal_window_class_init (HavenUnsealWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_unseal_window_dispose;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/records/haven-unseal-window.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenUnsealWindow, passphrase);
  gtk_widget_class_bind_template_child (widget_class, HavenUnsealWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, HavenUnsealWindow, open_button);
  gtk_widget_class_bind_template_child (widget_class, HavenUnsealWindow, spinner);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
}

static void
haven_unseal_window_init (HavenUnsealWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  haven_input_name_row (self->passphrase);
  haven_names_complete (GTK_WIDGET (self));
}

GtkWindow *
haven_unseal_window_new (GtkWidget *widget, HavenSession *session, const char *path, HavenUnsealed unsealed)
{
  HavenUnsealWindow *self = g_object_new (HAVEN_TYPE_UNSEAL_WINDOW, "transient-for", gtk_widget_get_root (widget), "modal", TRUE, NULL);

  self->session = g_object_ref (session);
  self->path = g_strdup (path);
  self->unsealed = unsealed;
  g_set_weak_pointer (&self->widget, widget);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (locked_cb), self, G_CONNECT_SWAPPED);
  return GTK_WINDOW (self);
}
