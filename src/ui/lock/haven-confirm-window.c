/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-confirm-window.h"

#include <glib/gi18n-lib.h>
#include "haven-input.h"
#include "haven-names.h"

struct _HavenConfirmWindow {
  AdwWindow parent_instance;

  HavenSession *session;
  GtkWidget *widget;        /* weak: who asked */
  HavenConfirmed confirmed;

  /* template */
  GtkLabel *why;
  GtkEditable *passphrase;
  GtkLabel *problem;
  GtkWidget *confirm_button;
  GtkSpinner *spinner;
};

G_DEFINE_FINAL_TYPE (HavenConfirmWindow, haven_confirm_window, ADW_TYPE_WINDOW)

static void
show_problem (HavenConfirmWindow *self, const char *sentence)
{
  gtk_label_set_label (self->problem, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), sentence != NULL);
}

static void
set_busy (HavenConfirmWindow *self, gboolean busy)
{
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_widget_set_sensitive (self->confirm_button, !busy);
}

static void
go_on (HavenConfirmWindow *self)
{
  GtkWidget *widget = self->widget;
  HavenConfirmed confirmed = self->confirmed;

  gtk_window_destroy (GTK_WINDOW (self));
  if (widget != NULL)
    confirmed (widget);
}

static void
confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenConfirmWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean ok = haven_session_confirm_finish (HAVEN_SESSION (source), result, &error);

  if (self->session == NULL)
    return;                 /* closed, or locked, meanwhile */
  set_busy (self, FALSE);
  gtk_editable_set_text (self->passphrase, "");
  if (ok) {
    go_on (self);
    return;
  }
  show_problem (self, error->message);
  gtk_widget_grab_focus (GTK_WIDGET (self->passphrase));
}

static void
confirm_cb (HavenConfirmWindow *self)
{
  show_problem (self, NULL);
  set_busy (self, TRUE);
  haven_session_confirm_async (self->session, gtk_editable_get_text (self->passphrase), confirmed_cb, g_object_ref (self));
}

static void
haven_confirm_window_dispose (GObject *object)
{
  HavenConfirmWindow *self = HAVEN_CONFIRM_WINDOW (object);

  g_clear_weak_pointer (&self->widget);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (haven_confirm_window_parent_class)->dispose (object);
}

static void
haven_confirm_window_class_init (HavenConfirmWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_confirm_window_dispose;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/lock/haven-confirm-window.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenConfirmWindow, why);
  gtk_widget_class_bind_template_child (widget_class, HavenConfirmWindow, passphrase);
  gtk_widget_class_bind_template_child (widget_class, HavenConfirmWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, HavenConfirmWindow, confirm_button);
  gtk_widget_class_bind_template_child (widget_class, HavenConfirmWindow, spinner);
  gtk_widget_class_bind_template_callback (widget_class, confirm_cb);
}

static void
haven_confirm_window_init (HavenConfirmWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  haven_input_name (GTK_WIDGET (gtk_editable_get_delegate (self->passphrase)), _("Passphrase"));
  haven_names_complete (GTK_WIDGET (self));
}

static const char *
describe (HavenDeed deed)
{
  switch (deed) {
  case HAVEN_DEED_SEND: return _("Before anything leaves the school, Haven asks whether it is still you.");
  case HAVEN_DEED_PEOPLE: return _("Before it changes who may open the store, Haven asks whether it is still you.");
  case HAVEN_DEED_DESTROY: return _("Before it erases anything for good, Haven asks whether it is still you.");
  default: return _("Before it writes a file that is not encrypted, Haven asks whether it is still you.");
  }
}

void
haven_confirm_then (GtkWidget *widget, HavenSession *session, HavenDeed deed, HavenConfirmed confirmed)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  HavenConfirmWindow *self;

  if (!haven_session_needs_confirm (session, deed)) {
    confirmed (widget);
    return;
  }
  self = g_object_new (HAVEN_TYPE_CONFIRM_WINDOW, "transient-for", root, "modal", TRUE, NULL);
  self->session = g_object_ref (session);
  self->confirmed = confirmed;
  g_set_weak_pointer (&self->widget, widget);
  gtk_label_set_label (self->why, describe (deed));
  g_signal_connect_swapped (self, "map", G_CALLBACK (gtk_widget_grab_focus), self->passphrase);
  gtk_window_present (GTK_WINDOW (self));
}
