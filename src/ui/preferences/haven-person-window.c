/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-person-window.h"

#include <glib/gi18n-lib.h>
#include "haven-confirm-window.h"
#include "haven-input.h"
#include "haven-names.h"
#include "haven-text.h"

struct _HavenPersonWindow {
  AdwWindow parent_instance;

  HavenSession *session;
  char *before;             /* how they are called; NULL: somebody new */
  HavenRole role_before;

  /* template */
  GtkEditable *name;
  AdwComboRow *role;
  GtkLabel *may;
  GtkWidget *secret;
  GtkEditable *passphrase;
  GtkEditable *again;
  GtkLabel *strength;
  GtkLabel *problem;
  GtkWidget *save_button;
  GtkSpinner *spinner;
};

G_DEFINE_FINAL_TYPE (HavenPersonWindow, haven_person_window, ADW_TYPE_WINDOW)

enum { DONE, N_SIGNALS };
static guint signals[N_SIGNALS];

static const HavenRole roles[] = { HAVEN_ROLE_DSL, HAVEN_ROLE_DEPUTY, HAVEN_ROLE_DT, HAVEN_ROLE_ATTENDANCE, HAVEN_ROLE_READER };

static void
show_problem (HavenPersonWindow *self, const char *sentence)
{
  gtk_label_set_label (self->problem, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), sentence != NULL);
}

static void
set_busy (HavenPersonWindow *self, gboolean busy)
{
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_widget_set_sensitive (self->save_button, !busy);
}

static const char *
describe_role (HavenRole role)
{
  switch (role) {
  case HAVEN_ROLE_DSL:
  case HAVEN_ROLE_DEPUTY: return _("Sees and changes everything, restricted entries too, and says who may open the store.");
  case HAVEN_ROLE_DT: return _("Sees and changes children who are or were looked after, or in kinship care, without restricted entries.");
  case HAVEN_ROLE_ATTENDANCE: return _("Hands files of the MIS in, sealed, and sees nothing of the records.");
  case HAVEN_ROLE_READER: return _("Looks and prints, and changes nothing. Restricted entries stay sealed.");
  default: return "";
  }
}

static void
role_chosen_cb (HavenPersonWindow *self)
{
  guint selected = adw_combo_row_get_selected (self->role);

  if (selected < G_N_ELEMENTS (roles))
    gtk_label_set_label (self->may, describe_role (roles[selected]));
}

static void
changed_cb (HavenPersonWindow *self)
{
  const char *passphrase = gtk_editable_get_text (self->passphrase);
  g_autofree char *sentence = NULL;

  haven_session_measure_passphrase (self->session, gtk_editable_get_text (self->name), passphrase, &sentence);
  gtk_label_set_label (self->strength, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->strength), *passphrase != '\0' && sentence != NULL);
}

static void
end (HavenPersonWindow *self)
{
  g_autofree char *sentence = self->before == NULL ? g_strdup (_("Added. They can open the store with their passphrase from now on."))
                                                   : g_strdup (_("Changed"));

  g_signal_emit (self, signals[DONE], 0, sentence);
  gtk_window_destroy (GTK_WINDOW (self));
}

/* FALSE: it did not go, or was locked meanwhile */
static gboolean
went (HavenPersonWindow *self, GObject *source, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  gboolean ok = haven_session_people_finish (HAVEN_SESSION (source), result, &error);

  if (self->session == NULL)
    return FALSE;
  if (!ok) {
    set_busy (self, FALSE);
    show_problem (self, error->message);
  }
  return ok;
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenPersonWindow) self = user_data;

  if (went (self, source, result))
    end (self);
}

static HavenRole
chosen_role (HavenPersonWindow *self)
{
  return roles[MIN (adw_combo_row_get_selected (self->role), G_N_ELEMENTS (roles) - 1)];
}

static char *
typed_name (HavenPersonWindow *self)
{
  return haven_text_squeeze (gtk_editable_get_text (self->name));
}

static void
change_role (HavenPersonWindow *self)
{
  if (chosen_role (self) == self->role_before)
    end (self);
  else
    haven_session_change_role_async (self->session, self->before, chosen_role (self), ended_cb, g_object_ref (self));
}

static void
renamed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenPersonWindow) self = user_data;

  if (!went (self, source, result))
    return;
  g_free (self->before);
  self->before = typed_name (self);
  change_role (self);
}

static void
change (HavenPersonWindow *self)
{
  g_autofree char *name = typed_name (self);

  if (g_str_equal (name, self->before))
    change_role (self);
  else
    haven_session_rename_user_async (self->session, self->before, name, renamed_cb, g_object_ref (self));
}

