/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-passphrase-window.h"

#include <glib/gi18n-lib.h>
#include "haven-input.h"
#include "haven-names.h"
#include "haven-run.h"

struct _HavenPassphraseWindow {
  AdwWindow parent_instance;

  HavenSession *session;
  GtkWidget *from;          /* weak */

  /* template */
  GtkEditable *before;
  GtkEditable *after;
  GtkEditable *again;
  GtkLabel *strength;
  GtkLabel *problem;
  GtkWidget *save_button;
  GtkSpinner *spinner;
};

G_DEFINE_FINAL_TYPE (HavenPassphraseWindow, haven_passphrase_window, ADW_TYPE_WINDOW)

static void
show_problem (HavenPassphraseWindow *self, const char *sentence)
{
  gtk_label_set_label (self->problem, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), sentence != NULL);
}

static void
set_busy (HavenPassphraseWindow *self, gboolean busy)
{
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_widget_set_sensitive (self->save_button, !busy);
}

static void
changed_cb (HavenPassphraseWindow *self)
{
  const HavenUser *user = haven_session_get_user (self->session);
  const char *after = gtk_editable_get_text (self->after);
  g_autofree char *sentence = NULL;

  haven_session_measure_passphrase (self->session, user != NULL ? user->name : NULL, after, &sentence);
  gtk_label_set_label (self->strength, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->strength), *after != '\0' && sentence != NULL);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenPassphraseWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean ok = haven_session_people_finish (HAVEN_SESSION (source), result, &error);

  if (self->session == NULL)
    return;                 /* locked meanwhile */
  set_busy (self, FALSE);
  if (!ok) {
    show_problem (self, error->message);
    return;
  }
  if (self->from != NULL)
    haven_say (self->from, _("Your passphrase is changed. Backups made before open with the one before."));
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
save_cb (HavenPassphraseWindow *self)
{
  if (!g_str_equal (gtk_editable_get_text (self->after), gtk_editable_get_text (self->again))) {
    show_problem (self, _("The two passphrases differ. Type the same one twice."));
    gtk_widget_grab_focus (GTK_WIDGET (self->again));
    return;
  }
  show_problem (self, NULL);
  set_busy (self, TRUE);
  haven_session_change_passphrase_async (self->session, gtk_editable_get_text (self->before), gtk_editable_get_text (self->after), saved_cb,
                                         g_object_ref (self));
}

static void
haven_passphrase_window_dispose (GObject *object)
{
  HavenPassphraseWindow *self = HAVEN_PASSPHRASE_WINDOW (object);

  g_clear_weak_pointer (&self->from);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (haven_passphrase_window_parent_class)->dispose (object);
}

static void
haven_passphrase_window_class_init (HavenPassphraseWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_passphrase_window_dispose;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/preferences/haven-passphrase-window.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenPassphraseWindow, before);
  gtk_widget_class_bind_template_child (widget_class, HavenPassphraseWindow, after);
  gtk_widget_class_bind_template_child (widget_class, HavenPassphraseWindow, again);
  gtk_widget_class_bind_template_child (widget_class, HavenPassphraseWindow, strength);
  gtk_widget_class_bind_template_child (widget_class, HavenPassphraseWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, HavenPassphraseWindow, save_button);
  gtk_widget_class_bind_template_child (widget_class, HavenPassphraseWindow, spinner);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
haven_passphrase_window_init (HavenPassphraseWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  haven_input_name (GTK_WIDGET (gtk_editable_get_delegate (self->before)), _("Passphrase until now"));
  haven_input_name (GTK_WIDGET (gtk_editable_get_delegate (self->after)), _("New passphrase"));
  haven_input_name (GTK_WIDGET (gtk_editable_get_delegate (self->again)), _("New passphrase again"));
  haven_names_complete (GTK_WIDGET (self));
}

GtkWindow *
haven_passphrase_window_new (GtkWidget *from, HavenSession *session)
{
  HavenPassphraseWindow *self = g_object_new (HAVEN_TYPE_PASSPHRASE_WINDOW, "transient-for", gtk_widget_get_root (from), "modal", TRUE,
                                              NULL);

  self->session = g_object_ref (session);
  g_set_weak_pointer (&self->from, from);
  return GTK_WINDOW (self);
}
