/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "haven-people-page.h"

#include <glib/gi18n-lib.h>
#include "haven-confirm-window.h"
#include "haven-names.h"
#include "haven-person-window.h"
#include "haven-recovery.h"
#include "haven-run.h"

struct _HavenPeoplePage {
  AdwBin parent_instance;

  HavenSession *session;
  GPtrArray *users;         /* HavenUser */
  GPtrArray *rows;          /* lent by people */
  char *leaving;            /* who is to be removed */

  /* template */
  AdwPreferencesGroup *people;
  AdwActionRow *sheet_row;
};

G_DEFINE_FINAL_TYPE (HavenPeoplePage, haven_people_page, ADW_TYPE_BIN)

static void refresh (HavenPeoplePage *self);

/* Adding and changing */

static void
done_cb (HavenPeoplePage *self, const char *sentence)
{
  haven_say (GTK_WIDGET (self), sentence);
  refresh (self);
}

static void
show_person (HavenPeoplePage *self, const HavenUser *user)
{
  GtkWindow *window = haven_person_window_new (GTK_WIDGET (self), self->session, user);

  g_signal_connect_object (window, "done", G_CALLBACK (done_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (window);
}

static void
add_cb (HavenPeoplePage *self)
{
  show_person (self, NULL);
}

static const HavenUser *
user_of (HavenPeoplePage *self, GtkWidget *button)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, ADW_TYPE_ACTION_ROW);
  guint n;

  return g_ptr_array_find (self->rows, row, &n) && n < self->users->len ? g_ptr_array_index (self->users, n) : NULL;
}

static void
change_cb (HavenPeoplePage *self, GtkWidget *button)
{
  if (user_of (self, button) != NULL)
    show_person (self, user_of (self, button));
}

/* Removing */

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HavenPeoplePage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean ok = haven_session_people_finish (HAVEN_SESSION (source), result, &error);

  if (self->session == NULL)
    return;                 /* locked meanwhile */
  if (ok)
    haven_say (GTK_WIDGET (self), _("Removed. Their passphrase opens this store no more."));
  else
    haven_fail (GTK_WIDGET (self), error);
  refresh (self);
}

static void
remove_now (gpointer widget)
{
  HavenPeoplePage *self = HAVEN_PEOPLE_PAGE (widget);

  haven_session_remove_user_async (self->session, self->leaving, removed_cb, g_object_ref (self));
}

static void
remove_answered_cb (HavenPeoplePage *self, const char *response)
{
  if (g_str_equal (response, "remove"))
    haven_confirm_then (GTK_WIDGET (self), self->session, HAVEN_DEED_PEOPLE, remove_now);
}

static const char *
describe_removal (const HavenUser *user)
{
  if (user->recovery)
    return _("The code on the sheet opens this store no more; it still opens backups that were made before. With no sheet a forgotten "
             "passphrase is final.");
  if (user->role <= HAVEN_ROLE_DEPUTY)
    return _("Their passphrase opens this store no more; it still opens backups that were made before. Restricted entries stay, sealed to "
             "the other safeguarding leads. What they wrote stays with their name; forms they had not finished are dropped.");
  return _("Their passphrase opens this store no more; it still opens backups that were made before. What they wrote stays with their "
           "name; forms they had not finished are dropped.");
}

static void
remove_cb (HavenPeoplePage *self, GtkWidget *button)
{
  const HavenUser *user = user_of (self, button);
  g_autofree char *heading = NULL;
  GtkWidget *dialog;

  if (user == NULL)
    return;
  g_free (self->leaving);
  self->leaving = g_strdup (user->name);
  heading = user->recovery ? g_strdup (_("Remove the recovery sheet?")) : g_strdup_printf (_("Remove %s?"), user->name);
  dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), heading, describe_removal (user));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "remove", _("_Remove"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "remove", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (remove_answered_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* The list */

static void
add_button (HavenPeoplePage *self, GtkWidget *row, const char *icon, const char *verb, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  g_autofree char *full = g_strdup_printf ("%s: %s", verb, adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, full);
  g_signal_connect_swapped (button, "clicked", callback, self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static gboolean
is_me (HavenPeoplePage *self, const HavenUser *user)
{
  const HavenUser *me = haven_session_get_user (self->session);

  return me != NULL && g_str_equal (me->name, user->name);
}

static void
add_row (HavenPeoplePage *self, const HavenUser *user)
{
  GtkWidget *row = adw_action_row_new ();
  const char *name = user->recovery ? _("Recovery sheet") : user->name;
  g_autofree char *role = g_strdup_printf (is_me (self, user) ? _("%s (you)") : "%s", haven_role_text (user->role));
  g_autofree char *safe = g_markup_escape_text (name, -1), *safe_role = g_markup_escape_text (role, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), safe);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), user->recovery ? _("in the school’s safe") : safe_role);
  if (!user->recovery)
    add_button (self, row, "document-edit-symbolic", _("Change"), G_CALLBACK (change_cb));
  if (!is_me (self, user))
    add_button (self, row, "user-trash-symbolic", _("Remove"), G_CALLBACK (remove_cb));
  adw_preferences_group_add (self->people, row);
  g_ptr_array_add (self->rows, row);
}

static const char *
describe_sheet (HavenPeoplePage *self)
{
  if (haven_recovery_has_sheet (self->users))
    return _("A sheet is valid. A new one takes its place, and the one before opens nothing more.");
  return _("There is none: if every passphrase is forgotten, the records are lost.");
}

static void
refresh (HavenPeoplePage *self)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *users = haven_session_list_users (self->session, &error);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->people, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  if (users == NULL) {
    haven_fail (GTK_WIDGET (self), error);
    return;
  }
  g_clear_pointer (&self->users, g_ptr_array_unref);
  self->users = users;
  for (guint i = 0; i < users->len; i++)
    add_row (self, g_ptr_array_index (users, i));
  adw_action_row_set_subtitle (self->sheet_row, describe_sheet (self));
  haven_names_complete (GTK_WIDGET (self->people));
}

/* The sheet */

static void
sheet_done_cb (GtkWidget *self)
{
  refresh (HAVEN_PEOPLE_PAGE (self));
}

static void
sheet_cb (HavenPeoplePage *self)
{
  haven_recovery_save_sheet (GTK_WIDGET (self), self->session, sheet_done_cb);
}

static void
haven_people_page_dispose (GObject *object)
{
  HavenPeoplePage *self = HAVEN_PEOPLE_PAGE (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->users, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->leaving, g_free);
  G_OBJECT_CLASS (haven_people_page_parent_class)->dispose (object);
}

static void
haven_people_page_class_init (HavenPeoplePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haven_people_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/org/haven/Haven/ui/preferences/haven-people-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HavenPeoplePage, people);
  gtk_widget_class_bind_template_child (widget_class, HavenPeoplePage, sheet_row);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, sheet_cb);
}

static void
haven_people_page_init (HavenPeoplePage *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
haven_people_page_new (HavenSession *session)
{
  HavenPeoplePage *self = g_object_new (HAVEN_TYPE_PEOPLE_PAGE, NULL);

  self->session = g_object_ref (session);
  refresh (self);
  return GTK_WIDGET (self);
}