static void
add (HavenPersonWindow *self)
{
  g_autofree char *name = typed_name (self);
  const HavenUser user = { .name = name, .role = chosen_role (self) };

  haven_session_add_user_async (self->session, &user, gtk_editable_get_text (self->passphrase), ended_cb, g_object_ref (self));
}

static void
go (gpointer widget)
{
  HavenPersonWindow *self = HAVEN_PERSON_WINDOW (widget);

  set_busy (self, TRUE);
  if (self->before != NULL)
    change (self);
  else
    add (self);
}

static gboolean
refuse (HavenPersonWindow *self, GtkEditable *field, const char *sentence)
{
  show_problem (self, sentence);
  gtk_widget_grab_focus (GTK_WIDGET (field));
  return FALSE;
}

static gboolean
check (HavenPersonWindow *self)
{
  if (haven_text_is_empty (gtk_editable_get_text (self->name)))
    return refuse (self, self->name, _("Type their name: records say who made them."));
  if (self->before == NULL && !g_str_equal (gtk_editable_get_text (self->passphrase), gtk_editable_get_text (self->again)))
    return refuse (self, self->again, _("The two passphrases differ. Type the same one twice."));
  show_problem (self, NULL);
  return TRUE;
}

static void
save_cb (HavenPersonWindow *self)
{
  if (check (self))
    haven_confirm_then (GTK_WIDGET (self), self->session, HAVEN_DEED_PEOPLE, go);
}

static void
list_roles (HavenPersonWindow *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    gtk_string_list_append (names, haven_role_text (roles[i]));
  adw_combo_row_set_model (self->role, G_LIST_MODEL (names));
}

static void
haven_person_window_dispose (GObject *object)
{
  HavenPersonWindow *self = HAVEN_PERSON_WINDOW (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->before, g_free);
  G_OBJECT_CLASS (haven_person_window_parent_class)->dispose (object);
}

static void
haven_person_window_class_init (HavenPersonWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_person_window_dispose;
  signals[DONE] = g_signal_new ("done", HAVEN_TYPE_PERSON_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/preferences/haven-person-window.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenPersonWindow, name);
  gtk_widget_class_bind_template_child (widget_class, HavenPersonWindow, role);
  gtk_widget_class_bind_template_child (widget_class, HavenPersonWindow, may);
  gtk_widget_class_bind_template_child (widget_class, HavenPersonWindow, secret);
  gtk_widget_class_bind_template_child (widget_class, HavenPersonWindow, passphrase);
  gtk_widget_class_bind_template_child (widget_class, HavenPersonWindow, again);
  gtk_widget_class_bind_template_child (widget_class, HavenPersonWindow, strength);
  gtk_widget_class_bind_template_child (widget_class, HavenPersonWindow, problem);
  gtk_widget_class_bind_template_child (widget_class, HavenPersonWindow, save_button);
  gtk_widget_class_bind_template_child (widget_class, HavenPersonWindow, spinner);
  gtk_widget_class_bind_template_callback (widget_class, role_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
}

static void
haven_person_window_init (HavenPersonWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  haven_names_combo_row (self->role);
  list_roles (self);
  haven_input_name (GTK_WIDGET (gtk_editable_get_delegate (self->name)), _("Name"));
  haven_input_name (GTK_WIDGET (gtk_editable_get_delegate (self->passphrase)), _("First passphrase"));
  haven_input_name (GTK_WIDGET (gtk_editable_get_delegate (self->again)), _("First passphrase again"));
  haven_names_complete (GTK_WIDGET (self));
}

static void
show_person (HavenPersonWindow *self, const HavenUser *user)
{
  self->before = g_strdup (user->name);
  self->role_before = user->role;
  gtk_window_set_title (GTK_WINDOW (self), _("Change a Person"));
  gtk_editable_set_text (self->name, user->name);
  gtk_widget_set_visible (self->secret, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (roles[i] == user->role)
      adw_combo_row_set_selected (self->role, i);
}

GtkWindow *
haven_person_window_new (GtkWidget *from, HavenSession *session, const HavenUser *user)
{
  HavenPersonWindow *self = g_object_new (HAVEN_TYPE_PERSON_WINDOW, "transient-for", gtk_widget_get_root (from), "modal", TRUE, NULL);

  self->session = g_object_ref (session);
  if (user != NULL)
    show_person (self, user);
  role_chosen_cb (self);
  return GTK_WINDOW (self);
}
