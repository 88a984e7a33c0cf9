/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-send-form.h"

#include <glib/gi18n-lib.h>
#include "haven-confirm-window.h"
#include "haven-input.h"
#include "haven-sharing.h"
#include "haven-text.h"

struct _HavenSendForm {
  HavenSaveWindow parent_instance;

  HavenSession *session;    /* lent by the save window; NULL: locked or closed */
  HavenRelease *release;

  /* template */
  GtkLabel *what;
  GtkLabel *sealed;
  GtkLabel *first;
  GtkEditable *approved_by;
  GtkLabel *problem;
  GtkWidget *send_button;
};

G_DEFINE_FINAL_TYPE (HavenSendForm, haven_send_form, HAVEN_TYPE_SAVE_WINDOW)

static void
queue (gpointer widget)
{
  HavenSendForm *self = HAVEN_SEND_FORM (widget);

  haven_save_window_save (HAVEN_SAVE_WINDOW (self),
                          haven_command_queue_release (self->release, gtk_editable_get_text (self->approved_by)),
                          _("The return waits to be sent"), FALSE);
}

static void
send_cb (HavenSendForm *self)
{
  if (haven_text_is_empty (gtk_editable_get_text (self->approved_by))) {
    haven_save_window_show_problem (HAVEN_SAVE_WINDOW (self), _("Who approved it? The head, or the trust, by name."));
    gtk_widget_grab_focus (GTK_WIDGET (self->approved_by));
    return;
  }
  haven_save_window_show_problem (HAVEN_SAVE_WINDOW (self), NULL);
  haven_confirm_then (GTK_WIDGET (self), self->session, HAVEN_DEED_SEND, queue);
}

static void
haven_send_form_dispose (GObject *object)
{
  HavenSendForm *self = HAVEN_SEND_FORM (object);

  self->session = NULL;
  g_clear_pointer (&self->release, haven_release_unref);
  G_OBJECT_CLASS (haven_send_form_parent_class)->dispose (object);
}

static void
haven_send_form_class_init (HavenSendFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_send_form_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/share/haven-send-form.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenSendForm, what);
  gtk_widget_class_bind_template_child (widget_class, HavenSendForm, sealed);
  gtk_widget_class_bind_template_child (widget_class, HavenSendForm, first);
  gtk_widget_class_bind_template_child (widget_class, HavenSendForm, approved_by);
  gtk_widget_class_bind_template_child (widget_class, HavenSendForm, problem);
  gtk_widget_class_bind_template_child (widget_class, HavenSendForm, send_button);
  gtk_widget_class_bind_template_callback (widget_class, send_cb);
}

static void
haven_send_form_init (HavenSendForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  haven_save_window_set_parts (HAVEN_SAVE_WINDOW (self), self->problem, self->send_button);
  haven_input_name (GTK_WIDGET (gtk_editable_get_delegate (self->approved_by)), _("Approved by"));
}

/* Only a first send asks for a fresh approval: later ones offer the name of the last. */
static void
show_approval (HavenSendForm *self)
{
  HavenSchool *school = haven_session_get_school (self->session);
  GPtrArray *ledger = school != NULL ? haven_school_get_table (school, HAVEN_TABLE_RELEASES) : NULL;
  const HavenLedgerEntry *last = NULL;

  for (guint i = 0; ledger != NULL && i < ledger->len; i++)
    if (haven_ledger_entry_went (g_ptr_array_index (ledger, i)))
      last = g_ptr_array_index (ledger, i);
  gtk_widget_set_visible (GTK_WIDGET (self->first), last == NULL);
  if (last != NULL && last->approved_by != NULL)
    gtk_editable_set_text (self->approved_by, last->approved_by);
}

/* It goes with the return, and nobody but the two together can open it. */
static void
show_sealed (HavenSendForm *self)
{
  HavenSchool *school = haven_session_get_school (self->session);
  g_autoptr (HavenSharing) sharing = school != NULL ? haven_sharing_new (school, NULL) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->sealed), sharing != NULL && haven_policy_get_total (sharing->in_force) != NULL);
}

GtkWindow *
haven_send_form_new (HavenSession *session, HavenRelease *release)
{
  HavenSendForm *self = g_object_new (HAVEN_TYPE_SEND_FORM, NULL);
  guint cells = haven_release_get_n_cells (release), hidden = haven_release_get_n_hidden (release);
  g_autofree char *what = g_strdup_printf (_("%u figures: %u shown, %u protected and proved to give nobody away. Nothing about one child."),
                                           cells, cells - hidden, hidden);

  self->session = session;
  haven_save_window_set_session (HAVEN_SAVE_WINDOW (self), session);
  self->release = haven_release_ref (release);
  gtk_label_set_label (self->what, what);
  show_sealed (self);
  show_approval (self);
  return GTK_WINDOW (self);
}
