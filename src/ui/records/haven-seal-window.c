/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-seal-window.h"

#include <glib/gi18n-lib.h>
#include "haven-confirm-window.h"
#include "haven-file-chooser.h"
#include "haven-input.h"
#include "haven-names.h"
#include "haven-restricted-list.h"
#include "haven-run.h"
#include "haven-save-file.h"
#include "haven-session-transfer.h"
#include "haven-text.h"

struct _HavenSealWindow {
  AdwWindow parent_instance;

  HavenSession *session;
  GtkWidget *from;              /* weak */
  gint64 pupil_id;
  GBytes *file;                 /* sealed, and not saved yet */

  /* template */
  GtkEditable *school;
  GtkEditable *recipient;
  GtkEditable *passphrase;
  GtkEditable *again;
  GtkLabel *strength;
  GtkLabel *made_up;
  HavenRestrictedList *restricted;
  GtkLabel *problem;
  GtkWidget *seal_button;
  GtkSpinner *spinner;
};

G_DEFINE_FINAL_TYPE (HavenSealWindow, haven_seal_window, ADW_TYPE_WINDOW)

static void
show_line (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

static void
set_busy (HavenSealWindow *self, gboolean busy)
{
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_widget_set_sensitive (self->seal_button, !busy);
}

static void
changed_cb (HavenSealWindow *self)
{
  const char *typed = gtk_editable_get_text (self->passphrase);
  g_autofree char *sentence = NULL;

  if (self->session == NULL)
    return;
  haven_session_measure_passphrase (self->session, NULL, typed, &sentence);
  show_line (self->strength, *typed != '\0' ? sentence : NULL);
  if (!g_str_equal (typed, gtk_label_get_label (self->made_up)))
    show_line (self->made_up, NULL);
}

/* It is shown, because it has to be told to somebody */
static void
make_up_cb (HavenSealWindow *self)
{
  char *made = haven_session_make_up_passphrase ();

  gtk_editable_set_text (self->passphrase, made);
  gtk_editable_set_text (self->again, made);
  show_line (self->made_up, made);
  gtk_label_set_selectable (self->made_up, TRUE);
  haven_wipe_string (made);
  g_free (made);
}

/* ---- sealing, then saving ---- */

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenSealWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = haven_save_file_finish (result, &error);

  if (self->session == NULL)
    return;
  set_busy (self, FALSE);
  if (!done) {
    show_line (self->problem, error->message);
    return;
  }
  if (self->from != NULL)
    haven_say (self->from, _("Sealed and saved. Send the file, tell the passphrase by telephone, and ask for the receipt."));
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
place_chosen_cb (gpointer widget, const char *path)
{
  HavenSealWindow *self = widget;

  set_busy (self, TRUE);
  haven_save_file_async (path, self->file, saved_cb, g_object_ref (self));
}

static void
choose_place (HavenSealWindow *self)
{
  g_autofree char *name = haven_transfer_file_dup_name (self->file);

  haven_file_chooser_save (self, _("Save the Sealed Records"), name, place_chosen_cb);
}

static void
sealed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenSealWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  GBytes *file = haven_session_seal_transfer_finish (HAVEN_SESSION (source), result, &error);

  if (self->session == NULL) {
    g_clear_pointer (&file, g_bytes_unref);
    return;                     /* locked meanwhile */
  }
  set_busy (self, FALSE);
  if (file == NULL) {
    show_line (self->problem, error->message);
    return;
  }
  g_clear_pointer (&self->file, g_bytes_unref);
  self->file = file;
  choose_place (self);
}

static GArray *
list_chosen (HavenSealWindow *self)
{
  g_autoptr (GPtrArray) notes = haven_restricted_list_dup_chosen (self->restricted);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < notes->len; i++)
    g_array_append_val (ids, ((HavenNote *) notes->pdata[i])->id);
  return ids;
}

static void
seal_now (gpointer widget)
{
  HavenSealWindow *self = widget;
  g_autoptr (GArray) chosen = list_chosen (self);
  HavenTransferWish wish = { self->pupil_id, gtk_editable_get_text (self->school), gtk_editable_get_text (self->recipient), chosen };

  set_busy (self, TRUE);
  haven_session_seal_transfer_async (self->session, &wish, gtk_editable_get_text (self->passphrase), sealed_cb, g_object_ref (self));
}

static void
seal_cb (HavenSealWindow *self)
{
  show_line (self->problem, NULL);
  if (self->file != NULL) {
    choose_place (self);        /* it is sealed: only its place is wanted */
    return;
  }
  if (!g_str_equal (gtk_editable_get_text (self->passphrase), gtk_editable_get_text (self->again))) {
    show_line (self->problem, _("The two passphrases differ. Type the same one twice."));
    return;
  }
  haven_confirm_then (GTK_WIDGET (self), self->session, HAVEN_DEED_EXPORT, seal_now);
}

static void
locked_cb (HavenSealWindow *self)
{
  if (haven_session_get_state (self->session) == HAVEN_SESSION_CLOSED)
    gtk_window_destroy (GTK_WINDOW (self));
}

static void
haven_seal_window_dispose (GObject *object)
{
  HavenSealWindow *self = HAVEN_SEAL_WINDOW (object);

  g_clear_pointer (&self->file, g_bytes_unref);
  g_clear_weak_pointer (&self->from);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (haven_seal_window_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *klass)
{
  gtk_widget_class_set_template_from_resource (klass, "/uk/org/haven/Haven/ui/records/haven-seal-window.ui");
#define BIND(child) gtk_widget_class_bind_template_child (klass, HavenSealWindow, child)
  BIND (school);
  BIND (recipient);
  BIND (passphrase);
  BIND (again);
  BIND (strength);
  BIND (made_up);
  BIND (restricted);
  BIND (problem);
  BIND (seal_button);
  BIND (spinner);
#undef BIND
  gtk_widget_class_bind_template_callback (klass, changed_cb);
  gtk_widget_class_bind_template_callback (klass, make_up_cb);
  gtk_widget_class_bind_template_callback (klass, seal_cb);
}

static void
haven_seal_window_class_init (HavenSealWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = haven_seal_window_dispose;
  g_type_ensure (HAVEN_TYPE_RESTRICTED_LIST);
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
haven_seal_window_init (HavenSealWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  haven_input_name_row (self->school);
  haven_input_name_row (self->recipient);
  haven_input_name_row (self->passphrase);
  haven_input_name_row (self->again);
  haven_names_complete (GTK_WIDGET (self));
}

static void
suggest_school (HavenSealWindow *self)
{
  const HavenPupil *pupil = haven_school_get_pupil (haven_session_get_school (self->session), self->pupil_id);

  if (pupil != NULL && !haven_text_is_empty (pupil->destination))
    gtk_editable_set_text (self->school, pupil->destination);
}

GtkWindow *
haven_seal_window_new (GtkWidget *from, HavenSession *session, gint64 pupil_id)
{
  HavenSealWindow *self = g_object_new (HAVEN_TYPE_SEAL_WINDOW, "transient-for", gtk_widget_get_root (from), "modal", TRUE, NULL);

  self->session = g_object_ref (session);
  self->pupil_id = pupil_id;
  g_set_weak_pointer (&self->from, from);
  haven_restricted_list_show (self->restricted, session, pupil_id);
  suggest_school (self);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (locked_cb), self, G_CONNECT_SWAPPED);
  return GTK_WINDOW (self);
}
